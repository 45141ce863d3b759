"""Measures: what a number counts or measures, by the words around it.

Nouns, measure words and currencies are data (`data/claims/measures.toml`).
A number that counts nothing is no figure.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.claims.numbers import Number, any_of

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a number measures.

    Attributes:
        unit: FORMATS' unit.
        unit_text: The printed word where the unit is `other`.
        start: Where the passage begins: the number, or the noun before it.
        end: Behind the word that carries the unit.
        what: The thing counted, as printed.
        per: FORMATS' span of a rate.
    """

    unit: str
    unit_text: str | None
    start: int
    end: int
    what: str
    per: str | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    nouns: dict[str, str]
    english: re.Pattern[str]
    hyphened: re.Pattern[str]
    chinese: re.Pattern[str]
    units_zh: dict[str, str]
    open: frozenset[str]
    near: dict[str, re.Pattern[str]]
    before_zh: re.Pattern[str]
    idioms: re.Pattern[str]
    currency: re.Pattern[str]
    foreign: re.Pattern[str]
    head: re.Pattern[str]
    head_before: re.Pattern[str]
    head_after: re.Pattern[str]
    pay: re.Pattern[str]
    subsidy: re.Pattern[str]
    ceiling: float
    rate_before: re.Pattern[str]
    rate_after: re.Pattern[str]
    per: tuple[tuple[str, re.Pattern[str]], ...]


def _plural(noun: str) -> list[str]:
    last = noun[-1]
    if last == "y" and noun[-2] not in "aeiou":
        return [noun, noun[:-1] + "ies"]
    return [noun, noun + ("es" if last in "sxh" and noun[-2:] != "th" else "s")]


@cache
def _table() -> _Table:
    data = tomllib.loads(
        files("sightline.data").joinpath("claims/measures.toml").read_text("utf-8")
    )
    english, chinese = data["english"], data["chinese"]
    kinds = [k for k in english if k not in ("currency", "foreign", "idioms")]
    nouns = {form: kind for kind in kinds for noun in english[kind] for form in _plural(noun)}
    units_zh = {
        word: kind
        for kind, words in chinese.items()
        if kind not in ("nouns", "open")
        for word in words
    }
    noun = any_of(list(nouns))
    head = data["per_person"]
    return _Table(
        nouns=nouns,
        # Up to four words may stand between the number and what it counts.
        english=re.compile(
            rf"[ ]?(?:(?:of )?(?!(?:and|or|to|in|for|with|by|at|on|from|that|who|which|is|are|was|were|per|as)\b)"
            rf"[\"“]?[A-Za-z][\w’'-]*[\"”]? ){{0,4}}?[\"“]?(?P<noun>{noun})\b(?![’'-]\w| (?:{noun})\b)"
        ),
        hyphened=re.compile(rf"-[ ]?(?P<noun>{noun})\b"),
        chinese=re.compile(rf"[ ]?(?P<unit>{any_of(list(units_zh))})(?!级)"),
        units_zh=units_zh,
        open=frozenset(chinese["open"]),
        near={kind: re.compile(any_of(words)) for kind, words in chinese["nouns"].items()},
        before_zh=re.compile(
            rf"(?P<noun>{any_of([w for words in chinese['nouns'].values() for w in words])})$"
        ),
        idioms=re.compile(rf" (?:{any_of(english['idioms'])})\b"),
        currency=re.compile(rf" ?(?:{any_of(english['currency'])})\b"),
        foreign=re.compile(rf" ?(?:{any_of(english['foreign'])})s?\b"),
        head=re.compile(any_of(head["english"])),
        head_before=re.compile(rf"(?:{any_of(head['chinese_before'])})[^，。；、]{{0,12}}$"),
        head_after=re.compile(rf"(?:{any_of(head['chinese_after'])})"),
        pay=re.compile(any_of(head["pay"])),
        subsidy=re.compile(any_of(head["subsidy"])),
        ceiling=float(head["ceiling"]),
        rate_before=re.compile(data["rates"]["before"]),
        rate_after=re.compile(data["rates"]["after"]),
        per=tuple((name, re.compile(any_of(words))) for name, words in data["per"].items()),
    )


def measure(text: str, number: Number, start: int, end: int) -> Measured | None:
    """What `number` measures in the sentence `text[start:end]`; None if nothing."""
    table = _table()
    if number.currency is not None:
        foreign = number.currency in ("US$", "USD", "$", "€", "EUR", "£", "HK$")
        return _money(text, number, number.end, (start, end), foreign=foreign)
    if number.form == "part":
        return _part(text, number, end)
    if number.form == "multiple":
        return Measured("count", None, number.start, number.end, text[number.start : number.end])
    if (found := table.chinese.match(text, number.end, end)) is not None:
        return _chinese(text, number, found, (start, end))
    if (found := table.currency.match(text, number.end, end)) is not None:
        return _money(text, number, found.end(), (start, end))
    if (found := table.foreign.match(text, number.end, end)) is not None:
        return _money(text, number, found.end(), (start, end), foreign=True)
    if text[number.end : number.end + 1] in ("%", "％"):
        return Measured("percent", None, number.start, number.end + 1, "%")
    hyphened = table.hyphened.match(text, number.end, end)
    if hyphened is not None and table.nouns[hyphened["noun"]] in ("years", "months", "days", "sqm"):
        unit = table.nouns[hyphened["noun"]]
        return Measured(unit, None, number.start, hyphened.end(), hyphened["noun"])
    return _before(text, number, start) or _english(text, number, start, end)


def _part(text: str, number: Number, end: int) -> Measured:
    found = re.compile(
        r" of (?:the |their |its |all )?[\w -]{0,40}?(?=[,.;)]|$| (?:and|in|who|that|are|were|is|was)\b)"
    ).match(text, number.end, end)
    stop = found.end() if found is not None else number.end
    return Measured("percent", None, number.start, stop, text[number.start : stop])


def _per(text: str, start: int, end: int) -> str | None:
    return next((name for name, words in _table().per if words.search(text, start, end)), None)


def _money(
    text: str, number: Number, stop: int, sentence: tuple[int, int], *, foreign: bool = False
) -> Measured:
    table = _table()
    printed = text[number.start : stop]
    if foreign:
        return Measured("other", printed, number.start, stop, printed)
    rate = table.rate_after.match(text, stop, sentence[1])
    if rate is not None:
        return Measured("other", text[number.start : rate.end()], number.start, rate.end(), printed)
    ahead_rate = table.rate_before.search(text, sentence[0], number.start)
    if ahead_rate is not None:
        begin = ahead_rate.start()
        return Measured("other", text[begin:stop], begin, stop, printed)
    after = table.head_after.match(text, stop, sentence[1])
    before = table.head_before.search(text, sentence[0], number.start)
    clause = _clause(text, number.start, stop, sentence)
    ahead = _clause(text, stop, stop, sentence)
    small = number.value <= table.ceiling
    headed = (
        after is not None
        or before is not None
        or (small and table.head.search(text, stop, min(sentence[1], stop + 70)) is not None)
        or (small and _per(text, stop, min(stop + 14, sentence[1])) is not None)
        or (small and table.pay.search(text, *clause) is not None)
        or (small and table.subsidy.search(text, *clause) is not None)
        or (small and table.head.search(text, *clause) is not None)
    )
    end = after.end() if after is not None else stop
    if not headed:
        return Measured("RMB", None, number.start, end, _noun_after(text, end, sentence[1]))
    per = _per(text, stop, ahead[1]) or _per(text, *clause)
    begin = before.start() if before is not None else number.start
    return Measured("RMB_per_person", None, begin, end, _noun_after(text, end, sentence[1]), per)


def _clause(text: str, start: int, stop: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """The stretch around a number up to the next comma, semicolon or bracket."""
    edge = re.compile(r"[,;:()，；：（）。](?!\d)")
    begin = sentence[0]
    for found in edge.finditer(text, sentence[0], start):
        begin = found.end()
    after = edge.search(text, stop, sentence[1])
    return begin, after.start() if after is not None else sentence[1]


def _noun_after(text: str, stop: int, end: int) -> str:
    found = re.compile(rf" ?(?:in |of )?([A-Za-z][\w-]*(?: [a-z][\w-]*)?|[{_HAN}]{{2,6}})").match(
        text, stop, end
    )
    return found.group(1) if found is not None else ""


def _chinese(
    text: str, number: Number, found: re.Match[str], sentence: tuple[int, int]
) -> Measured | None:
    table = _table()
    word, stop = found["unit"], found.end()
    unit = table.units_zh[word]
    if unit == "RMB":
        return _money(text, number, stop, sentence)
    if unit in ("years", "months", "days") and _calendar(text, number, word, stop):
        return None
    begin, what = number.start, word
    clause = _clause(text, number.start, stop, sentence)
    if unit == "items" and _per(text, *clause) == "year":
        return Measured("items_per_year", None, begin, stop, word, "year")
    if word in table.open or unit == "items":
        ahead = text[stop : min(stop + 12, sentence[1])]
        behind = text[max(sentence[0], number.start - 8) : number.start]
        for kind, nouns in table.near.items():
            noun = nouns.search(ahead)
            if noun is not None and not re.search("[，。；、]", ahead[: noun.start()]):
                unit, what, stop = kind, noun.group(), stop + noun.end()
                break
        else:
            noun = table.before_zh.search(behind)
            if noun is not None:
                unit = next(
                    kind for kind, nouns in table.near.items() if nouns.fullmatch(noun.group())
                )
                what, begin = noun.group(), number.start - len(noun.group())
            elif word == "家":
                unit = "companies"
    unit_text = word if unit == "other" else None
    return Measured(unit, unit_text, begin, stop, what)


def _calendar(text: str, number: Number, word: str, stop: int) -> bool:
    """Whether a year, month or day is one of the calendar, not a span."""
    whole = number.value == int(number.value)
    year = word == "年" and whole and 1900 <= number.value <= 2100
    day = word == "日" and not text[stop:].startswith(("历", "均"))
    return year or day


def _before(text: str, number: Number, start: int) -> Measured | None:
    """A number behind the noun that it counts: 岗位3200, "factories from 490"."""
    table = _table()
    behind = text[max(start, number.start - 40) : number.start]
    found = re.search(r"(?P<noun>[A-Za-z]+) (?:from|reached|numbered) $", behind)
    if found is not None:
        unit = "persons" if found["noun"] == "employment" else table.nouns.get(found["noun"])
        if unit in ("facilities", "companies", "jobs", "villages", "persons"):
            begin = number.start - len(behind) + found.start()
            return Measured(unit, None, begin, number.end, found["noun"])
    return None


def _english(text: str, number: Number, start: int, end: int) -> Measured | None:
    table = _table()
    if table.idioms.match(text, number.end, end) is not None and number.value == 1:
        return None
    found = table.english.match(text, number.end, end)
    if found is None:
        return None
    noun = found["noun"]
    unit = table.nouns[noun]
    stop = found.end()
    printed = text[number.start : stop]
    if unit == "items" and _per(text, max(start, number.start - 40), min(end, stop + 40)) == "year":
        return Measured("items_per_year", None, number.start, stop, noun, "year")
    what = text[number.end : stop].strip(' "“”')
    return Measured(unit, noun if unit == "other" else None, number.start, stop, what or printed)

"""Numbers as English and Chinese write them, with the words that bend them.

Digits, number words, magnitudes (万, million), parts of a whole and
multiples become one shape. Whether a number is a figure, and of what, is
decided elsewhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from sightline.claims.numbers_written import any_of, number_pattern

Form = Literal["digits", "word", "chinese", "article", "part", "multiple"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number in a text.

    Attributes:
        start: Where it begins, a currency sign before it included.
        end: Behind its last digit, word or magnitude.
        value: What it says; of a range the lower end.
        form: How it is written.
        high: The upper end of a range.
        qualifier: FORMATS' word for how exactly it is meant.
        currency: The sign or code before it.
        plain: Whether it is digits alone: no separator, point or magnitude.
    """

    start: int
    end: int
    value: float
    form: Form
    high: float | None = None
    qualifier: str = "exact"
    currency: str | None = None
    plain: bool = False


_MOST = 1e15
"""Nothing that documents count comes near; longer rows of digits are codes."""


def tidy(value: float) -> float:
    """`value` without the dust of binary fractions, whole numbers as int."""
    if value > _MOST:
        return value
    value = round(value, 6)
    return int(value) if value == int(value) else value


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: dict[str, float]
    magnitudes: dict[str, float]
    parts: dict[str, float]
    multiples: dict[str, float]
    han_digits: dict[str, int]
    han_magnitudes: dict[str, int]
    han_large: dict[str, int]
    before: dict[str, str]
    before_ends: tuple[str, ...]
    before_last: frozenset[str]
    after: dict[str, str]
    after_first: frozenset[str]
    number: re.Pattern[str]
    before_pattern: re.Pattern[str]
    after_pattern: re.Pattern[str]


def _inverted(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads(files("sightline.data").joinpath("claims/numbers.toml").read_text("utf-8"))
    english, chinese = data["english"], data["chinese"]
    before = _inverted(data["qualifiers"]["before"])
    after = _inverted(data["qualifiers"]["after"])
    latin_before = any_of([word for word in before if word.isascii()])
    han_before = any_of([word for word in before if not word.isascii()])
    return _Lexicon(
        words={**english["ones"], **english["teens"], **english["tens"]},
        magnitudes={**english["magnitudes"], **english["short"]},
        parts=english["parts"],
        multiples=english["multiples"],
        han_digits=chinese["digits"],
        han_magnitudes=chinese["magnitudes"],
        han_large=chinese["large"],
        before=before,
        before_ends=(*before, " the"),
        before_last=frozenset(word[-1] for word in (*before, "the")),
        after=after,
        after_first=frozenset(word[0] for word in after) | {" "},
        number=number_pattern(english, chinese),
        before_pattern=re.compile(
            rf"(?i:(?<![A-Za-z-])(?:{latin_before}) (?:the )?$)|(?:{han_before}) ?$"
        ),
        after_pattern=re.compile(rf" ?(?:{any_of(list(after))})(?![a-z])"),
    )


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers of `text` in order, ranges joined, words that bend them taken in."""
    held: Number | None = None
    for match in _lexicon().number.finditer(text):
        number = _read(match)
        if number is None or number.value > _MOST:
            continue
        number = _bent(text, number)
        if held is not None:
            joined = _range(text, held, number)
            if joined is not None:
                held = joined
                continue
            yield held
        held = number
    if held is not None:
        yield held


def _read(match: re.Match[str]) -> Number | None:
    kind = match.lastgroup
    if match["amount"]:
        return _read_digits(match)
    if match["part"]:
        return _read_part(match)
    if match["multiple"]:
        value = (
            2.0 ** _han_value(match["fan"])[0]
            if match["fan"]
            else _lexicon().multiples[match["multiple"].lower()]
        )
        return Number(*match.span("multiple"), tidy(value), "multiple")
    if match["word"]:
        more = " or more " in match["word"].lower()
        value = _word_value(match["word"])
        return Number(
            *match.span("word"), tidy(value), "word", qualifier="at_least" if more else "exact"
        )
    if match["article"]:
        return Number(*match.span("article"), 1, "article")
    assert kind is not None
    return _read_chinese(match)


def _plain(amount: str) -> float:
    if amount.isdigit():
        return float(amount)
    return float(re.sub("[,， ]", "", amount).replace("．", "."))


def _magnitude(word: str) -> float:
    """What 百, 千万 or "million" multiplies by."""
    lexicon = _lexicon()
    if word.isascii():
        return lexicon.magnitudes[word.lower()]
    value = 1.0
    for character in word:
        value *= lexicon.han_large.get(character) or lexicon.han_magnitudes[character]
    return value


_DIGIT_GROUPS = ("currency", "amount", "more", "zh", "en", "amount2", "zh2")


def _read_digits(match: re.Match[str]) -> Number:
    currency, amount, more, han, latin, second, of = match.group(*_DIGIT_GROUPS)
    word = han or latin
    value = _plain(amount) * (_magnitude(word) if word else 1)
    if second:
        value += _plain(second) * _magnitude(of)
    return Number(
        *match.span(),
        tidy(value),
        "digits",
        qualifier="more_than" if more else "exact",
        currency=currency,
        plain=amount.isdigit() and not word,
    )


def _read_part(match: re.Match[str]) -> Number | None:
    lexicon = _lexicon()
    if match["hbottom"]:
        bottom = _han_value(match["hbottom"])[0]
        top = _plain(match["htop"]) if match["htop"][0].isdigit() else _han_value(match["htop"])[0]
    elif match["of"]:
        top, bottom = _word_value(match["of"]), _word_value(match["whole"])
    elif match["bottom"]:
        bottom = lexicon.parts[match["bottom"].lower()]
        top = 1 if match["top"].lower() in ("a", "an") else _word_value(match["top"])
    else:
        top, bottom = 1, 2
    if not bottom or top > bottom:
        return None
    return Number(*match.span("part"), tidy(round(100 * top / bottom, 2)), "part")


def _word_value(words: str) -> float:
    lexicon = _lexicon()
    total = group = 0.0
    for word in re.findall("[a-z]+", words.lower()):
        if word in ("a", "an"):
            group += 1
        elif (magnitude := lexicon.magnitudes.get(word)) is None:
            group += lexicon.words.get(word, 0)
        elif magnitude <= 100 or " or more " in words.lower():
            group = (group or 1) * magnitude
        else:
            total, group = total + (group or 1) * magnitude, 0
    return total + group


def _read_chinese(match: re.Match[str]) -> Number | None:
    words = match["chinese"]
    if words == "半":
        return Number(*match.span("chinese"), 0.5, "chinese")
    value, high = _han_value(re.sub("[余多来几]", "", words))
    if value < 0:
        return None
    vague = match["hmore"] or match["hfew"]
    return Number(
        *match.span("chinese"),
        tidy(value),
        "chinese",
        high=tidy(high) if high is not None else None,
        qualifier="range" if high is not None else "more_than" if vague else "exact",
    )


_TAIL = re.compile(
    "(?<=[一二两三四五六七八九十])([百千万])([一二三四五六七八九])([二三四五六七八九])?$"
)


def _han_value(words: str) -> tuple[float, float | None]:
    """Value of Chinese numerals, with an upper end for 七八; -1 for what is no number."""
    lexicon = _lexicon()
    total = section = 0.0
    digit: float | None = None
    high: float | None = None
    tail = _TAIL.search(words)
    if tail is not None:
        # 三千五 is 3500, 三千五六 from there to 3600.
        low, _ = _han_value(words[: tail.start() + 1])
        unit = (lexicon.han_magnitudes | lexicon.han_large)[tail.group(1)] / 10
        first, second = (lexicon.han_digits[sign] if sign else None for sign in tail.groups()[1:])
        if first is not None and second in (None, first + 1):
            return low + first * unit, low + second * unit if second else None
    for character in words:
        if (value := lexicon.han_digits.get(character)) is not None:
            if digit:
                if value != digit + 1 or high is not None:
                    return -1, None
                high = value - digit
            else:
                digit = value
        elif (value := lexicon.han_magnitudes.get(character)) is not None:
            section += (1 if digit is None else digit) * value
            if high is not None:
                high *= value
            digit = None
        else:
            section += digit or 0
            # 一万亿: a large word directly behind another multiplies it.
            scale = lexicon.han_large[character]
            total = total + section * scale if section else (total or 1) * scale
            if high is not None:
                high *= lexicon.han_large[character]
            section, digit = 0, None
    low = total + section + (digit or 0)
    return low, (low + high if high is not None else None)


def _bent(text: str, number: Number) -> Number:
    """`number` with the qualifier before or behind it taken in."""
    lexicon = _lexicon()
    # Most numbers have no such word before them; endings are looked at first.
    before = None
    near = text[max(0, number.start - 24) : number.start].rstrip(" ").lower()
    if near[-1:] in lexicon.before_last and near.endswith(lexicon.before_ends):
        before = lexicon.before_pattern.search(text, max(0, number.start - 24), number.start)
    if before is not None:
        word = re.sub(" the$", "", before.group().strip().lower())
        name = lexicon.before.get(word, "exact")
        start = before.start()
        if word == "上" and number.value < 100:  # 上万 is a number's word, 上一个小时 is none
            return number
        if word == "近" and text[start - 1 : start] in ("附", "最", "邻", "靠", "新"):
            return number
        # What stands before tells more than 多 behind: 近三百多人 is about 300.
        number = replace(
            number, start=start, qualifier=name if name != "exact" else number.qualifier
        )
    after = None
    if text[number.end : number.end + 1] in lexicon.after_first:
        after = lexicon.after_pattern.match(text, number.end)
    if after is not None and number.qualifier == "exact":
        name = lexicon.after[after.group().strip()]
        number = replace(number, end=after.end(), qualifier=name)
    return number


def behind(text: str, end: int) -> tuple[str, int] | None:
    """The qualifier that stands at `end`, behind a unit, and where it ends."""
    if text[end : end + 1] not in _lexicon().after_first:
        return None
    after = _lexicon().after_pattern.match(text, end)
    # 三年来: behind a unit 来 is "since".
    if after is None or after.group().strip() == "来":
        return None
    return _lexicon().after[after.group().strip()], after.end()


_BETWEEN = re.compile(r"(?:[%％元人亩天]|周?岁|个月)? ?(?:[-–—~～−]{1,2}|至|到|to|or|或) ?")
_AND = re.compile(r" and | ?和 ?| ?与 ?")
_FROM = re.compile(r"(?i:\bbetween|介于|在) ?(?:the )?(?:about |some )?$")
_CHANGE = re.compile(
    r"(?i:\b(?:ris|rose|grew|grow|tripl|quadrupl|soar|climb|jump|shr[iau]nk|swell|swoll|slump|increas|expand|doubl|reduc|cut|decreas|declin|fell|fall|drop|rais|up"
    r"|down|improv|chang)\w*\b[^.;]*\bfrom )(?:about |some )?$|[由从]$"
)


def _range(text: str, low: Number, high: Number) -> Number | None:
    """One number for an interval, None where the two are two figures."""
    gap = text[low.end : high.start]
    if len(gap) > 8 or low.high is not None or high.high is not None:
        return None
    if high.form in ("part", "multiple", "article") or low.form in ("part", "multiple"):
        return None
    if _AND.fullmatch(gap):
        opening = _FROM.search(text, max(0, low.start - 24), low.start)
        if opening is None or (opening.group()[0] == "在" and not gap.strip()):
            return None
        start = opening.start() if opening.group()[0] != "在" else low.start
    elif _BETWEEN.fullmatch(gap):
        if _CHANGE.search(text, max(0, low.start - 90), low.start):
            return None
        if gap.strip() in ("or", "或") and high.value != low.value + 1:
            return None
        start = low.start
    else:
        return None
    value = _lower(text, low, high)
    if not value < high.value:
        return None
    return replace(
        high,
        start=start,
        value=value,
        high=high.value,
        qualifier="range",
        currency=low.currency or high.currency,
    )


def _lower(text: str, low: Number, high: Number) -> float:
    """The lower end; in 3-5万 the magnitude of the upper end holds for both."""
    if high.value > low.value and low.plain and not high.plain and high.form == "digits":
        shown = _plain(_lexicon_amount(text, high))
        scaled = low.value * (high.value / shown if shown else 1)
        if scaled < high.value:
            return tidy(scaled)
    return low.value


def _lexicon_amount(text: str, number: Number) -> str:
    found = re.search(r"\d[\d,，]*(?:\.\d+)?", text[number.start : number.end])
    return found.group() if found is not None else "0"

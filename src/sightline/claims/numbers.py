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
from typing import Any, Literal

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


def any_of(words: list[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def tidy(value: float) -> float:
    """`value` without the dust of binary fractions, whole numbers as int."""
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
    after: dict[str, str]
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
        after=after,
        number=_number_pattern(english, chinese),
        before_pattern=re.compile(
            rf"(?i:(?<![A-Za-z-])(?:{latin_before}) (?:the )?$)|(?:{han_before}) ?$"
        ),
        after_pattern=re.compile(rf" ?(?:{any_of(list(after))})(?![a-z])"),
    )


def _number_pattern(english: dict[str, Any], chinese: dict[str, Any]) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            (
                _digits(english, chinese),
                _parts(english, chinese),
                _multiples(english),
                _words(english),
                _articles(),
                _chinese(chinese),
            )
        )
    )


def _small(english: dict[str, Any]) -> str:
    ones, teens, tens = (any_of(list(english[name])) for name in ("ones", "teens", "tens"))
    return rf"(?:(?:{tens})(?:[- ](?:{ones}))?|{teens}|{ones})"


def _digits(english: dict[str, Any], chinese: dict[str, Any]) -> str:
    behind = any_of([*english["magnitudes"], *english["short"]])
    large = "".join(chinese["large"])
    currency = any_of([*chinese["currency_before"], *chinese["foreign_before"]])
    amount = (
        r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?"
        r"|\d{1,3}(?: \d{3})+(?= ?[a-z\u4e00-\u9fff㎡%])(?! \d)|\d+(?:[.．]\d+)?"
    )
    han = (
        rf"(?P<more>[余多])? ?(?P<zh>[百千]?万亿|[百千]?[{large}]|[百千](?![分米克瓦]))"
        r"(?:(?P<amount2>\d+(?:\.\d+)?) ?(?P<zh2>[百千]?万|千|百)(?![分米克瓦]))?"
    )
    metres = any_of(english["not_million"])
    latin = rf"(?: |(?<=\d))(?P<en>(?i:{behind}))(?![\w²³]| (?:{metres})\b)"
    return (
        rf"(?:(?<![A-Za-z])(?P<currency>{currency}) ?|(?<![A-Za-z_\d])(?<!\d[.,:：/])"
        rf"(?<![A-Za-z][-_.])(?<![/#&=]))(?P<amount>{amount})(?:{han}|{latin})?"
    )


def _parts(english: dict[str, Any], chinese: dict[str, Any]) -> str:
    names = any_of([word for word in english["parts"] if word != "half"])
    han = "".join(chinese["digits"]) + "".join(chinese["magnitudes"])
    return (
        rf"(?P<part>(?i:\b(?:(?P<top>an?|{_small(english)})[ -])(?P<bottom>{names})\b(?= of\b|(?<=s))"
        r"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!-)\bhalf\b"
        r"(?!-| (?:an?|years?|months?|days?|hours?|time|way|brother|sister)\b))"
        rf"|(?P<hbottom>[{han}]+)分之(?P<htop>[{han}]+|\d+(?:\.\d+)?)"
        r"|(?<=[一过近超])半(?=[的以人户家数，。；、）]|$)|(?<=减)半)"
    )


def _multiples(english: dict[str, Any]) -> str:
    bare = r"(?:double|triple|quadruple)\b(?= (?:the|its|their|that|this|those|from|in|by|as)\b)"
    twice = r"twice\b(?= (?:the|as|that|its|their|what)\b)"
    others = any_of(
        [w for w in english["multiples"] if w not in ("double", "triple", "quadruple", "twice")]
    )
    return rf"(?P<multiple>(?i:\b(?:{bare}|{twice}|(?:{others})\b))|翻(?P<fan>[一两二三四])番)"


def _words(english: dict[str, Any]) -> str:
    small, magnitude = _small(english), any_of(list(english["magnitudes"]))
    more = rf"(?: (?:and )?{small}(?![A-Za-z]| (?:of|percent)\b))?"
    return (
        rf"(?P<word>(?i:(?<![A-Za-z-])(?:{small}|an?(?= (?:{magnitude})\b))"
        rf"(?:(?: or more)?[ -](?:{magnitude})\b{more})*(?![A-Za-z]|-?(?:st|nd|rd|th)\b)))"
    )


def _articles() -> str:
    """Match "a year" only where a limit hangs on it."""
    bends = "more than|less than|at least|at most|over|under|up to|nearly|almost|about"
    return rf"(?i:\b(?:{bends}) (?P<article>an?)(?= (?:year|month|week|day)\b))"


def _chinese(chinese: dict[str, Any]) -> str:
    small = "".join(chinese["digits"]) + "".join(chinese["magnitudes"])
    large = "".join(chinese["large"])
    return (
        rf"(?P<chinese>(?<![第初周几数{small}{large}])"
        rf"(?:[{small}]+(?:(?P<hmore>[余多来几])?[{large}]+[{small}]*)*(?P<hfew>几)?"
        rf"|(?<=[近上逾超约达])[{large}]|[{large}](?=余)"
        r"|半(?=年|个月|天|个小时|小时)))"
    )


def find_numbers(text: str) -> Iterator[Number]:
    """The numbers of `text` in order, ranges joined, words that bend them taken in."""
    held: Number | None = None
    for match in _lexicon().number.finditer(text):
        number = _read(match)
        if number is None:
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


def _read_digits(match: re.Match[str]) -> Number:
    amount, word = match["amount"], match["zh"] or match["en"]
    value = _plain(amount) * (_magnitude(word) if word else 1)
    if match["amount2"]:
        value += _plain(match["amount2"]) * _magnitude(match["zh2"])
    return Number(
        *match.span(),
        tidy(value),
        "digits",
        qualifier="more_than" if match["more"] else "exact",
        currency=match["currency"],
        plain=amount.isdigit() and not word,
    )


def _read_part(match: re.Match[str]) -> Number | None:
    lexicon = _lexicon()
    if match["hbottom"]:
        bottom = _han_value(match["hbottom"])[0]
        top = _plain(match["htop"]) if match["htop"][0].isdigit() else _han_value(match["htop"])[0]
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


def _han_value(words: str) -> tuple[float, float | None]:
    """Value of Chinese numerals, with an upper end for 七八; -1 for what is no number."""
    lexicon = _lexicon()
    total = section = 0.0
    digit: float | None = None
    high: float | None = None
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
    before = lexicon.before_pattern.search(text, max(0, number.start - 24), number.start)
    if before is not None:
        word = re.sub(" the$", "", before.group().strip().lower())
        name = lexicon.before.get(word, "exact")
        start = before.start()
        # What stands before tells more than 多 behind: 近三百多人 is about 300.
        number = replace(
            number, start=start, qualifier=name if name != "exact" else number.qualifier
        )
    after = lexicon.after_pattern.match(text, number.end)
    if after is not None and number.qualifier == "exact":
        name = lexicon.after[after.group().strip()]
        number = replace(number, end=after.end(), qualifier=name)
    return number


_BETWEEN = re.compile(r"(?:[%％元人亩天]|周?岁|个月)? ?(?:[-–—~～−]{1,2}|至|到|to|or|或) ?")
_AND = re.compile(r" and | ?和 ?| ?与 ?")
_FROM = re.compile(r"(?i:\bbetween|介于|在) ?(?:the )?(?:about |some )?$")
_CHANGE = re.compile(
    r"(?i:\b(?:ris|rose|grew|grow|increas|expand|doubl|reduc|cut|decreas|declin|fell|fall|drop|rais|up"
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

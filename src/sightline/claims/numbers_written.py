"""How a number is written in English and Chinese: the pattern that finds one."""

from __future__ import annotations

import re
from typing import Any


def any_of(words: list[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def number_pattern(english: dict[str, Any], chinese: dict[str, Any]) -> re.Pattern[str]:
    """The pattern of a number in either language, from the tables of `numbers.toml`."""
    ways = (
        _digits(english, chinese),
        _parts(english, chinese),
        _multiples(english),
        _words(english),
        _articles(),
        _chinese(chinese),
    )
    # One look at a character tells that no number begins there; most don't.
    signs = [*chinese["currency_before"], *chinese["foreign_before"]]
    han = "".join((*chinese["digits"], *chinese["magnitudes"], *chinese["large"]))
    first = re.escape("".join(sorted({sign[0] for sign in signs} - set("RCUHEy"))))
    return re.compile(rf"(?=[\dA-Za-z翻半{han}{first}])(?:{'|'.join(ways)})")


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
    ones = any_of(list(english["ones"]))
    return (
        rf"(?P<part>(?i:\b(?P<of>{ones}) (?:in|out of) (?P<whole>{ones}|ten|twenty)\b(?! [a-z]+ (?:and|or) )"
        rf"|\b(?:(?P<top>an?|{_small(english)})[ -])(?P<bottom>{names})\b(?= of\b|(?<=s))"
        r"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!-)\bhalf\b"
        r"(?!-| (?:an?|years?|months?|days?|hours?|time|way|brother|sister)\b))"
        rf"|(?P<hbottom>[{han}]+)分之(?P<htop>[{han}]+|\d+(?:\.\d+)?)"
        r"|(?<=一)半(?![天会点])|(?<=[过近超])半(?=[的以人户家数，。；、）]|$)|(?<=减)半)"
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
        rf"(?:(?: or more)?[ -](?:{magnitude})\b{more}){{0,5}}(?![A-Za-z]|-?(?:st|nd|rd|th)\b)))"
    )


def _articles() -> str:
    """Match "a year" only where a limit hangs on it."""
    bends = "more than|less than|at least|at most|over|under|up to|nearly|almost|about"
    return rf"(?i:\b(?:{bends}) (?P<article>an?)(?= (?:year|month|week|day)\b))"


def _chinese(chinese: dict[str, Any]) -> str:
    small = "".join(chinese["digits"]) + "".join(chinese["magnitudes"])
    large = "".join(chinese["large"])
    return (
        rf"(?P<chinese>(?<![第初周几数{small}{large}])(?!百分[点比])"
        rf"(?:[{small}]+(?:(?P<hmore>[余多来几])?[{large}]+[{small}]*)*(?P<hfew>几)?"
        rf"|(?<=[近上逾超约达])[{large}]|[{large}](?=余)"
        r"|(?<![上下前后大小])半(?=年|个月|天|个小时|小时)))"
    )

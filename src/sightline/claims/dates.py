"""Dates as documents print them, and which of a sentence's dates a figure has.

A year standing alone is a date unless something counted follows it, so
this is also where years are told from figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS.split("|")[:12], start=1)}
_YEAR = r"(?:19|20)\d\d"
_DASH = "[-–—~～−]{1,2}"
# What is counted right behind a number that could be a year.
_COUNTED = (
    r"\s?(?:%|percent|per\scent|RMB|yuan|CNY|sqm|square|m2|㎡|mu\b|hectares?|tons?|tonnes?|km"
    r"|people|persons|workers|labou?rers|employees|households|families|villagers|women|men|trainees"
    r"|students|jobs|companies|firms|factories|workshops|villages|days|hours|万|亿|千|余|多"
    r"|[个名人户元亩家座套件台吨平公头只所间栋项辆条次])"
)

_PATTERN = re.compile(
    rf"""(?=[\dA-Za-z二一])(?:
    (?P<iso>(?<![\d.-]){_YEAR}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?![\d/]))
    |(?P<zh>(?<!\d)(?P<y1>{_YEAR})\s?年?度?\s?(?:{_DASH}|至|到|和|、)\s?(?P<y2>{_YEAR})\s?年度?
       |(?<!\d)(?P<y>{_YEAR})\s?年\s?(?:
           (?P<m1>\d{{1,2}})\s?月?\s?(?:(?P<d1>\d{{1,2}})\s?日?)?\s?(?:{_DASH}|至|到)\s?
              (?:(?P<y3>{_YEAR})\s?年\s?)?(?P<m2>\d{{1,2}})\s?月(?:\s?\d{{1,2}}\s?日|底|末)?
           |(?P<m>\d{{1,2}})\s?月(?:份|底|末|初|中旬|上旬|下旬)?(?:\s?(?P<d>\d{{1,2}})\s?[日号])?
              (?:\s?(?:{_DASH}|至|到)\s?(?:\d{{1,2}}月)?\d{{1,2}}[日号])?
           |(?:[上下]半年|[一二三四]季度|年?底|年?末|年?初|年中|全年|以来|春|夏|秋|冬|度)?)?)
    |(?P<han>[二一][〇零九][〇零一二三四五六七八九]{{2}}年)
    |(?P<part>(?<![\d.])\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?[日号]|份|底|末|初)?
        (?:\s?(?:{_DASH}|至|到)\s?(?:\d{{1,2}}月)?(?:\d{{1,2}}[日号]|底|末)?)?
        |(?<![\d.])\d{{1,2}}日(?!历天|均)|\d{{1,2}}时(?:\d{{1,2}}分)?|\d{{1,2}}点(?:\d{{1,2}}分|半)?(?=[，。左])
        |\d{{1,2}}[:：]\d{{2}}(?![\d:：])(?:[:：]\d\d)?(?:\s?[ap]m\b)?)
    |(?i:(?P<en>(?:from|between)\s(?P<fm>{_MONTHS})\.?\s(?:to|and|until)\s(?P<tm>{_MONTHS})\.?,?\s(?P<my>{_YEAR})
        |(?P<fm2>\b(?:{_MONTHS}))\.?\s?(?:to|and|through|{_DASH})\s?(?P<tm2>{_MONTHS})\.?,?\s(?P<my2>{_YEAR})
        |\b(?P<mn>{_MONTHS})\b\.?\s(?:(?P<dn>\d{{1,2}})(?:st|nd|rd|th)?(?:{_DASH}\d{{1,2}})?,?\s)?(?:of\s)?(?P<mny>{_YEAR})(?!\d)
        |(?<![\d.])(?P<dn2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<mn2>{_MONTHS})\b\.?,?(?:\s(?P<mny2>{_YEAR})(?!\d))?
        |\b(?:{_MONTHS})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d|[.,]\d|{_COUNTED})\b
        |(?:between|from)\s(?P<ey1>{_YEAR})\s(?:and|to|until)\s(?P<ey2>{_YEAR})(?!\d)
        |(?<![\d.,])(?P<ey3>{_YEAR})(?:{_DASH}|/|\sto\s|\suntil\s)(?P<ey4>{_YEAR}|\d\d)(?!\d|[.,]\d)
        |(?<![\d.,/A-Za-z])(?:mid-|early-|late-)?(?P<bare>{_YEAR})(?:s\b|(?=\.\d{{1,3}}(?:\s+[A-Z]|\s*$))|(?![\d,%]\d|\.\d|\w)))))
    """,
    re.VERBOSE,
)
_BY = re.compile(
    r"(?i:\b(?:by|until|before)(?: the (?:end|middle|beginning) of| late| early| mid-?)? ?)$|[到至]$"
)
_TEMPORAL = re.compile(
    r"(?i:\b(?:in|since|by|of|from|until|during|to|late|early|mid|the|and|before|after|for"
    rf"|{_MONTHS})[ -]?)$|[在自从到至于](?:\s)?$"
)
_BEFORE_COUNT = re.compile(rf"{_COUNTED}")
_TO_DATE = re.compile(r"截[至止到]")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        value: "2018", "2016/2020", "2018-06"; None for a day or month without a year.
        limit: Whether it is a date by which something is to be.
    """

    start: int
    end: int
    value: str | None
    limit: bool


def find_dates(text: str) -> Iterator[DateMention]:
    """The dates of `text`, in order."""
    for match in _PATTERN.finditer(text):
        start, end = match.span()
        if match["bare"]:
            if _BEFORE_COUNT.match(text, end) and not _TEMPORAL.search(
                text, max(0, start - 12), start
            ):
                continue
            start = match.start("bare")
        limit = _BY.search(text, max(0, start - 22), start) is not None and not _TO_DATE.search(
            text, max(0, start - 3), start
        )
        yield DateMention(start, end, _value(match), limit)


def _month(year: str, month: str | None) -> str | None:
    number = (
        int(month) if month and month.isdigit() else _MONTH_NUMBER.get((month or "")[:3].lower())
    )
    return f"{year}-{number:02d}" if number and 1 <= number <= 12 else year


def _value(match: re.Match[str]) -> str | None:
    """The date in FORMATS' form; a half year or a quarter is its year."""
    if match["iso"]:
        year, month, _ = re.split("[-/.]", match["iso"])
        return _month(year, month)
    first, last = (
        match["y1"] or match["ey1"] or match["ey3"],
        match["y2"] or match["ey2"] or match["ey4"],
    )
    if first and last:
        last = first[:2] + last if len(last) == 2 else last
        return f"{first}/{last}" if first != last else first
    if match["y"]:
        if match["m1"]:
            after = match["y3"] or match["y"]
            opening, closing = _month(match["y"], match["m1"]), _month(after, match["m2"])
            return opening if opening == closing else f"{opening}/{closing}"
        return _month(match["y"], match["m"])
    if year := match["my"] or match["my2"]:
        opening = match["fm"] or match["fm2"]
        closing = match["tm"] or match["tm2"]
        return f"{_month(year, opening)}/{_month(year, closing)}"
    if year := match["mny"] or match["mny2"]:
        return _month(year, match["mn"] or match["mn2"])
    if match["han"]:
        return "".join(
            str("〇一二三四五六七八九".find(c.replace("零", "〇"))) for c in match["han"][:4]
        )
    bare = match["bare"]
    return bare or None

"""Dates as documents print them, and which of a sentence's dates a figure has.

A year standing alone is a date unless something counted follows it, so
this is also where years are told from figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sightline.claims.lexicon import has_latin

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

_OF_YEAR = r"[上下]半年|(?:第?[一二三四1-4]|前[一二三]个?)季度|年?底|年?末|年?初|年中|全年|以来|春|夏|秋|冬|度"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"

_PATTERN = re.compile(
    rf"""(?=[\dA-Za-z二一十“"今去明上下前本年全当同])(?:
    (?P<iso>(?<![\d.-]){_YEAR}[-/.](?:1[0-2]|0?[1-9])[-/.]{_DAY}(?![\d/]))
    |(?P<zh>(?<!\d)(?P<y1>{_YEAR})\s?年?度?\s?(?:{_DASH}|至|到|和|、)\s?(?P<y2>{_YEAR})\s?年度?
       |(?:(?<!\d)(?P<y>{_YEAR})\s?年|(?P<rel>今年|本年度?|去年|上年度?|前年|明年|来年|次年|后年|当年|同年))\s?度?(?:
           (?P<m1>\d{{1,2}})\s?月?\s?(?:(?P<d1>\d{{1,2}})\s?日?)?\s?(?:{_DASH}|至|到)\s?
              (?:(?P<y3>{_YEAR})\s?年\s?)?(?P<m2>\d{{1,2}})\s?月(?:份|底|末)?(?:\s?\d{{1,2}}\s?日)?
           |(?P<m>\d{{1,2}})\s?月(?:份|底|末|初|中旬|上旬|下旬)?(?:\s?(?P<d>\d{{1,2}})\s?[日号])?
              (?:\s?(?:{_DASH}|至|到)\s?(?:\d{{1,2}}月)?\d{{1,2}}[日号])?
           |(?P<of>{_OF_YEAR}))?)
    |(?P<plan>[“"]?十(?P<five>[二三四五六])五[”"]?(?:时期|期间|末|(?=以来)))
    |(?P<han>[二一][〇零九][〇零一二三四五六七八九]{{2}}年(?:(?P<hm>[一二三四五六七八九十]{{1,2}})月(?:[一二三四五六七八九十]{{1,3}}日)?)?)
    |(?P<part>(?<![\d.])(?P<pm>\d{{1,2}})\s?月(?:\s?(?P<pd>\d{{1,2}})\s?[日号]|份|底|末|初)?
        (?:\s?(?:{_DASH}|至|到)\s?(?:(?P<pm2>\d{{1,2}})月)?(?:\d{{1,2}}[日号]|份|底|末)?)?
        |(?<![\d.])\d{{1,2}}日(?!历天|均|内|以[内上])|\d{{1,2}}时(?:\d{{1,2}}分)?|\d{{1,2}}点(?:\d{{1,2}}分|半)?(?=[，。左])
        |\d{{1,2}}[:：]\d{{2}}(?![\d:：])(?:[:：]\d\d)?(?:\s?[ap]m\b)?
        |(?<![\d今去明本])(?P<bareof>[上下]半年|第?[一二三四1-4]季度|前[一二三]个?季度)|(?<![\d一二两三四五六七八九十几])(?P<within>年内|全年|年底前?|年末))
    |(?i:(?P<en>(?:from|between)\s(?P<fm>{_MONTHS})\.?\s(?:to|and|until)\s(?P<tm>{_MONTHS})\.?,?\s(?P<my>{_YEAR})
        |(?P<fm2>\b(?:{_MONTHS}))\.?\s?(?:to|and|through|{_DASH})\s?(?P<tm2>{_MONTHS})\.?,?\s(?P<my2>{_YEAR})
        |\b(?P<mn>{_MONTHS})\b\.?\s(?:(?P<dn>\d{{1,2}})(?:st|nd|rd|th)?(?:{_DASH}\d{{1,2}})?,?\s)?(?:of\s)?(?P<mny>{_YEAR})(?!\d)
        |(?<![\d.])(?P<dn2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<mn2>{_MONTHS})\b\.?,?(?:\s(?P<mny2>{_YEAR})(?!\d))?
        |\b(?:{_MONTHS})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d|[.,]\d|{_COUNTED})\b
        |(?:between|from)\s(?P<ey1>{_YEAR})\s(?:and|to|until)\s(?P<ey2>{_YEAR})(?!\d|{_COUNTED})
        |(?<![\d.,])(?P<ey3>{_YEAR})(?:(?:{_DASH}|/)(?P<ey4>{_YEAR}|\d\d)(?!\d|[.,]\d)|\s(?:to|until)\s(?P<ey5>{_YEAR})(?!\d|[.,]\d|{_COUNTED}))
        |(?P<enrel>\b(?:this|last|next)\syear\b)
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
# A date that may be there at all: nearly every sentence without one lacks these.
_SIGN_HAN = re.compile(rf"[年月日时点季:：]|五[”\"]?(?:时期|期间|末|以来)|{_YEAR}|\d-\d")
_SIGN = re.compile(
    rf"[年月日时点季:：]|五[”\"]?(?:时期|期间|末|以来)|{_YEAR}|\d-\d|(?i:{_MONTHS}|year)"
)
_RELATIVE = {
    "今年": 0, "本年": 0, "本年度": 0, "去年": -1, "上年": -1, "上年度": -1, "前年": -2,
    "明年": 1, "来年": 1, "后年": 2, "this": 0, "last": -1, "next": 1,
}  # fmt: skip
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        value: "2018", "2016/2020", "2018-06", "2018-06-30"; None for a day or month without a year.
        limit: Whether it is a date by which something is to be.
    """

    start: int
    end: int
    value: str | None
    limit: bool


def find_dates(text: str, year: int | None = None) -> Iterator[DateMention]:
    """The dates of `text`, in order.

    Args:
        text: A sentence.
        year: The year in which it was published, where that is known: what 今年 and
            dates without a year refer to.
    """
    sign = _SIGN if has_latin(text) else _SIGN_HAN
    if sign.search(text) is None:
        return
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
        limit = limit or (match["within"] or "").startswith(("年内", "年底"))
        limit = limit or (not match["en"] and text.startswith("前", end))
        yield DateMention(start, end, _value(match, year), limit)


def _month(year: str, month: str | None) -> str | None:
    number = (
        int(month) if month and month.isdigit() else _MONTH_NUMBER.get((month or "")[:3].lower())
    )
    return f"{year}-{number:02d}" if number and 1 <= number <= 12 else year


def _day(year: str, month: str | None, day: str) -> str | None:
    of = _month(year, month)
    return f"{of}-{int(day):02d}" if of and of != year and 0 < int(day) < 32 else of


def _months(year: str, first: str | None, last: str | None) -> str | None:
    """A span of months, or the one month that both are."""
    opening, closing = _month(year, first), _month(year, last)
    return opening if opening == closing else f"{opening}/{closing}"


def _value(match: re.Match[str], now: int | None) -> str | None:
    """The date in FORMATS' form; a half year or a quarter is the span of its months."""
    if match["iso"]:
        year, month, day = re.split("[-/.]", match["iso"])
        return _day(year, month, day)
    if match["zh"]:
        return _chinese(match, now)
    if match["han"]:
        year = "".join(str(_HAN_DIGITS.find(c.replace("零", "〇"))) for c in match["han"][:4])
        return _month(year, str(_han_month(match["hm"]))) if match["hm"] else year
    if match["plan"]:
        first = 2001 + 5 * (_HAN_DIGITS.find(match["five"]))
        return f"{first}/{first + 4}"
    if match["part"]:
        return _without_year(match, str(now)) if now is not None else None
    return _english(match, now)


_HAN_DIGITS = "〇一二三四五六七八九"


def _han_month(word: str) -> int:
    tens = 10 if "十" in word else 0
    return tens + max(_HAN_DIGITS.find(word.replace("十", "") or "〇"), 0)


def _chinese(match: re.Match[str], now: int | None) -> str | None:
    if match["y1"]:
        return match["y1"] if match["y1"] == match["y2"] else f"{match['y1']}/{match['y2']}"
    year = match["y"]
    if year is None:
        shift = _RELATIVE.get(match["rel"])
        if now is None or shift is None:
            return None
        year = str(now + shift)
    if match["m1"]:
        after = match["y3"] or year
        opening, closing = _month(year, match["m1"]), _month(after, match["m2"])
        return opening if opening == closing else f"{opening}/{closing}"
    if match["of"] and (months := _months_of(match["of"])):
        return _months(year, *months)
    return _day(year, match["m"], match["d"]) if match["d"] else _month(year, match["m"])


def _months_of(part: str) -> tuple[str, str] | None:
    """First and last month of a half year or a quarter."""
    if part.endswith("半年"):
        return ("1", "6") if part[0] == "上" else ("7", "12")
    if part.endswith("季度"):
        number = next(_QUARTERS[sign] for sign in part if sign in _QUARTERS)
        first = 1 if part[0] == "前" else 3 * number - 2
        return str(first), str(3 * number)
    return None


def _without_year(match: re.Match[str], year: str) -> str | None:
    """A month, a part of the year or the year's end, in the year of the page."""
    if match["bareof"] and (months := _months_of(match["bareof"])):
        return _months(year, *months)
    if match["within"]:
        return year
    if match["pd"] and not match["pm2"]:
        return _day(year, match["pm"], match["pd"])
    if match["pm"]:
        return _months(year, match["pm"], match["pm2"] or match["pm"])
    return None


def _english(match: re.Match[str], now: int | None) -> str | None:
    first = match["ey1"] or match["ey3"]
    last = match["ey2"] or match["ey4"] or match["ey5"]
    if first and last:
        last = first[:2] + last if len(last) == 2 else last
        return f"{first}/{last}" if first != last else first
    if year := match["my"] or match["my2"]:
        opening = match["fm"] or match["fm2"]
        closing = match["tm"] or match["tm2"]
        return f"{_month(year, opening)}/{_month(year, closing)}"
    if year := match["mny"] or match["mny2"]:
        month, day = match["mn"] or match["mn2"], match["dn"] or match["dn2"]
        return _day(year, month, day) if day else _month(year, month)
    if match["enrel"]:
        return str(now + _RELATIVE[match["enrel"].split()[0].lower()]) if now is not None else None
    bare = match["bare"]
    return bare or None

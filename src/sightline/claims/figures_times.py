"""When a figure is from: its sentence's date, else the one that its section or title bears.

A page that prints a date tells which year 今年 is. A date holds for what
follows it in its sentence, until the words turn to the present or the date
only says when something was founded or what is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sightline.claims.dates import DateMention, find_dates
from sightline.claims.measures import Measure

_BYLINE = re.compile(
    r"(?i:发布|发表|时间|日期|更新|来源|作者|浏览|编辑|记者|published|posted|updated|\bdate\b)"
)
# A line that holds a date and little else: a byline, a signature.
_LONGEST_BYLINE, _MOST_BESIDE = 120, 34
_NOW = re.compile(
    r"目前|如今|现有|现已|现在|当前|至今|眼下|现年|现(?=[设任建入在])|(?i:\b(?:now|currently|at present|today)\b)"
)
_FOUNDED = re.compile(
    r"(?:[^，。；\d]{0,12}(?:成立|创办|创建|创立|投产|开业|组建|注册|建厂|建成|竣工|始建|挂牌|立项))"
)
_FOUNDED_BEFORE = re.compile(r"(?:成立|创办|创建|创立|投产|开业|组建|注册|始建|建成|建)于$")
_COMPARED = re.compile(
    r"(?:比|较|同比|超过|高于|低于)$|(?i:\b(?:than in|compared (?:to|with)|from) )$"
)
_LATIN = re.compile("[A-Za-z]")
_FIGURE = re.compile(r"\d[\d,.]* (?:[a-z]+ )?[a-z]+s\b")
_CLAUSE = re.compile("[，。；;]|, ")


def printed_year(lines: Iterable[str]) -> int | None:
    """The year of the date that a page prints with its title or under its text.

    Args:
        lines: The lines in which such a date may stand.
    """
    for line in lines:
        if len(line) > _LONGEST_BYLINE:
            continue
        for date in find_dates(line):
            if date.value is None or "-" not in date.value or "/" in date.value:
                continue
            beside = len(line) - (date.end - date.start)
            if beside < _MOST_BESIDE or _BYLINE.search(line):
                return int(date.value[:4])
    return None


def heading_date(words: str, year: int | None) -> str | None:
    """The date that a title or heading sets its figures in."""
    return next((date.value for date in find_dates(words, year) if date.value), None)


def date_of(sentence: str, found: Measure, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that a figure has by its place in the sentence."""
    known = [date for date in dates if date.value]
    if not known:
        return None
    start, end = found.number.start, found.end
    for date in known:
        gap = sentence[end : date.start] if date.start >= end else None
        if (
            gap is not None
            and len(gap) < 60
            and re.fullmatch(r"[^,.;，。；\d]*\b(?:in|of|during) (?:mid-|early |late )?", gap)
        ):
            return date
    if re.search(r"\bfrom (?:about )?$", sentence[:start]) and known[0].limit:
        return None
    before = [date for date in known if date.end <= start and _holds(sentence, date, start)]
    if before:
        return before[-1]
    if any(date.end <= start for date in known):
        return None
    return known[0] if _is_near(sentence[end : known[0].start]) else None


def leading(sentence: str, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that a sentence hands on: its last, but for those that it only compares with."""
    for date in reversed(dates):
        before = sentence[max(0, date.start - 12) : date.start]
        if date.value and not _COMPARED.search(before):
            return date
    return None


def _holds(sentence: str, date: DateMention, start: int) -> bool:
    """Whether a date before the figure still holds at `start`."""
    between = sentence[date.end : start]
    if _NOW.search(between):
        return False
    apart = _CLAUSE.search(between) is not None
    before = sentence[max(0, date.start - 12) : date.start]
    if _COMPARED.search(before):
        return not apart and len(between) < 4
    founded = _FOUNDED.match(sentence, date.end) or _FOUNDED_BEFORE.search(before)
    return not (founded and apart)


def _is_near(gap: str) -> bool:
    """Whether a date behind the figure belongs to it: in English, and in the clause in Chinese."""
    if _LATIN.search(gap):
        return len(gap) < 120 and _FIGURE.search(gap) is None
    return _CLAUSE.search(gap) is None and len(gap) < 16

"""What of a page sets its figures: the title, the section, the date that it prints.

A plan's figures are planned and a review's are done, unless a section says
otherwise; a dated title or section dates what stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from sightline.claims.figures_times import heading_date, printed_year
from sightline.claims.lexicon import load
from sightline.text import Passage, Text

_OPENING, _CLOSING = 10, 4
_LONGEST_TITLE, _LONGEST_HEADING, _LONGEST_LEAD, _SHORTEST_LEAD = 90, 44, 26, 12
_NUMBERED = (
    re.compile(r"第?[一二三四五六七八九十]{1,3}[、．.部章节]|[【\[]|标段|包件|\d{1,2}(?= [A-Z])"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）]"),
)
_NAVIGATION = re.compile(
    r"[>＞›»|｜]|^(?:首页|当前位置|您|你|来源|发布|时间|点击|↑|[【★↓]?广告|登录|索引号|网站首页|新闻中心|政务公开|办事大厅|设为首页|加入收藏|今天是|无障碍|网站地图|信息分类|\W*$)"
)
# A heading that is a date and little else dates nothing; nor does a document's number.
_BYLINE = re.compile(
    r"[(（【\[]?\D{0,8}(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]?(?:\s?\d{1,2}日?)?.{0,12}"
)
_DATED = re.compile(r"(?:19|20)\d\d ?年|(?i:\b(?:in|of|for) (?:19|20)\d\d\b)")
_SPOKEN = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_STOP = re.compile(r"[。；;！!？?，,]|[.:：]$")
_TITLE_END = re.compile(
    "(?:名单|清单|公示|公告|通知|通告|方案|计划|规划|要点|报告|总结|意见|办法|细则|一览表|明细表|汇总表|情况表"
    "|简章|启事|纪要)(?:[（(][^（）()]{1,12}[)）])?$"
)
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Titles:
    plan: re.Pattern[str]
    done: re.Pattern[str]
    rules: re.Pattern[str]
    listing: re.Pattern[str]
    offers: re.Pattern[str]
    award: re.Pattern[str]
    bids: re.Pattern[str]
    section_plan: re.Pattern[str]
    section_done: re.Pattern[str]
    section_state: re.Pattern[str]
    section_duty: re.Pattern[str]


@cache
def _titles() -> _Titles:
    data = load("kinds")["titles"]
    return _Titles(**{name: re.compile(data[name]) for name in _Titles.__slots__})


@dataclass(slots=True)
class Heading:
    """A section's heading: how deep it stands, and what it says of its figures."""

    level: int
    start: int
    end: int
    planned: bool | None
    date: str | None
    duty: bool = False
    past: bool = False


@dataclass(slots=True)
class Article:
    """One article of a page, as far as it is read.

    Attributes:
        year: The year of the date that it prints.
        title: The stretch of the flow that its title takes.
        planned: Whether its title makes it a plan.
        ruling: Whether its title makes it a rule.
        listing: Whether its title makes it a list.
        offers: Whether its title offers work.
        award: Whether its title awards or closes what was planned.
        bids: Whether its title is of a tender, whose year is part of a name.
        date: The date that its title sets its figures in.
        headings: The sections that are open, the widest first.
    """

    year: int | None
    title: tuple[int, int] | None = None
    planned: bool = False
    ruling: bool = False
    listing: bool = False
    offers: bool = False
    award: bool = False
    bids: bool = False
    date: str | None = None
    headings: list[Heading] = field(default_factory=list)
    _named: str = ""

    def take(self, passage: Passage, words: str) -> None:
        """Note what a passage says of those after it: a title, a heading."""
        if passage.kind == "note":
            return
        if self.title is None:
            if _is_title(passage, words):
                self._take_title(passage.span.start, passage.span.end, words)
            return
        if self._named and _goes_on(self._named, words):
            # A title of two lines.
            self._take_title(self.title[0], passage.span.end, f"{self._named} {words}")
            return
        self._named = ""
        lead = _lead(passage, words)
        if lead is not None:
            self._open(passage, lead, whole=len(lead) == len(words))

    def _take_title(self, start: int, end: int, words: str) -> None:
        titles, named = _titles(), words[:_LONGEST_TITLE]
        self.title, self._named = (start, end), words if len(words) < _LONGEST_HEADING else ""
        self.award = titles.award.search(named) is not None
        done = titles.done.search(named) is not None
        self.planned = titles.plan.search(named) is not None and not self.award and not done
        self.ruling = titles.rules.search(named) is not None
        self.listing = titles.listing.search(named) is not None
        self.offers = titles.offers.search(named) is not None
        date = heading_date(named, None)
        self.bids = titles.bids.search(named) is not None
        if self.planned or self.listing or self.bids or done:
            self.date = date
        if date is not None and (self.year is None or (self.date and len(date) == len("2019"))):
            self.year = int(date[:4])

    def _open(self, passage: Passage, lead: str, *, whole: bool) -> None:
        titles = _titles()
        level = next((n for n, sign in enumerate(_NUMBERED, 1) if sign.match(lead)), 0)
        planned: bool | None = None
        past = titles.section_done.search(lead) is not None and not self.bids
        if past or (titles.section_state.search(lead) and not self.bids):
            planned = False
        elif titles.section_plan.search(lead):
            planned = True
        if (not whole and not level) or _BYLINE.fullmatch(lead):
            return
        dated = _DATED.search(lead) is not None
        date = heading_date(lead, None) if dated else None
        self.headings = [one for one in self.headings if one.level < level]
        start = passage.span.start
        # The first words of a list's entry name no place for what follows the list.
        end = start + (len(lead) if whole or level < len(_NUMBERED) else 0)
        duty = titles.section_duty.search(lead) is not None
        self.headings.append(Heading(level, start, end, planned, date, duty, past))

    @property
    def is_planned(self) -> bool:
        """Whether what is counted here is planned unless it says otherwise."""
        said = [one.planned for one in self.headings if one.planned is not None]
        return said[-1] if said else self.planned

    @property
    def is_offering(self) -> bool:
        """Whether people are sought here: not in what an offer tells of the firm itself."""
        return self.offers and not any(one.planned is False for one in self.headings)

    @property
    def is_duty(self) -> bool:
        """Whether the section says what is required."""
        return bool(self.headings) and self.headings[-1].duty

    @property
    def set_date(self) -> str | None:
        """The date of the nearest section that has one, else the title's."""
        said = [one.date for one in self.headings if one.date is not None]
        if said:
            return said[-1]
        # In a plan, what a section tells of the present or the past is not of its year.
        past = self.planned and any(one.past for one in self.headings)
        return None if past else self.date

    @property
    def now(self) -> int | None:
        """The year that is meant by 今年 and 全年: of a dated section or title, else the page's."""
        date = self.set_date
        return int(date) if date is not None and date.isdigit() else self.year

    @property
    def named(self) -> Iterator[tuple[int, int]]:
        """The stretches of headings and title, the nearest first."""
        for one in reversed(self.headings):
            yield one.start, one.end
        if self.title is not None:
            yield self.title


def articles(text: Text) -> dict[int, Article]:
    """The articles of a page by the number of their first passage, with the dates they print."""
    groups: dict[int, list[int]] = {}
    for at, passage in enumerate(text.passages):
        groups.setdefault(text.article_of(passage.span.start), []).append(at)
    flow = text.flow.text
    found: dict[int, Article] = {}
    for members in groups.values():
        near = [*members[:_OPENING], *reversed(members[_OPENING:][-_CLOSING:])]
        lines = (
            flow[slice(span.start, span.end)] for span in (text.passages[at].span for at in near)
        )
        article = Article(printed_year(lines))
        found |= dict.fromkeys(members, article)
    # What a page prints once holds for all that it prints.
    year = next((article.year for article in found.values() if article.year), None)
    if year is None:
        # Without one, the only year that it speaks of.
        spoken = set(_SPOKEN.findall(flow))
        year = int(spoken.pop()) if len(spoken) == 1 else None
    for article in found.values():
        article.year = article.year or year
    return found


def _is_title(passage: Passage, words: str) -> bool:
    if _NAVIGATION.search(words) or len(words) > 2 * _LONGEST_TITLE:
        return False
    if passage.kind == "heading":
        return True
    return words[-1] not in ".。:：，" and len(words) > (12 if _LATIN.match(words) else 4)


def _goes_on(title: str, words: str) -> bool:
    """Whether a line goes on with the title above it."""
    open_still = _TITLE_END.search(title) is None and (
        words.startswith("关于") or "关于" in title or _TITLE_END.search(words) is not None
    )
    return (
        open_still
        and len(words) < _LONGEST_HEADING
        and not _STOP.search(words)
        and not any(sign.match(words) for sign in _NUMBERED)
    )


def _lead(passage: Passage, words: str) -> str | None:
    """The heading that a passage is or begins with, None if it has none."""
    if passage.kind == "heading" and "。" not in words[:-1]:
        return words if len(words) < 2 * _LONGEST_TITLE else None
    numbered = any(sign.match(words) for sign in _NUMBERED)
    if len(words) <= _LONGEST_HEADING and not _STOP.search(words) and "：" not in words:
        return words if numbered or _may_head(words) else None
    if not numbered:
        return None
    stop = re.compile("[。：:】]|(?<=[\u4e00-\u9fff]) ").search(words, 2, _LONGEST_LEAD)
    return words[: stop.end()] if stop is not None else words[:_SHORTEST_LEAD]


def _may_head(words: str) -> bool:
    """Whether a short line without a stop stands over others, and is no row of a list."""
    return re.search(r"[\u4e00-\u9fff]{4}", words) is not None and not re.search(
        r"\d[^年]*$", words
    )

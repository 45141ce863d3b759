"""Where the thing counted is: in the sentence, else the paragraph, else the heading.

A place is told from one that only acts (a province that pays) or sends
(where a firm or workers come from) by the words right before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import ahocorasick_rs

from sightline.claims.figures_chains import Part, chains
from sightline.claims.lexicon import load
from sightline.claims.numbers_written import any_of
from sightline.places import China, City, Gazetteer, Province
from sightline.text import Span

_REGION = "65"
_HAN = re.compile("[\u3400-\u9fff]")
# A Chinese name in brackets behind its English one says nothing new.
_GLOSS = re.compile(r"[A-Za-z\"”’'] ?[(（][^()（）]*$")
# The last character of a township's, a village's or a neighbourhood's name.
_LEVELS = "省市区州县旗盟团师乡镇村道场"
_APART = re.compile(r"[，。；：、\d]|, ")
_AND = ("、", "和", "及", "与")
_NARROW = "乡镇村道区团场"
_WIDER = re.compile(r"(?:['’]s)? ?[(（]|,? in |, ")
_NAMED = r"[A-Z][\w'’-]+(?: \([A-Z][\w' -]+\))?"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the flow.

    Attributes:
        start: Where it begins in the flow.
        end: Where it ends.
        name: As the document names it.
        code: Administrative code, None for an unknown or ambiguous place.
        fits: Whether something counted can be there by the words before it.
        inside: Whether it lies in the region.
    """

    start: int
    end: int
    name: str
    code: str | None
    fits: bool
    inside: bool = True


@dataclass(frozen=True, slots=True)
class _Names:
    automaton: ahocorasick_rs.AhoCorasick
    codes: tuple[frozenset[str], ...]
    latin_tail: re.Pattern[str]
    compass: re.Pattern[str]
    unknown: re.Pattern[str]
    acting: re.Pattern[str]
    origin: re.Pattern[str]
    origin_zh: re.Pattern[str]
    goal: re.Pattern[str]
    goal_after: re.Pattern[str]
    by: re.Pattern[str]
    chance: tuple[str, ...]
    name_of_more: re.Pattern[str]
    other_document: re.Pattern[str]


@cache
def _names() -> _Names:
    codes: dict[str, set[str]] = {}
    for place in Gazetteer.load():
        for name in (*place.names_zh, place.bare_zh, place.name_en, *place.names_latin):
            if len(name) > 1 and (not name.isascii() or name[0].isupper()):
                codes.setdefault(name, set()).add(place.code)
        bare = re.sub(" (?:District|County|City|Prefecture)$", "", place.name_en)
        codes.setdefault(bare, set()).add(place.code)
    china = China.load()
    others: tuple[Province | City, ...] = (*china.provinces.values(), *china.cities)
    for other in others:
        if other.code.startswith(_REGION):
            continue
        for name in (*other.names_zh, *other.names_latin):
            if len(name) > 1 and (_HAN.search(name) or len(name) > 3):
                codes.setdefault(name, set()).add(other.code)
    data = load("figures_places")
    levels = any_of(data["latin"]["levels"])
    return _Names(
        automaton=ahocorasick_rs.AhoCorasick(
            list(codes), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        ),
        codes=tuple(frozenset(found) for found in codes.values()),
        latin_tail=re.compile(rf"(?: \([A-Z][\w' -]+\)(?= (?:{levels})\b))?(?: (?:{levels})\b)?"),
        compass=re.compile(rf"\b(?:{any_of(data['latin']['compass'])}) $"),
        unknown=re.compile(rf"\b{_NAMED} (?:County|Prefecture|Township|Village|City|District)\b"),
        acting=re.compile(data["acting"]["before"]),
        origin=re.compile(data["origin"]["before"]),
        origin_zh=re.compile(data["origin"]["before_zh"]),
        goal=re.compile(data["goal"]["before"]),
        goal_after=re.compile(data["goal"]["after"]),
        by=re.compile(data["by"]["before"]),
        chance=tuple(data["chain"]["chance"]),
        name_of_more=re.compile(data["name_of_more"]["after"]),
        other_document=re.compile(data["other_document"]["opens"]),
    )


@lru_cache(maxsize=2)
def find_places(flow: str) -> tuple[PlaceMention, ...]:
    """The places named in the flow, in order; figures and mentions ask for the same."""
    names = _names()
    found: list[PlaceMention] = []
    for number, start, end in names.automaton.find_matches_as_indexes(flow):
        latin = not _HAN.match(flow[start])
        if found and start < found[-1].end:
            continue
        if not latin and _GLOSS.search(flow, max(0, start - 24), start):
            continue
        if latin and (flow[start - 1 : start].isalnum() or flow[end : end + 1].isalnum()):
            continue
        codes = names.codes[number]
        if latin:
            if (tail := names.latin_tail.match(flow, end)) is not None:
                end = tail.end()
            if (compass := names.compass.search(flow, max(0, start - 10), start)) is not None:
                start = compass.start()
        name = flow[start:end]
        found.append(
            PlaceMention(
                start,
                end,
                name,
                _code(name, codes),
                _fits(flow, start, end, codes),
                any(code.startswith(_REGION) for code in codes),
            )
        )
    return tuple(_with_unknown(flow, found))


def _code(name: str, codes: frozenset[str]) -> str | None:
    """The one place that the words name; a level among them tells a city from its county."""
    if len(codes) > 1 and (level := re.search(r" (County|City|Prefecture|District)$", name)):
        ends = {"County": ("2",), "City": ("1",), "Prefecture": ("00",), "District": ("1",)}
        fitting = [code for code in codes if code.endswith(ends[level.group(1)])] or [
            code for code in codes if (code[4:6] == "00") == (level.group(1) == "Prefecture")
        ]
        codes = frozenset(fitting)
    return next(iter(codes)) if len(codes) == 1 else None


def _fits(flow: str, start: int, end: int, codes: frozenset[str]) -> bool:
    names = _names()
    before = flow[max(0, start - 30) : start]
    if names.origin.search(before):
        return False
    if names.name_of_more.search(flow[end : end + 40]):
        return False
    inside = any(code.startswith(_REGION) for code in codes)
    return inside or names.acting.search(before) is not None


def _with_unknown(flow: str, found: list[PlaceMention]) -> list[PlaceMention]:
    """`found`, and English places with a level that no table knows."""
    if re.search("[A-Z][a-z]", flow) is None:
        return found
    starts = [place.start for place in found]
    more: list[PlaceMention] = []
    for match in _names().unknown.finditer(flow):
        at = bisect_left(starts, match.start())
        if at < len(found) and found[at].start < match.end():
            continue
        if at and found[at - 1].end > match.start():
            continue
        name = re.sub("^(?:The|In|A|For|From|By|At) ", "", match.group())
        start = match.end() - len(name)
        more.append(
            PlaceMention(
                start,
                match.end(),
                name,
                None,
                _fits(flow, start, match.end(), frozenset(("650000",))),
            )
        )
    return sorted([*found, *more], key=lambda place: place.start)


@dataclass(frozen=True, slots=True)
class Setting:
    """A place in which figures may be set.

    Attributes:
        start: Where its words begin in the flow.
        end: Where they end.
        said: Where it is named; elsewhere for words like 全县.
        code: Administrative code, None for an unknown or ambiguous place.
        body: Whether the words name a public body of the place, which may act elsewhere.
        narrow: Whether it is a township, a village or a part of a town.
        goal: Whether people are said to go there.
        level: Whether the words have the word for its level: 和田市, not 和田.
        beside: Whether it holds only for what stands right behind it: 疆内, 内地.
    """

    start: int
    end: int
    said: tuple[int, int]
    code: str | None
    body: bool = False
    narrow: bool = False
    goal: bool = False
    level: bool = True
    beside: bool = False


class PlaceFinder:
    """Answers where a figure is set, for one document."""

    def __init__(self, flow: str) -> None:
        self._flow = flow
        named = find_places(flow)
        self._places = [
            Setting(place.start, place.end, (place.start, place.end), place.code)
            for place in named
            if place.fits and not _HAN.match(flow[place.start])
        ]
        self._places += _chinese(flow, named)
        self._places.sort(key=lambda place: place.start)
        self._starts = [place.start for place in self._places]

    def within(self, start: int, end: int) -> Sequence[Setting]:
        """The fitting places that begin in `[start, end)` of the flow."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._places[low:high]

    def in_cell(self, span: Span) -> Setting | None:
        """The first place in a cell of a table, whose neighbours the flow may not part."""
        cell = self._flow[span.start : span.end]
        first = next(iter(_chinese(cell, find_places(cell))), None)
        if first is None:
            return None
        at = span.start
        said = (first.said[0] + at, first.said[1] + at)
        return replace(first, start=first.start + at, end=first.end + at, said=said)

    def in_sentence(
        self, start: int, end: int, at: int, goal_before: int = 0, *, bodies: bool = False
    ) -> Setting | None:
        """The nearest place before `at` in the sentence, else the first behind it.

        Args:
            start: Where the sentence begins.
            end: Where it ends.
            at: Where the figure stands.
            goal_before: Up to where a place behind the figure may be where its people go.
            bodies: Whether a place that only names a public body will do.
        """
        places = [
            place
            for place in self.within(start, end)
            if (bodies or not place.body)
            and not (place.beside and (at >= end or self._apart(place, at)))
        ]
        goals = [place for place in places if place.goal and at < place.start < goal_before]
        if goals:
            return goals[0]
        before = [place for place in places if place.end <= at]
        if before and _HAN.match(self._flow, before[-1].start):
            return self._together(before)
        if before:
            chosen = before[-1]
            for place in reversed(before[:-1]):
                # "Xinhe County (Aksu Prefecture)": what brackets add is the wider place.
                if _WIDER.fullmatch(self._flow, place.end, chosen.start):
                    chosen = place
                else:
                    break
            return chosen
        return places[0] if places else None

    def _apart(self, place: Setting, at: int) -> bool:
        """Whether a word like 内地 stands elsewhere in the sentence, or for another figure."""
        return place.end > at or _APART.search(self._flow, place.end, at) is not None

    def _together(self, before: Sequence[Setting]) -> Setting:
        """The last of the places, with those that are named in one breath: 策勒镇、达玛沟乡."""
        first = last = before[-1]
        for place in reversed(before[:-1]):
            if self._flow[place.end : first.start] not in _AND or place.said[0] != place.start:
                break
            first = place
        if first is last:
            return last
        return replace(last, start=first.start, said=(first.start, last.end), code=None)

    def in_paragraph(
        self, sentences: Sequence[tuple[int, int]], *, bodies: bool = False
    ) -> Setting | None:
        """The nearest place in the sentences before, the last one first."""
        if not sentences or not self.within(sentences[0][0], sentences[-1][1]):
            return None
        other = _names().other_document
        for start, end in reversed(sentences):
            found = self.in_sentence(start, end, end, bodies=bodies)
            if found is not None and found.body and found.narrow:
                found = None  # a township's head at a meeting sets nothing there
            if found is not None:
                return self._fullest(found, sentences)
            if other.search(self._flow, start, end) and other.match(self._flow[start:end]):
                return None
        return None

    def _fullest(self, chosen: Setting, sentences: Sequence[tuple[int, int]]) -> Setting:
        """The same place as the paragraph names it with its level: Kashgar, Kashgar Prefecture."""
        name = f"{self._flow[chosen.start : chosen.end]} "
        if _HAN.match(name):
            return chosen
        for start, end in sentences:
            for place in self.within(start, end):
                if self._flow.startswith(name, place.start) and place.end > chosen.end - (
                    chosen.start - place.start
                ):
                    return place
        return chosen

    def ends_reach(self, start: int, end: int) -> bool:
        """Whether the sentence goes over to another document."""
        return _names().other_document.match(self._flow[start:end]) is not None


def _by_chance(flow: str, place: PlaceMention) -> bool:
    """Whether a name is only a piece of a common word: 迁安 in 搬迁安置."""
    around = flow[max(0, place.start - 2) : place.end + 2]
    return any(word in around and place.name in word for word in _names().chance)


def _chinese(flow: str, named: Sequence[PlaceMention]) -> list[Setting]:
    """The Chinese places in which something can be by the words around them."""
    names = _names()
    parts = [
        Part(place.start, place.end, place.code, inside=place.inside)
        for place in named
        if _HAN.match(flow[place.start]) and not _by_chance(flow, place)
    ]
    found = list(chains(flow, parts))
    at_home = any(chain.inside and chain.code for chain in found)
    settings: list[Setting] = []
    left_out = -1
    for chain in found:
        before = flow[max(0, chain.start - 12) : chain.start]
        listed = left_out >= 0 and flow[left_out : chain.start] in _AND
        if listed or names.origin.search(before) or names.origin_zh.search(before):
            left_out = chain.end  # and all that are named in one breath with it
            continue
        goal = names.goal.search(before) is not None
        # Where a page is about the region, a place outside it pays, sends and pairs.
        if not chain.inside and at_home and not goal and names.acting.search(before) is None:
            continue
        goal = goal and names.goal_after.match(flow, chain.end) is not None
        settings.append(
            Setting(
                chain.start,
                chain.end,
                chain.said,
                chain.code,
                chain.body or names.by.search(before) is not None,
                chain.level in _NARROW,
                goal,
                chain.level in _LEVELS,
                chain.beside,
            )
        )
    return settings

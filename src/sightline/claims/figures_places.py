"""Where the thing counted is: in the sentence, else the paragraph, else the heading.

A place is told from one that only acts (a province that pays) or sends
(where a firm or workers come from) by the words right before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from sightline.claims.lexicon import load
from sightline.claims.numbers_written import any_of
from sightline.places import China, City, Gazetteer, Province

_REGION = "65"
_HAN = re.compile("[\u3400-\u9fff]")
# A Chinese name in brackets behind its English one says nothing new.
_GLOSS = re.compile(r"[A-Za-z\"”’'] ?[(（][^()（）]*$")
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
    """

    start: int
    end: int
    name: str
    code: str | None
    fits: bool


@dataclass(frozen=True, slots=True)
class _Names:
    automaton: ahocorasick_rs.AhoCorasick
    codes: tuple[frozenset[str], ...]
    latin_tail: re.Pattern[str]
    compass: re.Pattern[str]
    unknown: re.Pattern[str]
    acting: re.Pattern[str]
    origin: re.Pattern[str]
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
        name_of_more=re.compile(data["name_of_more"]["after"]),
        other_document=re.compile(data["other_document"]["opens"]),
    )


def find_places(flow: str) -> list[PlaceMention]:
    """The places named in the flow, in order."""
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
            PlaceMention(start, end, name, _code(name, codes), _fits(flow, start, end, codes))
        )
    return _with_unknown(flow, found)


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


class PlaceFinder:
    """Answers where a figure is set, for one document."""

    def __init__(self, flow: str) -> None:
        self._flow = flow
        self._places = [place for place in find_places(flow) if place.fits]
        self._starts = [place.start for place in self._places]

    def within(self, start: int, end: int) -> Sequence[PlaceMention]:
        """The fitting places that begin in `[start, end)` of the flow."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._places[low:high]

    def in_sentence(self, start: int, end: int, at: int) -> PlaceMention | None:
        """The nearest place before `at` in the sentence, else the first behind it."""
        places = self.within(start, end)
        before = [place for place in places if place.end <= at]
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

    def in_paragraph(self, sentences: Sequence[tuple[int, int]]) -> PlaceMention | None:
        """The nearest place in the sentences before, the last one first."""
        other = _names().other_document
        for start, end in reversed(sentences):
            places = self.within(start, end)
            if places:
                return self._fullest(self.in_sentence(start, end, end), sentences)
            if other.search(self._flow, start, end) and other.match(self._flow[start:end]):
                return None
        return None

    def _fullest(
        self, chosen: PlaceMention | None, sentences: Sequence[tuple[int, int]]
    ) -> PlaceMention | None:
        """The same place as the paragraph names it with its level: Kashgar, Kashgar Prefecture."""
        if chosen is None:
            return None
        for start, end in sentences:
            for place in self.within(start, end):
                if place.name.startswith(f"{chosen.name} "):
                    return place
        return chosen

    def ends_reach(self, start: int, end: int) -> bool:
        """Whether the sentence goes over to another document."""
        return _names().other_document.match(self._flow[start:end]) is not None

"""The scan: one pass over the search key that finds terms, cues and places together.

All spellings of a codebook stand in one automaton, so that a text is read
once however many terms there are. What is found here is not yet judged.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import ahocorasick_rs

from sightline.coding.codebook import Codebook, Region
from sightline.coding.patterns import sight
from sightline.places import China, Gazetteer
from sightline.places.context import Context
from sightline.text import Span, Text, fold

INSIDE, ELSEWHERE = "place inside", "place elsewhere"
_LOOK_ALIKE = "look-alike"
_NO_TERM = ((-1, False),)
_DROPPED = re.compile("[\"']")
_HAN = re.compile("[\u3400-\u9fff]")
# Romanised names that short are words or other names too.
_SHORT = 4
_BARE_ELSEWHERE = frozenset({"prefecture_level", "autonomous_prefecture", "level"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A term's spelling at a place of the key, not yet judged; no term if it is a look-alike."""

    start: int
    end: int
    term: int
    lost: bool


@dataclass(slots=True)
class Marks:
    """Where each list of words speaks, in order of place."""

    _found: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def put(self, name: str, start: int, end: int) -> None:
        """Note that a word of the list `name` stands at `[start, end)`."""
        self._found.setdefault(name, []).append((start, end))

    def sort(self) -> None:
        """Put the places in order, once all are noted."""
        for places in self._found.values():
            places.sort()

    def within(self, name: str, scope: Span, beside: Span | None = None) -> Iterator[Span]:
        """Places of `name` inside `scope` that don't touch `beside`, in order."""
        places = self._found.get(name)
        if not places:
            return
        for at in range(bisect_left(places, (scope.start, 0)), len(places)):
            start, end = places[at]
            if start >= scope.end:
                return
            clear = beside is None or end <= beside.start or start >= beside.end
            if end <= scope.end and clear:
                yield Span(start, end)

    def first(self, name: str, scope: Span, beside: Span | None = None) -> Span | None:
        """The first place of `name` inside `scope` that doesn't touch `beside`."""
        return next(self.within(name, scope, beside), None)

    def last(self, name: str, before: int) -> Span | None:
        """The last place of `name` that begins before `before`."""
        places = self._found.get(name, [])
        at = bisect_left(places, (before, 0))
        return Span(*places[at - 1]) if at else None

    def count(self, name: str) -> int:
        """How often words of the list stand in the text."""
        return len(self._found.get(name, ()))

    def speaks(self, name: str) -> bool:
        """Whether a word of the list stands anywhere."""
        return name in self._found


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one string of the automaton stands for."""

    terms: tuple[tuple[int, bool], ...]
    lists: tuple[str, ...]
    latin_start: bool
    latin_end: bool


class Scanner:
    """The automaton of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        lists: dict[str, set[str]] = {}
        for name, forms in codebook.cues.items():
            for word in codebook.words(forms):
                lists.setdefault(word, set()).add(name)
        for number, negation in enumerate(codebook.negations):
            for word in codebook.words(negation.words):
                lists.setdefault(word, set()).add(negation_list(number))
        for name, words in _places(codebook.region).items():
            for word in words:
                lists.setdefault(word, set()).add(name)
        terms = codebook.spellings
        for word in codebook.words(form for term in codebook.terms for form in term.not_in):
            lists.setdefault(word, set()).add(_LOOK_ALIKE)
        strings = sorted(terms.keys() | lists.keys())
        self._entries = tuple(
            _Entry(
                terms.get(string, _NO_TERM if _LOOK_ALIKE in lists.get(string, ()) else ()),
                tuple(sorted(lists.get(string, ()))),
                _latin(string[0]),
                _latin(string[-1]),
            )
            for string in strings
        )
        self._automaton = ahocorasick_rs.AhoCorasick(strings, store_patterns=False)
        self._passing = _passing(codebook.region)
        self._not_a_place = Context.load().not_place_zh if codebook.region.gazetteer else None

    def scan(self, text: Text) -> tuple[list[Sighting], Marks]:
        """Every spelling and every mark in `text`, in coordinates of its key."""
        key = text.key
        seen = sight(key.text)
        shift = _Shift(key.text)
        sightings: list[Sighting] = []
        marks = Marks()
        for number, start, end in self._automaton.find_matches_as_indexes(seen, overlapping=True):
            entry = self._entries[number]
            first, after = shift.span(start, end)
            inside_before = entry.latin_start and start and _latin(seen[start - 1])
            inside_after = entry.latin_end and end < len(seen) and _latin(seen[end])
            if (inside_before and not _apart(text, first)) or (
                inside_after and not _apart(text, after)
            ):
                continue
            for term, lost in entry.terms:
                sightings.append(Sighting(first, after, term, lost))
            for name in entry.lists:
                if name not in (INSIDE, ELSEWHERE) or self._is_place(key.text, first, after, name):
                    marks.put(name, first, after)
        marks.sort()
        return sightings, marks

    def _is_place(self, key: str, start: int, end: int, name: str) -> bool:
        """Whether a place's name means the place, and not a road, goods or someone's origin."""
        if self._not_a_place is not None and self._not_a_place.match(key, end):
            return False
        if name == INSIDE:
            return True
        before, after = self._passing
        return not (before and before.search(key, max(start - 24, 0), start)) and not (
            after and after.match(key, end)
        )


class _Shift:
    """From offsets of the sight back to those of the key, which holds quotation marks too."""

    def __init__(self, key: str) -> None:
        self._dropped = [found.start() - n for n, found in enumerate(_DROPPED.finditer(key))]

    def span(self, start: int, end: int) -> tuple[int, int]:
        if not self._dropped:
            return start, end
        first = start + bisect_right(self._dropped, start)
        return first, end - 1 + bisect_right(self._dropped, end - 1) + 1


@lru_cache(maxsize=8)
def scanner_of(codebook: Codebook) -> Scanner:
    """The codebook's automaton, built once."""
    return Scanner(codebook)


def negation_list(number: int) -> str:
    """Name of the marks that the codebook's n-th negation leaves."""
    return f"negation {number}"


def _latin(character: str) -> bool:
    return character.isalnum() and not _HAN.match(character)


def _apart(text: Text, at: int) -> bool:
    """Whether a hyphen stood before the key's character `at` and was folded away."""
    key = text.key
    return bool(key.starts[at] > key.ends[at - 1])


def _places(region: Region) -> dict[str, set[str]]:
    inside = {sight(fold(word)) for word in region.inside}
    elsewhere = {sight(fold(word)) for word in region.elsewhere}
    if region.gazetteer:
        inside |= _inside_names()
        elsewhere |= _elsewhere_names() - inside
    return {INSIDE: inside, ELSEWHERE: elsewhere - {sight(fold(word)) for word in region.no_place}}


def _inside_names() -> set[str]:
    """Names that mean a place of the region wherever they stand."""
    found: set[str] = set()
    for place in Gazetteer.load():
        found.update(name for name in place.names_zh if len(name) > 2 or place.level != "district")
        if not place.same_zh_elsewhere and place.level != "district":
            found.add(place.bare_zh)
        found.update(name for name in place.names_latin if " " in name)
        if not place.same_romanised_elsewhere:
            found.update(name for name in place.names_latin if len(name) > _SHORT)
    return {sight(fold(name)) for name in found}


def _elsewhere_names() -> set[str]:
    """Names of the rest of the country: provinces, and cities by their full names."""
    china = China.load()
    found: set[str] = set()
    for province in china.provinces.values():
        if not province.code.startswith("65"):
            found.update((*province.names_zh, *province.names_latin))
    for city in china.cities:
        found.add(city.name_zh)
        if city.level in _BARE_ELSEWHERE:
            found.update(name for name in city.names_zh if len(name) > 1)
            found.update(name for name in city.names_latin if len(name) > _SHORT)
    return {sight(fold(name)) for name in found}


def _passing(region: Region) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    return (
        _any(region.passing_before, r"(?<![a-z])(?:{0})[\s\"']*$"),
        _any(region.passing_after, r"[\s\"']*(?:{0})"),
    )


def _any(words: Iterable[str], frame: str) -> re.Pattern[str] | None:
    options = "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
    return re.compile(frame.format(options)) if options else None

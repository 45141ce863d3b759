"""The scan: one pass over the search key that finds terms, cues and places together.

All spellings of a codebook stand in one automaton, so that a text is read
once however many terms there are. What is found here is not yet judged.
"""

from __future__ import annotations

import re
import weakref
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import ahocorasick_rs

from sightline.coding.codebook import Codebook, Region
from sightline.coding.patterns import DROPPED, sight
from sightline.places import China, Gazetteer
from sightline.places.context import Context
from sightline.text import Span, Text, fold

INSIDE, ELSEWHERE = "place inside", "place elsewhere"
_LOOK_ALIKE = "look-alike"
_NO_TERM = ((-1, False, False),)
_DROPPED = re.compile(f"[{DROPPED}]")
# The rest of a word, with the apostrophes that belong to its letters.
_ENDING = re.compile(r"(?:[^\W_\u3400-\u9fff]|(?<=[og])'(?=[a-z]))*")
_HAN = re.compile("[\u3400-\u9fff]")
# Romanised names that short are words or other names too.
_SHORT = 4
_BARE_ELSEWHERE = frozenset({"prefecture_level", "autonomous_prefecture", "level"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """A spelling at a place of the key, not yet judged.

    Attributes:
        term: The number of its entry; negative if it is a look-alike.
        lost: Whether a plus sign is missing.
        ending: How much of it is an ending that the form leaves open.
    """

    start: int
    end: int
    term: int
    lost: bool
    ending: int = 0


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

    terms: tuple[tuple[int, bool, bool], ...]
    lists: tuple[tuple[str, bool], ...]
    latin_start: bool
    latin_end: bool
    goes_on: bool


class Scanner:
    """The automaton of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        lists = _lists(codebook)
        terms = codebook.spellings
        strings = sorted(terms.keys() | lists.keys())
        self._entries = tuple(_entry(string, terms, lists.get(string, {})) for string in strings)
        self._automaton = ahocorasick_rs.AhoCorasick(strings, store_patterns=False)
        self._last: tuple[weakref.ref[Text], tuple[Sequence[Sighting], Marks]] | None = None
        self._passing = _passing(codebook.region)
        self._not_a_place = Context.load().not_place_zh if codebook.region.gazetteer else None

    def scan(self, text: Text) -> tuple[Sequence[Sighting], Marks]:
        """Every spelling and every mark in `text`, in coordinates of its key.

        Terms and indicators are asked for one after the other: the last text's scan is
        kept for as long as that text is.
        """
        if self._last is not None and self._last[0]() is text:
            return self._last[1]
        found = self._scan(text)
        self._last = (weakref.ref(text), found)
        return found

    def _scan(self, text: Text) -> tuple[Sequence[Sighting], Marks]:
        key = text.key
        seen = sight(key.text)
        shift = _Shift(key.text)
        sightings: list[Sighting] = []
        marks = Marks()
        for number, start, end in self._automaton.find_matches_as_indexes(seen, overlapping=True):
            entry = self._entries[number]
            first, after = shift.span(start, end)
            inside_before = entry.latin_start and start and _latin(seen[start - 1])
            if inside_before and not _apart(text, first):
                continue
            inside_after = entry.latin_end and end < len(seen) and _latin(seen[end])
            whole = not inside_after or _apart(text, after)
            if not (whole or entry.goes_on):
                continue
            rest = None if whole else _ENDING.match(key.text, after)
            last = rest.end() if rest else after
            for term, lost, goes_on in entry.terms:
                if whole or goes_on:
                    sightings.append(Sighting(first, last, term, lost, last - after))
            for name, goes_on in entry.lists:
                if (whole or goes_on) and (
                    name not in (INSIDE, ELSEWHERE) or self._is_place(key.text, first, last, name)
                ):
                    marks.put(name, first, last)
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


def _entry(
    string: str, terms: Mapping[str, tuple[tuple[int, bool, bool], ...]], lists: Mapping[str, bool]
) -> _Entry:
    claims = terms.get(string, _NO_TERM if _LOOK_ALIKE in lists else ())
    goes_on = any(claim[-1] for claim in claims) or any(lists.values())
    named = tuple(sorted(lists.items()))
    return _Entry(claims, named, _latin(string[0]), _latin(string[-1]), goes_on)


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


def month_list(month: int) -> str:
    """Name of the marks that the codebook's words for a month leave."""
    return f"month {month}"


def _latin(character: str) -> bool:
    return character.isalnum() and not _HAN.match(character)


def _apart(text: Text, at: int) -> bool:
    """Whether a hyphen stood before the key's character `at` and was folded away."""
    key = text.key
    return bool(key.starts[at] > key.ends[at - 1])


def _lists(codebook: Codebook) -> dict[str, dict[str, bool]]:
    """Each string to the lists that it stands in, and whether it may have an ending there."""
    named: dict[str, dict[str, bool]] = {
        **{name: codebook.words(forms) for name, forms in codebook.cues.items()},
        **{
            negation_list(number): codebook.words(negation.words)
            for number, negation in enumerate(codebook.negations)
        },
        **{month_list(month): codebook.words(words) for month, words in codebook.months.items()},
        **_places(codebook),
        _LOOK_ALIKE: codebook.words(form for entry in codebook.entries for form in entry.not_in),
    }
    found: dict[str, dict[str, bool]] = {}
    for name, words in named.items():
        for word, goes_on in words.items():
            found.setdefault(word, {})[name] = goes_on
    return found


def _places(codebook: Codebook) -> dict[str, dict[str, bool]]:
    region = codebook.region
    inside, elsewhere = codebook.words(region.inside), codebook.words(region.elsewhere)
    if region.gazetteer:
        inside |= dict.fromkeys(_inside_names(), False)
        elsewhere |= dict.fromkeys(_elsewhere_names() - inside.keys(), False)
    for word in region.no_place:
        elsewhere.pop(sight(fold(word)), None)
    return {INSIDE: inside, ELSEWHERE: elsewhere}


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

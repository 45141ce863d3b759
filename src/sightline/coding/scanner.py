"""The scan: one pass over the search key that finds terms, cues, places and years together.

All spellings of a codebook stand in one automaton, so that a text is read
once however many terms there are. What is found here is not yet judged.
"""

from __future__ import annotations

import re
import weakref
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import ahocorasick_rs
import numpy as np

from sightline.coding.codebook import Codebook
from sightline.coding.glosses import joints
from sightline.coding.line_ends import line_joints
from sightline.coding.lists import LOOK_ALIKE, word_lists
from sightline.coding.means import YEARS, Means, Passing
from sightline.coding.patterns import DROPPED, sight
from sightline.coding.scene import Stretch
from sightline.text import Text
from sightline.text.codes import Places

_NO_TERM = ((-1, False, False),)
# The rest of a word, with the apostrophes that belong to its letters.
_ENDING = re.compile(r"(?:[^\W_\u3400-\u9fff]|(?<=[og])'(?=[a-z]))*")
_HAN = re.compile("[\u3400-\u9fff]")


class Sighting(NamedTuple):
    """A spelling at a place of the key, not yet judged; a tuple, as a page has many.

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


class Marks:
    """Where each list of words speaks, in order of place.

    Places and years are told from what only looks like them when they are first asked for.
    """

    def __init__(
        self, raw: Mapping[str, list[Stretch]], means: Callable[[str, list[Stretch]], list[Stretch]]
    ) -> None:
        self._raw = dict(raw)
        self._settled: dict[str, list[Stretch]] = {}
        self._means = means

    def all(self, name: str) -> Sequence[Stretch]:
        """Every place of `name`."""
        settled = self._settled.get(name)
        if settled is None:
            settled = self._settled[name] = sorted(self._means(name, self._raw.get(name, [])))
        return settled

    def within(self, name: str, scope: Stretch, beside: Stretch | None = None) -> Iterator[Stretch]:
        """Places of `name` inside `scope` that don't touch `beside`, in order."""
        places = self.all(name)
        first, after = scope
        for at in range(bisect_left(places, (first,)), len(places)):
            start, end = place = places[at]
            if start >= after:
                return
            if end <= after and (beside is None or end <= beside[0] or start >= beside[1]):
                yield place

    def first(self, name: str, scope: Stretch, beside: Stretch | None = None) -> Stretch | None:
        """The first place of `name` inside `scope` that doesn't touch `beside`."""
        return next(self.within(name, scope, beside), None) if name in self._raw else None

    def count(self, name: str, scope: Stretch) -> int:
        """How often words of the list stand in `scope`."""
        places = self.all(name)
        return bisect_left(places, (scope[1],)) - bisect_left(places, (scope[0],))

    def speaks(self, name: str) -> bool:
        """Whether a word of the list stands anywhere."""
        return name in self._raw and bool(self.all(name))


class Found(NamedTuple):
    """What a scan found, in columns; as much as has columns.

    Attributes:
        places: Start, end and term of each spelling that needs no look at its neighbours,
            and whether a plus is lost.
        others: The rest of the sightings.
        marks: Start and end of each list's words, in columns and one by one.
        means: What tells places and years.
    """

    places: Places
    others: list[Sighting]
    marks: dict[str, tuple[Places, list[Stretch]]]
    means: Means


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one string of the automaton stands for."""

    terms: tuple[tuple[int, bool, bool], ...]
    lists: tuple[tuple[str, bool], ...]
    latin: bool
    latin_start: bool
    latin_end: bool
    goes_on: bool


class Scanner:
    """The automaton of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        lists = word_lists(codebook)
        terms = codebook.spellings
        strings = sorted(terms.keys() | lists.keys())
        self._entries = tuple(_entry(string, terms, lists.get(string, {})) for string in strings)
        # Most strings are Chinese and stand for one term in full: these need no second look.
        self._simple = [one.terms[0][0] if _is_simple(one) else None for one in self._entries]
        self._single = [one.lists[0][0] if _is_single(one) else None for one in self._entries]
        # Strings that need no look at their neighbours stand for the same everywhere.
        plain = [() if one.latin else (one,) for one in self._entries]
        self._names = sorted({name for one in self._entries for name, _ in one.lists})
        numbers = {name: number for number, name in enumerate(self._names)}
        self._claims = _Spread(
            [[claim[:2] for one in each for claim in one.terms] for each in plain], 2
        )
        self._lists = _Spread(
            [[(numbers[name],) for one in each for name, _ in one.lists] for each in plain], 1
        )
        self._latin = np.array([one.latin for one in self._entries], dtype=bool)
        self._automaton = ahocorasick_rs.AhoCorasick(strings, store_patterns=False)
        self._last: tuple[weakref.ref[Text], tuple[Sequence[Sighting], Marks]] | None = None
        self._passing = Passing(codebook.region)

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
        key = text.key.text
        seen = sight(key)
        shift = _Shift(key) if len(seen) < len(key) else None
        sightings: list[Sighting] = []
        raw: defaultdict[str, list[Stretch]] = defaultdict(list)
        simple, single = self._simple, self._single
        for number, start, end in self._automaton.find_matches_as_indexes(seen, overlapping=True):
            first, after = (start, end) if shift is None else shift.span(start, end)
            if (term := simple[number]) is not None:
                sightings.append(Sighting(first, after, term, False))
            elif (name := single[number]) is not None:
                raw[name].append((first, after))
            else:
                entry = self._entries[number]
                reach = _reach(text, seen, entry, (start, end), (first, after))
                if reach is not None:
                    _note(entry, first, after, reach, sightings, raw)
        sightings += self._joined(text)
        return sightings, Marks(raw, Means(key, self._passing))

    def columns(self, text: Text) -> Found:
        """What `scan` finds, for a text with many hits."""
        key = text.key.text
        seen = sight(key)
        shift = _Shift(key) if len(seen) < len(key) else None
        found = self._automaton.find_matches_as_indexes(seen, overlapping=True)
        flat = np.fromiter(chain.from_iterable(found), dtype=np.int32, count=3 * len(found))
        numbers, starts, ends = flat.reshape(-1, 3).T
        firsts, afters = (starts, ends) if shift is None else shift.columns(starts, ends)
        others: list[Sighting] = []
        raw: defaultdict[str, list[Stretch]] = defaultdict(list)
        for hit in self._latin[numbers].nonzero()[0].tolist():
            number, start, end = found[hit]
            place = int(firsts[hit]), int(afters[hit])
            entry = self._entries[number]
            reach = _reach(text, seen, entry, (start, end), place)
            if reach is not None:
                _note(entry, *place, reach, others, raw)
        others += self._joined(text)
        own, claims = self._claims.of(numbers)
        places = np.stack([firsts[own], afters[own], *claims.T])
        own, listed = self._lists.of(numbers)
        names = listed[:, 0]
        order = names.argsort(kind="stable")
        own, edges = own[order], names[order].searchsorted(np.arange(len(self._names) + 1)).tolist()
        marks: dict[str, tuple[Places, list[Stretch]]] = {}
        for name, first, after in zip(self._names, edges, edges[1:], strict=False):
            if first < after or name in raw:
                at = own[first:after]
                marks[name] = np.stack([firsts[at], afters[at]]), raw.get(name, [])
        return Found(places, others, marks, Means(key, self._passing))

    def _joined(self, text: Text) -> Iterator[Sighting]:
        """Chinese terms in the middle of which a gloss or a line end stands."""
        for joint in chain(joints(text.key.text), line_joints(text)):
            seen = sight(joint.words)
            if len(seen) < len(joint.words):
                continue  # quotation marks and a gloss in one term are not made out
            for number, start, end in self._automaton.find_matches_as_indexes(
                seen, overlapping=True
            ):
                span = joint.spans(start, end)
                entry = self._entries[number]
                if span is not None and not entry.latin:
                    yield from (Sighting(*span, term, lost) for term, lost, _ in entry.terms)


class _Spread:
    """Of each string the rows of numbers that it stands for, all of them end to end."""

    def __init__(self, rows: Sequence[Sequence[tuple[int, ...]]], width: int) -> None:
        self._counts = np.array([len(each) for each in rows], dtype=np.int32)
        self._firsts = np.cumsum(self._counts) - self._counts
        self._rows = np.array(list(chain.from_iterable(rows)), dtype=np.int32).reshape(-1, width)

    def of(self, numbers: Places) -> tuple[Places, Places]:
        """The rows of these strings, and the place among them of each row's string."""
        counts = self._counts[numbers]
        at = np.arange(len(numbers)).repeat(counts)
        inside = np.arange(len(at)) - (np.cumsum(counts) - counts).repeat(counts)
        return at, self._rows[self._firsts[numbers][at] + inside]


def _note(
    entry: _Entry,
    first: int,
    after: int,
    reach: tuple[bool, int],
    sightings: list[Sighting],
    marks: Mapping[str, list[Stretch]],
) -> None:
    """Keep what a string stands for; `reach` tells of a whole word and where the word ends."""
    whole, last = reach
    for term, lost, goes_on in entry.terms:
        if whole or goes_on:
            sightings.append(Sighting(first, last, term, lost, last - after))
    for name, goes_on in entry.lists:
        if whole or goes_on:
            marks[name].append((first, last))


def _is_single(entry: _Entry) -> bool:
    return not (entry.latin or entry.terms) and len(entry.lists) == 1


def _is_simple(entry: _Entry) -> bool:
    claims = entry.terms
    return not (entry.latin or entry.lists) and len(claims) == 1 and not claims[0][1]


def _reach(
    text: Text, seen: str, entry: _Entry, sight: Stretch, place: Stretch
) -> tuple[bool, int] | None:
    """Whether a spelling with Latin ends is a whole word, and where the word ends; None inside one."""
    (start, end), (first, after) = sight, place
    if not entry.latin:
        return True, after
    if entry.latin_start and start and _latin(seen[start - 1]) and not _apart(text, first):
        return None
    if not (entry.latin_end and end < len(seen) and _latin(seen[end])) or _apart(text, after):
        return True, after
    if not entry.goes_on:
        return None
    rest = _ENDING.match(text.key.text, after)
    return False, rest.end() if rest else after


def _entry(
    string: str, terms: Mapping[str, tuple[tuple[int, bool, bool], ...]], lists: Mapping[str, bool]
) -> _Entry:
    claims = terms.get(string, _NO_TERM if LOOK_ALIKE in lists else ())
    goes_on = any(claim[-1] for claim in claims) or any(lists.values())
    named = tuple(sorted(lists.items()))
    year = YEARS in lists
    start, end = _latin(string[0]) and not year, _latin(string[-1]) and not year
    return _Entry(claims, named, start or end, start, end, goes_on)


class _Shift:
    """From offsets of the sight back to those of the key, which holds quotation marks too."""

    def __init__(self, key: str) -> None:
        places: list[int] = []
        for sign in DROPPED:
            at = key.find(sign)
            while at >= 0:
                places.append(at)
                at = key.find(sign, at + 1)
        places.sort()
        self._dropped = [place - number for number, place in enumerate(places)]

    def span(self, start: int, end: int) -> Stretch:
        return (
            start + bisect_right(self._dropped, start),
            end + bisect_right(self._dropped, end - 1),
        )

    def columns(self, starts: Places, ends: Places) -> tuple[Places, Places]:
        """`span` of many."""
        dropped = np.array(self._dropped, dtype=np.int32)
        firsts = starts + dropped.searchsorted(starts, side="right")
        return firsts, ends + dropped.searchsorted(ends - 1, side="right")


@lru_cache(maxsize=8)
def scanner_of(codebook: Codebook) -> Scanner:
    """The codebook's automaton, built once."""
    return Scanner(codebook)


def _latin(character: str) -> bool:
    return character.isalnum() and not _HAN.match(character)


def _apart(text: Text, at: int) -> bool:
    """Whether a hyphen stood before the key's character `at` and was folded away."""
    before, after = text.key.raw_ends(at - 1, at), text.key.raw_ends(at, at + 1)
    return after[0] > before[1]

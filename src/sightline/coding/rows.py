"""Rows: the hits of one text as columns of numbers, and what decides about them.

Where only places and years decide, arrays do for all hits at once; hits
that need more (a sense, a denial, a name beside a name) are judged one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sightline.coding.annotate import ADDRESS_HEADS, ADDRESS_PIECES, chinese, longest, stand
from sightline.coding.codebook import Codebook
from sightline.coding.columns import ColumnGround, ColumnMarks
from sightline.coding.gates import Judge
from sightline.coding.scanner import Sighting, scanner_of
from sightline.coding.scene import Scene
from sightline.text import Text
from sightline.text.codes import CLASSES, DIGIT, LETTER, Codes, Flags, Places, codes

_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
_LONGEST_ADDRESS = 2_000
_FEED = 0x0A

NAMED, PLACED, TOLD = range(3)
"""Reasons of a hit: it is named; it is, and a place says where; a clause of its own."""
AS_PRINTED, NO_CHINESE = -1, -2
"""What stands for a hit's Chinese: its quote, simplified; nothing."""

Rows = Places
"""Sightings in columns: start, end, term, whether a plus is lost, how much is an ending."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The hits of a batch, one to a row.

    Attributes:
        documents: The number of each hit's document.
        starts: Where its words begin in the document's raw text.
        ends: Where they end.
        terms: The term's number in the codebook.
        flows: What it says here: bit n for flow n.
        senses: The number of its sense among the batch's clauses; -1 for none.
        reasons: `NAMED`, `PLACED` or `TOLD`.
        firsts: Where the place that opens its gates begins; the number of a clause.
        afters: Where that place ends.
        zh: The number of its Chinese among the batch's clauses; -1 if it is the quote,
            simplified; -2 if it is in another language.
    """

    documents: Places
    starts: Places
    ends: Places
    terms: Places
    flows: Places
    senses: Places
    reasons: Places
    firsts: Places
    afters: Places
    zh: Places

    def dealt(self, firsts: Places, numbers: Places) -> Columns:
        """The rows of a sheet given to its documents: where each begins, and its number."""
        own = firsts.searchsorted(self.starts, side="right") - 1
        first = firsts[own]
        placed = self.reasons == PLACED
        return replace(
            self,
            documents=numbers[own],
            starts=self.starts - first,
            ends=self.ends - first,
            firsts=np.where(placed, self.firsts - first, self.firsts),
            afters=np.where(placed, self.afters - first, self.afters),
        )

    @classmethod
    def joined(cls, parts: Sequence[Columns]) -> Columns:
        """The rows of all parts, in order of their documents."""
        columns = [
            np.concatenate([getattr(part, name) for part in parts])
            if parts
            else np.zeros(0, dtype=np.int32)
            for name in cls.__slots__
        ]
        order = columns[0].argsort(kind="stable")
        return cls(*(column[order] for column in columns))


class Clauses:
    """The few texts that rows of numbers can't do without, each by its number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str | None) -> int:
        """The number of `text`; -1 for none."""
        if text is None:
            return -1
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number


def code_columns(text: Text, scene: Scene, codebook: Codebook, clauses: Clauses) -> Columns:
    """What `annotate` finds, in columns; all of it in document 0."""
    found = scanner_of(codebook).columns(text)
    facts = _facts_of(codebook)
    places = found.places[:, found.places[2] < facts.terms]
    rows = np.zeros((5, places.shape[1] + len(found.others)), dtype=np.int32)
    rows[:4, : places.shape[1]] = places
    rows[:, places.shape[1] :] = _rows(found.others)
    rows = rows[:, rows[2] < facts.terms]
    if not (rows[2] >= 0).any():
        return Columns.joined([])
    key = text.key.text
    marks = ColumnMarks(found, key)
    ground = ColumnGround(key, codebook, marks, scene)
    judge = Judge(text, codebook, marks, scene, ground)
    rows = _standing(rows, text, scene, judge, facts)
    return _Table(text, codebook, _longest(rows), clauses).judged(judge, ground)


def _rows(sightings: Sequence[Sighting]) -> Rows:
    return np.array(sightings, dtype=np.int32).reshape(-1, 5).T


def _sightings(rows: Rows) -> list[Sighting]:
    return [
        Sighting(start, end, term, bool(lost), ending)
        for start, end, term, lost, ending in rows.T.tolist()
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What a codebook's terms ask for, in columns.

    Attributes:
        terms: How many there are; indicators count on behind them.
        careful: Which need other words to stand, or none of some.
        single: Which are judged one by one: their sense or season is to be told.
        flows: What each says: bit n for flow n.
        gates: The number of each term's combination of gates.
        combinations: Those combinations.
    """

    terms: int
    careful: Flags
    single: Flags
    flows: Places
    gates: Places
    combinations: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=8)
def _facts_of(codebook: Codebook) -> _Facts:
    terms = codebook.terms
    combinations = tuple(sorted({term.gates for term in terms}))
    seasons = {name for name, gate in codebook.gates.items() if gate.kind == "season"}
    return _Facts(
        len(terms),
        np.array([bool(term.needs or term.not_before) for term in terms], dtype=bool),
        np.array(
            [term.decision is not None or not seasons.isdisjoint(term.gates) for term in terms],
            dtype=bool,
        ),
        np.array([sum(1 << flow for flow in term.flows) for term in terms], dtype=np.int64),
        np.array([combinations.index(term.gates) for term in terms], dtype=np.int64),
        combinations,
    )


def _standing(rows: Rows, text: Text, scene: Scene, judge: Judge, facts: _Facts) -> Rows:
    """The sightings that are words of the text; few need a closer look."""
    starts, ends, terms, lost, _ = rows
    if scene.furnished:
        rows = rows[:, ~scene.of_kinds("furniture")[scene.blocks_at(starts)]]
        starts, ends, terms, lost, _ = rows
    doubtful = (lost > 0) & (terms >= 0)
    doubtful |= (terms >= 0) & facts.careful[terms]
    signs = codes(text.key.text)
    doubtful |= _holds(_places(signs, '""'), starts, ends - 1)
    heads = np.sort(np.concatenate([_places(signs, sign) for sign in ADDRESS_HEADS]))
    headed = len(heads) > 0
    pieces = headed or any(len(_places(signs, sign)) for sign in ADDRESS_PIECES)
    if pieces:
        doubtful |= signs[starts] < _FIRST_HAN
        doubtful |= _holds(heads, starts - _LONGEST_ADDRESS, starts)
    if not doubtful.any():
        return rows
    sightings = _sightings(rows[:, doubtful])
    kept = stand(text, judge, scene, sightings, (headed, pieces))
    return np.concatenate([rows[:, ~doubtful], _rows(kept)], axis=1)


def _places(written: Codes, sign: str) -> Places:
    """Where a sign, or words, stand in a text."""
    found: Places = (written == ord(sign[0])).nonzero()[0]
    for at, letter in enumerate(sign[1:], 1):
        found = found[found + at < len(written)]
        found = found[written[found + at] == ord(letter)]
    return found


def _holds(places: Places, firsts: Places, afters: Places) -> Flags:
    """Whether one of the places stands in `[first, after)`."""
    found: Flags = places.searchsorted(afters) > places.searchsorted(firsts)
    return found


def _longest(rows: Rows) -> Rows:
    """The longest of nested hits, in order of place."""
    if not rows.shape[1]:
        return rows
    rows = rows[:, np.lexsort((-rows[1], rows[0]))]
    starts, ends = rows[0], rows[1]
    reached = np.maximum.accumulate(ends)
    opens = np.ones(len(starts), dtype=bool)
    opens[1:] = starts[1:] >= reached[:-1]
    firsts = opens.nonzero()[0]
    lasts = np.append(firsts[1:], len(starts)) - 1
    # The first of a heap holds all others, and no other reading of the same words is there.
    clear = ends[firsts] == reached[lasts]
    second = np.minimum(firsts + 1, lasts)
    clear &= (second == firsts) | (starts[second] > starts[firsts]) | (ends[second] < ends[firsts])
    heap = opens.cumsum() - 1
    kept = rows[:, firsts[clear]]
    kept = kept[:, kept[2] >= 0]
    if clear.all():
        return kept
    odd = longest(_sightings(rows[:, ~clear[heap]]))
    kept = np.concatenate([kept, _rows(odd)], axis=1)
    return kept[:, kept[0].argsort()]


class _Table:
    """The hits of one text, and what is known of each."""

    def __init__(self, text: Text, codebook: Codebook, rows: Rows, clauses: Clauses) -> None:
        self._text, self._book, self._rows, self._clauses = text, codebook, rows, clauses
        self._facts = _facts_of(codebook)

    def judged(self, judge: Judge, ground: ColumnGround) -> Columns:
        """The hits with their verdicts."""
        rows, facts, clauses = self._rows, self._facts, self._clauses
        terms = rows[2]
        senses = [clauses.number(term.sense) for term in self._book.terms]
        flows, sense = facts.flows[terms], np.array(senses, dtype=np.int32)[terms]
        reasons = np.full(len(terms), NAMED, dtype=np.int8)
        places, settled = self._settled(ground)
        opened = (settled & (places[0] >= 0)).nonzero()[0]
        reasons[opened] = PLACED
        places[:, opened] = raw = self._raw(places[:, opened])
        # A name that a line's end parts is quoted as the judge does.
        settled[opened[_any(codes(self._text.raw) == _FEED, *raw)]] = False
        single = (~settled).nonzero()[0]
        for at, hit in zip(single.tolist(), _sightings(rows[:, single]), strict=True):
            said, meant, why = judge.verdict(hit)
            flows[at] = sum(1 << flow for flow in said)
            sense[at], reasons[at] = clauses.number(meant), TOLD
            places[:, at] = clauses.number(why)
        starts, ends = self._raw(rows[:2])
        zh = self._chinese(starts, ends)
        documents = np.zeros(len(terms), dtype=np.int64)
        columns = [documents, starts, ends, terms, flows, sense, reasons, *places, zh]
        if not self._text.flow.ordered:
            order = np.lexsort((ends, starts))
            columns = [column[order] for column in columns]
        return Columns(*columns)

    def _raw(self, places: Places) -> Places:
        """Stretches of the raw text behind stretches of the key."""
        key = self._text.key
        if key.ordered:
            return np.stack([key.runs.starts_of(places[0]), key.runs.ends_of(places[1] - 1)])
        found = key.all_raw_ends(list(zip(*places.tolist(), strict=True)))
        return np.array(found, dtype=np.int32).reshape(-1, 2).T

    def _settled(self, ground: ColumnGround) -> tuple[Places, Flags]:
        """The place in the key that opens each hit's gates, if any; and which hits that settles."""
        starts, _, terms, _, _ = self._rows
        facts, book = self._facts, self._book
        settled = ~facts.single[terms]
        places = np.full((2, len(terms)), -1, dtype=np.int32)
        blocks = ground.scene.blocks_at(starts)
        settled &= (facts.flows[terms] == 0) | ~ground.near_denial(*self._rows[:2])
        combination = facts.gates[terms]
        for number, names in enumerate(facts.combinations):
            at = (settled & (combination == number)).nonzero()[0]
            if not (names and len(at)):
                continue
            inside, where = ground.placed(blocks[at])
            for name in names:
                if book.gates[name].kind == "time":
                    inside &= ground.timely(book.gates[name], blocks[at])
            settled[at] = inside
            places[:, at] = np.where(inside, where, -1)
        return places, settled

    def _chinese(self, starts: Places, ends: Places) -> Places:
        """How the Chinese of each hit is told; letters that came one for one are the quote's."""
        text, rows = self._text, self._rows
        key = codes(text.key.text)
        han = _any((key >= _FIRST_HAN) & (key <= _LAST_HAN), rows[0], rows[1])
        odd = _any(CLASSES.of(codes(text.raw)) & (LETTER | DIGIT) == 0, starts, ends)
        plain = (rows[1] - rows[0] == ends - starts) & ~odd
        found = np.where(han, AS_PRINTED, NO_CHINESE).astype(np.int32)
        for at in (han & ~plain).nonzero()[0].tolist():
            hit = _sightings(rows[:, at : at + 1])[0]
            told = chinese(text, hit, text.raw[starts[at] : ends[at]])
            found[at] = NO_CHINESE if told is None else self._clauses.number(told)
        return found


def _any(flags: Flags, starts: Places, ends: Places) -> Flags:
    """Whether a flag is set in each of these stretches."""
    if not len(starts):
        return np.zeros(0, dtype=bool)
    if ends.max() == len(flags):
        flags = np.append(flags, False)
    edges = np.stack([starts, ends], axis=1).ravel()
    found: Flags = np.logical_or.reduceat(flags, edges)[::2]
    return found

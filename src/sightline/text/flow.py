"""Flow: the pieces of a layout set end to end, as a reader joins them.

Between the lines of a block stands one blank, or none inside Chinese and
behind a hyphen, nor beside a number in Chinese; between blocks a line feed. Runs of blanks shrink to one,
and those inside Chinese go.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np

from sightline.text.codes import DENSE, DIGIT, Seen
from sightline.text.runs import NOTHING, Offsets, Runs
from sightline.text.spans import Layer

_HYPHENS = (0x2D, 0x2010, 0x2011)
# Dots, dashes and quotes, which Chinese shares with other scripts.
_SIGNS = (0xB7, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026)
# Points and commas within a number; none that a line end breaks is longer.
_POINTS = (0x2C, 0x2E)
_LONGEST = 12
_NOTHING, _BLANK, _FEED = 0, 1, 2
_MARKS = ("", " ", "\n")


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Stretches of the repaired text in reading order, and which of them begin a block.

    Attributes:
        starts: Where each begins.
        ends: Where each ends; they have no outer blanks.
        blocks: The number of each block's first piece.
    """

    starts: Offsets
    ends: Offsets
    blocks: Offsets


@dataclass(frozen=True, slots=True, eq=False)
class _Cuts:
    """Runs of blanks inside pieces that shrink or go: the piece, the run, what is left."""

    pieces: Offsets
    firsts: Offsets
    afters: Offsets
    marks: Offsets


def join(repaired: str, seen: Seen, pieces: Pieces) -> tuple[Layer, Offsets, Offsets]:
    """The flow, and where each block begins and ends in it."""
    count = len(pieces.starts)
    if not count:
        return Layer("", NOTHING), pieces.starts, pieces.starts
    marks = _between(seen, pieces)
    printed, cuts = _blanks(repaired, seen, pieces)
    heads = np.arange(count, dtype=np.int32)
    starts, ends, sizes = pieces.starts, pieces.ends, np.zeros(count, dtype=np.int32)
    if cuts is not None:
        # Each cut begins a fragment behind its piece's head and the cuts before it.
        rest = cuts.pieces + 1 + np.arange(len(cuts.pieces))
        heads = heads + np.searchsorted(cuts.pieces, heads)
        total = count + len(rest)
        tails = np.append(heads[1:], total) - 1
        starts, ends, sizes, line_marks = (*(np.zeros(total, dtype=np.int32) for _ in "123"), marks)
        marks = np.zeros(total, dtype=np.int32)
        starts[heads], starts[rest] = pieces.starts, cuts.afters
        ends[tails], ends[rest - 1] = pieces.ends, cuts.firsts
        marks[heads], marks[rest] = line_marks, cuts.marks
        sizes[rest] = cuts.afters - cuts.firsts
    slices = [printed[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    if count == len(pieces.blocks) and cuts is None:
        text = "\n".join(slices)
    else:
        read = [_MARKS[mark] for mark in marks.tolist()]
        text = "".join(chain.from_iterable(zip(read, slices, strict=True)))
    runs, places = _runs(starts, ends, marks, sizes)
    firsts = heads[pieces.blocks]
    lasts = np.append(firsts[1:], len(starts)) - 1
    return Layer(text, runs), places[firsts], places[lasts] + (ends - starts)[lasts]


def _between(seen: Seen, pieces: Pieces) -> Offsets:
    """What is read ahead of each piece: a line feed, a blank, or nothing."""
    marks = np.full(len(pieces.starts), _FEED, dtype=np.int32)
    if len(pieces.blocks) < len(marks):
        last, first = pieces.ends[:-1] - 1, pieces.starts[1:]
        dense = seen.classes[last] & seen.classes[first] & DENSE != 0
        closed = dense | np.isin(seen.codes[last], _HYPHENS)
        signs = np.isin(seen.codes[last], _SIGNS) | np.isin(seen.codes[first], _SIGNS)
        closed |= signs & ((seen.classes[last] | seen.classes[first]) & DENSE != 0)
        digits = (seen.classes[last] | seen.classes[first]) & DIGIT != 0
        for at in (digits & ~closed).nonzero()[0].tolist():
            closed[at] = _beyond(seen, last[at], -1) and _beyond(seen, first[at], 1)
        marks[1:] = np.where(closed, _NOTHING, _BLANK)
        marks[pieces.blocks] = _FEED
    marks[0] = _NOTHING
    return marks


def _beyond(seen: Seen, at: int, step: int) -> bool:
    """Whether Chinese stands at a place, or behind the number that stands there."""
    for place in range(at, at + step * _LONGEST, step):
        if not 0 <= place < len(seen.codes):
            return False
        if not seen.classes[place] & DIGIT and seen.codes[place] not in _POINTS:
            return bool(seen.classes[place] & DENSE)
    return False


def _blanks(repaired: str, seen: Seen, pieces: Pieces) -> tuple[str, _Cuts | None]:
    """The text with ordinary blanks inside its pieces, and where runs of them shrink."""
    starts, ends, order = pieces.starts, pieces.ends, None
    if (starts[1:] < starts[:-1]).any():
        order = starts.argsort(kind="stable")
        starts, ends = starts[order], ends[order]
    firsts, afters = seen.blanks
    held = starts.searchsorted(firsts, side="right") - 1
    inside = ((held >= 0) & (afters <= ends[held])).nonzero()[0]
    if not len(inside):
        return repaired, None
    firsts, afters, held = firsts[inside], afters[inside], held[inside]
    dense = seen.classes[firsts - 1] & seen.classes[afters] & DENSE != 0
    for code in np.unique(seen.codes[firsts]).tolist():
        if code != 0x20:
            repaired = repaired.replace(chr(code), " ")
    cut = (dense | (afters > firsts + 1)).nonzero()[0]
    if not len(cut):
        return repaired, None
    piece = held[cut] if order is None else order[held[cut]]
    if order is not None:
        again = piece.argsort(kind="stable")
        piece, cut = piece[again], cut[again]
    marks = np.where(dense[cut], _NOTHING, _BLANK)
    return repaired, _Cuts(piece, firsts[cut], afters[cut], marks)


def _runs(starts: Offsets, ends: Offsets, marks: Offsets, sizes: Offsets) -> tuple[Runs, Offsets]:
    """The runs of fragments and of the marks ahead of them; where each fragment begins."""
    size = 2 * len(starts)
    lengths, origins, sources = (np.zeros(size, dtype=np.int32) for _ in "123")
    lengths[::2], lengths[1::2] = marks > 0, ends - starts
    origins[2::2], origins[1::2] = ends[:-1], starts
    sources[::2], sources[1::2] = sizes, ends - starts
    firsts = (np.cumsum(lengths) - lengths).astype(np.int32)
    kept = lengths.nonzero()[0]
    runs = Runs(firsts[kept], origins[kept], sources[kept], int(firsts[-1] + lengths[-1]))
    return runs, firsts[1::2]

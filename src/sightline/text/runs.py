"""Runs: where the characters of a derived text come from, stretch by stretch.

Most of a derived text is copied one for one, so that an offset array would
hold little but counting. A run says of a whole stretch where it begins,
here and underneath; looking up a place is two bisections.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class Runs:
    """Stretches of a derived text, from its start to its end without a gap.

    Attributes:
        firsts: Where each run begins in the derived text.
        origins: Where it begins in the text underneath.
        sizes: How long its origin is there: as long as the run itself if it is copied
            one for one, else all its characters come from all of that stretch (none, if
            it was put in).
        length: The derived text's length.
    """

    firsts: Offsets
    origins: Offsets
    sizes: Offsets
    length: int

    @cached_property
    def lengths(self) -> Offsets:
        """The runs' own lengths."""
        lengths = np.empty_like(self.firsts)
        np.subtract(self.firsts[1:], self.firsts[:-1], out=lengths[:-1])
        lengths[-1:] = self.length - self.firsts[-1:]
        return lengths

    @cached_property
    def plain(self) -> npt.NDArray[np.bool_]:
        """Which runs are copied one for one."""
        found: npt.NDArray[np.bool_] = self.lengths == self.sizes
        return found

    @cached_property
    def ordered(self) -> bool:
        """Whether origins never fall."""
        return bool((self.origins[1:] >= self.origins[:-1]).all())

    @cached_property
    def columns(self) -> tuple[array[int], array[int], array[int]]:
        """Firsts, origins and sizes as arrays that are quick to look into, place by place."""
        first, origin, size = (
            array("i", column.tobytes()) for column in (self.firsts, self.origins, self.sizes)
        )
        return first, origin, size

    def spread(self) -> tuple[Offsets, Offsets]:
        """Start and end of the origin of every single character."""
        lengths = self.lengths
        plain = self.plain
        inside = np.arange(self.length, dtype=np.int32) - np.repeat(self.firsts, lengths)
        starts = np.repeat(self.origins, lengths)
        ends = starts + np.repeat(np.where(plain, 1, self.sizes).astype(np.int32), lengths)
        moved = np.where(np.repeat(plain, lengths), inside, np.int32(0))
        return starts + moved, ends + moved

    def starts_of(self, places: Offsets) -> Offsets:
        """Where the origins of these characters begin."""
        run = self.firsts.searchsorted(places, side="right") - 1
        inside = np.where(self.plain[run], places - self.firsts[run], 0)
        return (self.origins[run] + inside).astype(np.int32)

    def ends_of(self, places: Offsets) -> Offsets:
        """Where the origins of these characters end."""
        run = self.firsts.searchsorted(places, side="right") - 1
        size = np.where(self.plain[run], places - self.firsts[run] + 1, self.sizes[run])
        return (self.origins[run] + size).astype(np.int32)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The smallest stretch underneath that holds the origins of `[start, end)`."""
        firsts, origins, sizes = self.columns
        low = bisect_right(firsts, start) - 1
        # Most stretches lie in one run.
        after = firsts[low + 1] if low + 1 < len(firsts) else self.length
        if end <= after:
            if after - firsts[low] == sizes[low]:
                moved = origins[low] - firsts[low]
                return start + moved, end + moved
            return origins[low], origins[low] + sizes[low]
        high = bisect_left(firsts, end)
        if self.ordered:
            return self._part(start, after, low)[0], self._part(firsts[high - 1], end, high - 1)[1]
        edges = [start, *firsts[low + 1 : high], end]
        parts = [self._part(a, b, low + n) for n, (a, b) in enumerate(pairwise(edges))]
        return min(start for start, _ in parts), max(end for _, end in parts)

    def _part(self, start: int, end: int, run: int) -> tuple[int, int]:
        """The origin of a part of one run."""
        firsts, origins, sizes = self.columns
        after = firsts[run + 1] if run + 1 < len(firsts) else self.length
        if after - firsts[run] != sizes[run]:
            return origins[run], origins[run] + sizes[run]
        moved = origins[run] - firsts[run]
        return start + moved, end + moved

    def reached(self, start: int, end: int) -> tuple[int, int] | None:
        """The smallest stretch that holds all that comes from `[start, end)` underneath."""
        firsts, origins, sizes = self.columns
        if self.ordered:
            first = max(bisect_right(origins, start) - 1, 0)
            last = bisect_left(origins, end) - 1
            while first <= last and not (sizes[first] and origins[first] + sizes[first] > start):
                first += 1
            while last >= first and not sizes[last]:
                last -= 1
        else:
            after = self.origins + self.sizes
            touched = ((self.origins < end) & (after > start) & (self.sizes > 0)).nonzero()[0]
            first, last = (int(touched[0]), int(touched[-1])) if len(touched) else (0, -1)
        if first > last:
            return None
        low, high = firsts[first], firsts[last + 1] if last + 1 < len(firsts) else self.length
        if self.plain[first]:
            low += max(start - origins[first], 0)
        if self.plain[last]:
            high -= max(origins[last] + sizes[last] - end, 0)
        return low, high

    def at_origin(self, place: int) -> int:
        """The first character that comes from `place` or from behind it, in ordered runs."""
        firsts, origins, sizes = self.columns
        run = bisect_right(origins, place) - 1
        if run < 0:
            return 0
        after = firsts[run + 1] if run + 1 < len(firsts) else self.length
        if after - firsts[run] == sizes[run]:
            return min(firsts[run] + place - origins[run], after)
        return firsts[run] if place == origins[run] else after

    def over(self, below: Runs) -> Runs:
        """These runs, with origins moved down through the layer that they were made from."""
        if not self.length:
            return NOTHING
        if len(self.firsts) == 1 and self.length == below.length and self.sizes[0] == self.length:
            return below
        # Of one another's runs each holds a few; where both are plain, the shorter wins.
        low = below.firsts.searchsorted(self.origins, side="right") - 1
        plain = self.plain
        ends = self.origins + self.sizes
        high = np.where(plain, below.firsts.searchsorted(ends, side="left"), low + 1)
        count = high - low
        own = np.repeat(np.arange(len(low)), count)
        under = np.arange(len(own)) - np.repeat(np.cumsum(count) - count, count) + low[own]
        inside = np.maximum(below.firsts[under] - self.origins[own], 0)
        skipped = np.maximum(self.origins[own] - below.firsts[under], 0)
        firsts = self.firsts[own] + np.where(plain[own], inside, 0)
        copied = below.plain[under]
        origins = below.origins[under] + np.where(copied, skipped, 0)
        stop = np.minimum(ends[own], below.firsts[under] + below.lengths[under])
        sizes = np.where(copied, stop - below.firsts[under] - skipped, below.sizes[under])
        odd = (~plain).nonzero()[0]
        if len(odd):
            at = (np.cumsum(count) - count)[odd]
            first = below.starts_of(self.origins[odd])
            last = below.ends_of(np.maximum(ends[odd] - 1, 0).astype(np.int32))
            origins[at] = first
            sizes[at] = np.where(self.sizes[odd] > 0, last - first, 0)
        return Runs(
            firsts.astype(np.int32), origins.astype(np.int32), sizes.astype(np.int32), self.length
        )


_NONE = np.zeros(0, dtype=np.int32)
NOTHING = Runs(_NONE, _NONE, _NONE, 0)


def same(length: int) -> Runs:
    """The runs of a text that is a copy."""
    zero = np.zeros(1, dtype=np.int32)
    return Runs(zero, zero, np.array([length], dtype=np.int32), length) if length else NOTHING


def edited(length: int, firsts: Offsets, afters: Offsets, puts: Offsets) -> Runs:
    """The runs of a copy in which each stretch `[first, after)` became `put` characters.

    The stretches are in order and apart.
    """
    if not len(firsts):
        return same(length)
    size = 2 * len(firsts) + 1
    origins, sizes, lengths = (np.zeros(size, dtype=np.int32) for _ in range(3))
    origins[1::2] = firsts
    origins[2::2] = afters
    sizes[0] = firsts[0]
    sizes[1::2] = afters - firsts
    sizes[2:-1:2] = firsts[1:] - afters[:-1]
    sizes[-1] = length - afters[-1]
    lengths[::2] = sizes[::2]
    lengths[1::2] = puts
    total = int(lengths.sum())
    kept = lengths > 0
    starts = (np.cumsum(lengths) - lengths).astype(np.int32)
    return Runs(starts[kept], origins[kept], sizes[kept], total)

"""Spans, citations and layers: the addresses that every claim rests on.

A layer is a string derived from another one in which each character knows
the stretch it came from, so that a hit in folded or joined text can always
be read again in the text as it was captured. Nothing here decides what a
text means.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from sightline.text.runs import Offsets, Runs


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text in Unicode code points, end exclusive."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two stretches share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same stretch `by` code points further on."""
        return Span(self.start + by, self.end + by)


class Citation(NamedTuple):
    """A passage with its quote, cut from a text and never typed in.

    Made from a text alone; the quote is what it holds between `start` and
    `end`. A tuple, since a page has thousands.
    """

    capture: str
    start: int
    end: int
    quote: str
    page: int | None = None
    cell: str | None = None

    @property
    def span(self) -> Span:
        """The cited stretch of the raw text."""
        return Span(self.start, self.end)

    def as_dict(self) -> dict[str, Any]:
        """The citation object of FORMATS."""
        return {
            "capture": self.capture,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "page": self.page,
            "cell": self.cell,
        }


@dataclass(frozen=True, eq=False)
class Layer:
    """A derived string whose characters know where they came from.

    Attributes:
        text: The derived string, n code points.
        runs: Where its stretches come from in the underlying text.
    """

    text: str
    runs: Runs

    @property
    def ordered(self) -> bool:
        """Whether origins never fall: then a span is two look-ups."""
        return self.runs.ordered

    @cached_property
    def _spread(self) -> tuple[Offsets, Offsets]:
        return self.runs.spread()

    @property
    def starts(self) -> Offsets:
        """The offsets of the underlying text at which each character's origin begins."""
        return self._spread[0]

    @property
    def ends(self) -> Offsets:
        """The offsets, end exclusive.

        A character that stands for nothing (a separator put in) has `ends == starts`.
        """
        return self._spread[1]

    def to_raw(self, start: int, end: int) -> Span:
        """The smallest underlying span that holds the origins of `[start, end)`.

        Raises:
            ValueError: The span is empty or outside the layer.
        """
        return Span(*self.raw_ends(start, end))

    def raw_ends(self, start: int, end: int) -> tuple[int, int]:
        """Start and end of the underlying span, as `to_raw` gives it.

        Raises:
            ValueError: The span is empty or outside the layer.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in a layer of {len(self.text)} characters")
        firsts, origins, sizes = self.runs.columns
        low = bisect_right(firsts, start) - 1
        # Most spans lie in one run.
        after = firsts[low + 1] if low + 1 < len(firsts) else len(self.text)
        if end <= after:
            if after - firsts[low] == sizes[low]:
                moved = origins[low] - firsts[low]
                return start + moved, end + moved
            return origins[low], origins[low] + sizes[low]
        if self.runs.ordered:
            return self._start(start, low), self._end(end - 1, bisect_left(firsts, end) - 1)
        high = bisect_left(firsts, end)
        return (
            min(self._start(max(start, firsts[run]), run) for run in range(low, high)),
            max(
                self._end(min(end, firsts[run + 1] if run + 1 < len(firsts) else end) - 1, run)
                for run in range(low, high)
            ),
        )

    def _plain(self, run: int) -> bool:
        firsts, _, sizes = self.runs.columns
        after = firsts[run + 1] if run + 1 < len(firsts) else len(self.text)
        return after - firsts[run] == sizes[run]

    def _start(self, at: int, run: int) -> int:
        firsts, origins, _ = self.runs.columns
        return origins[run] + (at - firsts[run] if self._plain(run) else 0)

    def _end(self, at: int, run: int) -> int:
        firsts, origins, sizes = self.runs.columns
        return origins[run] + (at - firsts[run] + 1 if self._plain(run) else sizes[run])

    def from_raw(self, start: int, end: int) -> Span | None:
        """The smallest span of the layer that holds all that came from `[start, end)`.

        None if nothing of that stretch is in the layer (white space only).
        """
        runs = self.runs
        ends = runs.origins + runs.sizes
        if runs.ordered:
            low = int(ends.searchsorted(start, side="right"))
            high = int(runs.origins.searchsorted(end, side="left"))
            touched = np.arange(low, high)[runs.sizes[low:high] > 0]
        else:
            touched = np.flatnonzero((runs.origins < end) & (ends > start) & (runs.sizes > 0))
        if not len(touched):
            return None
        first, last = int(touched[0]), int(touched[-1])
        low, high = int(runs.firsts[first]), int(runs.firsts[last] + runs.lengths[last])
        if self._plain(first):
            low += max(start - int(runs.origins[first]), 0)
        if self._plain(last):
            high -= max(int(ends[last]) - end, 0)
        return Span(low, high)

    def through(self, below: Layer) -> Layer:
        """This layer with its origins moved down through the layer it was made from."""
        return Layer(self.text, self.runs.over(below.runs))

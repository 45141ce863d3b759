"""Spans, citations and layers: the addresses that every claim rests on.

A layer is a string derived from another one in which each character knows
the stretch it came from, so that a hit in folded or joined text can always
be read again in the text as it was captured. Nothing here decides what a
text means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from sightline.text.runs import Offsets, Runs

# Fewer look-ups are made one by one.
_FEW = 16


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
    """

    text: str
    _own: Runs
    _below: Runs | None = None

    @cached_property
    def runs(self) -> Runs:
        """Where the text's stretches come from in the underlying text."""
        return self._own if self._below is None else self._own.over(self._below)

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
        start, end = self._own.stretch(start, end)
        return (start, end) if self._below is None else self._below.stretch(start, end)

    def all_raw_ends(self, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """`raw_ends` of many stretches, all inside the layer."""
        if len(places) < _FEW or not self.ordered:
            return [self.raw_ends(start, end) for start, end in places]
        asked = np.array(places, dtype=np.int32)
        starts = self.runs.starts_of(asked[:, 0])
        ends = self.runs.ends_of(asked[:, 1] - 1)
        return list(zip(starts.tolist(), ends.tolist(), strict=True))

    def from_raw(self, start: int, end: int) -> Span | None:
        """The smallest span of the layer that holds all that came from `[start, end)`.

        None if nothing of that stretch is in the layer (white space only).
        """
        found = self.runs.reached(start, end)
        return Span(*found) if found else None

    def through(self, below: Layer) -> Layer:
        """This layer with its origins moved down through the layer it was made from."""
        return Layer(self.text, self.runs, below.runs)

"""Spans, citations and layers: the addresses that every claim rests on.

A layer is a string derived from another one in which each character knows
the stretch it came from, so that a hit in folded or joined text can always
be read again in the text as it was captured. Nothing here decides what a
text means.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int32]


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


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage with its quote, cut from a text and never typed in.

    Made by `Text.cite` alone; the quote is what the text holds between
    `start` and `end`.
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


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A derived string whose characters know where they came from.

    Attributes:
        text: The derived string, n code points.
        starts: n offsets of the underlying text at which each character's
            origin begins.
        ends: n offsets, end exclusive. A character that stands for nothing
            (a separator put in) has `ends == starts`.
        ordered: Whether `starts` never falls: then a span is two look-ups.
    """

    text: str
    starts: Offsets
    ends: Offsets
    ordered: bool = field(default=True)

    def to_raw(self, start: int, end: int) -> Span:
        """The smallest underlying span that holds the origins of `[start, end)`.

        Raises:
            ValueError: The span is empty or outside the layer.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in a layer of {len(self.text)} characters")
        if self.ordered:
            return Span(int(self.starts[start]), int(self.ends[end - 1]))
        return Span(int(self.starts[start:end].min()), int(self.ends[start:end].max()))

    def from_raw(self, start: int, end: int) -> Span | None:
        """The smallest span of the layer that holds all that came from `[start, end)`.

        None if nothing of that stretch is in the layer (white space only).
        """
        if self.ordered:
            low = int(np.searchsorted(self.ends, start, side="right"))
            high = int(np.searchsorted(self.starts, end, side="left"))
            while low < high and self.ends[low] == self.starts[low]:
                low += 1
            while high > low and self.ends[high - 1] == self.starts[high - 1]:
                high -= 1
            return Span(low, high) if low < high else None
        inside = np.nonzero((self.starts < end) & (self.ends > start))[0]
        return Span(int(inside[0]), int(inside[-1]) + 1) if len(inside) else None

    def through(self, below: Layer) -> Layer:
        """This layer with its origins moved down through the layer it was made from."""
        if not self.text:
            return Layer("", below.starts[:0], below.ends[:0])
        kept = self.ends > self.starts
        firsts = np.minimum(self.starts, max(len(below.text) - 1, 0))
        starts = below.starts[firsts]
        ends = np.where(kept, below.ends[np.maximum(self.ends - 1, 0)], starts)
        return Layer(self.text, starts, ends.astype(np.int32), self.ordered and below.ordered)

"""Where a document's own notes are marked, in the flow that figures are read in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from sightline.text import Span, Text


class Noted(Protocol):
    """What figures need of a reference: its number, and where its marks stand."""

    @property
    def marker(self) -> str:
        """The note's number."""

    @property
    def anchors(self) -> tuple[Span, ...]:
        """Raw spans of the digits of its marks."""


@dataclass
class Marks:
    """Notes' marks, as sorted offsets in the flow."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)

    @staticmethod
    def of(text: Text, references: Sequence[Noted]) -> Marks:
        """The marks of `references`, found in the flow."""
        pairs = [(anchor, one.marker) for one in references for anchor in one.anchors]
        if not pairs:
            return Marks()
        order = np.argsort(text.flow.starts, kind="stable")
        at = np.searchsorted(
            text.flow.starts, [anchor.start for anchor, _ in pairs], sorter=order, side="left"
        )
        placed = sorted(
            (int(order[index]), len(anchor), marker)
            for index, (anchor, marker) in zip(at, pairs, strict=True)
            if index < len(order)
        )
        return Marks(
            [start for start, _, _ in placed],
            [start + size for start, size, _ in placed],
            [marker for _, _, marker in placed],
        )

    def within(self, span: Span) -> list[tuple[int, int, str]]:
        """The marks in a stretch of the flow."""
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return list(
            zip(self.starts[low:high], self.ends[low:high], self.markers[low:high], strict=True)
        )

"""Scoring figures against a reading: right if value, upper end and unit agree and the place overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Expected:
    """A figure as a reader saw it."""

    value: float
    high: float | None
    unit: str
    places: tuple[Span, ...]
    kind: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Score:
    """How many figures agree, of those expected and of those found."""

    right: int
    expected: int
    found: int
    kinds_right: int

    @property
    def recall(self) -> float:
        """Share of the expected figures that were found."""
        return self.right / self.expected

    @property
    def precision(self) -> float:
        """Share of the found figures that were expected."""
        return self.right / self.found

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.expected + other.expected,
            self.found + other.found,
            self.kinds_right + other.kinds_right,
        )


def score(expected: Sequence[Expected], found: Sequence[dict[str, Any]]) -> Score:
    """Match each expected figure with at most one found row."""
    left = list(found)
    right = kinds = 0
    for one in expected:
        hit = next((row for row in left if _agrees(one, row)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
            kinds += hit["kind"] == one.kind
    return Score(right, len(expected), len(found), kinds)


def _agrees(one: Expected, row: dict[str, Any]) -> bool:
    if (row["value"], row["value_high"], row["unit"]) != (one.value, one.high, one.unit):
        return False
    cited = [(place["start"], place["end"]) for place in row["citations"]]
    return any(a < end and start < b for a, b in cited for start, end in one.places)

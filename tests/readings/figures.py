"""Scoring figures against a reading: right if value, upper end and unit agree and the place overlaps."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Span = tuple[int, int]

SETTINGS = ("kind", "place", "date", "per", "qualifier")
"""What is compared of the figures that were found."""


@dataclass(frozen=True)
class Expected:
    """A figure as a reader saw it; `settings` holds what the reading says of it beside."""

    value: float
    high: float | None
    unit: str
    places: tuple[Span, ...]
    kind: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    """How many figures agree, of those expected and of those found.

    `settings` counts, by name, how many of the right figures agree in it, and of how many.
    """

    right: int
    expected: int
    found: int
    kinds_right: int
    settings: Mapping[str, Span] = field(default_factory=dict)

    @property
    def recall(self) -> float:
        """Share of the expected figures that were found."""
        return self.right / self.expected

    @property
    def precision(self) -> float:
        """Share of the found figures that were expected."""
        return self.right / self.found

    def agreement(self, setting: str) -> float:
        """Share of the right figures that agree in a setting which the reading gives."""
        right, given = self.settings[setting]
        return right / given

    def __add__(self, other: Score) -> Score:
        settings = dict(self.settings)
        for name, (right, given) in other.settings.items():
            before = settings.get(name, (0, 0))
            settings[name] = (before[0] + right, before[1] + given)
        return Score(
            self.right + other.right,
            self.expected + other.expected,
            self.found + other.found,
            self.kinds_right + other.kinds_right,
            settings,
        )


def score(expected: Sequence[Expected], found: Sequence[dict[str, Any]]) -> Score:
    """Match each expected figure with at most one found row."""
    left = list(found)
    right = kinds = 0
    settings: dict[str, Span] = {}
    for one in expected:
        hit = next((row for row in left if _agrees(one, row)), None)
        if hit is None:
            continue
        left.remove(hit)
        right += 1
        kinds += hit["kind"] == one.kind
        for name, value in one.settings.items():
            agreed, given = settings.get(name, (0, 0))
            settings[name] = (agreed + (hit[name] == value), given + 1)
    return Score(right, len(expected), len(found), kinds, settings)


def _agrees(one: Expected, row: dict[str, Any]) -> bool:
    if (row["value"], row["value_high"], row["unit"]) != (one.value, one.high, one.unit):
        return False
    cited = [(place["start"], place["end"]) for place in row["citations"]]
    return any(a < end and start < b for a, b in cited for start, end in one.places)


def load_reading(path: Path) -> list[Expected]:
    """A reading of offsets and values, one row a figure; every setting is given."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Expected(
            row["value"],
            row["value_high"],
            row["unit"],
            tuple((start, end) for start, end in row["citations"]),
            row["kind"],
            {name: row[name] for name in SETTINGS},
        )
        for row in rows
    ]


def load_documents(path: Path) -> Iterator[tuple[str, str, list[Expected]]]:
    """Invented documents with their figures: name, text, reading.

    A row cites the words `q`: all the places where they stand. Settings are
    compared where the row gives them.
    """
    with path.open("rb") as file:
        documents = tomllib.load(file)["document"]
    for document in documents:
        text = document["text"]
        yield document["name"], text, [_row(text, row) for row in document["figures"]]


def _row(text: str, row: Mapping[str, Any]) -> Expected:
    places: list[Span] = []
    at = text.index(row["q"])
    while at >= 0:
        places.append((at, at + len(row["q"])))
        at = text.find(row["q"], at + 1)
    given = {name: row[name] for name in SETTINGS if name in row}
    return Expected(row["v"], row.get("hi"), row["u"], tuple(places), row.get("kind"), given)

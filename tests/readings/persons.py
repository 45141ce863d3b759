"""What masking hides and leaves, against readings: private names, kept roles, names of bodies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.text import masking

BLOCK = "\u2588"


@dataclass(frozen=True)
class Masked:
    """Counts over pages.

    Attributes:
        private: Places of private names and numbers that were read.
        shown: Those of which any character is left to see.
        kept: Places of officials' and heads' names.
        hidden: Those of which any character is masked.
        named: Characters of organisations' and places' names.
        lost: Those masked.
    """

    private: int = 0
    shown: tuple[str, ...] = ()
    kept: int = 0
    hidden: tuple[str, ...] = ()
    named: int = 0
    lost: int = 0

    def __add__(self, other: Masked) -> Masked:
        return Masked(
            self.private + other.private,
            self.shown + other.shown,
            self.kept + other.kept,
            self.hidden + other.hidden,
            self.named + other.named,
            self.lost + other.lost,
        )


def compare(raw: str, reading: Path) -> Masked:
    """Mask a page and hold it against its reading."""
    rows = [json.loads(line) for line in reading.read_text("utf-8").splitlines() if line]
    seen = masking.mask(raw)
    persons = [row for row in rows if row["row"] == "person"]
    private = _spans([row for row in persons if row["is"] == "masked"])
    kept = _spans([row for row in persons if row["is"] == "kept"])
    named = _spans([row for row in rows if row["row"] == "entity"])
    return Masked(
        len(private),
        tuple(raw[a:b] for a, b in private if seen[a:b].strip(BLOCK + " \n\t·•.．・")),
        len(kept),
        tuple(raw[a:b] for a, b in kept if BLOCK in seen[a:b]),
        sum(b - a for a, b in named),
        sum(seen[a:b].count(BLOCK) - raw[a:b].count(BLOCK) for a, b in named),
    )


def _spans(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    return [(a, b) for row in rows for a, b in row["spans"]]


def total(pages: Sequence[Masked]) -> Masked:
    """All pages together."""
    return sum(pages, Masked())

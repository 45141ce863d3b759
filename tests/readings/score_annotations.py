"""Scores annotations against a reading by hand.

A hit is right if its span overlaps a row of the reading by half or more of
the longer one, and category and flows agree. Each row of the reading counts
once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sightline.coding import Annotation, annotate, load_codebook
from sightline.text import Text

READING = Path(__file__).parent / "testimony" / "annotations.jsonl"


@dataclass(frozen=True)
class Read:
    """A row of a reading: raw offsets, category, flows, sense."""

    start: int
    end: int
    category: str
    flows: tuple[int, ...]
    sense: str | None


@dataclass(frozen=True)
class Score:
    """How a coding compares with a reading."""

    right: tuple[tuple[Read, Annotation], ...]
    missed: tuple[Read, ...]
    wrong: tuple[Annotation, ...]

    @property
    def recall(self) -> float:
        """Share of the reading that was found."""
        return len(self.right) / max(len(self.right) + len(self.missed), 1)

    @property
    def precision(self) -> float:
        """Share of the hits that are right."""
        return len(self.right) / max(len(self.right) + len(self.wrong), 1)

    @property
    def senses(self) -> float:
        """Share of the right hits whose sense agrees too."""
        agree = sum(1 for read, hit in self.right if read.sense == hit.sense)
        return agree / max(len(self.right), 1)


def load_reading(path: Path = READING) -> list[Read]:
    """The rows of a reading."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Read(row["span"][0], row["span"][1], row["category"], tuple(row["flows"]), row["sense"])
        for row in rows
    ]


def score(reading: Sequence[Read], annotations: Iterable[Annotation]) -> Score:
    """Match hits with rows, the most overlap first."""
    hits = list(annotations)
    pairs = sorted(
        (
            (-share, row, number)
            for row, read in enumerate(reading)
            for number, hit in enumerate(hits)
            if (share := _share(read, hit)) >= 0.5
            and (read.category, set(read.flows)) == (hit.category, set(hit.flows))
        ),
    )
    rows: dict[int, int] = {}
    taken: set[int] = set()
    for _, row, number in pairs:
        if row not in rows and number not in taken:
            rows[row] = number
            taken.add(number)
    return Score(
        tuple((reading[row], hits[number]) for row, number in sorted(rows.items())),
        tuple(read for row, read in enumerate(reading) if row not in rows),
        tuple(hit for number, hit in enumerate(hits) if number not in taken),
    )


def _share(read: Read, hit: Annotation) -> float:
    shared = min(read.end, hit.citation.end) - max(read.start, hit.citation.start)
    longer = max(read.end - read.start, hit.citation.end - hit.citation.start)
    return shared / longer


def main() -> None:
    """Print the score of the bundled codebook on one text; --all lists each difference."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("text", type=Path, help="the text that was read")
    parser.add_argument("--reading", type=Path, default=READING)
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    raw = given.text.read_bytes().decode("utf-8")
    text = Text("0" * 64, raw)
    found = score(load_reading(given.reading), annotate(text, load_codebook()))
    print(  # noqa: T201
        f"recall {found.recall:.3f}  precision {found.precision:.3f}  senses {found.senses:.3f}"
    )
    if given.all:
        for read in found.missed:
            print("-", read, repr(raw[read.start : read.end]))  # noqa: T201
        for hit in found.wrong:
            print("+", hit.term, hit.flows, hit.citation.start, repr(hit.citation.quote), hit.why)  # noqa: T201


if __name__ == "__main__":
    main()

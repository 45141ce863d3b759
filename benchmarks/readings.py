"""Reading: what comes out of the study, against readings made by hand before the code.

The readings hold offsets and values; the study itself is found beside the
repository. The same hands wrote code and readings' rules, so these
figures say how well the study is read, not how well any document is.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from sightline.claims import Reference, read_figures, read_references
from sightline.coding import annotate, load_codebook
from sightline.text import Text
from tests.readings import figures, score_annotations

NAME = "readings"
NEEDS_SHARED = True
MODULES = (
    "sightline.text",
    "sightline.claims",
    "sightline.coding",
    "sightline.data.text",
    "sightline.data.claims",
    "sightline.data.codebooks",
)
FLOORS = {
    "notes/found": 84,
    "notes/addresses exact": 0.98,
    "notes/addresses grouped": 0.97,
    "annotations/recall": 0.97,
    "annotations/precision": 0.97,
    "figures/recall": 0.92,
    "figures/precision": 0.92,
    "figures/kinds": 0.85,
}

ROOT = Path(__file__).resolve().parents[1]
READINGS = ROOT / "tests" / "readings" / "testimony"


def run(full: bool) -> dict[str, Any]:
    """Read the study once; a sample would be no shorter."""
    del full
    folder = Path(os.environ.get("SIGHTLINE_SHARED", ROOT.parent / "shared")) / "testimony"
    (study,) = folder.glob("*.txt")
    with study.open(encoding="utf-8", newline="") as lines:
        text = Text("0" * 64, lines.read())
    references = read_references(text)
    return {
        "notes": _notes(references),
        "annotations": _annotations(text),
        "figures": _figures(text, references),
    }


def _rows(name: str) -> list[dict[str, Any]]:
    with (READINGS / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _notes(references: list[Reference]) -> dict[str, Any]:
    reading = {row["marker"]: row for row in _rows("references")}
    found = {reference.marker: reference for reference in references}
    printed = exact = grouped = 0
    for marker, row in reading.items():
        mine = found[marker].addresses if marker in found else ()
        for address in row["urls"]:
            printed += 1
            same = [one for one in mine if one.url == address["url"]]
            exact += bool(same)
            told = (address["kind"], address["group"])
            grouped += any((one.kind, one.group) == told for one in same)
    return {
        "found": len(found.keys() & reading.keys()),
        "expected": len(reading),
        "addresses": printed,
        "addresses exact": round(exact / printed, 3),
        "addresses grouped": round(grouped / printed, 3),
    }


def _annotations(text: Text) -> dict[str, Any]:
    reading = score_annotations.load_reading()
    result = score_annotations.score(reading, annotate(text, load_codebook()))
    return {
        "expected": len(reading),
        "recall": round(result.recall, 3),
        "precision": round(result.precision, 3),
    }


def _figures(text: Text, references: list[Reference]) -> dict[str, Any]:
    expected = [
        figures.Expected(
            row["value"],
            row["value_high"],
            row["unit"],
            tuple((start, end) for start, end in row["citations"]),
            row["kind"],
        )
        for row in _rows("figures")
    ]
    found = [figure.as_dict() for figure in read_figures(text, references)]
    result = figures.score(expected, found)
    return {
        "expected": result.expected,
        "recall": round(result.recall, 3),
        "precision": round(result.precision, 3),
        "kinds": round(result.kinds_right / result.right, 3),
    }

"""Reading: what comes out of the study and of made-up pages, against readings by hand.

The readings hold offsets and values. The study's were committed before the
code, but the same hands wrote code and readings' rules, so its figures say
how well the study is read, not how well any document is. Of the pages, which
two readers read apart from each other and a third settled, some are *held*:
nobody looked at their differences while the code was written. With each
score stands its 95 % interval, for another draw of such pages, and the
agreement of the two readers, scored in the same way.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sightline.claims import Reference, read_figures, read_references
from sightline.coding import annotate, load_codebook
from sightline.text import Text
from tests.readings import figures, persons, score_annotations
from tests.readings.claims import by_hand
from tests.readings.score_claims import best, leaves, read_by_code, reading_of, testimony
from tests.readings.scoring import LAYERS, Tally, interval, tally, total

NAME = "readings"
NEEDS_SHARED = True
MODULES = (
    "sightline.text",
    "sightline.claims",
    "sightline.coding",
    "sightline.places",
    "sightline.entities.gathering",
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
    # What is reached on the pages, less a little.
    "study/checks/precision": 0.95,
    "study/names/precision": 0.85,
    "study/relations/precision": 0.75,
    "study/indicators/precision": 0.65,
    "pages/annotations/all/precision": 0.93,
    "pages/annotations/all/recall": 0.93,
    "pages/figures/all/precision": 0.93,
    "pages/figures/all/recall": 0.92,
    "pages/figures/all/kind": 0.85,
    "pages/names/all/precision": 0.92,
    "pages/names/all/recall": 0.87,
    "pages/relations/all/precision": 0.78,
    "pages/relations/all/recall": 0.48,
    "pages/indicators/all/precision": 0.66,
    "pages/indicators/all/recall": 0.62,
    "pages/checks/all/precision": 0.93,
    "pages/checks/all/recall": 0.77,
    "persons/kept": 0.9,
}
CEILINGS = {"persons/shown": 2, "persons/names_lost": 0.005}

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
        "study": _study(),
        "pages": _pages(),
        "readers": _readers(),
        "persons": _persons(),
    }


def _study() -> dict[str, Any]:
    """Names, relations, indicators and checks of the study."""
    raw, paths = testimony()
    counted = tally(by_hand(paths, raw), read_by_code(raw))
    layers = ("names", "relations", "indicators", "checks")
    return {layer: _told([counted[layer]], spread=False) for layer in layers}


def _pages() -> dict[str, Any]:
    """The pages, by layer: all, held and open ones, and each kind of page."""
    groups: dict[str, list[Mapping[str, Tally]]] = {}
    for leaf in leaves():
        counted = tally(by_hand([best(leaf.name)], leaf.raw), read_by_code(leaf.raw))
        for group in ("all", "held" if leaf.held else "open", leaf.kind):
            groups.setdefault(group, []).append(counted)
    return {
        layer: {group: _told([each[layer] for each in found]) for group, found in groups.items()}
        for layer in LAYERS
    }


def _readers() -> dict[str, Any]:
    """How far two readers agree: the second against the first."""
    counted = []
    for leaf in leaves():
        first, second = (reading_of(leaf.name, reader) for reader in ("first", "second"))
        if first.exists() and second.exists():
            counted.append(tally(by_hand([first], leaf.raw), by_hand([second], leaf.raw)))
    return {layer: _told([each[layer] for each in counted]) for layer in LAYERS}


def _persons() -> dict[str, Any]:
    """Private names left to see, public ones that are kept, and what masking takes by mistake."""
    found = persons.total([persons.compare(leaf.raw, best(leaf.name)) for leaf in leaves()])
    return {
        "private": found.private,
        "shown": len(found.shown),
        "kept": round(1 - len(found.hidden) / found.kept, 3),
        "names_lost": round(found.lost / found.named, 4),
    }


def _told(counts: Sequence[Tally], *, spread: bool = True) -> dict[str, Any]:
    """Precision and recall of some pages, with intervals, and the settings that agree."""
    whole = total(counts)
    told: dict[str, Any] = {
        "pages": len(counts),
        "expected": whole.expected,
        "precision": round(whole.precision, 3),
        "recall": round(whole.recall, 3),
    }
    if spread:
        told["precision_95"] = _rounded(interval(counts, lambda some: some.precision))
        told["recall_95"] = _rounded(interval(counts, lambda some: some.recall))
    return told | {name: round(whole.agreement(name), 3) for name in whole.settings}


def _rounded(pair: tuple[float, float]) -> list[float]:
    return [round(pair[0], 2), round(pair[1], 2)]


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

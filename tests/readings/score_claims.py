"""Score what the steps make of pages against their readings.

    python -m tests.readings.score_claims                     all pages, a table
    python -m tests.readings.score_claims --only p02 --all    each difference on open pages
    python -m tests.readings.score_claims --testimony --all --layer relations
    python -m tests.readings.score_claims --agreement         the two readers against each other

Differences on held pages are never printed: what is seen is tuned to.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.case.steps import STEPS, Work
from sightline.coding import load_codebook
from sightline.entities.gathering import Named, gather
from sightline.text import Text, masking
from tests.readings import persons
from tests.readings.anchoring import text_of
from tests.readings.claims import Item, by_code, by_hand
from tests.readings.scoring import LAYERS, Tally, agree, interval, match, tally, total

ROOT = Path(__file__).resolve().parents[2]
READINGS = Path(__file__).parent
PAGES = READINGS / "pages"
Said = dict[str, list[Item]]
TESTIMONY = READINGS / "testimony"


@dataclass(frozen=True)
class Leaf:
    """A page that was read: its number, kind, raw text, and whether it is held back."""

    name: str
    kind: str
    raw: str
    held: bool


def leaves() -> Iterator[Leaf]:
    """All pages, in order of their number."""
    held = set((PAGES / "held.txt").read_text("utf-8").split("\n"))
    files = {path.name[:3]: path for path in sorted(PAGES.glob("p[0-9]*-*.*"))}
    for index in sorted(PAGES.glob("index-*.csv")):
        with index.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                name = row["page"][:3]
                yield Leaf(name, row["kind"], text_of(files[name]), name in held)


def reading_of(name: str, reader: str) -> Path:
    """Where the reading of a page stands; reader: first, second or agreed."""
    return PAGES / reader / f"{name}.jsonl"


def read_by_code(raw: str, capture: str = "0" * 64) -> dict[str, list[Item]]:
    """What the table of steps makes of a text."""
    work = Work(
        Text(capture, masking.mask(raw)),
        {step.name: step for step in STEPS},
        (load_codebook(),),
    )
    rows: dict[str, list[dict[str, Any]]] = {
        step.name: [row.as_dict() for row in work.of(step.name)] for step in STEPS
    }
    mentions = rows.pop("mentions")
    named = [
        Named(each["kind"], tuple(each["names"]), each["position"], each["place_code"])
        for each in mentions
    ]
    names_of: dict[str, list[str]] = {}
    entities = []
    for entity in gather(named):
        names = [name for at in entity.mentions for name in mentions[at]["names"]]
        entities.append({"kind": entity.kind, "names": names})
        names_of |= {mentions[at]["id"]: names for at in entity.mentions}
    return by_code({**rows, "entities": entities}, names_of)


def testimony() -> tuple[str, list[Path]]:
    """The study's text, and the files of its reading."""
    folder = Path(os.environ.get("SIGHTLINE_SHARED", ROOT.parent / "shared")) / "testimony"
    (study,) = folder.glob("*.txt")
    with study.open(encoding="utf-8", newline="") as lines:
        return lines.read(), [TESTIMONY / "relations.jsonl", TESTIMONY / "checks.jsonl"]


def main() -> None:
    """Print scores, and with --all the differences."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", help="one page, or a kind")
    parser.add_argument("--layer", choices=(*LAYERS, "persons"))
    parser.add_argument("--all", action="store_true", help="list differences")
    parser.add_argument("--testimony", action="store_true")
    parser.add_argument("--agreement", action="store_true", help="first reader against second")
    parser.add_argument("--reader", default="best", help="first, second, agreed or best")
    given = parser.parse_args()
    if given.layer == "persons":
        _tell_persons(given.only, show=given.all)
        return
    layers = (given.layer,) if given.layer else LAYERS
    groups: dict[str, list[Mapping[str, Tally]]] = {}
    for leaf, expected, found in _pairs(given):
        counted = tally(expected, found)
        for group in (leaf.kind, "held" if leaf.held else "open", "all"):
            groups.setdefault(group, []).append(counted)
        if given.all and (not leaf.held or given.agreement):
            for layer in layers:
                _tell(leaf, layer, expected[layer], found[layer])
    for layer in layers:
        for group, counts in groups.items():
            sys.stdout.write(_line(layer, group, [each[layer] for each in counts]) + "\n")


def _pairs(given: argparse.Namespace) -> Iterator[tuple[Leaf, Said, Said]]:
    """Each page with what was read and what is held against it."""
    if given.testimony:
        raw, paths = testimony()
        yield Leaf("study", "study", raw, held=False), by_hand(paths, raw), read_by_code(raw)
        return
    for leaf in leaves():
        if given.only not in (None, leaf.name, leaf.kind):
            continue
        if given.agreement:
            first, second = (reading_of(leaf.name, reader) for reader in ("first", "second"))
            if first.exists() and second.exists():
                yield leaf, by_hand([first], leaf.raw), by_hand([second], leaf.raw)
        elif (path := best(leaf.name, given.reader)).exists():
            yield leaf, by_hand([path], leaf.raw), read_by_code(leaf.raw)


def _tell_persons(only: str | None, *, show: bool) -> None:
    groups: dict[str, list[persons.Masked]] = {}
    for leaf in leaves():
        path = best(leaf.name, "best")
        if only not in (None, leaf.name, leaf.kind) or not path.exists():
            continue
        found = persons.compare(leaf.raw, path)
        for group in (leaf.kind, "held" if leaf.held else "open", "all"):
            groups.setdefault(group, []).append(found)
        if show and not leaf.held and (found.shown or found.hidden):
            sys.stdout.write(f"{leaf.name} shown {found.shown} hidden {found.hidden}\n")
    for group, pages in groups.items():
        all_of = persons.total(pages)
        sys.stdout.write(
            f"persons     {group:10} private shown {len(all_of.shown)} of {all_of.private}"
            f"  kept {all_of.kept - len(all_of.hidden)} of {all_of.kept}"
            f"  names' characters lost {all_of.lost} of {all_of.named}\n"
        )


def best(name: str, reader: str = "best") -> Path:
    """The reading of a page: the agreed one, else the first."""
    order = ("agreed", "first") if reader == "best" else (reader,)
    found = [reading_of(name, each) for each in order]
    return next((path for path in found if path.exists()), found[-1])


def _line(layer: str, group: str, counts: list[Tally]) -> str:
    whole = total(counts)
    low, high = interval(counts, lambda some: some.precision, 500)
    low_recall, high_recall = interval(counts, lambda some: some.recall, 500)
    settings = "  ".join(f"{name} {whole.agreement(name):.2f}" for name in whole.settings)
    return (
        f"{layer:12}{group:10} pages {len(counts):3}  P {whole.precision:.3f} [{low:.2f} {high:.2f}]"
        f"  R {whole.recall:.3f} [{low_recall:.2f} {high_recall:.2f}]"
        f"  right {whole.right}/{whole.expected}, found {whole.found}  {settings}"
    )


def _tell(leaf: Leaf, layer: str, expected: list[Item], found: list[Item]) -> None:
    right, missed, wrong = match(expected, found, layer)
    for sign, items in (("-", missed), ("+", wrong)):
        for item in items:
            words = " / ".join(leaf.raw[start:end] for start, end in item.spans[:2])
            said = [sorted(names) for names in item.names]
            sys.stdout.write(f"{leaf.name} {layer} {sign} {item.content} {said} {words!r}\n")
    for read, hit in right:
        for (name, value), (_, other) in zip(read.settings, hit.settings, strict=True):
            if not agree(name, value, other):
                words = " / ".join(leaf.raw[start:end] for start, end in read.spans[:1])
                sys.stdout.write(
                    f"{leaf.name} {layer} ~ {name}: read {value!r}, found {other!r}: {words!r}\n"
                )


if __name__ == "__main__":
    main()

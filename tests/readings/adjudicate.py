"""Two readings of a page made one: what both have, and what a third reader decides.

    python -m tests.readings.adjudicate list p16            the differences, numbered
    python -m tests.readings.adjudicate settle p16 FILE     write agreed/ and decisions/

A decision is a line `NUMBER keep` or `NUMBER drop`; every difference needs one.
What both readers have stands; of its settings (place, date, kind ...) the
one that names something stands against the one that doesn't, else the
second reader's, who read by the guide as it had become.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.readings.anchoring import text_of
from tests.readings.claims import Item, page_of
from tests.readings.scoring import LAYERS, match

PAGES = Path(__file__).parent / "pages"
Row = dict[str, Any]

ROWS = {
    "annotations": "annotation",
    "figures": "figure",
    "names": "entity",
    "relations": "relation",
    "indicators": "indicator",
    "checks": "check",
}
SETTLED = ("kind", "place", "date", "flow", "strength", "asserted_by", "sense")


@dataclass(frozen=True)
class Difference:
    """What only one reader has."""

    number: int
    layer: str
    reader: str
    row: Row
    words: str


@dataclass(frozen=True)
class Comparison:
    """Two readings of one page: rows of both, and what only one has."""

    both: list[tuple[str, Row, Row]]
    differences: list[Difference]


def _rows(name: str, reader: str, prefix: str) -> list[Row]:
    """A reading's rows, one for each place of a term, its keys marked with the reader."""
    found: list[Row] = []
    path = PAGES / reader / f"{name}.jsonl"
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        for field in ("key", "subject", "object", "entity"):
            if row.get(field):
                row[field] = prefix + row[field]
        if row["row"] == "annotation":
            found += [{**row, "spans": [span]} for span in row["spans"]]
        else:
            found.append(row)
    keys = sorted((row["key"] for row in found if row["row"] == "figure"), key=len, reverse=True)
    for row in found:
        if row["row"] == "check":
            row["formula"] = _marked(row["formula"], keys, prefix)
            if row["stated"] and prefix + row["stated"] in keys:
                row["stated"] = prefix + row["stated"]
    return found


def _marked(formula: str, keys: list[str], prefix: str) -> str:
    """A formula with its figures' keys marked."""
    out, at = "", 0
    while at < len(formula):
        key = next((key for key in keys if formula.startswith(key[len(prefix) :], at)), None)
        out += key or formula[at]
        at += len(key) - len(prefix) if key else 1
    return out


def compare(name: str, raw: str) -> Comparison:
    """Hold two readings against each other."""
    first, second = _rows(name, "first", "a_"), _rows(name, "second", "b_")
    both: list[tuple[str, Row, Row]] = []
    differences: list[Difference] = []
    mine, theirs = _items(first, raw), _items(second, raw)
    for layer in LAYERS:
        ours = {id(item): row for item, row in mine[layer]}
        others = {id(item): row for item, row in theirs[layer]}
        pairs, missed, more = match(
            [item for item, _ in mine[layer]], [item for item, _ in theirs[layer]], layer
        )
        both += [(layer, ours[id(one)], others[id(other)]) for one, other in pairs]
        for reader, items, rows in (("first", missed, ours), ("second", more, others)):
            for item in items:
                words = " / ".join(raw[a:b] for a, b in item.spans) or str(
                    [sorted(names) for names in item.names]
                )
                differences.append(
                    Difference(len(differences) + 1, layer, reader, rows[id(item)], words)
                )
    return Comparison(both, differences)


def _items(rows: list[Row], raw: str) -> dict[str, list[tuple[Item, Row]]]:
    page = page_of(rows, raw, every_entity=True)
    return {
        layer: list(
            zip(
                page[layer],
                [
                    row
                    for row in rows
                    if row["row"] == kind and (kind != "check" or row["stated"] is not None)
                ],
                strict=True,
            )
        )
        for layer, kind in ROWS.items()
    }


def settle(name: str, raw: str, kept: Mapping[int, bool]) -> list[Row]:
    """The rows of the agreed reading."""
    found = compare(name, raw)
    missing = [one.number for one in found.differences if one.number not in kept]
    if missing:
        raise SystemExit(f"{name}: no decision on {missing}")
    same: dict[str, str] = {}
    rows: list[Row] = []
    for layer, one, other in found.both:
        merged = {**one}
        for field in SETTLED:
            if field in one:
                merged[field] = other[field] if other[field] is not None else one[field]
        if layer == "names":
            merged["spans"] = sorted(map(list, {*map(tuple, one["spans"] + other["spans"])}))
        if "key" in one:
            same[other["key"]] = one["key"]
        rows.append(merged)
    rows += [one.row for one in found.differences if kept[one.number]]
    return [_page_row(name), *_tied(rows, same, name), *_persons(name)]


def _tied(rows: list[Row], same: Mapping[str, str], name: str) -> Iterator[Row]:
    """Rows with the keys of one reading in place of the other's; entities that ties need come along."""
    keys = {row["key"] for row in rows if "key" in row}
    all_rows = {
        row["key"]: row
        for row in (*_rows(name, "first", "a_"), *_rows(name, "second", "b_"))
        if "key" in row
    }
    extra: dict[str, Row] = {}
    out: list[Row] = []
    for row in rows:
        row = {**row}
        for field in ("subject", "object", "entity", "stated"):
            if row.get(field):
                row[field] = same.get(row[field], row[field])
                if row[field] in all_rows and row[field] not in keys:
                    extra[row[field]] = all_rows[row[field]]
        if row["row"] == "check":
            for key in sorted(all_rows, key=len, reverse=True):
                if key in row["formula"]:
                    row["formula"] = row["formula"].replace(key, same.get(key, key))
            for key in sorted(all_rows, key=len, reverse=True):
                if key in row["formula"] and key not in keys:
                    extra[key] = all_rows[key]
        out.append(row)
    yield from extra.values()
    yield from out


def _page_row(name: str) -> Row:
    """The row that says which text was read."""
    row: Row = json.loads((PAGES / "first" / f"{name}.jsonl").read_text("utf-8").splitlines()[0])
    return row


def _persons(name: str) -> list[Row]:
    """Persons of both: whom one reader would mask and the other keep is kept if the role is told."""
    rows = [
        row
        for reader in ("first", "second")
        for row in _rows(name, reader, "")
        if row["row"] == "person"
    ]
    kept = {tuple(span) for row in rows if row["is"] == "kept" for span in row["spans"]}
    out: list[Row] = []
    seen: set[tuple[int, int]] = set()
    for row in sorted(rows, key=lambda row: row["is"] != "kept"):
        spans = [
            span
            for span in row["spans"]
            if tuple(span) not in seen and (row["is"] == "kept" or tuple(span) not in kept)
        ]
        seen |= {(span[0], span[1]) for span in spans}
        if spans:
            out.append({**row, "spans": spans})
    return out


def main() -> None:
    """List the differences of a page, or settle them."""
    verb, name = sys.argv[1:3]
    (page,) = PAGES.glob(f"{name}-*")
    raw = text_of(page)
    if verb == "list":
        for one in compare(name, raw).differences:
            said = {
                field: value
                for field, value in one.row.items()
                if field not in ("row", "spans", "citations", "span", "literal", "key")
                and value not in (None, [])
            }
            sys.stdout.write(f"{one.number} {one.layer} {one.reader}: {one.words!r} {said}\n")
        return
    decided = Path(sys.argv[3]).read_text("utf-8")
    kept = {}
    for line in decided.splitlines():
        if line.strip():
            number, word, *_ = line.split()
            kept[int(number)] = {"keep": True, "drop": False}[word]
    agreed = settle(name, raw, kept)
    for folder, text in (
        ("agreed", "\n".join(json.dumps(row, ensure_ascii=False) for row in agreed) + "\n"),
        ("decisions", decided),
    ):
        path = PAGES / folder / f"{name}.{'jsonl' if folder == 'agreed' else 'txt'}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

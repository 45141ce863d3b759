"""Lifelike pages, read by hand before the code was run on them, come out as read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from sightline.coding import annotate, document_flows, load_codebook
from sightline.text import Text
from tests.readings.score_annotations import Read, score

PAGES = tomllib.loads(Path(__file__).with_name("pages.toml").read_text(encoding="utf-8"))["page"]

LOOK_ALIKES = {
    "tutoring-elsewhere",
    "workshops-elsewhere",
    "before-the-scheme",
    "teachers-in-region",
}


@dataclass(frozen=True)
class Page:
    """One page with its reading."""

    id: str
    text: Text
    reading: tuple[Read, ...]


def load_page(entry: dict[str, object]) -> Page:
    """The page, with the reading's words turned into offsets."""
    raw = str(entry["text"])
    rows = entry["reads"]
    assert isinstance(rows, list)
    return Page(str(entry["id"]), Text("0" * 64, raw), tuple(_read(raw, row) for row in rows))


def _read(raw: str, row: dict[str, object]) -> Read:
    words, flows = str(row["words"]), row["flows"]
    assert isinstance(flows, list)
    start = -1
    for _ in range(int(str(row.get("n", 1)))):
        start = raw.index(words, start + 1)
    sense = row.get("sense")
    return Read(
        start,
        start + len(words),
        str(row["category"]),
        tuple(flows),
        None if sense is None else str(sense),
    )


FOUND = [
    score(page.reading, annotate(page.text, load_codebook())) for page in map(load_page, PAGES)
]


def test_pages_come_out_as_read() -> None:
    """Over all pages, 0.95 of the reading is found and 0.95 of the hits are right."""
    right = sum(len(one.right) for one in FOUND)
    assert right / sum(len(one.right) + len(one.missed) for one in FOUND) >= 0.95
    assert right / sum(len(one.right) + len(one.wrong) for one in FOUND) >= 0.95


def test_look_alikes_have_no_flow() -> None:
    """No page from another province, or from before the scheme, says anything of a flow."""
    for page in map(load_page, PAGES):
        if page.id in LOOK_ALIKES:
            assert document_flows(annotate(page.text, load_codebook())) == set()

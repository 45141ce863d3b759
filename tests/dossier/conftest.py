"""A small screening with every outcome, of invented suppliers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., tuple[Path, Path]]

HEADERS = ("No.", "Supplier", "Address", "Code")
CITED = {
    "dataset": "quay-list",
    "record": "q-7",
    "url": "https://example.org/list?a=1&b=2",
    "archive_url": "http://archive.example/q7",
    "as_of": "2025-01-15",
    "section": "2",
    "note": "12",
}
SEARCHED = [
    {
        "dataset": "quay-list",
        "title": "List of the Quays (part)",
        "as_of": "2025-01-15",
        "complete": False,
        "known_total": 90,
        "note": "A part",
        "url": "https://example.org/list",
    }
]


def subject(number: str, name: str, address: str = "", code: str = "") -> dict[str, Any]:
    """Make a record of the user's file."""
    return dict(zip(HEADERS, (number, name, address, code), strict=True))


def hit(tier: str, caption: str, **more: Any) -> dict[str, Any]:
    """Make a hit with one reason and one citation."""
    given = {
        "entity": "q-entity",
        "caption": caption,
        "dataset": "quay-list",
        "tier": tier,
        "score": 0.93,
        "reasons": [
            {"slot": "brand", "query": "Silberfluh", "target": "Silberfluh", "agreement": "same", "weight": 4.5},
            {"slot": "place", "query": "Bern", "target": "Basel", "agreement": "other", "weight": -1.5},
        ],
        "path": [],
        "citations": [CITED],
    }  # fmt: skip
    return {**given, **more}


def line(row: int, outcome: str, record: dict[str, Any], *hits: Any, **more: Any) -> dict[str, Any]:
    """Make a line of results.jsonl."""
    return {
        "row": row,
        "subject": record,
        "outcome": outcome,
        "hits": list(hits),
        "near": [],
        **more,
    }


STEP = {
    "from": "q-a",
    "from_caption": "Silberfluh Weaving",
    "link": "partner_of",
    "to": "q-entity",
    "to_caption": "Moorgate Park",
    "stance": "planned",
    "citations": [{**CITED, "record": "q-l-1"}],
}
LINES = [
    line(1, "listed", subject("0001", "Silberfluh Weberei AG", code="007"), hit("listed", "Silberfluh Weaving")),
    line(2, "linked", subject("0002", "绿湾纺织厂"), hit("linked", "Moorgate Park", path=[STEP])),
    line(3, "none", subject("0003", "Lantern & Sons"), near=[hit("listed", "Lantern Sun", score=0.3)]),
    line(4, "unreadable", subject("0004", "Torn"), error={"row": 4, "column": "Address", "why": "6 cells where the header has 4"}),
]  # fmt: skip


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write results.jsonl and run.json as `sightline screen` does, and give their paths."""

    def write(lines: Sequence[dict[str, Any]] = LINES, **about: Any) -> tuple[Path, Path]:
        results, run = tmp_path / "results.jsonl", tmp_path / "run.json"
        text = "".join(json.dumps(each) + "\n" for each in lines)
        results.write_text(text, "utf-8", newline="\n")
        given = {
            "input": "quays.csv",
            "input_sha256": "ab" * 32,
            "rows": len(lines),
            "started": "2024-05-06T07:08:10+00:00",
            "tool": "sightline 0",
            "threshold": 0.8,
            "columns": {"own_id": ["No."], "name": ["Supplier"], "address": "Address"},
            "searched": SEARCHED,
            "outcomes": {},
            **about,
        }
        run.write_text(json.dumps(given), "utf-8")
        return results, run

    return write

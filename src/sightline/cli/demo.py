"""`sightline demo`: the whole way once, on the bundled examples.

It calls the same commands that a person would type, shows each before it
runs, and ends with what came out and the page to open.
"""

from __future__ import annotations

import json
import shlex
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sightline.cli import talk
from sightline.errors import InputError

SHOWN_HITS = 3
"""Hits that the summary tells in words, one of each tier."""
_TIERS = (
    ("listed", "bold red", "stands on an official list"),
    ("linked", "red", "tied to the scheme by a cited document"),
    ("region", "yellow", "its place is in the region"),
    ("upstream", "yellow", "two or more documented links away"),
    ("sector", "cyan", "a priority sector's goods; no tie is documented"),
    ("none", "dim", "not found in what was searched; that is all it says"),
    ("unreadable", "magenta", "set aside; the row and column are named"),
)


@click.command(
    epilog="""\b
Examples:
  sightline demo
  sightline demo --to out/demo --examples examples
"""
)
@click.option(
    "--to",
    "folder",
    default=Path("out/demo"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the case and the screening.",
)
@click.option(
    "--examples",
    default=Path("examples"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder with briefing/ and suppliers.csv, as in the repository.",
)
@click.pass_context
def demo(context: click.Context, folder: Path, examples: Path) -> None:
    """Read the example briefing, screen the example suppliers, name the page to open."""
    briefing, suppliers = examples / "briefing", examples / "suppliers.csv"
    for needed in (briefing, suppliers):
        if not needed.exists():
            raise InputError(
                f"{needed}: not there", hint="run in the repository, or give --examples FOLDER"
            )
    began = time.monotonic()
    case, claims, screening = folder / "case", folder / "claims", folder / "screening"
    if not (case / "case.sqlite").exists():
        _run(context, "case", "new", str(case))
    _run(context, "add", str(case), str(briefing))
    _run(context, "read", str(case))
    _run(context, "export", str(case), "--to", str(claims))
    _run(context, "screen", str(suppliers), "--to", str(screening))
    _summary(claims, screening)
    talk.say(f"done in {time.monotonic() - began:.1f} s", style="bold green")
    talk.say(f"open {screening / 'index.html'}", style="bold")


def _run(context: click.Context, *words: str) -> None:
    """Show a command line and carry it out as if it had been typed."""
    talk.say(f"$ sightline {shlex.join(words)}", style="bold cyan")
    root = context.find_root().command
    root.main(list(words), prog_name="sightline", standalone_mode=False)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _summary(claims: Path, screening: Path) -> None:
    from rich.table import Table

    console = talk.console()
    read = Table(title="What the briefing holds", title_justify="left", show_header=False)
    for name, what in (
        ("references", "notes with their addresses"),
        ("annotations", "terms of the scheme's vocabulary"),
        ("figures", "figures with unit, place and date"),
        ("entities", "organisations, facilities, places, public roles"),
        ("relations", "ties between them, each as its sentence states it"),
        ("indicators", "named signs of forced labour, with who says so"),
        ("checks", "sums and rates of the briefing, worked out again"),
    ):
        read.add_row(str(sum(1 for _ in _rows(claims / f"{name}.jsonl"))), what)
    console.print(read)
    about = json.loads((screening / "run.json").read_text("utf-8"))
    header = about["columns"]["name"]
    outcomes: Counter[str] = Counter()
    telling: dict[str, tuple[str, str]] = {}
    for row in _rows(screening / "results.jsonl"):
        outcomes[row["outcome"]] += 1
        if row["outcome"] not in telling and row["hits"]:
            telling[row["outcome"]] = (row["subject"][header], _in_words(row["hits"][0]))
    found = Table(title="What the supplier file holds", title_justify="left")
    for head in ("rows", "outcome", "which says"):
        found.add_column(head)
    for tier, style, says in _TIERS:
        if outcomes[tier]:
            found.add_row(str(outcomes[tier]), f"[{style}]{tier}[/]", says)
    console.print(found)
    for tier, style, _ in _TIERS[:SHOWN_HITS]:
        if tier in telling:
            name, why = telling[tier]
            console.print(f"[{style}]{tier}[/] ", end="")
            talk.say(f"{name}: {why}")


def _in_words(hit: dict[str, Any]) -> str:
    """What a hit rests on: the entity, and the record or the words that say so."""
    rests: dict[str, Any] = next(iter(hit["citations"]), {})
    where = [str(rests[key]) for key in ("dataset", "section", "note", "url") if rests.get(key)]
    return f"{hit['caption']} ({', '.join(where) or rests.get('quote', '')})"

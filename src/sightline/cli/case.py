"""`sightline case`, `add`, `search`, `export`: an investigation from files to claims."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sightline.cli import failures, settings, talk
from sightline.errors import InputError

if TYPE_CHECKING:
    from sightline.case import Hit, Status

FOLDER = click.argument("folder", metavar="CASE", type=click.Path(path_type=Path))
FIRST = 20
"""Hits on the first page."""


@click.group(
    epilog="""\b
Examples:
  sightline case new hotan
  sightline case status hotan
"""
)
def case() -> None:
    """Open a case and see what it holds."""


@case.command(
    epilog="""\b
Examples:
  sightline case new hotan
"""
)
@FOLDER
def new(folder: Path) -> None:
    """Make an empty case in a new or empty folder."""
    from sightline.case import new_case

    new_case(folder)
    talk.say(f"A new case is in {folder}. Next: sightline add {folder} FILE...")


@case.command(
    epilog="""\b
Examples:
  sightline case status hotan
  sightline case status hotan --json
"""
)
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object on stdout.")
def status(folder: Path, as_json: bool) -> None:
    """Tell what a case holds and what is still to do."""
    from sightline.case import open_case
    from sightline.case import status as look

    with open_case(folder) as opened:
        found = look(opened)
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
    else:
        _show(found)


@click.command(
    epilog="""\b
Examples:
  sightline add hotan notice.html report.txt
  sightline add hotan downloads/
"""
)
@FOLDER
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.pass_context
def add(context: click.Context, folder: Path, paths: tuple[Path, ...]) -> None:
    """Add files and folders to a case.

    Bytes are kept once, as they came. Hidden files are left out. A named
    file that holds no document is told and gives exit code 2; the others
    are added all the same.
    """
    from sightline.case import add as take
    from sightline.case import find, open_case, turn

    now = settings.now()
    counts: Counter[str] = Counter()
    wrong = False
    with (
        open_case(folder, write=True) as opened,
        turn(folder, "add", talk.say),
        talk.progress("adding") as advance,
    ):
        opened.archive.sweep()
        for path in paths:
            try:
                found = list(find(path, folder))
            except InputError as error:
                talk.fail(str(error), error.hint)
                wrong = True
                continue
            for each in found:
                added = take(opened, each, now)
                counts[added.outcome] += 1
                if added.outcome == "held" and each.named:
                    talk.say(f"{each.path}: held already as {added.why}")
                elif added.outcome == "refused" and each.named:
                    talk.fail(f"{each.path}: {added.why}")
                    wrong = True
                elif added.outcome == "refused":
                    talk.warn(f"{each.path}: left out: {added.why}")
                advance()
    if not wrong or len(paths) > 1:  # one wrong file is told in one line
        talk.say(talk.counted(counts, ("added", "held", "refused")))
    context.exit(failures.WRONG if wrong else 0)


@click.command(
    epilog="""\b
Examples:
  sightline search hotan 教培中心
  sightline search hotan "satellite factor" --all
  sightline search hotan 补贴 --json
"""
)
@FOLDER
@click.argument("query")
@click.option(
    "--limit", default=FIRST, show_default=True, type=click.IntRange(min=1), help="Hits to give."
)
@click.option("--all", "everything", is_flag=True, help="Give all hits.")
@click.option("--json", "as_json", is_flag=True, help="Write one citation a line as JSON.")
def search(folder: Path, query: str, limit: int, everything: bool, as_json: bool) -> None:
    """Search the texts of a case.

    Finds the query as it stands, also inside words, over line ends, in
    either script and any width or case; private names are masked and not
    found.
    """
    from sightline.case import open_case
    from sightline.case import search as look

    with open_case(folder) as opened, closing(look(opened, query)) as hits:
        given = 0
        for hit in hits if everything else islice(hits, limit):
            click.echo(json.dumps(hit.as_dict(), ensure_ascii=False) if as_json else _line(hit))
            given += 1
        more = not everything and next(hits, None) is not None
    if not given:
        talk.say("No hits in what this case has read; see sightline case status for the rest.")
    elif more:
        talk.say(f"These are the first {given} hits; --all gives the rest.")
    else:
        talk.say("One hit." if given == 1 else f"{given} hits.")


@click.command(
    epilog="""\b
Examples:
  sightline export hotan --to out
"""
)
@FOLDER
@click.option(
    "--to", "to", required=True, type=click.Path(path_type=Path), help="Folder for the files."
)
def export(folder: Path, to: Path) -> None:
    """Write what a case holds as JSON Lines.

    Two exports of one case are the same bytes.
    """
    from sightline.case import export as write
    from sightline.case import open_case

    with open_case(folder) as opened:
        counts = write(opened, to)
    held = ", ".join(f"{count} {name}" for name, count in counts.items())
    talk.say(f"{to}: {held}.")


def _line(hit: Hit) -> str:
    """Write a hit on one line: where, then the words around it."""
    at = hit.citation
    where = f"{talk.visible(hit.filename)}:{hit.line}  {at.capture[:12]} {at.start}-{at.end}"
    before, quote, after = map(_flat, (hit.before, at.quote, hit.after))
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        where, quote = click.style(where, dim=True), click.style(quote, fg="red", bold=True)
        return f"{where}  {before}{quote}{after}"
    return f"{where}  {before}«{quote}»{after}"


def _flat(text: str) -> str:
    """Put an excerpt on one line without losing the blanks at its edges."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if len(text) > 1 and text[-1:].isspace() else ""
    return f"{lead}{talk.visible(text)}{trail}"


def _show(found: Status) -> None:
    from rich.table import Table

    paper = talk.paper()
    total = sum(found.captures.values())
    by_status = ", ".join(f"{count} {name}" for name, count in found.captures.items())
    paper.print(f"{total} captures{f': {by_status}' if total else ''}", markup=False)
    for why, count in found.unread.items():
        paper.print(f"  {count} × {talk.visible(why)}", style="yellow", markup=False)
    table = Table("step", "done", "pending", "rows", box=None, pad_edge=False)
    for step in found.steps:
        table.add_row(step.step, str(step.done), str(step.pending), str(step.rows))
    paper.print(table)
    paper.print(f"codebooks: {', '.join(found.codebooks) or 'none'}", markup=False)
    for codebook, flows in found.flows.items():
        told = ", ".join(f"{count} of flow {flow}" for flow, count in flows.items())
        paper.print(f"captures that speak, by {codebook}: {told}", markup=False)
    paper.print(
        f"{found.archive:,} bytes of captures, {found.characters:,} characters findable, "
        f"{found.database:,} bytes of database, schema {found.schema}",
        markup=False,
    )

"""`sightline codebook`: what codebooks there are, whether they hold, and what a change would do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sightline.cli import tables, talk
from sightline.coding import Codebook, Example, Term, bundled_codebooks, load_codebook
from sightline.coding.checking import Problem, check
from sightline.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table

    from sightline.coding.comparing import Change, Reading

FAILED = 1
"""Exit code: a codebook does not do what it says."""
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table for people, or JSON Lines for programs.",
)


@click.group(
    epilog="""\b
Examples:
  sightline codebook list
  sightline codebook check my-codebook.toml
  sightline codebook diff xinjiang-labour my-codebook.toml mycase
"""
)
def codebook() -> None:
    """List, check, show and compare codebooks."""


@codebook.command(
    "list",
    epilog="""\b
Examples:
  sightline codebook list
  sightline codebook list --format json
""",
)
@FORMAT
def list_all(form: str) -> None:
    """List the codebooks that come with the program."""
    found = [load_codebook(name) for name in bundled_codebooks()]
    if form == "json":
        for each in found:
            click.echo(json.dumps(_facts(each), ensure_ascii=False))
        return
    columns = ("name", "version", "title", "region", "period", "terms", "indicators", "examples")
    shown = tables.table(columns, numbers=("terms", "indicators", "examples"))
    for each in found:
        tables.row(shown, *(str(_facts(each)[column]) for column in columns))
    tables.show(shown)


@codebook.command(
    "check",
    epilog="""\b
Examples:
  sightline codebook check xinjiang-labour
  sightline codebook check my-codebook.toml
  sightline codebook check my-folder/ --format json
""",
)
@click.argument("name", metavar="FILE|FOLDER|NAME")
@FORMAT
@click.pass_context
def check_one(context: click.Context, name: str, form: str) -> None:
    """Run every example of a codebook, and look for what can't work.

    Exit code 1 if an example fails or a form can't be looked for; hints
    (an entry without a near miss, a gate that nothing uses) don't count.
    """
    book = load_codebook(name)
    with talk.progress(f"checking {book.name}", len(book.entries)) as advance:
        problems = check(book, advance)
    if form == "json":
        for problem in problems:
            click.echo(json.dumps(_problem(problem), ensure_ascii=False))
    elif problems:
        tables.show(_problems(problems))
    severe = sum(problem.severe for problem in problems)
    talk.say(
        f"{book.name} {book.version}: {_count(len(book.terms), 'term')},"
        f" {_count(len(book.indicators), 'indicator row')},"
        f" {_count(_examples(book), 'example')}:"
        f" {_count(severe, 'failure')}, {_count(len(problems) - severe, 'hint')}."
    )
    context.exit(FAILED if severe else 0)


@codebook.command(
    "show",
    epilog="""\b
Examples:
  sightline codebook show xinjiang-labour
  sightline codebook show xinjiang-labour satellite-factory
""",
)
@click.argument("name", metavar="FILE|FOLDER|NAME")
@click.argument("term", required=False)
def show_one(name: str, term: str | None) -> None:
    """Show a codebook, or all that is said of one of its terms or indicators."""
    book = load_codebook(name)
    if term is None:
        _show_book(book)
        return
    entries = [entry for entry in book.entries if entry.id == term]
    if not entries:
        raise InputError(
            f"{book.name} has no term or indicator {term!r}",
            hint=f"sightline codebook show {name} lists them",
        )
    for entry in entries:
        shown = tables.table(("", ""), title=f"{entry.id}: {entry.name}")
        shown.show_header = False
        for label, value in _details(book, entry):
            tables.row(shown, label, value)
        tables.show(shown)


@codebook.command(
    "diff",
    epilog="""\b
Examples:
  sightline codebook diff xinjiang-labour my-codebook.toml mycase
  sightline codebook diff old.toml new.toml mycase --format json
""",
)
@click.argument("old")
@click.argument("new")
@click.argument("folder", metavar="CASE", type=click.Path(path_type=Path))
@FORMAT
def diff(old: str, new: str, folder: Path, form: str) -> None:
    """Show what coding a case with NEW instead of OLD would change.

    OLD and NEW are names, files or folders. Nothing in the case is changed.
    """
    from sightline.case import open_case
    from sightline.case.held_texts import held_texts
    from sightline.coding.comparing import compare
    from sightline.text import Text

    before, after = load_codebook(old), load_codebook(new)
    found: list[tuple[str, Change]] = []
    same = documents = 0
    with open_case(folder) as opened, talk.progress("comparing") as advance:
        for held in held_texts(opened):
            outcome = compare(Text(held.capture, held.text), before, after)
            found += ((held.filename, change) for change in outcome.changes)
            same += outcome.same
            documents += 1
            advance()
    if form == "json":
        for filename, change in found:
            click.echo(json.dumps({"filename": filename, **change.as_dict()}, ensure_ascii=False))
    elif found:
        _show_changes(found)
    counts = Counter(change.kind for _, change in found)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in ("added", "removed", "changed"))
    talk.say(
        f"{before.name} {before.version} to {after.name} {after.version},"
        f" {_count(documents, 'document')}: {told}, {same} as before."
    )


def _facts(book: Codebook) -> dict[str, object]:
    return {
        "name": book.name,
        "version": book.version,
        "title": book.title,
        "region": book.region.name,
        "period": _period(book),
        "terms": len(book.terms),
        "indicators": len(book.indicators),
        "examples": _examples(book),
        "fingerprint": book.fingerprint,
    }


def _period(book: Codebook) -> str:
    if book.first is None and book.last is None:
        return ""
    return f"{book.first or ''} to {book.last or 'now'}".strip()


def _examples(book: Codebook) -> int:
    return sum(len(entry.examples) for entry in book.entries)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "kind": "failure" if problem.severe else "hint",
        "entry": problem.entry,
        "origin": problem.origin,
        "said": problem.said,
        "found": problem.found,
        "remedy": problem.remedy,
    }


def _problems(problems: Sequence[Problem]) -> Table:
    shown = tables.table(("kind", "file", "entry", "example or form", "found", "remedy"))
    for problem in problems:
        kind = "failure" if problem.severe else "hint"
        cells = (problem.origin, problem.entry, problem.said, problem.found, problem.remedy)
        tables.row(shown, kind, *cells)
    return shown


def _show_book(book: Codebook) -> None:
    shown = tables.table(("", ""), title=book.title)
    shown.show_header = False
    for key, value in _facts(book).items():
        if value:
            tables.row(shown, key, str(value))
    for flow in book.flows.values():
        tables.row(shown, f"flow {flow.number}", f"{flow.name} ({flow.coercion}); {flow.source}")
    tables.show(shown)
    shown = tables.table(("term", "category", "flows", "what it is", "forms"))
    for entry in sorted(book.terms, key=lambda entry: (entry.category, entry.id)):
        flows = ", ".join(map(str, entry.flows))
        tables.row(shown, entry.id, entry.category, flows, entry.name, _forms(entry))
    tables.show(shown)
    if not book.indicators:
        return
    shown = tables.table(("indicator row", "framework", "indicator", "strength", "forms"))
    for entry in book.indicators:
        if entry.sign:
            sign = entry.sign
            tables.row(
                shown, entry.id, sign.framework, sign.indicator, sign.strength, _forms(entry)
            )
    tables.show(shown)


def _forms(entry: Term) -> str:
    return "\n".join(form for forms in entry.forms.values() for form in forms)


def _details(book: Codebook, entry: Term) -> Iterator[tuple[str, str]]:
    """What is said of an entry, line by line, with the words behind each name."""
    if entry.sign:
        yield "sign of", f"{entry.sign.indicator} ({entry.sign.framework})"
        yield "strength", entry.sign.strength
    else:
        yield "category", entry.category
        names = [f"{flow} {book.flows[flow].name}" for flow in entry.flows if flow in book.flows]
        yield "flows", "\n".join(names) or "none"
        yield "sense", entry.sense or "none"
    for language, forms in entry.forms.items():
        yield f"forms, {language}", "\n".join(forms)
    if entry.not_in:
        yield "not in", ", ".join(entry.not_in)
    for name in entry.gates:
        yield f"gate {name}", book.gates[name].reason
    for name in entry.needs:
        yield f"needs one of {name}", ", ".join(book.cues[name])
    if entry.decision:
        decision = book.decisions[entry.decision]
        for sense, lists in decision.cues.items():
            words = ", ".join(word for name in lists for word in book.cues[name])
            yield f"sense {sense or 'none'} by", words
    yield "reason", entry.reason
    yield "source", entry.source
    for example in entry.examples:
        yield ("matches" if example.matches else "doesn't match"), _told(example)
    if entry.origin:
        yield "written in", entry.origin


def _told(example: Example) -> str:
    """An example with what it must say there beyond being a hit."""
    said = []
    if example.flows is not None:
        said.append(f"flows {', '.join(map(str, example.flows)) or 'none'}")
    if example.told:
        said.append(f"sense {example.sense or 'none'}")
    if example.stance is not None:
        said.append(example.stance)
    return f"{example.text} ({'; '.join(said)})" if said else example.text


def _show_changes(found: Sequence[tuple[str, Change]]) -> None:
    counts: dict[str, Counter[str]] = {}
    for _, change in found:
        counts.setdefault(change.reading.entry, Counter())[change.kind] += 1
    kinds = ("added", "removed", "changed")
    shown = tables.table(("term", *kinds), numbers=kinds)
    for term in sorted(counts):
        tables.row(shown, term, *(str(counts[term][kind]) for kind in kinds))
    tables.show(shown)
    shown = tables.table(("change", "term", "document", "quote", "old", "new"))
    for filename, change in sorted(found, key=lambda one: (one[1].reading.entry, one[0])):
        reading = change.reading
        place = f"{filename}, {reading.citation.start}"
        said = (_says(side, reading.entry) for side in (change.old, change.new))
        tables.row(shown, change.kind, reading.entry, place, reading.citation.quote, *said)
    tables.show(shown)


def _says(reading: Reading | None, entry: str) -> str:
    """What one side says, with its term where it is another."""
    if reading is None:
        return ""
    other = f"{reading.entry}: " if reading.entry != entry else ""
    flows = ", ".join(map(str, reading.flows)) or "none"
    return f"{other}flows {flows}, {reading.sense or 'no sense'}\n{reading.why}"

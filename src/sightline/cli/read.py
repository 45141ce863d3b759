"""`sightline read`: what a case holds, or one document as a page to read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sightline.cli import talk
from sightline.errors import InputError

if TYPE_CHECKING:
    from sightline.case import Document, Outcome
    from sightline.coding import Codebook

MANY = 5_000_000
"""Characters of a text whose page makes a browser slow."""
ENDING = ".reading.html"
"""What the name of a reading page ends in, behind the document's own name."""


@click.command(
    epilog="""\b
Examples:
  sightline read mycase
  sightline read mycase --codebook my-terms.toml
  sightline read notice.html --open
  sightline read report.txt --to pages/report.html --lang zh
  sightline read notice.txt --format json
"""
)
@click.argument("place", metavar="CASE|FILE", type=click.Path(path_type=Path))
@click.option(
    "--codebook",
    "given",
    multiple=True,
    metavar="NAME|PATH",
    help="Code with this codebook too; a case keeps it. May be given several times.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    help=f"Of a FILE: the page to write; else NAME{ENDING} in the folder you are in.",
)
@click.option("--open", "show", is_flag=True, help="Of a FILE: open the page in a browser.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "zh"]),
    help="Of a FILE: the page's labels; else the browser's language.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "json"]),
    default="html",
    show_default=True,
    help="Of a FILE: a page, or its text and rows as one JSON object on stdout.",
)
@click.option("--force", is_flag=True, help="Write over a file that is no reading page.")
def read(
    place: Path,
    given: tuple[str, ...],
    to: Path | None,
    show: bool,
    language: str | None,
    form: str,
    force: bool,
) -> None:
    """Read a case's new documents, or one document as a page.

    CASE is a folder that `sightline case new` made: what it holds and is not
    yet read is read. An interrupted run goes on where it stopped, and only
    steps that have changed since are carried out again.

    FILE is a document in any readable format. Its text, with what it states
    marked and explained, is written as one self-contained page; no case is
    needed, and nothing else is kept.
    """
    if place.is_dir():
        if to or show or language or form != "html" or force:
            raise InputError(
                f"{place}: --to, --open, --lang, --format and --force are for a document",
                hint="give a file, or leave them out to read a case",
            )
        _read_case(place, given)
        return
    document, books = _read_document(place, given)
    if form == "json":
        click.echo(json.dumps(document.as_dict(), ensure_ascii=False))
        return
    _write_page(document, books, _target(place, to, force=force), language, show=show)


def _read_case(folder: Path, given: Sequence[str]) -> None:
    from sightline.case import open_case, read_case, turn, use
    from sightline.case import status as look

    counts: Counter[str] = Counter()
    with open_case(folder, write=True) as opened, turn(folder, "read", talk.say):
        for book in use(folder, given) if given else ():
            talk.say(f"{folder} is now read with {book.name} {book.version} too.")
        total = sum(look(opened).captures.values())
        with talk.progress("reading", total) as advance:

            def tell(outcome: Outcome) -> None:
                counts[outcome.status if outcome.done else f"{outcome.status} before"] += 1
                if outcome.status == "failed":
                    talk.warn(f"{outcome.filename}: failed: {outcome.why}")
                elif outcome.why and outcome.done:
                    talk.say(f"{outcome.filename}: {outcome.status}: {outcome.why}")
                advance()

            read_case(opened, tell)
    order = ("read", "unread", "failed", "read before", "unread before", "failed before")
    talk.say(talk.counted(counts, order))


def _read_document(path: Path, given: Sequence[str]) -> tuple[Document, Sequence[Codebook]]:
    from sightline.case import STEPS, read_document
    from sightline.coding import load_codebook

    if not path.exists():
        hint = f"check the path; to begin a case: sightline case new {path.name}"
        raise InputError(f"{path}: no such file, and no case there", hint=hint)
    books = {book.name: book for book in (load_codebook(), *map(load_codebook, given))}
    with talk.progress("reading", len(STEPS)) as advance:
        document = read_document(
            path.read_bytes(), path.name, tuple(books.values()), lambda _: advance()
        )
    return document, tuple(books.values())


def _target(path: Path, to: Path | None, *, force: bool) -> Path:
    """Say where the page goes; never over a file of somebody else's."""
    from sightline.dossier.reading import is_reading
    from sightline.text.masking import mask

    name = f"{mask(path.name)}{ENDING}"
    target = to or Path(name)
    if target.is_dir():
        target /= name
    if target.exists() and target.samefile(path):
        raise InputError(f"{target}: this is the document itself", hint="give another --to")
    if target.exists() and not force and not is_reading(target):
        hint = "give another --to, or --force to write over it"
        raise InputError(f"{target}: this file is no reading page", hint=hint)
    return target


def _write_page(
    document: Document, books: Sequence[Codebook], to: Path, language: str | None, *, show: bool
) -> None:
    from sightline import __version__
    from sightline.dossier.reading import Coding, Sheet, write_reading

    sheet = Sheet(
        document.filename,
        document.media_type,
        document.size,
        document.remark,
        document.text,
        document.rows,
        tuple(
            Coding(
                book.name,
                book.version,
                book.title,
                {term.id: term.name for term in book.terms},
                {number: flow.name for number, flow in book.flows.items()},
            )
            for book in books
        ),
        f"Sightline {__version__}",
    )
    if len(document.text.raw) > MANY:
        hint = "a case keeps long documents, and sightline search finds in them"
        talk.warn(f"{to}: a page of so long a text makes a browser slow", hint=hint)
    write_reading(sheet, to, language)
    told = ", ".join(f"{len(rows)} {name}" for name, rows in document.rows.items() if rows)
    talk.say(f"{to}: {told or 'no claims found, which does not mean that there are none'}.")
    if show:
        _open(to)


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        talk.warn(f"no browser answers; open {page.resolve()} yourself")

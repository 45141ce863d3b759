"""Search: every place where a folded query stands in the search keys.

The index only proposes blocks; a hit is what the key's text really holds.
So recall and precision are those of a plain scan of all keys, and the
address of a hit is one of the raw text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sightline.case import index, texts
from sightline.case.case import Case
from sightline.errors import InputError
from sightline.text import Citation, Span, Text, fold

AROUND = 30
"""Characters of the raw text shown before and after a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the query stands.

    Attributes:
        citation: The passage of the raw text.
        filename: The name of its file.
        line: The line that it begins in, from 1.
        before: The raw text just before the passage, `after` that behind it.
    """

    citation: Citation
    filename: str
    line: int
    before: str
    after: str

    def as_dict(self) -> dict[str, Any]:
        """The citation object of FORMATS, with where it stands."""
        where = {"filename": self.filename, "line": self.line}
        return {**self.citation.as_dict(), **where, "before": self.before, "after": self.after}


def search(case: Case, query: str) -> Generator[Hit]:
    """Find a query, block by block as the captures were read; ask no further than you look.

    Raises:
        InputError: Nothing is left of the query once it is folded.
    """
    folded = fold(query)
    if not folded:
        hint = "give a word, a part of a word, or one ideograph"
        raise InputError(f"nothing to search for in {query!r}", hint=hint)
    return (_hit(case, capture, span) for capture, span in places(case.database, folded))


def places(database: sqlite3.Connection, folded: str) -> Iterator[tuple[int, Span]]:
    """Give every place of a folded query: the capture's number and the raw span."""
    match = " AND ".join(f'"{gram}"' for gram in index.wanted(folded))
    proposed = database.execute(
        "SELECT blocks.capture, blocks.start, blocks.size, blocks.text, blocks.map"
        " FROM grams CROSS JOIN blocks ON blocks.number = grams.rowid"
        " WHERE grams MATCH ? ORDER BY grams.rowid",
        (match,),
    )
    for capture, start, size, text, packed in proposed:
        if len(folded) > index.BEYOND + 1:
            text = _further(database, capture, start, start + size + len(folded))
        at = text.find(folded)
        while 0 <= at < size:
            hit = Span(at, at + len(folded))
            yield capture, _raw(database, capture, start, size, packed, hit)
            at = text.find(folded, at + 1)


def _further(database: sqlite3.Connection, capture: int, start: int, end: int) -> str:
    """Read a search key from the start of a block to the end of the one that holds `end`."""
    rows = database.execute(
        "SELECT size, text FROM blocks WHERE capture = ? AND start >= ? AND start < ?"
        " ORDER BY start",
        (capture, start, end),
    )
    return "".join(text[:size] for size, text in rows)


def _raw(
    database: sqlite3.Connection, capture: int, start: int, size: int, packed: bytes, hit: Span
) -> Span:
    """Lead a hit, given within its block, back to the raw text; it may end in a later block."""
    found = index.raw_span(packed, hit.start, min(hit.end, size))
    if hit.end <= size:
        return found
    later = database.execute(
        "SELECT start, size, map FROM blocks WHERE capture = ? AND start > ? AND start < ?",
        (capture, start, start + hit.end),
    )
    for begin, length, its_map in later:
        rest = index.raw_span(its_map, 0, min(start + hit.end - begin, length))
        found = Span(min(found.start, rest.start), max(found.end, rest.end))
    return found


def _hit(case: Case, capture: int, span: Span) -> Hit:
    identity, filename = case.database.execute(
        "SELECT id, filename FROM captures WHERE number = ?", (capture,)
    ).fetchone()
    begin = max(span.start - AROUND, 0)
    near = texts.excerpt(case.database, capture, begin, span.end + AROUND)
    start, end = span.start - begin, span.end - begin
    cited = Text(identity, near.text).cite(start, end)
    return Hit(
        citation=replace(cited, start=span.start, end=span.end),
        filename=filename,
        line=near.line + texts.line_ends(near.text[:start], near.text[start]),
        before=near.text[:start],
        after=near.text[end:],
    )

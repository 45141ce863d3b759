"""Search: every place where a folded query stands in the search keys.

The index only proposes blocks; a hit is what the key's text really holds.
So recall and precision are those of a plain scan of all keys, and the
address of a hit is one of the raw text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from sightline.case import index, steps, texts
from sightline.case.case import Case
from sightline.errors import InputError
from sightline.text import Citation, Span, Text, fold

AROUND = 30
"""Characters of the raw text shown before and after a hit."""
RARE = 200
"""Blocks under which a gram is rare enough to do without common ones."""
FEW = 3
"""Rare grams that are enough."""


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
        InputError: Nothing is left of the query once it is folded, or the
            index was made by other rules than the query is folded by.
    """
    folded = fold(query)
    if not folded:
        hint = "give a word, a part of a word, or one ideograph"
        raise InputError(f"nothing to search for in {query!r}", hint=hint)
    other = "SELECT 1 FROM done WHERE step = ? AND key <> ? LIMIT 1"
    if case.database.execute(other, (steps.INDEX, steps.keys(())[steps.INDEX])).fetchone():
        hint = f"bring it up to date with: sightline read {case.folder}"
        raise InputError(f"{case.folder}: another version made the index of this case", hint=hint)
    return _hits(case, folded)


def places(database: sqlite3.Connection, folded: str) -> Iterator[tuple[int, Span]]:
    """Give every place of a folded query: the capture's number and the raw span."""
    grams = _telling(database, index.wanted(folded))
    match = " AND ".join(f'"{gram}"' for gram in grams)
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
        if not 0 <= at < size:
            continue
        origins = index.Origins(packed)
        while 0 <= at < size:
            end = at + len(folded)
            span = origins.span(at, min(end, size))
            yield capture, span if end <= size else _joined(database, capture, start, end, span)
            at = text.find(folded, at + 1)


def _telling(database: sqlite3.Connection, grams: list[str]) -> list[str]:
    """Keep of several grams the rare ones, if there are any: the others only take time."""
    if len(grams) == 1:
        return grams
    blocks = {
        gram: database.execute(
            "SELECT count(*) FROM (SELECT 1 FROM grams WHERE grams MATCH ? LIMIT ?)",
            (f'"{gram}"', RARE),
        ).fetchone()[0]
        for gram in grams
    }
    by_rarity = sorted(grams, key=lambda gram: blocks[gram])
    return [gram for gram in by_rarity if blocks[gram] < RARE][:FEW] or grams


def _further(database: sqlite3.Connection, capture: int, start: int, end: int) -> str:
    """Read a search key from the start of a block to the end of the one that holds `end`."""
    rows = database.execute(
        "SELECT size, text FROM blocks WHERE capture = ? AND start >= ? AND start < ?"
        " ORDER BY start",
        (capture, start, end),
    )
    return "".join(text[:size] for size, text in rows)


def _joined(database: sqlite3.Connection, capture: int, start: int, end: int, first: Span) -> Span:
    """Lead a hit that ends beyond its block, at `start + end` of the key, back to the raw text."""
    later = database.execute(
        "SELECT start, size, map FROM blocks WHERE capture = ? AND start > ? AND start < ?",
        (capture, start, start + end),
    )
    spans = [first]
    for begin, size, packed in later:
        spans.append(index.Origins(packed).span(0, min(start + end - begin, size)))
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _hits(case: Case, folded: str) -> Generator[Hit]:
    known: dict[int, tuple[str, str]] = {}
    for capture, span in places(case.database, folded):
        if capture not in known:
            known[capture] = case.database.execute(
                "SELECT id, filename FROM captures WHERE number = ?", (capture,)
            ).fetchone()
        identity, filename = known[capture]
        begin = max(span.start - AROUND, 0)
        near = texts.excerpt(case.database, capture, begin, span.end + AROUND)
        start, end = span.start - begin, span.end - begin
        cited = Text(identity, near.text).cite(start, end)
        yield Hit(
            citation=cited._replace(start=span.start, end=span.end),
            filename=filename,
            line=near.line + texts.line_ends(near.text[:start], near.text[start]),
            before=near.text[:start],
            after=near.text[end:],
        )

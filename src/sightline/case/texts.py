"""Texts as a case keeps them: masked, in pieces with their line numbers.

Pieces are short, so that a few words in the middle of a long text are
read without the rest; packing them would take longer than reading them.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

PIECE = 1024
"""Code points of a piece."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text, with the number of the line that it begins in."""

    text: str
    line: int


def keep(database: sqlite3.Connection, capture: int, text: str) -> None:
    """Keep the masked text of a capture in place of any earlier one."""
    database.execute("DELETE FROM texts WHERE capture = ?", (capture,))
    line = 1
    for start in range(0, len(text), PIECE):
        piece = text[start : start + PIECE]
        data = piece.encode("utf-8", "surrogatepass")
        database.execute("INSERT INTO texts VALUES (?, ?, ?, ?)", (capture, start, line, data))
        line += line_ends(piece, text[start + PIECE : start + PIECE + 1])


def whole(database: sqlite3.Connection, capture: int) -> str:
    """Read the whole text of a capture."""
    rows = database.execute("SELECT data FROM texts WHERE capture = ? ORDER BY start", (capture,))
    return "".join(_unpacked(data) for (data,) in rows)


def excerpt(database: sqlite3.Connection, capture: int, start: int, end: int) -> Excerpt:
    """Read `[start, end)` of a text, as far as the text goes."""
    first = max(start, 0) // PIECE * PIECE
    rows = database.execute(
        "SELECT line, data FROM texts WHERE capture = ? AND start >= ? AND start < ?"
        " ORDER BY start",
        (capture, first, end),
    ).fetchall()
    if not rows:
        return Excerpt("", 1)
    joined = "".join(_unpacked(data) for _, data in rows)
    begin = max(start, 0) - first
    return Excerpt(
        joined[begin : end - first],
        rows[0][0] + line_ends(joined[:begin], joined[begin : begin + 1]),
    )


def line_ends(text: str, following: str = "") -> int:
    r"""Count the lines that end in `text`: at \n, at \r\n, at a \r alone.

    Args:
        text: The text.
        following: What comes next: a last \r before \n ends its line only there.
    """
    ends = text.count("\n") + text.count("\r") - text.count("\r\n")
    return ends - (text.endswith("\r") and following.startswith("\n"))


def _unpacked(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")

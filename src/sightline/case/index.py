"""The index: which block of the search keys holds which run of characters.

A search key is cut into blocks. Of each block the index knows every
character, every pair, and every three neighbours that are not ideographs
(letters and digits pair up too often to tell much). Parts of words are
found like words, and rare ideographs like common ones, because nothing
here knows of words. A block is indexed a little beyond its end, so that
what begins in it is found in it.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import add

import numpy as np
import numpy.typing as npt

from sightline.text import Layer, Span, Text

BLOCK = 1000
"""Characters of a block."""
BEYOND = 64
"""Characters beyond its end with which a block is indexed and kept."""

_IDEOGRAPHS = "\u2e80"  # from here on; all scripts that part words with blanks are below
_RUN = re.compile("[^\u2e80-\U0010ffff]{3,}")
# The index parts its tokens at ASCII marks: in a token they stand for themselves elsewhere.
_MARKS = {code: chr(0xF700 + code) for code in range(128) if not chr(code).isalnum()}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a search key.

    Attributes:
        start: Where it begins in the key.
        size: Its length, without what is beyond its end.
        text: Its characters and those beyond its end.
        map: Where its own characters come from in the raw text, packed.
    """

    start: int
    size: int
    text: str
    map: bytes


def blocks(text: Text) -> Iterator[Block]:
    """Cut the search key of a text into blocks."""
    key = text.key
    for start in range(0, len(key.text), BLOCK):
        end = min(start + BLOCK, len(key.text))
        yield Block(start, end - start, key.text[start : end + BEYOND], _pack(key, start, end))


def keep(database: sqlite3.Connection, capture: int, made: Iterable[Block]) -> None:
    """Keep and index the blocks of a capture in place of any earlier ones."""
    database.execute("DELETE FROM blocks WHERE capture = ?", (capture,))
    for block in made:
        number = database.execute(
            "INSERT INTO blocks (capture, start, size, text, map) VALUES (?, ?, ?, ?, ?)",
            (capture, block.start, block.size, block.text, block.map),
        ).lastrowid
        found = " ".join(grams(block.text))
        database.execute("INSERT INTO grams (rowid, held) VALUES (?, ?)", (number, found))


def clear(database: sqlite3.Connection) -> None:
    """Empty the index."""
    database.execute("INSERT INTO grams (grams) VALUES ('delete-all')")
    database.execute("DELETE FROM blocks")


def grams(text: str) -> Iterable[str]:
    """Give every gram of a text once, in the alphabet of the index."""
    marked = text.translate(_MARKS)
    found = dict.fromkeys(marked)
    found.update(dict.fromkeys(map(add, marked, marked[1:])))
    for run in _RUN.finditer(text):
        letters = marked[run.start() : run.end()]
        pairs = map(add, letters, letters[1:])
        found.update(dict.fromkeys(map(add, pairs, letters[2:])))
    return found


def wanted(query: str) -> list[str]:
    """Choose the grams that every block with `query` (folded) has, the telling ones only."""
    head = query[: BEYOND + 1]
    marked = head.translate(_MARKS)
    if len(head) == 1:
        return [marked]
    found: dict[str, None] = {}
    at = 0
    while at < len(head) - 1:
        three = head[at : at + 3]
        size = 3 if len(three) == 3 and max(three) < _IDEOGRAPHS else 2
        found[marked[at : at + size]] = None
        # The last two characters of three letters are covered with them.
        last_pair = size == 3 and at + 3 == len(head)
        at += 2 if last_pair else 1
    return list(found)


def raw_span(packed: bytes, start: int, end: int) -> Span:
    """Give the raw span behind `[start, end)` of a block's own characters."""
    starts, ends = _unpack(packed)
    return Span(int(starts[start:end].min()), int(ends[start:end].max()))


def _pack(key: Layer, start: int, end: int) -> bytes:
    starts = key.starts[start:end].astype("<i4")
    lengths = (key.ends[start:end] - key.starts[start:end]).astype("<i4")
    steps = np.diff(starts, prepend=np.zeros(1, dtype="<i4")).astype("<i4")
    return zlib.compress(np.concatenate([steps, lengths]).tobytes(), 1)


def _unpack(packed: bytes) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    both = np.frombuffer(zlib.decompress(packed), dtype="<i4")
    half = len(both) // 2
    starts = np.cumsum(both[:half], dtype=np.int32)
    return starts, starts + both[half:]

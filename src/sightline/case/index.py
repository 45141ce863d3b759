"""The index: which block of the search keys holds which run of characters.

A search key is cut into blocks. Of each block the index knows every
character, every pair, and of what is written in letters every three
neighbours (letters pair up too often to tell much) and every whole word.
Parts of words are found like words, and rare ideographs like common ones. A block is indexed a little beyond its end, so that
what begins in it is found in it.
"""

from __future__ import annotations

import re
import sqlite3
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import add

import numpy as np

from sightline.text import Layer, Span, Text

BLOCK = 500
"""Characters of a block."""
BEYOND = 64
"""Characters beyond its end with which a block is indexed and kept."""
MOST = 8
"""Grams at most that a query is looked up by."""

_IDEOGRAPHS = "\u2e80"  # from here on; all scripts that part words with blanks are below
# No gram is as long as a word, so that words and grams cannot be taken for each other.
_WORD = re.compile(
    r"(?<![^\W_\u2e80-\U0010ffff])[^\W_\u2e80-\U0010ffff]{4,64}(?![^\W_\u2e80-\U0010ffff])"
)
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
    found.update(dict.fromkeys(_WORD.findall(text)))
    return found


def wanted(query: str) -> list[str]:
    """Choose grams that every block has in which `query` (folded) begins.

    A few are enough, since every candidate is read again: its whole words,
    those that it may not share with a longer word, and grams as far apart
    as they can be, for what stands together tells little twice.
    """
    head = query[: BEYOND + 1]
    marked = head.translate(_MARKS)
    if len(head) == 1:
        return [marked]
    whole = [
        found.group()
        for found in _WORD.finditer(head)
        if found.start() > 0 and found.end() < len(head)
    ]
    pieces: list[str] = []
    for at in range(len(head) - 1):
        three = head[at : at + 3]
        if len(three) == 3 and max(three) < _IDEOGRAPHS:
            pieces.append(marked[at : at + 3])
        # The last pair of a run of letters is told by the three before it.
        elif at == 0 or len(three) == 3 or max(head[at - 1 : at + 2]) >= _IDEOGRAPHS:
            pieces.append(marked[at : at + 2])
    step = (len(pieces) - 1) / (MOST - 1)
    if step > 1:
        pieces = [pieces[round(each * step)] for each in range(MOST)]
    return list(dict.fromkeys([*sorted(whole, key=len)[-MOST:], *pieces]))


class Origins:
    """Where a block's own characters come from in the raw text: runs of neighbours."""

    def __init__(self, packed: bytes) -> None:
        numbers = struct.unpack(f"<{len(packed) // 4}i", packed)
        count = len(numbers) // 3
        self._firsts = numbers[:count]
        self._raws = numbers[count : 2 * count]
        self._lengths = numbers[2 * count :]

    def span(self, start: int, end: int) -> Span:
        """Give the smallest raw span that holds the origins of `[start, end)`."""
        lows: list[int] = []
        highs: list[int] = []
        at = bisect_right(self._firsts, start) - 1
        while at < len(self._firsts) and self._firsts[at] < end:
            first, raw, length = self._firsts[at], self._raws[at], self._lengths[at]
            at += 1
            after = min(end, self._firsts[at]) if at < len(self._firsts) else end
            lows.append(raw + max(start - first, 0))
            highs.append(raw + after - first - 1 + length)
        return Span(min(lows), max(highs))


def _pack(key: Layer, start: int, end: int) -> bytes:
    """Write down runs: where each begins in the block and in the raw text, and how long
    the origin of one of its characters is (not 1 only where a run has one character).
    """
    starts, ends = key.starts[start:end], key.ends[start:end]
    lengths = ends - starts
    plain = lengths == 1
    goes_on = plain[1:] & plain[:-1] & (np.diff(starts) == 1)
    firsts = np.flatnonzero(np.concatenate([np.ones(1, dtype=bool), ~goes_on]))
    return np.concatenate([firsts, starts[firsts], lengths[firsts]]).astype("<i4").tobytes()

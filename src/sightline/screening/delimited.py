"""Delimited text: records out of lines, whatever the quotes do.

A record is what its quotes say, not a line. A quotation mark that opens
and is never rightly closed would swallow the rest of the file, so then
the line it stands on is one bad record and reading goes on below it.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from sightline.screening.headers import role_of

DELIMITERS = (",", ";", "\t", "|")
CELL_LIMIT = 10_000_000
"""Characters of a cell that is still taken for one."""
RECORD_LIMIT = 64_000_000
"""Characters that one record may have before its open quotation mark is taken for a slip."""
QUOTE = '"'
UNCLOSED = "a quotation mark opens here and is not closed"


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record; `slip` says why they can't be trusted."""

    cells: Sequence[str]
    slip: str | None = None


class _Assembly:
    """One record as its lines come in."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        self.cells: list[str] = []
        self.slipped = False
        self.lines: list[str] = []
        self.size = 0
        self._parts: list[str] = []
        self._open = False

    def feed(self, line: str) -> bool:
        """Take one more line; true when the record is whole."""
        self.lines.append(line)
        self.size += len(line)
        at, ended = 0, self._open
        if self._open:
            at = self._close(line, 0)
            if at < 0:
                return False
        elif QUOTE not in line:
            self.cells = _split(line.rstrip("\r\n"), self.delimiter)
            return True
        return self._cells_from(line, at, ended)

    def _cells_from(self, line: str, at: int, ended: bool) -> bool:
        """Read cells from `at`, where a cell begins or a quoted one has just `ended`."""
        body = line.rstrip("\r\n")
        while True:
            if ended:
                at, last = self._tail(body, at)
            elif body[at : at + 1] == QUOTE:
                at = self._close(line, at + 1)
                if at < 0:
                    return False
                ended = True
                continue
            else:
                stop = body.find(self.delimiter, at) if self.delimiter else -1
                last = stop < 0
                self.cells.append(body[at:] if last else body[at:stop])
                at = stop + 1
            ended = False
            if last:
                return True

    def _close(self, line: str, at: int) -> int:
        """Go on in a quoted cell; give where it ends, or -1 if the line does first."""
        self._open = True
        while True:
            stop = line.find(QUOTE, at)
            if stop < 0:
                self._parts.append(line[at:])
                return -1
            self._parts.append(line[at:stop])
            if line[stop + 1 : stop + 2] != QUOTE:
                self._open = False
                return stop + 1
            self._parts.append(QUOTE)
            at = stop + 2

    def _tail(self, body: str, at: int) -> tuple[int, bool]:
        """End a quoted cell; what stands between it and the delimiter belongs to it."""
        stop = body.find(self.delimiter, at) if self.delimiter else -1
        rest = body[at:] if stop < 0 else body[at:stop]
        if rest.strip(" ") and len(self.lines) > 1:
            self.slipped = True
        self.cells.append("".join(self._parts) + rest.rstrip(" "))
        self._parts = []
        return stop + 1, stop < 0


def _split(line: str, delimiter: str) -> list[str]:
    return line.split(delimiter) if delimiter else [line]


def records(stream: TextIO, delimiter: str) -> Iterator[Record]:
    """Give the records of a text; wholly blank lines are none."""
    lines = _Lines(stream)
    for line in lines:
        if not line.strip(" \r\n\ufeff"):
            continue
        if len(line) >= RECORD_LIMIT:
            yield Record([line[:CELL_LIMIT]], f"a line of over {RECORD_LIMIT:,} characters")
            continue
        assembly = _Assembly(delimiter)
        whole = assembly.feed(line)
        while not whole and assembly.size < RECORD_LIMIT:
            following = next(lines, None)
            if following is None:
                break
            whole = assembly.feed(following)
        if whole and not assembly.slipped:
            yield Record(assembly.cells)
        else:
            lines.push_back(assembly.lines[1:])
            yield Record(_split(line.rstrip("\r\n"), delimiter), UNCLOSED)


class _Lines:
    """Lines that can be put back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._waiting: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._waiting:
            return self._waiting.popleft()
        line = self._stream.readline(RECORD_LIMIT)
        if not line:
            raise StopIteration
        if len(line) >= RECORD_LIMIT and not line.endswith(("\n", "\r")):
            self._skip_line()
        return line

    def push_back(self, lines: list[str]) -> None:
        """Put lines back, to be read again."""
        self._waiting.extendleft(reversed(lines))

    def _skip_line(self) -> None:
        while True:
            more = self._stream.readline(RECORD_LIMIT)
            if not more or more.endswith(("\n", "\r")):
                return


def sniff(stream: TextIO, looked_at: int = 50) -> str:
    """Find the delimiter: the one whose header we know best and whose rows are most alike.

    A file of one column has none: the empty string.
    """
    best, best_key = "", (0, 0.0, 0)
    for delimiter in DELIMITERS:
        stream.seek(0)
        rows = list(itertools.islice(records(stream, delimiter), looked_at))
        if not rows or len(rows[0].cells) < 2:
            continue
        first, rest = rows[0], rows[1:]
        known = sum(role_of(cell) is not None for cell in first.cells)
        alike = sum(len(row.cells) == len(first.cells) for row in rest) / (len(rest) or 1)
        key = (known, alike, len(first.cells))
        if key > best_key:
            best, best_key = delimiter, key
    stream.seek(0)
    return best

"""Tables whose cells stand one below the other, as HTML readers leave many of them.

The header runs from 序号 to the first row's number; from there on so many
cells make a row, and the next number tells where one with an empty cell ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_SUMS = ("合计", "总计", "小计")
_NUMBER = re.compile(r"[\d.,，%％/-]+")
_OPENS = ("序号", "编号", "序 号")
_WIDEST_HEAD, _WIDEST_CELL = 16, 60
_FEWEST, _MOST = 3, 20

C = TypeVar("C")


@dataclass
class Upright(Generic[C]):
    """Collects cells that come one by one into rows.

    Attributes:
        counts: Whether a header's cell names a column that counts something.
    """

    counts: Callable[[str], bool]
    header: list[str] = field(default_factory=list)
    _heads: list[str] = field(default_factory=list)
    _cells: list[tuple[str, C]] = field(default_factory=list)

    def take(self, words: str, cell: C) -> list[list[tuple[str, C]]] | None:
        """Take a cell: the rows that it ends, None if it belongs to no such table."""
        if words in _OPENS:
            self.header, self._heads, self._cells = [], [words], []
            return []
        if self._heads:
            return self._head(words, cell)
        if not self.header:
            return None
        if len(words) > _WIDEST_CELL or words.endswith(("。", "：", ":")):
            self.header = []
            return self._rest()
        if self._sums and not _NUMBER.fullmatch(words):
            self.header = []
            return self._rest()
        done = self._rest() if self._opens_row(words) else []
        self._cells.append((words, cell))
        return done + self._rest() if len(self._cells) == len(self.header) else done

    def _head(self, words: str, cell: C) -> list[list[tuple[str, C]]] | None:
        if words == "1" and len(self._heads) >= _FEWEST and any(map(self.counts, self._heads)):
            self.header, self._heads = self._heads, []
            self._cells = [(words, cell)]
            return []
        if len(words) > _WIDEST_HEAD or words.isdigit() or len(self._heads) > _MOST:
            self._heads = []
            return None
        self._heads.append(words)
        return []

    def _opens_row(self, words: str) -> bool:
        """Whether a cell is the number of the next row, or opens the row of sums."""
        if not self._cells or words.startswith(_SUMS):
            return bool(self._cells)
        first = self._cells[0][0]
        last_is_text = len(self._cells) >= _FEWEST
        return first.isdigit() and words == str(int(first) + 1) and last_is_text

    @property
    def _sums(self) -> bool:
        """Whether the open row is the one of sums, which the table ends with."""
        return bool(self._cells) and self._cells[0][0].startswith(_SUMS)

    def _rest(self) -> list[list[tuple[str, C]]]:
        cells, self._cells = self._cells, []
        return [cells] if len(cells) > 1 else []

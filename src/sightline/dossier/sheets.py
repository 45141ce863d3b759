"""Tables in a workbook: safe cells, sheets that go on when one is full, bytes that repeat.

A cell is written as what it is and never interpreted: text that begins
like a formula stays text, and only addresses that were checked become
links. The limits are Excel's own.
"""

from __future__ import annotations

import math
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from sightline.dossier.outcome import as_text
from sightline.dossier.plain import is_web_address, printable
from sightline.dossier.words import Words

CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_576
LINK_LIMIT = 65_000
URL_LIMIT = 2_079
EXACT = 10**15
"""Whole numbers from here on lose digits in a spreadsheet, so they are written as text."""
LINE_HEIGHT = 15
MOST_LINES = 6

INK = "#1D2328"
COLOURS = {
    "listed": "#8C1D18",
    "linked": "#7A4300",
    "region": "#56357F",
    "upstream": "#0B5563",
    "sector": "#3B541E",
    "none": "#4A5158",
    "unreadable": "#4A5158",
}
MARKS = {
    "listed": "■",
    "linked": "◆",
    "region": "▲",
    "upstream": "↑",
    "sector": "○",
    "none": "–",
    "unreadable": "×",
}
"""A tier is told by mark and word; the colour only helps."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and whether its text wraps."""

    title: str
    width: int = 14
    wrap: bool = True
    own: bool = False
    """Whether it comes from the user's file."""


@dataclass(frozen=True)
class Link:
    """A cell that is a link where its address is a web address, and else plain text."""

    address: str


@dataclass(frozen=True)
class Outcome:
    """A cell that shows a tier."""

    tier: str


Cell = object


class Book:
    """A workbook under construction."""

    def __init__(self, path: Path, created: datetime, words: Words) -> None:
        self.words = words
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.workbook = xlsxwriter.Workbook(str(path), options)
        self.workbook.set_properties({"created": created.replace(tzinfo=None)})
        base = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
        add = self.workbook.add_format
        self.text = add({**base, "num_format": "@"})
        self.wrapped = add({**base, "num_format": "@", "text_wrap": True})
        self.number = add({**base, "align": "right", "indent": 1})
        self.score = add({**base, "num_format": "0.000", "align": "right", "indent": 1})
        self.link = add({**base, "font_color": "#1F4E79", "underline": 1})
        self.title = add({**base, "font_size": 18, "bold": True})
        self.strong = add({**base, "bold": True})
        head = {**base, "bold": True, "text_wrap": True, "bottom": 1, "valign": "vcenter"}
        self.head = add({**head, "bg_color": "#E9E4D8"})
        self.own_head = add({**head, "bg_color": "#F4F2EC", "num_format": "@"})
        self.tiers = {
            tier: add({**base, "bold": True, "font_color": colour})
            for tier, colour in COLOURS.items()
        }

    def safe(self, text: str) -> str:
        """Make text fit for a cell: no unprintable character, no more than a cell holds."""
        fit = printable(text)
        if len(fit) <= CELL_LIMIT // 2 or _units(fit) <= CELL_LIMIT:
            return fit
        mark = self.words("cut", length=f"{len(text):,}")
        room = CELL_LIMIT - _units(mark)
        return fit.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + mark


class Sheet:
    """One table; a second worksheet of the same columns follows when the first is full."""

    def __init__(
        self, book: Book, title: str, columns: Sequence[Column], frozen: int = 1, links: int = 0
    ) -> None:
        self.book, self.title, self.columns, self.frozen = book, title, columns, frozen
        self.part = 0
        self.links = links
        self._begin()

    def _begin(self) -> None:
        self.part += 1
        name = self.title if self.part == 1 else f"{self.title} {self.part}"
        self.sheet: Any = self.book.workbook.add_worksheet(name)
        self.row, self.links = 1, 0
        self.sheet.freeze_panes(1, self.frozen)
        self.sheet.set_row(0, 2 * LINE_HEIGHT)
        for index, column in enumerate(self.columns):
            # The column bears the format of its blank cells, so that these need no writing.
            blank = self.book.wrapped if column.wrap else self.book.text
            self.sheet.set_column(index, index, column.width, blank)
            head = self.book.own_head if column.own else self.book.head
            self.sheet.write_string(0, index, self.book.safe(column.title), head)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)

    def add(self, cells: Sequence[Cell]) -> None:
        """Write the next row."""
        if self.row == ROW_LIMIT:
            self.finish()
            self._begin()
        self.sheet.set_row(self.row, LINE_HEIGHT * self._lines(cells))
        for index, (column, cell) in enumerate(zip(self.columns, cells, strict=True)):
            self._write(index, column, cell)
        self.row += 1

    def finish(self) -> None:
        """Put the filter over all that was written."""
        self.sheet.autofilter(0, 0, max(self.row - 1, 1), len(self.columns) - 1)

    def _lines(self, cells: Sequence[Cell]) -> int:
        # A fixed height: left to themselves, spreadsheets give one long cell the whole screen.
        needed = 1
        for column, cell in zip(self.columns, cells, strict=True):
            if column.wrap and isinstance(cell, str):
                lines = (math.ceil(_width(line) / column.width) for line in cell.split("\n"))
                needed = max(needed, sum(max(1, count) for count in lines))
        return min(needed, MOST_LINES)

    def _write(self, index: int, column: Column, cell: Cell) -> None:
        text = self.book.wrapped if column.wrap else self.book.text
        match cell:
            case None | "":
                pass
            case bool():
                self.sheet.write_boolean(self.row, index, cell, self.book.number)
            case int() | float() if math.isfinite(cell) and abs(cell) < EXACT:
                number = self.book.number if column.own else self.book.score
                whole = isinstance(cell, int)
                self.sheet.write_number(
                    self.row, index, cell, self.book.number if whole else number
                )
            case Outcome(tier):
                told = f"{MARKS.get(tier, '')} {self.book.words.term('tier', tier)}"
                form = self.book.tiers.get(tier, self.book.strong)
                self.sheet.write_string(self.row, index, told, form)
            case Link(address):
                self._link(index, address, text)
            case _:
                self.sheet.write_string(self.row, index, self.book.safe(as_text(cell)), text)

    def _link(self, index: int, address: str, text: Any) -> None:
        linkable = is_web_address(address) and len(address) <= URL_LIMIT
        if linkable and self.links < LINK_LIMIT:
            self.links += 1
            self.sheet.write_url(self.row, index, address, self.book.link, address)
        else:
            self.sheet.write_string(self.row, index, self.book.safe(address), text)


@contextmanager
def making(to: Path, created: datetime, words: Words) -> Iterator[Book]:
    """Make a workbook at `to` whose bytes depend on its content and `created` alone."""
    rough = to.with_name(f"{to.name}.rough")
    book = Book(rough, created, words)
    try:
        yield book
        book.workbook.close()
        _settle(rough, to, created)
    finally:
        rough.unlink(missing_ok=True)


def _settle(rough: Path, to: Path, created: datetime) -> None:
    """Pack the same parts again under one fixed time: the library's hold the clock and umask."""
    moment = max(created.replace(tzinfo=None), datetime(1980, 1, 1)).timetuple()[:6]  # noqa: DTZ001
    with zipfile.ZipFile(rough) as parts, zipfile.ZipFile(to, "w") as settled:
        for name in parts.namelist():
            about = zipfile.ZipInfo(name, moment)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            about.create_system = 3
            with parts.open(name) as source, settled.open(about, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, 1 << 20)


def _units(text: str) -> int:
    """Count as Excel does: UTF-16 code units."""
    return len(text) + sum(1 for char in text if char > "\uffff")


def _width(text: str) -> int:
    """Estimate how wide text runs: an ideograph takes two places."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for char in text if "\u2e80" <= char <= "\uffef")

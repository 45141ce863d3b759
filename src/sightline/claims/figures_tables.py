"""Tables in plain text: rows of cells under a header that says what each column counts.

A cell that is a bare number is a figure of its column; the header, or a
line above it, tells the unit. Where no header is understood, the lines are
left to be read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sightline.claims.lexicon import load, units
from sightline.claims.measures import Measure
from sightline.claims.numbers import Number, find_numbers, tidy
from sightline.claims.numbers_written import any_of
from sightline.text import Passage, Span, Text

# What parts cells: HTML readers set two tabs, plain text a run of blanks, some a bar.
_GAP = re.compile(r"\t\t|\t|[ \u3000]{2,}|(?<=[^\s])\u3000(?=[^\s])| ?[|｜│] ?")
_MAY_PART = re.compile(r"\S(?:\t|  |\u3000|[ \u3000]?[|｜│])[\s|｜│]*\S")
_NUMBER = re.compile(r"[约近超]?[¥￥]?\d[\d,，]*(?:\.\d+)?(?:[万亿])?[%％]?")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,8})[)）]\s*$")
_UNIT_LINE = re.compile(r"(?:计量|金额)?单位[：: ]\s*([^\s。，,；;）)]{1,12})")
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计)")
_BLANKS = re.compile(r"\s")
_LEAST = 3
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its stretch of the flow, and where it stands in its row."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """What a column counts.

    Attributes:
        unit: FORMATS' unit; None for a column of words.
        scale: What the printed numbers are multiplied by: 10000 for 万元.
        unit_text: The measure as printed, for the unit "other".
        what: The header's words.
        silent: Whether its numbers count nothing: years, telephones.
    """

    unit: str | None
    scale: float
    unit_text: str | None
    what: str
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row under a header.

    Attributes:
        cells: Its cells with their columns.
        total: Whether the row sums the others up.
    """

    cells: tuple[tuple[Cell, Column], ...]
    total: bool

    def where(self) -> list[Span]:
        """The cells that may name its place: those of a column for it, then the others."""
        placed = _columns().place
        cells = sorted(self.cells, key=lambda pair: placed.search(pair[1].what) is None)
        return [Span(cell.start, cell.end) for cell, _ in cells if not self.total]


@dataclass(frozen=True, slots=True)
class _Columns:
    named: re.Pattern[str]
    unit_of: dict[str, str]
    never: re.Pattern[str]
    place: re.Pattern[str]


@cache
def _columns() -> _Columns:
    data = load("units")["column"]
    unit_of = {word: row["name"] for row in data["counts"] for word in row["words"]}
    return _Columns(
        re.compile(any_of(list(unit_of))),
        unit_of,
        re.compile(data["never"]),
        re.compile(data["place"]),
    )


class Tables:
    """Walks a text's passages in order and says which are rows of a table."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._header: list[Column] = []
        self._unit_line: str | None = None
        self._since = 0

    def rows(self, passage: Passage) -> list[Row]:
        """The rows that a passage is; none if it is no part of a table.

        A header gives one row without cells.
        """
        span = passage.span
        if len(span) > _LONGEST:
            self._header = []
            return []
        start, end = self._text.flow.raw_ends(span.start, span.end)
        raw = self._text.raw[start:end]
        unit_line = _UNIT_LINE.search(raw) if "单位" in raw or "單位" in raw else None
        if unit_line is not None:
            self._unit_line = unit_line.group(1)
        if _MAY_PART.search(raw) is None:
            self._since += 1
            if self._since > _LEAST:
                self._header = []
            return []
        # Blanks are all that the flow leaves out between cells.
        inked = [span.start + at for at, sign in enumerate(self._words(span)) if sign != " "]
        rows: list[Row] = []
        for line in raw.split("\n"):
            size = len(_BLANKS.sub("", line))
            row = self._row(_cells(line, inked[:size]))
            if row is None:
                return []
            rows.append(row)
            inked = inked[size:]
        self._since = 0
        return rows

    def _words(self, span: Span) -> str:
        return self._text.flow.text[span.start : span.end]

    def _row(self, cells: Sequence[Cell]) -> Row | None:
        filled = [cell for cell in cells if cell.text]
        numbers = sum(_NUMBER.fullmatch(cell.text) is not None for cell in filled)
        if len(filled) >= _LEAST and numbers == 0:
            header = [_column(cell.text, self._unit_line) for cell in cells]
            if any(column.unit for column in header):
                self._header = header
                return Row((), total=False)
        if not self._header or len(filled) < 2 or not numbers:
            return None
        total = _TOTAL.match(filled[0].text) is not None
        columns = self._fitted(cells, total=total)
        if columns is None:
            return None
        return Row(
            tuple((cell, column) for cell, column in zip(cells, columns, strict=True) if cell.text),
            total,
        )

    def _fitted(self, cells: Sequence[Cell], *, total: bool) -> list[Column] | None:
        """The column of each cell; a shorter row, as totals are, is set to the right."""
        missing = len(self._header) - len(cells)
        if missing == 0:
            return list(self._header)
        if missing > 0 and total:
            return [self._header[0], *self._header[missing + 1 :]]
        return None


def _cells(line: str, inked: Sequence[int]) -> list[Cell]:
    """The cells of a line; empty ones keep their place between tabs.

    Args:
        line: The line as printed.
        inked: Where its characters stand in the flow, blanks left out.
    """
    cells: list[Cell] = []
    done = 0
    for part in line.split("\t\t") if "\t\t" in line else _split(line):
        words = part.strip(" \t\u3000|｜│\r")
        ink = len(_BLANKS.sub("", part.replace(words, "", 1))) if words else 0
        size = len(_BLANKS.sub("", words))
        if words and done + size <= len(inked):
            cells.append(Cell(inked[done], inked[done + size - 1] + 1, words))
            done += size + ink
        elif "\t" in line:
            cells.append(Cell(0, 0, ""))
    return cells


def _split(line: str) -> Iterator[str]:
    """The pieces between gaps; what parts them goes with the piece before."""
    done = 0
    for gap in _GAP.finditer(line):
        if line[: gap.start()].strip():
            yield line[done : gap.end()]
            done = gap.end()
    yield line[done:]


def _column(header: str, unit_line: str | None) -> Column:
    """What a column counts by its header."""
    columns = _columns()
    words = re.sub(r"\s", "", header)
    bracket = _IN_BRACKETS.search(words)
    bare = words[: bracket.start()] if bracket else words
    if columns.never.search(bare):
        return Column(None, 1, None, words, silent=True)
    named = list(columns.named.finditer(bare))
    if bracket is not None and (found := _stated(bracket.group(1), bare)) is not None:
        return found
    if not named:
        return Column(None, 1, None, words)
    unit = columns.unit_of[named[-1].group()]
    if unit == "RMB" and unit_line and (found := _stated(unit_line.split("、")[0], bare)):
        return found if found.unit == "RMB" else Column(unit, 1, None, bare)
    return Column(unit, 1, None, bare)


def _stated(unit: str, what: str) -> Column | None:
    """The column of a unit that is printed: 万元, 人, 平方米."""
    scale = re.match("[百千]?[万亿]|千", unit)
    factor = (
        {"千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8}.get(scale.group(), 1)
        if scale
        else 1
    )
    measure = unit[scale.end() :] if scale else unit
    direct = units().direct.match(measure or "元")
    if direct is None or direct.end() != len(measure or "元"):
        alone = units().alone.get(measure) or units().han_nouns.get(measure)
        named = _columns().named.search(what)
        if named is not None and measure in ("个", "家", "所", "处", "间", "座"):
            alone = _columns().unit_of[named.group()]
        return Column(alone, factor, None, what) if alone else None
    name = units().direct_names[str(direct.lastgroup)]
    return Column(name, factor, measure if name == "other" else None, what)


def in_cell(words: str, offset: int, cell: Cell, column: Column) -> Measure | None:
    """The measure of a cell that is a bare number; None for any other cell.

    Args:
        words: The row's words.
        offset: Where they begin in the flow.
        cell: One of its cells.
        column: What its column counts.
    """
    if _NUMBER.fullmatch(cell.text) is None or column.unit is None:
        return None
    start, end = cell.start - offset, cell.end - offset
    number = next(iter(find_numbers(words[start:end])), None)
    if number is None:
        return None
    scale = column.scale if number.plain or "." in cell.text or "," in cell.text else 1
    value = tidy(number.value * scale)
    unit = "percent" if cell.text[-1] in "%％" else column.unit
    placed = Number(start, end, value, "digits", qualifier=number.qualifier)
    return Measure(placed, end, unit, column.unit_text, column.what, number.qualifier)

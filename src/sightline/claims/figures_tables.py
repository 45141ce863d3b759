"""Tables in plain text: rows of cells under a header that says what each column counts.

A cell that is a bare number is a figure of its column; the header, or a
line above it, tells the unit. Where no header is understood, the lines are
left to be read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.claims.figures_columns import NUMBER, Cell, Column, column_of, is_unit, names_place
from sightline.claims.figures_upright import Upright
from sightline.text import Passage, Span, Text

# What parts cells, surest first: HTML readers set two tabs, plain text one, a bar or a run of
# blanks; a single blank or a comma only where the header leaves no doubt.
_SIGNS = tuple(
    re.compile(sign)
    for sign in (r"\t\t", r"\t", r" ?[|｜│] ?", r"[ \u3000]{2,}|\u3000", r" ", r"[,，]")
)
_SURE = 4
_MAY_PART = re.compile(r"\S(?:\t|  |\u3000|[ \u3000]?[|｜│])[\s|｜│]*\S")
_MAY_HEAD = re.compile(r"序号|名称|项目|企业|车间|乡镇|地点")
_UNIT_LINE = re.compile(r"单位[：: ]\s*(?=([^\s。，,；;）)]{1,16}))")
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计)")
_BLANKS = re.compile(r"\s")
# A roster of persons: what it pays is paid to each.
_NAMES = re.compile(r"^姓\s*名$|人员姓名|学员姓名")
_FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d)\d+(?![\d月季])")
_LEAST = 3
_WIDEST = 14
_LONGEST = 600


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
        cells = sorted(self.cells, key=lambda pair: not names_place(pair[1]))
        return [Span(cell.start, cell.end) for cell, _ in cells if not self.total]


class Tables:
    """Walks a text's passages in order and says which are rows of a table."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._header: list[Column] = []
        self._sign = _SIGNS[0]
        self._unit_line: str | None = None
        self._since = 0
        self._fresh = self._wraps = False
        self._second_at = 0
        self._pending: list[Cell] = []
        self._above: list[Column] = []
        self._below: list[Column] = []
        self._upright: Upright[Cell] = Upright(lambda head: column_of(head, None).unit is not None)

    def rows(self, passage: Passage) -> list[Row]:
        """The rows that a passage is; none if it is no part of a table.

        A header gives one row without cells.
        """
        span = passage.span
        words = self._text.flow.text[span.start : span.end]
        if len(words) > _LONGEST:
            self._header = []
            return []
        for unit_line in _UNIT_LINE.finditer(words) if "单位" in words else ():
            # 填报单位：… names a body, 单位：万元 a unit; one line may hold both.
            if is_unit(unit_line.group(1)):
                self._unit_line = unit_line.group(1)
        upright = self._upright.take(words, Cell(span.start, span.end, words))
        if upright is not None:
            return self._standing(upright)
        start, end = self._text.flow.raw_ends(span.start, span.end)
        raw = self._text.raw[start:end]
        if not (self._header or _MAY_PART.search(raw) or _MAY_HEAD.search(words)):
            return []
        # Blanks are all that the flow leaves out between cells.
        inked: Sequence[int] = range(span.start, span.end)
        if " " in words:
            inked = [span.start + at for at, sign in enumerate(words) if sign != " "]
        rows: list[Row] = []
        indent = start - self._text.raw.rfind("\n", 0, start) - 1
        for line in raw.split("\n"):
            size = len(_BLANKS.sub("", line))
            found = self._rows(line, inked[:size], indent)
            if found is None:
                self._since += 1
                if self._since > _LEAST:
                    self._header = []
                return []
            rows += found
            inked, indent = inked[size:], 0
        self._since = 0
        return rows

    def _standing(self, upright: list[list[tuple[str, Cell]]]) -> list[Row]:
        """The rows of a table whose cells stand one below the other."""
        if self._upright.header:
            self._header = [column_of(head, self._unit_line) for head in self._upright.header]
        rows: list[Row] = []
        for cells in upright:
            total = _TOTAL.match(cells[0][0]) is not None
            row = self._row([cell for _, cell in cells], total=total)
            rows += [row] if row is not None else []
        return rows or [Row((), total=False)]

    def _rows(self, line: str, inked: Sequence[int], indent: int) -> list[Row] | None:
        """The rows that end with a line, a header's being empty; None if it is no part of a table."""
        nothing = [Row((), total=False)]
        if not line.strip(" |｜│-—:+\t\r"):
            return nothing if self._header and line.strip() else None
        if self._takes_header(line, inked, indent):
            return nothing
        if not self._header:
            return None
        cells = _cells(line, inked, self._sign)
        filled = [cell for cell in cells if cell.text]
        if not filled:
            return None
        total = _TOTAL.match(filled[0].text) is not None
        if self._wraps:
            return self._wrapped(cells, total=total)
        if len(filled) < 2 or not any(NUMBER.fullmatch(cell.text) for cell in filled):
            return None
        row = self._row(cells, total=total)
        return [row] if row is not None else None

    def _wrapped(self, cells: list[Cell], *, total: bool) -> list[Row] | None:
        """The rows that a line of a table ends whose rows run over several lines."""
        done: list[Row] = []
        if self._pending and (
            total or (cells[0].text.isdigit() and len(cells) > 1 and self._serial(cells[0]))
        ):
            row, self._pending = self._row(self._pending, total=False), []
            done += [row] if row is not None else []
        if not self._pending and not (total or cells[0].text.isdigit()):
            return done or None
        cells = [*self._pending, *cells]
        if total or len(cells) == len(self._header):
            self._pending = []
            row = self._row(cells, total=total)
            return [*done, row] if row is not None else done or None
        if len(cells) > len(self._header):
            self._pending = []
            return None
        self._pending = cells
        return done or [Row((), total=False)]

    def _serial(self, cell: Cell) -> bool:
        """Whether a cell is the number of a new row: one more than the pending row's."""
        first = self._pending[0].text
        return first.isdigit() and int(cell.text) == int(first) + 1

    def _row(self, cells: Sequence[Cell], *, total: bool) -> Row | None:
        columns = self._fitted(cells, total=total)
        if columns is None:
            return None
        self._fresh = False
        return Row(
            tuple((cell, column) for cell, column in zip(cells, columns, strict=True) if cell.text),
            total,
        )

    def _takes_header(self, line: str, inked: Sequence[int], indent: int) -> bool:
        """Whether the line is a header, or its second line; then it holds for the next ones."""
        if _FIGURE.search(line):
            return False
        for rank, sign in enumerate(_SIGNS):
            if sign.search(line) is None:
                continue
            cells = _cells(line, inked, sign)
            filled = [cell for cell in cells if cell.text]
            header = _parts([column_of(cell.text, self._unit_line) for cell in cells])
            counted = sum(column.unit is not None for column in header)
            if self._fresh and self._header and 2 <= len(filled) < len(self._header):
                below = [each for each in header if each.what]
                # What stands under the first column goes on with the header.
                self._wraps = sign in _SIGNS[3:5] and indent < self._second_at
                if self._wraps:
                    self._header = [*self._header, *below]
                else:
                    self._above, self._below = self._header, below
                    self._header = _spread(self._header, below, 1)[-1]
                self._fresh = False
                return True
            groups = rank < _SURE and filled[0].text in ("序号", "编号")
            if len(filled) < _LEAST or not (counted or groups):
                continue
            if rank >= _SURE:
                known = counted + sum(_MAY_HEAD.search(cell.text) is not None for cell in filled)
                if known < _LEAST or max(len(cell.text) for cell in filled) > _WIDEST:
                    continue
            if any(_NAMES.search(cell.text) for cell in filled):
                header = [
                    replace(each, unit="RMB_per_person") if each.unit == "RMB" else each
                    for each in header
                ]
            self._header, self._sign, self._fresh, self._wraps = header, sign, True, False
            self._second_at = indent + line.find(filled[1].text)
            self._pending, self._below = [], []
            return True
        return False

    def _fitted(self, cells: Sequence[Cell], *, total: bool) -> list[Column] | None:
        """The column of each cell; a shorter row is set to where its numbers are counted."""
        missing = len(self._header) - len(cells)
        groups = len(self._above) + len(self._below) - len(cells)
        if missing and self._below and not total and 0 < groups <= len(self._above):
            # The second line of the header parts several columns of the first.
            tried = _spread(self._above, self._below, groups)
            self._header = max(tried, key=lambda columns: _agreeing(cells, columns))
            self._below = []  # the first row settles it
            return self._header
        if missing == 0:
            return self._header
        if missing < 0:
            return None
        if total and (summed := _summed(cells, self._header)) is not None:
            return summed
        tried = [self._header[missing:], self._header[: len(cells)]]
        if total:
            tried.insert(0, [self._header[0], *self._header[missing + 1 :]])
        scores = [_agreeing(cells, columns) for columns in tried]
        best = max(scores)
        return tried[scores.index(best)] if best > 0 else None


def _summed(cells: Sequence[Cell], header: Sequence[Column]) -> list[Column] | None:
    """The columns of a row of sums that has one for each column that counts."""
    counting = [column for column in header if column.unit]
    numbers = [NUMBER.fullmatch(cell.text) is not None for cell in cells]
    if sum(numbers) != len(counting):
        return None
    left = iter(counting)
    words = Column(None, 1, None, "")
    return [next(left) if number else words for number in numbers]


def _parts(header: list[Column]) -> list[Column]:
    """A header whose 其中… counts what the column before counts: 吸纳人数, 其中贫困户."""
    for at in range(1, len(header)):
        before, column = header[at - 1], header[at]
        if column.what.startswith("其中") and before.unit and column.unit and not column.stated:
            header[at] = replace(column, unit=before.unit, unit_text=before.unit_text)
    return header


def _agreeing(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many bare numbers stand in columns that count, less those that don't."""
    return sum(
        1 if column.unit else 0 if column.silent else -1
        for cell, column in zip(cells, columns, strict=True)
        if NUMBER.fullmatch(cell.text)
    )


def _spread(header: list[Column], below: list[Column], groups: int) -> list[list[Column]]:
    """A header with so many of its columns parted by a second line, the likeliest place last.

    资金 into 中央 and 地方; 计划 and 完成 into 人数 and 资金 each.
    """
    each = max(1, len(below) // groups)
    places = [
        at
        for at in range(len(header) - groups + 1)
        if not any(column.silent for column in header[at : at + groups])
    ]
    counting = [at for at in places if any(each.unit for each in header[at : at + groups])]
    return [
        [
            *header[:at],
            *(
                _under(header[at + min(number // each, groups - 1)], column)
                for number, column in enumerate(below)
            ),
            *header[at + groups :],
        ]
        for at in sorted(places or [0], key=lambda at: (at in counting, at))
    ]


def _under(over: Column, column: Column) -> Column:
    """A column by both lines of its header."""
    what = f"{over.what} {column.what}"
    if over.unit is not None and column.unit in (None, over.unit):
        return replace(over, what=what)
    return replace(column, what=what)


def _cells(line: str, inked: Sequence[int], sign: re.Pattern[str]) -> list[Cell]:
    """The cells of a line; empty ones keep their place.

    Args:
        line: The line as printed.
        inked: Where its characters stand in the flow, blanks left out.
        sign: What parts its cells.
    """
    cells: list[Cell] = []
    done = at = 0
    runs = sign is _SIGNS[3] or sign is _SIGNS[4]
    while at <= len(line):
        gap = sign.search(line, at)
        part = line[at : gap.start()] if gap else line[at:]
        words = part.strip()
        size = len(_BLANKS.sub("", words))
        if words and done + size <= len(inked):
            cells.append(Cell(inked[done], inked[done + size - 1] + 1, words))
        elif not runs:
            cells.append(Cell(0, 0, ""))
        done += size
        if gap is None:
            break
        done += len(_BLANKS.sub("", gap.group()))
        at = gap.end()
    if sign is _SIGNS[2]:  # bars may stand at both ends
        cells = cells[1:] if cells and not cells[0].text else cells
        cells = cells[:-1] if cells and not cells[-1].text else cells
    return cells

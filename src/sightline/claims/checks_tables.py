"""Tables: their rows, the line that sums them up, and products that each row works out.

A table's columns belong together as it prints them, so that a total is held
against its column whether it agrees or not. What rows multiply is known only
from rows in which it comes out; the others are then held to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from sightline.claims.check import Check
from sightline.claims.checks_scene import COUNTED, Placed, Scene, make

_TOTAL = re.compile(r"\s*(?:合\s?计|总\s?计|小\s?计|共\s?计|Totals?\b)")
_SERIAL = re.compile(r"\s*(\d{1,3})(?:[\s.、．]|(?=[^\d\s]))")
# A row of a table without numbers is short and ends in no full stop.
_SHORT = 80
# A row that is broken over lines goes on in so many at most.
_BROKEN = 3
_MOST_ROWS, _MOST_CELLS = 200, 8
# A column whose total is further off was not what the total sums up.
_OFF = 0.1
_RATES = 6
_MONTHS = 36


@dataclass
class Table:
    """Rows of figures, and the line that sums them up."""

    rows: list[list[Placed]] = field(default_factory=list)
    total: list[Placed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Worked:
    """What a row multiplies: figures of it, of the text around it, and the result."""

    factors: tuple[Placed, ...]
    result: Placed
    times: float = 1.0

    @property
    def value(self) -> float:
        """What it comes to."""
        product = self.times
        for one in self.factors:
            product *= one.value
        return product


def tables(scene: Scene) -> Iterator[Check]:
    """Sums of columns, and products of rows."""
    for table in _tables(scene):
        if table.total:
            yield from _totals(table)
        else:
            yield from _told_apart(scene, table)
        yield from _products(scene, table)


def _tables(scene: Scene) -> Iterator[Table]:
    """Runs of numbered rows, or of short lines that end in a total."""
    reader = _Reader()
    for number, passage in enumerate(scene.passages):
        if passage.kind in ("furniture", "note"):
            continue
        words = scene.words[passage.span.start : passage.span.end]
        done = reader.line(words, passage.span.start, scene.by_passage.get(number, []))
        if done is not None and len(done.rows) > 1:
            yield done
    if len(reader.table.rows) > 1:
        yield reader.table


class _Reader:
    """Puts a table together line by line."""

    def __init__(self) -> None:
        self.table = Table()
        self._lines: list[list[Placed]] = []
        self._broken = 0

    def line(self, words: str, start: int, figures: list[Placed]) -> Table | None:
        """Take the next line; the table that ends with it, or ahead of it, if one does."""
        short = len(words) <= _SHORT and "。" not in words
        if _TOTAL.match(words) and figures:
            rows = self.table.rows or self._lines
            self.table, self._lines = Table(), []
            return Table(rows, figures)
        self._lines = [*self._lines[-_MOST_ROWS:], figures] if figures and short else []
        serial = _SERIAL.match(words)
        rows = self.table.rows
        if serial and int(serial[1]) == len(rows) + 1 and len(rows) < _MOST_ROWS:
            rows.append([one for one in figures if one.span.start >= start + serial.end(1)])
            self._broken = 0
        elif rows and short and self._broken < _BROKEN:
            rows[-1] += figures
            self._broken += 1
        elif rows:
            done, self.table = self.table, Table()
            return done
        return None


def _totals(table: Table) -> Iterator[Check]:
    for cell in table.total:
        if cell.figure.value_high is not None or cell.value <= 0:
            continue
        parts = _column(table, cell)
        if len(parts) < 2:
            continue
        check = _summed(cell, parts)
        whole = len(parts) * 3 >= len(table.rows) * 2
        if check.agrees or (whole and abs(check.recomputed - cell.value) <= cell.value * _OFF):
            yield check


def _summed(cell: Placed, parts: Sequence[Placed]) -> Check:
    return make(
        "+".join(one.id for one in parts),
        cell,
        cell.value,
        sum(one.value for one in parts),
        sum(one.printed.spread for one in parts),
        parts,
        "the rows of a column, and the line that sums them up",
    )


def _column(table: Table, cell: Placed) -> list[Placed]:
    """One figure a row that stands in the total's column."""
    if cell.figure.what:
        named = [[one for one in row if _same(one, cell)] for row in table.rows]
        found = [row[0] for row in named if len(row) == 1]
        if len(found) > 1 and len(found) == sum(map(bool, named)):
            return found
    alike = [one for one in table.total if one.measure == cell.measure]
    at = [one is cell for one in alike].index(True)
    found = []
    for row in table.rows:
        fitting = [
            one for one in row if one.measure == cell.measure and one.value <= cell.value * 1.05
        ]
        if len(fitting) == len(alike):
            found.append(fitting[at])
        elif len(fitting) == 1 and len(alike) == 1:
            found.append(fitting[0])
    return found


def _same(one: Placed, other: Placed) -> bool:
    return one.measure == other.measure and one.figure.what == other.figure.what


def _told_apart(scene: Scene, table: Table) -> Iterator[Check]:
    """A column whose sum the text prints ahead of the table, or right behind it."""
    rows = [row for row in table.rows if row]
    if not rows:
        return
    first, last = rows[0][0], rows[-1][-1]
    behind = scene.figures[last.number + 1 : last.number + 1 + _MOST_CELLS]
    near = [one for one in behind if one.article == last.article]
    for whole in [*scene.ahead_of(first, _MOST_CELLS), *near]:
        for back in range(1, len(table.rows[0]) + 1):
            column = [row[-back] for row in table.rows if len(row) >= back]
            if len(column) < len(table.rows) or {one.measure for one in column} != {whole.measure}:
                continue
            if whole.value == sum(one.value for one in column):
                yield _summed(whole, column)
                break


def _products(scene: Scene, table: Table) -> Iterator[Check]:
    """What most rows multiply, for every row."""
    rates = _rates(scene, table)
    found: dict[tuple[object, ...], list[tuple[int, _Worked]]] = {}
    for number, row in enumerate(table.rows):
        cells = row[:_MOST_CELLS]
        for shape, worked in _worked(cells, rates):
            if worked.value == worked.result.value:
                found.setdefault(shape, []).append((number, worked))
    if not found:
        return
    shape, holding = max(found.items(), key=lambda pair: len({number for number, _ in pair[1]}))
    numbers = {number for number, _ in holding}
    if len(numbers) < 2 or len(numbers) * 2 < len(table.rows):
        return
    for row in table.rows:
        fitting = [worked for like, worked in _worked(row[:_MOST_CELLS], rates) if like == shape]
        right = [worked for worked in fitting if worked.value == worked.result.value]
        for worked in (right or fitting)[:1]:
            times = [f"{worked.times:g}"] if worked.times != 1 else []
            yield make(
                "*".join([*(one.id for one in worked.factors), *times]),
                worked.result,
                worked.result.value,
                worked.value,
                0.0,
                worked.factors,
                "what the rows of the table multiply",
            )


def _rates(scene: Scene, table: Table) -> list[tuple[Placed, ...]]:
    """Rates for each person ahead of the table, alone and with the months that they are paid for."""
    first = next((row[0] for row in table.rows if row), None)
    if first is None:
        return []
    ahead = scene.ahead_of(first, _RATES * 2)
    rates = [one for one in ahead if one.figure.unit == "RMB_per_person" and _single(one)][-_RATES:]
    months = [one for one in ahead if one.figure.unit == "months" and _single(one)][-_RATES:]
    return [(rate,) for rate in rates] + [(rate, span) for rate in rates for span in months]


def _single(one: Placed) -> bool:
    return one.figure.value_high is None and one.value > 1


def _worked(
    row: Sequence[Placed], rates: Sequence[tuple[Placed, ...]]
) -> Iterator[tuple[tuple[object, ...], _Worked]]:
    """Products that a row may work out, each with its shape: the columns that take part."""
    for at, result in enumerate(row):
        if result.figure.unit == "RMB" and _single(result):
            yield from _priced(row, at)
            for rate in rates:
                yield from _rated(row, at, rate)


def _ahead(row: Sequence[Placed], at: int) -> list[tuple[int, Placed]]:
    return [(number, one) for number, one in enumerate(row[:at]) if _single(one)]


def _priced(row: Sequence[Placed], at: int) -> Iterator[tuple[tuple[object, ...], _Worked]]:
    """So many at so much each."""
    for (first, one), (second, other) in permutations(_ahead(row, at), 2):
        if one.figure.unit in COUNTED and other.measure == row[at].measure:
            yield ("price", *_names(row, first, second, at)), _Worked((one, other), row[at])


def _rated(
    row: Sequence[Placed], at: int, rate: tuple[Placed, ...]
) -> Iterator[tuple[tuple[object, ...], _Worked]]:
    """So many persons at a rate of the text, for so many months if row or text say how many."""
    shape, result, paid = ("rate", *(part.id for part in rate)), row[at], rate[0].figure.over
    for number, one in _ahead(row, at):
        if one.figure.unit not in ("persons", "person_times", "jobs"):
            continue
        named = _names(row, number, at)
        yield (*shape, *named), _Worked((one, *rate), result)
        if len(rate) > 1:
            continue
        if paid is not None and paid[1] == "months" and rate[0].figure.per == "month":
            yield (*shape, paid, *named), _Worked((one, *rate), result, times=paid[0])
        for further, span in _ahead(row, at):
            if number < further and span.value <= _MONTHS:
                names = _names(row, number, further, at)
                yield (*shape, *names), _Worked((one, *rate, span), result)


def _names(row: Sequence[Placed], *numbers: int) -> tuple[object, ...]:
    """How the columns are known: by their headings, or else from the row's end."""
    return tuple(row[number].figure.what or number - len(row) for number in numbers)

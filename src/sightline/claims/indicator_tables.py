"""Signs that a table's column tells of each row's own firm: trainees taken on, money for workers.

A row says nothing in words. Its column's head does, and only where the cell
beneath holds a number above nought.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sightline.claims.indicator_scene import Ground, Standing
from sightline.claims.lexicon import load
from sightline.claims.mention import Mention
from sightline.text import Span, simplify

_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:人|名|个|元|万元)?")
_NO_HEAD = re.compile("[。，；：:]")
# A head has so many cells at least, each this short; a table so many rows at most.
_CELLS, _CELL, _ROWS = 3, 18, 200
# So many lines without a firm end the rows (a name may be broken over two).
_GAP = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell tells: the place of the row, whose it is, and which rule says so."""

    span: Span
    bearer: Mention
    row: int


@dataclass(frozen=True, slots=True)
class _Column:
    head: re.Pattern[str]
    beside: re.Pattern[str]


@cache
def _columns() -> tuple[_Column, ...]:
    rows: list[dict[str, Any]] = load("indicators")["column"]
    return tuple(_Column(re.compile(row["head"]), re.compile(row["beside"])) for row in rows)


@cache
def _opening() -> tuple[str, ...]:
    return tuple(word for row in load("indicators")["column"] for word in row["triggers"])


def read_columns(ground: Ground, wanted: frozenset[str]) -> Iterator[Told]:
    """What the columns of all tables tell of names of these kinds."""
    for number in _heads(ground):
        cells = _split(ground, number)
        for row, rule in enumerate(_columns()):
            at = [n for n, cell in enumerate(cells) if rule.head.search(cell)]
            others = [cell for n, cell in enumerate(cells) if n not in at[:1]]
            if at and any(rule.beside.search(cell) for cell in others):
                for span, bearer in _rows(ground, number, at[0], len(cells), wanted):
                    yield Told(span, bearer, row)


def _heads(ground: Ground) -> list[int]:
    """The numbers of passages that may be a table's head."""
    found: set[int] = set()
    for word in _opening():
        at = ground.simple.find(word)
        while at >= 0:
            number = ground.passage_at(at)
            span = ground.text.passages[number].span
            if len(span) <= _CELL * _CELL and _is_head(_split(ground, number)):
                found.add(number)
            at = ground.simple.find(word, max(span.end, at + 1))
    return sorted(found)


def _is_head(cells: list[str]) -> bool:
    return (
        len(cells) >= _CELLS
        and max(map(len, cells)) <= _CELL
        and not any(_NO_HEAD.search(cell) or _NUMBER.fullmatch(cell) for cell in cells)
    )


def _split(ground: Ground, number: int) -> list[str]:
    """The cells of a line as the page prints it; the flow joins Chinese words that spaces part."""
    span = ground.text.passages[number].span
    raw = ground.text.flow.to_raw(span.start, span.end)
    return simplify(ground.text.raw[raw.start : raw.end]).split()


def _rows(
    ground: Ground, head: int, column: int, width: int, wanted: frozenset[str]
) -> Iterator[tuple[Span, Mention]]:
    """The rows beneath a head whose cell in this column is above nought."""
    idle = 0
    for number in range(head + 1, min(head + 1 + _ROWS, len(ground.text.passages))):
        span = ground.text.passages[number].span
        named = [one for one in ground.named(span) if one.mention.kind in wanted]
        if not named:
            idle += 1
            if idle == _GAP:
                return
            continue
        idle = 0
        cells = _split(ground, number)
        value = _value(cells, column, width)
        if value > 0:
            yield _words(named[0], span), named[0].mention


def _value(cells: list[str], column: int, width: int) -> float:
    """The number in the column; where a row has more or fewer cells, counted from its end."""
    at = column if len(cells) == width else column - width
    found = _NUMBER.fullmatch(cells[at]) if -len(cells) <= at < len(cells) else None
    return float(found[1].replace(",", "")) if found else 0.0


def _words(one: Standing, passage: Span) -> Span:
    return Span(one.span.end, passage.end)

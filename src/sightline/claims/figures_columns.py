"""Columns of tables: what one counts by its header, and the numbers in its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from sightline.claims.lexicon import load, units
from sightline.claims.measures import Measure
from sightline.claims.numbers import Number, find_numbers, tidy
from sightline.claims.numbers_written import any_of

NUMBER = re.compile(r"[约近超]?[¥￥]?\d[\d,，]*(?:\.\d+)?(?:[万亿])?[%％]?")
"""A cell that holds a number and nothing else."""
# What is paid to each person, by the header's words.
_PERSONAL = re.compile("[/／每]人|人均|工资|月薪|薪酬|补贴标准.{0,3}元[)）]?$")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,8})[)）]\s*$")


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
        stated: Whether the header prints the unit.
    """

    unit: str | None
    scale: float
    unit_text: str | None
    what: str
    silent: bool = False
    stated: bool = False


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


def column_of(header: str, unit_line: str | None) -> Column:
    """What a column counts by its header."""
    column = _counted(header, unit_line)
    words = re.sub(r"\s", "", header)
    if column.unit == "RMB" and _PERSONAL.search(words):
        return replace(column, unit="RMB_per_person")
    return column


def is_unit(words: str) -> bool:
    """Whether `words` are units of measure and nothing else: 万元, 人、平方米."""
    parts = [part for part in re.split("[、，,和]", words) if part]
    return bool(parts) and all(_stated(part, "") is not None for part in parts)


def _counted(header: str, unit_line: str | None) -> Column:
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
    # A line above the table may name several units (单位：人、万元): the one of this kind.
    for part in re.split("[、，,和]", unit_line or ""):
        found = _stated(part, bare) if part else None
        if found is not None and found.unit == unit:
            return found
    return Column(unit, 1, None, bare)


def _stated(unit: str, what: str) -> Column | None:
    """The column of a unit that is printed: 万元, 人, 平方米; of 元/人 the first part."""
    unit = re.split("[/／]", unit)[0]
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
        return Column(alone, factor, None, what, stated=True) if alone else None
    name = units().direct_names[str(direct.lastgroup)]
    return Column(name, factor, measure if name == "other" else None, what, stated=True)


def in_cell(words: str, offset: int, cell: Cell, column: Column) -> Measure | None:
    """The measure of a cell that is a bare number; None for any other cell.

    Args:
        words: The row's words.
        offset: Where they begin in the flow.
        cell: One of its cells.
        column: What its column counts.
    """
    if NUMBER.fullmatch(cell.text) is None or column.unit is None:
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


def names_place(column: Column) -> bool:
    """Whether a column holds places."""
    return _columns().place.search(column.what) is not None

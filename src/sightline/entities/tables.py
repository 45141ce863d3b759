"""Tables: the CSV files of a dataset's folder, row by row.

A folder holds any of these, UTF-8 with a header:

    entities.csv     one row an entity; a column is a property ("alias") or a
                     property in a language ("alias:zho"), and its doubt ("alias:zho:doubt")
    statements.csv   one row one value of one entity
    links.csv        one row a link of two entities, or of one to a literal
    goods.csv        one row the HS codes of a stage or sector

Several values in a cell are parted by ";". Every row names its source.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from sightline.entities.model import (
    NATURES,
    STANCES,
    Goods,
    Link,
    Listing,
    Record,
    Statement,
)
from sightline.errors import InputError

Row = Mapping[str, str]
UNSPLIT = frozenset({"name", "summary"})
"""Properties whose value may hold a semicolon of its own."""
ABOUT_THE_ROW = frozenset(
    [
        "record",
        "id",
        "schema",
        "kind",
        "section",
        "listed_on",
        "asserted_by",
        "source",
        "source_urls",
        "archive_urls",
        "doubt",
    ]
)
"""Columns of entities.csv that are no property."""


@dataclass(frozen=True, slots=True)
class Head:
    """What entities.csv and statements.csv say of an entity besides its values."""

    id: str
    schema: str
    kind: str


@dataclass(frozen=True)
class Table:
    """One CSV file of a dataset, as rows that know where they stand."""

    folder: Traversable
    name: str
    needed: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Read the rows; a missing file has none.

        Raises:
            InputError: The file is no UTF-8, lacks a column, or a row is ragged or has no
                value where one is needed.
        """
        path = self.folder / self.name
        if not path.is_file():
            return
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(f"{path}: no UTF-8 at byte {error.start}") from error
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = sorted(set(self.needed) - set(reader.fieldnames or ()))
        if missing:
            raise InputError(f"{path}: no column {missing[0]!r}", hint="see docs/datasets.md")
        try:
            for number, row in enumerate(reader, 1):
                yield self._checked(number, row)
        except csv.Error as error:
            raise InputError(f"{path}, line {reader.line_num}: {error}") from error

    def _checked(self, number: int, row: dict[str, str]) -> Row:
        if None in row or None in row.values():
            raise self.wrong(number, "has more or fewer cells than the header")
        for column in self.needed:
            if not row[column].strip():
                raise self.wrong(number, f"has no {column}")
        return {key: value.strip() for key, value in row.items()}

    def wrong(self, row: int | str, why: str) -> InputError:
        """Say what is wrong with a row."""
        return InputError(f"{self.folder / self.name}, row {row}: {why}")


@dataclass(frozen=True, slots=True)
class Origin:
    """What every row of a dataset shares: its name, its date, where it is published."""

    dataset: str
    as_of: str
    url: str | None


def record_of(row: Row, origin: Origin) -> Record:
    """Make the citation of a row from the columns that all tables share.

    A row without an address of its own is cited at the dataset's, where a
    reader can look for it.
    """
    live, archived = split(row.get("source_urls")), split(row.get("archive_urls"))
    return Record(
        dataset=origin.dataset,
        record=row["record"],
        url=live[0] if live else (None if archived else origin.url),
        as_of=origin.as_of,
        archive_url=archived[0] if archived else None,
        section=row.get("section") or None,
        note=row.get("notes") or None,
        source=row.get("source") or None,
        doubt=row.get("doubt") or None,
        more_urls=(*live[1:], *archived[1:]),
    )


def entity_rows(table: Table, origin: Origin) -> Iterator[tuple[Head, list[Statement]]]:
    """Read entities.csv: each row's head and its values as statements."""
    for row in table.rows():
        record = record_of(row, origin)
        yield Head(row["id"], row["schema"], row["kind"]), list(_values(row, record))


def _values(row: Row, record: Record) -> Iterator[Statement]:
    for column, cell in row.items():
        prop, _, rest = column.partition(":")
        if column in ABOUT_THE_ROW or rest.endswith("doubt") or not cell:
            continue
        doubts = filter(None, (record.doubt, row.get(f"{column}:doubt")))
        cited = replace(record, doubt="; ".join(doubts) or None)
        for value in (cell,) if prop in UNSPLIT else split(cell):
            yield Statement(
                entity=row["id"],
                property=prop,
                value=value,
                record=cited,
                lang=rest or None,
                asserted_by=row.get("asserted_by") or None,
            )


def listing_rows(table: Table, origin: Origin) -> Iterator[Listing]:
    """Read entities.csv of an official list: under which section, since when."""
    for row in table.rows():
        yield Listing(
            entity=row["id"],
            section=row.get("section") or None,
            since=row.get("listed_on") or None,
            record=record_of(row, origin),
        )


def statement_rows(table: Table, origin: Origin) -> Iterator[tuple[Head, Statement]]:
    """Read statements.csv: one value a row."""
    for row in table.rows():
        if row["nature"] not in NATURES:
            raise table.wrong(row["record"], f"nature is {row['nature']!r}")
        yield (
            Head(row["entity"], row["schema"], row["kind"]),
            Statement(
                entity=row["entity"],
                property=row["property"],
                value=row["value"],
                record=record_of(row, origin),
                lang=row.get("lang") or None,
                nature=row["nature"],
                asserted_by=row.get("asserted_by") or None,
            ),
        )


def link_rows(table: Table, origin: Origin) -> Iterator[Link]:
    """Read links.csv: exactly one of object and literal."""
    for row in table.rows():
        if row["stance"] not in STANCES:
            raise table.wrong(row["record"], f"stance is {row['stance']!r}")
        if bool(row.get("object")) == bool(row.get("literal")):
            raise table.wrong(row["record"], "needs an object or a literal, not both")
        yield Link(
            id=row["record"],
            subject=row["subject"],
            predicate=row["predicate"],
            object=row.get("object") or None,
            literal=row.get("literal") or None,
            flow=row.get("flow") or None,
            date=row.get("date") or None,
            stance=row["stance"],
            asserted_by=row.get("asserted_by") or None,
            statement=row["statement"],
            citations=(record_of(row, origin),),
        )


def goods_rows(table: Table, origin: Origin) -> Iterator[Goods]:
    """Read goods.csv: which HS codes make up a stage or sector."""
    for row in table.rows():
        order = row.get("order")
        if order and not order.isdecimal():
            raise table.wrong(row["record"], f"order is {order!r}")
        yield Goods(
            entity=row["entity"],
            stage=row.get("stage") or None,
            order=int(order) if order else None,
            codes=split(row["hs"]),
            chapters=split(row.get("chapters")),
            description=row["description"],
            inputs=split(row.get("inputs")),
            record=record_of(row, origin),
        )


def split(cell: str | None) -> tuple[str, ...]:
    """Part a cell of several values."""
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())

"""Reading: a supplier file as subjects, one a record, in order and in bounded memory.

A file that cannot be read at all is an error. A row that cannot be
trusted becomes a subject with a problem, and the rest goes on.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TextIO

from sightline.errors import InputError
from sightline.screening import decoding, delimited, json_lines, workbooks
from sightline.screening.decoding import TORN
from sightline.screening.headers import EXTRA, GOODS, SCREENED, Columns, keys_of
from sightline.screening.model import Problem, Subject

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has; a header with more is a broken file."""
SHOWN = 1_000
"""Characters that are kept of a cell over the limit."""
LOOKED_AT = 1_000
"""Lines of a JSONL file whose keys tell its columns; later keys are recognised, too."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_DIRECTIVE = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)

Told = tuple[tuple[str, tuple[str, ...]], ...]
"""Roles and headers as the caller told them."""


@dataclass(frozen=True)
class SubjectFile:
    """A supplier file, looked at but not yet read."""

    path: Path
    kind: str
    sha256: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    headers: tuple[str, ...]
    columns: Columns
    told: Told

    def subjects(self) -> Iterator[Subject]:
        """Give the subjects, a record each."""
        match self.kind:
            case "jsonl":
                yield from self._from_json()
            case "xlsx":
                table = itertools.dropwhile(_blank, workbooks.rows(self.path, self.sheet))
                next(table, None)
                filled = (cells for cells in table if not _blank(cells))
                for row, cells in enumerate(filled, 1):
                    yield self._subject(row, cells, None)
            case _:
                yield from self._from_text()

    def _from_text(self) -> Iterator[Subject]:
        delimiter = self.delimiter or ""
        with decoding.open_text(self.path, self.encoding or "utf-8") as stream:
            _directive(stream)
            table = delimited.records(stream, delimiter)
            next(table, None)
            for row, record in enumerate(table, 1):
                yield self._subject(row, record.cells, record.slip)

    def _subject(self, row: int, cells: Sequence[str], slip: str | None) -> Subject:
        width = len(self.headers)
        values: dict[str, object] = dict(itertools.zip_longest(self.headers, cells[:width]))
        if len(cells) > width:
            values[EXTRA] = list(cells[width:])
        problem = _cell_problem(zip(self.headers, cells, strict=False), values)
        if slip:
            problem = Problem(_where_open(self.headers, cells), slip)
        elif problem is None:
            problem = _ragged(self.headers, cells)
        return _understood(Subject(row, values, problem=problem), self.columns)

    def _from_json(self) -> Iterator[Subject]:
        with decoding.open_text(self.path, self.encoding or "utf-8") as stream:
            for row, line in enumerate(json_lines.records(stream), 1):
                problem = Problem(None, line.slip) if line.slip else None
                values = dict(line.values)
                texts = [(key, value) for key, value in values.items() if isinstance(value, str)]
                problem = problem or _cell_problem(texts, values)
                subject = Subject(row, values, problem=problem)
                yield _understood(subject, _columns(tuple(values), self.told))


def _understood(subject: Subject, columns: Columns) -> Subject:
    """Fill in what each role says, unless the row has a problem."""
    if subject.problem:
        return subject
    fields = {
        role: tuple(text for header in headers for text in _texts(subject.values.get(header)))
        for role, headers in columns.roles.items()
    }
    if not any(fields.get(role) for role in (*SCREENED, *GOODS)):
        why = "nothing to screen: no name, address, code or product"
        return replace(subject, problem=Problem(None, why))
    return replace(subject, fields=fields)


@lru_cache(maxsize=64)
def _columns(keys: tuple[str, ...], told: Told) -> Columns:
    """Recognise the keys of one JSON object; most objects of a file have the same."""
    here = {role: [key for key in wanted if key in keys] for role, wanted in told}
    return Columns.find(keys, here)


def _texts(value: object) -> Iterator[str]:
    """Give the texts of a cell or JSON value, without control characters and outer blanks."""
    match value:
        case None | bool():
            return
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            return
        case _:
            text = _CONTROLS.sub(
                " ", workbooks.text_of(value) if isinstance(value, float) else str(value)
            ).strip()
            if text:
                yield text


def _blank(cells: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def _ragged(headers: Sequence[str], cells: Sequence[str]) -> Problem | None:
    width, count = len(headers), len(cells)
    if count < width:
        why = f"{count} cells where the header has {width}"
        return Problem(headers[count], why)
    if not _blank(cells[width:]):
        why = f"{count} cells where the header has {width}"
        return Problem(EXTRA, why)
    return None


def _where_open(headers: Sequence[str], cells: Sequence[str]) -> str | None:
    """Name the column in which a quotation mark opens and does not close."""
    for position in range(len(cells) - 1, -1, -1):
        if cells[position].startswith(delimited.QUOTE):
            return headers[position] if position < len(headers) else EXTRA
    return None


def _cell_problem(cells: Iterable[tuple[str, str]], values: dict[str, object]) -> Problem | None:
    """Find the first cell that cannot be trusted; what cannot be written is put right in `values`."""
    found = None
    for column, cell in cells:
        why = None
        if len(cell) > delimited.CELL_LIMIT:
            why = f"a cell of {len(cell):,} characters; the first {SHOWN:,} are kept here"
            cell = cell[:SHOWN]
        elif "\0" in cell:
            why = "a NUL byte: the file was cut or is not what it seems"
        elif TORN in cell:
            why = "bytes that are not in the encoding of the rest of the file"
        if why:
            values[column] = cell.replace(TORN, "\ufffd")
            found = found or Problem(column, why)
    return found


def look_at(
    path: Path,
    told: Mapping[str, Sequence[str]] | None = None,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
) -> SubjectFile:
    """Look at a supplier file: its kind, encoding, delimiter and columns.

    What is not told is found: the columns that play a role, the sheet, the encoding.

    Raises:
        InputError: It cannot be read at all, holds no record, or has no column to screen by.
    """
    told = told or {}
    seen = _workbook(path, sheet) if _starts_like_workbook(path) else _text(path, encoding)
    kind, sha256, read_as, delimiter, headers = seen
    if len(headers) > MOST_COLUMNS:
        raise InputError(
            f"{path}: {len(headers):,} columns in the header", hint=f"at most {MOST_COLUMNS:,}"
        )
    columns = Columns.find(headers, told)
    if not columns.screenable:
        shown = ", ".join(repr(header) for header in headers[:12])
        raise InputError(
            f"{path}: no column of names, addresses or products among {shown}",
            hint="name one with --map name=HEADER",
        )
    frozen = tuple((role, tuple(wanted)) for role, wanted in told.items())
    file = SubjectFile(path, kind, sha256, read_as, delimiter, sheet, headers, columns, frozen)
    if next(file.subjects(), None) is None:
        raise InputError(f"{path}: a header, but no record", hint="give a file with rows")
    return file


Seen = tuple[str, str, str | None, str | None, tuple[str, ...]]


def _starts_like_workbook(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return workbooks.is_workbook(stream.read(8))


def _workbook(path: Path, sheet: str | None) -> Seen:
    table = itertools.dropwhile(_blank, workbooks.rows(path, sheet))
    header = next(table, None)
    if header is None:
        raise InputError(f"{path}: no row holds anything", hint="give a file with rows")
    return "xlsx", decoding.hashed(path), None, None, keys_of(header)


def _text(path: Path, encoding: str | None) -> Seen:
    found = decoding.examine(path, encoding)
    with decoding.open_text(path, found.encoding) as stream:
        if _begins_with_brace(stream):
            return "jsonl", found.sha256, found.encoding, None, _keys(path, found.encoding)
        delimiter = _directive(stream)
        if delimiter is None:
            delimiter = delimited.sniff(stream)
            stream.seek(0)
        header = next(delimited.records(stream, delimiter), None)
    if header is None:
        raise InputError(f"{path}: nothing but blank lines", hint="give a file with rows")
    if header.slip or any(TORN in cell or "\0" in cell for cell in header.cells):
        why = header.slip or "bytes that are no text"
        raise InputError(f"{path}: its header cannot be read: {why}", hint="mend the first line")
    return "csv", found.sha256, found.encoding, delimiter, keys_of(header.cells)


def _begins_with_brace(stream: TextIO) -> bool:
    return stream.read(4096).lstrip("\ufeff \t\r\n").startswith("{")


def _directive(stream: TextIO) -> str | None:
    """Read the line with which a spreadsheet program names its delimiter, if there is one."""
    stream.seek(0)
    found = _DIRECTIVE.fullmatch(stream.readline(16))
    if not found:
        stream.seek(0)
    return found[1] if found else None


def _keys(path: Path, encoding: str) -> tuple[str, ...]:
    with decoding.open_text(path, encoding) as stream:
        first = itertools.islice(json_lines.records(stream), LOOKED_AT)
        keys = (key for line in first if not line.slip for key in line.values)
        return tuple(dict.fromkeys(keys))

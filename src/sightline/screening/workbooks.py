"""Workbooks: the rows of the first sheet that holds any, as text.

A workbook is a ZIP of XML, and a small one can unpack to fill the
memory. So it is first unpacked into nothing, counting, and refused when
it grows too large.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path

import python_calamine

from sightline.errors import InputError

MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How an XLSX and an XLS begin."""
UNPACKED_LIMIT = 1 << 30
"""Bytes that a workbook may unpack to: a million rows of a supplier file take about half."""
CHUNK = 1 << 20

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def is_workbook(head: bytes) -> bool:
    """Tell a workbook by how the file begins."""
    return head.startswith(MAGIC)


def rows(path: Path, sheet: str | None = None) -> Iterator[list[str]]:
    """Give the rows of a sheet as text; the first sheet with anything in it if none is named.

    Raises:
        InputError: The file is no workbook, unpacks too far, or has no such sheet.
    """
    _refuse_bomb(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        found = _sheet(book, path, sheet)
    except python_calamine.PasswordError as error:
        raise InputError(f"{path}: locked by a password", hint="save it without one") from error
    except (python_calamine.CalamineError, OSError) as error:
        hint = "open it in a spreadsheet program and save it as XLSX or CSV"
        raise InputError(f"{path}: no readable workbook ({error})", hint=hint) from error
    for row in found.iter_rows():
        yield [text_of(cell) for cell in row]


def _sheet(
    book: python_calamine.CalamineWorkbook, path: Path, wanted: str | None
) -> python_calamine.CalamineSheet:
    names = book.sheet_names
    if wanted is not None and wanted not in names:
        raise InputError(f"{path}: no sheet {wanted!r}", hint=f"it has {', '.join(names)}")
    for name in names if wanted is None else [wanted]:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height:
            return sheet
    raise InputError(f"{path}: no sheet holds anything", hint="give a file with a header and rows")


def _refuse_bomb(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    total = 0
    try:
        with zipfile.ZipFile(path) as packed:
            for entry in packed.infolist():
                with packed.open(entry) as stream:
                    while piece := stream.read(CHUNK):
                        total += len(piece)
                        if total > UNPACKED_LIMIT:
                            limit = f"{UNPACKED_LIMIT >> 30} GiB"
                            hint = "save the sheet as CSV"
                            message = f"{path}: unpacks to more than {limit} (in {entry.filename})"
                            raise InputError(message, hint=hint)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        hint = "open it in a spreadsheet program and save it anew"
        raise InputError(f"{path}: a broken workbook ({error})", hint=hint) from error


def text_of(cell: Cell) -> str:
    """Give a cell as a person reads it: a whole number without its decimal point."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return cell.isoformat()
        case _:
            return str(cell)

"""Export: what a case holds, as the files of FORMATS.

Rows come in one order, so two exports of a case are the same bytes. Each
file is written beside its place and renamed when all are whole.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sightline.case import texts
from sightline.case.case import Case
from sightline.case.naming import entities
from sightline.case.status import WAITING
from sightline.errors import InputError

_PART = ".part"


def _captures(case: Case) -> Iterator[dict[str, Any]]:
    found = case.database.execute(
        "SELECT id, url, filename, media_type, size, captured_at, previous,"
        " coalesce(status, 'unread'), CASE WHEN status IS NULL THEN ? ELSE why END"
        " FROM captures LEFT JOIN states ON states.capture = captures.number ORDER BY id",
        (WAITING,),
    )
    names = ("id", "url", "filename", "media_type", "size", "captured_at", "previous")
    for row in found:
        yield dict(zip((*names, "status", "why"), row, strict=True))


def _texts(case: Case) -> Iterator[dict[str, Any]]:
    found = case.database.execute(
        "SELECT number, id FROM captures JOIN states ON states.capture = captures.number"
        " WHERE EXISTS (SELECT 1 FROM texts WHERE texts.capture = captures.number) ORDER BY id"
    ).fetchall()
    for number, identity in found:
        yield {"capture": identity, "text": texts.whole(case.database, number)}


def _rows_of(step: str) -> Callable[[Case], Iterator[dict[str, Any]]]:
    def rows(case: Case) -> Iterator[dict[str, Any]]:
        found = case.database.execute(
            "SELECT body FROM rows JOIN captures ON captures.number = rows.capture"
            " WHERE step = ? ORDER BY captures.id, start, end, rows.id, body",
            (step,),
        )
        for (body,) in found:
            yield json.loads(body)

    return rows


FILES: dict[str, Callable[[Case], Iterable[dict[str, Any]]]] = {
    "captures": _captures,
    "texts": _texts,
    "references": _rows_of("references"),
    "annotations": _rows_of("annotations"),
    "figures": _rows_of("figures"),
    "entities": entities,
    "relations": _rows_of("relations"),
    "indicators": _rows_of("indicators"),
    "checks": _rows_of("checks"),
}
"""The files of an export, without their ending, and where their rows come from."""

UNMADE = ("relations", "indicators", "checks")
"""Files that no step fills yet."""


def export(case: Case, folder: Path) -> dict[str, int]:
    """Write all files, in place of any earlier ones; give the number of rows in each.

    Raises:
        InputError: The folder is the case's own.
    """
    if folder.resolve() == case.folder.resolve():
        raise InputError(f"{folder}: this is the case itself", hint="give another folder")
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: folder / f"{name}.jsonl{_PART}" for name in FILES}
    try:
        # One reading transaction: what others write meanwhile is in none of the files.
        case.database.execute("BEGIN")
        counts = {name: _write(parts[name], rows(case)) for name, rows in FILES.items()}
        for part in parts.values():
            part.replace(part.with_suffix(""))
    finally:
        if case.database.in_transaction:
            case.database.execute("ROLLBACK")
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    return counts


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    try:
        with path.open("w", encoding="utf-8", newline="\n") as out:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        # A full disk tells its code but not the place.
        error.filename = error.filename or str(path)
        raise
    return count

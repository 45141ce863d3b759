"""Export: what a case holds, as the files of FORMATS.

Rows come in one order, so two exports of a case are the same bytes. Each
file is written beside its place and renamed when all are whole.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sightline.case import texts
from sightline.case.case import Case
from sightline.case.flows import document_flows
from sightline.case.naming import Naming, Object
from sightline.case.status import WAITING
from sightline.errors import InputError

_PART = ".part"


@dataclass(frozen=True)
class _Held:
    """A case as an export sees it: its rows in their order, its entities gathered once."""

    case: Case

    @cached_property
    def naming(self) -> Naming:
        return Naming(list(self.rows("mentions")))

    def rows(self, step: str) -> Iterator[Object]:
        found = self.case.database.execute(
            "SELECT body FROM rows JOIN captures ON captures.number = rows.capture"
            " WHERE step = ? ORDER BY captures.id, start, end, rows.id, body",
            (step,),
        )
        for (body,) in found:
            yield json.loads(body)


def _captures(held: _Held) -> Iterator[Object]:
    spoken_of = document_flows(held.case)
    found = held.case.database.execute(
        "SELECT number, id, url, filename, media_type, size, captured_at, previous,"
        " coalesce(status, 'unread'), CASE WHEN status IS NULL THEN ? ELSE why END"
        " FROM captures LEFT JOIN states ON states.capture = captures.number ORDER BY id",
        (WAITING,),
    )
    names = ("id", "url", "filename", "media_type", "size", "captured_at", "previous")
    for number, *row in found:
        about = dict(zip((*names, "status", "why"), row, strict=True))
        flows = spoken_of.get(number, {})
        union = sorted({flow for each in flows.values() for flow in each})
        yield {**about, "flows": union, "flows_by_codebook": flows}


def _texts(held: _Held) -> Iterator[Object]:
    database = held.case.database
    found = database.execute(
        "SELECT number, id FROM captures JOIN states ON states.capture = captures.number"
        " WHERE EXISTS (SELECT 1 FROM texts WHERE texts.capture = captures.number) ORDER BY id"
    ).fetchall()
    for number, identity in found:
        yield {"capture": identity, "text": texts.whole(database, number)}


FILES: dict[str, Callable[[_Held], Iterable[Object]]] = {
    "captures": _captures,
    "texts": _texts,
    "references": lambda held: held.rows("references"),
    "annotations": lambda held: held.rows("annotations"),
    "figures": lambda held: held.rows("figures"),
    "entities": lambda held: held.naming.entities(),
    "relations": lambda held: held.naming.relations(held.rows("relations")),
    "indicators": lambda held: held.naming.indicators(held.rows("indicators")),
    "checks": lambda held: held.rows("checks"),
}
"""The files of an export, without their ending, and where their rows come from."""


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
        held = _Held(case)
        counts = {name: _write(parts[name], rows(held)) for name, rows in FILES.items()}
        for part in parts.values():
            part.replace(part.with_suffix(""))
    finally:
        if case.database.in_transaction:
            case.database.execute("ROLLBACK")
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    return counts


def _write(path: Path, rows: Iterable[Object]) -> int:
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

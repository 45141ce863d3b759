"""Status: what a case holds and what is still to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sightline.case import schema, steps
from sightline.case.case import Case
from sightline.case.codebooks import codebooks
from sightline.case.flows import document_flows
from sightline.case.steps import Step

WAITING = "not read yet"
"""Why a capture is unread whose turn has not come."""


@dataclass(frozen=True, slots=True)
class StepStatus:
    """A step: how many captures have it as it is now, how many await it, its rows."""

    step: str
    done: int
    pending: int
    rows: int


@dataclass(frozen=True, slots=True)
class Status:
    """A case at a glance.

    Attributes:
        captures: How many captures have each status.
        unread: How many captures are unread or failed for each reason.
        steps: The steps, in the order of the work.
        codebooks: Name and version of each codebook that it is read with.
        flows: How many captures speak of each flow of each codebook.
        characters: Code points of all search keys.
        archive: Bytes of the captures as they were received.
        database: Bytes of the database.
        schema: The version of the database.
    """

    captures: dict[str, int]
    unread: dict[str, int]
    steps: tuple[StepStatus, ...]
    codebooks: tuple[str, ...]
    flows: dict[str, dict[str, int]]
    characters: int
    archive: int
    database: int
    schema: int

    def as_dict(self) -> dict[str, Any]:
        """Give the status as JSON-ready values."""
        return asdict(self)


def status(case: Case, table: Sequence[Step] = steps.STEPS) -> Status:
    """Look at a case."""
    database = case.database
    books = codebooks(case.folder)
    counted = database.execute(
        "SELECT coalesce(status, 'unread'), count(*) FROM captures"
        " LEFT JOIN states ON states.capture = captures.number GROUP BY 1 ORDER BY 1"
    ).fetchall()
    reasons = database.execute(
        "SELECT CASE WHEN status IS NULL THEN ? ELSE coalesce(why, '') END, count(*)"
        " FROM captures LEFT JOIN states ON states.capture = captures.number"
        " WHERE status IS NOT 'read' GROUP BY 1 ORDER BY 1",
        (WAITING,),
    ).fetchall()
    (characters,) = database.execute("SELECT coalesce(sum(size), 0) FROM blocks").fetchone()
    (archive,) = database.execute("SELECT coalesce(sum(size), 0) FROM captures").fetchone()
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    (page,) = database.execute("PRAGMA page_size").fetchone()
    return Status(
        captures=dict(counted),
        unread=dict(reasons),
        steps=tuple(_step(case, name, key) for name, key in steps.keys(books, table).items()),
        codebooks=tuple(f"{book.name} {book.version}" for book in books),
        flows=_flows(case),
        characters=characters,
        archive=archive,
        database=pages * page,
        schema=schema.VERSION,
    )


def _flows(case: Case) -> dict[str, dict[str, int]]:
    spoken_of = Counter(
        (codebook, flow)
        for by_codebook in document_flows(case).values()
        for codebook, flows in by_codebook.items()
        for flow in flows
    )
    found: dict[str, dict[str, int]] = {}
    for (codebook, flow), count in sorted(spoken_of.items()):
        found.setdefault(codebook, {})[str(flow)] = count
    return found


def _step(case: Case, name: str, key: str) -> StepStatus:
    done, rows = case.database.execute(
        "SELECT count(*), coalesce(sum(rows), 0) FROM done WHERE step = ? AND key = ?", (name, key)
    ).fetchone()
    # A capture without text awaits nothing but its text.
    (awaiting,) = case.database.execute(
        "SELECT count(*) FROM captures LEFT JOIN states ON states.capture = captures.number"
        " WHERE ? OR status <> 'unread'",
        (name == steps.TEXT,),
    ).fetchone()
    return StepStatus(name, done, max(awaiting - done, 0), rows)

"""A run over a case: every step that is not done yet, one transaction a capture.

Whatever interrupts it, a capture's text, index and rows are all there or
as they were before; the next run goes on behind the last whole one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sightline import reading
from sightline.case import index, steps, texts
from sightline.case.case import Case
from sightline.case.codebooks import codebooks
from sightline.case.database import transaction
from sightline.case.steps import Row, Step, Work
from sightline.coding import Codebook
from sightline.errors import SightlineError
from sightline.text import Text
from sightline.text.masking import mask


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a capture in a run.

    Attributes:
        filename: Its name, masked.
        status: read, unread or failed.
        why: The reason, where there is one.
        done: The steps that were carried out; none if nothing had changed.
    """

    filename: str
    status: str
    why: str | None
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Capture:
    number: int
    id: str
    filename: str
    status: str | None
    why: str | None
    keys: Mapping[str, str]


_Written = tuple[int, int, str, str]
"""A row as it is kept: start and end of its citation, id, JSON."""


@dataclass
class _Made:
    """All that is new about a capture, worked out before anything is written."""

    status: str
    why: str | None
    text: Text | None = None
    keys: dict[str, str] = field(default_factory=dict)
    blocks: Sequence[index.Block] = ()
    rows: dict[str, list[_Written]] = field(default_factory=dict)


def read_case(
    case: Case, tell: Callable[[Outcome], None], table: Sequence[Step] = steps.STEPS
) -> None:
    """Carry out what is not done, capture by capture in the order of their adding.

    Args:
        case: The case, open for writing.
        tell: Told of every capture, also of one that needed nothing.
        table: The steps that give rows.
    """
    books = codebooks(case.folder)
    wanted = steps.keys(books, table)
    _clear_old_index(case.database, wanted[steps.INDEX])
    numbers = case.database.execute("SELECT number FROM captures ORDER BY number").fetchall()
    for (number,) in numbers:
        capture = _load(case, number)
        made = _make(case, capture, wanted, table, books)
        if made.keys or (made.status, made.why) != (capture.status, capture.why):
            with transaction(case.database, precious=False):
                _keep(case.database, capture, made)
        tell(Outcome(capture.filename, made.status, made.why, tuple(made.keys)))


def _load(case: Case, number: int) -> _Capture:
    identity, filename, status, why = case.database.execute(
        "SELECT id, filename, status, why FROM captures"
        " LEFT JOIN states ON states.capture = captures.number WHERE number = ?",
        (number,),
    ).fetchone()
    done = case.database.execute("SELECT step, key FROM done WHERE capture = ?", (number,))
    # What failed is tried again as a whole: its cause may lie in any step.
    keys = {} if status == "failed" else dict(done.fetchall())
    return _Capture(number, identity, filename, status, why, keys)


def _make(
    case: Case,
    capture: _Capture,
    wanted: Mapping[str, str],
    table: Sequence[Step],
    books: Sequence[Codebook],
) -> _Made:
    stale = {name: key for name, key in wanted.items() if capture.keys.get(name) != key}
    if steps.TEXT in stale:
        made = _read(case, capture, wanted[steps.TEXT])
    elif capture.status == "unread" or not stale:
        return _Made(capture.status or "", capture.why)
    else:
        raw = texts.whole(case.database, capture.number)
        made = _Made("read", capture.why, Text(capture.id, raw))
    if made.text is not None:
        work = Work(made.text, {step.name: step for step in table}, books)
        _derive(work, stale, made)
    return made


def _read(case: Case, capture: _Capture, key: str) -> _Made:
    """Turn a capture's bytes into masked text; nothing after this sees what is masked."""
    try:
        found = reading.read(case.archive.get(capture.id), capture.filename)
        text = None if found.raw is None else Text(capture.id, mask(found.raw))
    except Exception as error:  # one bad capture must not stop the others
        return _Made("failed", _reason(steps.TEXT, error))
    return _Made("unread" if text is None else "read", found.why, text, {steps.TEXT: key})


def _derive(work: Work, stale: Mapping[str, str], made: _Made) -> None:
    """Carry out the steps that build on a text; one that fails leaves the others be."""
    failures: list[str] = []
    for name, key in stale.items():
        if name == steps.TEXT:
            continue
        try:
            if name == steps.INDEX:
                made.blocks = tuple(index.blocks(work.text))
            else:
                made.rows[name] = [_written(row) for row in work.of(name)]
        except Exception as error:  # as above
            failures.append(_reason(name, error))
            if name != steps.INDEX:
                made.rows[name] = []
        else:
            made.keys[name] = key
    if failures:
        made.status, made.why = "failed", "; ".join(failures)


def _written(row: Row) -> _Written:
    body = row.as_dict()
    # A check rests on several figures alike: it has citations only.
    cited = body["citation"] if "citation" in body else body["citations"][0]
    return cited["start"], cited["end"], row.id, json.dumps(body, ensure_ascii=False)


def _reason(step: str, error: Exception) -> str:
    said = str(error) if isinstance(error, SightlineError) else f"{type(error).__name__}: {error}"
    return mask(f"{step}: {said}")


def _keep(database: sqlite3.Connection, capture: _Capture, made: _Made) -> None:
    number = capture.number
    if steps.TEXT in made.keys or (made.text is None and made.status == "failed"):
        _forget(database, number)
    if made.text is not None and steps.TEXT in made.keys:
        texts.keep(database, number, made.text.raw)
    if steps.INDEX in made.keys:
        index.keep(database, number, made.blocks)
    for name, rows in made.rows.items():
        database.execute("DELETE FROM rows WHERE step = ? AND capture = ?", (name, number))
        database.executemany(
            "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", ((name, number, *row) for row in rows)
        )
    for name, key in made.keys.items():
        size = len(made.rows[name]) if name in made.rows else 1
        database.execute(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?)", (number, name, key, size)
        )
    database.execute(
        "INSERT OR REPLACE INTO states VALUES (?, ?, ?)", (number, made.status, made.why)
    )


def _forget(database: sqlite3.Connection, capture: int) -> None:
    """Drop all that was derived from a capture."""
    database.execute("DELETE FROM texts WHERE capture = ?", (capture,))
    database.execute("DELETE FROM blocks WHERE capture = ?", (capture,))
    database.execute("DELETE FROM rows WHERE capture = ?", (capture,))
    database.execute("DELETE FROM done WHERE capture = ?", (capture,))


def _clear_old_index(database: sqlite3.Connection, key: str) -> None:
    """Empty an index made by other rules as a whole: block by block it cannot be undone."""
    old = "SELECT 1 FROM done WHERE step = ? AND key <> ? LIMIT 1"
    if database.execute(old, (steps.INDEX, key)).fetchone() is None:
        return
    with transaction(database, precious=False):
        index.clear(database)
        database.execute("DELETE FROM done WHERE step = ?", (steps.INDEX,))

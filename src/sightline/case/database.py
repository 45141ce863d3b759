"""The database of a case: opening, upgrading, transactions.

Captures are precious and commit with a full flush to the disk; all else
can be rebuilt, so there a crash may cost the last transaction, never the
order of things. Readers and a writer work side by side (WAL).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sightline.case import schema
from sightline.errors import InputError

PATIENCE = 120.0
"""Seconds that a writer waits for another one's transaction."""

_NO_SHARED_MEMORY = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


class NotACase(InputError):
    """A folder holds no case, or something else under a case's name."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"{folder}: {why}", hint=f"make a case with: sightline case new {folder.name}"
        )


class TooNew(InputError):
    """A newer program wrote this case."""

    def __init__(self, folder: Path, version: int) -> None:
        super().__init__(
            f"{folder}: the case has version {version}, this program knows up to {schema.VERSION}",
            hint="install the newest Sightline; nothing was changed",
        )


def create(path: Path) -> None:
    """Make an empty database."""
    with contextlib.closing(_connect(path, "rwc")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        _migrate(database, 0)


def open_for_writing(path: Path) -> sqlite3.Connection:
    """Open a database, upgraded to this program's version; a backup stays beside an older one.

    Raises:
        NotACase: The file is not a case's database.
        TooNew: A newer program wrote it.
    """
    database = _connect(path, "rw")
    try:
        version = _checked_version(database, path)
        if version < schema.VERSION:
            _upgrade(database, path)
    except BaseException:
        database.close()
        raise
    return database


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open a database that others may be writing, or that lies in a folder nobody may write to.

    Raises:
        NotACase: The file is not a case's database.
        TooNew: A newer program wrote it.
        InputError: An older program wrote it, and it cannot be upgraded here.
    """
    database = _connect(path, "ro")
    try:
        try:
            version = _checked_version(database, path)
        except sqlite3.OperationalError as error:
            # WAL wants a shared-memory file, which a read-only folder denies. Where no
            # log waits either, the file alone is the whole truth.
            if error.sqlite_errorcode & 0xFF not in _NO_SHARED_MEMORY or _waiting(path):
                raise
            database.close()
            database = _connect(path, "ro&immutable=1")
            version = _checked_version(database, path)
        if version < schema.VERSION:
            database.close()
            return open_for_writing(path)
    except BaseException:
        database.close()
        raise
    return database


@contextlib.contextmanager
def transaction(database: sqlite3.Connection, *, precious: bool) -> Iterator[None]:
    """Do all that is inside or nothing; what is precious is on the disk afterwards."""
    database.execute(f"PRAGMA synchronous = {'FULL' if precious else 'NORMAL'}")
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        # A full disk has rolled back already.
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    database = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
    database.execute("PRAGMA temp_store = MEMORY")
    # What a later rule masks must not stay behind in freed pages.
    database.execute("PRAGMA secure_delete = ON")
    return database


def _waiting(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _checked_version(database: sqlite3.Connection, path: Path) -> int:
    try:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise NotACase(path.parent, f"{path.name} is no database: {error}") from error
    if application != schema.APPLICATION:
        raise NotACase(path.parent, f"{path.name} is no database of a case")
    if version > schema.VERSION:
        raise TooNew(path.parent, version)
    return int(version)


def _upgrade(database: sqlite3.Connection, path: Path) -> None:
    """Bring an older database up to date; two processes may try at once."""
    with contextlib.closing(_connect(path, "rw")) as holder:
        # An open write transaction keeps others out while the copy is made.
        holder.execute("BEGIN IMMEDIATE")
        version = _checked_version(holder, path)
        if version < schema.VERSION:
            _back_up(database, path, version)
        holder.execute("ROLLBACK")
    _migrate(database, version)


def _back_up(database: sqlite3.Connection, path: Path, version: int) -> None:
    backup = path.with_name(f"{path.stem}.version-{version}{path.suffix}")
    unfinished = backup.with_name(f"{backup.name}.part")
    unfinished.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(unfinished)) as copy:
        database.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    unfinished.replace(backup)


def _migrate(database: sqlite3.Connection, version: int) -> None:
    with transaction(database, precious=True):
        (now,) = database.execute("PRAGMA user_version").fetchone()
        for statements in schema.MIGRATIONS[max(version, int(now)) :]:
            for statement in statements:
                database.execute(statement)
        database.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        database.execute(f"PRAGMA user_version = {schema.VERSION}")

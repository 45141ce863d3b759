"""Failures: what a person is told when a call does not go through.

Every error becomes a code, one message and one hint. An error of our own
tree carries both itself; one of the operating system or of SQLite gets
its remedy from the tables below; anything else is a defect and says so.
"""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass

import click

from sightline.errors import SightlineError

WRONG = 2
"""Exit code: the input or the call is wrong, or the place to write to is."""
INTERRUPTED = 130
"""Exit code: a person pressed Ctrl-C (128 + the signal's number, as shells give it)."""
UNHEARD = 141
"""Exit code: the program that read our output is gone (128 + SIGPIPE)."""


@dataclass(frozen=True)
class Failure:
    """What to print, and the exit code; an empty message prints nothing."""

    code: int
    message: str
    hint: str | None = None


FULL = "free some space or write to another disk, then run the same command again"
READ_ONLY = "give a folder that you may write to"

# Windows gives PermissionError (EACCES) for read-only files and for files in use.
REMEDIES: dict[int, str] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: "check who may read and write there, or give another folder",
    errno.EPERM: "check who may read and write there, or give another folder",
    errno.ENOENT: "check the spelling of the path",
    errno.ENOTDIR: "a part of the path is a file; give another folder",
    errno.EISDIR: "give a file, not a folder",
    errno.EEXIST: "give another name, or remove what is there",
    errno.ENAMETOOLONG: "give a shorter path",
    errno.EMFILE: "close other programs, or raise the limit of open files",
    errno.EIO: "the disk reports a fault; copy the data elsewhere first",
}

SQLITE_REMEDIES: tuple[tuple[str, str], ...] = (
    ("full", FULL),
    ("readonly", READ_ONLY),
    ("locked", "another process writes this case; wait for it, then run the command again"),
    ("unable to open", "check that the folder exists and may be written to"),
    ("malformed", "restore the case from its backup, or build it anew from its captures"),
    ("not a database", "restore the case from its backup, or build it anew from its captures"),
)


def explain(error: BaseException) -> Failure:
    """Turn any error into what a person is told."""
    match error:
        case KeyboardInterrupt() | click.Abort():
            return Failure(INTERRUPTED, "interrupted; what was finished before is kept")
        case BrokenPipeError():
            return Failure(UNHEARD, "")
        case SightlineError():
            return Failure(WRONG, str(error), error.hint)
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "sightline"
            return Failure(WRONG, error.format_message(), f"{path} --help")
        case click.ClickException():
            return Failure(WRONG, error.format_message())
        case OSError():
            return _system(error)
        case sqlite3.Error():
            return _database(error)
        case MemoryError():
            return Failure(WRONG, "out of memory", "give the input in smaller files")
        case _:
            told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            hint = "this is a defect; SIGHTLINE_TRACEBACK=1 shows where, for a report"
            return Failure(WRONG, f"unexpected {told}", hint)


def _system(error: OSError) -> Failure:
    said = error.strerror or str(error) or type(error).__name__
    said = said[:1].lower() + said[1:]
    where = [str(name) for name in (error.filename, error.filename2) if name is not None]
    message = f"{' -> '.join(where)}: {said}" if where else said
    return Failure(WRONG, message, REMEDIES.get(error.errno or 0))


def _database(error: sqlite3.Error) -> Failure:
    said = str(error)
    hints = (hint for part, hint in SQLITE_REMEDIES if part in said)
    return Failure(WRONG, f"the case's database: {said}", next(hints, None))

"""The folder that a screening writes: one writer at a time, whole files or none.

The lock is the operating system's own, so it goes with the process that
holds it: one that was killed leaves nothing to clean up.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from sightline.errors import InputError

LOCK = ".lock"
RESULTS = "results.jsonl"
RUN = "run.json"
WORKBOOK = "screening.xlsx"
PAGE = "index.html"
OUTPUTS = (RUN, WORKBOOK, PAGE, RESULTS)


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder if need be and keep every other writer out of it.

    Raises:
        InputError: It is a file, another process writes it, or it holds files that no
            screening wrote and that this one would replace.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"{folder}: this is a file", hint="give a folder after --to") from error
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _take(handle):
            raise InputError(
                f"{folder}: another process is writing it",
                hint="wait until it has ended, or give another folder after --to",
            )
        _refuse_foreign(folder)
        yield
    finally:
        # Closing gives the lock up; the file stays, or a third process could lock its like.
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _refuse_foreign(folder: Path) -> None:
    there = [name for name in OUTPUTS if (folder / name).exists()]
    if there and not _ours(folder / RUN):
        raise InputError(
            f"{folder / there[0]}: not written by a screening, and would be replaced",
            hint="give another folder after --to",
        )


def _ours(run: Path) -> bool:
    try:
        said = json.loads(run.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and str(said.get("tool", "")).startswith("sightline")


def replace(finished: Path, to: Path) -> None:
    """Put a finished file in its place, at once."""
    os.replace(finished, to)  # noqa: PTH105  the name says that the old file goes


def write_whole(path: Path, data: bytes) -> None:
    """Write a file and see that it is on the disk."""
    with open_at_end(path, fresh=True) as handle:
        write_all(handle, data)
        os.fsync(handle)


@contextlib.contextmanager
def open_at_end(path: Path, *, fresh: bool = False) -> Iterator[int]:
    """Open a file to be appended to; `fresh` begins it anew."""
    binary = getattr(os, "O_BINARY", 0)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | binary | (os.O_TRUNC if fresh else 0)
    handle = os.open(path, flags, 0o644)
    try:
        yield handle
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Write all of `data`; a full disk may take a part first and then say so."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]

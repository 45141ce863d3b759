"""The case: one folder with the archive and one database beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sightline.archive import Archive
from sightline.case import database
from sightline.errors import InputError

DATABASE = "case.sqlite"
ARCHIVE = "archive"
_UNFINISHED = f"{DATABASE}.part"


@dataclass(frozen=True)
class Case:
    """An open case."""

    folder: Path
    database: sqlite3.Connection

    @property
    def archive(self) -> Archive:
        """The captures' bytes."""
        return Archive(self.folder / ARCHIVE)


def new_case(folder: Path) -> None:
    """Make an empty case; the folder may exist if nothing is in it.

    Raises:
        InputError: Something is in the folder already.
    """
    if folder.exists() and not _free(folder):
        hint = "give a new folder, or add to the case that is there"
        raise InputError(f"{folder}: not empty", hint=hint)
    (folder / ARCHIVE).mkdir(parents=True, exist_ok=True)
    # The database comes last and by renaming: a folder with one is a whole case.
    unfinished = folder / _UNFINISHED
    unfinished.unlink(missing_ok=True)
    database.create(unfinished)
    unfinished.replace(folder / DATABASE)


def _free(folder: Path) -> bool:
    """Tell whether nothing is in the folder, or only what a killed `case new` left."""
    if not folder.is_dir():
        return False
    return all(
        path.name.startswith(_UNFINISHED) or (path.name == ARCHIVE and not any(path.iterdir()))
        for path in folder.iterdir()
    )


@contextmanager
def open_case(folder: Path, *, write: bool = False) -> Iterator[Case]:
    """Open the case in a folder; to look at it only, unless told.

    Raises:
        InputError: There is no case, or one that this program cannot open.
    """
    path = folder / DATABASE
    if not path.is_file():
        raise database.NotACase(folder, "no case there")
    if write and not (os.access(folder, os.W_OK) and os.access(path, os.W_OK)):
        hint = "copy the case to a folder that you may write to"
        raise InputError(f"{folder}: this case cannot be written to", hint=hint)
    opened = database.open_for_writing(path) if write else database.open_for_reading(path)
    try:
        yield Case(folder, opened)
    finally:
        opened.close()

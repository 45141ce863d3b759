"""Intake: files into the archive, one capture a content.

What is stored about a file is its name below the folder that was named;
no path or user of this machine comes into a case.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sightline.archive import fingerprint
from sightline.case.case import Case
from sightline.case.database import transaction
from sightline.errors import InputError
from sightline.reading import read
from sightline.text.masking import mask


@dataclass(frozen=True, slots=True)
class Found:
    """A file to add: where it is, what it will be called, whether it was named itself."""

    path: Path
    filename: str
    named: bool


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file.

    Attributes:
        filename: Its name in the case, masked.
        outcome: added; held, if the case has these bytes already; refused.
        capture: SHA-256 of its bytes; None if refused.
        why: Why it was refused, or under which name its bytes are held.
    """

    filename: str
    outcome: Literal["added", "held", "refused"]
    capture: str | None = None
    why: str | None = None


def find(path: Path, case: Path) -> Iterator[Found]:
    """Find the files that `path` names: itself, or all below it but hidden ones and the case.

    Raises:
        InputError: Nothing is there, or nothing that could be a document.
    """
    try:
        status = path.stat()
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        raise InputError(f"{path}: {said}", hint="check the path") from error
    if stat.S_ISREG(status.st_mode):
        yield Found(path, _name(path.name), named=True)
    elif stat.S_ISDIR(status.st_mode):
        below = list(_below(path, case))
        if not below:
            raise InputError(f"{path}: no files in this folder", hint="hidden files are left out")
        yield from below
    else:
        raise InputError(f"{path}: neither a file nor a folder", hint="give a file or folder")


def add(case: Case, found: Found, now: datetime) -> Added:
    """Put one file into the case; a file that cannot be read is refused, not raised."""
    filename = mask(found.filename)
    try:
        data = found.path.read_bytes()
        media_type = read(data, filename).media_type
    except InputError as error:
        return Added(filename, "refused", None, _with_hint(error))
    except OSError as error:
        return Added(filename, "refused", None, (error.strerror or str(error)).lower())
    held = _held(case, fingerprint(data))
    capture = case.archive.put(data)
    if held is None:
        with transaction(case.database, precious=True):
            inserted = case.database.execute(
                "INSERT INTO captures (id, filename, media_type, size, captured_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (capture, filename, media_type, len(data), f"{now:%Y-%m-%dT%H:%M:%SZ}"),
            )
        if inserted.rowcount:
            return Added(filename, "added", capture)
        held = _held(case, capture)
    return Added(filename, "held", capture, held)


def _held(case: Case, capture: str) -> str | None:
    row = case.database.execute("SELECT filename FROM captures WHERE id = ?", (capture,)).fetchone()
    return None if row is None else str(row[0])


def _with_hint(error: InputError) -> str:
    return f"{error} (hint: {error.hint})" if error.hint else str(error)


def _below(folder: Path, case: Path) -> Iterator[Found]:
    own = case.resolve()
    paths: list[Path] = []
    for base, folders, names in os.walk(folder):
        place = Path(base)
        folders[:] = [
            name for name in folders if not name.startswith(".") and (place / name).resolve() != own
        ]
        paths += [place / name for name in names if not name.startswith(".")]
    named = ((path.relative_to(folder).as_posix(), path) for path in paths if path.is_file())
    for relative, path in sorted(named):
        yield Found(path, _name(relative), named=False)


def _name(name: str) -> str:
    """Write a file's name in one way on every system."""
    printable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return unicodedata.normalize("NFC", printable)

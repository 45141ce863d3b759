"""The store: a folder in which a file's name is the SHA-256 of its bytes.

A capture is whole or not there. It is written beside its place, forced to
the disk and renamed, so a power cut leaves at most a scrap in the folder
of arrivals, which the next writer may sweep away. Every read is checked
against the name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sightline.errors import SightlineError

_ARRIVALS = "arrivals"


class Damaged(SightlineError):
    """The bytes held under a hash are no longer those that were put there."""

    def __init__(self, capture: str, found: str) -> None:
        super().__init__(
            f"capture {capture[:12]} is damaged: its bytes now hash to {found[:12]}",
            hint="bring the file back from a copy of the archive, or add it again",
        )
        self.capture, self.found = capture, found


class Missing(SightlineError):
    """The archive has no bytes under a hash."""

    def __init__(self, capture: str) -> None:
        super().__init__(
            f"capture {capture[:12]} is not in the archive",
            hint="bring the file back from a copy of the archive, or add it again",
        )
        self.capture = capture


def fingerprint(data: bytes) -> str:
    """Name `data` by its SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class Archive:
    """All captures of a case, by content."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def place(self, capture: str) -> Path:
        """Give the path at which a capture is or would be."""
        return self.root / capture[:2] / capture

    def __contains__(self, capture: str) -> bool:
        return self.place(capture).is_file()

    def __iter__(self) -> Iterator[str]:
        """Give the hashes held, in order."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            if path.name[:2] == path.parent.name and len(path.name) == 64:
                yield path.name

    def put(self, data: bytes) -> str:
        """Keep `data` and return its hash; bytes already held and sound stay untouched.

        A damaged or torn file under that hash is replaced: its name says
        what it should be, and here are the bytes that fit.
        """
        capture = fingerprint(data)
        place = self.place(capture)
        if self._sound(capture):
            return capture
        arrivals = self.root / _ARRIVALS
        arrivals.mkdir(parents=True, exist_ok=True)
        place.parent.mkdir(exist_ok=True)
        handle, scrap = tempfile.mkstemp(dir=arrivals)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(scrap).replace(place)
        except BaseException as error:
            with contextlib.suppress(OSError):
                Path(scrap).unlink()
            if isinstance(error, OSError):
                # A full disk tells its code but not the place.
                error.filename = error.filename or str(place)
            raise
        _settle(place.parent)
        _settle(self.root)
        return capture

    def get(self, capture: str) -> bytes:
        """Read a capture back.

        Raises:
            Missing: Nothing is held under this hash.
            Damaged: What is held hashes to something else.
        """
        try:
            data = self.place(capture).read_bytes()
        except FileNotFoundError:
            raise Missing(capture) from None
        found = fingerprint(data)
        if found != capture:
            raise Damaged(capture, found)
        return data

    def sweep(self) -> None:
        """Remove what killed writers left behind; only when no other writer is at work."""
        for scrap in (self.root / _ARRIVALS).glob("*"):
            with contextlib.suppress(OSError):
                scrap.unlink()

    def _sound(self, capture: str) -> bool:
        try:
            self.get(capture)
        except (Missing, Damaged):
            return False
        return True


def _settle(folder: Path) -> None:
    """Force a folder's entries to the disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

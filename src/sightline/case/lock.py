"""Taking turns: two processes that add, or two that read, one after the other.

The lock is SQLite's own lock on an empty file: it works the same on every
system and falls away with the process that holds it, however that ends.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sightline.errors import InputError

PATIENCE = 600.0
"""Seconds to wait for one's turn."""
_PAUSE = 0.1


class Busy(InputError):
    """Another process has been at the same work for too long."""

    def __init__(self, folder: Path, work: str) -> None:
        super().__init__(
            f"{folder}: another process still {work}s this case",
            hint="wait until it ends, or end it; nothing was changed",
        )


@contextlib.contextmanager
def turn(
    folder: Path, work: str, waiting: Callable[[str], None], patience: float = PATIENCE
) -> Iterator[None]:
    """Be the only process that does this kind of work (`add`, `read`) in this case.

    Args:
        folder: The case.
        work: The kind of work; each has its own lock.
        waiting: Told once, in words, if another process has its turn.
        patience: Seconds after which to give up.

    Raises:
        Busy: The other process took longer than that.
    """
    lock = sqlite3.connect(folder / f"{work}.lock", timeout=0, isolation_level=None)
    with contextlib.closing(lock):
        if not _taken(lock):
            waiting(f"another process {work}s this case; waiting for it")
            deadline = time.monotonic() + patience
            while not _taken(lock):
                if time.monotonic() >= deadline:
                    raise Busy(folder, work)
                time.sleep(_PAUSE)
        yield


def _taken(lock: sqlite3.Connection) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            return False
        raise
    return True

"""A `sightline` that dies: the command line, killed at a chosen moment of writing.

    python dying.py count ARGUMENTS...       run to the end, print the number of moments
    python dying.py moment N ARGUMENTS...    die at the N-th of them
    python dying.py size N ARGUMENTS...      die inside the write that makes any file longer than N

A moment is when a file is opened for writing, renamed or removed, a folder
made, an SQL statement begun, or some thousand steps of one carried out.
The program itself knows nothing of this: Python's audit hooks and SQLite's
trace tell. The size is a limit of the system (not on Windows) and reaches
into SQLite's own writes; with SURVIVE=1 the write fails instead, as on a
full disk.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from typing import Any

STEPS = 2000
"""Steps of SQLite's machine from one moment to the next."""
KILLED = 137
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CONNECT = sqlite3.connect
_CHANGES = frozenset(("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"))


class Watch:
    """Counts moments of writing, and ends the process at one of them."""

    def __init__(self, last: int | None) -> None:
        self.passed = 0
        self._last = last

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        """Be told by Python of what it is about to do."""
        if event in _CHANGES or (event == "open" and _opens_for_writing(arguments)):
            self.step()

    def connect(self, *arguments: Any, **named: Any) -> sqlite3.Connection:
        """Stand in for `sqlite3.connect`: the connection tells of its statements."""
        connection: sqlite3.Connection = _CONNECT(*arguments, **named)
        connection.set_trace_callback(self.step)
        connection.set_progress_handler(self.step, STEPS)
        return connection

    def step(self, *_: object) -> int:
        """Count one moment."""
        self.passed += 1
        if self.passed == self._last:
            # Nothing is flushed, closed or cleaned up, as after SIGKILL.
            os._exit(KILLED)
        return 0


def _opens_for_writing(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & _WRITING)


def _limit(size: int) -> None:
    import resource

    if os.environ.get("SURVIVE") != "1":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def main(arguments: Sequence[str]) -> int:
    """Run the command line as told."""
    # Imported before anything is counted: what Python writes for itself is no moment.
    import sightline.case
    import sightline.cli.case  # noqa: F401
    from sightline.cli.main import run

    kind, *rest = arguments
    if kind == "size":
        _limit(int(rest.pop(0)))
        return run(rest)
    watch = Watch(int(rest.pop(0)) if kind == "moment" else None)
    sys.addaudithook(watch.hear)
    sqlite3.connect = watch.connect  # type: ignore[assignment]
    code = run(rest)
    if kind == "count":
        sys.stdout.write(f"{watch.passed}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A `sightline` that is killed at the n-th call that changes the disk.

Run as a program by `test_kill`. SIGKILL leaves no time to tidy up: half
of a write is done, a rename is not, a file is cut or not.
"""

from __future__ import annotations

import os
import signal
import sys
import zipfile
from collections.abc import Callable
from typing import Any

from sightline.cli.main import run


def main() -> int:
    """Carry out `sightline` with the arguments after the number."""
    last = int(sys.argv[1])
    calls = 0

    def dying(really: Callable[..., Any], half: Callable[..., Any] | None = None) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if last == calls:
                if half:
                    half(*given)
                die()
            return really(*given, **named)

        return call

    write = os.write
    os.write = dying(write, lambda handle, data: write(handle, bytes(data)[: len(data) // 2]))
    for name in ("replace", "rename", "fsync", "truncate", "mkdir", "unlink", "rmdir"):
        setattr(os, name, dying(getattr(os, name)))
    put = zipfile.ZipFile.writestr
    zipfile.ZipFile.writestr = dying(put)  # type: ignore[method-assign]
    zipfile.ZipFile.close = dying(zipfile.ZipFile.close)  # type: ignore[method-assign]
    code = run(sys.argv[2:])
    sys.stderr.write(f"calls: {calls}\n")
    return code


def die() -> None:
    """End at once, as if the power failed for this process."""
    if sys.platform == "win32":
        os._exit(9)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())

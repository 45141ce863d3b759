"""Putting a finished file in its place, so that a killed writer leaves no torn one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(to: Path) -> Iterator[Path]:
    """Give a path beside `to` to write at; it takes `to`'s place when all went well."""
    beside = to.with_name(f"{to.name}.{os.getpid()}.partial")
    try:
        yield beside
        os.replace(beside, to)  # noqa: PTH105  the name says that the old file goes
    finally:
        beside.unlink(missing_ok=True)

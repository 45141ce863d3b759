"""Supplier files made on the spot, and the bundled datasets made ready once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sightline.entities import load_datasets
from sightline.screening import Result, Screener, Subject

Ask = Callable[..., Result]


@pytest.fixture(scope="session")
def screener() -> Screener:
    """All bundled datasets at the default threshold."""
    return Screener(load_datasets())


@pytest.fixture(scope="session")
def ask(screener: Screener) -> Ask:
    """Screen one made-up subject given by roles."""

    def one(**fields: str) -> Result:
        roles: Mapping[str, tuple[str, ...]] = {role: (text,) for role, text in fields.items()}
        return next(screener.screen([Subject(1, dict(fields), roles)]))

    return one


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of the given text or bytes."""

    def write(content: str | bytes, name: str = "suppliers.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write

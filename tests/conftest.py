"""Fixtures that several rooms share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and the study, found by SIGHTLINE_SHARED; CI must have it."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("SIGHTLINE_SHARED", beside))
    if not folder.is_dir():
        message = f"no folder {folder}: set SIGHTLINE_SHARED to the project's shared folder"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def testimony(shared: Path) -> Path:
    """The study's text file."""
    return next((shared / "testimony").glob("*.txt"))

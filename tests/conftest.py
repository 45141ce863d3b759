"""Fixtures that several rooms share, and two rules on how the tests run.

A test that lacks something says with which command it is added; in CI
nothing may be lacking, so there a skip is a failure.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from sightline.cli.main import run

REMEDY = re.compile(r"\b(apt-get|pip) install\b|SIGHTLINE_SHARED|\bon (Windows|macOS|Linux)\b")
"""What the reason of a skip names: the command that adds what is missing, or the platform."""

# Seeded for `make test`, so that a run can be repeated; `make soak` looks further.
hypothesis.settings.register_profile("sample", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "sample"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what skips in CI, and anywhere a skip that tells no way out."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = str(call.excinfo.value) if call.excinfo else ""
        if os.environ.get("CI") or not REMEDY.search(reason):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} was skipped: {reason}"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and the study, found by SIGHTLINE_SHARED; CI must have it."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("SIGHTLINE_SHARED") or beside)
    if not folder.is_dir():
        pytest.skip(f"no folder {folder}: set SIGHTLINE_SHARED to the project's shared folder")
    return folder


@pytest.fixture(scope="session")
def testimony(shared: Path) -> Path:
    """The study's text file."""
    return next((shared / "testimony").glob("*.txt"))


@dataclass(frozen=True)
class Outcome:
    """What one call of the command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def sightline(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Outcome]:
    """Call the command line as a user would: `sightline("case", "new", folder)`.

    The user's own folder is an empty one, and the width of the terminal is fixed.
    """
    monkeypatch.setenv("SIGHTLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("SIGHTLINE_TRACEBACK", raising=False)

    def call(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return call

"""`sightline doctor` tells what is there, what is missing and how to add it."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from sightline.cli import doctor
from tests.conftest import Outcome

Call = Callable[..., Outcome]


def test_doctor_finds_this_installation_well(sightline: Call, tmp_path: Path) -> None:
    """Where the tests run, everything needed is there, and the user's folder is the given one."""
    told = sightline("doctor", "--json")
    report = json.loads(told.out)
    assert (told.code, report["ok"]) == (0, True)
    found = {part["name"]: part["found"] for part in report["libraries"]}
    assert found["click"] == version("click")
    paths = {part["name"]: part["found"] for part in report["paths"]}
    assert paths["user folder"].startswith(str(tmp_path / "home"))


def test_doctor_tells_people_the_same_as_programs(sightline: Call) -> None:
    """Every part of the JSON stands in the page too."""
    page = sightline("doctor").out
    report = json.loads(sightline("doctor", "--json").out)
    for heading in ("versions", "libraries", "datasets", "paths"):
        for part in report[heading]:
            assert part["name"] in page
            assert part["found"] in page


def test_doctor_names_the_bundled_datasets(sightline: Call) -> None:
    """A build that lost its data is seen before a screening finds nothing."""
    report = json.loads(sightline("doctor", "--json").out)
    assert "beyond-the-camps" in {part["name"] for part in report["datasets"]}


def test_a_missing_library_comes_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing can be added by copying one line."""
    monkeypatch.setattr(
        "importlib.metadata.requires",
        lambda _name: ["loom-of-hotan>=1.0", 'shuttle; extra == "weaving"'],
    )
    report = doctor.examine()
    assert not report.ok
    assert report.libraries[0].found is None
    assert report.libraries[0].remedy == "python -m pip install 'loom-of-hotan>=1.0'"
    assert report.extras[0].name == "weaving: shuttle"
    assert report.extras[0].remedy == "python -m pip install 'sightline[weaving]'"


def test_a_missing_extra_is_no_fault() -> None:
    """An extra serves what not everybody does; without it nothing is wrong."""
    part = doctor.Part("dev: pytest", None, "python -m pip install 'sightline[dev]'")
    assert doctor.Report((), (), (part,), (), ()).ok

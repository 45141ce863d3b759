"""The built wheel works by itself: a clean environment, the core lock, no development tools."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, SOURCES, files

EXAMPLES = ROOT / "examples"
TIMEOUT = 600
# What would let this environment shine through, or change what is printed.
LEAKS = ("PYTHON", "SIGHTLINE_", "VIRTUAL_ENV")


def call(*arguments: str | Path, cwd: Path, home: Path | None = None) -> str:
    """Run a program that must succeed, and give what it printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEAKS)}
    if home is not None:
        kept["SIGHTLINE_HOME"] = str(home)
    run = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env={**kept, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    assert run.returncode == 0, f"{arguments}:\n{run.stdout}\n{run.stderr}"
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network by the hatchling of the lock."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    call(*pip, "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder)
    return next(folder.glob("sightline-*.whl"))


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment's folder of programs, with the wheel and what the core lock names."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [
        programs / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    lock = ROOT / "requirements" / "core.txt"
    call(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock, cwd=folder)
    call(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    return programs


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Word lists, tables and templates travel with the code, and nothing else does."""
    ours = {
        file.relative_to(SOURCES.parent).as_posix() for file in files() if SOURCES in file.parents
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert ours <= held
    made = {name for name in held - ours if "__pycache__" in name or name.endswith(".pyc")}
    assert not made


def test_the_source_release_holds_what_git_does(tmp_path: Path) -> None:
    """A release is made of what was reviewed; nothing that a work tree gathers slips in."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "sdist"]
    call(*build, "--directory", tmp_path, cwd=ROOT)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as release:
        held = {member.name.partition("/")[2] for member in release.getmembers()}
    ours = {file.relative_to(ROOT).as_posix() for file in files()}
    assert held - ours <= {"PKG-INFO"}
    assert {"LICENSE", "NOTICE", "Makefile", "src/sightline/__init__.py"} <= held


def test_the_wheel_needs_no_development_tool(clean: Path, tmp_path: Path) -> None:
    """The doctor of a clean environment finds all it needs there, and no pytest."""
    home = tmp_path / "home"
    report = json.loads(call(clean / "sightline", "doctor", "--json", cwd=tmp_path, home=home))
    assert report["ok"]
    assert str(ROOT) not in json.dumps(report["paths"])
    assert {part["found"] for part in report["extras"]} == {None}


def test_the_wheel_reads_a_case(clean: Path, tmp_path: Path) -> None:
    """From a document to exported claims, as a user without this repository does it."""
    sightline, home = clean / "sightline", tmp_path / "home"
    call(sightline, "case", "new", "mine", cwd=tmp_path, home=home)
    call(sightline, "add", "mine", EXAMPLES / "briefing", cwd=tmp_path, home=home)
    call(sightline, "read", "mine", cwd=tmp_path, home=home)
    assert "█" not in call(sightline, "case", "status", "mine", cwd=tmp_path, home=home)
    assert "卫星工厂" in call(sightline, "search", "mine", "卫星工厂", cwd=tmp_path, home=home)
    call(sightline, "export", "mine", "--to", "exported", cwd=tmp_path, home=home)
    captures = (tmp_path / "exported" / "captures.jsonl").read_text("utf-8").splitlines()
    given = [file for file in (EXAMPLES / "briefing").rglob("*") if file.is_file()]
    assert len(captures) == len(given)
    assert (tmp_path / "exported" / "annotations.jsonl").stat().st_size > 0


def test_the_wheel_screens_a_file(clean: Path, tmp_path: Path) -> None:
    """The example file gets its answers, its workbook and its page."""
    suppliers = EXAMPLES / "suppliers.csv"
    call(
        clean / "sightline",
        "screen",
        suppliers,
        "--to",
        "out",
        cwd=tmp_path,
        home=tmp_path / "home",
    )
    lines = (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()
    outcomes = {json.loads(line)["outcome"] for line in lines}
    assert {"listed", "none"} <= outcomes
    assert (tmp_path / "out" / "screening.xlsx").stat().st_size > 0
    assert (tmp_path / "out" / "index.html").stat().st_size > 0

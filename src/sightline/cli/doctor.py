"""`sightline doctor`: what is installed, where things are, what is missing and how to add it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

import click

from sightline import __version__
from sightline.cli import settings, talk

SQLITE_NEEDED = (3, 31)
"""The oldest SQLite whose upsert, window functions and generated columns a case may use."""


@dataclass(frozen=True)
class Part:
    """One thing that Sightline uses; `found` is None where it is missing."""

    name: str
    found: str | None
    remedy: str | None = None

    @property
    def well(self) -> bool:
        """Tell whether nothing has to be done about it."""
        return self.remedy is None


@dataclass(frozen=True)
class Report:
    """All that `doctor` tells."""

    versions: tuple[Part, ...]
    libraries: tuple[Part, ...]
    extras: tuple[Part, ...]
    datasets: tuple[Part, ...]
    paths: tuple[Part, ...]

    @property
    def ok(self) -> bool:
        """Tell whether everything that is needed is there; extras are not needed."""
        needed = (*self.versions, *self.libraries, *self.datasets, *self.paths)
        return all(part.well for part in needed)

    def as_dict(self) -> dict[str, object]:
        """Give the report as JSON-ready values."""
        return {"ok": self.ok, **asdict(self)}


@click.command(
    epilog="""\b
Examples:
  sightline doctor
  sightline doctor --json
"""
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object on stdout.")
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """Tell what is installed and missing.

    Exit code 1 if something is missing that Sightline needs; a missing
    extra only switches off what it serves.
    """
    report = examine()
    if as_json:
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        _show(report)
    context.exit(0 if report.ok else 1)


def examine() -> Report:
    """Look at this installation."""
    libraries, extras = _requirements()
    return Report(
        versions=(
            Part("sightline", __version__),
            Part("python", platform.python_version()),
            _sqlite(),
            Part("platform", platform.platform()),
            Part("encoding", sys.getfilesystemencoding()),
        ),
        libraries=libraries,
        extras=extras,
        datasets=tuple(_datasets()),
        paths=tuple(_paths()),
    )


def _sqlite() -> Part:
    wanted = ".".join(map(str, SQLITE_NEEDED))
    remedy = f"install a Python built with SQLite {wanted} or newer"
    old = sqlite3.sqlite_version_info < SQLITE_NEEDED
    return Part("sqlite", sqlite3.sqlite_version, remedy if old else None)


def _requirements() -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Read from the installed package what it needs, and what its extras would add."""
    libraries: list[Part] = []
    extras: list[Part] = []
    for requirement in importlib.metadata.requires("sightline") or []:
        wanted, _, marker = requirement.partition(";")
        name = re.split(r"[\s<>=!~\[(]", wanted.strip(), maxsplit=1)[0]
        extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)", marker)
        if extra is None:
            libraries.append(_library(name, f"python -m pip install '{wanted.strip()}'"))
        else:
            remedy = f"python -m pip install 'sightline[{extra[1]}]'"
            part = _library(name, remedy)
            extras.append(Part(f"{extra[1]}: {part.name}", part.found, part.remedy))
    return tuple(libraries), tuple(extras)


def _library(name: str, remedy: str) -> Part:
    try:
        return Part(name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Part(name, None, remedy)


def _datasets() -> Iterator[Part]:
    """List the bundled datasets by their folders; whether their rows hold is a test's matter."""
    bundled = files("sightline") / "data" / "datasets"
    if not bundled.is_dir():
        yield Part("bundled datasets", None, "install Sightline again: its data is not there")
        return
    for folder in sorted(bundled.iterdir(), key=lambda each: each.name):
        if not folder.is_dir():
            continue
        described = (folder / "dataset.toml").is_file()
        remedy = None if described else "install Sightline again: its dataset.toml is not there"
        yield Part(folder.name, "bundled" if described else None, remedy)


def _paths() -> Iterator[Part]:
    chosen = settings.load()
    yield Part("program", str(files("sightline")))
    yield _folder("user folder", chosen.home)
    yield Part(
        "settings", f"{chosen.file}{_unless(chosen.file.is_file(), ' (not there: defaults)')}"
    )
    for folder in chosen.dataset_folders:
        yield _folder("user datasets", folder)


def _folder(name: str, folder: Path) -> Part:
    """Describe a folder that need not be there yet, but must be writable if it is."""
    there = folder.is_dir()
    locked = there and not os.access(folder, os.W_OK)
    remedy = "make it writable, or set SIGHTLINE_HOME to another folder" if locked else None
    return Part(name, f"{folder}{_unless(there, ' (made when needed)')}", remedy)


def _unless(fine: bool, words: str) -> str:
    return "" if fine else words


def _show(report: Report) -> None:
    from rich.text import Text

    paper = talk.paper()
    for heading in ("versions", "libraries", "extras", "datasets", "paths"):
        parts: tuple[Part, ...] = getattr(report, heading)
        if not parts:
            continue
        paper.print(Text(heading, "bold"))
        width = max(len(part.name) for part in parts)
        for part in parts:
            line = Text.assemble(f"  {part.name:<{width}}  ", _verdict(part))
            paper.print(line)
    talk.say("All that is needed is here." if report.ok else "Something that is needed is missing.")


def _verdict(part: Part) -> tuple[str, str]:
    found = part.found or "missing"
    return (f"{found}: {part.remedy}", "yellow") if part.remedy else (found, "green")

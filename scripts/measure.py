"""Take the figures that the docs tell, and keep them true: see benchmarks/__init__.py.

    measure.py bench|soak [--full] [--only NAME] [--write]    take figures
    measure.py readme [--write]                               put them into README.md

Without --write nothing changes: figures are printed, and `readme` fails
if a number in README.md is not the one measured. With each figure stands
the hash of what was measured, so that a figure older than its code is seen.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "docs" / "measurements.json"
README = ROOT / "README.md"

FIGURE = re.compile(
    r"(?P<open><!--figure (?P<path>[^;<>]+?)(?:;(?P<format>[^<>]*?))?-->)"
    r"(?P<shown>[^<]*)(?P<close><!--/-->)"
)
"""In Markdown: <!--figure search/recall;.3f-->1.000<!--/-->, invisible to a reader."""


def measurements(kind: str | None = None) -> Iterator[ModuleType]:
    """Import the modules of benchmarks/, in the order of their names."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    for file in sorted((ROOT / "benchmarks").glob("[a-z]*.py")):
        module = importlib.import_module(f"benchmarks.{file.stem}")
        if hasattr(module, "run") and kind in (None, getattr(module, "KIND", "bench")):
            yield module


def files_of(dotted: str, root: Path = ROOT) -> list[Path]:
    """Find the files that a dotted name stands for.

    Raises:
        FileNotFoundError: There is no such module, package or data folder.
    """
    place = root.joinpath("src", *dotted.split("."))
    if place.is_dir():
        return sorted(
            file for file in place.rglob("*") if file.is_file() and "__pycache__" not in file.parts
        )
    return [place.with_suffix(".py").resolve(strict=True)]


def fingerprint(module: ModuleType) -> str:
    """Hash what a measurement measures, and the measurement itself."""
    digest = hashlib.sha256()
    own = Path(str(module.__file__))
    files = [file for dotted in module.MODULES for file in files_of(dotted)]
    for file in [own, *files]:
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def at(figures: Mapping[str, Any], path: str) -> Any:
    """Follow a path such as `recall/zh-en/R@1` into figures.

    Raises:
        KeyError: There is no such figure.
    """
    found: Any = figures
    for part in path.split("/"):
        found = found[part]
    return found


def broken_bounds(module: ModuleType, figures: Mapping[str, Any], *, full: bool) -> list[str]:
    """Say which figures are outside the bounds that their module sets."""
    floors = {**getattr(module, "FLOORS", {})}
    if full:
        floors |= getattr(module, "FLOORS_IN_FULL", {})
    told = [
        f"{module.NAME}/{path} is {at(figures, path)}, below {least}"
        for path, least in floors.items()
        if at(figures, path) < least
    ]
    told += [
        f"{module.NAME}/{path} is {at(figures, path)}, above {most}"
        for path, most in getattr(module, "CEILINGS", {}).items()
        if at(figures, path) > most
    ]
    return told


def machine() -> dict[str, Any]:
    """Tell what the figures were taken on."""
    return {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


def record() -> dict[str, Any]:
    """Read what was measured so far."""
    if not RECORD.exists():
        return {}
    read: dict[str, Any] = json.loads(RECORD.read_text("utf-8"))
    return read


def stale() -> list[str]:
    """Name the recorded figures whose code has changed since they were taken."""
    known = record()
    return [
        module.NAME
        for module in measurements()
        if module.NAME in known and known[module.NAME]["sha256"] != fingerprint(module)
    ]


def refreshed(text: str, known: Mapping[str, Any]) -> str:
    """Put the recorded figures where a Markdown text names them.

    Raises:
        KeyError: The text names a figure that was never measured.
    """

    def put(found: re.Match[str]) -> str:
        name, _, path = found["path"].partition("/")
        shown = format(at(known[name]["figures"], path), found["format"] or "")
        return found["open"] + shown + found["close"]

    return FIGURE.sub(put, text)


def take(chosen: argparse.Namespace) -> int:
    """Run the measurements of one kind, print their figures, and keep them if asked to."""
    from sightline.cli import settings

    known = record()
    problems: list[str] = []
    for module in measurements(chosen.what):
        if chosen.only not in (None, module.NAME):
            continue
        before = fingerprint(module)
        figures = dict(module.run(full=chosen.full))
        broken = broken_bounds(module, figures, full=chosen.full)
        problems += broken
        print(json.dumps({module.NAME: figures}, ensure_ascii=False, indent=2))
        if broken:  # what misses its bounds is told, not kept; the others are
            continue
        known[module.NAME] = {
            "figures": figures,
            "full": chosen.full,
            "measured_at": settings.now().isoformat(),
            "machine": machine(),
            "modules": list(module.MODULES),
            "sha256": before,
        }
    for problem in problems:
        print(problem, file=sys.stderr)
    if chosen.write:
        ordered = json.dumps(known, ensure_ascii=False, indent=2, sort_keys=True)
        RECORD.write_text(ordered + "\n", "utf-8", newline="\n")
    return 1 if problems else 0


def readme(chosen: argparse.Namespace) -> int:
    """Compare README.md with the record, or write the recorded figures into it."""
    text = README.read_text("utf-8")
    fresh = refreshed(text, record())
    if chosen.write:
        README.write_text(fresh, "utf-8", newline="\n")
    elif fresh != text:
        print("README.md tells figures that are not the measured ones; run: make docs")
        return 1
    return 0


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="Take the figures that the docs tell.")
    parser.add_argument("what", choices=["bench", "soak", "readme"])
    parser.add_argument("--full", action="store_true", help="the whole, not a seeded sample")
    parser.add_argument("--only", help="one measurement by its name")
    parser.add_argument("--write", action="store_true", help="keep what was found")
    chosen = parser.parse_args()
    if chosen.write and chosen.what != "readme" and not chosen.full:
        parser.error("only full figures are kept: add --full")
    return readme(chosen) if chosen.what == "readme" else take(chosen)


if __name__ == "__main__":
    sys.exit(main())

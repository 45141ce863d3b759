"""The repository as its tests see it: its files, and what each module imports."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "sightline"


def files() -> list[Path]:
    """List what git tracks or would track; in an unpacked release, every file."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if listed.returncode:
        return [file for file in ROOT.rglob("*") if file.is_file() and not _made(file)]
    named = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [file for file in named if file.is_file()]


def _made(file: Path) -> bool:
    parts = file.relative_to(ROOT).parts
    return any((part.startswith(".") and part != ".ci") or part == "__pycache__" for part in parts)


def texts() -> Iterator[tuple[str, str]]:
    """Give each UTF-8 file with its name in the repository."""
    for file in files():
        try:
            yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Parse every module of the package, by its dotted name under `sightline`."""
    for file in sorted(SOURCES.rglob("*.py")):
        parts = file.relative_to(SOURCES).with_suffix("").parts
        dotted = ".".join(part for part in parts if part != "__init__")
        yield dotted, ast.parse(file.read_text("utf-8"), str(file))


def imports(module: ast.Module) -> Iterator[str]:
    """Name what a module imports, wherever in it: `from a.b import c` gives a.b.c."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)

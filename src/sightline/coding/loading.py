"""Loading: a codebook's TOML files, one or a folder of them, read and merged."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sightline.coding.building import build
from sightline.coding.codebook import BadCodebook, Codebook

BUNDLED = "xinjiang-labour"


def load_codebook(path_or_name: str | Path = BUNDLED) -> Codebook:
    """The bundled codebook of that name, or the one in this TOML file or folder of them.

    Raises:
        BadCodebook: It isn't there, or its content can't be read.
    """
    if isinstance(path_or_name, str) and path_or_name in bundled_codebooks():
        return _load_bundled(path_or_name)
    path = Path(path_or_name)
    if not path.exists():
        known = ", ".join(bundled_codebooks())
        raise BadCodebook(str(path), f"no such file, folder or bundled codebook ({known})")
    pages = [path] if path.is_file() else sorted(path.glob("*.toml"))
    if not pages:
        raise BadCodebook(str(path), "the folder holds no TOML file")
    return build(_merged(pages), str(path), _origins(pages))


def bundled_codebooks() -> tuple[str, ...]:
    """Names of the codebooks that come with the program."""
    folder = files("sightline.data").joinpath("codebooks")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))


@cache
def _load_bundled(name: str) -> Codebook:
    folder = files("sightline.data").joinpath("codebooks").joinpath(name)
    pages = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    pages.sort(key=lambda entry: entry.name)
    return build(_merged(pages), name, _origins(pages))


def _merged(pages: Iterable[Traversable]) -> dict[str, Any]:
    """Lists and tables of several files are joined; anything else may stand in one only."""
    merged: dict[str, Any] = {}
    for page in pages:
        for key, value in _content(page).items():
            if isinstance(value, list) and isinstance(merged.get(key), list):
                merged[key] = [*merged[key], *value]
            elif isinstance(value, dict) and isinstance(merged.get(key), dict):
                for twice in merged[key].keys() & value.keys():
                    raise BadCodebook(page.name, f"{key}.{twice} stands in another file too")
                merged[key] = {**merged[key], **value}
            elif key in merged:
                raise BadCodebook(page.name, f"{key} stands in another file too")
            else:
                merged[key] = value
    return merged


def _origins(pages: Iterable[Traversable]) -> dict[str, list[str]]:
    """Where each term and indicator is written, in their order: the file, and the line in it."""
    found: dict[str, list[str]] = {"term": [], "indicator": []}
    for page in pages:
        lines = page.read_text(encoding="utf-8").splitlines()
        for kind, places in found.items():
            rows = [n for n, line in enumerate(lines, 1) if line.strip() == f"[[{kind}]]"]
            places += [f"{page.name}:{line}" for line in rows]
    return found


def _content(page: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(page.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCodebook(page.name, str(error)) from error

"""The words of pages and workbook, from a catalogue in two languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

LANGUAGES = ("en", "zh")
READING = "reading."
"""What the keys of the reading page begin with."""
_FILES = ("words.toml", "reading.toml")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Read the catalogue: a dotted key to its wording per language."""
    folder = files("sightline.dossier")
    tables = (tomllib.loads((folder / name).read_text("utf-8")) for name in _FILES)
    return MappingProxyType({key: said for table in tables for key, said in _entries(table, "")})


def _entries(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    wording = {key: value for key, value in table.items() if isinstance(value, str)}
    if wording:
        yield prefix, wording
    for key, value in table.items():
        if not isinstance(value, str):
            yield from _entries(value, f"{prefix}.{key}" if prefix else key)


class Words:
    """The catalogue in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **given: object) -> str:
        """Give the wording of `key`, with its braces filled."""
        return catalogue()[key][self.language].format(**given)

    def term(self, family: str, value: str) -> str:
        """Give the word for a value of an open vocabulary; an unknown one stands for itself."""
        wording = catalogue().get(f"{family}.{value}")
        return wording[self.language] if wording else value.replace("_", " ")

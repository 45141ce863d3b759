"""Words that laying out and parting sentences go by, from `data/text/layout.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def knowledge() -> dict[str, frozenset[str]]:
    """The words of `data/text/layout.toml`, by table."""
    data = tomllib.loads(files("sightline.data").joinpath("text/layout.toml").read_text("utf-8"))
    return {
        "note_headings": frozenset(data["notes"]["headings"]),
        "note_openings": frozenset(data["notes"]["openings"]),
        "captions": frozenset(data["captions"]["openings"]),
        "abbreviations": frozenset(data["abbreviations"]["words"]),
    }


@cache
def _beginnings(table: str) -> re.Pattern[str]:
    words = sorted(knowledge()[table], key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    chinese = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"(?:{latin})(?!\w)|(?:{chinese})", re.IGNORECASE)


def begins_with(text: str, table: str) -> bool:
    """Whether `text` begins with a word of `table`."""
    return _beginnings(table).match(text) is not None

"""Words that laying out and parting sentences go by, from `data/text/layout.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sightline.text.fold import simple_table

DRESS = " \t\u3000【[［〖《<〈(（「·•*#-—–_~★☆◆◇●○■□▲△▼▽►▶>»→↓↑⬇⬆👇👆☞※|｜"
"""Signs that stand ahead of a line's words on web pages."""
_CLOSERS = "】]］〗》>〉)）」"
# A sentence's end, or a date: then a line has words of its own.
_SENTENCE = re.compile(r"[。！？]|(?:19|20)\d\d\s?[-/.年]\s?\d")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("sightline.data").joinpath("text/layout.toml").read_text("utf-8"))


@cache
def knowledge() -> dict[str, frozenset[str]]:
    """The words of `data/text/layout.toml`, by table; `web` and `articles` in lower case."""
    data = _data()
    return {
        "note_headings": frozenset(data["notes"]["headings"]),
        "note_openings": frozenset(data["notes"]["openings"]),
        "captions": frozenset(data["captions"]["openings"]),
        "abbreviations": frozenset(data["abbreviations"]["words"]),
        "web_alone": frozenset(word.lower() for word in data["web"]["alone"]),
        "web": _lower(data["web"]["begins"]),
        "related": _lower(data["articles"]["related"]),
        "closing": _lower(data["articles"]["closing"]),
        "dateline": _lower(data["articles"]["dateline"]),
        "web_holds": _lower(data["web"]["holds"]),
        "dispatch": frozenset(data["articles"]["dispatch"]),
        "paper_begins": _lower(data["articles"]["paper_begins"]),
        "paper_ends": _lower(data["articles"]["paper_ends"]),
        "going_on": frozenset(data["line_ends"]["going_on"]),
        "lists": _lower(data["line_ends"]["lists"]),
        "bodies": _lower(data["line_ends"]["bodies"]),
    }


def _lower(words: list[str]) -> frozenset[str]:
    return frozenset(undressed(word) for word in words)


@cache
def bounds() -> tuple[int, int]:
    """The longest line of web furniture, and how soon a report says that it is one."""
    data = _data()
    return int(data["web"]["longest"]), int(data["articles"]["dispatch_within"])


@cache
def _beginnings(table: str) -> re.Pattern[str]:
    words = sorted(knowledge()[table], key=len, reverse=True)
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    chinese = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"(?:{latin})(?!\w)|(?:{chinese})", re.IGNORECASE)


def begins_with(text: str, table: str) -> bool:
    """Whether `text` begins with a word of `table`."""
    return _beginnings(table).match(text) is not None


def ends_with(text: str, *tables: str) -> bool:
    """Whether `text`, but for closing brackets, ends with a word of one of the tables."""
    bare = undressed(text).rstrip(_CLOSERS)
    return any(bare.endswith(strings(table)) for table in tables)


@cache
def strings(table: str) -> tuple[str, ...]:
    """The words of `table`, for `str.startswith`."""
    return tuple(sorted(knowledge()[table]))


@cache
def _any(table: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, strings(table))))


def contains(text: str, table: str) -> bool:
    """Whether a word of `table` stands anywhere in `text`."""
    return _any(table).search(text) is not None


def is_web_furniture(text: str) -> bool:
    """Whether a line is none of an article's words: an advertisement, a button, an editor."""
    if len(text) > bounds()[0] or _SENTENCE.search(text):
        return False
    bare = undressed(text)
    alone = bare.strip(DRESS + _CLOSERS)
    return (
        bare.startswith(strings("web"))
        or alone in knowledge()["web_alone"]
        or contains(bare, "web_holds")
    )


def undressed(text: str) -> str:
    """A line's words, simplified and in lower case, without the signs ahead of them."""
    bare = text.lstrip(DRESS).lower()
    return bare if bare.isascii() else bare.translate(simple_table())

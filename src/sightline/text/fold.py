"""Folding: the alphabet of the search key.

A search key is folded freely (width, case, diacritics, traditional to
simplified, joined words) because it is never quoted: each of its
characters leads back to the raw text. A query is folded the same way.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import numpy as np

from sightline.text.repair import repair, repair_table
from sightline.text.spans import Layer, Offsets

CJK = "\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U000323af"
_MARKS = re.compile("[\u0300-\u036f]")

_BESIDE_CJK = re.compile(f"[{CJK}]")

# Blanks beside an ideograph go, and so does a hyphen inside a word, which a
# line end may have put there or lost.
_JOINS = re.compile(
    rf"(?<=[{CJK}]) +| +(?=[{CJK}])|  +|(?<=[^\W\d_])- ?(?=[^\W\d_])",
)


def _read(name: str) -> list[dict[str, str]]:
    with files("sightline.data").joinpath(f"text/{name}").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


class _Folds(dict[int, str]):
    """Code point to folded string, worked out at first sight of a character."""

    def __init__(self) -> None:
        super().__init__()
        self._own = {int(row["code_point"], 16): row["to"] for row in _read("folds.csv")}
        self._simplified = {
            ord(row["traditional"]): row["simplified"] for row in _read("simplified.csv")
        }

    def __missing__(self, code: int) -> str:
        folded = self._fold(code)
        self[code] = folded
        return folded

    def _fold(self, code: int) -> str:
        character = repair_table().get(code, chr(code))
        if (own := self._own.get(ord(character))) is not None:
            return own
        if "\ud800" <= character <= "\udfff":
            return "\ufffd"
        compatible = unicodedata.normalize("NFKC", character).casefold()
        plain = unicodedata.normalize(
            "NFC", _MARKS.sub("", unicodedata.normalize("NFD", compatible))
        )
        plain = "".join(self._own.get(ord(c), c) for c in plain)
        if plain != character and plain.isspace():
            return " "
        return plain.translate(self._simplified)


@cache
def _simple_table() -> dict[int, str]:
    simplified = {ord(row["traditional"]): row["simplified"] for row in _read("simplified.csv")}
    return simplified | {
        code: ordinary.translate(simplified) for code, ordinary in repair_table().items()
    }


def simplify(text: str) -> str:
    """`text` repaired and in simplified characters; same length, nothing else folded."""
    return text if text.isascii() else text.translate(_simple_table())


@cache
def _folds() -> _Folds:
    return _Folds()


def fold_layer(text: str) -> Layer:
    """`text` (blanks already single) in the key's alphabet, offsets into `text`.

    Line feeds stay: they part blocks, and no hit crosses one.
    """
    table = _folds()
    odd = sorted(c for c in set(text) if len(table[ord(c)]) != 1)
    characters = _rewrite(
        text,
        re.compile(f"[{re.escape(''.join(odd))}]") if odd else None,
        lambda found: table[ord(found.group())],
        table,
    )
    return _rewrite(characters.text, _JOINS, _join).through(characters)


def _join(found: re.Match[str]) -> str:
    """What a run of blanks or a word's hyphen leaves in the key."""
    if not found.group().isspace():
        return ""
    around = found.string[max(found.start() - 1, 0) : found.end() + 1]
    return "" if _BESIDE_CJK.search(around) else " "


def _rewrite(
    text: str,
    pattern: re.Pattern[str] | None,
    put: Callable[[re.Match[str]], str],
    table: _Folds | None = None,
) -> Layer:
    """`text` with each match replaced and the rest translated one for one."""
    out: list[str] = []
    starts: list[Offsets] = []
    ends: list[Offsets] = []

    def copy(first: int, after: int) -> None:
        piece = text[first:after]
        out.append(piece.translate(table) if table is not None else piece)
        starts.append(np.arange(first, after, dtype=np.int32))
        ends.append(np.arange(first + 1, after + 1, dtype=np.int32))

    done = 0
    for found in pattern.finditer(text) if pattern is not None else ():
        first, after = found.span()
        if first > done:
            copy(done, first)
        if piece := put(found):
            out.append(piece)
            starts.append(np.full(len(piece), first, dtype=np.int32))
            ends.append(np.full(len(piece), after, dtype=np.int32))
        done = after
    if done < len(text) or not out:
        copy(done, len(text))
    return Layer("".join(out), np.concatenate(starts), np.concatenate(ends))


def fold(text: str) -> str:
    """`text`, for example a query, in the key's alphabet, on one line.

    Blanks and hyphens at its edges say nothing and are dropped.
    """
    single = re.sub(r"\s+", " ", repair(text)).strip(" -\u2010\u2011")
    return fold_layer(single).text.strip(" -")

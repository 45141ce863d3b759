"""Folding: the alphabet of the search key.

A search key is folded freely (width, case, diacritics, traditional to
simplified, joined words) because it is never quoted: each of its
characters leads back to the raw text. A query is folded the same way.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from sightline.text.codes import BLANK, CJK, CLASSES, DENSE, Codes, Places, Table, codes, words
from sightline.text.repair import repair, repair_table
from sightline.text.runs import Runs, edited, same
from sightline.text.spans import Layer

_BESIDE_CJK = re.compile(f"[{CJK}]")
# Blanks beside an ideograph go, and so does a hyphen inside a word, which a
# line end may have put there or lost.
_JOINS = re.compile(
    rf"(?<=[{CJK}]) +| +(?=[{CJK}])|  +|(?<=[^\W\d_])- ?(?=[^\W\d_])",
)
# So many places are looked at one by one.
_MANY = 64
_MARKS = re.compile("[\u0300-\u036f]")
_HYPHEN = re.compile("(?<=[a-z])- ?(?=[a-z])")
_BLANK, _HYPHEN_SIGN = ord(" "), ord("-")


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
def simple_table() -> dict[int, str]:
    """Code point to simplified or repaired character, for `str.translate` of short texts."""
    simplified = {ord(row["traditional"]): row["simplified"] for row in _read("simplified.csv")}
    return simplified | {
        code: ordinary.translate(simplified) for code, ordinary in repair_table().items()
    }


def _simple(code: int) -> int:
    return ord(simple_table().get(code, chr(code)))


_SIMPLE = Table(_simple, np.uint32)


def simplify(text: str) -> str:
    """`text` repaired and in simplified characters; same length, nothing else folded."""
    if text.isascii():
        return text
    written = codes(text)
    simple = _SIMPLE.of(written)
    changed = (simple != written).nonzero()[0]
    if not len(changed):
        return text
    out: list[str] = []
    done = 0
    for at in changed.tolist():
        out += [text[done:at], chr(simple[at])]
        done = at + 1
    return "".join([*out, text[done:]])


@cache
def _folds() -> _Folds:
    return _Folds()


def _folded(code: int) -> int:
    """The code point that one folds to, if it is a single one and no longer."""
    to = _folds()[code]
    return ord(to) if len(to) == 1 and (ord(to) < _SEVERAL or code > _SEVERAL) else _SEVERAL


# What stands for characters that fold to none or several; no character itself.
_SEVERAL = 0xFFFF
_NARROW, _ALL = Table(_folded, np.uint16), Table(_folded, np.uint32)


def fold_layer(text: str) -> Layer:
    """`text` (blanks already single) in the key's alphabet, offsets into `text`.

    Line feeds stay: they part blocks, and no hit crosses one.
    """
    characters = codes(text)
    written = (_NARROW if characters.dtype == np.uint16 else _ALL).of(characters)
    several = (written == _SEVERAL).nonzero()[0]
    if not len(several):
        runs, key = _join(written)
        return Layer(key, runs)
    puts = [_folds()[ord(text[at])] for at in several.tolist()]
    sizes = np.array([len(put) for put in puts], dtype=np.int32)
    if max(map(max, filter(None, puts)), default="") > "\uffff":
        written = written.astype(np.uint32)
    times = np.ones(len(written), dtype=np.int32)
    times[several] = sizes
    firsts = times.cumsum()[several] - sizes
    written = written.repeat(times)
    for first, put in zip(firsts.tolist(), puts, strict=True):
        written[first : first + len(put)] = [ord(c) for c in put]
    runs, key = _join(written)
    spelled = edited(len(text), several, several + 1, sizes)
    return Layer(key, runs.over(spelled))


def _join(written: Codes) -> tuple[Runs, str]:
    """Join words: blanks beside an ideograph go, others become one, and hyphens in words go."""
    text = words(written)
    places = ((written == _BLANK) | (written == _HYPHEN_SIGN)).nonzero()[0]
    if len(places) > _MANY:
        places = _doubtful(written, places)
    edits: list[tuple[int, int, int]] = []
    out: list[str] = []
    done = 0
    for place in places.tolist():
        found = _JOINS.match(text, place) if place >= done else None
        if found is not None:
            put = _put(found)
            out += [text[done:place], put]
            done = found.end()
            edits.append((place, done, len(put)))
    if not edits:
        return same(len(text)), text
    firsts, afters, puts = np.array(edits, dtype=np.int32).T
    return edited(len(text), firsts, afters, puts), "".join([*out, text[done:]])


def _put(found: re.Match[str]) -> str:
    """What a run of blanks or a word's hyphen leaves in the key."""
    if not found.group().isspace():
        return ""
    around = found.string[max(found.start() - 1, 0) : found.end() + 1]
    return "" if _BESIDE_CJK.search(around) else " "


def _doubtful(written: Codes, places: Places) -> Places:
    """Of many blanks and hyphens those that are not single blanks between two words."""
    before = CLASSES.of(written[np.maximum(places - 1, 0)])
    after = CLASSES.of(written[np.minimum(places + 1, len(written) - 1)])
    single = (before | after) & (DENSE | BLANK) == 0
    doubtful: Places = places[~single | (written[places] == _HYPHEN_SIGN)]
    return doubtful


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """`text`, for example a query, in the key's alphabet, on one line.

    Blanks and hyphens at its edges say nothing and are dropped.
    """
    single = " ".join(repair(text).split()).strip(" -\u2010\u2011")
    if single.isascii():
        return _HYPHEN.sub("", single.lower()).strip(" -")
    return fold_layer(single).text.strip(" -")

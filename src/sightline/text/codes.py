"""Code points as numbers: a text as an array, and what each of its characters is.

A page is mostly ordinary characters. As an array it is asked once what
each character is, and the few that matter (line ends, blanks, hyphens,
characters that fold) are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sightline.text.repair import repair_table

Codes = npt.NDArray[np.integer[Any]]
Places = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]

CJK = "\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U000323af"
"""Ideographs and their punctuation, as a class of a pattern: no blank stands beside these."""

_BEYOND = 0x110000

BLANK, LINE_END, DENSE, WIDE, LETTER, REPAIRED, DIGIT = (1 << bit for bit in range(7))
"""What a character may be: white space, the end of a line, one of `CJK`, two columns wide on
paper, a letter, in need of repair, a decimal digit."""
_KNOWN = 128

_CLASSES: tuple[tuple[int, re.Pattern[str]], ...] = (
    (BLANK, re.compile(r"\s")),
    (LINE_END, re.compile("[\r\n\x0b\x0c\x85\u2028\u2029]")),
    (DENSE, re.compile(f"[{CJK}]")),
    (
        WIDE,
        re.compile(
            "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
            "\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
        ),
    ),
    (LETTER, re.compile(r"[^\W\d_]")),
    (DIGIT, re.compile(r"\d")),
)


def codes(text: str) -> Codes:
    """The code points of `text`, in as few bytes as they need."""
    narrow = text.encode("utf-16-le", "surrogatepass")
    if len(narrow) == 2 * len(text):
        return np.frombuffer(narrow, dtype="<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def words(found: Codes) -> str:
    """The string of these code points (no surrogates)."""
    if found.dtype.itemsize == 2:
        return found.tobytes().decode("utf-16-le")
    return found.tobytes().decode("utf-32-le")


class Table:
    """What is known of each code point, worked out when a text first holds it."""

    def __init__(self, work_out: Callable[[int], int], dtype: npt.DTypeLike) -> None:
        self._work_out = work_out
        self._table = np.zeros(_BEYOND, dtype=dtype)

    def of(self, found: Codes) -> Codes:
        """What is known of each of these code points, never 0."""
        told: Codes = self._table[found]
        if len(told) and not told.min():
            for code in np.unique(found[told == 0]).tolist():
                self._table[code] = self._work_out(code)
            told = self._table[found]
        return told


def _class(code: int) -> int:
    character = chr(code)
    found = _KNOWN | (REPAIRED if code in repair_table() else 0)
    for bit, pattern in _CLASSES:
        if pattern.match(character):
            found |= bit
    return found


CLASSES = Table(_class, np.uint8)
"""Of each code point the sum of what it is."""


def where(flags: Codes, bits: int) -> Places:
    """The places whose character is one of `bits`."""
    return (flags & bits).nonzero()[0].astype(np.int32)


class Seen:
    """A text as numbers: its code points, what each is, and where blanks stand."""

    def __init__(self, text: str) -> None:
        self.codes = codes(text)
        self.classes = CLASSES.of(self.codes)

    @cached_property
    def white(self) -> Places:
        """Where white space stands."""
        return where(self.classes, BLANK)

    @cached_property
    def blanks(self) -> tuple[Places, Places]:
        """Runs of white space: where each begins, and where it ends."""
        places = self.white
        if not len(places):
            return places, places
        edge = np.empty(len(places) + 1, dtype=bool)
        edge[0] = edge[-1] = True
        np.greater(places[1:] - places[:-1], 1, out=edge[1:-1])
        return places[edge[:-1]], places[edge[1:]] + np.int32(1)

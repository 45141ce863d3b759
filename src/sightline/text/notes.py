"""Notes: how their numbers are printed, at the head of a note and as a mark in the body.

A number is plain, bracketed, raised or circled; a document keeps to one
form. What a line is decided by more than its form is the layout's work.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Form = Literal["plain", "bracket", "raised", "circled"]

RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
CIRCLED = (
    "\u2460-\u2473\u24eb-\u24f4\u24f5-\u24fe\u2776-\u277f\u2780-\u2793\u3251-\u325f\u32b1-\u32bf"
)

_HEAD = re.compile(
    r"(?:注\s?(?=\S))?(?:"
    r"[\[［【〔(（]\s?(?:注\s?)?(?P<bracket>\d{1,3})\s?[\]］】〕)）][.、:：]?\s*"
    rf"|(?P<raised>[{RAISED}]{{1,3}})\s*"
    rf"|(?P<circled>[{CIRCLED}])[.、:：]?\s*"
    r"|(?P<plain>\d{1,3})(?!\d)(?:[.、．:：]?(?:\s+|$|(?=\D)))"
    r")"
)
# A mark in the body, by how surely it is one.
_BEHIND = r"[\"”’)\]）」』]*"
_PLAIN = r"(?![\d.%]*\d|,\d{3}|[A-Za-z%])"
_MARKS: tuple[tuple[int, Form, re.Pattern[str]], ...] = (
    (4, "plain", re.compile(rf"(?<=[^\s\d])\s?[.,;:!?。，；：！？]{_BEHIND}(\d{{1,3}}){_PLAIN}")),
    (4, "plain", re.compile(rf"(?<=[\"”’)\]）」』])(\d{{1,3}}){_PLAIN}")),
    (
        3,
        "plain",
        re.compile(r"(?<=[.,;:!?。，；：！？\"”’)\]）」』]) (\d{1,3})(?= +[^a-z\d]| ?[.,;]|\s|$)"),
    ),
    (3, "plain", re.compile(r"(?<=[^\W\d_])(\d{1,3})(?=[\s.,;。，]|$)")),
    (2, "plain", re.compile(r"(?<=\d[.。])(\d{1,3})(?=\s|$)")),
    (1, "plain", re.compile(r"(?<=[^\W\d_]) (\d{1,3})(?= +[^a-z\d]| ?[.,;]|$)")),
)
# Further numbers behind a mark: "3,4", "3, 4", "[3-5]".
_FURTHER = re.compile(r"\s?[,，、;\u2013-]\s?(\d{1,3})(?![\d%A-Z]|[,.]\d|\s?[a-z\u4e00-\u9fff])")
_BRACKETS = re.compile(
    r"[\[［【〔](?:注\s?)?\d{1,3}(?:\s?[,，、;；\u2013-]\s?\d{1,3})*[\]］】〕]|[（(]\d{1,3}[)）](?=[。，；,.;])"
)
# Not the square of a unit or a letter, and not a power.
_RAISED = re.compile(
    rf"(?<![\d米里])(?<!\b[A-Za-z])(?<!\b[ckd]m)(?<!\dm)(?<!\dkm)[{RAISED}]{{1,3}}"
)
# Ahead of the words that it counts a circled number begins an item.
_CIRCLED = re.compile(
    rf"(?<=[^\s；;：:、（(])[{CIRCLED}](?=[\s，。；、,.;:：！？”’」》)）]|$)|(?<=[。！？”])[{CIRCLED}]"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:[Nn]os?|[Vv]ol|[Ff]igs?|[Pp]p?|[Cc]h|[Ss]ec|[Aa]rt|[Tt]ab)\.)\s?$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The number that opens a note.

    Attributes:
        number: Its value.
        form: How it is printed.
        end: Where the note's words begin on the line.
    """

    number: int
    form: Form
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that may refer to a note, as a stretch of the text, and how surely it does."""

    number: int
    form: Form
    start: int
    end: int
    sure: int


def note_head(text: str) -> Head | None:
    """The number at the head of a line, if it is one that a note may bear."""
    found = _HEAD.match(text)
    if found is None:
        return None
    form: Form
    for form in ("bracket", "raised", "circled", "plain"):
        if printed := found.group(form):
            return Head(_value(printed), form, found.end())
    return None


def marks(text: str, start: int, end: int) -> Iterator[Mark]:
    """What may be a note's mark in `text[start:end]`; a place may come more than once."""
    for sure, form, pattern in _MARKS:
        for found in pattern.finditer(text, start, end):
            if _ABBREVIATED.search(text, max(start, found.start(1) - 6), found.start(1)):
                continue
            yield Mark(int(found.group(1)), form, found.start(1), found.end(1), sure)
            more = _FURTHER.match(text, found.end(1), end) if sure > 2 else None
            while more is not None:
                yield Mark(int(more.group(1)), form, more.start(1), more.end(1), 2)
                more = _FURTHER.match(text, more.end(1), end)
    for found in _BRACKETS.finditer(text, start, end):
        for number in re.finditer(r"\d+", found.group()):
            at = found.start() + number.start()
            yield Mark(int(number.group()), "bracket", at, at + len(number.group()), 5)
    for form, pattern in (("raised", _RAISED), ("circled", _CIRCLED)):
        for found in pattern.finditer(text, start, end):
            yield Mark(_value(found.group()), form, found.start(), found.end(), 5)


def _value(printed: str) -> int:
    """The number that ordinary, raised or circled digits stand for."""
    if len(printed) == 1:
        return int(unicodedata.numeric(printed))
    return int("".join(str(unicodedata.digit(digit)) for digit in printed))

"""Openings: what a line's first character tells, so that most lines need no closer look."""

from __future__ import annotations

import re

import numpy as np

from sightline.text.codes import Table
from sightline.text.notes import CIRCLED, RAISED
from sightline.text.words import knowledge

NUMBERED, LISTED, NOTED, ORDINARY = (1 << bit for bit in range(4))
"""A line may bear a note's number; be an item or a caption; be a heading of notes."""

_BRACKETS = "[［【〔(（"
_NUMBER = re.compile(rf"[注\d{re.escape(_BRACKETS)}{RAISED}{CIRCLED}]")
_ITEM = re.compile(r"[\d(（•●▪■◆·–*a-z一二三四五六七八九十第-]")
# What a heading may be set in, beside its words.
_DRESS = "【[《(（:："


def _opening(code: int) -> int:
    character = chr(code)
    told = knowledge()
    found = ORDINARY
    if _NUMBER.match(character):
        found |= NUMBERED
    if _ITEM.match(character) or _begins(character, told["captions"]):
        found |= LISTED
    if character in _DRESS or _begins(character, told["note_headings"]):
        found |= NOTED
    return found


def _begins(character: str, words: frozenset[str]) -> bool:
    return any(word.startswith(character.lower()) for word in words)


OPENINGS = Table(_opening, np.uint8)
"""Of each code point what a line that begins with it may be."""

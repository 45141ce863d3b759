"""Openings: what a line's first character tells, so that most lines need no closer look."""

from __future__ import annotations

import re

import numpy as np

from sightline.text.codes import Table
from sightline.text.notes import CIRCLED, RAISED
from sightline.text.words import DRESS, knowledge, undressed

NUMBERED, LISTED, NOTED, WEB, SIGN, FOLIO, ORDINARY = (1 << bit for bit in range(7))
"""A line may bear a note's number; be an item or a caption; be a heading of notes; be
furniture of a web page; be a sign that an article begins or ends; be a page number."""

_BRACKETS = "[［【〔(（"
_NUMBER = re.compile(rf"[注\d{re.escape(_BRACKETS)}{RAISED}{CIRCLED}]")
_ITEM = re.compile(r"[\d(（•●▪■◆·–*a-z一二三四五六七八九十第-]")
# How a page number begins: "- 3 -", 第3页, "Page 3".
_FOLIOS = "-–—第共pPsS"
# What a heading may be set in, beside its words.
_SETTING = "【[《(（:："


def _opening(code: int) -> int:
    character = undressed(chr(code)) or chr(code)
    found = ORDINARY
    if _NUMBER.match(character):
        found |= NUMBERED
    if _ITEM.match(character) or _begins(character, "captions"):
        found |= LISTED
    if character in _SETTING or _begins(character, "note_headings"):
        found |= NOTED
    if character in DRESS or _begins(character, "web", "web_alone"):
        found |= WEB
    if character in DRESS or character.isdecimal() or _begins(character, *_SIGNS):
        found |= SIGN
    if character.isdecimal() or character in _FOLIOS:
        found |= FOLIO
    return found


_SIGNS = ("related", "closing", "dateline", "paper_begins")


def _begins(character: str, *tables: str) -> bool:
    lower = character.lower()
    return any(word.startswith(lower) for table in tables for word in knowledge()[table])


OPENINGS = Table(_opening, np.uint8)
"""Of each code point what a line that begins with it may be."""

"""Sentences: where a statement begins and ends.

A claim stays within one sentence, and a note's mark belongs to the
sentence that it follows, so both are settled here.
"""

from __future__ import annotations

import re

from sightline.text.layout import knowledge
from sightline.text.spans import Span

_CLOSERS = "\"'”’」』）)\\]】"
_END = re.compile(
    rf"(?:[。！？!?…]+|(?<!\d)\.(?!\w)|(?<=\d)\.(?!\d))[{_CLOSERS}]*"
    # a note's mark, glued on or set apart by one blank
    rf"(?P<mark>\d{{1,3}}(?=\s|$)| \d{{1,3}}(?= +[\"“(]?[A-Z\u4e00-\u9fff]| ?$))?"
    rf"(?=\s*$|\s+[\"“‘(（\[]?[A-Z\d\u4e00-\u9fff“]|[\u4e00-\u9fff“‘（《])"
    # a mark glued to the stop needs no blank after Chinese text
    r"|(?<=[A-Za-z\"”)])\.(?P<glued>\d{1,3})(?=\s+[\"“(\[]?[A-Z\u4e00-\u9fff]|\s*$)"
    rf"|[。！？][{_CLOSERS}]*"
)
_NUMBERED = re.compile(r"\s*[\d.]+[.、]\s*")
_WORD_BEFORE = re.compile(r"([A-Za-z]+(?:\.[A-Za-z]+)*)\.$")


def sentences(text: str, within: Span) -> list[Span]:
    """The sentences of one block, as spans of `text`, without outer blanks."""
    found: list[Span] = []
    start = within.start
    for match in _END.finditer(text, within.start, within.end):
        if match.start() < start:
            continue
        if _NUMBERED.fullmatch(text, start, match.end()):
            continue
        before = _WORD_BEFORE.search(text, max(start, match.start() - 20), match.start() + 1)
        if before is not None and match.end() < within.end and _abbreviation(before.group(1)):
            continue
        _keep(text, start, match.end(), found)
        start = match.end()
    _keep(text, start, within.end, found)
    return found


def _abbreviation(word: str) -> bool:
    return word.lower() in knowledge()["abbreviations"] or (len(word) == 1 and word.isupper())


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        found.append(Span(start, end))

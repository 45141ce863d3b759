"""Sentences: where a statement begins and ends.

A claim stays within one sentence, and a note's mark belongs to the
sentence that it follows, so both are settled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.text.notes import CIRCLED, RAISED
from sightline.text.spans import Span
from sightline.text.words import knowledge

# What may begin a sentence behind a stop and a blank: capitals, Latin or Cyrillic.
_CAPITALS = "A-ZÀ-ÖØ-Þ\u0400-\u042f\u0492\u049a\u04b2"
_CLOSERS = "\"'”’»」』）)\\]】"
# A note's mark, which closes the sentence that it follows: raised, circled, in
# brackets, or plain, glued on or set apart by one blank.
_SIGN = rf"(?:[{RAISED}]{{1,3}}|[{CIRCLED}]|[\[［]\d{{1,3}}(?:[,，\u2013-]\s?\d{{1,3}})*[\]］])+"
_DIGITS = r"\d{1,3}(?:,\d{1,3})*"
_STOP = re.compile("[。！？!?….]")
_END = re.compile(
    rf"(?:[。！？!?…]+|(?<!\d)\.(?![^\W{RAISED}{CIRCLED}])|(?<=\d)\.(?!\d))[{_CLOSERS}]*"
    rf"(?:\s?{_SIGN}|{_DIGITS}(?=\s|$)| {_DIGITS}(?= +[\"“(]?[A-Z\u4e00-\u9fff]| ?$))?"
    rf"(?=\s*$|\s+[\"“‘«(（\[]?[{_CAPITALS}\d\u4e00-\u9fff“]|[\u4e00-\u9fff“‘（《])"
    # plain digits glued to the stop of an English sentence
    rf"|(?<=[A-Za-z%\"”)])\.{_DIGITS}(?=\s+[\"“(\[]?[A-Z\u4e00-\u9fff]|\s*$)"
    rf"|[。！？][{_CLOSERS}]*(?:{_SIGN})?"
)
# Plain digits glued to a sentence that ends in a year or a long number; a decimal
# looks alike, so only the document's own marks count.
_AFTER_NUMBER = re.compile(
    r"(?<=\d,\d{3})\.(?P<mark>\d{1,3})(?=\s+[\"“(\[]?[A-Z\u4e00-\u9fff]|\s*$)"
    r"|(?<=[12][089]\d\d)\.(?P<year>\d{1,3})(?=\s+[\"“(\[]?[A-Z\u4e00-\u9fff]|\s*$)"
)
_NUMBERED = re.compile(r"\s*[\d.]+[.、]\s*")
_WORD_BEFORE = re.compile(r"([A-Za-z]+(?:\.[A-Za-z]+)*|[\u0400-\u04ff]+)\.$")


def sentences(text: str, within: Span, marks: frozenset[str] = frozenset()) -> list[Span]:
    """The sentences of one block, as spans of `text`, without outer blanks.

    `marks` are the numbers of the document's notes.
    """
    found: list[Span] = []
    start = within.start
    ends = list(_ends(text, within))
    if marks:
        glued = _AFTER_NUMBER.finditer(text, within.start, within.end)
        ends += [match for match in glued if (match["mark"] or match["year"]) in marks]
        ends.sort(key=lambda match: match.start())
    for match in ends:
        first, after = match.span()
        if first < start or (text[first] == "." and _goes_on(text, start, first, after, within)):
            continue
        _keep(text, start, after, found)
        start = after
    _keep(text, start, within.end, found)
    return found


def _ends(text: str, within: Span) -> Iterator[re.Match[str]]:
    """Where sentences may end: the pattern is tried at stops only."""
    done = within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        if stop.start() >= done and (match := _END.match(text, stop.start(), within.end)):
            done = match.end()
            yield match


def _goes_on(text: str, start: int, stop: int, after: int, within: Span) -> bool:
    """Whether a full stop belongs to a number at the head of its sentence, or to a short form."""
    if _NUMBERED.fullmatch(text, start, after):
        return True
    before = _WORD_BEFORE.search(text, max(start, stop - 20), stop + 1)
    return before is not None and after < within.end and _abbreviation(before.group(1))


def _abbreviation(word: str) -> bool:
    return word.lower() in knowledge()["abbreviations"] or (len(word) == 1 and word.isupper())


def _keep(text: str, start: int, end: int, found: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))

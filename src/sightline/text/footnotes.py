"""Footnotes: which lines open a note, which go on with one, and where the notes end.

A numbered line is a note for where it stands (below a rule, under a
heading, at a page's foot) and because the body bears its mark; a numbered
line in the body is an item.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property

from sightline.text.lines import Lines, Measure
from sightline.text.notes import Form, Head, marks, note_head
from sightline.text.openings import NUMBERED
from sightline.text.words import begins_with

_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z\u4e00-\u9fff][^.。]*$")
_ENDED = re.compile(r"[.!?。！？…][\"'”’」』）)\]]*$")
# A row of a table: cells apart by a tab, several blanks or an upright stroke.
_ROW = re.compile(r"\S(?:\t|[ \u3000\xa0]{2,})\S|[|｜]")
# How far ahead the next note is looked for, and a page's end.
_NEAR = 12
_PAGE = 80


def cut_address(text: str) -> bool:
    """Whether a line begins with an address or the rest of one."""
    return _ADDRESS.match(text) is not None or text.startswith("%")


def likely_notes(lines: Lines) -> dict[int, Head]:
    """Lines that bear a number as notes do, by their place."""
    numbered = lines.printed[lines.openings & NUMBERED != 0]
    heads = ((at, note_head(lines.text(at))) for at in numbered.tolist())
    return {at: head for at, head in heads if head is not None}


def sure_notes(lines: Lines, heads: dict[int, Head]) -> set[int]:
    """Those that read as notes by their words alone, whatever stands around them."""
    return {
        at
        for at, head in heads.items()
        if head.end < len(lines[at].text)
        and (head.form != "plain" or _cites(lines[at].text[head.end :]))
    }


def _cites(rest: str) -> bool:
    return _ADDRESS.search(rest) is not None or begins_with(rest, "note_openings")


class Notes:
    """Walks along with the layout and tells notes from the rest.

    Attributes:
        expected: The number of the next note.
        inside: Whether the line before belongs to a note.
        ending: Whether a heading of notes stands above and all below it are notes.
    """

    def __init__(
        self, lines: Lines, shape: Measure, heads: dict[int, Head], furniture: set[int]
    ) -> None:
        self._lines = lines
        self._shape = shape
        self._heads = heads
        self._furniture = furniture
        self._form: Form | None = None
        self._since = 0
        self.expected = 1
        self.inside = False
        self.ending = False

    def number(self, at: int) -> int:
        """The number that line `at` bears."""
        return self._heads[at].number

    def begin(self, at: int) -> None:
        """Line `at` opens a note."""
        head = self._heads[at]
        self._form = head.form
        self.expected = head.number + 1
        self.take(at)

    def take(self, at: int) -> None:
        """Line `at` belongs to the open note."""
        self.inside = True
        self._since = self._lines[at].span.end

    def start_list(self) -> None:
        """A heading of notes has come: numbered lines below it are notes."""
        self.ending, self.inside, self.expected, self._form = True, False, 1, None

    def leave(self, at: int) -> None:
        """Line `at` is no note: the list of notes has ended, unless it only heads a part of it."""
        self.inside = False
        if self.ending and not self._heads_part(at):
            self.ending = False

    def opens(self, at: int, *, gap: bool, after_rule: bool, broken: bool) -> bool:
        """Whether line `at` opens a note."""
        head = self._heads.get(at)
        if head is None:
            return False
        set_apart = gap or self._lines[at].starts_page or at == 0 or self._below_rows(at)
        same_form = self._form in (None, head.form)
        if head.number == self.expected and same_form:
            if self.inside or after_rule or self.ending or broken:
                return True
            return set_apart and (self._cites(at, head) or self._at_foot(at, head))
        if head.number == 1 and self.expected > 1:
            if self.ending:
                return set_apart and same_form and self._next_near(at, 2)
            return (set_apart or after_rule) and self._at_foot(at, head)
        return (
            self.expected < head.number
            and same_form
            and self._skips(at, head, after_rule=after_rule)
        )

    def goes_on(self, at: int, previous: str, *, gap: bool, after_rule: bool) -> bool:
        """Whether line `at` goes on with the open note, whose last line is `previous`."""
        line = self._lines[at]
        if self.ending:
            if self._shape.wrapped and not gap:
                return True
            if gap and _HEADING.match(line.text):
                return False
            if _ADDRESS.match(line.text) or self._next_near(at, self.expected):
                return True
            return (
                self._shape.wrapped and not _ENDED.search(previous) and not line.text[0].isupper()
            )
        if self.inside:
            return not gap or _ADDRESS.match(line.text) is not None
        # Behind a rule a note of the page before may go on ahead of the next one.
        if not after_rule:
            return False
        for later in range(at, min(at + _NEAR, len(self._lines))):
            head = self._heads.get(later)
            if head is not None and head.number == self.expected:
                return True
            if self._lines[later].blank or (self._lines[later].starts_page and later != at):
                break
        return cut_address(line.text)

    def _below_rows(self, at: int) -> bool:
        """Whether a number in square brackets stands right below a row of a table."""
        squared = self._lines[at].text[0] in "[［〔【"
        return squared and _ROW.search(self._lines.text(at - 1)) is not None

    def _cites(self, at: int, head: Head) -> bool:
        """Whether the line is a note by its words: an address, or a word and an address."""
        rest = self._lines[at].text[head.end :]
        if head.form == "plain" and rest.startswith((")", "）")):
            return False
        return _ADDRESS.match(rest) is not None or (
            self.expected > 1
            and begins_with(rest, "note_openings")
            and _ADDRESS.search(rest) is not None
        )

    def _at_foot(self, at: int, head: Head) -> bool:
        """Whether the text above bears the line's mark and only notes follow on the page."""
        if not self._marked(at, head):
            return False
        rest = self._lines[at].text[head.end :]
        if head.form != "plain" or (_ADDRESS.search(rest) and begins_with(rest, "note_openings")):
            return True
        gap = False
        for later in range(at + 1, min(at + _PAGE, len(self._lines))):
            line = self._lines[later]
            if line.starts_page or later in self._furniture:
                return True
            if line.blank:
                gap = True
            elif gap and later not in self._heads and not cut_address(line.text):
                return False
            else:
                gap = False
        return True

    def _skips(self, at: int, head: Head, *, after_rule: bool) -> bool:
        """Whether a number too high is that of a note behind lost ones, or an extract's first."""
        if not (after_rule or self.ending) or self._next_near(at, self.expected):
            return False
        first = self.expected == 1
        if not first and head.number > self.expected + 3:
            return False
        start = 0 if self.ending else self._since
        return self._marked(at, head, start)

    def _next_near(self, at: int, number: int) -> bool:
        """Whether one of the next lines bears `number`."""
        near = (self._heads.get(later) for later in range(at + 1, at + 1 + _NEAR))
        return any(head is not None and head.number == number for head in near)

    def _heads_part(self, at: int) -> bool:
        text = self._lines[at].text
        return len(text) < 80 and not _ENDED.search(text) and self._next_near(at, 1)

    def _marked(self, at: int, head: Head, start: int | None = None) -> bool:
        """Whether the text since the last note bears the mark of this one."""
        places = self._marks.get(head.number, [])
        first = bisect_left(places, self._since if start is None else start)
        return first < len(places) and places[first] < self._lines[at].span.start

    @cached_property
    def _marks(self) -> dict[int, list[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for line in self._lines:
            for mark in marks(line.text, 0, len(line.text)):
                if mark.sure > 2 and mark.start > 0:
                    found[mark.number].add(line.span.start + mark.start)
        return {number: sorted(places) for number, places in found.items()}

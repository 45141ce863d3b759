"""Layout: which lines belong together, and which only share the page.

A page is read as a person reads it: a sentence goes on behind the notes,
the footer and the page number that interrupt it. Every printed character
lands in exactly one block; a block's pieces are raw spans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sightline.text.footnotes import Notes, cut_address, likely_notes, sure_notes
from sightline.text.furniture import find_furniture
from sightline.text.lines import Line, Measure, measure, split_lines
from sightline.text.notes import note_head
from sightline.text.spans import Span
from sightline.text.words import begins_with, knowledge

Kind = Literal["body", "heading", "item", "note", "furniture", "caption"]

_ITEM = re.compile(
    r"(?:\d{1,2}[.)、．](?=\s|[^\d\s])|[(（][\divx一二三四五六七八九十]{1,4}[)）]|[•●▪■◆·–*-]\s"
    r"|[一二三四五六七八九十]{1,3}[、．]|第[一二三四五六七八九十百\d]{1,4}[条章节]|[a-z][.)]\s)"
)
_CAPTION = re.compile(r"\D{1,12}\d")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")
_HEADING_WIDTH = 60
# Ahead of these a line end parts no paragraphs.
_GOING_ON = ",，、;；(（[“‘「《&/"
# An open bracket holds a paragraph together over this many lines at most.
_LONGEST_BRACKET = 12
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z\u4e00-\u9fff][^.。]*$")
_LABEL = re.compile(r"[：:]\s*\S|[>|]")
# The line below a title: when, whence, by whom.
_BYLINE = re.compile(r"^\D{0,12}(?:19|20)\d\d[-/.年]\d|^(?:来源|作者|时间|日期|By )")
_TERMINAL = re.compile(r"[.!?。！？:：;；…][\"'”’」』）)\]]*\s?\d{0,3}$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    Attributes:
        kind: What they are on the page.
        pieces: Their raw spans in reading order, one a line.
        marker: The number of a note, else None.
    """

    kind: Kind
    pieces: tuple[Span, ...]
    marker: str | None = None


def lay_out(raw: str) -> tuple[Block, ...]:
    """The blocks of a document, in reading order; notes and furniture after what they interrupt."""
    lines = split_lines(raw)
    return _Setter(lines, measure(lines)).blocks()


class _Setter:
    """Walks the lines once and sorts them into blocks."""

    def __init__(self, lines: list[Line], shape: Measure) -> None:
        self._lines = lines
        self._shape = shape
        heads = likely_notes(lines)
        paged = shape.wrapped or any(line.starts_page for line in lines)
        self._furniture = find_furniture(lines, sure_notes(lines, heads)) if paged else set()
        self._notes = Notes(lines, shape, heads, self._furniture)
        self._done: list[Block] = []
        self._open: list[Line] = []
        self._kind: Kind = "body"
        self._aside: list[Block] = []
        self._note: tuple[str, list[Span]] | None = None
        self._note_end = ""
        self._gap = self._gap_before = False
        self._interrupted = False

    def blocks(self) -> tuple[Block, ...]:
        after_rule = False
        for at, line in enumerate(self._lines):
            if line.rule:
                after_rule = self._gap = True
                self._notes.inside = self._notes.inside and self._notes.ending
                if line.text:
                    self._aside.append(Block("furniture", (line.span,)))
                continue
            if line.starts_page and not self._notes.ending:
                self._notes.inside = False
            if line.blank:
                self._gap = True
                continue
            self._take(at, line, after_rule)
            after_rule = False
            self._gap = False
        self._end_note()
        self._close()
        return tuple(self._done)

    def _take(self, at: int, line: Line, after_rule: bool) -> None:
        self._interrupted = self._interrupted or line.starts_page
        notes, gap = self._notes, self._gap
        if at in self._furniture:
            self._interrupted = True
            self._aside.append(Block("furniture", (line.span,)))
        elif _heads_notes(line):
            self._end_note()
            self._take_body(at, line)
        elif notes.opens(at, gap=gap, after_rule=after_rule, broken=self._broken_note() != []):
            self._interrupted = True
            self._begin_note(at, line)
        elif self._note is not None and notes.goes_on(
            at, self._note_end, gap=gap, after_rule=after_rule
        ):
            self._interrupted = True
            notes.take(at)
            self._note[1].append(line.span)
            self._note_end = line.text
        else:
            if notes.ending:
                self._end_note()
            notes.leave(at)
            self._take_body(at, line)

    # Notes

    def _broken_note(self) -> list[Line]:
        """The open block, if it is the rest of a note that a page end has cut off."""
        if self._note is None or not self._open or self._gap or not self._gap_before:
            return []
        return self._open if cut_address(self._open[0].text) else []

    def _begin_note(self, at: int, line: Line) -> None:
        rest = self._broken_note()
        if rest and self._note is not None:
            self._note[1].extend(piece.span for piece in rest)
            self._open = []
        self._end_note()
        self._note = (str(self._notes.number(at)), [line.span])
        self._note_end = line.text
        self._notes.begin(at)

    def _end_note(self) -> None:
        if self._note is not None:
            marker, pieces = self._note
            self._aside.append(Block("note", tuple(pieces), marker))
            self._note = None

    # Body

    def _take_body(self, at: int, line: Line) -> None:
        kind = self._kind_of(line)
        if self._open and not self._goes_on(at, line, kind):
            self._close(gap=self._gap, at=at)
        if not self._open:
            self._set_aside()
            self._kind, self._gap_before = kind, self._gap or self._interrupted or not self._done
        self._open.append(line)
        self._interrupted = False
        if kind == "heading":
            self._close()
            self._notes.start_list()

    def _kind_of(self, line: Line) -> Kind:
        """What the line is by itself; whether a block is a heading is settled when it ends."""
        if _heads_notes(line):
            return "heading"
        if begins_with(line.text, "captions") and _CAPTION.match(line.text):
            return "caption"
        return "item" if _ITEM.match(line.text) else "body"

    def _goes_on(self, at: int, line: Line, kind: Kind) -> bool:
        """Whether `line` continues the open block."""
        last = self._open[-1]
        if last.text[-1] in "-\u2010\u2011" and self._shape.wrapped:
            return True
        if kind != "body" or line.indented or not self._shape.wrapped:
            return False
        if self._gap and cut_address(line.text):
            return False
        whole = _TERMINAL.search(last.text) is not None
        full = self._shape.is_full(last)
        if len(self._open) == 1 and not full and _HEADING.match(last.text):
            return self._ends_heading(at, line)
        if _HEADING.match(line.text) and (self._gap or whole) and not self._shape.is_full(line):
            return False
        if self._interrupted:
            return not whole or (full and not self._gap)
        if self._gap:
            return not whole and (line.text[:1].islower() or self._unclosed())
        return full or line.text[:1].islower() or not self._had_room(last, line, whole)

    def _had_room(self, last: Line, line: Line, whole: bool) -> bool:
        """Whether `last` ends where it does though the next line's first word would have fitted."""
        if not whole and last.text[-1] in _GOING_ON:
            return False
        word = 2 if ord(line.text[0]) > 0x2E7F else len(line.text.split(maxsplit=1)[0])
        return last.width + 1 + word < self._shape.full

    def _ends_heading(self, at: int, line: Line) -> bool:
        """Whether `line` is the second and last line of a heading."""
        last_line = at + 1 == len(self._lines) or self._lines[at + 1].blank
        short = line.width <= _HEADING_WIDTH and not _TERMINAL.search(line.text)
        return last_line and short and self._gap_before and not self._gap

    def _unclosed(self) -> bool:
        if len(self._open) > _LONGEST_BRACKET:
            return False
        text = "".join(piece.text for piece in self._open)
        return len(re.findall("[(（]", text)) > len(re.findall("[)）]", text))

    def _is_heading(self, gap_after: bool, at: int) -> bool:
        if self._kind == "caption" or len(self._open) > 2 or _TERMINAL.search(self._open[-1].text):
            return False
        width = sum(line.width for line in self._open)
        first = self._open[0].text
        if not self._shape.wrapped:
            return width <= _HEADING_WIDTH and self._heads_paragraph(first, at)
        if not (self._gap_before and gap_after):
            return _SECTION.match(first) is not None and _HEADING.match(first) is not None
        if _HEADING.match(first) or self._kind == "item":
            return True
        return width <= _HEADING_WIDTH and len(self._open) == 1 and _titled(first)

    def _heads_paragraph(self, first: str, at: int) -> bool:
        """Where each line is a paragraph: whether a short one stands over a longer one.

        Rows of a table, labels and entries of a list stand among their like.
        """
        if "\t" in first or _LABEL.search(first) or not _titled(first):
            return False
        following = next((line for line in self._lines[at : at + 4] if not line.blank), None)
        if following is None or note_head(following.text) is not None:
            return False
        return following.width > _HEADING_WIDTH or (
            self._kind == "body" and self._gap_before and _BYLINE.search(following.text) is not None
        )

    def _close(self, *, gap: bool = True, at: int | None = None) -> None:
        if self._open:
            heading = self._is_heading(gap, len(self._lines) if at is None else at)
            kind: Kind = "heading" if heading else self._kind
            self._done.append(Block(kind, tuple(piece.span for piece in self._open)))
            self._open = []
        self._set_aside()

    def _set_aside(self) -> None:
        """Notes and furniture follow what they interrupted."""
        self._done.extend(self._aside)
        self._aside = []


def _heads_notes(line: Line) -> bool:
    return len(line.text) < 40 and _bare(line.text) in knowledge()["note_headings"]


def _bare(text: str) -> str:
    return text.strip(" \t:：.【】[]《》()（）").lower()


def _titled(text: str) -> bool:
    """Whether a short line reads as a title: letters, no lower-case start, no trailing comma."""
    found = re.search(r"[^\W\d_]", text)
    return found is not None and not found.group().islower() and text[-1] not in ",，、"

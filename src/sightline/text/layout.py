"""Layout: which lines belong together, and which only share the page.

A page is read as a person reads it: a sentence goes on behind the notes,
the footer and the page number that interrupt it. Every printed character
lands in exactly one block; a block's pieces are raw spans.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from sightline.text.codes import Flags, Places, Seen
from sightline.text.flow import Pieces
from sightline.text.footnotes import Notes, cut_address, likely_notes, sure_notes
from sightline.text.furniture import find_folios, find_furniture
from sightline.text.line_ends import find_seams, is_date
from sightline.text.lines import Line, Lines, Measure, measure, split_lines
from sightline.text.notes import note_head
from sightline.text.openings import LISTED, NOTED, NUMBERED, WEB
from sightline.text.spans import Span
from sightline.text.words import begins_with, is_web_furniture, knowledge

Kind = Literal["body", "heading", "item", "note", "furniture", "caption"]
KINDS: tuple[Kind, ...] = ("body", "heading", "item", "note", "furniture", "caption")

_ITEM = re.compile(
    r"(?:\d{1,2}[.)、．](?=\s|[^\d\s])|[(（][\divx一二三四五六七八九十]{1,4}[)）]|[•●▪■◆·–*-]\s"
    r"|[一二三四五六七八九十]{1,3}[、．]|第[一二三四五六七八九十百\d]{1,4}[条章节]|[a-z][.)]\s)"
)
_CAPTION = re.compile(r"\D{1,12}\d")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")
_HEADING_WIDTH = 60
_COMMA = re.compile("[,，、]")
# No heading of notes is longer.
_NOTE_HEADING = 40
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


class Layout:
    """The blocks of a document in reading order, in columns.

    Notes and furniture stand after what they interrupt.
    """

    def __init__(self) -> None:
        self.kinds = bytearray()
        self.markers: dict[int, str] = {}
        self._firsts = array("i")
        self._starts = array("i")
        self._ends = array("i")

    def __len__(self) -> int:
        return len(self.kinds)

    def add(self, kind: Kind, pieces: Iterable[Span], marker: str | None = None) -> None:
        """Put one block behind the others."""
        if marker is not None:
            self.markers[len(self.kinds)] = marker
        self.kinds.append(KINDS.index(kind))
        self._firsts.append(len(self._starts))
        for piece in pieces:
            self._starts.append(piece.start)
            self._ends.append(piece.end)

    def add_lines(self, starts: Places, ends: Places) -> None:
        """Put lines behind the others, each a paragraph by itself."""
        self.kinds.extend(bytes([KINDS.index("body")]) * len(starts))
        first = len(self._starts)
        self._firsts.extend(range(first, first + len(starts)))
        self._starts.frombytes(starts.tobytes())
        self._ends.frombytes(ends.tobytes())

    @property
    def pieces(self) -> Pieces:
        """The blocks' pieces, end to end."""
        return Pieces(*(np.array(column) for column in (self._starts, self._ends, self._firsts)))

    def blocks(self) -> Iterator[Block]:
        """The blocks one by one."""
        firsts = [*self._firsts, len(self._starts)]
        for number, (first, after) in enumerate(pairwise(firsts)):
            pieces = map(Span, self._starts[first:after], self._ends[first:after])
            yield Block(KINDS[self.kinds[number]], tuple(pieces), self.markers.get(number))


def lay_out(raw: str, seen: Seen | None = None) -> Layout:
    """The blocks of a document, in reading order."""
    lines = split_lines(raw, seen)
    return _Setter(lines, measure(lines)).blocks()


class _Setter:
    """Walks the lines once and sorts them into blocks."""

    def __init__(self, lines: Lines, shape: Measure) -> None:
        self._lines = lines
        self._shape = shape
        heads = self._heads = likely_notes(lines)
        paged = shape.wrapped or bool(lines.pages.any()) or find_folios(lines)
        self._furniture = find_furniture(lines, sure_notes(lines, heads)) if paged else set()
        self._web = _web_furniture(lines)
        self._seams = find_seams(lines, self._furniture)
        self._noted = _notes_headings(lines)
        self._notes = Notes(lines, shape, heads, self._furniture)
        self._done = Layout()
        self._open: list[Line] = []
        self._kind: Kind = "body"
        self._aside: list[Block] = []
        self._note: tuple[str, list[Span]] | None = None
        self._note_end = ""
        self._gap = self._gap_before = False
        self._interrupted = False
        self._after_rule = self._in_web = False

    def blocks(self) -> Layout:
        done = 0
        for at in (~self._plain()).nonzero()[0].tolist():
            self._pass(done, at)
            self._step(at, self._lines[at])
            done = at + 1
        self._pass(done, len(self._lines))
        self._end_note()
        self._close()
        return self._done

    def _plain(self) -> Flags:
        """Lines that are blank, or a paragraph each whatever state the walk is in.

        Where lines are wrapped none is. The line ahead of one that is not plain may be its
        heading, or a piece of the note that it opens.
        """
        lines = self._lines
        plain: Flags = (lines.starts == lines.ends) & ~lines.rules
        if self._shape.wrapped:
            return plain
        printed = lines.printed
        if not len(printed):
            return plain
        widths = lines.widths[printed]
        slow = lines.pages[printed]
        small = widths <= _HEADING_WIDTH
        slow[:-1] |= small[:-1] & ~small[1:]
        behind_gap = printed[1:] - printed[:-1] > 1
        maybe = small[:-1] & ~slow[:-1]
        maybe[1:] &= behind_gap[:-1]
        for at in maybe.nonzero()[0].tolist():
            slow[at] = _BYLINE.search(lines.text(int(printed[at + 1]))) is not None
        opening = lines.openings
        for at in (opening & (NUMBERED | LISTED) != 0).nonzero()[0].tolist():
            number = int(printed[at])
            slow[at] |= number in self._heads or _kind_of(lines.text(number)) != "body"
        if lines.rules.any():
            following = printed.searchsorted(lines.rules.nonzero()[0])
            slow[following[following < len(printed)]] = True
        known = self._furniture | self._web | self._noted | self._seams
        if known:
            slow[printed.searchsorted(sorted(known))] = True
            following = printed.searchsorted(sorted(self._web)) + 1
            slow[following[following < len(printed)]] = True
        slow[:-1] |= slow[1:]
        plain[printed] = ~slow
        return plain

    def _pass(self, first: int, after: int) -> None:
        """Go over the lines `[first, after)`, all of them plain."""
        if first == after:
            return
        while first < after and (self._notes.inside or self._notes.ending or self._after_rule):
            self._step(first, self._lines[first])
            first += 1
        printed = first + (~self._lines.blank[first:after]).nonzero()[0]
        if len(printed):
            self._close(at=int(printed[0]))
            self._done.add_lines(self._lines.starts[printed], self._lines.ends[printed])
            self._interrupted = False
            first = int(printed[-1]) + 1
            self._gap = False
        self._gap = self._gap or first < after

    def _step(self, at: int, line: Line) -> None:
        """Go over one line of any kind."""
        if line.rule:
            self._after_rule = self._gap = True
            self._notes.inside = self._notes.inside and self._notes.ending
            if line.text:
                self._aside.append(Block("furniture", (line.span,)))
            return
        if line.starts_page and not self._notes.ending:
            self._notes.inside = False
        if line.blank:
            self._gap = True
            return
        self._take(at, line, self._after_rule)
        self._after_rule = False
        self._gap = False

    def _take(self, at: int, line: Line, after_rule: bool) -> None:
        self._interrupted = self._interrupted or line.starts_page
        notes, gap = self._notes, self._gap
        if at in self._furniture or at in self._web:
            self._interrupted = True
            if at in self._web:
                self._in_web = True
                self._end_note()
            self._aside.append(Block("furniture", (line.span,)))
        elif at in self._noted:
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
        kind = "heading" if at in self._noted else _kind_of(line.text)
        if self._open and not self._goes_on(at, line, kind):
            self._close(gap=self._gap, at=at)
        if not self._open:
            self._set_aside()
            self._kind, self._gap_before = kind, self._gap or self._interrupted or not self._done
        self._open.append(line)
        self._interrupted = self._in_web = False
        if kind == "heading":
            self._close()
            self._notes.start_list()

    def _goes_on(self, at: int, line: Line, kind: Kind) -> bool:
        """Whether `line` continues the open block."""
        last = self._open[-1]
        if at in self._seams:
            return True
        if last.text[-1] in "-\u2010\u2011" and self._shape.wrapped:
            return True
        if kind != "body" or not (self._shape.wrapped or self._in_web) or self._lines.indents[at]:
            return False
        if not self._shape.wrapped:
            return _breaks_off(last)
        if (self._gap and cut_address(line.text)) or is_date(line.text):
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
            self._done.add(kind, [piece.span for piece in self._open])
            self._open = []
        self._set_aside()

    def _set_aside(self) -> None:
        """Notes and furniture follow what they interrupted."""
        for block in self._aside:
            self._done.add(block.kind, block.pieces, block.marker)
        self._aside = []


def _heads_notes(text: str) -> bool:
    return len(text) < _NOTE_HEADING and _bare(text) in knowledge()["note_headings"]


def _web_furniture(lines: Lines) -> set[int]:
    """Lines that web pages print between the words of an article."""
    maybe = lines.printed[lines.openings & WEB != 0]
    return {at for at in maybe.tolist() if is_web_furniture(lines.text(at))}


def _notes_headings(lines: Lines) -> set[int]:
    """Headings under which numbered lines are notes."""
    maybe = lines.printed[lines.openings & NOTED != 0]
    return {at for at in maybe.tolist() if _heads_notes(lines.text(at))}


def _breaks_off(line: Line) -> bool:
    """Whether a paragraph's sentence has only begun: what stands between broke it in two."""
    if line.text[-1] in _GOING_ON:
        return True
    return (
        line.width > _HEADING_WIDTH
        and _COMMA.search(line.text) is not None
        and not _TERMINAL.search(line.text)
    )


def _kind_of(text: str) -> Kind:
    """What a line is by itself; whether a block is a heading is settled when it ends."""
    if begins_with(text, "captions") and _CAPTION.match(text):
        return "caption"
    return "item" if _ITEM.match(text) else "body"


def _bare(text: str) -> str:
    return text.strip(" \t:：.【】[]《》()（）").lower()


def _titled(text: str) -> bool:
    """Whether a short line reads as a title: letters, no lower-case start, no trailing comma."""
    found = re.search(r"[^\W\d_]", text)
    return found is not None and not found.group().islower() and text[-1] not in ",，、"

"""Layout: which lines belong together, and which only share the page.

A page is read as a person reads it: a sentence goes on behind the notes,
the footer and the page number that interrupt it. Every printed character
lands in exactly one block; a block's pieces are raw spans.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from sightline.text.lines import Line, Measure, measure, split_lines
from sightline.text.spans import Span

Kind = Literal["body", "heading", "item", "note", "furniture", "caption"]

_NOTE = re.compile(r"[\[［(（【]?(\d{1,3})(?!\d)[\]］)）】]?[.、:：]?(?:\s+|$|(?=\D))")
_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:\d{1,2}[.)、．](?=\s|[^\d\s])|[(（][\divx一二三四五六七八九十]{1,4}[)）]|[•●▪■◆·–*-]\s"
    r"|[一二三四五六七八九十]{1,3}[、．]|第[一二三四五六七八九十百\d]{1,4}[条章节]|[a-z][.)]\s)"
)
_CAPTION = re.compile(r"\D{1,12}\d")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")
_HEADING_WIDTH = 60
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z\u4e00-\u9fff][^.。]*$")
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


@cache
def knowledge() -> dict[str, frozenset[str]]:
    """The words of `data/text/layout.toml`, by table."""
    data = tomllib.loads(files("sightline.data").joinpath("text/layout.toml").read_text("utf-8"))
    return {
        "note_headings": frozenset(data["notes"]["headings"]),
        "note_openings": frozenset(data["notes"]["openings"]),
        "captions": frozenset(data["captions"]["openings"]),
        "abbreviations": frozenset(data["abbreviations"]["words"]),
    }


def lay_out(raw: str) -> tuple[Block, ...]:
    """The blocks of a document, in reading order; notes and furniture after what they interrupt."""
    lines = split_lines(raw)
    return _Setter(lines, measure(lines)).blocks()


def _first_word(text: str) -> str:
    found = re.match(r"[A-Za-z.]+|[\u4e00-\u9fff]{1,4}", text)
    return found.group().lower().rstrip(".") if found else ""


def _furniture(lines: list[Line]) -> set[int]:
    """Lines that page after page repeats, page numbers, and what stands alone beside those."""
    marked = {at for at, line in enumerate(lines) if line.number and _alone(lines, at)}
    shapes = Counter(re.sub(r"\d+", "#", line.text) for line in lines if 4 < len(line.text) < 120)
    edges = {at for at, line in enumerate(lines) if line.starts_page}
    edges |= {at - 1 for at in edges} | marked
    for at, line in enumerate(lines):
        if line.blank or at in marked:
            continue
        near_edge = any(near in edges for near in _neighbours(lines, at))
        repeated = shapes[re.sub(r"\d+", "#", line.text)] >= 3
        beside_number = any(near in marked for near in _neighbours(lines, at))
        if _alone(lines, at) and line.width < 120 and (beside_number or (repeated and near_edge)):
            marked.add(at)
    return marked


def _neighbours(lines: list[Line], at: int) -> list[int]:
    """The nearest printed lines before and after line `at`."""
    near = []
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(lines) and lines[other].blank:
            other += step
        if 0 <= other < len(lines):
            near.append(other)
    return near


def _alone(lines: list[Line], at: int) -> bool:
    """Whether blank lines, a page's edge or the document's end stand on both sides."""
    before = at == 0 or lines[at - 1].blank or lines[at].starts_page
    after = at + 1 == len(lines) or lines[at + 1].blank or lines[at + 1].starts_page
    return before and after


class _Setter:
    """Walks the lines once and sorts them into blocks."""

    def __init__(self, lines: list[Line], shape: Measure) -> None:
        self._lines = lines
        self._shape = shape
        self._furniture = _furniture(lines) if shape.wrapped else set()
        self._expected = 1
        self._done: list[Block] = []
        self._open: list[Line] = []
        self._kind: Kind = "body"
        self._aside: list[Block] = []
        self._note: tuple[str, list[Span]] | None = None
        self._in_notes = False
        self._endnotes = False
        self._gap = self._gap_before = False
        self._interrupted = False

    def blocks(self) -> tuple[Block, ...]:
        after_rule = False
        for at, line in enumerate(self._lines):
            if line.rule:
                after_rule = True
                self._in_notes = self._in_notes and self._endnotes
                self._gap = True
                continue
            if line.starts_page and not self._endnotes:
                self._in_notes = False
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
        if at in self._furniture:
            self._interrupted = True
            self._aside.append(Block("furniture", (line.span,)))
        elif self._opens_note(at, line, after_rule):
            self._interrupted = True
            self._begin_note(line)
        elif self._note is not None and self._continues_note(at, line, after_rule):
            self._interrupted = self._in_notes = True
            self._note[1].append(line.span)
        else:
            self._in_notes = False
            self._take_body(at, line)

    # Notes

    def _opens_note(self, at: int, line: Line, after_rule: bool) -> bool:
        found = _NOTE.match(line.text)
        if found is None or int(found.group(1)) != self._expected:
            return False
        if self._in_notes or after_rule or self._endnotes:
            return True
        if self._broken_note() is not None:
            return True
        if not (self._gap or line.starts_page or at == 0):
            return False
        rest = line.text[found.end() :]
        return _ADDRESS.match(rest) is not None or (
            self._expected > 1
            and _first_word(rest) in knowledge()["note_openings"]
            and _ADDRESS.search(rest) is not None
        )

    def _continues_note(self, at: int, line: Line, after_rule: bool) -> bool:
        if self._endnotes:
            return not self._gap or not _HEADING.match(line.text)
        if self._in_notes:
            return not self._gap or _ADDRESS.match(line.text) is not None
        # Behind a rule a note of the page before may go on ahead of the next one.
        if not after_rule:
            return False
        for later in self._lines[at : at + 12]:
            found = _NOTE.match(later.text)
            if found is not None and int(found.group(1)) == self._expected:
                return True
            if later.blank or (later.starts_page and later is not line):
                break
        return _cut_address(line.text)

    def _broken_note(self) -> list[Line] | None:
        """The open block, if it is the rest of a note that a page end has cut off."""
        if self._note is None or not self._open or self._gap or not self._gap_before:
            return None
        return self._open if _cut_address(self._open[0].text) else None

    def _begin_note(self, line: Line) -> None:
        rest = self._broken_note()
        if rest is not None and self._note is not None:
            self._note[1].extend(piece.span for piece in rest)
            self._open = []
        self._end_note()
        self._note = (str(self._expected), [line.span])
        self._expected += 1
        self._in_notes = True

    def _end_note(self) -> None:
        if self._note is not None:
            marker, pieces = self._note
            self._aside.append(Block("note", tuple(pieces), marker))
            self._note = None

    # Body

    def _take_body(self, at: int, line: Line) -> None:
        kind = self._kind_of(line)
        if self._open and not self._goes_on(at, line, kind):
            self._close(gap=self._gap)
        if not self._open:
            self._kind, self._gap_before = kind, self._gap or self._interrupted or not self._done
        self._open.append(line)
        self._interrupted = False
        if kind == "heading":
            self._close()
            self._endnotes, self._expected = True, 1

    def _kind_of(self, line: Line) -> Kind:
        """What the line is by itself; whether a block is a heading is settled when it ends."""
        if _bare(line.text) in knowledge()["note_headings"]:
            return "heading"
        if _first_word(line.text) in knowledge()["captions"] and _CAPTION.match(line.text):
            return "caption"
        return "item" if _ITEM.match(line.text) else "body"

    def _goes_on(self, at: int, line: Line, kind: Kind) -> bool:
        """Whether `line` continues the open block."""
        last = self._open[-1]
        if last.text[-1] in "-\u2010\u2011" and self._shape.wrapped:
            return True
        if kind != "body" or line.indented or not self._shape.wrapped:
            return False
        if self._gap and _cut_address(line.text):
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
        return True

    def _ends_heading(self, at: int, line: Line) -> bool:
        """Whether `line` is the second and last line of a heading."""
        last_line = at + 1 == len(self._lines) or self._lines[at + 1].blank
        short = line.width <= _HEADING_WIDTH and not _TERMINAL.search(line.text)
        return last_line and short and self._gap_before and not self._gap

    def _unclosed(self) -> bool:
        text = "".join(piece.text for piece in self._open)
        return len(re.findall("[(（]", text)) > len(re.findall("[)）]", text))

    def _is_heading(self, gap_after: bool) -> bool:
        if self._kind == "caption" or len(self._open) > 2 or _TERMINAL.search(self._open[-1].text):
            return False
        width = sum(line.width for line in self._open)
        first = self._open[0].text
        if not self._shape.wrapped:
            return width <= _HEADING_WIDTH and (self._kind == "item" or not self._done)
        if not (self._gap_before and gap_after):
            return _SECTION.match(first) is not None and _HEADING.match(first) is not None
        if _HEADING.match(first) or self._kind == "item":
            return True
        return width <= _HEADING_WIDTH and len(self._open) == 1 and _titled(first)

    def _close(self, *, gap: bool = True) -> None:
        if self._open:
            kind: Kind = "heading" if self._is_heading(gap) else self._kind
            self._done.append(Block(kind, tuple(piece.span for piece in self._open)))
            self._open = []
        self._done.extend(self._aside)
        self._aside = []


def _bare(text: str) -> str:
    return text.strip(" \t:：.【】[]《》()（）").lower()


def _cut_address(text: str) -> bool:
    """Whether a line begins with an address or the rest of one."""
    return _ADDRESS.match(text) is not None or text.startswith("%")


def _titled(text: str) -> bool:
    """Whether a short line reads as a title: letters, no lower-case start, no trailing comma."""
    found = re.search(r"[^\W\d_]", text)
    return found is not None and not found.group().islower() and text[-1] not in ",，、"

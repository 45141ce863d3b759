"""The text of the reading page: paragraphs cut where claims begin and end.

Blocks stand in the order of the raw text; one that a page's end interrupts
is set whole, and what interrupted it follows. A stretch that several claims
cover is a piece of its own, so that marks may overlap in any way. Only raw
characters are printed; line ends within a paragraph become blanks or go.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sightline.dossier.reading_marks import Claim
from sightline.text import Block, Passage, Span, Text

_WIDE = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
_CELLS = 2
"""Wide gaps from which on a line is one of a table."""
_FEW = 20
"""Lines with tabs that tell nothing yet about what tabs are for."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of raw text under the same claims.

    Attributes:
        text: Its characters.
        claims: Numbers of the claims that cover it, the shortest passage first.
        begins: Those of them of which a passage begins here, with the passage's number.
        ends: Those of which a passage ends here.
        note: The number of the reference whose mark it is.
    """

    text: str
    claims: tuple[int, ...] = ()
    begins: tuple[tuple[int, int], ...] = ()
    ends: tuple[int, ...] = ()
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as it is set.

    Attributes:
        kind: What the layout takes it for.
        start: Where it begins in the raw text.
        pieces: Its text, in order.
        lines: Where each of its lines begins, in the printed text and in the raw text.
        article: The number of the article that it belongs to.
        row: Whether tabs or wide gaps part it into cells.
        note: The number of the reference that it is the note of.
    """

    kind: str
    start: int
    pieces: tuple[Piece, ...]
    lines: tuple[tuple[int, int], ...]
    article: int
    row: bool
    note: int | None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A passage of a claim, or a note's mark in the body."""

    start: int
    end: int
    claim: int
    passage: int
    anchor: bool = False


def paragraphs(text: Text, claims: Sequence[Claim]) -> Iterator[Paragraph]:
    """Set the text, paragraph by paragraph."""
    setter = _Setter(text, claims)
    order = sorted(range(len(text.blocks)), key=lambda at: text.blocks[at].pieces[0].start)
    for at in order:
        yield setter.paragraph(at)


class _Setter:
    """Knows which marks fall on which line, and cuts the lines there."""

    def __init__(self, text: Text, claims: Sequence[Claim]) -> None:
        self._text = text
        self._tabs_part_cells = not _tabs_part_words(text.raw)
        self._lines = sorted(
            (piece.start, piece.end, at)
            for at, block in enumerate(text.blocks)
            for piece in block.pieces
        )
        self._starts = [start for start, _, _ in self._lines]
        self._marks: dict[int, list[_Mark]] = defaultdict(list)
        self._notes: dict[int, int] = {}
        for number, claim in enumerate(claims):
            for passage, (start, end) in enumerate(claim.spans):
                home = self._place(_Mark(start, end, number, passage))
                if claim.kind == "references":
                    self._notes[home] = number
            for start, end in claim.fields.get("anchors", ()):
                self._place(_Mark(start, end, number, -1, anchor=True))

    def paragraph(self, at: int) -> Paragraph:
        """Set one block."""
        block, passage = self._text.blocks[at], self._text.passages[at]
        pieces: list[Piece] = []
        lines: list[tuple[int, int]] = []
        printed = 0
        for line, gap in zip(block.pieces, _gaps(self._text, block, passage), strict=True):
            cut = list(self._cut(line.start, line.end))
            if gap:
                cut[-1] = _with_blank(cut[-1])
            pieces += cut
            lines.append((printed, line.start))
            printed += len(line) + gap
        note = self._notes.get(at) if block.kind == "note" else None
        article = self._text.article_of(passage.span.start)
        row = note is None and any(self._has_cells(line) for line in block.pieces)
        return Paragraph(block.kind, lines[0][1], tuple(pieces), tuple(lines), article, row, note)

    def _has_cells(self, line: Span) -> bool:
        printed = self._text.raw[line.start : line.end]
        if "\t" in printed:
            return self._tabs_part_cells
        return len(_WIDE.findall(printed)) >= _CELLS

    def _place(self, mark: _Mark) -> int:
        """Lay a mark on its lines; give the block that it begins in.

        What stands between its ends and belongs to another block only interrupts it.
        """
        first = max(bisect_right(self._starts, mark.start) - 1, 0)
        if self._lines[first][1] <= mark.start and first + 1 < len(self._lines):
            first += 1
        after = max(bisect_left(self._starts, mark.end), first + 1)
        touched = range(first, after)
        own = {self._lines[first][2], self._lines[after - 1][2]}
        for line in touched:
            start, end, block = self._lines[line]
            if block in own and mark.start < end and start < mark.end:
                self._marks[start].append(mark)
        return self._lines[first][2]

    def _cut(self, start: int, end: int) -> Iterator[Piece]:
        marks = self._marks.get(start, ())
        raw = self._text.raw
        if not marks:
            yield Piece(raw[start:end])
            return
        edges = {start, end}
        for mark in marks:
            edges |= {max(mark.start, start), min(mark.end, end)}
        coming = sorted(marks, key=lambda mark: mark.start, reverse=True)
        over: list[_Mark] = []
        for low, high in pairwise(sorted(edges)):
            while coming and coming[-1].start <= low:
                over.append(coming.pop())
            over = sorted(
                (mark for mark in over if mark.end > low),
                key=lambda mark: (mark.end - mark.start, mark.claim),
            )
            plain = [mark for mark in over if not mark.anchor]
            yield Piece(
                raw[low:high],
                tuple(dict.fromkeys(mark.claim for mark in plain)),
                tuple((mark.claim, mark.passage) for mark in plain if mark.start == low),
                tuple(mark.claim for mark in plain if mark.end == high),
                next((mark.claim for mark in over if mark.anchor), None),
            )


def _tabs_part_words(raw: str) -> bool:
    """Whether tabs stand between words, as some PDF tools print them, not between cells.

    Then they outnumber blanks, and hardly two lines have as many.
    """
    counts = Counter(line.count("\t") for line in raw.splitlines() if "\t" in line)
    if counts.total() < _FEW or raw.count("\t") <= raw.count(" "):
        return False
    return max(counts.values()) * 3 < counts.total()


def _with_blank(piece: Piece) -> Piece:
    return Piece(piece.text + " ", piece.claims, piece.begins, piece.ends, piece.note)


def _gaps(text: Text, block: Block, passage: Passage) -> Iterator[bool]:
    """Tell for each line of a block whether a blank parts it from the next."""
    if len(block.pieces) == 1:
        yield False
        return
    flow = text.flow.text[passage.span.start : passage.span.end]
    solid = [at for at, char in enumerate(flow) if not char.isspace()]
    done = 0
    for line in block.pieces[:-1]:
        done += sum(map(len, text.raw[line.start : line.end].split()))
        yield solid[done] - solid[done - 1] > 1
    yield False

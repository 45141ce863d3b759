"""Articles: where one ends and another begins on the same page.

A web page prints more than its article: lists of related headlines, the
next report, what readers liked. A fact of one must not be read into the
other, so that blocks are told apart by the signs that pages give: a title
with its date line, a closing line, a heading of related news.
"""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np

from sightline.text.codes import WIDE, Flags, Places, Seen
from sightline.text.layout import KINDS, Layout
from sightline.text.openings import OPENINGS, SIGN
from sightline.text.words import bounds, contains, strings, undressed

# A sign, or a title, is no longer; a report's paragraph is no shorter (characters).
_SHORT = 60
_PARAGRAPH = 40
# A paragraph is no narrower (columns; an ideograph takes two).
_WIDTH = 80
_ASIDE = [KINDS.index("note"), KINDS.index("furniture")]
_DATED = re.compile(r"\D{0,12}(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}")
_SIGNED = re.compile(r"\W*(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?\W*")
_CHAPTER = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、．]|第[一二三四五六七八九十\d]{1,4}[章节条]|\d{1,2}[.、．]\D"
)
_ENDED = re.compile(r"[.!?。！？;；:：,，][\"'”’」』）)\]]*$")


def find_articles(text: str, seen: Seen, layout: Layout) -> tuple[int, ...]:
    """The numbers of the blocks with which articles begin; the first is 0."""
    return _Finder(text, seen, layout).articles() if len(layout) > 2 else (0,)


class _Finder:
    """Walks over the signs of one text."""

    def __init__(self, text: str, seen: Seen, layout: Layout) -> None:
        self._text, self._seen, self._layout = text, seen, layout
        self._pieces = pieces = layout.pieces
        self._starts = pieces.starts[pieces.blocks]
        self._firsts = pieces.ends[pieces.blocks]
        self._sizes = self._firsts - self._starts
        small = self._sizes <= _SHORT
        signs = small & (OPENINGS.of(seen.codes[self._starts]) & SIGN != 0)
        signs[1:] |= small[:-1] & (self._sizes[1:] >= _PARAGRAPH)
        self._signs = signs.nonzero()[0].tolist()
        self._found = [0]
        # Whether a list of headlines stands in the article, which its title then follows.
        self._listed = False

    @cached_property
    def _aside(self) -> Flags:
        kinds = np.frombuffer(self._layout.kinds, dtype=np.uint8)
        aside: Flags = (kinds == _ASIDE[0]) | (kinds == _ASIDE[1])
        return aside

    @cached_property
    def _paragraphs(self) -> Places:
        """How many paragraphs stand up to each block."""
        wide = np.concatenate([[0], (self._seen.classes & WIDE != 0).cumsum(dtype=np.int32)])
        starts, ends = self._pieces.starts, self._pieces.ends
        widths = np.add.reduceat(ends - starts + wide[ends] - wide[starts], self._pieces.blocks)
        paragraphs = (widths >= _WIDTH) & ~self._aside
        counted: Places = paragraphs.cumsum()
        return counted

    def articles(self) -> tuple[int, ...]:
        for block in self._signs:
            if block < self._found[-1]:
                continue
            words = self._words(block) if self._sizes[block] <= _SHORT else ""
            bare = undressed(words)
            if bare.startswith(strings("related")):
                self._begin(block)
                self._listed = True
            elif bare.startswith(strings("closing")):
                if self._has_paragraph(block):
                    self._begin(self._next(block))
            elif self._heads_paper(block, bare):
                self._begin(block)
            elif block > 1 and (_tells_date(words, bare) or self._reports(block)):
                self._begin(self._title_above(block))
        return tuple(self._found)

    def _words(self, block: int) -> str:
        return self._text[self._starts[block] : self._firsts[block]]

    def _has_paragraph(self, before: int) -> bool:
        """Whether the article has a paragraph already."""
        first = self._found[-1]
        ahead = self._paragraphs[first - 1] if first else 0
        return bool(before > first and self._paragraphs[before - 1] > ahead)

    def _begin(self, block: int | None) -> None:
        """An article begins at the block, if the one above has a paragraph or a list."""
        if block is None or block <= self._found[-1]:
            return
        if self._has_paragraph(block) or self._listed:
            self._found.append(block)
            self._listed = False

    def _next(self, block: int) -> int | None:
        """The next block that is no aside."""
        following = (~self._aside[block + 1 :]).nonzero()[0]
        return block + 1 + int(following[0]) if len(following) else None

    def _title_above(self, block: int) -> int | None:
        """The short line above a date line or a report, if it may be its title."""
        above = block - 1
        while above > 0 and self._aside[above]:
            above -= 1
        if above < 0 or self._sizes[above] > _SHORT:
            return None
        words = self._words(above)
        if _tells_date(words, undressed(words)):
            return None
        # A chapter of the same paper may quote a report.
        return None if _ENDED.search(words) or _CHAPTER.match(words) else above

    def _heads_paper(self, block: int, bare: str) -> bool:
        """Whether a line is the title of an official paper: its words, and what follows it."""
        if not _names_paper(bare + self._second_line(block)):
            return False
        following = self._next(block)
        above = self._words(block - 1) if block else ""
        # Papers are named in lists, too, and behind a colon.
        if following is None or above.endswith(("：", ":")) or _names_paper(undressed(above)):
            return False
        text = self._words(following)
        return len(text) >= _PARAGRAPH or text.endswith(("：", ":"))

    def _second_line(self, block: int) -> str:
        """What a title goes on with on its second line, if it has just one more."""
        blocks = self._pieces.blocks
        first = int(blocks[block])
        if block + 1 == len(blocks) or int(blocks[block + 1]) != first + 2:
            return ""
        return undressed(self._text[self._pieces.starts[first + 1] : self._pieces.ends[first + 1]])

    def _reports(self, block: int) -> bool:
        """Whether a block's first words are those of a report."""
        start = int(self._starts[block])
        first = self._text[start : start + bounds()[1]]
        return contains(first, "dispatch")


def _names_paper(bare: str) -> bool:
    return bare.startswith(strings("paper_begins")) and bare.endswith(strings("paper_ends"))


def _tells_date(words: str, bare: str) -> bool:
    """Whether a line says when, whence or by whom what follows was published."""
    if _SIGNED.fullmatch(words):
        return False
    return bare.startswith(strings("dateline")) or _DATED.match(words) is not None

"""Sheets: many documents set end to end, so that a step is taken once for all of them.

What a page costs is mostly the number of steps taken for it, not its
length. Documents in which every line is a paragraph by itself are laid out
alike alone and among others; they go on one sheet. Those with a web page's
furniture between their lines go on another, which is laid out in full. All
others (set in lines, with notes or with pages) are left to be read alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sightline.coding.scene import Scene
from sightline.text import Text
from sightline.text.codes import LINE_END, WIDE, Flags, Places, Seen
from sightline.text.layout import KINDS, Layout, lay_out
from sightline.text.notes import note_head
from sightline.text.openings import NOTED, NUMBERED, OPENINGS, WEB
from sightline.text.words import is_web_furniture, knowledge

_HEADING = KINDS.index("heading")
# What parts documents: a sign that none has, as a paragraph far from both. A title looks
# for its paragraph four lines on.
_PART = "\ue000"
_PARTING = f"\n\n\n\n\n\n{_PART}\n\n"
# Wider lines are paragraphs, not lines of print; of a document's lines a tenth is that wide.
_WIDEST = 140
_FEED, _SPACE, _NO_BREAK = 0x0C, 0x20, 0xA0
_RULE_SIGNS = np.array([ord(sign) for sign in "_\u2500\u2501=*~\u2014\u2015-"])
_TABS = "\t" * 5
_RETURN, _WIDE_BLANK = 0x0D, 0x3000
_STOPS = np.array([ord(sign) for sign in "。！？；：!?;:…"])
_LABEL = re.compile("[\u3400-\u9fff]{1,9}[：:]")
_BRACKET = re.compile("[（(“‘《「『【〔\\[]")
# A page's number is no longer, and little stands beside it.
_FOLIO = 40
_NUMBERED = re.compile(r"(?:[\W_]|page|seite|p|第|共)*\d{1,4}(?!\d)(?!\s?[年月])", re.IGNORECASE)
# A heading of notes is shorter.
_NOTE_HEADING = 40


class Joined(Text):
    """Documents end to end as one text."""

    @property
    def seen(self) -> Seen:
        """The text as numbers."""
        return self._seen

    @cached_property
    def lines(self) -> tuple[Places, Places]:
        """Where printed lines begin and end."""
        return _lines(self.seen)

    def headings(self) -> list[int]:
        """The numbers of the blocks that are headings."""
        kinds = lay_out(self.raw, self.seen).kinds
        return [block for block, kind in enumerate(kinds) if kind == _HEADING]


class Plain(Joined):
    """Documents of nothing but paragraphs, each line one: only headings need a closer look."""

    @cached_property
    def layout(self) -> Layout:
        """Each line as a block."""
        layout = Layout()
        layout.add_lines(*self.lines)
        return layout


@dataclass(frozen=True)
class Sheet:
    """Documents end to end.

    Attributes:
        text: All of them as one text.
        numbers: The number of each document among those of the batch.
        firsts: Where each begins in the text.
    """

    text: Joined
    numbers: Places
    firsts: Places

    @cached_property
    def _block_documents(self) -> Places:
        """The document of each block."""
        pieces = self.text.layout.pieces
        found: Places = self.firsts.searchsorted(pieces.starts[pieces.blocks], side="right") - 1
        return found

    def scene(self, alone: Sequence[Text]) -> Scene:
        """The sheet's scene, in which no article goes on into the next document.

        Args:
            alone: The sheet's documents, each by itself.
        """
        documents = self._block_documents
        heads = documents.searchsorted(np.arange(len(self.firsts)))
        # Parted by nothing but their signs, documents may only seem to hold more articles.
        maybe = np.array(self.text.article_blocks[1:], dtype=np.int64)
        pieces = self.text.layout.pieces
        starts = pieces.starts[pieces.blocks[maybe]].tolist()
        parting = np.array([self.text.raw[start] == _PART for start in starts], dtype=bool)
        maybe = maybe[~parting & (heads[documents[maybe]] != maybe)]
        articles = set(heads.tolist())
        for document in np.unique(documents[maybe]).tolist():
            head = int(heads[document])
            articles.update(head + block for block in alone[document].article_blocks)
        return Scene(self.text, sorted(articles | {0}), self.text.headings)


def sheets_of(raws: Sequence[str]) -> tuple[list[Sheet], list[int]]:
    """The documents that fit on sheets, and the numbers of those that don't."""
    raw, firsts = _set(raws)
    whole = Plain("", raw)
    unfit = _unfit(whole, firsts)
    laid = _furnished(whole, firsts) & ~unfit
    left = unfit.nonzero()[0].tolist()
    if not (left or laid.any()):
        return [Sheet(whole, np.arange(len(raws)), firsts)], []
    sheets = []
    for kind, fit in ((Plain, ~unfit & ~laid), (Joined, laid)):
        numbers = fit.nonzero()[0]
        if len(numbers):
            raw, firsts = _set([raws[number] for number in numbers.tolist()])
            sheets.append(Sheet(kind("", raw), numbers, firsts))
    return sheets, left


def _set(raws: Iterable[str]) -> tuple[str, Places]:
    raws = list(raws)
    sizes = np.array([len(raw) + len(_PARTING) for raw in raws], dtype=np.int32)
    return "".join(raw + _PARTING for raw in raws), np.cumsum(sizes, dtype=np.int32) - sizes


def _furnished(text: Joined, firsts: Places) -> Flags:
    """Which documents have lines that are no paragraphs: rules, a web page's furniture."""
    starts, ends = text.lines
    first = text.seen.codes[starts]
    maybe = (OPENINGS.of(first) & WEB != 0).nonzero()[0].tolist()
    web = [at for at in maybe if is_web_furniture(text.raw[starts[at] : ends[at]])]
    lines = np.concatenate([np.array(web, dtype=int), np.isin(first, _RULE_SIGNS).nonzero()[0]])
    found = np.zeros(len(firsts), dtype=bool)
    found[firsts.searchsorted(starts[lines], side="right") - 1] = True
    return found


def _unfit(text: Joined, firsts: Places) -> Flags:
    """Which documents could be laid out otherwise among others than alone."""
    seen, (starts, ends) = text.seen, text.lines
    first = seen.codes[starts]
    document = firsts.searchsorted(starts, side="right") - 1
    found = np.zeros(len(firsts), dtype=bool)
    found[document[_noted(text.raw, seen, starts, ends)]] = True
    found[firsts.searchsorted((seen.codes == _FEED).nonzero()[0], side="right") - 1] = True
    # A blank at a line's head may be what is left of a page's end, or set a paragraph in.
    inset = ((starts > 0) & np.isin(seen.codes[starts - 1], (_SPACE, _NO_BREAK))).nonzero()[0]
    web = document[OPENINGS.of(first) & WEB != 0]
    ahead = starts[inset] - 2
    single = (ahead < 0) | (seen.classes[ahead] & LINE_END != 0)
    single |= np.isin(starts[inset] - 1, firsts)
    found[document[inset[single]]] = True
    found[np.intersect1d(document[inset], web)] = True
    found[document[_running_on(text, starts, ends)]] = True
    found[document[_folios(text.raw, starts, ends)]] = True
    return found | _narrow(seen, starts, ends, document, len(firsts))


def _lines(seen: Seen) -> tuple[Places, Places]:
    """Where printed lines begin and end."""
    firsts, afters = seen.blanks
    breaks = seen.white[seen.classes[seen.white] & LINE_END != 0]
    runs = np.unique(firsts.searchsorted(breaks, side="right") - 1)
    starts, ends = afters[runs[:-1]], firsts[runs[1:]]
    head = int(afters[0]) if len(firsts) and firsts[0] == 0 else 0
    if len(runs) and firsts[runs[0]] > head:
        starts = np.concatenate([[head], starts])
        ends = np.concatenate([[firsts[runs[0]]], ends])
    return starts.astype(np.int32), ends.astype(np.int32)


def _noted(text: str, seen: Seen, starts: Places, ends: Places) -> list[int]:
    """The lines that may be a note, or a heading of notes.

    A number above one opens no notes but below a rule.
    """
    headings = knowledge()["note_headings"]
    first = seen.codes[starts]
    opening = OPENINGS.of(first)
    ruled = bool(np.isin(first, _RULE_SIGNS).any()) or _TABS in text
    found = []
    for at in (opening & (NUMBERED | NOTED) != 0).nonzero()[0].tolist():
        line = text[starts[at] : ends[at]]
        head = note_head(line)
        heading = len(line) < _NOTE_HEADING and any(words in line.lower() for words in headings)
        if heading or (head is not None and (ruled or head.number == 1)):
            found.append(at)
    return found


def _running_on(text: Joined, starts: Places, ends: Places) -> list[int]:
    """Lines that may go on with the one before: no stop, no blank line and no label parts them."""
    codes, feeds = text.seen.codes, np.zeros(len(text.raw) + 1, dtype=np.int32)
    # A carriage return goes with its line feed.
    np.cumsum((text.seen.classes & LINE_END != 0) & (codes != _RETURN), out=feeds[1:])
    first, after = ends[:-1], starts[1:]
    maybe = (feeds[after] - feeds[first] <= 1) & (codes[after - 1] != _WIDE_BLANK)
    maybe &= ~np.isin(codes[first - 1], _STOPS)
    found = []
    for at in (maybe.nonzero()[0] + 1).tolist():
        label = _LABEL.match(text.raw, starts[at], ends[at])
        if label is None or _BRACKET.search(text.raw, starts[at - 1], ends[at - 1]):
            found.append(at)
    return found


def _folios(raw: str, starts: Places, ends: Places) -> list[int]:
    """Lines that may be a page's number."""
    short = (ends - starts <= _FOLIO).nonzero()[0].tolist()
    return [at for at in short if _NUMBERED.match(raw, starts[at], ends[at])]


def _narrow(seen: Seen, starts: Places, ends: Places, document: Places, count: int) -> Flags:
    """Documents with three lines and more that may be lines of print, not paragraphs."""
    edges = np.stack([starts, ends], axis=1).ravel()
    wide = np.add.reduceat((seen.classes & WIDE) // WIDE, edges[:-1], dtype=np.int32)[::2]
    narrow = (ends - starts + wide <= _WIDEST) | np.isin(seen.codes[starts], _RULE_SIGNS)
    own = seen.codes[starts] != ord(_PART)
    lines = np.bincount(document[own], minlength=count)
    small = np.bincount(document[own & narrow], minlength=count)
    return (lines >= 3) & (small > (0.9 * (lines - 1)).astype(np.int64))


def batches(sizes: Iterable[int], most: int) -> Iterator[range]:
    """Ranges of documents that hold at most so many characters together, or one document."""
    first, held, number = 0, 0, -1
    for number, size in enumerate(sizes):
        if held and held + size > most:
            yield range(first, number)
            first, held = number, 0
        held += size
    if number >= first:
        yield range(first, number + 1)

"""Lines: what a decoded file shows of its pages before anyone reads it.

Widths, blank lines, rules and page starts are all that is left of a page
once a PDF tool has made it text. Nothing here knows words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, overload

import numpy as np

from sightline.text.codes import LINE_END, WIDE, Codes, Flags, Places, Seen, Table
from sightline.text.openings import OPENINGS
from sightline.text.spans import Span

_RULE = re.compile(r"(?:\t{8,}|[_\u2500\u2501=*~\u2014\u2015-]{5,}|_{3,}|(?:[_\u2500-] ){5,})")
_NUMBER = re.compile(r"[\W_]*\d{1,4}[\W_]*")
_FOLIO = re.compile(
    r"(?:[\W_]*(?:page|seite|p\.|第)\s*\d{1,4}\s*页?[\W_]*(?:(?:of|/|\||共)\s*\d{1,4}\s*页?)?[\W_]*"
    r"|\d{1,4}\s*(?:/|of)\s*\d{1,4}|[-\u2013\u2014]\s?\d{1,4}\s?[-\u2013\u2014]|共\s*\d{1,4}\s*页.{0,3}第\s*\d{1,4}\s*页)",
    re.IGNORECASE,
)
_HEADED = re.compile(r"[^，。；]{2,40}?\s{2,}(?=[第共])")
_INDENT = re.compile('\u3000|[ \xa0]{2,8}[\u3400-\u4dbf\u4e00-\u9fffA-Z“‘「《（"]')
# A full line is at least this share of the usual longest one.
_FULL = 0.8
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_STOPS = re.compile("[，。、；！？]")
_ENDED = re.compile('[。！？：；…]["”’」』）)\\]】]*$')
_MAYBE, _NEVER = 1, 2
_RULE_TABLE = Table(
    lambda code: _MAYBE if chr(code) in "_\u2500\u2501=*~\u2014\u2015-" else _NEVER, np.uint8
)
_SHORTEST_RULE = 5
# A document of fewer lines has no pages to tell.
_PAGEFUL = 40
_ZERO = np.zeros(1, dtype=np.int32)
# Above this many columns a line is a paragraph, not a line of print.
_WIDEST = 140


class Line(NamedTuple):
    """One line: its content without outer white space, and its shape."""

    start: int
    end: int
    text: str
    width: int
    starts_page: bool
    rule: bool

    @property
    def span(self) -> Span:
        """Where its content stands."""
        return Span(self.start, self.end)

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on the line (a rule counts as nothing)."""
        return not self.text or self.rule

    @property
    def number(self) -> bool:
        """Whether the line holds a number and nothing else, as a page number does."""
        return (0 < len(self.text) < 20 and _NUMBER.fullmatch(self.text) is not None) or self.folio

    @property
    def folio(self) -> bool:
        """Whether the line can only be a page number ("- 12 -", "Page 3 of 9", 第3页).

        A head may stand on the line, apart from the number.
        """
        found = _HEADED.match(self.text) if self.text.endswith("页") else None
        number = self.text[found.end() :] if found else self.text
        return 0 < len(number) < 24 and _FOLIO.fullmatch(number) is not None


class Lines(Sequence[Line]):
    """The lines of a text, in columns; a single one is made when it is asked for.

    Attributes:
        starts: Where each line's content begins, without outer white space.
        ends: Where it ends.
        pages: Whether it begins a page, by a form feed or what is left of one.
        rules: Whether it is a rule.
        blank: Whether nothing is printed on it (a rule counts as nothing).
    """

    def __init__(self, raw: str, seen: Seen) -> None:
        self.raw, self.seen = raw, seen
        self._begins, self._stops, feeds = _cut(seen, len(raw))
        self.starts, self.ends = _strip(seen, self._begins, self._stops)
        empty = self.starts == self.ends
        self.rules = self._find_rules(empty)
        self.blank = empty | self.rules
        self.pages = _begin_pages(feeds, empty) if feeds.any() else self._lost_feeds(empty)
        self._made: dict[int, Line] = {}

    @cached_property
    def printed(self) -> Places:
        """The numbers of the lines that are not blank."""
        found: Places = (~self.blank).nonzero()[0]
        return found

    @cached_property
    def openings(self) -> Codes:
        """What the first characters of the printed lines tell."""
        return OPENINGS.of(self.seen.codes[self.starts[self.printed]])

    def text(self, at: int) -> str:
        """What is printed on one line."""
        return self.raw[self.starts[at] : self.ends[at]]

    def inset(self, at: int) -> int:
        """How many characters of white space stand ahead of a line's content."""
        return int(self.starts[at] - self._begins[at])

    @cached_property
    def widths(self) -> Places:
        """Columns on paper: an ideograph takes two."""
        wide = np.concatenate([_ZERO, (self.seen.classes & WIDE != 0).cumsum(dtype=np.int32)])
        found: Places = self.ends - self.starts + wide[self.ends] - wide[self.starts]
        return found

    @cached_property
    def indents(self) -> Flags:
        """Whether a line is set in, as a paragraph's first line is."""
        found = np.zeros(len(self), dtype=bool)
        inset = (self._begins < self.starts).nonzero()[0]
        lead = self.seen.codes[self._begins[inset]]
        maybe = inset[(lead == 0x20) | (lead == 0xA0)].tolist()
        narrow = [at for at in maybe if _INDENT.match(self.raw, self._begins[at])]
        wide = inset[lead == 0x3000]
        filled = len(self) - int((self.starts == self.ends).sum())
        if 0 < len(wide) + len(narrow) < 0.6 * filled:
            found[narrow] = True
        found[wide] = True
        return found

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        line = self._made.get(at)
        if line is None:
            starts, ends, *shape = self._columns
            start, end = starts[at], ends[at]
            text = self.raw[start:end]
            line = self._made[at] = Line(start, end, text, *(column[at] for column in shape))
        return line

    @cached_property
    def _columns(self) -> tuple[list[Any], ...]:
        columns = (self.starts, self.ends, self.widths, self.pages, self.rules)
        return tuple(column.tolist() for column in columns)

    def _find_rules(self, empty: Flags) -> Flags:
        """Lines of a rule's signs, or of nothing but tabs."""
        found = np.zeros(len(self), dtype=bool)
        if not len(self):
            return found
        # A line's first sign, or its length without one, tells whether it may be a rule.
        first = self.seen.codes[self.starts - empty]
        maybe = _RULE_TABLE.of(first) == _MAYBE
        maybe |= empty & (self._stops - self._begins >= _SHORTEST_RULE)
        for at in maybe.nonzero()[0].tolist():
            content = self.raw[self._begins[at] : self._stops[at]].strip(" \r\n")
            found[at] = _RULE.fullmatch(content) is not None
        return found

    def _lost_feeds(self, empty: Flags) -> Flags:
        """A tool that drops form feeds leaves a single blank at the head of each page."""
        filled = len(empty) - int(empty.sum())
        if filled >= _PAGEFUL:
            single: Flags = ~empty & (self.starts == self._begins + 1)
            single[single] = self.seen.codes[self._begins[single]] == 0x20
            if 0 < single.sum() < 0.15 * filled:
                return single
        return np.zeros(len(empty), dtype=bool)


def _cut(seen: Seen, length: int) -> tuple[Places, Places, Flags]:
    """Where each line begins and stops, and which of them a form feed ends."""
    stops = seen.white[seen.classes[seen.white] & LINE_END != 0]
    after = stops + np.int32(1)
    ending = seen.codes[stops]
    if (ending == 0x0D).any():
        # The second half of "\r\n" ends no line of its own.
        pair = (ending[1:] == 0x0A) & (ending[:-1] == 0x0D) & (stops[1:] == after[:-1])
        second = pair.nonzero()[0]
        after[second] += 1
        stops, after, ending = (np.delete(one, second + 1) for one in (stops, after, ending))
    begins = np.concatenate([_ZERO, after])
    feeds = ending == 0x0C
    if begins[-1] == length:
        return begins[:-1], stops, feeds
    end = np.array([length], dtype=np.int32)
    return begins, np.concatenate([stops, end]), np.concatenate([feeds, [False]])


def _strip(seen: Seen, begins: Places, stops: Places) -> tuple[Places, Places]:
    """Where the lines' contents begin and end without outer white space."""
    firsts, afters = seen.blanks
    if not len(firsts) or not len(begins):
        return begins, stops
    # The last run of blanks that begins at or before a place may hold it.
    run = firsts.searchsorted(begins, side="right") - 1
    held = np.where(run >= 0, afters[run], 0)
    starts = np.minimum(np.maximum(begins, held), stops)
    run = firsts.searchsorted(stops, side="left") - 1
    reached = (run >= 0) & (afters[run] >= stops)
    ends = np.where(reached, np.maximum(firsts[run], starts), stops)
    return starts.astype(np.int32), ends.astype(np.int32)


def _begin_pages(feeds: Flags, empty: Flags) -> Flags:
    """Blank lines at the head of a page do not begin it alone: the first printed one does too."""
    found = np.zeros(len(empty), dtype=bool)
    for at in np.flatnonzero(feeds).tolist():
        for later in range(at + 1, len(empty)):
            if found[later]:
                break
            found[later] = True
            if not empty[later]:
                break
    return found


def split_lines(raw: str, seen: Seen | None = None) -> Lines:
    """The lines of `raw`, with the pages that form feeds (or their remains) begin."""
    return Lines(raw, seen or Seen(raw))


@dataclass(frozen=True, slots=True)
class Measure:
    """How a document sets its lines: wrapped at a width, or one line a paragraph."""

    wrapped: bool
    full: float

    def is_full(self, line: Line) -> bool:
        """Whether the line runs to the right edge, so that the next one goes on with it."""
        return self.wrapped and line.width >= self.full


def measure(lines: Lines) -> Measure:
    """Tell hard-wrapped text from text with one line a paragraph, and from lists."""
    at = lines.printed
    if len(at) < 3:
        return Measure(False, 0.0)
    widths = lines.widths[at]
    usual = int(np.sort(widths)[int(0.9 * (len(at) - 1))])
    if usual > _WIDEST:
        return Measure(False, _FULL * usual)
    chinese = sum(1 for line in at.tolist() if _IDEOGRAPH.search(lines.text(line)))
    setting = _set_solid if chinese > 0.6 * len(at) else _set_ragged
    return Measure(setting(lines, at, widths, usual), _FULL * usual)


def _set_ragged(lines: Lines, printed: Places, widths: Places, usual: int) -> bool:
    """Whether lines fill the measure word by word, and go on in the middle of sentences."""
    near = int(((_FULL * usual <= widths) & (widths <= 1.15 * usual)).sum())
    if near < 0.35 * len(printed):
        return False
    goes_on = sum(1 for at in printed[1:].tolist() if lines.raw[lines.starts[at]].islower())
    return goes_on >= 0.15 * (len(printed) - 1)


def _set_solid(lines: Lines, printed: Places, widths: Places, usual: int) -> bool:
    """Whether Chinese lines end at one edge, in the middle of sentences.

    Titles of a list come near their longest, too, but hold few stops and
    differ by more than a character.
    """
    edge = printed[np.abs(widths - usual) <= max(3, 0.04 * usual)]
    least = 0.6 if len(printed) < 8 else 0.35
    if len(edge) < least * len(printed):
        return False
    cut = sum(1 for at in edge.tolist() if not _ENDED.search(lines.text(at)))
    stops = sum(1 for at in printed.tolist() if _STOPS.search(lines.text(at)))
    ended = any(_ENDED.search(lines.text(at)) for at in printed.tolist())
    return ended and 2 * cut >= len(edge) and 2 * stops >= len(printed)

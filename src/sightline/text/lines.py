"""Lines: what a decoded file shows of its pages before anyone reads it.

Widths, blank lines, rules and page starts are all that is left of a page
once a PDF tool has made it text. Nothing here knows words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sightline.text.spans import Span

_LINE = re.compile(r"([^\r\n\x0b\x0c\x85\u2028\u2029]*)(\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|\Z)")
_RULE = re.compile(r"(?:\t{8,}|[_\u2500\u2501=*~\u2014\u2015-]{5,}|(?:[_\u2500-] ){5,})")
_NUMBER = re.compile(r"[\W_]*\d{1,4}[\W_]*")
_FOLIO = re.compile(
    r"(?:[\W_]*(?:page|seite|p\.|第)\s*\d{1,4}\s*页?[\W_]*(?:(?:of|/|\||共)\s*\d{1,4}\s*页?)?[\W_]*"
    r"|\d{1,4}\s*(?:/|of)\s*\d{1,4}|[-\u2013\u2014]\s?\d{1,4}\s?[-\u2013\u2014]|共\s*\d{1,4}\s*页.{0,3}第\s*\d{1,4}\s*页)",
    re.IGNORECASE,
)
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
_INDENT = re.compile('\u3000|[ \xa0]{2,8}[\u3400-\u4dbf\u4e00-\u9fffA-Z“‘「《（"]')
# A full line is at least this share of the usual longest one.
_FULL = 0.8
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_STOPS = re.compile("[，。、；！？]")
_ENDED = re.compile('[。！？：；…]["”’」』）)\\]】]*$')
# Above this many columns a line is a paragraph, not a line of print.
_WIDEST = 140


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its content without outer white space, and its shape."""

    span: Span
    text: str
    width: int
    starts_page: bool
    rule: bool
    indented: bool

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on the line (a rule counts as nothing)."""
        return not self.text or self.rule

    @property
    def number(self) -> bool:
        """Whether the line holds a number and nothing else, as a page number does."""
        return 0 < len(self.text) < 20 and (_NUMBER.fullmatch(self.text) is not None or self.folio)

    @property
    def folio(self) -> bool:
        """Whether the line can only be a page number ("- 12 -", "Page 3 of 9", 第3页)."""
        return 0 < len(self.text) < 24 and _FOLIO.fullmatch(self.text) is not None


def _width(text: str) -> int:
    """Columns on paper: an ideograph takes two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def split_lines(raw: str) -> list[Line]:
    """The lines of `raw`, with the pages that form feeds (or their remains) begin."""
    found: list[tuple[Span, str, str, bool]] = []
    feed = False
    for match in _LINE.finditer(raw):
        content = match.group(1)
        if match.end() == len(raw) and not content and not match.group(2):
            break
        stripped = content.strip()
        lead = len(content) - len(content.lstrip())
        start = match.start() + lead
        found.append((Span(start, start + len(stripped)), stripped, content, feed))
        # Blank lines at the head of a page do not begin it: the first printed one does.
        feed = match.group(2) == "\x0c" or (feed and not stripped)
    feeds = any(fed for *_, fed in found)
    # A tool that drops form feeds leaves a single blank at the head of each page.
    single = [bool(re.match(r" \S", content)) for _, _, content, _ in found]
    filled = sum(1 for _, stripped, _, _ in found if stripped)
    indents = [bool(_INDENT.match(content)) for _, _, content, _ in found]
    indenting = 0 < sum(indents) < 0.6 * filled
    lost_feeds = not feeds and filled >= 40 and 0 < sum(single) < 0.15 * filled
    return [
        Line(
            span,
            stripped,
            _width(stripped),
            fed or (lost_feeds and spaced),
            _RULE.fullmatch(content.strip(" \r\n")) is not None,
            content.startswith("\u3000") or (indenting and indent),
        )
        for (span, stripped, content, fed), spaced, indent in zip(
            found, single, indents, strict=True
        )
    ]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a document sets its lines: wrapped at a width, or one line a paragraph."""

    wrapped: bool
    full: float

    def is_full(self, line: Line) -> bool:
        """Whether the line runs to the right edge, so that the next one goes on with it."""
        return self.wrapped and line.width >= self.full


def measure(lines: list[Line]) -> Measure:
    """Tell hard-wrapped text from text with one line a paragraph, and from lists."""
    printed = [line for line in lines if not line.blank]
    if len(printed) < 3:
        return Measure(False, 0.0)
    usual = sorted(line.width for line in printed)[int(0.9 * (len(printed) - 1))]
    chinese = sum(1 for line in printed if _IDEOGRAPH.search(line.text)) > 0.6 * len(printed)
    wrapped = usual <= _WIDEST and (_set_solid if chinese else _set_ragged)(printed, usual)
    return Measure(wrapped, _FULL * usual)


def _set_ragged(printed: list[Line], usual: int) -> bool:
    """Whether lines fill the measure word by word, and go on in the middle of sentences."""
    near = sum(1 for line in printed if _FULL * usual <= line.width <= 1.15 * usual)
    goes_on = sum(1 for line in printed[1:] if line.text[0].islower())
    return near >= 0.35 * len(printed) and goes_on >= 0.15 * (len(printed) - 1)


def _set_solid(printed: list[Line], usual: int) -> bool:
    """Whether Chinese lines end at one edge, in the middle of sentences.

    Titles of a list come near their longest, too, but hold few stops and
    differ by more than a character.
    """
    edge = [line for line in printed if abs(line.width - usual) <= max(3, 0.04 * usual)]
    cut = sum(1 for line in edge if not _ENDED.search(line.text))
    stops = sum(1 for line in printed if _STOPS.search(line.text))
    least = 0.6 if len(printed) < 8 else 0.35
    return len(edge) >= least * len(printed) and 2 * cut >= len(edge) and 2 * stops >= len(printed)

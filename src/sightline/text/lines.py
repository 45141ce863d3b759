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
_NUMBER = re.compile(
    r"[\W_]*(?:page|第)?\s*\d{1,4}\s*(?:页|(?:of|/)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
# A full line is at least this share of the usual longest one.
_FULL = 0.8


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
        """Whether the line holds a page number and nothing else."""
        return bool(self.text) and len(self.text) < 20 and _NUMBER.fullmatch(self.text) is not None


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
        feed = match.group(2) == "\x0c"
    feeds = any(fed for *_, fed in found)
    # A tool that drops form feeds leaves a single blank at the head of each page.
    single = [bool(re.match(r" \S", content)) for _, _, content, _ in found]
    filled = sum(1 for _, stripped, _, _ in found if stripped)
    lost_feeds = not feeds and filled >= 40 and 0 < sum(single) < 0.15 * filled
    return [
        Line(
            span,
            stripped,
            _width(stripped),
            fed or (lost_feeds and spaced),
            _RULE.fullmatch(content.strip(" \r\n")) is not None,
            content.startswith("\u3000"),
        )
        for (span, stripped, content, fed), spaced in zip(found, single, strict=True)
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
    """Tell hard-wrapped text from text with one line a paragraph."""
    widths = sorted(line.width for line in lines if not line.blank)
    if len(widths) < 8:
        return Measure(False, 0.0)
    usual = widths[int(0.9 * (len(widths) - 1))]
    near = sum(1 for width in widths if _FULL * usual <= width <= 1.15 * usual)
    wrapped = usual <= 140 and near >= 0.35 * len(widths)
    return Measure(wrapped, _FULL * usual)

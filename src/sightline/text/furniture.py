"""Furniture: page numbers, running heads and footers, told from what is read.

A line is furniture for where it stands and how often it comes back, never
for its words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from sightline.text.lines import Line, Lines
from sightline.text.openings import FOLIO

_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_TERMINAL = re.compile(r"[.!?。！？:：;；][\"'”’」』）)\]]*$")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s|[(（第一二三四五六七八九十]")
_WIDEST = 120
# No footer that comes once holds these, but the first half of a sentence may.
_CLAUSES = re.compile("[，；。、]")
# A page number is no wider (columns).
_FOLIO_WIDTH = 40
_PAGE_SIGN = ord("页")
# Pages are at least this many lines apart.
_PAGE = 8


def find_furniture(lines: Lines, notes: set[int]) -> set[int]:
    """The lines that page after page repeats, page numbers, and what stands beside those.

    Args:
        lines: The document's lines.
        notes: Lines that may open a note; they are never furniture.
    """
    printed = [at for at, line in enumerate(lines) if not line.blank]
    numbers = {
        at
        for at in printed
        if lines[at].number and at not in notes and (lines[at].folio or alone(lines, at))
    }
    numbers |= set(_counting(lines, printed)) - notes
    shapes = Counter(_shape(lines[at]) for at in printed if 4 < len(lines[at].text) < _WIDEST)
    edges = {at for at in printed if lines[at].starts_page} | numbers
    marked = set(numbers)
    few = len(numbers) < 3
    for number, at in enumerate(printed):
        if at in marked or at in notes or lines[at].width >= _WIDEST:
            continue
        text = lines[at].text
        before = printed[number - 1] if number else None
        after = printed[number + 1] if number + 1 < len(printed) else None
        repeated = shapes[_shape(lines[at])]
        if not alone(lines, at):
            # A running head may touch the text, but then it stands beside a page number.
            if repeated >= 2 and (before in numbers or after in numbers) and _footer(lines[at]):
                marked.add(at)
            continue
        at_edge = before in edges or after in edges or at in edges
        # With few pages nothing comes back: a title's like above the number is a footer.
        footer = few and after in marked and _footer(lines[at]) and not _CLAUSES.search(text)
        if (repeated >= 3 and at_edge) or (
            (before in marked or after in marked) and (footer or repeated >= 2)
        ):
            marked.add(at)
    return marked


def find_folios(lines: Lines) -> bool:
    """Whether a line can only be a page number, so that the document has pages."""
    printed = lines.printed
    widths = lines.widths[printed]
    maybe = (lines.openings & FOLIO != 0) & (widths < _FOLIO_WIDTH)
    maybe |= (lines.seen.codes[lines.ends[printed] - 1] == _PAGE_SIGN) & (widths < _WIDEST)
    return any(lines[at].folio for at in printed[maybe].tolist())


def alone(lines: Lines, at: int) -> bool:
    """Whether blank lines, a page's edge or the document's end stand on both sides."""
    before = at == 0 or lines[at - 1].blank or lines[at].starts_page
    after = at + 1 == len(lines) or lines[at + 1].blank or lines[at + 1].starts_page
    return before and after


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _footer(line: Line) -> bool:
    text = line.text
    return not (_TERMINAL.search(text) or _NUMBERED.match(text))


def _counting(lines: Lines, printed: list[int]) -> Iterator[int]:
    """Lines of one shape, pages apart, in which one number counts up: heads with page numbers."""
    series: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at in printed:
        text = lines[at].text
        found = re.findall(r"\d+", text) if len(text) < _WIDEST else []
        if len(found) == 1 and len(found[0]) < 5 and not _ADDRESS.search(text):
            bare = text.strip("0123456789")
            # The number stands at an edge, beside words of a head, or alone.
            if not any(c.isdigit() for c in bare) and (len(bare) >= 8 or not bare):
                series[_shape(lines[at])].append((at, int(found[0])))
    for places in series.values():
        steps = [(later - at, number - last) for (at, last), (later, number) in pairwise(places)]
        if len(steps) >= 2 and all(gap >= _PAGE and 1 <= step <= 2 for gap, step in steps):
            yield from (at for at, _ in places)

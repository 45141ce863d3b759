"""Line ends: where a Chinese line goes on with the one before it.

Text copied from a page keeps the page's line ends, often in a few lines
only and at no even width, so that a name stands on two lines and a page
number between its halves. Each line end is judged by what stands on both
sides of it: a bracket or a number that is still open, a word that wants
another one, an edge that the lines of prose have in common. Entries of a
list, labels, rows of a table, titles and signatures begin lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sightline.text.codes import DENSE, DIGIT, Flags, Places, Table
from sightline.text.lines import Lines
from sightline.text.words import begins_with, ends_with

_STOPS = re.compile("[，。、；！？]")
_ENDED = re.compile('[。！？；：;:!?…]\\s?["”’」』）)\\]】]*$')
_OPENS = {
    "（": "）", "(": ")", "“": "”", "‘": "’", "《": "》", "「": "」", "『": "』",
    "【": "】", "〔": "〕", "[": "]",
}  # fmt: skip
_PAIRS = re.compile(f"[{re.escape(''.join(_OPENS) + ''.join(_OPENS.values()))}]")
# Behind these a sentence goes on, ahead of those it can't begin.
_UNDONE = "，、,（(《“‘「『【〔·—～~/&"
_BELATED = "，。、；：！？）》”’」』】〕%％…·"
_COUNTED = re.compile("[\\d.,]*[万亿千百多余人元名家座个亩吨年月日号%％倍次户所条项平公米小天]")
# A line that begins an entry, a chapter or a label.
_OWN = re.compile(
    r"\d{1,3}[.)、．](?=\s|[^\d\s])|[(（][\dⅰ-ⅻivx一二三四五六七八九十]{1,3}[)）]"
    r"|[•●▪■◆·–*○□※★☆①-⑳❶-❿-]|[一二三四五六七八九十]{1,3}[、．.]"
    r"|第\s?[一二三四五六七八九十百\d]{1,4}\s?[条章节]|[a-zA-Z][.)、]|[【\[]"
    r"|[\u3400-\u9fff]{1,9}[：:]"
)
_DATE = re.compile(
    r"(?:[12１２][\d]|二[〇○零])[\d〇○零一二三四五六七八九]{2}\s?年\s?[^，。、；]{1,4}月\s?[^，。、；]{1,4}日$"
)
# Cells of a row: apart by a tab, several blanks or an upright stroke.
_CELLS = re.compile(r"\S(?:\t|[ \u3000\xa0]{2,})\S|[|｜]|\t")
_ONE, _WIDE_ONE = 0x31, 0xFF11
_SERIAL = re.compile(r"(\d{1,4})[.、]?(?:\s{2,}|\t)")
# No Chinese line of print is wider (columns), and none that tells an edge is narrower.
_WIDEST, _NARROWEST = 140, 28
# Lines of prose end at one edge if they come so near it, and few lines pass it.
# Where several do, others may fall shorter.
_NEAR, _SURELY_NEAR, _BEYOND = 0.85, 0.75, 1.2
_FEW = 0.1
# A title's first line is no narrower, and stands so near the head of the document.
_TITLE, _HEAD = 20, 4
_FREE, _CLOSED = 1, 2
_LAST = Table(lambda code: _CLOSED if chr(code) in "。！？；：!?;:…" else _FREE, np.uint8)


class _Seam(NamedTuple):
    """Two printed lines that may be one: their numbers, and whether a page's end is between."""

    before: int
    after: int
    interrupted: bool


def find_seams(lines: Lines, skipped: set[int]) -> set[int]:
    """The lines that go on with the printed one before.

    Args:
        lines: The document's lines.
        skipped: Page numbers and the like, which a sentence steps over.
    """
    found = set(_wrapped_rows(lines))
    titles: set[int] = set()
    joined: set[int] = set()
    unsure: list[_Seam] = []
    for seam in _candidates(lines, skipped):
        before, after = lines.text(seam.before), lines.text(seam.after)
        if _parted(before, after):
            continue
        prose = _STOPS.search(before) is not None
        if _surely(before, after, prose=prose) or (seam.interrupted and prose and _reads(after)):
            found.add(seam.after)
            joined.add(seam.before)
        elif _two_titles(lines, seam, before, after):
            titles.add(seam.after)
        elif not seam.interrupted and _reads(after):
            # Its first line may hold no stop yet, but then its sentence ends on the next one.
            likely = prose or seam.before in found or _closes(lines, seam, before, after)
            unsure += [seam] * likely
    return found | _at_edge(lines, unsure, joined) | titles


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else, as below a signature."""
    return _DATE.match(text) is not None


def _candidates(lines: Lines, skipped: set[int]) -> Iterator[_Seam]:
    """Neighbours, Chinese or halves of a number, of which the first does not end in a stop."""
    printed = lines.printed
    kept: Places = np.setdiff1d(printed, sorted(skipped)) if skipped else printed
    if len(kept) < 2:
        return
    before, after = kept[:-1], kept[1:]
    last, first = lines.ends[before] - 1, lines.starts[after]
    classes = lines.seen.classes
    maybe: Flags = (classes[last] | classes[first]) & DENSE != 0
    maybe |= classes[last] & classes[first] & DIGIT != 0
    maybe &= _LAST.of(lines.seen.codes[last]) == _FREE
    maybe &= lines.widths[before] <= 2 * _WIDEST
    if not maybe.any():
        return
    maybe &= ~lines.indents[after]
    near = after - before == 1
    if skipped:
        # Blank lines around what is stepped over part nothing.
        stepped = np.searchsorted(printed, after) - np.searchsorted(printed, before) > 1
    else:
        stepped = np.zeros(len(near), dtype=bool)
    for at in (maybe & (near | stepped)).nonzero()[0].tolist():
        yield _Seam(int(before[at]), int(after[at]), bool(stepped[at]))


def _parted(before: str, after: str) -> bool:
    """Whether the second line begins something of its own, or one is a row of a table."""
    if _ENDED.search(before) or _CELLS.search(before) or _CELLS.search(after):
        return True
    if is_date(after):
        return True
    own = _OWN.match(after)
    if own is None:
        return begins_with(after, "captions") and after[1:2].isdigit()
    # What begins like a label may be the rest of what stands in brackets.
    return own.group()[-1] not in "：:" or not _unclosed(before)


def _unclosed(text: str) -> str:
    """The closer that a line still wants, or nothing."""
    wanted: list[str] = []
    for sign in _PAIRS.findall(text):
        if sign in _OPENS:
            wanted.append(_OPENS[sign])
        elif wanted and wanted[-1] == sign:
            wanted.pop()
    return wanted[-1] if wanted else ""


def _surely(before: str, after: str, *, prose: bool) -> bool:
    """Whether the words on both sides of a line end want each other."""
    if before[-1] in _UNDONE or after[0] in _BELATED:
        return len(before) > 1
    closer = _unclosed(before)
    if closer and closer in after:
        first = after.find(next(key for key, value in _OPENS.items() if value == closer))
        if not 0 <= first < after.index(closer):
            return True
    if not (prose or _STOPS.search(after)):
        return False
    if before[-1].isdigit() and _COUNTED.match(after):
        return True
    return prose and ends_with(before, "going_on")


def _reads(text: str) -> bool:
    """Whether a line holds prose, or the end of it."""
    return _STOPS.search(text) is not None or text[-1] in _BELATED


def _closes(lines: Lines, seam: _Seam, before: str, after: str) -> bool:
    """Whether the second line ends a sentence and is no longer than the first."""
    widths = lines.widths
    return (
        after.endswith(("。", "；"))
        and bool(widths[seam.after] <= widths[seam.before])
        and seam.before != int(lines.printed[0])
        and not ends_with(before, "paper_ends", "lists", "bodies")
    )


def _two_titles(lines: Lines, seam: _Seam, before: str, after: str) -> bool:
    """Whether the two lines are the title of a paper, set on two lines at its head."""
    if seam.interrupted or _STOPS.search(before) or _STOPS.search(after):
        return False
    if lines.widths[seam.before] < _TITLE or seam.after - int(lines.printed[0]) > _HEAD:
        return False
    named = "关于" in before or re.search("[0-9０-９]{4}", before) is not None
    return (
        named
        and "关于" not in after
        and ends_with(after, "paper_ends", "lists")
        and not ends_with(before, "paper_ends", "lists", "bodies")
    )


def _at_edge(lines: Lines, seams: list[_Seam], joined: set[int]) -> set[int]:
    """The lines that go on with one that ends at the edge, which few lines pass.

    Args:
        lines: The document's lines.
        seams: Where a line may go on.
        joined: The lines that the next one goes on with; those found here are added.
    """
    if not seams:
        return set()
    cut = lines.widths[[seam.before for seam in seams]]
    edge = int(np.sort(cut)[int(0.75 * (len(cut) - 1))])
    if not _NARROWEST <= edge <= _WIDEST:
        return set()
    if _passed(lines, edge) > (_FEW * len(lines.printed) if len(seams) > 2 else 0):
        return set()
    near = cut >= _NEAR * edge
    if 2 * near.sum() < len(cut) or (len(seams) == 1 and not _carries(lines, seams[0])):
        return set()
    if near.sum() > 2:
        near = cut >= _SURELY_NEAR * edge
    found: set[int] = set()
    for seam, fits in zip(reversed(seams), reversed(near.tolist()), strict=True):
        # Entries of a list hold stops, too, but no full one, and end in none.
        if fits and (seam.after in joined or _sentences(lines, seam)):
            found.add(seam.after)
            joined.add(seam.before)
    return found


def _sentences(lines: Lines, seam: _Seam) -> bool:
    """Whether a sentence ends on either line, so that they are no entries of a list."""
    before, after = lines.text(seam.before), lines.text(seam.after)
    return "。" in before or "。" in after or _whole(after)


def _whole(text: str) -> bool:
    """Whether a line ends a sentence, or what an earlier one has put in brackets."""
    opener = next((key for key, closer in _OPENS.items() if closer == text[-1]), None)
    if opener is not None and text.count(text[-1]) > text.count(opener):
        return True
    return _ENDED.search(text) is not None


def _passed(lines: Lines, edge: int) -> int:
    """How many lines that are no rows of a table pass the edge."""
    printed = lines.printed
    wide = printed[lines.widths[printed] > _BEYOND * edge]
    if len(wide) > len(printed) // 2:
        return len(wide)
    return sum(1 for at in wide.tolist() if not _CELLS.search(lines.text(at)))


def _carries(lines: Lines, seam: _Seam) -> bool:
    """Whether a single seam reads as one: no title above, and a sentence's end below."""
    whole = _ENDED.search(lines.text(seam.after)) is not None
    return whole and seam.before != int(lines.printed[0])


def _wrapped_rows(lines: Lines) -> Iterator[int]:
    """Lines between rows that count up, set in deeper than those: the rest of a row."""
    printed = lines.printed
    opening = lines.seen.codes[lines.starts[printed]]
    ones = printed[(opening == _ONE) | (opening == _WIDE_ONE)].tolist()
    first = next((at for at in ones if _SERIAL.match(lines.text(at))), None)
    if first is None:
        return
    last, depth, at_row = 0, 0, -2
    for at in printed[printed >= first].tolist():
        text, inset = lines.text(at), lines.inset(at)
        serial = _SERIAL.match(text)
        number = int(serial.group(1)) if serial else 0
        if number == 1 or (number == last + 1 and inset <= depth):
            last, depth, at_row = number, inset, at
        elif at == at_row + 1 and inset > depth and not _STOPS.search(text):
            yield at
            at_row = at

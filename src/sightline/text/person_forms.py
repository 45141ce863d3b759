"""Forms: names behind labels, in titled lists, in columns of tables, and beside telephones.

These read the text line by line as it is printed, since a form ends a name
with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sightline.text import names_han, names_spelt
from sightline.text.names_known import DOTS, HAN, any_of, knowledge, names
from sightline.text.person_cues import ending, name_at
from sightline.text.person_roles import row_has_role
from sightline.text.spans import Span
from sightline.text.triggers import Triggers

# Rows of a table that a title may stand above, and those without names that it may hold.
_ROWS, _EMPTY = 50_000, 4
_SHORT = 3
_BRACKET = re.compile(r"\s?[（(][^（()）\n]{0,20}[）)]")
_COLON = re.compile(r"(?:[（(][^（()）\n]{0,12}[）)])?[ \t\u3000]*[：:][ \t\u3000]*\n?[ \t\u3000]*")
_BLANKS = re.compile(r"[ \t\u3000]{1,8}")
_NEXT = re.compile(
    r"(?:先生|女士|同志|老师)?[ \t\u3000]*[、和与及，,；;/][ \t\u3000]*|[ \t\u3000]{1,8}"
)
_ITEM = re.compile(
    r"(?:[\s、，,；;]|[\d一二三四五六七八九十]{1,4}[.．、)）]|[（(]\d{1,3}[）)]|[①-⑳])+"
)
_LIST_OPENS = re.compile(
    r"(?:如下|公示|公告|公布|的)?(?:[（(][^（()）\n]{0,20}[）)])?[ \t]*(?:[：:]|\n|(?=[ \t\u3000]))"
)
# A word that could be an item of a list, and how many in a row end it.
_WORD = re.compile(rf"[{HAN}{DOTS}]{{1,8}}(?![{HAN}：:])")
_MISSES = 3
_CELLS = re.compile(r"[^ \u3000\t]+(?:[ \u3000][^ \u3000\t]+)*")
_NAMES = re.compile(rf"[{HAN}{DOTS}]+(?:[ \u3000][{HAN}]+)?|[A-Z][\w'’. -]+")
_PHONE = re.compile(r"1[3-9]\d[\d*×xX -]{6,12}|1[3-9]\d(?!\d)|0\d{2,3}[- ]?\d{6,8}")
_PHONE_LEAD = re.compile(
    r"(?:[（(][^（()）\n]{0,10}[）)])?[\s，,：:；;（(]*(?:联系)?(?:电话|手机|微信|手机号码?|TEL|Tel)?[\s/：:）)]*$"
)
_AFTER_PHONE = re.compile(r"[\s（(，,]{1,3}")
_SEX = re.compile(r"\s*(?:男|女)\s*")
_SERIAL = re.compile(r"\s*\d{1,4}[.、]?\s*")


@dataclass(frozen=True, slots=True)
class _Rules:
    triggers: Triggers
    columns: re.Pattern[str]
    titled: re.Pattern[str]


@cache
def _rules() -> _Rules:
    han = knowledge()["han"]
    columns = han["columns"].split()
    return _Rules(
        Triggers(
            {
                "label": han["labels"].split(),
                "list": han["lists"].split(),
                "column": columns,
                "other": [end + colon for end in han["label_ends"].split() for colon in "：:"],
            }
        ),
        re.compile(rf"\s*(?:{any_of(columns)})(?:[（(][^（()）]*[）)])?\s*"),
        re.compile(
            rf"[{names()['han']['surnames']}](?:{any_of(han['titles'].split())})(?![{HAN}])"
        ),
    )


def form_names(text: str) -> Iterator[Span]:
    """Names that stand where a form, a list or a table has names."""
    places = _rules().triggers.find(text)
    for _, end in places["label"]:
        yield from _behind_label(text, end)
    for _, end in places["other"]:
        yield from _behind_other_label(text, end)
    for _, end in places["list"]:
        if (opened := _LIST_OPENS.match(text, end)) is not None:
            yield from _but_words(text, _titled(text, opened.end()))
    seen = -1
    for start, _ in places["column"]:
        line = text.rfind("\n", 0, start) + 1
        if line != seen:
            seen = line
            yield from _table(text, line)
    yield from _beside_telephones(text)


def _behind_label(text: str, end: int) -> Iterator[Span]:
    if (colon := _COLON.match(text, end)) is not None:
        yield from _run(text, colon.end())
        return
    if (blanks := _BLANKS.match(text, end)) is not None:
        yield from _but_words(text, _run(text, blanks.end()))
        return
    span = name_at(text, end, sure=False)
    # In running text a line may end inside the name.
    if (
        span is not None
        and names_han.form_ends(text, span.end)
        and text[span.end : span.end + 1] not in "\r\n"
    ):
        yield span


def _behind_other_label(text: str, end: int) -> Iterator[Span]:
    for span in _run(text, end + (text[end : end + 1] in (" ", "\u3000"))):
        if not _is_surely(text[span.start : span.end]):
            return
        yield span


def _is_surely(said: str) -> bool:
    plain = "".join(said.split())
    return names_han.surely_whole(plain) or (len(plain) > 2 and names_spelt.whole_name(plain))


def _but_words(text: str, names: Iterator[Span]) -> Iterator[Span]:
    """These names without those that are ordinary words, too."""
    return (span for span in names if not names_han.is_ordinary(text[span.start : span.end]))


def _run(text: str, at: int) -> Iterator[Span]:
    """The names behind a label, to the first word that is none."""
    first = True
    while (span := _titled_at(text, at) or name_at(text, at, sure=True)) is not None:
        if not first and not names_han.form_ends(text, span.end):
            return
        yield span
        at, first = span.end, False
        if (bracket := _BRACKET.match(text, at)) is not None:
            at = bracket.end()
        link = _NEXT.match(text, at)
        if link is None:
            return
        at = link.end()


def _titled_at(text: str, at: int) -> Span | None:
    """A surname with a contact's title."""
    match = _rules().titled.match(text, at)
    return None if match is None else Span(*match.span())


def _titled_before(text: str, end: int) -> Span | None:
    """A surname with a contact's title that ends at `end`."""
    for start in range(max(0, end - 4), end - 1):
        span = _titled_at(text, start)
        if span is not None and span.end == end and names_han.bounded(text, start - 1):
            return span
    return None


def _titled(text: str, at: int) -> Iterator[Span]:
    """The names of a list, with numbers ahead of them or brackets behind.

    Items that look like none are stepped over, and are names after all if
    they could be and stand among more that surely are.
    """
    names: list[Span] = []
    doubtful: list[Span] = []
    missed = 0
    while missed < _MISSES:
        if (item := _ITEM.match(text, at)) is not None:
            at = item.end()
        span = name_at(text, at, sure=True)
        if span is not None and names_han.form_ends(text, span.end):
            names.append(span)
            missed = 0
        else:
            word = _WORD.match(text, at)
            if word is None:
                break
            span = Span(*word.span())
            if names_han.could_be(word.group()):
                doubtful.append(span)
            missed += 1
        at = span.end
        while (bracket := _BRACKET.match(text, at)) is not None:
            at = bracket.end()
        if _ITEM.match(text, at) is None:
            break
    yield from names
    if len(doubtful) < len(names):
        yield from (span for span in doubtful if span.start < names[-1].start)


def _table(text: str, line: int) -> Iterator[Span]:
    end = _line_end(text, line)
    heads = list(_cells(text, line, end))
    columns = _rules().columns
    places = [
        number for number, cell in enumerate(heads) if columns.fullmatch(text, cell.start, cell.end)
    ]
    if not places:
        return
    if len(heads) == 1:
        yield from _column_of_lines(text, end + 1)
        return
    # A form prints the name in the cell behind its label.
    for number in places:
        if number + 1 < len(heads):
            yield from _in_cell(text, heads[number + 1], strict=True)
    yield from _rows(text, end + 1, places)


def _rows(text: str, at: int, places: Sequence[int]) -> Iterator[Span]:
    """The names in these columns, to the next heading or the end of the table."""
    columns = _rules().columns
    without = rows = 0
    while at < len(text) and rows < _ROWS and without < _EMPTY:
        end = _line_end(text, at)
        cells, rows = list(_cells(text, at, end)), rows + 1
        if any(columns.fullmatch(text, cell.start, cell.end) for cell in cells):
            return
        without += 1
        if row_has_role(text[at:end]):
            without = 0
        else:
            for number in places:
                for span in (
                    _in_cell(text, cells[number], strict=False) if number < len(cells) else ()
                ):
                    without = 0
                    yield span
        at = end + 1


def _column_of_lines(text: str, at: int) -> Iterator[Span]:
    """Names of a table whose cells stand one below the other."""
    before, rows = "", 0
    while at < len(text) and rows < _ROWS:
        end = _line_end(text, at)
        following = text[end + 1 : _line_end(text, end + 1)]
        if _rules().columns.fullmatch(text, at, end):
            return
        if _SERIAL.fullmatch(before) or _SEX.fullmatch(following):
            for cell in _cells(text, at, end):
                yield from _in_cell(text, cell, strict=True)
        if text[at:end].strip():
            before, rows = text[at:end], rows + 1
        at = end + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The cells of a line: between tabs or bars, else between wide blanks."""
    line = text[start:end]
    mark = next((mark for mark in "\t|｜" if mark in line), None)
    if mark is None:
        yield from (Span(*cell.span()).shifted(start) for cell in _CELLS.finditer(line))
        return
    at = start
    for cell in line.split(mark):
        yield Span(at, at + len(cell))
        at += len(cell) + 1


def _in_cell(text: str, cell: Span, *, strict: bool) -> Iterator[Span]:
    for match in _NAMES.finditer(text, cell.start, cell.end):
        said, span = match.group(), Span(*match.span())
        if _is_cell(said, strict=strict) or name_at(text, span.start, sure=True) == span:
            yield span


def _is_cell(said: str, *, strict: bool) -> bool:
    if said.isascii():
        return not strict and said[0].isupper()
    if names_han.whole_name(said):
        return True
    return names_spelt.whole_name(said) and not (strict and len(said) < _SHORT)


def _beside_telephones(text: str) -> Iterator[Span]:
    """Names ahead of a mobile telephone, whole or partly hidden already."""
    for match in _PHONE.finditer(text):
        if (
            match.start()
            and text[match.start() - 1].isalnum()
            and text[match.start() - 1].isascii()
        ):
            continue
        if sum(char.isdigit() or char in "*×xX" for char in match.group()) < 9:
            continue
        lead = _PHONE_LEAD.search(text, max(0, match.start() - 24), match.start())
        if lead is None:
            continue
        span = _titled_before(text, lead.start()) or ending(text, lead.start())
        if span is not None:
            yield span
        # A contact stands behind the number as often.
        blank = _AFTER_PHONE.match(text, match.start() + len(match.group().rstrip(" -")))
        if blank is not None and (span := _titled_at(text, blank.end())) is not None:
            yield span

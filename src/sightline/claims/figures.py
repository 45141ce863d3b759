"""Figures: numbers that count or measure something, with what the document says of them.

A figure is read within one sentence: number, unit, how it is meant, when,
where and for whom. Marks of notes, dates, ordinals and numbers of lists
are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sightline.claims.circumstances import Circumstances, Scene
from sightline.claims.dates import find_dates
from sightline.claims.ids import claim_id
from sightline.claims.measures import Measured, measure
from sightline.claims.numbers import Number, find_numbers
from sightline.claims.references import Reference
from sightline.text import Citation, Passage, Span, Text

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S*(?:%[0-9A-Fa-f]{2}){2}\S*")
# What makes a number a name: figures, sections, flows, laws, versions, verses.
_NAMED = re.compile(
    r"(?i:\b(?:figures?|fig\.?|tables?|sections?|chapters?|articles?|notes?|no\.?|flows?|volume|vol\.?|page|pp?\.|part|step"
    r"|phase|grade|type|class|covid|route|highway|building|room|unit|division|regiment|book of \w+) ?"
    r"(?:\d+(?:,| and| to| or|-|–) ?)*)$|[第〔\[【]$|[上下]$|(?:文件|电话|传真|编号|邮编|代码|热线|号|字)[:：]?[^，。]{0,6}$"
)
_NAMING = re.compile(
    r"(?:st|nd|rd|th)\b|[- ]year plan|[)）](?=\s)|号(?!召)|条(?!件)(?=[ \u3000 ])|章|届|级|[-/]\d|:\d|〕|】"
)
_ITEM_NUMBER = re.compile(r"[(（]?\d{1,2}(?:\.\d{1,2})*(?:[)）.、．]\s*|\s)")
_OF_THEM = re.compile(
    r" ?(?:of them|are considered|will be|\([^)]*\) |from especially|of such|in \d{4}|others?\b|$|[,.;)])"
)
_RATIO = re.compile(r" (?:per|for every|to every|for each) (?:one )?|每")
_SPAN = re.compile(
    r"(?:over|within|for|during|split over|spread over|in) $|(?:分|为期|期限为?|连续)$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a document; the fields are FORMATS'."""

    id: str
    value: float
    value_high: float | None
    unit: str
    unit_text: str | None
    what: str
    qualifier: str
    circumstances: Circumstances
    per: str | None
    over: tuple[float, str] | None
    references: tuple[str, ...]
    references_inherited: tuple[str, ...]
    citations: tuple[Citation, ...]

    def as_dict(self) -> dict[str, Any]:
        """The row of `figures.jsonl`."""
        around = self.circumstances
        return {
            "id": self.id,
            "value": self.value,
            "value_high": self.value_high,
            "unit": self.unit,
            "unit_text": self.unit_text,
            "per": self.per,
            "over": {"value": self.over[0], "unit": self.over[1]} if self.over else None,
            "condition": around.condition,
            "cumulative": around.cumulative,
            "combines": around.combines,
            "qualifier": self.qualifier,
            "what": self.what,
            "kind": around.kind,
            "place": around.place,
            "place_from": around.place_from,
            "place_code": around.place_code,
            "date": around.date,
            "actor": around.actor,
            "references": list(self.references),
            "references_inherited": list(self.references_inherited),
            "citation": self.citations[0].as_dict(),
            "citations": [citation.as_dict() for citation in self.citations],
        }


@dataclass(frozen=True, slots=True)
class _Read:
    """A number of a sentence with its measure, before it becomes a figure."""

    number: Number
    measured: Measured


def read_figures(text: Text, references: Sequence[Reference] = ()) -> list[Figure]:
    """The figures of `text` in order of place; a restated one is one row."""
    marks = {(anchor.start, anchor.end): r.marker for r in references for anchor in r.anchors}
    scene = Scene(text)
    found: list[Figure] = []
    for passage in text.passages:
        if passage.kind == "heading":
            scene.enter_heading(passage)
        else:
            scene.enter(passage)
        if passage.kind == "furniture":
            continue
        inherited = _markers(text, passage.span, marks) if passage.kind != "note" else ()
        last: _Read | None = None
        for sentence in passage.sentences:
            own = (passage.marker,) if passage.marker else _markers(text, sentence, marks)
            reads = _numbers(text, passage, sentence, marks, last)
            found += [_figure(text, scene, sentence, read, (own, inherited)) for read in reads]
            last = reads[-1] if reads else last
    return _merged(found)


def _markers(text: Text, span: Span, marks: dict[tuple[int, int], str]) -> tuple[str, ...]:
    """The notes whose marks stand in a span of the flow."""
    raw = text.flow.to_raw(span.start, span.end)
    return tuple(m for (start, end), m in marks.items() if raw.start <= start and end <= raw.end)


def _numbers(
    text: Text,
    passage: Passage,
    sentence: Span,
    marks: dict[tuple[int, int], str],
    last: _Read | None,
) -> list[_Read]:
    flow = text.flow.text
    words = flow[sentence.start : sentence.end]
    taken = [Span(*found.span()) for found in _ADDRESS.finditer(words)]
    first = _ITEM_NUMBER.match(words) if sentence.start == passage.span.start else None
    if first is not None and passage.kind in ("item", "note", "heading"):
        taken.append(Span(*first.span()))
    elif passage.kind == "note" and sentence.start == passage.span.start:
        taken.append(Span(0, len(passage.marker or "")))
    dates = [Span(date.start, date.end) for date in find_dates(words)]
    out: list[_Read] = []
    for number in find_numbers(words):
        span = Span(number.start, number.end)
        if any(span.overlaps(other) for other in taken) or _is_name(words, number):
            continue
        if any(span.overlaps(date) for date in dates) and number.plain:
            continue
        raw = text.flow.to_raw(sentence.start + number.start, sentence.start + number.end)
        if any(start < raw.end and raw.start < end for start, end in marks):
            continue
        measured = measure(words, number, 0, len(words)) or _pointing(
            words, number, out[-1] if out else last
        )
        if measured is not None and not _elsewhere(words, measured, number):
            out.append(_Read(number, measured))
    counted = [read for read in _ratios(words, out) if not _mere_one(read)]
    return _with_spans(words, counted)


def _mere_one(read: _Read) -> bool:
    """Whether a "one" in words only points; a limit or a rate makes it a figure."""
    number = read.number
    return number.value == 1 and number.form != "digits" and number.qualifier == "exact"


def _ratios(words: str, found: list[_Read]) -> list[_Read]:
    """Two counts, one per the other, as their quotient."""
    out: list[_Read] = []
    for read in found:
        held = out[-1] if out else None
        if held is not None and _is_ratio(words, held, read):
            value = round(held.number.value / read.number.value, 6)
            number = replace(held.number, value=value, end=read.number.end, form="digits")
            out[-1] = _Read(
                number,
                replace(
                    held.measured,
                    unit="count",
                    unit_text=None,
                    end=read.measured.end,
                    what=words[held.measured.start : read.measured.end],
                ),
            )
        else:
            out.append(read)
    return out


def _is_ratio(words: str, one: _Read, other: _Read) -> bool:
    if one.measured.end > other.number.start or other.number.value <= 0:
        return False
    money_or_time = ("RMB", "RMB_per_person", "percent", "years", "months", "days")
    if one.measured.unit in money_or_time or other.measured.unit in money_or_time:
        return False
    return _RATIO.fullmatch(words, one.measured.end, other.number.start) is not None


def _is_name(words: str, number: Number) -> bool:
    if number.form in ("digits", "chinese") and _NAMED.search(
        words, max(0, number.start - 40), number.start
    ):
        return True
    if re.match(r"0\d", words[number.start :]):
        return True
    return _NAMING.match(words, number.end) is not None and number.form != "part"


def _elsewhere(words: str, measured: Measured, number: Number) -> bool:
    """Whether another number stands between this one and the noun: then that one owns it."""
    between = words[number.end : measured.end]
    return re.search(r"(?<![A-Za-z])\d", between) is not None


def _pointing(words: str, number: Number, before: _Read | None) -> Measured | None:
    """A bare number that counts what the number before it in the sentence counts."""
    if number.form in ("article", "chinese") or before is None:
        return None
    of_them = re.compile(r" of (?:them|these|those|which|whom)\b").match(words, number.end)
    if of_them is None and (number.value < 10 or (number.plain and number.value < 100)):
        return None
    if _OF_THEM.match(words, number.end) is None:
        return None
    last = before.measured
    if last.unit in ("years", "months", "days", "percent"):
        return None
    return replace(last, start=number.start, end=number.end)


def _with_spans(words: str, found: list[_Read]) -> list[_Read]:
    """Without the spans of time over which a rate runs: these belong to the rate."""
    kept: list[_Read] = []
    for read in found:
        time = read.measured.unit in ("years", "months", "days")
        rates = [one for one in kept if one.measured.unit in ("RMB_per_person", "RMB")]
        if time and rates and _runs(words, rates[-1], read.number):
            continue
        kept.append(read)
    return kept


def _runs(words: str, rate: _Read, time: Number) -> bool:
    """Whether a span of time stands close behind a rate as the time over which it runs."""
    if rate.measured.unit != "RMB_per_person" or not 0 <= time.start - rate.measured.end < 60:
        return False
    spread = words.startswith(("over ", "within "), time.start)
    return spread or _SPAN.search(words, max(0, time.start - 14), time.start) is not None


def _over(words: str, read: _Read) -> tuple[float, str] | None:
    for number in find_numbers(words):
        if _runs(words, read, number):
            time = measure(words, number, 0, len(words))
            if time is not None and time.unit in ("years", "months", "days"):
                return number.value, time.unit
    return None


def _figure(
    text: Text,
    scene: Scene,
    sentence: Span,
    read: _Read,
    marks: tuple[tuple[str, ...], tuple[str, ...]],
) -> Figure:
    words = text.flow.text[sentence.start : sentence.end]
    number, measured = read.number, read.measured
    start, end = min(number.start, measured.start), max(number.end, measured.end)
    citation = text.cite_flow(sentence.start + start, sentence.start + end)
    over = _over(words, read)
    per = "total" if over is not None else measured.per
    around = scene.around(sentence, number, measured)
    content = (number.value, number.high, measured.unit, around.kind, around.date)
    return Figure(
        claim_id("figure", text.capture, citation.span, *content),
        number.value,
        number.high,
        measured.unit,
        measured.unit_text,
        measured.what,
        number.qualifier,
        around,
        per,
        over,
        marks[0],
        tuple(marker for marker in marks[1] if marker not in marks[0]),
        (citation,),
    )


def _merged(figures: Iterable[Figure]) -> list[Figure]:
    """One row for a figure that the document states again."""
    rows: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        key = _sameness(figure)
        held = rows.get(key)
        if held is None:
            rows[key] = figure
        else:
            marks = (*held.references, *figure.references)
            rows[key] = replace(
                held,
                citations=(*held.citations, *figure.citations),
                references=tuple(dict.fromkeys(marks)),
            )
    return list(rows.values())


def _sameness(figure: Figure) -> tuple[object, ...]:
    """What two statements must share to be one figure: small counts say too little for that."""
    around = figure.circumstances
    what = figure.what.lower().rstrip("s").split()[-1:] if figure.what.isascii() else [figure.what]
    if figure.unit == "RMB_per_person":
        return (figure.value, figure.value_high, figure.unit)
    telling = figure.value >= 1000 or figure.unit == "count"
    here: object = None if telling else figure.citations[0].start
    return (
        figure.value,
        figure.value_high,
        figure.unit,
        figure.per,
        tuple(what),
        around.date,
        here,
    )

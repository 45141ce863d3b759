"""Figures: every number that a document counts or measures something by.

Sentence by sentence: what is no figure is stepped over, the numbers that
are left are read with what they count, then set in kind, place and time.
English and Chinese go the same way. Nothing here knows a document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from sightline.claims.circumstances import (
    combines,
    is_cumulative,
    kind_of,
    opens_plan,
    planned_document,
    ruling_document,
)
from sightline.claims.dates import DateMention, find_dates
from sightline.claims.figure import Figure
from sightline.claims.figures_merge import merge
from sightline.claims.figures_places import PlaceFinder, PlaceMention
from sightline.claims.lexicon import not_figures
from sightline.claims.measures import Measure, inherit, measure
from sightline.claims.numbers import find_numbers
from sightline.claims.rates import Rated, join_ratios, join_spans, rate
from sightline.text import Passage, Span, Text, simplify

_BLANK = "\x1a"
_NUMERAL = re.compile(
    r"\d|[〇二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾]|一(?=[成半])|(?<=[少于过足到每户人])一"
    r"|(?i:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|[mb]illion|dozen|half|thirds?"
    r"|quarters?|doubl\w+|twice|tripl\w+|\w+fold|a (?:year|month|week|day))\b)"
)
# A sentence of more is none: a table's row, a list, a file of codes.
_LONGEST = 1000
# "87 of its 140 villages": the part is counted as the whole is.
_PART_OF = re.compile(r" of (?:its |the |their |all |these |those |a total of ){0,2}")
# Sentences of a paragraph in which a place is looked for.
_REACH = 24
_GAP = re.compile(r"(?<=\d) (?=\d{3})")
_BACK = re.compile(
    r"(?i:^(?:of (?:these|those|them|this|which)|within (?:that|this|these)|among (?:them|these)|the (?:other|rest|remaining)"
    r"|another (?=\d)|the remainder|including|this (?:included|was)|it was expected|in addition)\b)|^(?:其中|另有|其余)"
)
_CONDITION = re.compile(
    r"(?i:\b(?:for|to|besides[^,]*,)? ?((?:companies|firms|enterprises|those|workers|households|employers|factories|people)"
    r" (?:that|who|which) [^,.;]{3,120})|\b((?:if|provided that|on condition that) [^,.;]{3,120})|\b(for (?:each|every) [^,.;]{3,80}))"
    r"|(?:^|[，。；：、])((?:对|凡)?[^，。；：]{0,24}(?:吸纳|签订|稳定就业|招用|新建|培训)[^，。；]{2,40}(?:的|企业|车间|人员))[，,]"
)
_COMPANY = re.compile(
    r"\b(?:[A-Z][\w&'-]+ ){1,4}(?:Company|Corporation|Co\.|Group|Factory|Ltd\.?|Garments?|Apparel|Textiles?)\b"
    r"|[\u4e00-\u9fff]{2,16}(?:有限责任公司|有限公司|集团公司|合作社|公司)"
)


class Noted(Protocol):
    """What figures need of a reference: its number, and where its marks stand."""

    @property
    def marker(self) -> str:
        """The note's number."""

    @property
    def anchors(self) -> tuple[Span, ...]:
        """Raw spans of the digits of its marks."""


@dataclass
class _Marks:
    """Notes' marks, as sorted offsets in the flow."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)

    @staticmethod
    def of(text: Text, references: Sequence[Noted]) -> _Marks:
        """The marks of `references`, found in the flow."""
        pairs = [(anchor, one.marker) for one in references for anchor in one.anchors]
        if not pairs:
            return _Marks()
        order = np.argsort(text.flow.starts, kind="stable")
        at = np.searchsorted(
            text.flow.starts, [anchor.start for anchor, _ in pairs], sorter=order, side="left"
        )
        placed = sorted(
            (int(order[index]), len(anchor), marker)
            for index, (anchor, marker) in zip(at, pairs, strict=True)
            if index < len(order)
        )
        return _Marks(
            [start for start, _, _ in placed],
            [start + size for start, size, _ in placed],
            [marker for _, _, marker in placed],
        )

    def within(self, span: Span) -> list[tuple[int, int, str]]:
        """The marks in a stretch of the flow."""
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return list(
            zip(self.starts[low:high], self.ends[low:high], self.markers[low:high], strict=True)
        )


@dataclass
class _Paragraph:
    """What of a paragraph reaches its later sentences, and the list that it opens."""

    passage: Passage
    opener: _Paragraph | None
    sentences: list[tuple[int, int]] = field(default_factory=list)
    known: list[Rated] = field(default_factory=list)
    date: DateMention | None = None
    planned: bool = False
    markers: list[str] = field(default_factory=list)

    @property
    def before(self) -> list[tuple[int, int]]:
        """The last sentences before, those of the paragraph that opened the list first."""
        return [*(self.opener.before if self.opener else ()), *self.sentences[-_REACH:]]


@dataclass(frozen=True)
class _Sentence:
    """A sentence with what its figures are set in."""

    words: str
    span: Span
    paragraph: _Paragraph
    before: list[tuple[int, int]]
    dates: list[DateMention]
    markers: tuple[str, ...]
    points_back: bool


def read_figures(text: Text, references: Sequence[Noted] = ()) -> list[Figure]:
    """The figures of `text`, restated ones as one row, in order of their first place."""
    return merge(list(_Reader(text, references).figures()))


class _Reader:
    """Walks a text once; keeps what a sentence hands to the next."""

    def __init__(self, text: Text, references: Sequence[Noted]) -> None:
        self._text = text
        self._flow = text.flow.text
        self._marks = _Marks.of(text, references)
        self._plain = simplify(self._flow)
        self._places = PlaceFinder(self._plain)
        self._heading: Passage | None = None
        self._title: Passage | None = None
        self._planned = self._ruling = False

    def figures(self) -> Iterator[tuple[Figure, bool]]:
        """The figures in reading order, with whether their own words name what is counted."""
        opener: _Paragraph | None = None
        for passage in self._text.passages:
            if passage.kind == "furniture" or not passage.sentences:
                continue
            words = self._flow[passage.span.start : passage.span.end]
            untitled = self._title is None and words[-1] not in ".。:："
            if passage.kind == "heading" or untitled:
                self._title = self._title or passage
                self._heading = passage
                self._planned = planned_document(words[:80])
                self._ruling = ruling_document(words[:80])
            list_of = opener if passage.kind == "item" else None
            paragraph = _Paragraph(passage, list_of)
            if list_of is not None:
                paragraph.planned, paragraph.date = list_of.planned, list_of.date
            paragraph.markers = [marker for _, _, marker in self._marks.within(passage.span)]
            for sentence in passage.sentences:
                for piece in self._pieces(sentence):
                    yield from self._sentence(paragraph, piece)
            if passage.kind in ("body", "heading"):
                opens = words.rstrip(" 0123456789").endswith((":", "："))
                opener = paragraph if opens else None

    def _sentence(self, paragraph: _Paragraph, span: Span) -> Iterator[tuple[Figure, bool]]:
        sentence = self._cells(span)
        before = paragraph.before
        paragraph.sentences.append((span.start, span.end))
        if _NUMERAL.search(sentence) is None:
            return
        marks = self._marks.within(span)
        plain = _without(sentence, [(a - span.start, b - span.start) for a, b, _ in marks])
        dates = list(find_dates(plain))
        plain = _without(plain, [(date.start, date.end) for date in dates])
        plain = _without(plain, [found.span() for found in not_figures(plain)])
        rated = self._rated(sentence, plain, paragraph)
        if paragraph.passage.kind == "note":
            rated = [one for one in rated if _sure(one.measure)]
        own = tuple(dict.fromkeys(marker for _, _, marker in marks))
        if paragraph.passage.kind == "note" and paragraph.passage.marker:
            own = (paragraph.passage.marker,)
        back = _BACK.match(sentence) is not None
        around = _Sentence(sentence, span, paragraph, before, dates, own, back)
        for one in rated:
            yield self._figure(around, one), one.measure.firm
        paragraph.known += rated
        if dates and dates[-1].value:
            paragraph.date = next((date for date in reversed(dates) if date.value), None)
        paragraph.planned = (
            opens_plan(sentence) if paragraph.passage.kind != "item" else paragraph.planned
        )

    def _pieces(self, sentence: Span) -> Iterator[Span]:
        """The sentence; a table or list without a stop, of any length, in stretches of it."""
        start = sentence.start
        while sentence.end - start > _LONGEST:
            cut = start + _LONGEST
            gap = max(self._flow.rfind(sign, start, cut) for sign in " ，；、")
            cut = gap + 1 if gap > start else cut
            yield Span(start, cut)
            start = cut
        yield Span(start, sentence.end)

    def _cells(self, span: Span) -> str:
        """A sentence in simplified characters, a table's cells kept apart: 360 | 145户."""
        sentence = self._plain[span.start : span.end]
        for found in _GAP.finditer(sentence):
            at = span.start + found.start()
            if self._text.raw[int(self._text.flow.starts[at])] == "\t":
                sentence = f"{sentence[: found.start()]}{_BLANK}{sentence[found.end() :]}"
        return sentence

    def _rated(self, sentence: str, plain: str, paragraph: _Paragraph) -> list[Rated]:
        """The measures of a sentence, units settled, rates and ratios joined."""
        numbers = list(find_numbers(plain))
        measures: list[Measure] = []
        earlier = [one.measure for one in paragraph.known[-4:]]
        if not earlier and paragraph.opener is not None:
            earlier = [one.measure for one in paragraph.opener.known[-2:]]
        for at, number in enumerate(numbers):
            limit = numbers[at + 1].start if at + 1 < len(numbers) else len(sentence)
            found = measure(plain, number, limit)
            if (
                found is not None
                and found.unit is None
                and _PART_OF.fullmatch(plain, number.end, limit)
            ):
                whole = (
                    measure(plain, numbers[at + 1], len(plain)) if at + 1 < len(numbers) else None
                )
                found = replace(found, unit=whole.unit, what=whole.what) if whole else found
            if found is not None and found.unit is None:
                found = inherit(plain, found, measures, earlier)
            if found is not None:
                measures.append(found)
        rated: list[Rated] = []
        for found in measures:
            rated.append(rate(plain, found, [*paragraph.known[-6:], *rated]))
        rated = join_ratios(sentence, join_spans(plain, rated))
        return [one for one in rated if _counts(one)]

    def _figure(self, around: _Sentence, rated: Rated) -> Figure:
        sentence, span, paragraph = around.words, around.span, around.paragraph
        dates, own, back = around.dates, around.markers, around.points_back
        found, number = rated.measure, rated.measure.number
        planned = paragraph.planned if paragraph.opener else self._planned
        planned = planned or (back and paragraph.planned)
        kind = kind_of(sentence, rated, planned=planned, ruling=self._ruling)
        place, place_from = self._place(span, number.start, around.before)
        date = _date_of(sentence, found, dates)
        if date is None and (back or paragraph.opener is not None) and not dates:
            date = paragraph.date
        condition = _CONDITION.search(sentence) if kind in ("rate", "threshold") else None
        company = _COMPANY.search(sentence)
        return Figure(
            value=number.value,
            value_high=number.high,
            unit=found.unit or "count",
            unit_text=found.unit_text,
            per=rated.per,
            over=rated.over,
            condition=next(filter(None, condition.groups()), None) if condition else None,
            cumulative=is_cumulative(
                sentence,
                found,
                kind,
                date.value if date else None,
                limit=date.limit if date else False,
            ),
            combines=combines(sentence, found),
            qualifier="range" if number.high is not None else found.qualifier,
            what=found.what,
            kind=kind,
            place=self._flow[place.start : place.end] if place else None,
            place_from=place_from,
            place_code=place.code if place else None,
            date=date.value if date else None,
            actor=company.group() if company else None,
            references=own,
            references_inherited=tuple(
                dict.fromkeys(marker for marker in paragraph.markers if marker not in own)
            ),
            citations=(self._text.cite_flow(span.start + number.start, span.start + found.end),),
        )

    def _place(
        self, span: Span, at: int, before: list[tuple[int, int]]
    ) -> tuple[PlaceMention | None, str | None]:
        place = self._places.in_sentence(span.start, span.end, span.start + at)
        if place is not None:
            return place, "sentence"
        if self._places.ends_reach(span.start, span.end):
            return None, None
        place = self._places.in_paragraph(before)
        if place is not None:
            return place, "paragraph"
        for heading in (self._heading, self._title):
            if heading is None:
                continue
            places = self._places.within(heading.span.start, heading.span.end)
            if places:
                return places[0], "heading"
        return None, None


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with stretches blanked, so that no number is read across or in them."""
    if not spans:
        return text
    out: list[str] = []
    done = 0
    for start, end in sorted(spans):
        start = max(start, done)
        if start < end:
            out += text[done:start], _BLANK * (end - start)
            done = end
    out.append(text[done:])
    return "".join(out)


def _sure(found: Measure) -> bool:
    """Whether a number in a note is a figure: most digits there belong to addresses."""
    return found.firm and (found.unit not in ("items", None) or found.number.form != "digits")


def _counts(one: Rated) -> bool:
    """Whether a number word counts: "one" only where a limit, a rate or a ratio hangs on it."""
    number, found = one.measure.number, one.measure
    if number.form in ("word", "chinese") and number.value == 1 and number.high is None:
        limited = found.qualifier in ("at_least", "at_most", "more_than", "less_than")
        return limited or one.over is not None or one.is_rate
    if number.form == "article":
        return found.qualifier != "exact"
    return True


def _date_of(sentence: str, found: Measure, dates: Sequence[DateMention]) -> DateMention | None:
    """The date that a figure has by its place in the sentence."""
    known = [date for date in dates if date.value]
    if not known:
        return None
    start, end = found.number.start, found.end
    for date in known:
        gap = sentence[end : date.start] if date.start >= end else None
        if (
            gap is not None
            and len(gap) < 60
            and re.fullmatch(r"[^,.;，。；\d]*\b(?:in|of|during) (?:mid-|early |late )?", gap)
        ):
            return date
    if re.search(r"\bfrom (?:about )?$", sentence[:start]) and known[0].limit:
        return None
    before = [date for date in known if date.end <= start]
    return before[-1] if before else known[0]

"""Figures: every number that a document counts or measures something by.

Sentence by sentence: what is no figure is stepped over, the numbers that
are left are read with what they count, then set in kind, place and time.
English and Chinese go the same way. Nothing here knows a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sightline.claims.circumstances import (
    Ground,
    combines,
    is_cumulative,
    is_standing,
    kind_of,
    opens_plan,
)
from sightline.claims.dates import DateMention, find_dates
from sightline.claims.figure import Figure
from sightline.claims.figures_columns import in_cell
from sightline.claims.figures_marks import Marks, Noted
from sightline.claims.figures_measured import rated_in
from sightline.claims.figures_merge import merge
from sightline.claims.figures_page import Article, articles
from sightline.claims.figures_places import PlaceFinder, Setting
from sightline.claims.figures_private import MASK, nameless, of_somebody
from sightline.claims.figures_tables import Row, Tables
from sightline.claims.figures_times import date_of, leading
from sightline.claims.figures_words import actor_of, condition_of
from sightline.claims.lexicon import is_aside, not_figures
from sightline.claims.measures import Measure
from sightline.claims.rates import Rated
from sightline.text import Passage, Span, Text, simplify

_BLANK = "\x1a"
_LATIN = re.compile("[A-Za-z]")
_NUMERAL_HAN = re.compile(
    r"[\d〇二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾]|一(?=[成半年个])|(?<=[少于过足到每户人满期])一"
)
_NUMERAL = re.compile(
    rf"{_NUMERAL_HAN.pattern}"
    r"|(?i:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|[mb]illion|dozen|half|thirds?"
    r"|quarters?|doubl\w+|twice|tripl\w+|\w+fold|a (?:year|month|week|day))\b)"
)
# A sentence of more is none: a table's row, a list, a file of codes.
_LONGEST = 1000
# What goes to another place and is counted there.
_GOING = ("persons", "person_times", "households")
# Sentences of a paragraph in which a place is looked for.
_REACH = 24
_FULL_WIDTH = re.compile("[０-９％]")
_WIDE = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
# A line of a paragraph that its print breaks off: long, and without a stop.
_IN_WORD = re.compile("(?![地各全新建的召启开举转组就实扶产对援有])[\u4e00-\u9fff]")
_PAY = re.compile("工资|月薪|薪酬|收入")
_UNENDED = re.compile("[\u4e00-\u9fff\\d，、]$")
_GAP = re.compile(r"(?<=\d) (?=\d{3})")
_BACK = re.compile(
    r"(?i:^(?:of (?:these|those|them|this|which)|within (?:that|this|these)|among (?:them|these)|the (?:other|rest|remaining)"
    r"|another (?=\d)|the remainder|including|this (?:included|was)|it was expected|in addition)\b)|^(?:其中|另有|其余)"
)


@dataclass
class _Paragraph:
    """What of a paragraph reaches its later sentences, and the list that it opens."""

    passage: Passage
    opener: _Paragraph | None
    goes_on: bool = False
    opens: bool = False
    broken: bool = False
    sentences: list[tuple[int, int]] = field(default_factory=list)
    known: list[Rated] = field(default_factory=list)
    date: DateMention | None = None
    said: str | None = None
    markers: list[str] = field(default_factory=list)

    @property
    def planned(self) -> bool:
        """Whether its last sentence with a number plans; only a list's opener is asked."""
        return self.said is not None and opens_plan(self.said)

    @property
    def list_opener(self) -> _Paragraph | None:
        """The paragraph that opened the list which this one is in, or opens."""
        if self.opens:
            return self
        return self.opener.list_opener if self.opener is not None else None

    def before(self, seen: int) -> list[tuple[int, int]]:
        """The last of its first `seen` sentences, those that opened its list before them."""
        opened = self.opener.before(len(self.opener.sentences)) if self.opener else []
        return [*opened[-_REACH:], *self.sentences[max(0, seen - _REACH) : seen]]


@dataclass(frozen=True)
class _Sentence:
    """A sentence with what its figures are set in."""

    words: str
    span: Span
    paragraph: _Paragraph
    article: Article
    seen: int
    dates: list[DateMention]
    markers: tuple[str, ...]
    points_back: bool = False
    row: Row | None = None
    place: Setting | None = None


def read_figures(text: Text, references: Sequence[Noted] = ()) -> list[Figure]:
    """The figures of `text`, restated ones as one row, in order of their first place."""
    return merge(list(_Reader(text, references).figures()))


class _Reader:
    """Walks a text once; keeps what a sentence hands to the next."""

    def __init__(self, text: Text, references: Sequence[Noted]) -> None:
        self._text = text
        self._flow = text.flow.text
        self._marks = Marks.of(text, references)
        self._plain = _narrow(simplify(self._flow))
        self._latin = _LATIN.search(self._plain) is not None
        self._places = PlaceFinder(self._plain)
        self._articles = articles(text)

    def figures(self) -> Iterator[tuple[Figure, bool]]:
        """The figures in reading order, with whether their own words name what is counted."""
        article: Article | None = None
        tables = Tables(self._text)
        last: _Paragraph | None = None
        for number, passage in enumerate(self._text.passages):
            if passage.kind == "furniture" or not passage.sentences:
                continue
            words = self._plain[passage.span.start : passage.span.end]
            if is_aside(words):
                continue
            if self._articles[number] is not article:
                article, last, tables = self._articles[number], None, Tables(self._text)
            rows = tables.rows(passage)
            if not rows:
                article.take(passage, words)
            paragraph = self._paragraph(passage, last)
            yield from self._rows(article, paragraph, rows)
            for sentence in passage.sentences if not rows else ():
                for piece in self._pieces(sentence):
                    yield from self._sentence(article, paragraph, piece)
            last = None if rows else self._handing_on(paragraph, words)

    def _handing_on(self, paragraph: _Paragraph, words: str) -> _Paragraph | None:
        """The paragraph whose sentences and date the next one shares: a list's, or one cut off."""
        kind = paragraph.passage.kind
        paragraph.broken = kind != "heading" and _is_broken(words)
        if kind in ("body", "heading"):
            paragraph.opens = words.rstrip(" 0123456789").endswith((":", "："))
            if paragraph.opens and not paragraph.planned:
                paragraph.said = words
        hands_on = paragraph.broken or paragraph.opens or paragraph.goes_on or kind == "item"
        return paragraph if hands_on else None

    def _paragraph(self, passage: Passage, last: _Paragraph | None) -> _Paragraph:
        """What a passage begins with: what the one before hands on, and its notes' marks."""
        item = passage.kind == "item"
        goes_on = last is not None and last.broken and not last.opens and not item
        opener = last if goes_on else last.list_opener if last is not None and item else None
        paragraph = _Paragraph(passage, opener, goes_on)
        if paragraph.opener is not None:
            paragraph.said, paragraph.date = paragraph.opener.said, paragraph.opener.date
        paragraph.markers = [marker for _, _, marker in self._marks.within(passage.span)]
        return paragraph

    def _rows(
        self, article: Article, paragraph: _Paragraph, rows: Sequence[Row]
    ) -> Iterator[tuple[Figure, bool]]:
        for row in rows:
            yield from self._row(article, paragraph, row)

    def _row(
        self, article: Article, paragraph: _Paragraph, row: Row
    ) -> Iterator[tuple[Figure, bool]]:
        """The figures of a table's row: bare numbers by their column, other cells as they read."""
        if not row.cells:
            return
        span = Span(row.cells[0][0].start, row.cells[-1][0].end)
        words = self._plain[span.start : span.end]
        place = next(filter(None, map(self._places.in_cell, row.where())), None)
        around = _Sentence(words, span, paragraph, article, 0, [], (), row=row, place=place)
        for cell, column in row.cells:
            found = in_cell(words, span.start, cell, column)
            if found is not None:
                dates = [replace(each, start=0, end=0) for each in find_dates(column.what)]
                granted = found.unit == "RMB_per_person" and not _PAY.search(column.what)
                rated = Rated(found, is_rate=granted)
                yield self._figure(replace(around, dates=dates), rated, len(words)), True
            elif not (column.silent or cell.text.isdigit()):
                stretch = Span(cell.start, cell.end)
                yield from self._sentence(article, paragraph, stretch, around)

    def _sentence(
        self, article: Article, paragraph: _Paragraph, span: Span, of: _Sentence | None = None
    ) -> Iterator[tuple[Figure, bool]]:
        seen = len(paragraph.sentences)
        paragraph.sentences.append((span.start, span.end))
        numeral = _NUMERAL if self._latin else _NUMERAL_HAN
        if numeral.search(self._plain, span.start, span.end) is None:
            return
        sentence = self._cells(span)
        marks = self._marks.within(span)
        plain = _without(sentence, [(a - span.start, b - span.start) for a, b, _ in marks])
        dates = list(find_dates(plain, article.now))
        plain = _without(plain, [(date.start, date.end) for date in dates])
        plain = _without(plain, [found.span() for found in not_figures(plain)])
        opened = paragraph.opener.known if paragraph.opener is not None else ()
        rated = rated_in(sentence, plain, paragraph.known, opened)
        if paragraph.passage.kind == "note":
            rated = [one for one in rated if _sure(one.measure)]
        if MASK in sentence:
            rated = [one for one in rated if not of_somebody(sentence, one.measure)]
        own = tuple(dict.fromkeys(marker for _, _, marker in marks)) if marks else ()
        if paragraph.passage.kind == "note" and paragraph.passage.marker:
            own = (paragraph.passage.marker,)
        back = _BACK.match(sentence) is not None
        around = _Sentence(sentence, span, paragraph, article, seen, dates, own, back)
        if of is not None:
            around = replace(around, row=of.row, place=of.place)
        for one, after in zip(rated, (*rated[1:], None), strict=False):
            limit = after.measure.number.start if after is not None else len(sentence)
            yield self._figure(around, one, limit), one.measure.firm
        paragraph.known += rated
        if any(date.value for date in dates):
            paragraph.date = leading(sentence, dates) or paragraph.date
        if paragraph.passage.kind != "item":
            paragraph.said = sentence

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
        for found in _GAP.finditer(sentence) if " " in sentence else ():
            at = span.start + found.start()
            if self._text.raw[self._text.flow.raw_ends(at, at + 1)[0]] == "\t":
                sentence = f"{sentence[: found.start()]}{_BLANK}{sentence[found.end() :]}"
        return sentence

    def _figure(self, around: _Sentence, rated: Rated, goal_before: int) -> Figure:
        sentence, span, paragraph = around.words, around.span, around.paragraph
        found, number, article = rated.measure, rated.measure.number, around.article
        dated = self._date(around, found)
        date = dated.value if dated else article.set_date
        if dated is None and is_standing(sentence, found):
            date = None
        listed = paragraph.opener is not None and not paragraph.goes_on
        planned = (listed and paragraph.planned) or article.is_planned
        planned = planned or (around.points_back and paragraph.planned)
        if dated is not None and _is_past(dated, article):
            planned = False
        ground = Ground(
            planned,
            article.ruling,
            article.is_offering,
            article.is_duty,
            row=around.row is not None and (article.listing or article.planned),
            listing=article.listing and not article.award,
        )
        kind = kind_of(sentence, rated, ground)
        place, place_from = self._place(around, found, goal_before)
        bound = kind in ("rate", "threshold")
        return Figure(
            value=number.value,
            value_high=number.high,
            unit=found.unit or "count",
            unit_text=found.unit_text,
            per=rated.per,
            over=rated.over,
            condition=condition_of(sentence, number.start) if bound else None,
            cumulative=is_cumulative(
                sentence, found, kind, date, limit=dated.limit if dated else False
            ),
            combines=combines(sentence, found),
            qualifier="range" if number.high is not None else found.qualifier,
            what=nameless(found.what),
            kind=kind,
            place=self._flow[slice(*place.said)] if place else None,
            place_from=place_from,
            place_code=place.code if place else None,
            date=date,
            actor=actor_of(around.words),
            references=around.markers,
            references_inherited=tuple(
                dict.fromkeys(one for one in paragraph.markers if one not in around.markers)
            ),
            citations=(self._text.cite_flow(span.start + number.start, span.start + found.end),),
        )

    def _place(
        self, around: _Sentence, found: Measure, goal_before: int
    ) -> tuple[Setting | None, str | None]:
        """Where the figure is set, and what told it."""
        span, places = around.span, self._places
        at = span.start + found.number.start
        goal = span.start + goal_before if found.unit in _GOING else 0
        if around.row is not None:
            return (around.place, "sentence") if around.place else self._headed(around, found)
        here = bool(places.within(span.start, span.end))
        place = places.in_sentence(span.start, span.end, at, goal) if here else None
        if place is not None:
            return place, "sentence"
        if places.ends_reach(span.start, span.end):
            return None, None
        wide = places.in_sentence(span.start, span.end, at, bodies=True) if here else None
        before = around.paragraph.before(around.seen)
        near = places.in_paragraph(before)
        if wide is not None and (near is None or not near.narrow):
            return wide, "sentence"
        near = near or places.in_paragraph(before, bodies=True)
        if near is not None:
            return near, "paragraph"
        return self._headed(around, found)

    def _headed(self, around: _Sentence, found: Measure) -> tuple[Setting | None, str | None]:
        """The place that a heading or the title sets the figure in."""
        article = around.article
        for start, end in article.named:
            named = list(self._places.within(start, end))
            named = [one for one in named if not one.beside and (one.level or self._ends(one))]
            if named:
                return named[0], "heading"
        return None, None

    def _ends(self, place: Setting) -> bool:
        """Whether a place without its level is no part of a longer word, as a firm's brand is."""
        return _IN_WORD.match(self._plain, place.end) is None

    def _date(self, around: _Sentence, found: Measure) -> DateMention | None:
        """The date of the figure's sentence, or of the one that it is part of."""
        date = date_of(around.words, found, around.dates)
        part = around.points_back or around.paragraph.opener is not None
        if date is None and part and not any(date.value for date in around.dates):
            handed = around.paragraph.date
            # The day of a meeting or a letter dates nothing that it lists.
            return handed if handed and len(handed.value or "") != len("2019-04-08") else None
        return date


def _narrow(text: str) -> str:
    """`text` with digits and signs of full width as ASCII has them; same length."""
    return text.translate(_WIDE) if _FULL_WIDTH.search(text) else text


def _is_broken(words: str) -> bool:
    """Whether a line ends in the middle of a sentence, and is no heading or field."""
    return _UNENDED.match(words, len(words) - 1) is not None and any(
        sign in words[:-7] for sign in "，；。"
    )


def _is_past(date: DateMention, article: Article) -> bool:
    """Whether a date lies before the year that the article is about."""
    of = int(article.set_date[:4]) if article.set_date else article.year
    return (
        of is not None
        and date.value is not None
        and int(date.value[-4:] if "/" in date.value and len(date.value) == 9 else date.value[:4])
        < of
    )


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

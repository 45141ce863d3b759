"""Where figures stand towards each other: the ground on which checks are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar

from sightline.claims.check import Check
from sightline.claims.figure import Figure
from sightline.claims.lexicon import load
from sightline.claims.mentions_lexicon import Words
from sightline.claims.numbers import tidy
from sightline.claims.numbers_written import any_of
from sightline.claims.placing import placer
from sightline.claims.precision import Printed, printed
from sightline.text import Citation, Passage, Span, Text

Known = TypeVar("Known")

ADDABLE = frozenset(
    "persons person_times households RMB sqm area_mu companies facilities villages jobs items"
    " items_per_year count percent".split()
)
"""Units whose figures can be parts of a whole."""

COUNTED = frozenset(
    "persons person_times households facilities companies villages jobs items count".split()
)
"""Units of things that can be had so many of, each with a measure of its own."""

_HEAD = re.compile(r"[^\d一二三四五六七八九十百千万两零]*")
_OPENS_LIST = re.compile(r"[:：]\s*\d{0,3}\s*$")


@dataclass(frozen=True, eq=False)
class Placed:
    """One place of a figure, in the flow of its text.

    Attributes:
        number: Its place among the figures' places.
        value: The figure's number; of a range the lower end.
        measure: What must be alike in figures that are added or compared.
    """

    number: int
    figure: Figure
    citation: Citation
    span: Span
    sentence: int
    passage: int
    article: int
    value: float
    measure: tuple[object, ...]

    @property
    def id(self) -> str:
        """The figure's id; few are ever asked for."""
        return self.figure.id

    @cached_property
    def printed(self) -> Printed:
        """How exactly it is printed."""
        return printed(self.figure.value, self.citation.quote, self.figure.qualifier)


def _measure(figure: Figure) -> tuple[object, ...]:
    """A rate is one of its span; a sum of a year (全年) is added up from parts that don't say so."""
    timed = figure.kind == "rate" or figure.unit == "RMB_per_person"
    return (figure.unit, figure.per if timed else None, figure.unit_text)


class Scene:
    """The figures of one text, by place."""

    def __init__(self, text: Text, figures: Sequence[Figure]) -> None:
        self.words = text.flow.text
        lower = self.words.lower()
        self.lower = lower if len(lower) == len(self.words) else self.words
        self.passages: tuple[Passage, ...] = text.passages
        self._starts = [passage.span.start for passage in self.passages]
        self.sentences: list[Span] = []
        self._first: list[int] = []
        for passage in self.passages:
            self._first.append(len(self.sentences))
            self.sentences += passage.sentences or (passage.span,)
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self.figures = tuple(self._places(text, figures))
        self.known: dict[tuple[str, int], Any] = {}
        self.by_sentence: dict[int, list[Placed]] = {}
        self.by_passage: dict[int, list[Placed]] = {}
        for one in self.figures:
            self.by_sentence.setdefault(one.sentence, []).append(one)
            self.by_passage.setdefault(one.passage, []).append(one)

    def _places(self, text: Text, figures: Sequence[Figure]) -> Iterator[Placed]:
        place = placer(text)
        found = [
            (span, figure, citation)
            for figure in figures
            for citation in figure.citations
            if (span := place(citation)) is not None
        ]
        found.sort(key=lambda each: (each[0].start, each[0].end))
        one_article = len(text.articles) < 2
        for number, (span, figure, citation) in enumerate(found):
            yield Placed(
                number,
                figure,
                citation,
                span,
                max(0, bisect_right(self._sentence_starts, span.start) - 1),
                max(0, bisect_right(self._starts, span.start) - 1),
                0 if one_article else text.article_of(span.start),
                figure.value,
                _measure(figure),
            )

    @cached_property
    def _marks(self) -> dict[str, list[int]]:
        """Where words of each kind of cue end."""
        marks: dict[str, list[int]] = {}
        for _, end, kinds in _signals().find(self.lower):
            for kind in kinds.split(" "):
                marks.setdefault(kind, []).append(end)
        return marks

    def signalled(self, kind: str, start: int, end: int) -> bool:
        """Whether a word of this kind ends in `(start, end]` of the flow: the cheap look first."""
        marks = self._marks.get(kind)
        if not marks:
            return False
        at = bisect_right(marks, start)
        return at < len(marks) and marks[at] <= end

    def once(self, what: str, one: Placed, work: Callable[[Scene, Placed], Known]) -> Known:
        """What `work` tells of a figure, worked out once."""
        key = (what, one.number)
        if key not in self.known:
            self.known[key] = work(self, one)
        found: Known = self.known[key]
        return found

    def all_that(self, what: str, test: Callable[[Scene, Placed], bool]) -> Sequence[bool]:
        """Of each figure's place by its number, whether the test holds; worked out once."""
        key = (what, -1)
        if key not in self.known:
            self.known[key] = [test(self, one) for one in self.figures]
        found: Sequence[bool] = self.known[key]
        return found

    def ahead_of(self, one: Placed, most: int) -> list[Placed]:
        """Up to `most` figures of the same article before this one, in order."""
        near = self.figures[max(0, one.number - most) : one.number]
        return [other for other in near if other.article == one.article]

    def between(self, one: Placed, other: Placed) -> str:
        """The words from the end of one to the start of the other."""
        return self.lower[one.span.end : other.span.start]

    def before(self, one: Placed, reach: int) -> str:
        """Up to `reach` characters ahead of a figure, in its sentence."""
        least = self.sentences[one.sentence].start
        return self.lower[max(least, one.span.start - reach) : one.span.start]

    def lead(self, one: Placed, reach: int) -> str:
        """The same with what the figure itself prints ahead of its digits (平均每座70人)."""
        head = _HEAD.match(one.citation.quote.lower())
        return self.before(one, reach) + (head.group() if head else "")

    def after(self, one: Placed, reach: int) -> str:
        """Up to `reach` characters behind a figure, in its sentence."""
        most = self.sentences[one.sentence].end
        return self.lower[one.span.end : min(most, one.span.end + reach)]

    def sentence_of(self, one: Placed) -> str:
        """The whole sentence of a figure."""
        span = self.sentences[one.sentence]
        return self.lower[span.start : span.end]

    def window(self, sentence: int, back: int = 1) -> list[Placed]:
        """The figures of a sentence and of up to `back` sentences before it in its paragraph."""
        here = self.by_sentence.get(sentence)
        if not here:
            return []
        first = max(self._first[here[0].passage], sentence - back)
        return [one for at in range(first, sentence + 1) for one in self.by_sentence.get(at, ())]

    def stretches(self) -> Iterator[list[Placed]]:
        """Paragraphs with figures, each with the list that it opens."""
        for passage, figures in self.by_passage.items():
            if self.passages[passage].kind == "furniture":
                continue
            items = [one for at in self.items_of(passage) for one in self.by_passage.get(at, ())]
            yield [*figures, *(one for one in items if one.article == figures[0].article)]

    def items_of(self, passage: int) -> list[int]:
        """The passages of the list that a paragraph opens."""
        span = self.passages[passage].span
        if not _OPENS_LIST.search(self.words[span.start : span.end]):
            return []
        found = []
        for at in range(passage + 1, len(self.passages)):
            if self.passages[at].kind in ("furniture", "note"):
                continue
            if self.passages[at].kind != "item":
                break
            found.append(at)
        return found


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of one table of `checks.toml`."""

    anywhere: re.Pattern[str]

    def within(self, words: str) -> bool:
        """Whether any stands in `words` (lower case)."""
        return self.anywhere.search(words) is not None


@cache
def table() -> Mapping[str, Any]:
    """`data/claims/checks.toml`."""
    return load("checks")


@cache
def _signals() -> Words:
    kinds: dict[str, list[str]] = {}
    for kind, words in table()["signals"].items():
        for word in words:
            kinds.setdefault(word, []).append(kind)
    return Words({word: " ".join(of) for word, of in kinds.items()}, overlapping=True)


@cache
def cue(name: str, zh: str = "zh", en: str = "en") -> Cue:
    """The words of a table, Chinese ones anywhere and English ones whole."""
    row = table()[name]
    parts = []
    if row.get(zh):
        parts.append(any_of(row[zh]))
    english = row.get(en, ())
    words = [word for word in english if word[0].isalnum()]
    if words:
        parts.append(rf"(?<![a-z])(?:{any_of(words)})(?![a-z])")
    signs = [word for word in english if not word[0].isalnum()]
    if signs:
        parts.append(any_of(signs))
    return Cue(re.compile("|".join(parts)))


def make(
    formula: str,
    stated: Placed,
    value: float,
    recomputed: float,
    spread: float,
    inputs: Sequence[Placed],
    why: str,
) -> Check:
    """Put a check together.

    Args:
        formula: With the ids of figures.
        stated: The figure that prints the result.
        value: Its number; the upper end where that is meant.
        recomputed: What the formula gives.
        spread: How far the precision of the inputs lets the result move.
        inputs: The figures of the formula.
        why: What makes them belong together.
    """
    involved = sorted({*inputs, stated}, key=lambda one: one.number)
    tolerance = stated.printed.slack + spread
    return Check(
        formula,
        tuple(dict.fromkeys(one.id for one in involved)),
        value,
        tidy(recomputed),
        tidy(tolerance),
        why,
        tuple(dict.fromkeys(one.citation for one in involved)),
    )

"""Where figures stand towards each other: the ground on which checks are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sightline.claims.check import Check
from sightline.claims.figure import Figure
from sightline.claims.lexicon import load
from sightline.claims.numbers import tidy
from sightline.claims.numbers_written import any_of
from sightline.claims.precision import Printed, printed
from sightline.text import Citation, Passage, Span, Text

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


@dataclass(frozen=True, slots=True)
class Placed:
    """One place of a figure, in the flow of its text."""

    id: str
    figure: Figure
    citation: Citation
    span: Span
    sentence: int
    passage: int
    article: int
    printed: Printed

    @property
    def value(self) -> float:
        """The figure's number; of a range the lower end."""
        return self.figure.value

    @property
    def measure(self) -> tuple[object, ...]:
        """What must be alike in figures that are added or compared.

        A rate is one of its span; a sum of a year (全年) is added up from parts that don't say so.
        """
        figure = self.figure
        per = figure.per if figure.kind == "rate" or figure.unit == "RMB_per_person" else None
        return (figure.unit, per, figure.unit_text)


class Scene:
    """The figures of one text, by place."""

    def __init__(self, text: Text, figures: Sequence[Figure]) -> None:
        self.words = text.flow.text
        self.passages: tuple[Passage, ...] = text.passages
        self._starts = [passage.span.start for passage in self.passages]
        self.sentences: list[Span] = []
        self._first: list[int] = []
        for passage in self.passages:
            self._first.append(len(self.sentences))
            self.sentences += passage.sentences or (passage.span,)
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self.figures = sorted(self._places(text, figures), key=lambda one: one.span)
        self.order = {id(one): number for number, one in enumerate(self.figures)}
        self.by_sentence: dict[int, list[Placed]] = {}
        self.by_passage: dict[int, list[Placed]] = {}
        for one in self.figures:
            self.by_sentence.setdefault(one.sentence, []).append(one)
            self.by_passage.setdefault(one.passage, []).append(one)

    def _places(self, text: Text, figures: Sequence[Figure]) -> Iterator[Placed]:
        article_of = getattr(text, "article_of", None)
        for figure in figures:
            identity = figure.id
            for citation in figure.citations:
                span = text.flow.from_raw(citation.start, citation.end)
                if span is None or not len(span):
                    continue
                passage = max(0, bisect_right(self._starts, span.start) - 1)
                sentence = max(0, bisect_right(self._sentence_starts, span.start) - 1)
                yield Placed(
                    identity,
                    figure,
                    citation,
                    span,
                    sentence,
                    passage,
                    article_of(span.start) if article_of else 0,
                    printed(figure.value, citation.quote, figure.qualifier),
                )

    def ahead_of(self, one: Placed, most: int) -> list[Placed]:
        """Up to `most` figures of the same article before this one, in order."""
        at = self.order[id(one)]
        near = self.figures[max(0, at - most) : at]
        return [other for other in near if other.article == one.article]

    def between(self, one: Placed, other: Placed) -> str:
        """The words from the end of one to the start of the other."""
        return self.words[one.span.end : other.span.start].lower()

    def before(self, one: Placed, reach: int) -> str:
        """Up to `reach` characters ahead of a figure, in its sentence."""
        least = self.sentences[one.sentence].start
        return self.words[max(least, one.span.start - reach) : one.span.start].lower()

    def lead(self, one: Placed, reach: int) -> str:
        """The same with what the figure itself prints ahead of its digits (平均每座70人)."""
        return self.before(one, reach) + _HEAD.match(one.citation.quote.lower()).group()  # type: ignore[union-attr]

    def after(self, one: Placed, reach: int) -> str:
        """Up to `reach` characters behind a figure, in its sentence."""
        most = self.sentences[one.sentence].end
        return self.words[one.span.end : min(most, one.span.end + reach)].lower()

    def sentence_of(self, one: Placed) -> str:
        """The whole sentence of a figure."""
        span = self.sentences[one.sentence]
        return self.words[span.start : span.end].lower()

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
    involved = sorted({*inputs, stated}, key=lambda one: one.span)
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

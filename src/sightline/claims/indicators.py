"""Indicators: signs of forced labour, each with whom it is said of and who says it.

The codebook's words for a sign say that it is there; here they find their
bearer and their speaker. Amounts for each worker, spans of work and the
codebook's own terms add signs that no list of words could hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

from sightline.claims.figure import Figure
from sightline.claims.indicator import Indicator
from sightline.claims.indicator_bearers import Bearers
from sightline.claims.indicator_scene import Ground
from sightline.claims.indicator_voices import Voices
from sightline.claims.lexicon import load
from sightline.claims.mention import Mention
from sightline.claims.mentions_lexicon import Words
from sightline.claims.numbers_written import any_of
from sightline.text import Citation, Span, Text

_UNDECIDED = frozenset({"general", "ambiguous"})
_CLAUSE = "，。；;！？\n"
# No citation grows beyond so many characters around its words.
_REACH = 60
_STRENGTHS = ("explicit", "inferred", "weak")
_MOST_CITED = 20


class Coded(Protocol):
    """What indicators need of an annotation."""

    @property
    def category(self) -> str:
        """What the term is."""

    @property
    def flows(self) -> tuple[int, ...]:
        """The flows that the hit tells."""

    @property
    def sense(self) -> str | None:
        """Its sense."""

    @property
    def citation(self) -> Citation:
        """Its passage."""


class Signed(Protocol):
    """What indicators need of a codebook's hit."""

    @property
    def framework(self) -> str:
        """The framework of its indicator."""

    @property
    def indicator(self) -> str:
        """The indicator."""

    @property
    def strength(self) -> str:
        """How plainly the words say it."""

    @property
    def stance(self) -> str:
        """Whether they state or deny it."""

    @property
    def citation(self) -> Citation:
        """Its passage."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A sign before its bearer; its place in the flow."""

    span: Span
    framework: str
    indicator: str
    strength: str
    stance: str = "stated"


@dataclass(frozen=True, slots=True)
class _Amount:
    units: frozenset[str]
    beside: re.Pattern[str]
    never: re.Pattern[str]
    sign: _Found


@dataclass(frozen=True, slots=True)
class _Pattern:
    triggers: Words
    pattern: re.Pattern[str]
    sign: _Found


@dataclass(frozen=True)
class _Rules:
    coded: Mapping[tuple[int, str], _Found]
    amounts: tuple[_Amount, ...]
    spans: tuple[_Pattern, ...]


@cache
def _rules() -> _Rules:
    data = load("indicators")
    return _Rules(
        {
            (flow, category): _sign(row)
            for row in data["coded"]
            for flow in row["flows"]
            for category in row["categories"]
        },
        tuple(
            _Amount(
                frozenset(row["units"]),
                re.compile(any_of(row["beside"])),
                re.compile(any_of(row["never"])),
                _sign(row),
            )
            for row in data["amount"]
        ),
        tuple(
            _Pattern(
                Words({word: word for word in row["triggers"]}),
                re.compile(row["pattern"]),
                _sign(row),
            )
            for row in data["span"]
        ),
    )


def _sign(row: Mapping[str, str]) -> _Found:
    return _Found(Span(0, 0), row["framework"], row["indicator"], row["strength"])


def read_indicators(
    text: Text,
    mentions: Sequence[Mention],
    annotations: Sequence[Coded],
    figures: Sequence[Figure],
    hits: Sequence[Signed],
) -> list[Indicator]:
    """The indicators that `text` states or denies of what it names, in order of place.

    One for an entity, an indicator and a stance: the clearest words first, the others beside.
    """
    found = [*_hits(text, hits), *_coded(text, annotations)]
    found += [*_amounts(text, figures), *_spans(text)]
    if not found or not mentions:
        return []
    ground = Ground(text, mentions)
    voices = Voices(ground)
    bearers = Bearers(ground, voices)
    rows: dict[tuple[object, ...], list[Indicator]] = {}
    for one in sorted(found, key=lambda sign: sign.span):
        if not ground.loud[ground.passage_at(one.span.start)]:
            continue
        citation = _cited(ground, one.span)
        for bearer in bearers.of(one.span):
            said_by = voices.of(one.span, ground.sentence_at(one.span.start))
            row = Indicator(
                bearer, one.framework, one.indicator, one.strength, said_by, one.stance, (citation,)
            )
            key = (ground.identity.of(bearer), one.framework, one.indicator, one.stance)
            rows.setdefault(key, []).append(row)
    merged = [_merged(same) for same in rows.values()]
    return sorted(merged, key=lambda row: (row.citation.start, row.citation.end, row.indicator))


def _merged(same: Sequence[Indicator]) -> Indicator:
    """One row of several that say the same, the clearest words first."""
    ranked = sorted(same, key=lambda row: _STRENGTHS.index(row.strength))
    citations: list[Citation] = []
    for row in ranked:
        if not any(row.citation.span.overlaps(other.span) for other in citations):
            citations.append(row.citation)
    return replace(ranked[0], citations=tuple(citations[:_MOST_CITED]))


def _cited(ground: Ground, span: Span) -> Citation:
    """The clause that holds the words, if it is short; else the words alone."""
    sentence = ground.sentence_at(span.start)
    flow = ground.flow
    low = max(sentence.start, span.start - _REACH)
    start = max((flow.rfind(sign, low, span.start) + 1 for sign in _CLAUSE), default=0)
    start = start or (sentence.start if low == sentence.start else span.start)
    high = min(sentence.end, span.end + _REACH)
    ends = [at for sign in _CLAUSE if (at := flow.find(sign, span.end, high)) >= 0]
    end = min(ends, default=sentence.end if high == sentence.end else span.end)
    while flow[start] in ' 　“"' and start < span.start:
        start += 1
    return ground.text.cite_flow(start, end)


def _hits(text: Text, hits: Sequence[Signed]) -> Iterator[_Found]:
    for hit in hits:
        span = text.flow.from_raw(hit.citation.start, hit.citation.end)
        if span is not None:
            yield _Found(span, hit.framework, hit.indicator, hit.strength, hit.stance)


def _coded(text: Text, annotations: Sequence[Coded]) -> Iterator[_Found]:
    """Signs that the codebook's own terms are."""
    for one in annotations:
        if one.sense in _UNDECIDED or not one.flows:
            continue
        sign = next((s for f in one.flows if (s := _rules().coded.get((f, one.category)))), None)
        span = text.flow.from_raw(one.citation.start, one.citation.end) if sign else None
        if sign is not None and span is not None:
            yield replace(sign, span=span)


def _amounts(text: Text, figures: Sequence[Figure]) -> Iterator[_Found]:
    """Money for each worker, where its clause says that it is a subsidy."""
    flow = text.flow.text
    for figure in figures:
        for rule in _rules().amounts:
            if figure.unit not in rule.units:
                continue
            for citation in figure.citations:
                span = text.flow.from_raw(citation.start, citation.end)
                if span is None:
                    continue
                around = flow[max(0, span.start - 30) : span.end + 14]
                if rule.beside.search(around) and not rule.never.search(around):
                    yield replace(rule.sign, span=span)


def _spans(text: Text) -> Iterator[_Found]:
    """Stretches that a pattern finds, looked for only around a word that it needs."""
    flow = text.flow.text
    for rule in _rules().spans:
        done = 0
        for start, end, _ in rule.triggers.find(flow):
            low, high = max(done, start - 30), end + 30
            for match in rule.pattern.finditer(flow, low, high):
                done = match.end()
                yield replace(rule.sign, span=Span(*match.span()))

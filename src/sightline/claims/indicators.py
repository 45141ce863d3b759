"""Indicators: signs of forced labour, each with whom it is said of and who says it.

The codebook's words for a sign say that it is there; here they find their
bearer and their speaker. Amounts for each worker, spans of work and the
codebook's own terms add signs that no list of words could hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sightline.claims.coded import Coded
from sightline.claims.figure import Figure
from sightline.claims.indicator import Indicator
from sightline.claims.indicator_bearers import Bearers
from sightline.claims.indicator_scene import Ground
from sightline.claims.indicator_signs import Signed, read_signs
from sightline.claims.indicator_voices import Voices
from sightline.claims.mention import Mention
from sightline.text import Citation, Span, Text

_CLAUSE = "，。；;！？\n"
# No citation grows beyond so many characters around its words.
_REACH = 60
_STRENGTHS = ("explicit", "inferred", "weak")
_MOST_CITED = 20


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
    if not mentions:
        return []
    ground = Ground(text, mentions)
    voices = Voices(ground)
    bearers = Bearers(ground, voices)
    rows: dict[tuple[object, ...], list[Indicator]] = {}
    for one in read_signs(ground, annotations, figures, hits):
        borne = bearers.of(one)
        if not borne:
            continue
        said_by = voices.of(one.span, ground.sentence_at(one.span.start))
        citation = _cited(ground, one.span)
        for bearer in map(ground.spelled, borne):
            row = Indicator(
                bearer, one.framework, one.indicator, one.strength, said_by, one.stance, (citation,)
            )
            key = (ground.identity.of(bearer), one.framework, one.indicator, one.stance)
            rows.setdefault(key, []).append(row)
    plain = {key[0] for key, same in rows.items() if any(row.strength != "weak" for row in same)}
    merged = [
        _merged(same)
        for key, same in rows.items()
        # Words that only may mean a sign count where something plain is said of the same thing.
        if key[0] in plain
    ]
    return sorted(merged, key=lambda row: (row.citation.start, row.citation.end, row.indicator))


def _merged(same: Sequence[Indicator]) -> Indicator:
    """One row of several that say the same, the clearest words first."""
    ranked = sorted(same, key=lambda row: _STRENGTHS.index(row.strength))
    citations: list[Citation] = []
    for row in ranked:
        if len(citations) == _MOST_CITED:
            break
        if not any(row.citation.span.overlaps(other.span) for other in citations):
            citations.append(row.citation)
    return replace(ranked[0], citations=tuple(citations))


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

"""Relations: ties between what a text names, each stated within one sentence.

Only sentences with a cue of a rule and something named are looked at. A
relation is given where both sides are sure; a name that only may be meant
gives none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sightline.claims.coded import Coded
from sightline.claims.dates import find_dates
from sightline.claims.figure import Figure
from sightline.claims.mention import Mention
from sightline.claims.references import Reference
from sightline.claims.relation import Relation
from sightline.claims.relation_fields import Tie, read_fields
from sightline.claims.relation_rules import CODED, FLOWS, Pattern, rules
from sightline.claims.relation_scene import Reader, Sketch, Standing, Token, sketch
from sightline.text import Span, Text

_UNDECIDED = frozenset({"general", "ambiguous"})
_FLOW_OF = {sign: flow for flow, sign in FLOWS.items()}
# A legal form's point may end a sentence, too: "... Ltd. We".
_BREAK = re.compile(r"[，。；,;]|\. (?=[A-Z][a-z]* [a-z])")
# What says more of a flow's persons than that a flow is used.
_CLOSER = frozenset(("employs", "recruits_from", "operates"))
# So far behind a tie a word may tell its flow: who came from there were surplus labour.
_BEHIND = 12
# A date so near to a sentence's start opens it.
_OPENING = 4
_LATIN = re.compile("[A-Za-z]")


_HAN = re.compile("[\u4e00-\u9fff]")


def read_relations(
    text: Text,
    mentions: Sequence[Mention],
    annotations: Sequence[Coded],
    references: Sequence[Reference],
    figures: Sequence[Figure],
) -> list[Relation]:
    """The relations that `text` states, in order of place; one said again is one."""
    reading = _Reading(text, mentions, annotations, references, figures)
    ties = [*reading.ties(), *read_fields(reading.reader)]
    found = [
        one
        for tie in sorted(ties, key=lambda tie: tie.span)
        if (one := reading.relation(tie)).stance == "stated" or not tie.stated
    ]
    return _merged(_closest(found, reading.reader), reading.reader)


def _closest(found: Sequence[Relation], reader: Reader) -> list[Relation]:
    """`found` without a flow's use where the same words say closer who employs whom."""
    said: dict[int, list[Span]] = {}
    for one in found:
        if one.predicate in _CLOSER:
            said.setdefault(reader.identity.of(one.subject), []).append(one.citation.span)
    return [
        one
        for one in found
        if one.predicate != "uses_flow"
        or one.stance == "denied"
        or not any(
            one.citation.span.overlaps(span)
            for span in said.get(reader.identity.of(one.subject), ())
        )
    ]


@dataclass(frozen=True, slots=True)
class _Marked:
    """Something of a sentence in order of place: a flow word, or a note's mark."""

    starts: tuple[int, ...]
    spans: tuple[Span, ...]
    values: tuple[str, ...]

    @staticmethod
    def of(found: Sequence[tuple[Span, str]]) -> _Marked:
        ordered = sorted(found)
        return _Marked(
            tuple(span.start for span, _ in ordered),
            tuple(span for span, _ in ordered),
            tuple(value for _, value in ordered),
        )

    def within(self, span: Span) -> list[tuple[Span, str]]:
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return list(zip(self.spans[low:high], self.values[low:high], strict=True))


@lru_cache(maxsize=4096)
def _fitting(
    cued: frozenset[str], signs: frozenset[str], kinds: frozenset[str]
) -> tuple[Pattern, ...]:
    """The patterns worth a try: by their cues, the signs they need and who may be left out."""
    numbers = {int(number) for several in cued for number in several.split(" ")}
    patterns = [rules().patterns[number] for number in sorted(numbers)]
    return tuple(
        pattern
        for pattern in patterns
        if not any(signs.isdisjoint(need) for need in pattern.needs)
        and not (pattern.free and pattern.free.isdisjoint(kinds))
    )


class _Reading:
    """One text with all that its relations are read from."""

    def __init__(
        self,
        text: Text,
        mentions: Sequence[Mention],
        annotations: Sequence[Coded],
        references: Sequence[Reference],
        figures: Sequence[Figure],
    ) -> None:
        self.text = text
        self.reader = Reader(text, mentions, figures)
        self.flow = self.reader.scene.flow
        self._titled = next((d.value for d in find_dates(self.reader.title()) if d.value), None)
        self._planned = bool(rules().stances["titles"].search(self.reader.title()))
        self._flows = _Marked.of(
            [
                (span, _flow_sign(one))
                for one in annotations
                if (span := self._in_flow(one.citation.span)) is not None
            ]
        )
        self._marks = _Marked.of(
            [
                (span, one.marker)
                for one in references
                for anchor in one.anchors
                if (span := self._in_flow(anchor)) is not None
            ]
        )
        cues = sorted(rules().cues.find(self.reader.scene.simple))
        self._cue_starts = [start for start, _, _ in cues]
        self._cues = [kind for _, _, kind in cues]

    def _in_flow(self, raw: Span) -> Span | None:
        return self.reader.scene.in_flow(raw.start, raw.end)

    def ties(self) -> Iterator[Tie]:
        """What the patterns find, sentence by sentence."""
        for standing in self.reader.sentences(lambda span: bool(self._cued(span))):
            if standing.heading and not _HAN.search(self.flow, *_ends(standing.span)):
                continue
            signs = {token.sign for token in standing.tokens}
            named = [token.mention for token in standing.tokens]
            kinds = {
                one.kind for one in (*named, standing.topic, standing.project) if one is not None
            }
            flowed = self._flowed(standing)
            if flowed is not None:
                signs |= {token.sign for token in flowed.tokens.values()}
            cued = frozenset(self._cued(standing.span))
            fitting = _fitting(cued, frozenset(signs), frozenset(kinds))
            plain = sketch(self.reader.words, standing.span, standing.tokens) if fitting else None
            for pattern in fitting:
                if not pattern.flowed and plain is not None:
                    yield from self._matched(pattern, standing, plain)
                elif flowed is not None:
                    yield from self._matched(pattern, standing, flowed)

    def _cued(self, span: Span) -> list[str]:
        """The patterns, by number, whose cues stand in a sentence."""
        low = bisect_left(self._cue_starts, span.start)
        return self._cues[low : bisect_left(self._cue_starts, span.end)]

    def _flowed(self, standing: Standing) -> Sketch | None:
        """The sentence with its words for flows as signs, too; None if it has none."""
        marked = self._flows.within(standing.span)
        if not marked:
            return None
        # A programme's name may be the very word that tells the flow.
        names = [
            one
            for one in standing.tokens
            if one.mention is not None and one.mention.kind != "programme"
        ]
        words = [
            Token(span.start, span.end, sign) for span, sign in marked if not _touches(span, names)
        ]
        if not words:
            return None
        # A figure may hold the word for the persons that it counts: here, the word counts.
        bounds = [Span(one.start, one.end) for one in words]
        figures = [one for one in standing.tokens if one not in names]
        free = [one for one in figures if not any(_touches(span, [one]) for span in bounds)]
        tokens = sorted([*names, *free, *words], key=lambda one: one.start)
        return sketch(self.reader.words, standing.span, tokens)

    def _matched(self, pattern: Pattern, standing: Standing, drawn: Sketch) -> Iterator[Tie]:
        for match in pattern.regex.finditer(drawn.text):
            begin, meant = match.start(), None
            if match.groupdict().get("N") is not None:
                begin = match.end("N")
                meant = standing.omitted(drawn.flow_at(begin), pattern.free, self.flow)
                if meant is None or begin >= match.end():
                    continue
            elif match.groupdict().get("H") is not None:
                begin, meant = match.end("H"), self.reader.home
                if meant is None:
                    continue
            span = drawn.span(begin, match.end())
            for side in self._side(drawn, match, "S", meant):
                if match.groupdict().get("L") is not None:
                    yield self._worded(pattern, standing, drawn, match, side, span)
                    continue
                for other in self._side(drawn, match, "O", meant):
                    if not self._same(side, other):
                        yield Tie(
                            span,
                            standing.span,
                            pattern.predicate,
                            side,
                            other,
                            stance=pattern.stance,
                        )

    def _side(
        self, drawn: Sketch, match: re.Match[str], name: str, meant: Mention | None
    ) -> list[Mention]:
        """What stands on one side of a match; what was left out, if nothing does."""
        if match.groupdict().get(name) is None:
            return [meant] if meant is not None else []
        return [one.mention for one in drawn.within(*match.span(name)) if one.mention is not None]

    def _worded(
        self,
        pattern: Pattern,
        standing: Standing,
        drawn: Sketch,
        match: re.Match[str],
        side: Mention,
        span: Span,
    ) -> Tie:
        """The tie of `side` to words that name nothing."""
        words = drawn.span(*match.span("L"))
        literal = self.flow[words.start : words.end]
        flow = next((_FLOW_OF[c] for c in match["L"] if c in _FLOW_OF), None)
        return Tie(
            span,
            standing.span,
            pattern.predicate,
            side,
            None,
            literal,
            flow,
            pattern.stance,
            pattern.stated,
        )

    def _same(self, one: Mention, other: Mention) -> bool:
        return self.reader.identity.of(one) == self.reader.identity.of(other)

    def relation(self, tie: Tie) -> Relation:
        """The tie with stance, date, notes and flow of its sentence."""
        markers = dict.fromkeys(marker for _, marker in self._marks.within(tie.sentence))
        near = Span(
            tie.span.start, min(tie.span.end + _BEHIND, max(tie.sentence.end, tie.span.end))
        )
        flows = {_FLOW_OF[sign] for _, sign in self._flows.within(near) if sign in _FLOW_OF}
        flow = tie.flow if tie.flow is not None else next(iter(flows)) if len(flows) == 1 else None
        return Relation(
            subject=tie.subject,
            predicate=tie.predicate,
            object=tie.object,
            literal=tie.literal,
            flow=flow,
            date=self._date(tie),
            stance=self._stance(tie),
            references=tuple(markers),
            citations=(self.text.cite_flow(tie.span.start, tie.span.end),),
        )

    def _stance(self, tie: Tie) -> str:
        """How the sentence means it: the cues ahead of it in its sentence, those of doubt in its clause."""
        if tie.stance is not None:
            return tie.stance
        stances = rules().stances
        said = self.reader.scene.simple[tie.sentence.start : tie.sentence.end]
        ahead = said[: tie.span.end - tie.sentence.start]
        breaks = [
            found.end() for found in _BREAK.finditer(ahead, 0, tie.span.start - tie.sentence.start)
        ]
        clause = ahead[breaks[-1] :] if breaks else ahead
        if stances["denied"].search(clause) or stances["denying"].search(said):
            return "denied"
        if stances["inferred"].search(clause) or stances["concluding"].search(ahead):
            return "inferred"
        reach = clause if _LATIN.search(clause) else ahead
        settled = _last(stances["settled"], reach)
        cued = [(_last(stances[name], reach), name) for name in ("expected", "planned")]
        if max(cued)[0] > settled:
            return max(cued)[1]
        planned = self._planned and settled < 0 and tie.predicate in rules().meant
        return "planned" if planned else "stated"

    def _date(self, tie: Tie) -> str | None:
        words = self.flow[tie.sentence.start : tie.sentence.end]
        dates = [date for date in find_dates(words) if date.value]
        start, end = tie.span.start - tie.sentence.start, tie.span.end - tie.sentence.start
        clause = max((found.end() for found in _BREAK.finditer(words, 0, start)), default=0)
        near = [date for date in dates if date.start >= clause and date.end <= start]
        for date in (*(one for one in dates if start <= one.start < end), *near[-1:]):
            return date.value
        behind = next((one for one in dates if one.start >= end), None)
        if behind is not None and not _BREAK.search(words, end, behind.start):
            return behind.value
        # A date that opens the sentence holds for all of it.
        opening = next((date.value for date in dates if date.start < _OPENING), None)
        dated = tie.row or (self._planned and tie.predicate in rules().meant)
        return opening or (self._titled if dated else None)


def _flow_sign(one: Coded) -> str:
    """The sign of the one flow that an annotation tells; that of coded words if it tells none."""
    sure = len(one.flows) == 1 and one.sense not in _UNDECIDED and one.term not in rules().no_flow
    return FLOWS.get(one.flows[0], CODED) if sure else CODED


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _touches(span: Span, tokens: Sequence[Token]) -> bool:
    return any(one.start < span.end and span.start < one.end for one in tokens)


def _last(pattern: re.Pattern[str], text: str) -> int:
    at = -1
    for found in pattern.finditer(text):
        at = found.start()
    return at


def _merged(found: Sequence[Relation], reader: Reader) -> list[Relation]:
    """One relation for a tie that is said several times, with all its places."""
    merged: dict[tuple[object, ...], Relation] = {}
    # Where words stand that were already given as one side's, by who says what.
    worded: dict[tuple[object, ...], list[Span]] = {}
    for one in sorted(found, key=lambda one: one.object is None):
        saying = (reader.identity.of(one.subject), one.predicate)
        said: object = reader.identity.of(one.object) if one.object is not None else None
        span = one.citation.span
        if one.object is None:
            said = one.flow if one.predicate == "uses_flow" else one.literal
            places = worded.get(saying, [])
            at = bisect_left(places, span)
            if any(span.overlaps(other) for other in places[max(0, at - 1) : at + 1]):
                continue
        insort(worded.setdefault(saying, []), span)
        key = (*saying, said, one.stance)
        known = merged.get(key)
        if known is None:
            merged[key] = one
        elif not one.citation.span.overlaps(known.citations[-1].span):
            merged[key] = replace(known, citations=(*known.citations, one.citation))
    return sorted(merged.values(), key=lambda one: (one.citation.start, one.citation.end))

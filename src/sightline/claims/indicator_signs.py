"""Signs in a text, before it is known whose they are.

They come from a codebook's words, from the codebook's own terms, from amounts
of money for each worker, and from patterns that no list of words could hold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Protocol

from sightline.claims.coded import Coded
from sightline.claims.figure import Figure
from sightline.claims.indicator_scene import Ground
from sightline.claims.indicator_tables import read_columns
from sightline.claims.lexicon import load
from sightline.claims.mention import Mention
from sightline.claims.mentions_lexicon import Words
from sightline.claims.numbers_written import any_of
from sightline.text import Citation, Span

_UNDECIDED = frozenset({"general", "ambiguous"})
# A pattern is looked for so many characters around its trigger.
_AROUND = 70
# Words of money stand so far ahead of an amount and behind it.
_AHEAD, _BEHIND = 30, 14
_CLAUSE = re.compile("[，。；;,！？\n]")


class Signed(Protocol):
    """What signs need of a codebook's hit."""

    @property
    def row(self) -> str:
        """The id of the codebook's row."""

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


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """Words that state or deny an indicator; their place in the flow.

    Attributes:
        paid: Whether they tell of money, so that who pays is meant where nobody receives.
        coded: Whether they are the codebook's code for a way to put people to work.
        bearer: Whose it is, where the words' own place tells (the row of a table).
    """

    span: Span
    framework: str
    indicator: str
    strength: str
    stance: str = "stated"
    paid: bool = False
    coded: bool = False
    bearer: Mention | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Amount:
    units: frozenset[str]
    beside: re.Pattern[str]
    never: re.Pattern[str]
    sign: Sign


@dataclass(frozen=True)
class _Rules:
    """The tables of `indicators.toml`, ready to use."""

    coded: Mapping[tuple[int, str], Sign]
    amounts: tuple[_Amount, ...]
    columns: tuple[Sign, ...]
    sites: frozenset[str]
    triggers: Words
    patterns: tuple[tuple[re.Pattern[str], Sign], ...]
    confirm: Mapping[str, re.Pattern[str]]
    bare: frozenset[str]
    undenied: frozenset[str]
    sited: tuple[str, re.Pattern[str]]
    labour: re.Pattern[str]
    bans: re.Pattern[str]
    forbids: re.Pattern[str]
    denied: re.Pattern[str]
    orders: re.Pattern[str]
    refuted: re.Pattern[str]
    instead: tuple[str, re.Pattern[str], re.Pattern[str]]


@cache
def _rules() -> _Rules:
    data = load("indicators")
    triggers: dict[str, list[str]] = {}
    for number, row in enumerate(data["span"]):
        for word in row["triggers"]:
            triggers.setdefault(word, []).append(str(number))
    return _Rules(
        coded={
            (flow, category): _sign(row)
            for row in data["coded"]
            for flow in row["flows"]
            for category in row["categories"]
        },
        amounts=tuple(
            _Amount(
                frozenset(row["units"]),
                re.compile(any_of(row["beside"])),
                re.compile(any_of(row["never"])),
                replace(_sign(row), paid=True),
            )
            for row in data["amount"]
        ),
        columns=tuple(map(_sign, data["column"])),
        sites=frozenset(data["kinds"]["sites"]),
        triggers=Words(
            {word: " ".join(numbers) for word, numbers in triggers.items()}, overlapping=True
        ),
        patterns=tuple((re.compile(row["pattern"]), _sign(row)) for row in data["span"]),
        confirm={row["indicator"]: re.compile(any_of(row["words"])) for row in data["confirm"]},
        bare=frozenset(data["bare"]["rows"]),
        undenied=frozenset(data["bare"]["denied"]),
        sited=(data["sites"]["indicator"], re.compile(data["sites"]["words"])),
        labour=re.compile(any_of(data["labour"]["words"])),
        bans=re.compile(data["turned"]["bans"]),
        forbids=re.compile(data["turned"]["forbids"]),
        denied=re.compile(data["turned"]["denied"]),
        orders=re.compile(data["turned"]["orders"]),
        refuted=re.compile(data["turned"]["refuted"]),
        instead=(
            data["instead"]["of"],
            re.compile(data["instead"]["beside"]),
            re.compile(data["instead"]["unless"]),
        ),
    )


def _sign(row: Mapping[str, Any]) -> Sign:
    paid = row["indicator"] == "subsidy_per_worker"
    stance = row.get("stance", "stated")
    return Sign(Span(0, 0), row["framework"], row["indicator"], row["strength"], stance, paid)


def read_signs(
    ground: Ground,
    annotations: Sequence[Coded],
    figures: Sequence[Figure],
    hits: Sequence[Signed],
) -> list[Sign]:
    """All signs that a text's own sentences hold, in order of place."""
    found = [*_hits(ground, hits), *_coded(ground, annotations), *_amounts(ground, figures)]
    found += [*_patterns(ground), *_tabled(ground)]
    working = {n for n in range(len(ground.text.articles)) if _of_labour(ground, n)}
    kept = (
        _turned(ground, one)
        for one in found
        if _stands(ground, one) and ground.text.article_of(one.span.start) in working
    )
    return sorted(one for one in kept if one is not None and _confirmed(ground, one))


def _of_labour(ground: Ground, article: int) -> bool:
    span = ground.text.articles[article]
    return _rules().labour.search(ground.simple, span.start, span.end) is not None


def _stands(ground: Ground, one: Sign) -> bool:
    """Whether the text's own sentences hold it; the model in a project's name says what it is."""
    return ground.speaks(one.span) or (one.coded and ground.within(one.span, "programme"))


def _turned(ground: Ground, one: Sign) -> Sign | None:
    """The sign with the stance that words ahead of it in its clause give; None if they ban it."""
    sentence = ground.sentence_at(one.span.start)
    low = max(sentence.start, one.span.start - _AROUND)
    ahead = ground.simple[low : one.span.start].lower()
    if _rules().orders.search(ground.simple, one.span.start, one.span.end):
        # 没有假条一律不得外出 is an order under a condition.
        return None if _rules().refuted.search(ahead) else replace(one, stance="stated")
    stance = _stance(ahead)
    if stance is None or (stance == "stated") is (one.stance == "stated"):
        return one if stance is not None else None
    return replace(one, stance="denied")


def _confirmed(ground: Ground, one: Sign) -> bool:
    """Whether its sentence holds the words that it needs, and none that make it another sign."""
    sentence = ground.sentence_at(one.span.start)
    other, beside, unless = _rules().instead
    if one.indicator == other and beside.search(ground.simple, sentence.start, sentence.end):
        return unless.search(ground.simple, sentence.start, sentence.end) is not None
    needed = _rules().confirm.get(one.indicator)
    if needed is None or one.bearer is not None:
        return True
    return needed.search(ground.flow, sentence.start, sentence.end) is not None


def _hits(ground: Ground, hits: Sequence[Signed]) -> Iterator[Sign]:
    for hit in hits:
        rules = _rules()
        if hit.row in rules.bare or (hit.stance == "denied" and hit.row in rules.undenied):
            continue
        span = ground.in_flow(hit.citation)
        if span is not None:
            paid = hit.indicator == "subsidy_per_worker"
            words = ground.flow[span.start : span.end]
            site = hit.indicator == rules.sited[0] and rules.sited[1].search(words)
            strength = "weak" if site else hit.strength
            yield Sign(span, hit.framework, hit.indicator, strength, hit.stance, paid)


def _coded(ground: Ground, annotations: Sequence[Coded]) -> Iterator[Sign]:
    """Signs that the codebook's own terms are."""
    for one in annotations:
        if one.sense in _UNDECIDED or not one.flows:
            continue
        sign = next((s for f in one.flows if (s := _rules().coded.get((f, one.category)))), None)
        if sign is None:
            continue
        span = ground.in_flow(one.citation)
        if span is not None:
            yield replace(sign, span=span, coded=one.category == "flow_code")


def _amounts(ground: Ground, figures: Sequence[Figure]) -> Iterator[Sign]:
    """Money for each worker, where words beside it say that it is a subsidy."""
    for figure in figures:
        for rule in _rules().amounts:
            if figure.unit not in rule.units:
                continue
            for citation in figure.citations:
                span = ground.in_flow(citation)
                if span is None:
                    continue
                sentence = ground.sentence_at(span.start)
                low = max(sentence.start, span.start - _AHEAD)
                around = ground.flow[low : min(sentence.end, span.end + _BEHIND)]
                if rule.beside.search(around) and not rule.never.search(around):
                    yield replace(rule.sign, span=span)


def _tabled(ground: Ground) -> Iterator[Sign]:
    """What the columns of tables tell of each row's firm."""
    for told in read_columns(ground, _rules().sites):
        yield replace(_rules().columns[told.row], span=told.span, bearer=told.bearer)


def _patterns(ground: Ground) -> Iterator[Sign]:
    """Stretches that a pattern finds, looked for only around a word that it needs."""
    lowered = ground.simple.lower()
    simple = lowered if len(lowered) == len(ground.simple) else ground.simple
    done = [0] * len(_rules().patterns)
    starts = ground.sentence_ends
    for start, end, numbers in _rules().triggers.find(simple):
        at = bisect_right(starts, start)
        floor = starts[at - 1] if at else 0
        ceiling = starts[at] if at < len(starts) else len(simple)
        for number in map(int, numbers.split(" ")):
            pattern, sign = _rules().patterns[number]
            low, high = max(done[number], floor, start - _AROUND), min(ceiling, end + _AROUND)
            for match in pattern.finditer(simple, low, high):
                done[number] = match.end()
                if match.end() > match.start():
                    yield replace(sign, span=Span(*match.span()))


def _stance(ahead: str) -> str | None:
    """Stated, denied, or nothing at all, by the words ahead in the clause."""
    clause = _CLAUSE.split(ahead)[-1]
    if _rules().bans.search(clause) or _rules().forbids.search(ahead):
        return None
    return "denied" if _rules().denied.search(clause) else "stated"

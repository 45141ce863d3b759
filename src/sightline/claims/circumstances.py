"""Circumstances: how a figure is meant, when, where, of whom.

Looked for in the figure's clause and sentence, then its paragraph, then
the heading; what is found nowhere stays unknown.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.claims.dates import DateMention, find_dates
from sightline.claims.measures import Measured
from sightline.claims.mentions import spot_places
from sightline.claims.numbers import Number
from sightline.text import Passage, Span, Text

_CLAUSE = re.compile(r"[;；。]|, (?:and|while|but|which|who)\b|，")
_CONDITION = re.compile(
    r"(?i:\b(?:that employ|if|provided|for (?:each|every)|per|eligible|who|for those)\b[^.;]*)|对[^，。]{2,30}的|(?:满|达到)[^，。]{2,20}的"
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the document says around a figure."""

    kind: str
    date: str | None
    place: str | None
    place_from: str | None
    place_code: str | None
    actor: str | None
    cumulative: bool | None
    combines: str | None
    condition: str | None


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    words: re.Pattern[str]
    money_only: bool
    rate_units: bool


@cache
def _kinds() -> tuple[tuple[_Kind, ...], re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(files("sightline.data").joinpath("claims/kinds.toml").read_text("utf-8"))

    def words(row: dict[str, list[str]]) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, row["words"])), re.IGNORECASE)

    kinds = tuple(
        _Kind(row["name"], words(row), row.get("money_only", False), row.get("rate_units", False))
        for row in data["kind"]
    )
    return kinds, words(data["cumulative"][0]), words(data["combines"][0])


class Scene:
    """Where in the document the reader is: heading and paragraph."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._heading = ""
        self._paragraph = Span(0, 0)

    def enter_heading(self, passage: Passage) -> None:
        """A heading begins a section."""
        self._heading = self._text.flow.text[passage.span.start : passage.span.end]

    def enter(self, passage: Passage) -> None:
        """A paragraph begins; a list belongs to the paragraph that opens it."""
        start = self._paragraph.start if passage.kind == "item" else passage.span.start
        self._paragraph = Span(start, passage.span.end)

    def around(self, sentence: Span, number: Number, measured: Measured) -> Circumstances:
        """What holds for a number of `sentence` (offsets of number and measure are its own)."""
        flow = self._text.flow.text
        words = flow[sentence.start : sentence.end]
        start, end = _clause(words, number.start, measured.end)
        clause = words[start:end]
        kinds, cumulative, combines = _kinds()
        date = self._date(words, sentence, number)
        kind = _kind(kinds, clause, measured)
        place, code, place_from = self._place(sentence, number)
        together = combines.search(clause)
        condition = _CONDITION.search(words, measured.end)
        return Circumstances(
            kind,
            date,
            place,
            place_from,
            code,
            None,
            True if cumulative.search(clause) else None,
            together.group() if together is not None else None,
            condition.group() if condition is not None and kind in ("rate", "threshold") else None,
        )

    def _date(self, words: str, sentence: Span, number: Number) -> str | None:
        nearest = _nearest(list(find_dates(words)), number)
        if nearest is not None:
            return nearest.value
        before = self._text.flow.text[self._paragraph.start : sentence.start]
        dated = [date.value for date in find_dates(before) if date.value]
        return (
            dated[-1]
            if dated and re.match(r"(?:Of th|Within|The other|其中|该|此)", words)
            else None
        )

    def _place(self, sentence: Span, number: Number) -> tuple[str | None, str | None, str | None]:
        flow = self._text.flow.text
        here = spot_places(flow[sentence.start : sentence.end])
        if here:
            before = [one for one in here if one[0] < number.start]
            name, code = (before[-1] if before else here[0])[1:]
            return name, code, "sentence"
        earlier = spot_places(flow[self._paragraph.start : sentence.start])
        if earlier:
            return *earlier[-1][1:], "paragraph"
        above = spot_places(self._heading)
        return (*above[-1][1:], "heading") if above else (None, None, None)


def _clause(words: str, start: int, end: int) -> tuple[int, int]:
    begin = 0
    for found in _CLAUSE.finditer(words, 0, start):
        begin = found.start()
    after = _CLAUSE.search(words, end)
    return begin, after.start() if after is not None else len(words)


def _kind(kinds: tuple[_Kind, ...], clause: str, measured: Measured) -> str:
    rate = measured.unit in ("RMB_per_person", "percent")
    money = measured.unit.startswith("RMB")
    if measured.unit == "RMB_per_person" and not re.search("average|人均", clause):
        return "rate"
    for kind in kinds:
        if (kind.money_only and not money) or (kind.rate_units and not rate):
            continue
        if kind.words.search(clause):
            return kind.name
    return "actual"


def _nearest(dates: list[DateMention], number: Number) -> DateMention | None:
    """The date in the sentence that stands closest to the number, one before it first."""
    valued = [date for date in dates if date.value]
    before = [date for date in valued if date.end <= number.start]
    return before[-1] if before else valued[0] if valued else None

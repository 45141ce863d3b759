"""Latin: names in Latin script beside a word for a private person, on a form, or as a gloss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sightline.text.codes import codes
from sightline.text.names_known import any_of, knowledge
from sightline.text.spans import Span
from sightline.text.triggers import capitals

_WORD = r"(?:[A-Z][a-z'’]+(?:-[A-Za-z'’]+)*)"
_INITIAL = r"(?:[A-Z]\.)"
_WORDS = re.compile(r"[A-Za-z]+")
_NEXT = re.compile(r" ([A-Z][a-z]+)")
_AND_FULL = re.compile(
    rf"(?:,\s|\s?,?\sand\s|\s/\s)(?P<name>{_WORD}\s(?:{_INITIAL}|{_WORD}))(?![\w-])"
)
_GLOSS_BEHIND = re.compile(
    rf"\s?[（(\[【]\s?({_WORD}(?:[ ·•]{_WORD}|{_WORD}){{0,3}}|"
    rf"[A-Z]{{2,}}(?: [A-Z][A-Za-z]+){{1,2}})\s?(?=[)）,，;；\]】])"
)
_GLOSS_AHEAD = re.compile(rf"({_WORD}(?: {_WORD}){{0,2}})\s?[（(]\s?$")


@dataclass(frozen=True, slots=True)
class _Rules:
    patterns: tuple[re.Pattern[str], ...]
    not_names: frozenset[str]
    opens: frozenset[str]


@cache
def _rules() -> _Rules:
    latin = knowledge()["latin"]
    cue, naming = any_of(latin["before"].split()), any_of(latin["naming"])
    labels, telling = any_of(latin["labels"]), any_of(latin["telling"])
    says, tells, reach = (any_of(latin[key]) for key in ("says", "tells", "reach"))
    suffers, kin, not_kin = (any_of(latin[key]) for key in ("suffers", "kin", "not_kin"))
    full = rf"{_WORD}(?:\s{{1,2}}(?:{_INITIAL}|{_WORD})){{0,2}}"
    short = rf"{_INITIAL}(?:[ -]?{_INITIAL}){{0,2}}(?:\s?{_WORD})?"
    name = rf"(?P<name>{full}|{short})(?![\w-])"
    title = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?"
    return _Rules(
        patterns=(
            re.compile(rf"(?i:\b(?:{cue})),?\s+(?i:(?:{naming})\s+)?{name}"),
            re.compile(rf"(?i:\b(?:{cue})):\s{name}(?=,\s{_WORD}\s{_WORD})"),
            re.compile(rf"\b(?:{telling})\s+{name}"),
            re.compile(rf"(?i:[a-z\d]-years?-old),?\s+{name}"),
            re.compile(rf"\b\d\d?[ -]years?[ -]old,?\s+{name}"),
            re.compile(rf"(?i:\b(?:{cue}))\b[^.;\n]{{0,40}},\s{name}(?=,\s(?:{says}|told)\b)"),
            re.compile(rf"[,.!?][\"”’]\s+(?:{says})\s+{name}(?=[.,]|\sfrom\b)"),
            re.compile(rf"(?<![\w-]){name}\s(?:{tells})\b"),
            re.compile(rf"(?<![\w-]){name}\s(?:{suffers})\b"),
            re.compile(rf"(?<![\w-]){name}['’]s\s(?:{kin})\b(?!\s(?:{not_kin}))"),
            re.compile(rf"[\"”]\s*[—–-]{{1,2}}\s*{name}(?=,|\s*\n|\s*$)"),
            re.compile(rf"\b(?:{reach})\s{title}{name}(?=\s(?:at|on|via)\b|\s?[:(+\d])"),
            re.compile(
                rf"(?<![\w-]){name},\s{{1,2}}(?:an?|the|our|her|his|my)\s{{1,2}}"
                rf"(?:[\w-]+\s{{1,2}}){{0,4}}?(?:{cue})\b"
            ),
            re.compile(rf"(?<![\w-]){name},\s(?:aged?\s)?[1-9]\d(?:,|\syears|\)|\s\()"),
            re.compile(rf"(?<![\w-]){name}\s\([1-9]\d\)"),
            re.compile(rf"\b(?:{labels})\s?[:：]\s?{title}{name}"),
        ),
        not_names=frozenset(latin["not_names"].split()),
        opens=frozenset(latin["opens"].split()),
    )


def latin_names(text: str) -> Iterator[Span]:
    """Names beside a word, an age or a label."""
    rules = _rules()
    for first, after in capitals(codes(text)):
        for pattern in rules.patterns:
            for match in pattern.finditer(text, first, min(after, len(text))):
                span = _behind_opening(text, Span(*match.span("name")))
                if span is not None and not _is_other(text, span):
                    yield span
                    yield from _others(text, span.end)


def _behind_opening(text: str, span: Span) -> Span | None:
    """The name behind words that only open its sentence; None if nothing else is there."""
    start = span.start
    for word in _WORDS.finditer(text, span.start, span.end):
        if word.group() not in _rules().opens:
            return Span(word.start() if start != span.start else span.start, span.end)
        start = word.end()
    return None


def _others(text: str, at: int) -> Iterator[Span]:
    """Full names that go on a list behind a name."""
    while (match := _AND_FULL.match(text, at)) is not None:
        span = Span(*match.span("name"))
        if _is_other(text, span):
            return
        yield span
        at = span.end


def _is_other(text: str, span: Span) -> bool:
    """Whether a run of capitals names a place, a body or a thing."""
    words = _WORDS.findall(text[span.start : span.end])
    following = _NEXT.match(text, span.end)
    if following is not None:
        words.append(following.group(1))
    return any(word in _rules().not_names for word in words)


def gloss(text: str, name: Span) -> Span | None:
    """The spelling in Latin letters that stands in brackets behind `name`, or it behind that."""
    if text[name.start].isascii():
        return None
    behind = _GLOSS_BEHIND.match(text, name.end)
    if behind is not None:
        return Span(*behind.span(1))
    ahead = _GLOSS_AHEAD.search(text, max(0, name.start - 60), name.start)
    if ahead is None or text[name.end : name.end + 1] not in ")）":
        return None
    span = Span(*ahead.span(1))
    return None if _is_other(text, span) else span

"""Cues: names that a word in the running text introduces or follows, and lists of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sightline.text import names_han, names_spelt
from sightline.text.names_known import DOTS, HAN, any_of, knowledge, names
from sightline.text.spans import Span
from sightline.text.triggers import Triggers

_AGE = r"(?:现年|时年|今年|年仅|今年才)?"
# What may stand between a name and the word behind it, seen from that word.
_GAPS = {
    "speech": re.compile(r"(?:今天|当天|日前|激动地|高兴地|笑着|开心地)?$"),
    "age": re.compile(rf"\s?[（(，,]?\s?(?:[男女][，,]\s?)?{_AGE}\d\d$"),
    "sex": re.compile(r"(?:\s?[（(，,]\s?|[\s\u3000]{1,6})$"),
    "alias": re.compile(r"\s?[（(]\s?$"),
    "now": re.compile("，?$"),
}
_PERSONAL = {
    "age": ["岁"],
    "sex": [sex + end for sex in "男女" for end in "，,；;、）) \t\u3000"],
    "alias": ["化名"],
    "now": ["今年"],
}
_OPENS = frozenset("的是为叫着位名和与、跟像")
_NUMBER = r"(?:\d{1,5}|[一二三四五六七八九十两]{1,3})"
_AND_OTHERS = re.compile(
    rf"等{_NUMBER}?(?:余|多)?(?:名|位)?(?:同志|人(?![民均口])|村民|学员|工人|农民|职工|员工|群众|同学|代表)"
)
_LONGEST = 14
_JOINS = DOTS + " "
_NO_JOINS = dict.fromkeys(map(ord, _JOINS))
_LINK = re.compile("[、和与及，,]")
_CLOSE = re.compile(r"[^（()）\n]{0,16}[）)][、，,\s]\s?")
_LETTERED = re.compile(r"[A-Z](?:某|(?=[，,、。；说（(和]))")


@dataclass(frozen=True, slots=True)
class _Rules:
    triggers: Triggers
    private: re.Pattern[str]
    triple: re.Pattern[str]
    between: frozenset[str]
    not_cues: frozenset[str]
    weak_follows: frozenset[str]


@cache
def _rules() -> _Rules:
    han, shapes = knowledge()["han"], names()["han"]
    before = han["before"].split()
    pair = rf"[{shapes['surnames']}][{''.join(sorted(set(shapes['given'])))}]{{1,2}}"
    return _Rules(
        triggers=Triggers(
            {
                "cue": before,
                "after": han["after"].split(),
                "weakly": han["weakly"].split(),
                "speech": han["speech"].split(),
                **_PERSONAL,
            }
        ),
        private=re.compile(rf"(?:{any_of(before)})[，,）)；;]"),
        triple=re.compile(rf"(?<![{HAN}]){pair}(?:[、\s]\s?{pair}){{2,}}(?![{HAN}])"),
        not_cues=frozenset(han["not_cues"].split()),
        between=frozenset("、和与及，,"),
        weak_follows=frozenset(han["weak_follows"]),
    )


def name_at(text: str, at: int, *, sure: bool) -> Span | None:
    """The person's name that begins at `at`, of whatever language."""
    found = names_spelt.dotted_at(text, at) or names_spelt.cued(text, at, sure=sure)
    return found or names_han.name_at(text, at, sure=sure)


def cued_names(text: str) -> Iterator[Span]:
    """Names beside the words that tell of private persons."""
    rules = _rules()
    places = rules.triggers.find(text)
    done = 0
    for start, end in places["cue"]:
        if end <= done or text[start - 1 : end] in rules.not_cues:
            continue
        done = end
        yield from _behind_cue(text, start, end)
    for _, end in places["weakly"]:
        yield from _behind_weak_cue(text, end)
    yield from _ahead_of_words(text, places)


def _ahead_of_words(text: str, places: Mapping[str, list[tuple[int, int]]]) -> Iterator[Span]:
    """Names ahead of speech, of a sex, an age or an alias, and of what a person is called."""
    for kind in ("speech", *_PERSONAL):
        for start, _ in places[kind]:
            gap = _GAPS[kind].search(text, max(0, start - 10), start)
            if gap is not None and (span := ending(text, gap.start())) is not None:
                yield span
    for start, _ in places["after"]:
        if (span := ending(text, start)) is not None:
            yield span


def _behind_cue(text: str, start: int, end: int) -> Iterator[Span]:
    # A name and its bracket: the word tells whose the name ahead is.
    if text[start - 1 : start] in ("（", "(") and _rules().private.match(text, start):
        span = ending(text, start - 1)
        if span is not None:
            yield span
            close = _CLOSE.match(text, end)
            if close is not None:
                yield from _list(text, close.end(), sure=True)
    at = end
    if text[at : at + 1] in ("：", ":"):
        at += 1
    if text[at : at + 1] == " ":
        at += 1
    if (lettered := _LETTERED.match(text, at)) is not None:
        yield Span(at, lettered.end())
        return
    yield from _list(text, at, sure=False)


def _behind_weak_cue(text: str, end: int) -> Iterator[Span]:
    for size in (3, 2):
        span = Span(end, end + size)
        follows = text[span.end : span.end + 1] in _rules().weak_follows
        if follows and names_han.surely_whole(text[span.start : span.end]):
            yield span
            return
    spelt = names_spelt.cued(text, end, sure=False)
    if spelt is not None and text[spelt.end : spelt.end + 1] in _rules().weak_follows:
        yield spelt


def _list(text: str, at: int, *, sure: bool) -> Iterator[Span]:
    """The name at `at`, and those that go on behind it."""
    while (span := name_at(text, at, sure=sure)) is not None:
        yield span
        if text[span.end : span.end + 1] not in _rules().between or span.end >= len(text):
            return
        at = span.end + 1


def ending(text: str, end: int) -> Span | None:
    """The name that ends at `end`."""
    while end and text[end - 1] in " \u3000":
        end -= 1
    start, known = end, names_spelt.weights()
    while (
        start and end - start < _LONGEST and (text[start - 1] in known or text[start - 1] in _JOINS)
    ):
        start -= 1
    said = text[start:end].lstrip(_JOINS)
    start = end - len(said)
    opened = text[start - 1 : start] in _OPENS if start else True
    if (opened or names_han.bounded(text, start - 1)) and _is_spelt(said):
        return Span(start, end)
    return names_han.name_before(text, end, opens=_OPENS)


def _is_spelt(said: str) -> bool:
    """Whether a whole item is surely a name of another language."""
    plain = said.translate(_NO_JOINS)
    enough = 1.5 if len(plain) > 2 else 2.5
    told = names_spelt.tells(plain)
    return len(plain) > 1 and told >= enough * len(plain) and not names_spelt.is_public(plain)


def listed_names(text: str) -> Iterator[Span]:
    """Names in a list that their number, or so many persons, gives away."""
    at = text.find("等")
    while at >= 0:
        if _AND_OTHERS.match(text, at):
            yield from _ahead(text, at)
        at = text.find("等", at + 1)
    for match in _rules().triple.finditer(text):
        items = list(_items(match))
        said = [text[item.start : item.end] for item in items]
        if all(map(names_han.surely_whole, said)) and any(len(name) > 2 for name in said):
            yield from items


def _items(match: re.Match[str]) -> Iterator[Span]:
    for item in re.finditer(f"[{HAN}]+", match.group()):
        yield Span(*item.span()).shifted(match.start())


def _ahead(text: str, end: int) -> Iterator[Span]:
    """Names ahead of "and others", from the last back to the first."""
    first, found = max(0, end - 80), 0
    while end > first:
        cuts = [cut.end() for cut in _LINK.finditer(text, first, end)]
        at = cuts[-1] if cuts else first
        item = text[at:end]
        named = names_han.whole_name(item) or _is_spelt(item)
        if cuts and (named or (found and names_han.could_be(item))):
            yield Span(at, end)
            found += 1
        else:
            # The first of the list, behind whatever leads up to it.
            span = names_han.name_before(text, end, opens=frozenset()) if found else None
            if span is None and found:
                span = next(
                    (
                        Span(end - size, end)
                        for size in (3, 2)
                        if end - size >= at and names_han.surely_whole(text[end - size : end])
                    ),
                    None,
                )
            if span is not None:
                yield span
            return
        if not cuts:
            return
        end = at - 1

"""Spelt: names of other languages in Chinese characters, dotted or not.

Such names are written with a few hundred characters that seldom stand side
by side in Chinese words. How much each tells is in `masking_names.toml`; a
run that tells enough is a name unless it is a place, a people or a brand.
All languages are treated alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np

from sightline.text.codes import codes
from sightline.text.names_known import DOTS, HAN, any_of, names, public_names
from sightline.text.spans import Span

_GRADES = {"always": 3, "often": 2, "also": 1, "rarely": 0, "inside": -1}
_OUTSIDE = -9
# A run without any mark or word beside it must be so long and tell so much a character.
_ALONE, _ALONE_TELLS = 5, 1.8
_SHORT, _SHORT_TELLS = 4, 2.2
_ALL_TELL = 2.3
# With a dot, so many of the characters must be known, and tell so much each; a stop is no dot.
_SHARE, _DOT_TELLS, _STOP_TELLS = 0.7, 0.8, 1.5
_LONGEST_PART = 12
# How far a place's name may reach beyond the characters that spell names.
_AROUND = 4
# What each character of a common name tells.
_PART_TELLS = 2.5
# Stand for a lost or mistyped dot; alone they tell nothing.
_SOFT = re.compile(rf"[{re.escape('.．-－?？ ')}\u3000]")
_DOT = re.compile(f"[{DOTS}]")
_PART = re.compile(rf"[{HAN}]{{1,{_LONGEST_PART}}}")
_LEAD = re.compile(rf"[{HAN}]{{1,{_LONGEST_PART}}}$")
_BLANK_DOT = re.compile(rf"\s?[{DOTS}]\s?")
_LISTED = re.compile(
    rf"(?:(?:[、和及与][{HAN}]{{2,9}}){{1,9}}等?|等)(?:[两三四五六七八九十]|\d{{1,3}})?个?"
    r"(?:村|乡|镇|县|市|社区|地|国|牌|族|州)"
)


@cache
def weights() -> dict[str, int]:
    """What each character tells of a name of another language."""
    spelt = names()["spelt"]
    return {char: grade for name, grade in _GRADES.items() for char in spelt[name]}


@cache
def _table() -> np.typing.NDArray[np.int8]:
    found = np.full(0x10000, _OUTSIDE, dtype=np.int8)
    for char, grade in weights().items():
        found[ord(char)] = grade
    return found


@cache
def _public() -> tuple[re.Pattern[str], re.Pattern[str]]:
    firsts = names()["spelt"]["also_names"].split()
    words = any_of(
        name for name in public_names().difference(firsts) if all(c in weights() for c in name)
    )
    return re.compile(words), re.compile(f"(?:{words})$")


@cache
def _things() -> tuple[re.Pattern[str], re.Pattern[str]]:
    things = any_of(names()["han"]["things"].split())
    bodies = any_of(names()["spelt"]["bodies"].split())
    links = names()["spelt"]["links"]
    return (
        re.compile(things),
        re.compile(rf"(?:[（(][^\W\d_{links}]{{1,6}}[）)])?[^\W\d_{links}]{{0,8}}?(?:{bodies})"),
    )


@cache
def _body_ahead() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(names()['spelt']['ahead'].split())})(?:[：:]\s?|\s)$")


def place_at(text: str, at: int) -> int:
    """Where the longest place, people or brand ends that begins at `at`, else `at`."""
    match = _places().match(text, at)
    return at if match is None else match.end()


@cache
def _places() -> re.Pattern[str]:
    return re.compile(any_of(public_names()))


def thing_near(text: str, start: int, end: int) -> bool:
    """Whether a place's, body's or thing's word follows a name or runs into it."""
    things, bodies = _things()
    return (
        things.match(text, end) is not None
        or bodies.match(text, end) is not None
        or any(
            len(found.group()) > 1 and found.start() <= end < found.end()
            for found in things.finditer(text, max(start, end - 2), end + 4)
        )
    )


def tells(said: str) -> float:
    """How much `said` tells, by its characters and by the common names in it."""
    known = weights()
    total = float(sum(known.get(char, _OUTSIDE) for char in said))
    for part in _parts().findall(said):
        total += max(_PART_TELLS * len(part) - sum(known.get(char, _OUTSIDE) for char in part), 0)
    return total


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(any_of(names()["spelt"]["parts"].split()))


@cache
def _ends() -> tuple[str, ...]:
    return tuple(names()["spelt"]["ends"])


def is_public(said: str) -> bool:
    """Whether places, peoples or brands make up `said`."""
    leading, _ = _public()
    at = 0
    while (place := leading.match(said, at)) is not None:
        at = place.end()
    return at == len(said) or said in public_names()


def whole_name(said: str) -> bool:
    """Whether a cell or an item of a list is a name of another language and nothing else."""
    joined = "".join(_DOT.sub("", said).split())
    return (
        1 < len(joined) <= 2 * _LONGEST_PART
        and tells(joined) >= len(joined)
        and not is_public(joined)
        and not thing_near(joined, 0, len(joined))
    )


def alone(text: str) -> Iterator[Span]:
    """Names that their characters alone give away, also in two parts with a blank between."""
    table, found = _table(), codes(text)
    graded = table[np.minimum(found, 0xFFFF)]
    inside = graded > _OUTSIDE
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False])).astype(np.int8)))
    if not len(edges):
        return
    starts, ends = edges[::2], edges[1::2]
    sums = np.add.reduceat(np.where(inside, np.maximum(graded, 0), 0), starts, dtype=np.int64)
    kept = np.flatnonzero((ends - starts >= 2) & (sums >= 3))
    before = Span(-9, -9)
    for start, end in zip(starts[kept].tolist(), ends[kept].tolist(), strict=True):
        span = _densest(text, start, end)
        if span is None:
            continue
        if 0 < start - before.end < 2 and text[before.end] in " \u3000" and span.start == start:
            whole = Span(before.start, span.end)
            if _is_alone(text, whole):
                yield whole
        if _is_alone(text, span):
            yield span
        before = span if span.end == end else Span(-9, -9)


def _densest(text: str, start: int, end: int) -> Span | None:
    """The stretch of a run that tells most, places at its edges taken off."""
    known, best, total, first = weights(), 0, 0, start
    span = None
    for at in range(start, end):
        if total < 0 or first == at:
            total, first = 0, at
            if known[text[at]] < 0:
                first = at + 1
                continue
        total += known[text[at]]
        if total >= best:
            best, span = total, Span(first, at + 1)
    return span and _without_places(text, span)


def _without_places(text: str, span: Span) -> Span | None:
    leading, trailing = _public()
    start, end = span.start, span.end
    while (place := leading.match(text, start, end)) is not None:
        left = end - place.end()
        # A name may begin as a place does: two characters more that tell are its own.
        if 2 <= left < 3 and tells(text[place.end() : end]) >= 2 * left:
            break
        start = place.end()
    while (place := trailing.search(text, start, end)) is not None and place.start() > start:
        end = place.start()
    return Span(start, end) if end - start > 1 else None


def _is_alone(text: str, span: Span) -> bool:
    said = "".join(text[span.start : span.end].split())
    told = tells(said)
    if len(said) < _SHORT or thing_near(text, span.start, span.end):
        return False
    if said in public_names() or _LISTED.match(text, span.end):
        return False
    around = _places().finditer(text, max(0, span.start - _AROUND), span.end + _AROUND)
    if any(place.start() <= span.start and span.end <= place.end() for place in around):
        return False
    if _body_ahead().search(text, max(0, span.start - 8), span.start):
        return False
    if len(said) >= _ALONE and told >= _ALONE_TELLS * len(said):
        return True
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    follows, opens = names()["han"]["follows"], names()["spelt"]["opens"]
    return (
        told >= _SHORT_TELLS * len(said)
        and (not before or before in opens or not before.isalnum())
        and (not after or after in follows)
    )


def dotted(text: str) -> Iterator[Span]:
    """Names whose parts a middle dot joins, or what is printed for one."""
    done = 0
    for dot in _DOT.finditer(text):
        if dot.start() < done:
            continue
        first = dot.start() - (text[dot.start() - 1 : dot.start()].isspace())
        lead = _LEAD.search(text, max(done, first - _LONGEST_PART), first)
        match = _runs().match(text, lead.start()) if lead is not None else None
        if match is None:
            continue
        span = _transliterated(match)
        # What follows the name may lead up to the next one.
        done = match.end() - len(_BLANK_DOT.split(match.group())[-1]) if span is None else span.end
        if span is not None:
            yield span


@cache
def _runs() -> re.Pattern[str]:
    part = rf"[{HAN}]{{1,{_LONGEST_PART}}}"
    dot = rf"\s?[{DOTS}]\s?"
    middle = rf"[{''.join(weights())}]{{1,9}}(?={dot}[{HAN}])"
    return re.compile(rf"{part}(?:{dot}{middle}){{0,3}}{dot}{part}")


def dotted_at(text: str, at: int) -> Span | None:
    """The dotted name that begins at `at`."""
    match = _runs().match(text, at)
    span = _transliterated(match) if match is not None else None
    return span if span is not None and span.start == at else None


def _transliterated(match: re.Match[str]) -> Span | None:
    """The part of a dotted run that is written like a name of another language."""
    parts = _BLANK_DOT.split(match.group())
    first, last = parts[0], parts[-1]
    if any(part in public_names() for part in parts[1:-1]) or _placed(first, last):
        return None
    text, stop = match.string, "." in match.group()
    lead, tail = _lead(first, text[match.start() - 1 : match.start()]), _tail(last)
    if lead == len(first) or tail == 0:
        return None
    place = _public()[0].match(first, lead)
    if place is not None and len(first) - place.end() > 1:
        lead = place.end()
    spelt = "".join([first[lead:], *parts[1:-1], last[:tail]])
    start, end = match.start() + lead, match.end() - len(last) + tail
    # A full stop parts sentences, too: there, both sides must be long enough for a name.
    if len(spelt) < 3 or (stop and min(len(first) - lead, tail) < 2):
        return None
    if thing_near(text, start, end) or _LISTED.match(text, end):
        return None
    known = weights()
    share = sum(1 for char in spelt if char in known) / len(spelt)
    told = tells("".join(char for char in spelt if char in known))
    enough = _STOP_TELLS if stop else _DOT_TELLS
    return Span(start, end) if share >= _SHARE and told >= enough * len(spelt) else None


def _graded(part: str) -> list[int]:
    """What each character of a part tells; those of a common name tell it whole (阿不都)."""
    known = weights()
    grades = [known.get(char, _OUTSIDE) for char in part]
    for name in _parts().finditer(part):
        grades[name.start() : name.end()] = [_GRADES["often"]] * len(name.group())
    return grades


def _lead(part: str, before: str) -> int:
    """Where the name begins in a first part that words may lead up to."""
    known, total, best, at = _graded(part), 0, 0, len(part)
    if len(part) <= 5 and not before.isalnum() and tells_mostly(part):
        return 0
    for place in range(len(part) - 1, -1, -1):
        if known[place] == _OUTSIDE:
            break
        total += known[place]
        if total >= best:
            best, at = total, place
    return at


def _tail(part: str) -> int:
    """Where the name ends in a last part that words may follow."""
    known, total, best, length = _graded(part), 0, 0, 0
    if len(part) <= 4 and tells_mostly(part):
        return len(part)
    for place, grade in enumerate(known):
        if grade == _OUTSIDE:
            break
        total += grade
        if total >= best:
            best, length = total, place + 1
    # A character that goes with words, too, ends some names.
    return length + part[: length + 1].endswith(_ends()) if length else 0


def tells_mostly(part: str) -> bool:
    """Whether all characters but one at most are those of names of other languages."""
    known = weights()
    strange = sum(1 for char in part if known.get(char, _OUTSIDE) < 0)
    edges = part[:1] in known and part[-1:] in known
    return strange == 0 or (strange == 1 and edges)


def _placed(first: str, last: str) -> bool:
    """Whether a dotted run begins or ends with a place or a thing that all know."""
    leading, trailing = _public()
    behind = leading.match(last)
    if behind is not None and (behind.end() == len(last) or last[behind.end()] not in weights()):
        return True
    return trailing.search(first) is not None


def cued(text: str, at: int, *, sure: bool) -> Span | None:
    """A name without a dot, or with what stands for one, behind a word that announces it."""
    end = _part_end(text, at)
    if end - at < 2:
        return None
    if _SOFT.match(text, end):
        second = _part_end(text, end + 1)
        both = text[at:end] + text[end + 1 : second]
        if second - end > 2 and tells(both) >= 1.5 * len(both):
            end = second
    said = _SOFT.sub("", text[at:end])
    if is_public(said) or _begins_as_place(said) or thing_near(text, at, end):
        return None
    return Span(at, end) if _is_cued(text, end, said, sure=sure) else None


def _begins_as_place(said: str) -> bool:
    """Whether a place's name and hardly more is taken for a person's."""
    place = _public()[0].match(said)
    rest = said[place.end() :] if place is not None else ""
    return place is not None and (len(rest) < 2 or tells(rest) < 2 * len(rest))


def _part_end(text: str, at: int) -> int:
    """Where the part of a name ends that begins at `at`, else `at`."""
    known, end = weights(), at
    while end < len(text) and end - at < _LONGEST_PART and text[end] in known:
        end += 1
    return at + _tail(text[at:end])


def _is_cued(text: str, end: int, said: str, *, sure: bool) -> bool:
    told = tells(said)
    if said in names()["spelt"]["parts"].split():
        return True
    if len(said) >= _SHORT:
        return told >= len(said)
    if len(said) > 2 and told >= _ALL_TELL * len(said):
        return True
    short = len(said) < 3
    enough = (1.5 if short else 1.0) if sure else (_ALL_TELL if short else 1.6)
    bounded = end >= len(text) or text[end] in names()["han"]["follows"]
    return bounded and told >= enough * len(said)

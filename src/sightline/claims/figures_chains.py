"""Chinese places as they are written: a chain from the wide to the narrow, or a word for one.

疏附县塔什米里克乡库木村 is one place, whose last part no table knows; 全县
is the county that was named last. What follows a place tells whether
something is there, or whether the words name a body or a firm.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sightline.claims.lexicon import load
from sightline.claims.numbers_written import any_of

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_LONGEST = 8
_REGION = "650000"
_LEVELS = "省市区州县旗盟团师乡镇村"
# Of the places before 全县; keeps long documents linear.
_LOOKED_BACK = 40


@dataclass(frozen=True, slots=True)
class Part:
    """One place name in the flow; `code` where a table knows it.

    Attributes:
        start: Where it begins in the flow.
        end: Where it ends.
        code: Administrative code, None for an unknown or ambiguous place.
        inside: Whether it lies in the region, or in a place of no known province.
    """

    start: int
    end: int
    code: str | None
    inside: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """A place as the document names it.

    Attributes:
        start: Where its words begin in the flow.
        end: Where they end.
        said: Where it is named; for 全县 the words that named the county.
        code: Administrative code of the narrowest part.
        inside: Whether it lies in the region, or in a place of no known province.
        level: The last character of the name, which tells a county from a township.
        body: Whether the words name a public body of the place.
        beside: Whether it holds only for what stands right behind it: 疆内, 内地.
    """

    start: int
    end: int
    said: tuple[int, int]
    code: str | None
    inside: bool
    level: str
    body: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    closes: re.Pattern[str]
    further: re.Pattern[str]
    level: re.Pattern[str]
    numbered: re.Pattern[str]
    zone: re.Pattern[str]
    corps: re.Pattern[str]
    run: re.Pattern[str]
    short: re.Pattern[str]
    opening: re.Pattern[str]
    generic: re.Pattern[str]
    firm: re.Pattern[str]
    body: re.Pattern[str]
    elsewhere: re.Pattern[str]
    same: re.Pattern[str]


@cache
def _words() -> _Words:
    data = load("figures_places")["chain"]
    never = re.escape(data["never"])
    name = rf"(?:(?![{never}])[{_HAN}])"
    inner = rf"(?:(?!{data['breaks']})[{_HAN}（）()“”A-Za-z])"
    return _Words(
        closes=re.compile(data["closes"]),
        further=re.compile(
            rf"(?:(?![各全本该我每共新一二三四五六七八九十两几个]|{data['generic']}|{data['breaks']})[{_HAN}]){{1,7}}?(?:{data['closes']}|{data['wide']})"
        ),
        level=re.compile(data["level"]),
        numbered=re.compile(data["numbered"]),
        zone=re.compile(data["zone"]),
        corps=re.compile(data["corps"]),
        run=re.compile(rf"{name}{{2,{_LONGEST}}}$"),
        short=re.compile(rf"{name}{{1,3}}$"),
        opening=re.compile(rf"^(?:{any_of(data['opening'])})"),
        generic=re.compile(rf"(?:{data['generic']})$"),
        firm=re.compile(rf"{inner}{{0,18}}?(?:{any_of(data['firm'])})"),
        body=re.compile(rf"{inner}{{0,12}}?(?:{any_of(data['body'])})"),
        elsewhere=re.compile(data["elsewhere"]),
        same=re.compile(data["same"]),
    )


def chains(flow: str, known: Sequence[Part]) -> list[Chain]:
    """The Chinese places of `flow`, in order, those that only name a firm left out.

    Args:
        flow: The text in simplified characters.
        known: The names of tables in it, in order.
    """
    parts = _with_unknown(flow, known)
    found: list[Chain] = []
    same = _words().same
    pointers = list(same.finditer(flow)) if parts else []
    at = 0
    for chain in _joined(flow, parts):
        while at < len(pointers) and pointers[at].start() < chain.start:
            _point(flow, pointers[at], found)
            at += 1
        found.append(chain)
    for pointer in pointers[at:]:
        _point(flow, pointer, found)
    found += _pointed_ahead(pointers, found)
    return sorted((chain for chain in found if chain.level), key=lambda chain: chain.start)


def _with_unknown(flow: str, known: Sequence[Part]) -> list[Part]:
    """`known`, and the townships and villages that only their last word gives away."""
    words = _words()
    starts = [part.start for part in known]
    more: list[Part] = []
    swallowed: set[int] = set()
    last = 0
    for found in (*words.closes.finditer(flow), *words.corps.finditer(flow)):
        if found.re is words.corps:
            more.append(Part(found.start(), found.end(), None, inside=True))
            continue
        end = found.end()
        near = bisect_left(starts, found.start())
        floor = known[near - 1].end if near else 0
        if floor > found.start():
            continue
        inner = known[near - 1] if near and floor == found.start() else None
        if inner is not None:
            # 英阿瓦提乡: the table's name is only the end of the township's.
            whole = _around(flow, inner, found)
            if whole is not None:
                swallowed.add(inner.start)
                more.append(whole)
            continue
        start = _opening(flow, max(floor, last, found.start() - _LONGEST - 1), found.start())
        if start is None or words.generic.search(flow, start, end):
            continue
        more.append(Part(start, end, None, inside=True))
        last = end
    kept = [part for part in known if part.start not in swallowed]
    return sorted([*kept, *more], key=lambda part: (part.start, -part.end))


def _around(flow: str, inner: Part, closing: re.Match[str]) -> Part | None:
    """The township whose name ends in a name that a table has, None where that name is whole."""
    if flow[inner.end - 1] in _LEVELS:
        return None
    end, floor = closing.end(), max(0, inner.start - 3)
    start = _opening(flow, floor, inner.start, least=1)
    cut = start == floor and floor > 0 and re.match(f"[{_HAN}]", flow[floor - 1]) is not None
    start = inner.start if start is None or cut else start
    if _words().generic.search(flow, start, end):
        return None
    return Part(start, end, None, inside=True)


def _opening(flow: str, floor: int, end: int, least: int = 2) -> int | None:
    """Where the name that ends at `end` begins; None where it does not stand by itself."""
    words = _words()
    run = (words.run if least > 1 else words.short).search(flow, floor, end)
    if run is None:
        return None
    start = run.start()
    if (
        start == floor
        and start
        and re.match(f"[{_HAN}]", flow[start - 1])
        and floor < end - _LONGEST
    ):
        return None
    while (verb := words.opening.match(flow[start:end])) is not None:
        start += verb.end()
    return start if end - start >= least else None


def _joined(flow: str, parts: Sequence[Part]) -> Iterator[Chain]:
    """Parts that touch are one place; what goes on behind the last known one belongs to it."""
    words = _words()
    at = 0
    while at < len(parts):
        first = last = start = parts[at]
        at += 1
        wide = first.code is not None and first.code.endswith("00")
        while True:
            if at < len(parts) and parts[at].start <= last.end:
                if parts[at].start == last.end and not (last.inside and not parts[at].inside):
                    # The region ahead of its own prefectures goes without saying.
                    start = parts[at] if _is_wide(last) else start
                    last = replace(parts[at], inside=first.inside and parts[at].inside)
                at += 1
                continue
            zone = words.zone.match(flow, last.end)
            if zone is not None:
                last = Part(last.start, zone.end(), None, last.inside)
                break
            numbered = (
                words.numbered.match(flow, last.end) if flow[last.end - 1] in "乡镇场" else None
            )
            if numbered is not None:
                last = Part(last.start, numbered.end(), None, last.inside)
                continue
            level = words.level.match(flow, last.end) if flow[last.end - 1] not in _LEVELS else None
            if level is not None and last.code is not None:
                last = Part(last.start, level.end(), last.code, last.inside)
                continue
            if (
                last.code is not None
                and (wide or not last.inside)
                and flow[last.end - 1] in "省区市州"
            ):
                further = words.further.match(flow, last.end)
                if further is not None:
                    last = Part(last.start, further.end(), None, first.inside)
                    continue
            break
        yield _standing(flow, start.start, last, inside=first.inside)


def _is_wide(part: Part) -> bool:
    """Whether a part is the region itself, which goes without saying."""
    return part.code == _REGION


def _standing(flow: str, start: int, last: Part, *, inside: bool) -> Chain:
    """The chain, told by what follows: nothing is counted in a firm's name."""
    words, end = _words(), last.end
    chain = Chain(start, end, (start, end), last.code, inside, flow[end - 1])
    if words.elsewhere.match(flow, end):
        return replace(chain, level="")
    body = words.body.match(flow, end)
    firm = words.firm.match(flow, end)
    if firm is not None and (body is None or firm.end() > body.end()):
        return replace(chain, level="")
    return replace(chain, body=body is not None)


def _pointed_ahead(pointers: Sequence[re.Match[str]], found: Sequence[Chain]) -> list[Chain]:
    """Words like 全县 ahead of the county's name, which a letter has in its signature only."""
    done = {chain.start for chain in found}
    named: dict[str, Chain | None] = {}
    ahead: list[Chain] = []
    for pointer in pointers:
        if pointer.start() in done:
            continue
        level = pointer["level"]
        if level is None:
            continue
        if level not in named:
            after = (one for one in found if one.said[0] > pointer.end() and one.level == level[-1])
            named[level] = next(after, None)
        chain = named[level]
        if chain is not None and chain.said[0] > pointer.end():
            ahead.append(replace(chain, start=pointer.start(), end=pointer.end(), body=False))
    return ahead


def _point(flow: str, pointer: re.Match[str], found: list[Chain]) -> None:
    """Take 全县 as the county that was named last."""
    level = pointer["level"]
    if pointer["here"] is not None:
        if found:
            chain = found[-1]
            found.append(replace(chain, start=pointer.start(), end=pointer.end(), beside=False))
        return
    if level is None:
        span = pointer.span()
        found.append(Chain(*span, span, None, inside=True, level=flow[span[1] - 1], beside=True))
        return
    for chain in reversed(found[-_LOOKED_BACK:]):
        start, end = chain.said
        cut = flow.rfind(level, start + 1, end) + len(level)
        if cut > start + len(level):
            code = chain.code if cut == end else None
            found.append(Chain(*pointer.span(), (start, cut), code, chain.inside, level[-1]))
            return

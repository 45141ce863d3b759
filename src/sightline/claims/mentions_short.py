"""Short forms: what a page calls a thing after it has given its whole name.

A short form is an alias of the same entity: stated (以下简称…), a brand used
alone, an office without its county (县人社局). Where two whole names of the
page could be meant, it is none's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

import ahocorasick_rs

from sightline.claims.lexicon import load
from sightline.claims.mentions_lexicon import lexicon
from sightline.claims.mentions_scene import Named, Scene
from sightline.names.lexicon import Lexicon
from sightline.names.pinyin import readings
from sightline.places import Gazetteer
from sightline.text import Span

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_FIRMS = frozenset(("company", "facility"))
_LONGEST_BRAND = 6
_LEVEL = re.compile("(?:地区|[县市区州]|自治[区州县])$")
_STATED = re.compile(
    r"\s?[(（]\s?(?:(?:以?下|以下均?)?(?:简|统|簡|統)?[称稱](?:为|[：:])?\s?[\"“「‘]?(?P<zh>[^()（）\"”」’]{2,16})[\"”」’]?"
    r"|(?P<latin>[A-Z][A-Za-z0-9 .,&'-]{3,80})"
    r"|(?:(?:hereinafter|hereafter|henceforth|below)[ ,]?(?:referred to as |called )?)?(?:the )?[\"“](?P<en>[A-Z][\w&' -]{1,30})[\"”])\s?[)）]"
)


@dataclass
class _Wholes:
    """The whole names of one page by what they may be shortened to; None where two may be."""

    of: dict[str, Named | None] = field(default_factory=dict)

    def put(self, short: str, whole: Named) -> None:
        known = self.of.get(short, whole)
        same = known is not None and set(known.names) & set(whole.names)
        self.of[short] = known if same else None

    def join_scripts(self) -> None:
        """Let an English name spelled like the sound of a Chinese firm's brand stand for that firm."""
        firms = [one for one in self.of.values() if one is not None and one.kind in _FIRMS]
        chinese = {one.names[0]: one for one in firms if _HAN.search(one.names[0])}
        sounds = {sound: one for one in chinese.values() if (sound := _sound(one.names[0]))}
        for one in firms:
            name = one.names[0]
            if _HAN.search(name):
                continue
            words = re.findall("[a-z]+", name.lower())
            heard = [sounds[word] for word in words if word in sounds]
            if len(heard) == 1:
                self.of[name] = heard[0]

    def get(self, short: str) -> Named | None:
        return self.of.get(short)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A Chinese name taken apart: 喀什地区 | 中兴 | 手套 | 有限公司."""

    place: str
    brand: str
    trade: str
    form: str


@lru_cache(maxsize=4096)
def _parts(name: str) -> _Parts:
    words = lexicon()
    closed = [(s, e) for s, e, kind in words.scan.find(name) if kind == "zh" and e == len(name)]
    form = closed[-1][0] if closed else len(name)
    place = 0
    for start, end, kind in words.left.find(name[:form]):
        if kind == "place" and start == place:
            place = end
    head = words.head.match(name[:form], place)
    if head is not None and place < head.end() < form and not place:
        place = head.end()
    brand = form
    for start, end, kind in reversed(words.generic.find(name[place:form])):
        if kind != "place" and place + end == brand and start > 0:
            brand = place + start
    return _Parts(name[:place], name[place:brand], name[brand:form], name[form:])


def _sound(name: str) -> str | None:
    """A Chinese firm's brand in plain pinyin; None where that is short or unsure."""
    spelled = [readings(character) for character in _parts(name).brand]
    sound = "".join(each[0] for each in spelled if each)
    return sound if all(spelled) and len(sound) > 5 else None


def with_stated(scene: Scene, found: Sequence[Named]) -> list[Named]:
    """The names with the short form or other script that brackets right behind them state."""
    out = []
    for one in found:
        match = _STATED.match(scene.flow, one.span.end)
        if match is None or match.end() > len(scene.flow):
            out.append(one)
            continue
        stated = match["zh"] or match["latin"] or match["en"]
        out.append(
            replace(one, span=Span(one.span.start, match.end()), names=(*one.names, stated.strip()))
        )
    return out


def linked(scene: Scene, found: Sequence[Named]) -> list[Named]:
    """The names, short ones with the whole name they stand for; and the short forms beside.

    A loose name whose whole the page does not give is left out.
    """
    wholes = _Wholes()
    given = {(one.kind, one.names): one for one in reversed(found) if not one.loose}
    for one in sorted(given.values(), key=lambda one: -len(one.names[0])):
        for name in one.names:
            key = _key(name, one.kind)
            for short in _shorts(name, one.kind):
                if short not in one.names and short != key:
                    wholes.put(short, one)
        for alias in one.names[1:]:
            wholes.put(alias, one)
    for one in given.values():
        for name in one.names:
            wholes.of.setdefault(_key(name, one.kind), one)
    _join_lines(scene, found, wholes)
    wholes.join_scripts()
    settled = [named for one in found if (named := _settled(one, wholes)) is not None]
    return [*settled, *_alone(scene, wholes, settled)]


def _join_lines(scene: Scene, found: Sequence[Named], wholes: _Wholes) -> None:
    """A firm's name in one script, and right below or behind it in the other: one firm's."""
    for one, other in itertools.pairwise(sorted(found, key=lambda named: named.span.start)):
        between = scene.flow[one.span.end : other.span.start]
        scripts = {bool(_HAN.search(one.names[0])), bool(_HAN.search(other.names[0]))}
        if (
            one.kind == other.kind == "company"
            and len(scripts) == 2
            and not between.strip(" \n/|(")
        ):
            whole, short = (one, other) if _HAN.search(one.names[0]) else (other, one)
            wholes.of[short.names[0]] = whole


def _settled(one: Named, wholes: _Wholes) -> Named | None:
    name = one.names[0]
    whole = wholes.get(name) or wholes.get(_key(name, one.kind))
    if whole is not None and name not in whole.names and _alike(one.kind, whole.kind):
        return replace(one, names=(*one.names, *whole.names), kind=whole.kind, loose=False)
    return None if one.loose else one


def _alike(kind: str, other: str) -> bool:
    return kind == other or {kind, other} <= _FIRMS


@lru_cache(maxsize=4096)
def _key(name: str, kind: str) -> str:
    """What two ways to write one name share: its office's usual word, its firm's brand."""
    if not _HAN.search(name):
        return name
    parts = _parts(name)
    if kind in _FIRMS:
        return f"{kind}|{parts.brand}|{parts.trade}|{parts.place}"
    form = lexicon().same_office.get(parts.form, parts.form)
    return f"{kind}|{parts.place}{parts.brand}{parts.trade}|{form}"


@lru_cache(maxsize=4096)
def _shorts(name: str, kind: str) -> tuple[str, ...]:
    """What the whole name `name` may be shortened to."""
    if not _HAN.search(name):
        return tuple(_english_shorts(name)) if kind in _FIRMS else ()
    parts = _parts(name)
    return tuple(_firm_shorts(parts) if kind in _FIRMS else _office_shorts(parts, kind))


def _office_shorts(parts: _Parts, kind: str) -> Iterator[str]:
    form = lexicon().same_office.get(parts.form, parts.form)
    rest = f"{parts.brand}{parts.trade}|{form}"
    level = _LEVEL.search(parts.place)
    yield f"{kind}|{parts.place}{rest}"
    if level is not None:
        yield f"{kind}|{level.group()}{rest}"
    for start, _, sort in lexicon().left.find(parts.place):
        if sort == "place" and start:
            yield f"{kind}|{parts.place[start:]}{rest}"


def _firm_shorts(parts: _Parts) -> Iterator[str]:
    brand, trade, place = parts.brand, parts.trade, parts.place
    own = len(brand) - sum(end - start for start, end, _ in lexicon().generic.find(brand))
    if not 2 <= len(brand) <= _LONGEST_BRAND or not own or lexicon().scan.find(brand):
        return
    bare = _LEVEL.sub("", _last_place(place))
    for where in dict.fromkeys((place, _last_place(place), bare, "")):
        for what in dict.fromkeys((trade, trade[:2], "")):
            for kind in _FIRMS:
                yield f"{kind}|{brand}|{what}|{where}"
            if what or where or len(brand) > 2:
                yield f"{where}{brand}{what}"


def _last_place(place: str) -> str:
    """The narrowest place of a run of them."""
    found = [(s, e) for s, e, kind in lexicon().left.find(place) if kind == "place"]
    return place[found[-1][0] :] if found else place


@cache
def _common() -> frozenset[str]:
    """English words that alone name no firm: places and words with a meaning."""
    entries = Lexicon.load().latin.entries
    places = {n.lower() for place in Gazetteer.load() for n in place.names_latin}
    generic = {word.lower() for word in load("organisations")["english"]["generic"]}
    return frozenset(entries) | places | generic


def _english_shorts(name: str) -> Iterator[str]:
    closing = next((end for end in _closings() if name.endswith(f" {end}")), None)
    if closing is None:
        return
    words = name[: -len(closing)].rstrip(" ,").split()
    while words and words[-1][0].islower():
        words.pop()
    while words:
        if len(words) > 1:
            yield " ".join(words)
        if words[-1].lower() not in _common():
            break
        words.pop()
    own = [word for word in words if word.lower() not in _common()]
    if own and len(own[0]) > 3:
        yield own[0]


@cache
def _closings() -> tuple[str, ...]:
    return tuple(sorted(lexicon().english, key=len, reverse=True))


def _alone(scene: Scene, wholes: _Wholes, found: Iterable[Named]) -> Iterator[Named]:
    """The short forms that stand in the text without a closing word."""
    shorts = [short for short, whole in wholes.of.items() if whole is not None and "|" not in short]
    if not shorts:
        return
    taken = sorted((one.span.start, one.span.end) for one in found)
    finder = ahocorasick_rs.AhoCorasick(shorts, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    at = 0
    for number, start, end in finder.find_matches_as_indexes(scene.flow):
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] < end:
            continue
        whole = wholes.get(shorts[number])
        if whole is not None and scene.sentence_at(start) is not None and _apart(scene, start, end):
            yield Named(Span(start, end), whole.kind, (shorts[number], *whole.names))


def _apart(scene: Scene, start: int, end: int) -> bool:
    """Whether the words stand by themselves, not as a piece of another word."""
    flow = scene.flow
    if not _HAN.match(flow, start):
        return not (flow[start - 1 : start].isalnum() or flow[end : end + 1].isalnum())
    return True

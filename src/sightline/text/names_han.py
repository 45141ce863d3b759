"""Han: names of a surname and one or two given characters, and the forms they are hidden in.

Any two characters may be a name, so a name is read only where something
announces it: a word, a form or a list. How sure that makes decides how
much else the characters themselves must tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sightline.text.names_known import HAN, any_of, names, public_names
from sightline.text.names_spelt import place_at, thing_near
from sightline.text.spans import Span

_LETTER = re.compile(f"[{HAN}]")
_ITEM = re.compile(f"[{HAN}]{{2,4}}")
# What goes on behind a name on a form without a blank between.
_FORM_GOES_ON = re.compile(
    "电话|联系|手机|微信|先生|女士|同志|老师|职务|身份|性别|地址|邮箱|传真|座机|等|[男女为及和与、]"
)


@dataclass(frozen=True, slots=True)
class _Shapes:
    plain: re.Pattern[str]
    rare: re.Pattern[str]
    spaced: re.Pattern[str]
    some: re.Pattern[str]
    familiar: re.Pattern[str]
    numbered: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Words:
    given: frozenset[str]
    rare: str
    stops: frozenset[str]
    weak_stops: frozenset[str]
    follows: str
    not_names: tuple[str, ...]
    ordinary: frozenset[str]


@cache
def _shapes() -> _Shapes:
    han = names()["han"]
    double, single = any_of(han["compound_surnames"]), han["surnames"]
    all_single = single + han["rare_surnames"]
    some = "".join(char for char in all_single if char not in han["some_not"])
    return _Shapes(
        plain=re.compile(rf"(?:{double}|[{single}])[{HAN}]{{1,2}}"),
        rare=re.compile(rf"(?:{double}|[{all_single}])[{HAN}]{{1,2}}"),
        spaced=re.compile(rf"[{all_single}][ \u3000\xa0]{{1,3}}[{HAN}](?![{HAN}])"),
        some=re.compile(
            rf"(?<![和于福农油官莆蓝])[{some}]某(?:某|[{HAN}](?=[（(，,、。；\s说]))?(?![些种个地年月日县市村乡公企镇校院店处厂局所站团连纺服食建学机单项])"
        ),
        numbered=re.compile(rf"[{single}][大二三四五六七八九小老][{han['numbered']}]"),
        familiar=re.compile(
            rf"(?!{any_of(han['not_familiar'].split())})[小老阿][{single}](?![{HAN}]{{0,1}}[县市区镇乡村])"
        ),
    )


@cache
def _words() -> _Words:
    han = names()["han"]
    return _Words(
        given=frozenset(han["given"]),
        rare=han["rare_surnames"],
        stops=frozenset(han["stops"]),
        weak_stops=frozenset(han["stops"] + han["weak_stops"]),
        follows=han["follows"],
        not_names=tuple(han["not_names"].split()),
        ordinary=frozenset(han["ordinary"].split()),
    )


def some_names() -> re.Pattern[str]:
    """Surnames whose bearer a text already hides: 王某, 李某某, 张某军."""
    return _shapes().some


def bounded(text: str, end: int) -> bool:
    """Whether no word goes on at `end`, or leads up to what begins behind it."""
    return not 0 <= end < len(text) or not _LETTER.match(text, end)


def name_at(text: str, at: int, *, sure: bool) -> Span | None:
    """The name that begins at `at`; `sure` where a form or a list announces names."""
    shapes, words = _shapes(), _words()
    surely = shapes.some.match(text, at) or shapes.numbered.match(text, at)
    if surely is not None:
        return Span(*surely.span())
    familiar = shapes.familiar.match(text, at)
    if familiar is not None and text[familiar.end() : familiar.end() + 1] in words.follows:
        return Span(*familiar.span())
    if sure and (spaced := shapes.spaced.match(text, at)) is not None:
        said = "".join(spaced.group().split())
        return Span(*spaced.span()) if _may_be(said, sure=True) else None
    plain = shapes.rare.match(text, at)
    if plain is None:
        return None
    if place_at(text, at) > at and not (
        sure and _is_full(plain.group()) and bounded(text, plain.end())
    ):
        return None
    spans = [Span(at, end) for end in range(plain.end(), at + 1, -1)]
    if sure:
        spans.sort(key=lambda span: not form_ends(text, span.end))
    return next((span for span in spans if is_name(text, span, sure=sure)), None)


def form_ends(text: str, end: int) -> bool:
    """Whether a name on a form is over at `end`."""
    return bounded(text, end) or _FORM_GOES_ON.match(text, end) is not None


def is_name(text: str, span: Span, *, sure: bool) -> bool:
    """Whether what looks like a surname and a given name is one."""
    words, said = _words(), text[span.start : span.end]
    if not _may_be(said, sure=sure) or text.startswith(words.not_names, span.end - 1):
        return False
    if thing_near(text, span.start, span.end):
        return False
    common = all(char in words.given for char in said[1:])
    if sure:
        ended = form_ends(text, span.end)
        return ended or (common and not said.startswith(words.not_names))
    follows = text[span.end : span.end + 1]
    if said[0] in words.rare and not (common and said[:2] not in words.ordinary):
        return False
    if said[:2] in words.ordinary and not (common and len(said) > 2 and follows in words.follows):
        return False
    return common or follows in words.follows


def _may_be(said: str, *, sure: bool) -> bool:
    words = _words()
    stops = words.stops if sure else words.weak_stops
    return (
        len(said) > 1
        and (not said.startswith(words.not_names) or (sure and _is_full(said)))
        and said not in public_names()
        and not any(char in stops for char in said[1:])
    )


def _is_full(said: str) -> bool:
    """Whether three characters could all be those of a name, whatever word the first two are."""
    return len(said) > 2 and all(char in _words().given for char in said[1:])


def is_ordinary(said: str) -> bool:
    """Whether what could be a name is a word that everyone uses."""
    words = _words()
    return said in words.ordinary or (said[0] in words.rare and said[:2] in words.ordinary)


def name_before(text: str, end: int, *, opens: frozenset[str]) -> Span | None:
    """The name that ends at `end`, if it begins where words begin or behind one of `opens`."""
    for length in (3, 2, 4):
        start = end - length
        if start < 0 or (start and text[start - 1] not in opens and not bounded(text, start - 1)):
            continue
        said = text[start:end]
        match = _shapes().rare.fullmatch(said) or _shapes().familiar.fullmatch(said)
        span = Span(start, end)
        if match is not None and _is_whole(text, span):
            return span
    return None


def _is_whole(text: str, span: Span) -> bool:
    words, said = _words(), text[span.start : span.end]
    if said[0] in "小老阿" and len(said) == 2:
        return True
    if not _may_be(said, sure=False) or said[:2] in words.ordinary:
        return False
    return all(char in words.given for char in said[1:]) and not thing_near(
        text, span.start, span.end
    )


def whole_name(said: str) -> bool:
    """Whether a cell or an item of a list is such a name and nothing else."""
    joined = "".join(said.split())
    shapes, words = _shapes(), _words()
    if shapes.some.fullmatch(joined):
        return True
    return (
        shapes.rare.fullmatch(joined) is not None
        and _may_be(joined, sure=True)
        and joined[:2] not in words.ordinary
        and not thing_near(joined, 0, len(joined))
        and not joined.endswith(tuple(names()["han"]["things"].split()))
    )


def could_be(said: str) -> bool:
    """Whether an item among names could be one, too, however strange its characters."""
    words = _words()
    return (
        _ITEM.fullmatch(said) is not None
        and not said.startswith(words.not_names)
        and said[:2] not in words.ordinary
        and said not in public_names()
        and not any(char in words.weak_stops for char in said)
        and not thing_near(said, 0, len(said))
        and not said.endswith(tuple(names()["han"]["things"].split()))
    )


def surely_whole(said: str) -> bool:
    """Whether it is one by every character, so that no word need announce it."""
    words = _words()
    return (
        _shapes().plain.fullmatch(said) is not None
        and whole_name(said)
        and all(char in words.given for char in said[1:])
        and not any(char in words.weak_stops for char in said[1:])
    )

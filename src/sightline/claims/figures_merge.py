"""Restated figures: one row for one figure, however often it is said.

Two passages state the same figure if value, unit and the thing counted
agree and neither sets it in another place or time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from sightline.claims.figure import Figure
from sightline.claims.lexicon import units

_MONEY = ("RMB", "RMB_per_person")
# Small counts of factories or people are met again by chance further on.
_NEAR = 1500
# Of so many rows of one value and unit; keeps long documents linear.
_LOOKED_BACK = 24
_PLANS = {"target", "budget"}
# What a span of time is called that nothing is said of.
_BARE_SPANS = frozenset(("年", "月", "日", "天", "个月", "year", "month", "day", "岁", "周岁"))
_SPANS = ("years", "months", "days", "percent")


def merge(figures: Sequence[tuple[Figure, bool]]) -> list[Figure]:
    """The figures with restatements joined to the first of them, in order of place.

    Args:
        figures: Each with whether its own words name what is counted.
    """
    kept: list[Figure] = []
    again: list[list[Figure]] = []
    same: dict[tuple[object, ...], list[int]] = {}
    for figure, named in figures:
        key = (figure.value, figure.value_high, figure.unit, figure.unit_text)
        rows = same.setdefault(key, [])
        for at in rows[-_LOOKED_BACK:]:
            last = again[at][-1] if again[at] else kept[at]
            if _restates(kept[at], last.citation.end, figure, named=named):
                kept[at] = _filled(kept[at], figure)
                again[at].append(figure)
                break
        else:
            rows.append(len(kept))
            kept.append(figure)
            again.append([])
    return [_joined(first, others) for first, others in zip(kept, again, strict=True)]


@lru_cache(maxsize=4096)
def _head(what: str | None) -> tuple[str, ...]:
    """The words that name a thing, without those that don't tell it from another."""
    if not what:
        return ()
    words = re.findall(r"[a-z]+|[\u3400-\u9fff]+", what.lower())
    loose = units().words["loose"]
    return tuple(re.sub("(?<=[a-z]{2})s$", "", word) for word in words if word not in loose)


def _restates(first: Figure, end: int, again: Figure, *, named: bool) -> bool:
    """Whether `again` says what `first` said, last at `end`."""
    one, other = _head(first.what), _head(again.what) if named else ()
    near = again.citation.start - end < _NEAR
    if first.unit in _SPANS:
        return near and bool(one) and one == other and not set(one) & _BARE_SPANS
    if first.unit == "RMB_per_person":
        return first.per == again.per or None in (first.per, again.per)
    if "actual" in (first.kind, again.kind) and {first.kind, again.kind} & _PLANS:
        return False  # a plan is not its result
    both = first.place_from == again.place_from == "sentence"
    if both and first.place != again.place and first.kind not in ("rate", "threshold"):
        return False
    if first.date and again.date and not _same_time(first.date, again.date):
        return False
    if first.unit not in ("count", *_MONEY) and first.value < 100 and not near:
        return False
    if one and other:
        if one[0].isascii() != other[0].isascii():
            return near  # said in one language and given in the other
        short, long = sorted((one, other), key=len)
        if long[-len(short) :] != short:
            return first.value >= 1000 and one[-1] == other[-1]
        # A small number of the same kind of thing is met by chance; the same words are not.
        return first.value >= 100 or len(short) == len(long)
    return first.value >= 1000 or one == other


def _same_time(one: str, other: str) -> bool:
    """Whether two dates are the same, or one is the year or month of the other."""
    return one.startswith(other) or other.startswith(one)


def _filled(first: Figure, again: Figure) -> Figure:
    """`first` with what only `again` tells."""
    return replace(
        first,
        date=first.date or again.date,
        over=first.over or again.over,
        per=first.per or again.per,
        condition=first.condition or again.condition,
        actor=first.actor or again.actor,
    )


def _joined(first: Figure, others: Sequence[Figure]) -> Figure:
    """`first` with the places and notes of all that restate it."""
    if not others:
        return first
    every = (first, *others)
    markers = dict.fromkeys(marker for one in every for marker in one.references)
    inherited = dict.fromkeys(marker for one in every for marker in one.references_inherited)
    return replace(
        first,
        citations=tuple(one.citation for one in every),
        references=tuple(markers),
        references_inherited=tuple(marker for marker in inherited if marker not in markers),
    )

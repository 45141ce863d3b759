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
_SPANS = ("years", "months", "days", "percent")


def merge(figures: Sequence[tuple[Figure, bool]]) -> list[Figure]:
    """The figures with restatements joined to the first of them, in order of place.

    Args:
        figures: Each with whether its own words name what is counted.
    """
    kept: list[Figure] = []
    same: dict[tuple[object, ...], list[int]] = {}
    for figure, named in figures:
        key = (figure.value, figure.value_high, figure.unit, figure.unit_text)
        rows = same.setdefault(key, [])
        for at in rows[-_LOOKED_BACK:]:
            if _restates(kept[at], figure, named=named):
                kept[at] = _joined(kept[at], figure)
                break
        else:
            rows.append(len(kept))
            kept.append(figure)
    return kept


@lru_cache(maxsize=4096)
def _head(what: str | None) -> tuple[str, ...]:
    """The words that name a thing, without those that don't tell it from another."""
    if not what:
        return ()
    words = re.findall(r"[a-z]+|[\u3400-\u9fff]+", what.lower())
    loose = units().words["loose"]
    return tuple(re.sub("(?<=[a-z]{2})s$", "", word) for word in words if word not in loose)


def _restates(first: Figure, again: Figure, *, named: bool) -> bool:
    one, other = _head(first.what), _head(again.what) if named else ()
    near = again.citation.start - first.citations[-1].end < _NEAR
    if first.unit in _SPANS:
        return bool(one) and one == other and first.citation.start == again.citation.start
    if first.unit == "RMB_per_person":
        return first.per == again.per or None in (first.per, again.per)
    both = first.place_from == again.place_from == "sentence"
    if both and first.place != again.place and first.kind not in ("rate", "threshold"):
        return False
    if first.date and again.date and first.date != again.date:
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


def _joined(first: Figure, again: Figure) -> Figure:
    """`first`, said once more at `again`."""
    markers = tuple(dict.fromkeys((*first.references, *again.references)))
    inherited = tuple(
        marker
        for marker in dict.fromkeys((*first.references_inherited, *again.references_inherited))
        if marker not in markers
    )
    return replace(
        first,
        citations=(*first.citations, *again.citations),
        references=markers,
        references_inherited=inherited,
        date=first.date or again.date,
        over=first.over or again.over,
        per=first.per or again.per,
        condition=first.condition or again.condition,
        actor=first.actor or again.actor,
    )

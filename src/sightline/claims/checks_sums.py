"""Sums: a whole and its parts, in a sentence, a paragraph or the list that it opens.

A sum is listed if it holds and words of the document join its numbers, or if
words say that the parts are complete, whether it holds or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from sightline.claims.check import Check
from sightline.claims.checks_scene import ADDABLE, Placed, Scene, cue, make, table

_MOST_PARTS = 40
# Figures of other measures may stand between.
_REACH = 80
_NEAR = 14


def sums(scene: Scene) -> Iterator[Check]:
    """Wholes with their parts behind them or ahead of them."""
    for stretch in scene.stretches():
        able = [one for one in stretch if _addable(one)]
        for at, whole in enumerate(able):
            behind, ahead = able[at + 1 : at + 1 + _REACH], able[max(0, at - _REACH) : at]
            found = _parts_behind(scene, whole, behind) or _parts_ahead(scene, whole, ahead)
            if found:
                yield found
    yield from _joined(scene)


def _addable(one: Placed) -> bool:
    figure = one.figure
    return (
        figure.unit in ADDABLE
        and figure.value_high is None
        and figure.kind not in ("threshold", "rate")
        and figure.value > 0
    )


def _alike(whole: Placed, others: Sequence[Placed]) -> list[Placed]:
    """Figures of the same measure up to one that is no part, each claim once."""
    parts: list[Placed] = []
    for one in others:
        if one.measure != whole.measure or one.article != whole.article:
            continue
        if one.value > whole.value * 1.05 or len(parts) == _MOST_PARTS:
            break
        if one.id != whole.id:
            parts.append(one)
    return parts


def _parts_behind(scene: Scene, whole: Placed, others: Sequence[Placed]) -> Check | None:
    parts = _alike(whole, others)
    if len(parts) < 2:
        return None
    lead = scene.between(whole, parts[0])
    opened = cue("parts").within(lead)
    same = [one for one in parts if one.sentence == whole.sentence]
    for count in _holding(whole, parts):
        taken = parts[:count]
        if opened or len(same) >= count or count >= 3:
            return _sum(whole, taken, "the parts that follow make up the whole")
    if not opened:
        return None
    for count in range(2, len(parts) + 1):
        ahead = scene.words[parts[count - 2].span.end : parts[count - 1].span.start].lower()
        if cue("rest").within(ahead[-_NEAR * 2 :]):
            return _sum(whole, parts[:count], "the document names the rest: the parts are complete")
    if len(same) == 2 and _complement(scene, same):
        return _sum(whole, same, "two parts that leave no third")
    return None


def _parts_ahead(scene: Scene, whole: Placed, others: Sequence[Placed]) -> Check | None:
    parts = _alike(whole, others[::-1])[::-1]
    if len(parts) < 2:
        return None
    totalled = cue("total").within(scene.before(whole, _NEAR) + scene.after(whole, _NEAR)[:6])
    for count in _holding(whole, parts[::-1]):
        taken = parts[-count:]
        if totalled or all(one.sentence == whole.sentence for one in taken):
            return _sum(whole, taken, "the parts that came before make up the whole")
    same = [one for one in parts if one.sentence == whole.sentence]
    if not _closes(scene, whole) or len(same) < 2 or len(same) != len(parts):
        return None
    return _sum(whole, same, "the document adds up what it has named in this sentence")


def _closes(scene: Scene, whole: Placed) -> bool:
    """Whether a word right ahead says that all before is summed."""
    return bool(
        re.search(
            r"(?:合计|总计|共计|for a total of|in total|totall?ing)[^，。；,;]{0,4}$",
            scene.before(whole, 18),
        )
    )


def _holding(whole: Placed, parts: Sequence[Placed]) -> Iterator[int]:
    """How many of the first parts add up to the whole."""
    spread = 0.0
    for count, (part, total) in enumerate(
        zip(parts, accumulate(one.value for one in parts), strict=True), 1
    ):
        spread += part.printed.spread
        if count > 1 and abs(total - whole.value) <= whole.printed.slack + spread:
            yield count


def _complement(scene: Scene, parts: Sequence[Placed]) -> bool:
    around = [scene.before(one, 8) + scene.after(one, 6) for one in parts]
    for first, second in table()["complements"]["pairs"]:
        for one, other in ((first, second), (second, first)):
            if one in around[0] and other in around[1]:
                return True
    return False


def _sum(whole: Placed, parts: Sequence[Placed], why: str) -> Check:
    ordered = sorted(parts, key=lambda one: one.span)
    return make(
        "+".join(one.id for one in ordered),
        whole,
        whole.value,
        sum(one.value for one in ordered),
        sum(one.printed.spread for one in ordered),
        ordered,
        why,
    )


def _joined(scene: Scene) -> Iterator[Check]:
    """Two numbers that the document adds in words ("50 plus 20"), beside their stated sum."""
    for one, other in pairwise(scene.figures):
        if one.sentence != other.sentence or one.measure != other.measure or not _addable(one):
            continue
        link = scene.between(one, other)
        if len(link) > _NEAR or not cue("plus").within(link):
            continue
        near = [
            each
            for each in scene.by_sentence[one.sentence]
            if each.measure == one.measure and each not in (one, other) and _addable(each)
        ]
        if near:
            stated = min(near, key=lambda each: abs(each.span.start - one.span.start))
            yield _sum(stated, (one, other), "the document adds the two and sets them beside this")

"""Sums: a whole and its parts, in a sentence, a paragraph or the list that it opens.

A sum is listed if it holds and words of the document join its numbers, or if
words say that the parts are complete, whether it holds or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise

from sightline.claims.check import Check
from sightline.claims.checks_scene import ADDABLE, Placed, Scene, cue, make, table

_MOST_PARTS = 40
# Figures of other measures may stand between.
_REACH = 80
_NEAR = 14
# So many figures ahead of one that sums them up over lines, and so many named parts.
_LINES, _NAMED = 14, 3
# Words in front of a number that counts the parts (上述三家企业共需…).
_COUNTS = 24
# Three parts or more that miss their whole by this much were meant to make it up.
_MEANT = 0.05
# Two that are added beside a number which is further off were not meant to be it.
_BESIDE = 0.15
# A rest that leaves more open is the rest of something else.
_RESTING = 0.15
# Parts of one list stand no further apart.
_ROW = 26
_LISTED = re.compile(r"其中|分别|of (?:which|these|whom|them)|including|namely|[：:]")
_CLOSING = re.compile(
    r"(?:合计|总计|共计|共|for a total of|in total|totall?ing)[^，。；,;\d]{0,6}$"
)
_NAMED_COUNT = re.compile(
    r"(?P<count>[两二三四五六七八九十])(?:个|家|座|项|批|类|处)?(?:包|标段|标|项目|企业|批|部分|镇|乡|县|市|村|车间|工厂)?"
    r"(?:合计|总计|共计|共)[^，。；,;\d]{0,6}$"
)
_INSTALMENT = re.compile(
    r"(?:第[一二三四五]|首|次|后)(?:个|一)?(?:年|月|期|季度|批|次)[^，。；、\d]{0,6}$"
)
_FIELD = re.compile(r"(?P<noun>[\u4e00-\u9fff]{2,6})[:：为]?\s?$")
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_ALL_OF = re.compile(r"(?:上述|以上|前述|上列)[^，。；]{0,4}$")


def sums(scene: Scene) -> Iterator[Check]:
    """Wholes with their parts behind them or ahead of them."""
    for stretch in scene.stretches():
        able = _of_one_measure(stretch)
        for alike in able:
            for at, whole in enumerate(alike):
                behind, ahead = alike[at + 1 : at + 1 + _REACH], alike[max(0, at - _REACH) : at]
                found = _parts_behind(scene, whole, behind) or _parts_ahead(scene, whole, ahead)
                if found:
                    yield found
    yield from _joined(scene)
    yield from _over_lines(scene)
    yield from _instalments(scene)


def _of_one_measure(stretch: Sequence[Placed]) -> list[list[Placed]]:
    """The figures that can be added, those of a measure together; two make no sum."""
    found: dict[tuple[object, ...], list[Placed]] = {}
    for one in stretch:
        if addable(one):
            found.setdefault(one.measure, []).append(one)
    return [alike for alike in found.values() if len(alike) > 2]


def addable(one: Placed) -> bool:
    """Whether the figure can be a whole or a part of one."""
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
        if one.article != whole.article:
            continue
        if one.value > whole.value * 1.05 or len(parts) == _MOST_PARTS:
            break
        if one.id != whole.id:
            parts.append(one)
    return parts


def _parts_behind(scene: Scene, whole: Placed, others: Sequence[Placed]) -> Check | None:
    parts = _alike(whole, others)
    if len(parts) > 1 and (found := _opened(scene, whole, parts)):
        return found
    # The parts may begin behind another number (比2010年的30万人次增长…。其中…).
    same = others[:_MOST_PARTS]
    for at in range(1, len(same) - 1):
        if same[at].sentence > whole.sentence + 1:
            break
        if _LISTED.search(scene.between(same[at - 1], same[at])[-_ROW:]):
            parts = _alike(whole, same[at:])
            return _opened(scene, whole, parts, listed=True) if len(parts) > 1 else None
    return None


def _opened(
    scene: Scene, whole: Placed, parts: Sequence[Placed], *, listed: bool = False
) -> Check | None:
    lead = scene.between(whole, parts[0])
    opened = listed or cue("parts").within(lead)
    same = [one for one in parts if one.sentence == whole.sentence]
    count = _best(whole, parts)
    if not opened and lead.startswith("、"):
        # It stands in one row with them.
        return None
    if count and (opened or len(same) >= count or count >= 3):
        return _sum(whole, parts[:count], "the parts that follow make up the whole")
    if not opened:
        return None
    for count in range(2, len(parts) + 1):
        ahead = scene.words[parts[count - 2].span.end : parts[count - 1].span.start].lower()
        if cue("rest").within(ahead[-_NEAR * 2 :]) and parts[count - 1].sentence == whole.sentence:
            check = _sum(
                whole, parts[:count], "the document names the rest: the parts are complete"
            )
            return check if _off(check) <= _RESTING else None
    if len(same) == 2 and _complement(scene, same):
        return _sum(whole, same, "two parts that leave no third")
    return _missed(scene, whole, [one for one in parts if one.sentence == parts[0].sentence])


def _off(check: Check) -> float:
    """By what share of the stated number the sum misses it."""
    return abs(check.recomputed / check.stated - 1) if check.stated else 0.0


def _missed(scene: Scene, whole: Placed, row: Sequence[Placed]) -> Check | None:
    """A row of parts that comes so near to its whole that it was meant to make it up."""
    total = sum(one.value for one in row)
    for one in row if len(row) > 2 else ():
        # One of them may be part of another (其中).
        if total - one.value == whole.value:
            rest = [other for other in row if other is not one]
            return _sum(whole, rest, "the parts that follow make up the whole")
    if len(row) < 3 or abs(total - whole.value) > whole.value * _MEANT:
        return None
    if any(len(scene.between(one, other)) > _ROW for one, other in pairwise(row)):
        return None
    return _sum(whole, row, "the parts that follow nearly make up the whole")


def _parts_ahead(scene: Scene, whole: Placed, others: Sequence[Placed]) -> Check | None:
    parts = _alike(whole, others[::-1])[::-1]
    if len(parts) < 2:
        return None
    totalled = cue("total").within(scene.before(whole, _NEAR) + scene.after(whole, _NEAR)[:6])
    count = _best(whole, parts[::-1])
    if count:
        taken = parts[-count:]
        if totalled or all(one.sentence == whole.sentence for one in taken):
            return _sum(whole, taken, "the parts that came before make up the whole")
    same = [one for one in parts if one.sentence == whole.sentence]
    if not _CLOSING.search(scene.lead(whole, 18)) or len(same) < 2 or len(same) != len(parts):
        return None
    return _sum(whole, same, "the document adds up what it has named in this sentence")


def _best(whole: Placed, parts: Sequence[Placed]) -> int:
    """How many of the first parts add up to the whole, and best; 0 if none do."""
    best, spread, chosen = 0.0, 0.0, 0
    for count, (part, total) in enumerate(
        zip(parts, accumulate(one.value for one in parts), strict=True), 1
    ):
        spread += part.printed.spread
        apart = abs(total - whole.value)
        if count > 1 and apart <= whole.printed.slack + spread and (not chosen or apart < best):
            best, chosen = apart, count
    return chosen


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
        if one.sentence != other.sentence or one.measure != other.measure or not addable(one):
            continue
        if other.span.start - one.span.end > _NEAR:
            continue
        if not scene.signalled("plus", one.span.end, other.span.start):
            continue
        if not cue("plus").within(scene.between(one, other)):
            continue
        near = [
            each
            for each in scene.by_sentence[one.sentence]
            if each.measure == one.measure and each not in (one, other) and addable(each)
        ]
        if near:
            stated = min(near, key=lambda each: abs(each.span.start - one.span.start))
            check = _sum(
                stated, (one, other), "the document adds the two and sets them beside this"
            )
            if _off(check) <= _BESIDE:
                yield check


def _over_lines(scene: Scene) -> Iterator[Check]:
    """What a line sums up of the lines and items above it (两个标段合计…, 上述三家企业共需…)."""
    for whole in scene.figures:
        if not scene.signalled("closing", whole.span.start - _COUNTS, whole.span.end):
            continue
        if not addable(whole) or not _CLOSING.search(scene.lead(whole, _COUNTS)):
            continue
        above: dict[str, Placed] = {}
        for one in scene.ahead_of(whole, _LINES):
            if one.measure == whole.measure and addable(one) and one.id != whole.id:
                above[one.id] = one
        found = _counted_parts(scene, whole, list(above.values()))
        if found is not None:
            yield found


def _counted_parts(scene: Scene, whole: Placed, above: Sequence[Placed]) -> Check | None:
    """As many parts as the line itself counts: the last so many, or those that make it up."""
    here = [one for one in scene.by_sentence[whole.sentence] if one.span < whole.span]
    counts = [
        one
        for one in here
        if one.value == int(one.value)
        and 2 <= one.value <= len(above)
        and one.measure != whole.measure
        if whole.span.start - one.span.end <= _COUNTS
    ]
    named = _NAMED_COUNT.search(scene.lead(whole, _COUNTS))
    if counts:
        number = int(counts[-1].value)
    elif named is not None:
        number = _DIGITS.get(named["count"], 0)
    else:
        return None
    if not 2 <= number <= len(above):
        return None
    why = "the line counts its parts and adds them up"
    last = _sum(whole, above[-number:], why)
    if last.agrees:
        return last
    if number <= _NAMED:
        for parts in combinations(above, number):
            if sum(one.value for one in parts) == whole.value:
                return _sum(whole, parts, why)
    told = counts and _ALL_OF.search(scene.before(counts[-1], _NEAR))
    alike = {_noun(scene, one) for one in above[-number:]}
    return last if told or (len(alike) == 1 and alike != {""}) else None


def _noun(scene: Scene, one: Placed) -> str:
    """The words that a field's number stands behind (中标金额)."""
    found = _FIELD.search(scene.lead(one, _NEAR))
    return found["noun"] if found else ""


def _instalments(scene: Scene) -> Iterator[Check]:
    """A rate that is paid in parts (第一年2000元、第二年…), each part of it named."""
    for here in scene.by_sentence.values():
        rates = [one for one in here if one.figure.unit in ("RMB_per_person", "RMB")]
        for at, whole in enumerate(rates):
            parts = []
            for one in rates[at + 1 :]:
                if _INSTALMENT.search(scene.lead(one, _NEAR)) is None:
                    break
                parts.append(one)
            if len(parts) > 1 and not _INSTALMENT.search(scene.lead(whole, _NEAR)):
                yield _sum(whole, parts, "what is paid in parts, and its parts")

"""Changes and averages over time: differences, growth over an earlier number, so much a year.

The numbers may stand in other sentences than the result, so that only what
comes out is listed, or what words tie together without doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from sightline.claims.check import Check
from sightline.claims.checks_scene import ADDABLE, Placed, Scene, make

_BACK = 20
_NEAR = 16
# A difference of one or two comes out by chance.
_LEAST = 3
_LESS = re.compile(
    r"(?:(?<!不)少(?!于)|减少|节约|节省|结余|净增|净增加|净减少|增加了|多出|超出|超支|(?<![a-z])saving)"
    r"(?:了|资金|预算|约)?[^，。；,\d]{0,6}$"
)
_RATE_OF = re.compile(r"(?:节约率|结余率|降幅|增幅|增长率|增速|下浮率|下浮)[^，。；\d]{0,4}$")
_THAN = re.compile(
    r"(?:比|较|同比|环比)[^，。；]{0,14}?(?:增长|增加|提高|上升|增|下降|减少|降低)[^，。；\d]{0,6}$"
)
_YEARLY = re.compile(
    r"(?:每年|年均|平均每年|每年平均|一年|per year|a year|annually)[^，。；\d]{0,14}$"
)
_YEARS = re.compile(
    r"(?<![\d第每初前])(?P<years>[1-9]|10|[一二两三四五六七八九十])\s?年(?:内|间|来|累计|合计|共|总|期|将|要|计划|里)"
    r"|十[一二三四五]五”?(?:时期|期间|末)?|(?<!\d)(?P<span>[一二两三四五六七八九])年(?=\d)"
)
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_PLAN = 5
_TOGETHER = re.compile(r"(?:合计|共|总计|累计|总共|total)[^，。；\d]{0,4}$")


def changes(scene: Scene) -> Iterator[Check]:
    """All of them."""
    for one in scene.figures:
        if one.figure.value_high is not None or one.value <= 0:
            continue
        if one.figure.unit == "percent":
            yield from _rate_of_change(scene, one)
        elif _plain(one):
            ahead = one.span.start - _NEAR
            if scene.signalled("change", ahead, one.span.end):
                yield from _difference(scene, one)
            if one.figure.per == "year" or scene.signalled("yearly", ahead, one.span.end):
                yield from _a_year(scene, one)


def _plain(one: Placed) -> bool:
    figure = one.figure
    return (figure.unit in ADDABLE or figure.unit == "other") and figure.value_high is None


def _difference(scene: Scene, one: Placed) -> Iterator[Check]:
    """By how much one number is more or less than another (比预算少9.75万元, 净增232座)."""
    if one.value < _LEAST or one.figure.unit == "count" or not _LESS.search(scene.lead(one, _NEAR)):
        return
    near = _alike(scene, one)
    for small, large in _pairs(near):
        if (
            large.value - small.value == one.value
            or abs(large.value - small.value - one.value) <= 1e-9 * one.value
        ):
            yield make(
                f"{large.id}-{small.id}",
                one,
                one.value,
                large.value - small.value,
                0.0,
                (large, small),
                "by how much the one number is more than the other",
            )
            return


def _alike(scene: Scene, one: Placed) -> list[Placed]:
    """Other numbers of its measure ahead of it, and right behind in its sentence; the nearest first."""
    behind = [each for each in scene.by_sentence[one.sentence] if each.span > one.span]
    near = [*reversed(scene.ahead_of(one, _BACK)), *behind[:2]]
    return [
        each
        for each in near
        if each.measure == one.measure and _plain(each) and each.value > one.value
    ]


def _pairs(near: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Pairs of a smaller and a larger number, one of them the nearest."""
    for small, large in permutations(near, 2):
        if small.value < large.value and near[0] in (small, large):
            yield small, large


def _rate_of_change(scene: Scene, one: Placed) -> Iterator[Check]:
    """What percentage a difference is, and growth over a number that stands further ahead."""
    lead = scene.lead(one, _NEAR + 8)
    rate, than = _RATE_OF.search(lead), _THAN.search(lead)
    if rate is None and than is None:
        return
    ahead = [each for each in scene.ahead_of(one, _BACK) if _plain(each)][::-1]
    if rate is not None:
        for part, whole in permutations(ahead, 2):
            if part.measure != whole.measure or part.value >= whole.value:
                continue
            check = make(
                f"{part.id}/{whole.id}*100",
                one,
                one.value,
                part.value / whole.value * 100,
                0.0,
                (part, whole),
                "a difference in percent of the number that it starts from",
            )
            if check.agrees:
                yield check
                return
    if than is not None:
        yield from _growth(scene, one, ahead, fallen=bool(re.search("下降|减少|降低", lead)))


def _growth(scene: Scene, one: Placed, ahead: Sequence[Placed], *, fallen: bool) -> Iterator[Check]:
    later = next((each for each in ahead if each.sentence == one.sentence and each.value > 0), None)
    # 比2010年的30万人次增长8%: the earlier number stands between.
    if later is None:
        return
    between = [
        each for each in ahead if each.sentence == one.sentence and each.measure == later.measure
    ]
    tied = (
        len(between) == 2 and re.search("[比较]", scene.between(between[1], between[0])) is not None
    )
    bases = between[:1] if tied else [each for each in ahead if each.measure == later.measure]
    later = between[1] if tied else later
    for base in bases:
        if base is later or (base.value > later.value) != fallen or base.value == later.value:
            continue
        large, small = (base, later) if fallen else (later, base)
        result = (large.value - small.value) / base.value * 100
        spread = result and 100 * sum(each.printed.spread for each in (base, later)) / base.value
        check = make(
            f"({large.id}-{small.id})/{base.id}*100",
            one,
            one.value,
            result,
            spread,
            (base, later),
            "by how many percent the number has changed from the earlier one",
        )
        if check.agrees or tied:
            yield check
            return


def _a_year(scene: Scene, one: Placed) -> Iterator[Check]:
    """So much a year, and what it comes to in so many years."""
    if not _YEARLY.search(scene.lead(one, _NEAR)) and one.figure.per != "year":
        return
    sentence = scene.sentences[one.sentence]
    words = scene.words[sentence.start : sentence.end]
    found = _YEARS.search(words)
    if found is None:
        return
    named = found["years"] or found["span"]
    years = _PLAN if named is None else int(_DIGITS.get(named, named if named.isdigit() else 0))
    totals = [
        each
        for each in scene.by_sentence[one.sentence]
        if each is not one and each.figure.unit == one.figure.unit and _plain(each)
        if each.value > one.value and each.figure.unit_text == one.figure.unit_text
    ]
    if not years or not totals:
        return
    for total in totals:
        last = max(one, total, key=lambda each: each.span)
        spread = one.printed.spread * years
        if last is one:
            check = make(
                f"{total.id}/{years}",
                one,
                one.value,
                total.value / years,
                total.printed.spread / years,
                (total,),
                "so much a year, of what so many years come to",
            )
        else:
            check = make(
                f"{one.id}*{years}",
                total,
                total.value,
                one.value * years,
                spread,
                (one,),
                "so much a year, for so many years",
            )
        if check.agrees or (last is total and _TOGETHER.search(scene.lead(total, _NEAR))):
            yield check
            return

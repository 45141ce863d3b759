"""Products: a rate and a count, so much for each of so many, costs over a span of time.

Units decide which three figures can belong together; the numbers, or a
sentence that holds just these three, decide whether they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from sightline.claims.check import Check
from sightline.claims.checks_scene import COUNTED, Placed, Scene, cue, make, table

_YEAR = re.compile(r"全年|年度|每年|一年|\byear\b|\bannual|\byearly\b|(?:19|20)\d\d")
_NEAR = 14
_MOST = 24
_AROUND = 3
_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class _Trio:
    """A rate, what it is paid or had for, and what it comes to; `times` of its spans."""

    rate: Placed
    count: Placed
    total: Placed
    times: float
    length: Placed | None
    why: str


def products(scene: Scene, notes: dict[str, list[Placed]]) -> Iterator[Check]:
    """Rates times counts, in a sentence and the one before it.

    Args:
        scene: The figures by place.
        notes: Figures of the document's notes, by their marker.
    """
    for sentence in list(scene.by_sentence):
        window = scene.window(sentence)
        here = {id(one) for one in scene.by_sentence[sentence]}
        noted = {marker for one in window for marker in one.figure.references}
        window = (window + [one for marker in sorted(noted) for one in notes.get(marker, ())])[
            :_MOST
        ]
        for trio in _trios(scene, window):
            if any(id(one) in here for one in (trio.rate, trio.count, trio.total)):
                yield from _checks(scene, trio)


def _trios(scene: Scene, window: Sequence[Placed]) -> Iterator[_Trio]:
    rates = [one for one in window if _is_rate(scene, one)]
    for rate in rates:
        for count, total in permutations([one for one in window if one is not rate], 2):
            if not (_fits_count(scene, rate, count) and _fits_total(scene, rate, total)):
                continue
            if rate.article != total.article or count.id == total.id:
                continue
            for times, length in _times(scene, rate, total, window):
                yield _Trio(rate, count, total, times, length, "a rate times what it is for")


def _is_rate(scene: Scene, one: Placed) -> bool:
    figure = one.figure
    if figure.value <= 0 or figure.value_high is not None or figure.unit == "percent":
        return False
    return figure.unit == "RMB_per_person" or figure.per == "meal" or _each(scene, one)


def _each(scene: Scene, one: Placed) -> bool:
    """Whether words say that there is so much for every one."""
    ahead = re.split(r"[，。；、,;]", scene.before(one, _NEAR))[-1]
    if cue("each").within(ahead):
        return True
    behind = scene.after(one, 8)
    return cue("each", en="after_en", zh="none").within(behind)


def _fits_count(scene: Scene, rate: Placed, count: Placed) -> bool:
    unit = count.figure.unit
    if rate.figure.per == "meal":
        return unit == "count" and count.figure.per == "day"
    if count.figure.kind in ("rate", "threshold") or count.figure.value <= 1 or _each(scene, count):
        return False
    if rate.figure.unit == "RMB_per_person":
        return unit in ("persons", "person_times", "jobs")
    return unit in COUNTED or unit == "area_mu"


def _fits_total(scene: Scene, rate: Placed, total: Placed) -> bool:
    mine, other = rate.figure, total.figure
    if mine.per == "meal":
        return other.per == "day" and other.unit == mine.unit
    if other.value <= 0 or _is_rate(scene, total):
        return False
    if mine.unit in ("RMB_per_person", "other"):
        return other.unit == "RMB"
    return other.unit == mine.unit


def _times(
    scene: Scene, rate: Placed, total: Placed, window: Sequence[Placed]
) -> Iterator[tuple[float, Placed | None]]:
    """How many of its spans the rate is paid for, and the figure that says so."""
    per = rate.figure.per
    if per in (None, "total", "meal"):
        yield 1, None
        return
    row = next(each for each in table()["period"] if each["per"] == per)
    if _YEAR.search(scene.sentence_of(total)) or total.figure.date:
        yield row["in_year"], None
    unit = {"day": "days", "month": "months", "year": "years"}[per]
    for one in window:
        if one.figure.unit == unit and one.figure.value_high is None:
            yield 1, one
        elif one.figure.unit == "months" and "in_month" in row and one.figure.value_high is None:
            yield row["in_month"], one


def _checks(scene: Scene, trio: _Trio) -> Iterator[Check]:
    """The check with its last number as the stated one, for each end of a range."""
    stated = _derived(scene, trio)
    for value in _ends(stated):
        formula, result, inputs = _formula(trio, stated)
        spread = result * sum(
            one.printed.spread / one.value for one in inputs if one is not stated and one.value
        )
        check = make(formula, stated, value, result, spread, inputs, trio.why)
        if check.agrees or _alone(scene, trio):
            yield check


def _derived(scene: Scene, trio: _Trio) -> Placed:
    """Which of the three the document has worked out: what it says so of, else the total."""
    if trio.rate.figure.per != "meal" and cue("worked_out").within(
        scene.before(trio.count, _CLAUSE)
    ):
        return trio.count
    for one in (trio.count, trio.total, trio.rate):
        if one.figure.kind == "estimate" and one.figure.per is None:
            return one
    return trio.total


def _ends(one: Placed) -> list[float]:
    high = one.figure.value_high
    return [one.value] if high is None else [one.value, high]


def _formula(trio: _Trio, stated: Placed) -> tuple[str, float, list[Placed]]:
    rate, count, total = trio.rate, trio.count, trio.total
    factors = [rate.id]
    product = rate.value
    inputs = [rate]
    if trio.length is not None:
        factors.append(trio.length.id)
        product *= trio.length.value
        inputs.append(trio.length)
    if trio.times != 1:
        factors.append(f"{trio.times:g}")
        product *= trio.times
    if stated is total:
        factors.insert(1, count.id)
        return "*".join(factors), product * count.value, [*inputs, count]
    if stated is count:
        by = "*".join(factors)
        by = f"({by})" if len(factors) > 1 else by
        return f"{total.id}/{by}", total.value / product, [*inputs, total]
    over = product / rate.value * count.value
    rest = "*".join([count.id, *factors[1:]])
    rest = f"({rest})" if "*" in rest else rest
    return f"{total.id}/{rest}", total.value / over, [*inputs[1:], count, total]


def _alone(scene: Scene, trio: _Trio) -> bool:
    """Whether one sentence holds just these: a rate, then a count, then a total that is called so."""
    three = (trio.rate, trio.count, trio.total)
    if len({one.sentence for one in three}) > 1 or any(
        one.figure.value_high is not None for one in three
    ):
        return False
    here = scene.by_sentence[trio.rate.sentence]
    rates = [one for one in here if _is_rate(scene, one)]
    counts = [one for one in here if _fits_count(scene, trio.rate, one)]
    totals = [one for one in here if _fits_total(scene, trio.rate, one)]
    if [len(rates), len(counts), len(totals)] != [1, 1, 1] or trio.times != 1 or trio.length:
        return False
    if trio.total.span < trio.count.span and trio.total.span < trio.rate.span:
        return False
    return cue("total").within(scene.before(trio.total, _NEAR))


def joint_products(scene: Scene) -> Iterator[Check]:
    """A total that is the document's rate for two counts together, to the last digit.

    The rate may stand far off; so only what comes out exactly is listed.
    """
    rates = [one for one in scene.figures if one.figure.unit == "RMB_per_person" and _plain(one)]
    for sentence in list(scene.by_sentence) if rates else []:
        window = scene.window(sentence, back=_AROUND)
        counts = [one for one in window if one.figure.unit in ("persons", "jobs") and _plain(one)]
        for total in scene.by_sentence[sentence]:
            if total.figure.unit != "RMB" or total.figure.value_high is not None:
                continue
            for one, other in pairwise(counts):
                if one.figure.unit != other.figure.unit or one.id == other.id:
                    continue
                for rate in rates:
                    both = (one.value + other.value) * rate.value
                    if both == total.value and rate.article == total.article:
                        yield make(
                            f"({one.id}+{other.id})*{rate.id}",
                            total,
                            total.value,
                            both,
                            0.0,
                            (one, other, rate),
                            "two counts together, times a rate that the document gives",
                        )


def _plain(one: Placed) -> bool:
    figure = one.figure
    return figure.value_high is None and figure.value > 1 and figure.per in (None, "total")

"""Products: a rate and a count, so much for each of so many, costs over a span of time.

Units decide which three figures can belong together; the numbers, or a
sentence that holds just these three, decide whether they do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from sightline.claims.check import Check
from sightline.claims.checks_scene import COUNTED, Placed, Scene, cue, make, table

_YEAR = re.compile(r"全年|年度|每年|一年|\byear\b|\bannual|\byearly\b|(?:19|20)\d\d")
# So much for every one, in the clause before (每座厂房1000平方米，用工115人).
_EACH_OF = re.compile(
    r"每(?P<thing>[座间个家户名人台套批期双件亩栋])[^。；，,、每]{1,14}[，,](?![^。；]{0,5}[共合总累需可])[^。；，,、每]{0,5}$"
)
# What a word for every one is said of: its classifier, in the number of things too.
_THING = re.compile(r"每(?P<thing>[座间个家户名台套批期双件亩栋村县镇乡平])")
_APIECE = re.compile(r"(?P<places>[^，。；,\d]{2,40})各(?:新)?[建办设开有派配][^，。；,]{0,10}$")
_CLAUSES, _SENTENCES = re.compile(r"[，。；、,;\d]"), re.compile("[。；]")
_LEAD = 26
_NEAR = 14
_MOST = 24
_AROUND = 3
_CLAUSE = 60
# So many figures ahead of a sentence are looked through, and none smaller than this.
_BACK, _LEAST = 12, 2
# A rate and what it comes to are no further apart.
_APART = 8
# What is further off than this comes out at something else.
_ROUGHLY = 0.06
# What a number is worked out as, if it stands last (平均每座70人, 折合每平方米1700元).
_AVERAGE = re.compile(r"(?:人均|户均|均价|平均|年均|村均|折合|相当于|人均（次）)[^，。；]{0,6}$")


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
    """Rates times counts, in a sentence and the one before it; further off where it comes out.

    Args:
        scene: The figures by place.
        notes: Figures of the document's notes, by their marker.
    """
    is_rate = scene.all_that("rate", _is_rate)
    for sentence in list(scene.by_sentence):
        window = scene.window(sentence)
        if not notes and not any(is_rate[one.number] for one in window):
            continue
        here = {one.number for one in scene.by_sentence[sentence]}
        noted = {marker for one in window for marker in one.figure.references}
        window = (window + [one for marker in sorted(noted) for one in notes.get(marker, ())])[
            :_MOST
        ]
        for trio in _trios(scene, window):
            if any(one.number in here for one in (trio.rate, trio.count, trio.total)):
                yield from _checks(scene, trio)


def far_products(scene: Scene) -> Iterator[Check]:
    """Products with figures of the sentences and lines before, where they come out exactly."""
    rates = [number for number, is_rate in enumerate(scene.all_that("rate", _is_rate)) if is_rate]
    for here in scene.by_sentence.values():
        last = bisect_right(rates, here[-1].number)
        if last and rates[last - 1] >= here[0].number - _BACK:
            yield from _further(scene, here)


def _further(scene: Scene, here: Sequence[Placed]) -> Iterator[Check]:
    window = [*scene.ahead_of(here[0], _BACK), *here][-_MOST:]
    is_rate = scene.all_that("rate", _is_rate)
    rates = [one for one in window if is_rate[one.number]]
    first = here[0].number
    for rate in rates:
        # One of the two stands here: what all three have behind them was looked at before.
        totals = window if rate.number >= first else [one for one in here if one is not rate]
        for total in totals:
            if total is rate or total.value < _LEAST or not _fits_total(scene, rate, total):
                continue
            for times, length in _times(scene, rate, total, window):
                each = rate.value * times * (length.value if length is not None else 1)
                for count in window:
                    if abs(each * count.value - total.value) > _ROUGHLY * total.value:
                        continue
                    trio = _Trio(rate, count, total, times, length, "a rate times what it is for")
                    yield from _worked_far(scene, trio)


def _worked_far(scene: Scene, trio: _Trio) -> Iterator[Check]:
    """The check of three that nearly fit, if they belong together and come out."""
    rate, count, total = trio.rate, trio.count, trio.total
    if count is rate or count.id == total.id or min(rate.value, count.value) < _LEAST:
        return
    if abs(rate.number - total.number) > _APART:
        return
    if not _fits_count(scene, rate, count) or not _of_one_thing(scene, trio):
        return
    for check in _checks(scene, trio):
        if check.agrees and (check.recomputed == check.stated or _rough(trio)):
            yield check


def _rough(trio: _Trio) -> bool:
    """Whether rate and count stand so that their product may be rounded (130座, 每座…115人)."""
    return trio.rate.figure.unit not in ("RMB", "RMB_per_person", "other")


def _of_one_thing(scene: Scene, trio: _Trio) -> bool:
    """Whether the rate is for every one of what is counted."""
    if trio.rate.figure.unit == "RMB_per_person":
        return True
    thing = scene.once("thing", trio.rate, _thing)
    return thing is not None and thing in trio.count.citation.quote


def _trios(scene: Scene, window: Sequence[Placed]) -> Iterator[_Trio]:
    is_rate = scene.all_that("rate", _is_rate)
    for rate in window:
        if not is_rate[rate.number]:
            continue
        counts = [one for one in window if one is not rate and _fits_count(scene, rate, one)]
        if not counts:
            continue
        totals = [one for one in window if one is not rate and _fits_total(scene, rate, one)]
        for count, total in product(counts, totals):
            if rate.article != total.article or count.id == total.id:
                continue
            places = scene.once("places", count, _places)
            for times, length in _times(scene, rate, total, window):
                why = "a rate times what it is for"
                yield _Trio(rate, count, total, times * places, length, why)


def _is_rate(scene: Scene, one: Placed) -> bool:
    figure = one.figure
    if figure.value <= 0 or figure.value_high is not None or figure.unit == "percent":
        return False
    return figure.unit == "RMB_per_person" or figure.per == "meal" or scene.once("each", one, _each)


def _each(scene: Scene, one: Placed) -> bool:
    """Whether words say that there is so much for every one."""
    # The word stands ahead, in the figure's own print, or right behind.
    if not scene.signalled("each", one.span.start - _LEAD, one.span.end + 9):
        return False
    lead = scene.lead(one, _LEAD)
    ahead = _CLAUSES.split(lead[-_NEAR - len(lead) + len(scene.before(one, _LEAD)) :])[-1]
    if cue("each").within(ahead) or _EACH_OF.search(_SENTENCES.split(lead)[-1]):
        return True
    return cue("each", en="after_en", zh="none").within(scene.after(one, 8))


def _fits_count(scene: Scene, rate: Placed, count: Placed) -> bool:
    unit = count.figure.unit
    if rate.figure.per == "meal":
        return unit == "count" and count.figure.per == "day"
    asked = count.figure.kind == "threshold" and count.figure.qualifier != "at_least"
    if asked or count.figure.kind == "rate" or scene.once("each", count, _each):
        return False
    if count.figure.value <= 1 and scene.once("places", count, _places) < 2:
        return False
    if rate.figure.unit == "RMB_per_person":
        return unit in ("persons", "person_times", "jobs")
    if unit == "sqm":
        return "每平方米" in scene.lead(rate, _NEAR)
    if unit == "other":
        return count.citation.quote.endswith(scene.once("thing", rate, _thing) or "\n")
    return unit in COUNTED or unit == "area_mu"


def _thing(scene: Scene, rate: Placed) -> str | None:
    """The word for what the rate is for every one of (每座, 每期)."""
    named = list(_THING.finditer(scene.lead(rate, _LEAD)))
    return named[-1]["thing"] if named else None


def _places(scene: Scene, count: Placed) -> int:
    """In how many places there are so many each (在甲镇、乙镇各建2座); 1 if words don't say so."""
    named = _APIECE.search(scene.lead(count, _LEAD * 2))
    return 1 + len(re.findall("[、和及]", named["places"])) if named else 1


def _fits_total(scene: Scene, rate: Placed, total: Placed) -> bool:
    mine, other = rate.figure, total.figure
    if mine.per == "meal":
        return other.per == "day" and other.unit == mine.unit
    if mine.unit in ("RMB_per_person", "other"):
        fits = other.unit == "RMB"
    elif mine.unit == "count":
        fits = other.unit in ("persons", "items", "jobs")
    else:
        fits = other.unit == mine.unit
    return fits and other.value > 0 and not scene.all_that("rate", _is_rate)[total.number]


def _of_a_year(scene: Scene, total: Placed) -> bool:
    return bool(total.figure.date) or _YEAR.search(scene.sentence_of(total)) is not None


def _times(
    scene: Scene, rate: Placed, total: Placed, window: Sequence[Placed]
) -> Iterator[tuple[float, Placed | None]]:
    """How many of its spans the rate is paid for, and the figure that says so."""
    per = rate.figure.per
    if per in (None, "total", "meal"):
        yield 1, None
        return
    over = rate.figure.over
    if over is not None and over[1] == f"{per}s":
        yield over[0], None
        return
    row = next(each for each in table()["period"] if each["per"] == per)
    if scene.once("year", total, _of_a_year):
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
    last = max((trio.rate, trio.count, trio.total), key=lambda one: one.span)
    if last is trio.rate and _AVERAGE.search(scene.lead(last, _NEAR)) and trio.times == 1:
        return last
    if last.figure.kind == "estimate" and last.figure.per is None:
        return last
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

"""The measures of one sentence: its numbers with what they count, rates and ratios joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sightline.claims.figures_bare import inherit
from sightline.claims.measures import Measure, measure
from sightline.claims.numbers import Number, find_numbers
from sightline.claims.rates import Rated, join_ratios, join_spans, rate

_TIMES = ("years", "months", "days")
# "87 of its 140 villages": the part is counted as the whole is.
_PART_OF = re.compile(r" of (?:its |the |their |all |these |those |a total of ){0,2}")
_AT_LEAST = re.compile("(?:至少|最少|不少于)[^，。；\\d]{0,5}$")
_ALONE = ("家", "个", "所", "处", "座", "间")
_SHARED = ("facilities", "companies", "jobs", "villages")
# "One" of these counts where something runs so long: 满一年, 为期一个月.
_LASTING = re.compile("(?:满|期|限|培训|连续|签订|工作|实习|封闭|集中|干|需|至少)[了为:：]?$")
_EACH_TIME = re.compile("每(?:天|日|周|月|季度?|年|学期)[^，。；\\d]{0,10}$")


def rated_in(
    sentence: str, plain: str, known: Sequence[Rated], opened: Sequence[Rated]
) -> list[Rated]:
    """The measures of a sentence, units settled, rates and ratios joined.

    Args:
        sentence: The sentence.
        plain: The sentence with what bears no figure blanked.
        known: The measures before it in its paragraph.
        opened: Those of the paragraph that opened its list.
    """
    numbers = list(find_numbers(plain))
    measures: list[Measure] = []
    earlier = [one.measure for one in known[-4:]] or [one.measure for one in opened[-2:]]
    for at, number in enumerate(numbers):
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        found = _measured(plain, number, following)
        if found is not None and found.unit is None:
            found = inherit(plain, found, measures, earlier)
        if found is not None:
            measures.append(_part(plain, found, measures) if measures else _again(found, earlier))
    rated: list[Rated] = []
    for found in measures:
        rated.append(rate(plain, found, [*known[-6:], *rated]))
    if len(rated) > 1:
        rated = join_ratios(sentence, join_spans(plain, rated))
    return [one for one in rated if _counts(one, plain)]


def _again(found: Measure, earlier: Sequence[Measure]) -> Measure:
    """A bare 5个 counts what the sentences before counted: 年底前还将再建5个."""
    if found.what != "个" or found.unit != "count" or not earlier:
        return found
    if earlier[0].unit not in _SHARED:
        return found
    return replace(found, unit=earlier[0].unit, what=earlier[0].what)


def _part(plain: str, found: Measure, before: Sequence[Measure]) -> Measure:
    """A part of what was counted before is counted as it: 岗位7600个，其中园区企业3200个."""
    if not before:
        return found
    whole = before[-1]
    alone = found.what in _ALONE and found.end == found.number.end + 1
    if (
        alone
        and whole.unit in _SHARED
        and plain[whole.number.end : whole.number.end + 1] == found.what
    ):
        return replace(found, unit=whole.unit, what=whole.what)
    if found.unit not in ("companies", "facilities"):
        return found
    if whole.unit != "jobs" or found.end != found.number.end + 1 or plain[found.end - 1] != "个":
        return found
    gap = plain[whole.end : found.number.start]
    if "其中" not in gap and not (len(before) > 1 and re.match("[、，]", gap)):
        return found
    return replace(found, unit=whole.unit, what=whole.what)


def _measured(plain: str, number: Number, following: Number | None) -> Measure | None:
    """What a number counts; a part of a whole is counted as the whole is."""
    limit = following.start if following is not None else len(plain)
    found = measure(plain, number, limit)
    alone = found is not None and number.value == 1 and found.qualifier == "exact"
    if (
        found is not None
        and alone
        and _AT_LEAST.search(plain, max(0, number.start - 8), number.start)
    ):
        # 每户至少出1人: the limit stands before the verb.
        found = replace(found, qualifier="at_least")
    if found is None or found.unit is not None or following is None:
        return found
    if _PART_OF.fullmatch(plain, number.end, limit):
        whole = measure(plain, following, len(plain))
        if whole is not None:
            return replace(found, unit=whole.unit, what=whole.what)
    return found


def _counts(one: Rated, plain: str) -> bool:
    """Whether a number word counts: "one" only where a limit, a rate or a ratio hangs on it."""
    number, found = one.measure.number, one.measure
    if number.form in ("word", "chinese") and number.value == 1 and number.high is None:
        lead = plain[max(0, number.start - 14) : number.start]
        if found.unit in _TIMES and _LASTING.search(lead):
            return True
        if (found.what == "次" or found.unit_text == "小时") and _EACH_TIME.search(lead):
            return True
        limited = found.qualifier in ("at_least", "at_most", "more_than", "less_than")
        return limited or one.over is not None or one.is_rate
    if number.form == "article":
        return found.qualifier != "exact"
    return True

"""Shares, growth, multiples, ratios against a threshold, and one measure in two units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from sightline.claims.check import Check
from sightline.claims.checks_scene import ADDABLE, Placed, Scene, cue, make, table
from sightline.claims.lexicon import units
from sightline.claims.numbers import tidy

_NEAR = 16
_FAR = 90
# A document that asks for one ratio so often repeats itself.
_ASKED = 5
_SHARED = re.compile(r"其中|of (?:which|whom|these|them)")
# A multiple in words ("double", 翻一番) leaves a twentieth open; "nearly" another.
_LOOSE = 0.05
_RATIO = re.compile(r"^(?P<one>[a-z ]+) per (?P<other>[a-z ]+)$")
_MULTIPLE = re.compile(r"doubl|tripl|quadrupl|翻|fold|倍")


def shares(scene: Scene) -> Iterator[Check]:
    """Percentages of a whole, and by how many percent a number has grown or shrunk."""
    for one in scene.figures:
        if one.figure.unit != "percent" or one.figure.value_high is not None or one.value <= 0:
            continue
        window = [each for each in scene.window(one.sentence) if _countable(each)]
        ahead, sentence = scene.before(one, _NEAR), scene.sentence_of(one)
        if cue("growth").within(ahead) or cue("fall").within(ahead):
            yield from _changes(scene, one, window)
        elif cue("growth").within(sentence) or cue("fall").within(sentence):
            yield from _changes(scene, one, window, only_holding=True)
        if cue("share").within(ahead + scene.after(one, _NEAR)):
            yield from _part_of_whole(scene, one, window)
        elif cue("share").within(sentence) or _SHARED.search(ahead):
            yield from _part_of_whole(scene, one, window, only_holding=True)


def _countable(one: Placed) -> bool:
    unit = one.figure.unit
    measured = unit in ADDABLE - {"percent"} or (unit == "other" and one.figure.unit_text)
    return bool(measured) and one.figure.value_high is None and one.value > 0


def _pairs(window: Sequence[Placed]) -> Iterator[tuple[Placed, Placed]]:
    for one, other in combinations(window, 2):
        if (
            one.measure == other.measure
            and one.value != other.value
            and one.article == other.article
        ):
            yield (one, other) if one.value < other.value else (other, one)


def _part_of_whole(
    scene: Scene, share: Placed, window: Sequence[Placed], *, only_holding: bool = False
) -> Iterator[Check]:
    if share.printed.rough:
        # "Over 90 percent" leaves so much open that numbers from further off would fit by chance.
        window = [one for one in window if one.sentence == share.sentence]
    pairs = list(_pairs(window))
    made = [(_percentage(share, part, whole), part, whole) for part, whole in pairs]
    holding = [(check, part, whole) for check, part, whole in made if check.agrees]
    if holding:
        check, part, whole = holding[-1]
        yield _taken(share, part, whole) if _worked_out(scene, share, part) else check
        return
    before = [one for one in window if one.sentence == share.sentence and one.span < share.span]
    tied = _told(scene, share, before)
    if tied is not None:
        yield _percentage(share, *tied)
        return
    if only_holding or len(before) != 2 or not cue("share").within(scene.before(share, 10)):
        return
    if len({one.measure for one in before}) == 1 and before[0].value > before[1].value:
        yield _percentage(share, before[1], before[0])


def _told(scene: Scene, share: Placed, before: Sequence[Placed]) -> tuple[Placed, Placed] | None:
    """The part and the whole that the words name (6.9万人，占…（16.2万人）的四成六)."""
    if len(before) < 2 or before[-1].measure != before[-2].measure:
        return None
    part, whole = before[-2:]
    of = re.fullmatch(r"[）)]?(?:的)[^，。；\d]{0,3}", scene.between(whole, share))
    if (
        of is None
        or not re.search("占|完成", scene.between(part, whole))
        or part.value >= whole.value
    ):
        return None
    return part, whole


def _worked_out(scene: Scene, share: Placed, part: Placed) -> bool:
    """Whether the part stands behind its share as what it comes to (占50%（48人）)."""
    link = scene.between(share, part) if share.span < part.span else ""
    return bool(re.fullmatch(r"[^，。；\d]{0,3}[，、,（(][^，。；\d]{0,8}", link))


def _taken(share: Placed, part: Placed, whole: Placed) -> Check:
    result = whole.value * share.value / 100
    spread = whole.printed.spread * share.value / 100 + whole.value * share.printed.slack / 100
    return make(
        f"{whole.id}*{share.id}/100",
        part,
        part.value,
        result,
        spread,
        (whole, share),
        "what a share of the whole comes to",
    )


def _percentage(share: Placed, part: Placed, whole: Placed) -> Check:
    result = part.value / whole.value * 100
    spread = result * sum(one.printed.spread / one.value for one in (part, whole))
    return make(
        f"{part.id}/{whole.id}*100",
        share,
        share.value,
        result,
        spread,
        (part, whole),
        "a part of a whole, in percent",
    )


def _changes(
    scene: Scene, share: Placed, window: Sequence[Placed], *, only_holding: bool = False
) -> Iterator[Check]:
    fallen = cue("fall").within(scene.before(share, _FAR) + scene.after(share, _NEAR))
    made = []
    for small, large in _pairs(window):
        base, later = (large, small) if fallen else (small, large)
        result = abs(later.value - base.value) / base.value * 100
        spread = result * sum(one.printed.spread / one.value for one in (base, later))
        ids = (large.id, small.id, base.id)
        why = (
            "by how many percent the one number is below the other"
            if fallen
            else ("by how many percent the one number is above the other")
        )
        made.append(
            (
                make(
                    f"({ids[0]}-{ids[1]})/{ids[2]}*100",
                    share,
                    share.value,
                    result,
                    spread,
                    (base, later),
                    why,
                ),
                base,
                later,
            )
        )
    holding = [check for check, *_ in made if check.agrees]
    if holding:
        yield holding[-1]
        return
    for check, base, later in made:
        if not only_holding and _from_to(scene, base, later) and share.sentence == base.sentence:
            yield check


def _from_to(scene: Scene, base: Placed, later: Placed) -> bool:
    """Whether words lead from the one number to the other."""
    if base.sentence != later.sentence or base.span > later.span:
        return False
    link = scene.between(base, later)
    if len(link) > _FAR or not cue("from_to").within(link):
        return False
    return cue("from_to", zh="zh_from", en="en_from").within(scene.before(base, _NEAR))


def _reaches(scene: Scene, later: Placed) -> bool:
    """Whether the later number is said to be reached (210座…达到400座，实现翻一番)."""
    return bool(
        re.search(r"(?:达到|增至|增加到|扩大到|提高到)[^，。；\d]{0,4}$", scene.lead(later, _NEAR))
    )


def multiples(scene: Scene) -> Iterator[Check]:
    """How many times ("nearly double", 翻一番) the earlier number the later one is."""
    for one in scene.figures:
        if one.figure.unit != "count" or not _MULTIPLE.search(one.citation.quote.lower()):
            continue
        here = [
            each for each in scene.by_sentence[one.sentence] if _countable(each) and each is not one
        ]
        for base, later in combinations(here, 2):
            if base.measure != later.measure or base.value >= later.value:
                continue
            if not _from_to(scene, base, later) and not _reaches(scene, later):
                continue
            loose = one.value * _LOOSE * (2 if one.printed.rough else 1)
            check = make(
                f"{later.id}/{base.id}",
                one,
                one.value,
                later.value / base.value,
                0.0,
                (base, later),
                "how many times the one number the other is",
            )
            yield replace(check, tolerance=loose)


def thresholds(scene: Scene) -> Iterator[Check]:
    """What a document asks for ("one worker per 10 sqm") against what it tells of places."""
    pairs: dict[tuple[str, str], list[tuple[Placed, Placed]]] = {}
    tried: Counter[tuple[str, str, int]] = Counter()
    for asked in scene.figures:
        if asked.figure.kind != "threshold" or asked.figure.unit != "count":
            continue
        named = _RATIO.match((asked.figure.what or "").lower())
        if named is None or not asked.value:
            continue
        above, below = (_unit_of(named[group]) for group in ("one", "other"))
        if above is None or below is None:
            continue
        tried[above, below, asked.article] += 1
        if tried[above, below, asked.article] > _ASKED:
            continue
        if (above, below) not in pairs:
            pairs[above, below] = list(_beside(scene, above, below))
        for one, other in pairs[above, below]:
            if one.article == other.article == asked.article:
                yield _against(asked, one, other)


_WITHIN = {"at_least": 1, "more_than": 1, "at_most": -1, "less_than": -1}


def _against(asked: Placed, one: Placed, other: Placed) -> Check:
    """A ratio against a threshold; one that is well within it is told, but equals nothing."""
    ratio = one.value / other.value
    slack = _ratio_slack(asked)
    well = (ratio - asked.value) * _WITHIN.get(asked.figure.qualifier, 0) > slack
    check = make(f"{one.id}/{other.id}", asked, asked.value, ratio, 0.0, (one, other), "")
    return replace(
        check,
        stated=None if well else check.stated,
        tolerance=tidy(slack),
        why=(
            "a ratio that is well within the threshold that the document sets"
            if well
            else "a ratio that the document sets as a threshold, worked out for a place"
        ),
    )


def _unit_of(noun: str) -> str | None:
    known = units().nouns
    noun = noun.strip()
    if noun in ("sqm", "square meter", "square metre"):
        return "sqm"
    return known.get(noun) or known.get(noun.rsplit(" ", 1)[-1])


def _beside(scene: Scene, above: str, below: str) -> Iterator[tuple[Placed, Placed]]:
    """The nearest pairs of the two units in a paragraph, each figure once."""
    for figures in scene.by_passage.values():
        ones = [
            one for one in figures if one.figure.unit == above and one.figure.kind != "threshold"
        ]
        taken: set[str] = set()
        at = 0
        for other in figures if ones else ():
            if other.figure.unit != below or other.figure.value_high is not None:
                continue
            while at < len(ones) and (ones[at].span <= other.span or ones[at].id in taken):
                at += 1
            if at == len(ones):
                break
            near = ones[at]
            if near.sentence - other.sentence <= 1 and near.figure.value_high is None:
                taken.add(near.id)
                yield near, other


def _ratio_slack(asked: Placed) -> float:
    """A ratio is printed as one to so many: half a one of the latter is left open."""
    many = max(asked.value, 1 / asked.value)
    ends = 1 / (many - 0.5), 1 / (many + 0.5)
    slack = (ends[0] - ends[1]) / 2
    return slack if asked.value < 1 else 0.5


def conversions(scene: Scene) -> Iterator[Check]:
    """One measure in two units, side by side."""
    for one, other in pairwise(scene.figures):
        if one.sentence != other.sentence or other.span.start - one.span.end > 4:
            continue
        if not cue("equals").within(scene.between(one, other)):
            continue
        for row in table()["conversion"]:
            by_unit = {one.figure.unit: one, other.figure.unit: other}
            if by_unit.keys() != {row["unit"], row["of"]}:
                continue
            large, small = by_unit[row["unit"]], by_unit[row["of"]]
            result = large.value * row["factor"]
            spread = row["factor"] * large.printed.grain / 2
            yield make(
                f"{large.id}*{row['factor']:g}",
                small,
                small.value,
                result,
                spread,
                (large,),
                "one measure in two units",
            )

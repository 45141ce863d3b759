"""What an alignment says, in numbers, each belonging to a slot.

The log-odds of a pair are a weighted sum of these numbers, so each slot
has a part of them that can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from sightline.names.align import Alignment, Pairing, align
from sightline.names.model import Slot
from sightline.names.parse import Parsed, holds
from sightline.names.rarity import Rarity

FEATURES: tuple[tuple[str, Slot], ...] = (
    ("base", "form"),
    ("brand_match", "brand"),
    ("brand_a_left", "brand"),
    ("brand_b_left", "brand"),
    ("brand_both_left", "brand"),
    ("brand_whole", "brand"),
    ("brand_a_covered", "brand"),
    ("brand_b_covered", "brand"),
    ("brand_clash", "brand"),
    ("brand_one_none", "brand"),
    ("brand_none", "brand"),
    ("brand_near", "brand"),
    ("brand_spelled_other", "brand"),
    ("acronym", "brand"),
    ("wording", "brand"),
    ("identical", "brand"),
    ("nothing_left", "brand"),
    ("same_name", "brand"),
    ("information_short", "brand"),
    ("activity_match", "activity"),
    ("activity_a_left", "activity"),
    ("activity_b_left", "activity"),
    ("activity_both_left", "activity"),
    ("activity_whole", "activity"),
    ("activity_clash", "activity"),
    ("activity_one_none", "activity"),
    ("place_same", "place"),
    ("place_within", "place"),
    ("place_other", "place"),
    ("place_a_only", "place"),
    ("place_b_only", "place"),
    ("group_differs", "form"),
    ("group_or_company", "form"),
    ("holding_differs", "form"),
    ("branch_differs", "form"),
    ("number_same", "identifier"),
    ("number_other", "identifier"),
    ("number_one_none", "identifier"),
)
_AGAINST = (
    "group_differs", "group_or_company", "holding_differs", "branch_differs",
    "number_other", "number_one_none",
)  # fmt: skip
NAMES = tuple(name for name, _ in FEATURES)
AT = {name: number for number, name in enumerate(NAMES)}
# Words of one trade come together, so a second one says less than the first.
_CORRELATED = 0.7
PAIRINGS = ("characters", "syllables", "sounds", "words")


@dataclass(slots=True)
class Compared:
    """Two parsed names with their alignment and its numbers."""

    a: Parsed
    b: Parsed
    flipped: bool
    pairing: str
    alignment: Alignment
    numbers: list[float]
    place: str
    information: float


def compare_parts(query: Parsed, target: Parsed, rarity: Rarity) -> Compared:
    """Align two names and count what agrees and what doesn't."""
    flipped = query.script == "latin" and target.script != "latin"
    a, b = (target, query) if flipped else (query, target)
    alignment = align(a, b, rarity)
    numbers = [0.0] * len(FEATURES)
    numbers[0] = 1.0
    _brand(alignment, numbers)
    _activity(alignment.activity, numbers)
    place = _place(a, b)
    if place:
        numbers[AT[f"place_{place}"]] = 1.0
    _form(a, b, numbers)
    _wording(a, b, numbers)
    information = _information(alignment, a, place, rarity)
    numbers[AT["information_short"]] = max(0.0, 1.0 - information / rarity.enough)
    if _nothing_left(alignment) and place not in ("other", "within"):
        numbers[AT["nothing_left"]] = 1.0
    if a.script == b.script and _all_agrees(alignment, numbers, place):
        numbers[AT["same_name"]] = 1.0
    return Compared(a, b, flipped, _pairing(a, b), alignment, numbers, place, information)


def _all_agrees(alignment: Alignment, numbers: list[float], place: str) -> bool:
    """Whether every part of one name agrees with the other's, and there is enough of it."""
    brand, activity = alignment.brand, alignment.activity
    left = (brand.a.left, brand.b.left, activity.a.left, activity.b.left)
    if any(numbers[AT[name]] for name in _AGAINST):
        return False
    if any(left) or place not in ("same", ""):
        return False
    return bool(brand.paired) or (place == "same" and bool(activity.paired))


def _nothing_left(alignment: Alignment) -> bool:
    brand, activity = alignment.brand, alignment.activity
    left = (brand.a.left, brand.b.left, activity.a.left, activity.b.left)
    return bool(brand.paired) and not any(left)


def _information(alignment: Alignment, a: Parsed, place: str, rarity: Rarity) -> float:
    """How rare it is, in nats, that two names share all that these share."""
    shared = sum(weight for _, _, weight in alignment.brand.paired)
    shared += _CORRELATED * sum(weight for _, _, weight in alignment.activity.paired)
    if place == "same":
        shared += max(rarity.least(f"l:{code}" for code in p.codes) for p in a.places)
    return shared


def _pairing(a: Parsed, b: Parsed) -> str:
    if a.script == "latin":
        return "words"
    if b.script == "latin":
        return "sounds"
    return "characters" if a.script == b.script == "zh" else "syllables"


def _sums(pairing: Pairing) -> tuple[float, float, float]:
    paired = sum(weight for _, _, weight in pairing.paired)
    left_a = sum(weight for _, weight in pairing.a.left)
    left_b = sum(weight for _, weight in pairing.b.left)
    return paired, left_a, left_b


def _scaled(weight: float) -> float:
    return min(weight, 24.0) / 8.0


def _brand(alignment: Alignment, numbers: list[float]) -> None:
    brand = alignment.brand
    paired, left_a, left_b = _sums(brand)
    numbers[AT["brand_match"]] = _scaled(paired)
    numbers[AT["brand_a_left"]] = _scaled(left_a)
    numbers[AT["brand_b_left"]] = _scaled(left_b)
    if brand.paired:
        numbers[AT["brand_both_left"]] = _scaled(min(left_a, left_b))
    any_a = bool(brand.paired or brand.a.left)
    any_b = bool(brand.paired or brand.b.left)
    if brand.paired and not brand.a.left and not brand.b.left:
        numbers[AT["brand_whole"]] = 1.0
    elif brand.paired and not brand.a.left:
        numbers[AT["brand_a_covered"]] = 1.0
    elif brand.paired and not brand.b.left:
        numbers[AT["brand_b_covered"]] = 1.0
    elif not brand.paired and any_a and any_b:
        numbers[AT["brand_clash"]] = 1.0
    if any_a != any_b:
        numbers[AT["brand_one_none"]] = 1.0
    elif not any_a:
        numbers[AT["brand_none"]] = 1.0
    if alignment.spelled_other:
        numbers[AT["brand_spelled_other"]] = 1.0
    else:
        numbers[AT["brand_near"]] = _near(alignment.near)
    numbers[AT["acronym"]] = 1.0 if alignment.acronym else 0.0


def _near(near: tuple[str, str, float]) -> float:
    """Likeness of what is left of two brands; short words are alike by chance."""
    _, word, ratio = near
    return max(0.0, ratio - 50.0) / 50.0 * min(1.0, max(0, len(word) - 3) / 5.0)


def _activity(activity: Pairing, numbers: list[float]) -> None:
    paired, left_a, left_b = _sums(activity)
    numbers[AT["activity_match"]] = _scaled(paired)
    numbers[AT["activity_a_left"]] = _scaled(left_a)
    numbers[AT["activity_b_left"]] = _scaled(left_b)
    if activity.paired:
        numbers[AT["activity_both_left"]] = _scaled(min(left_a, left_b))
    if activity.paired and not activity.a.left and not activity.b.left:
        numbers[AT["activity_whole"]] = 1.0
    elif not activity.paired and activity.a.left and activity.b.left:
        numbers[AT["activity_clash"]] = 1.0
    elif not activity.paired and bool(activity.a.left) != bool(activity.b.left):
        numbers[AT["activity_one_none"]] = 1.0


def _place(a: Parsed, b: Parsed) -> str:
    """How the places stand to each other; China alone says nothing."""
    places_a = [place.codes for place in a.places if place.codes != {"CN"}]
    places_b = [place.codes for place in b.places if place.codes != {"CN"}]
    if not places_a and not places_b:
        return ""
    if not places_b:
        return "a_only"
    if not places_a:
        return "b_only"
    if places_a[-1] & places_b[-1]:
        return "same"
    for x in places_a:
        for y in places_b:
            if any(holds(i, j) or holds(j, i) for i in x for j in y):
                return "within"
    return "other"


def _form(a: Parsed, b: Parsed, numbers: list[float]) -> None:
    for form in ("group", "holding", "branch"):
        if (form in a.forms) != (form in b.forms):
            numbers[AT[f"{form}_differs"]] = 1.0
    if _group_beside_company(a.forms, b.forms) or _group_beside_company(b.forms, a.forms):
        numbers[AT["group_or_company"]] = 1.0
    if a.numbers or b.numbers:
        if a.numbers == b.numbers:
            agreement = "same"
        else:
            agreement = "other" if a.numbers and b.numbers else "one_none"
        numbers[AT[f"number_{agreement}"]] = 1.0


def _group_beside_company(group: frozenset[str], company: frozenset[str]) -> bool:
    """A group named as such, without a legal form, beside a company with one."""
    return group == {"group"} and bool(company) and "group" not in company


def _wording(a: Parsed, b: Parsed, numbers: list[float]) -> None:
    if a.script == b.script:
        ratio = fuzz.ratio(_bare(a), _bare(b))
        numbers[AT["wording"]] = max(0.0, ratio - 50.0) / 50.0
        if a.core == b.core and not numbers[AT["brand_none"]]:
            numbers[AT["identical"]] = 1.0
    elif a.script != "latin" and b.script != "latin":
        ratio = fuzz.ratio(_spelled(a), _spelled(b))
        numbers[AT["wording"]] = max(0.0, ratio - 50.0) / 50.0


def _bare(name: Parsed) -> str:
    """A name's words without its legal form."""
    return " ".join([*(place.text for place in name.places), name.core])


def _spelled(name: Parsed) -> str:
    sounds = [s for place in name.places for s in place.sounds]
    sounds += [s for unit in name.middle for s in unit.sounds]
    return "".join(s[0] for s in sounds if s)


def matrix(rows: list[list[float]]) -> np.ndarray:
    """Feature rows as an array."""
    return np.asarray(rows, dtype=np.float64).reshape(-1, len(FEATURES))

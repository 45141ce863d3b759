"""Bare numbers: what one counts that has no noun of its own, from what was counted before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sightline.claims.figures_ages import is_age
from sightline.claims.lexicon import units
from sightline.claims.measures import Measure

_UNSHARED = (None, "percent", "years", "months", "days")
_MONEY = ("RMB", "RMB_per_person", "other")
_IN_PLACES = re.compile(r"\b(?:in|across|from) $")


def inherit(
    sentence: str, found: Measure, here: Sequence[Measure], before: Sequence[Measure]
) -> Measure | None:
    """A bare number's unit from what was counted before it; None if nothing fits.

    Args:
        sentence: The sentence that the number stands in.
        found: The bare number.
        here: The measures before it in the sentence.
        before: The last measures of the paragraph before the sentence.
    """
    number = found.number
    if is_age(sentence, number):
        return replace(found, unit="years", what="years")
    words = re.findall(r"[A-Za-z]+", sentence[: number.start].lower())[-4:]
    follows = re.findall(r"[A-Za-z]+", sentence[number.end :].lower())[:3]
    lexicon = units().words
    if number.form == "word" and number.value == 1:
        return None
    pointed = bool(lexicon["pointers"] & {*words, *follows[1:2]}) or follows[:1] == ["more"]
    if not (pointed or here) and number.plain and number.value < 100 and number.form == "digits":
        return None
    for other in (*reversed(here), *reversed(before)):
        start = other.number.start
        if (
            len(here) > 1
            and other in here
            and _IN_PLACES.search(sentence, max(0, start - 8), start)
        ):
            continue  # "143 factories in 118 villages, and another 57"
        if other.unit in _UNSHARED or other.number.form == "multiple":
            continue
        if other.unit in _MONEY and number.value < 1000 and other.number.value >= 1000:
            continue  # "two of them" are no amounts
        # "All three": the same number points back to the same set.
        same = other.number.value == number.value
        return replace(
            found, unit=other.unit, unit_text=other.unit_text, what=other.what, firm=same
        )
    if lexicon["employ"] & set(words):
        return replace(found, unit="persons", what=None)
    return None

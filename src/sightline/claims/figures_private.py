"""What a figure leaves unsaid: the age of a person whose name is masked, and peoples and faiths.

A figure counts; what persons are is said nowhere but in the words quoted.
"""

from __future__ import annotations

import re
from functools import cache

from sightline.claims.lexicon import load
from sightline.claims.measures import Measure
from sightline.claims.numbers_written import any_of

MASK = "\u2588"
_BESIDE = 8


def of_somebody(sentence: str, found: Measure) -> bool:
    """Whether a number is the age of a person whose name is masked: it counts nothing."""
    if found.unit not in ("years", "months"):
        return False
    start, end = found.number.start, found.end
    return MASK in sentence[max(0, start - _BESIDE) : start] or (
        MASK in sentence[end : end + _BESIDE]
    )


@cache
def _peoples() -> re.Pattern[str]:
    words = load("units")["peoples"]
    return re.compile(rf"(?i:\b(?:{any_of(words['en'])})\b)\s?|(?:{any_of(words['zh'])})")


def nameless(what: str | None) -> str | None:
    """What is counted, without the names of peoples and faiths: "Kazakh workers" are workers."""
    if what is None or _peoples().search(what) is None:
        return what
    left = " ".join(_peoples().sub("", what).split())
    if left:
        return left
    return "people" if what.isascii() else "人"

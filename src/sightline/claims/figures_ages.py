"""Ages: bare numbers that say how old somebody is."""

from __future__ import annotations

import re

from sightline.claims.numbers import Number

_YEARS_OLD = re.compile(r"(?i:\b(?:aged?|ages)(?: of| from)? (?:\d+ (?:and|to|or) )?)$")
_AGED = re.compile(
    r"(?i:\b(?:is|are|was|were|aged?|those|women|men|children|girls|boys|workers) )$"
)
# "Patigul Memet, 29, who"
_NAME_AND_AGE = re.compile(r"(?:[A-Z][\w'’-]+|█), $")
_YOUNGEST = 14


def is_age(sentence: str, number: Number) -> bool:
    """Whether a bare number is an age: "are under 30", "aged 4 and 7"."""
    if number.value >= 100 or number.form != "digits":
        return False
    start = number.start
    if sentence.startswith(",", number.end) and number.value > _YOUNGEST:
        return _NAME_AND_AGE.search(sentence, max(0, start - 24), start) is not None
    bounded = number.qualifier in ("less_than", "more_than")
    aged = _AGED if bounded else _YEARS_OLD
    return aged.search(sentence, max(0, start - 30), start) is not None

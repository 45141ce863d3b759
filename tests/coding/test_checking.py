"""Checking tells an author what doesn't hold, and what can't work, with the way out."""

from __future__ import annotations

import pytest

from sightline.coding.checking import check
from tests.coding.books import SIGN, TERM, book


def found(*parts: str) -> list[tuple[bool, str, str]]:
    """Of each problem that isn't about unused gates: whether it is severe, entry, what is wrong."""
    return [
        (one.severe, one.entry, one.found)
        for one in check(book(*parts))
        if not one.entry.startswith("gate")
    ]


def test_a_sound_codebook_has_no_problems() -> None:
    """Terms and indicators hold on their examples."""
    assert found(TERM, SIGN) == []


SLIPS = [
    (TERM.replace('"salt pans"', '"salt lakes"'), True, "nothing"),
    (TERM.replace('"frying pans"', '"two salt pans"'), True, "salt-pan: 'salt pans'"),
    (TERM + 'example = [{ text = "salt pans", flows = [] }]', True, "flows 1"),
    (TERM.replace('["salt pan"]', '["salt {pan"]'), True, "is missing"),
    (TERM.replace('["salt pan"]', '["salt* pan"]'), True, "anywhere but at the end"),
    (TERM + TERM.replace('"salt-pan"', '"brine-pan"'), True, "a spelling of salt-pan too"),
    (TERM.replace('no_match = ["frying pans"]', ""), False, "no example under no_match"),
    (TERM.replace('["salt pan"]', '["salt pan", "salt-pan"]'), False, "one of salt pan"),
    (TERM.replace("flows = [1]", ""), False, "nothing uses it"),
    (SIGN.replace("are kept.", "are red."), True, "nothing"),
    (SIGN.replace('["Their passports are blue."]', '["扣押身份证"]'), True, "papers stated"),
]


@pytest.mark.parametrize(("text", "severe", "wrong"), SLIPS)
def test_a_slip_is_told(text: str, severe: bool, wrong: str) -> None:
    """What is wrong, with which entry, and whether the check fails for it."""
    parts = (text,) if "[[term]]" in text else (TERM, text)
    told = found(*parts)
    assert any(is_severe is severe and wrong in why for is_severe, _, why in told), told


def test_a_form_that_another_term_always_takes_is_told() -> None:
    """A word left open takes every longer one that begins before it."""
    early = TERM.replace('"salt-pan"', '"old-salt"').replace("salt pan", "old")
    early = early.replace('ru = ["солян*"]', "").replace('uz = ["tuz ho\'jalig*"]', "")
    late = TERM.replace('["salt pan"]', '["salt pan", "old salt"]').replace("[1]", "[]")
    taker = early.replace('["old"]', '["old salt*"]')
    assert any("always a hit of" in why or "spelling of" in why for _, _, why in found(taker, late))


def test_unused_gates_are_told() -> None:
    """All three gates of the small codebook stand idle."""
    idle = [one.entry for one in check(book(TERM)) if one.entry.startswith("gate")]
    assert idle == ["gate on_the_shore", "gate while_it_lasted", "gate in_autumn"]

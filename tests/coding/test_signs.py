"""Indicators: stated, denied, or neither; beside the terms, not among them."""

from __future__ import annotations

import pytest

from sightline.coding import annotate, bundled_codebooks, indicator_hits, load_codebook
from sightline.coding.codebook import FRAMEWORKS
from sightline.text import Text
from tests.coding.books import SIGN, TERM, book

BOOK = book(TERM, SIGN)

STANCES = [
    ("Their passports are kept at Tamsal.", ["stated"]),
    ("企业扣押身份证。", ["stated"]),
    ("企业不得扣押身份证。", []),
    ("企业没有扣押身份证。", ["denied"]),
    ("It is not true that their passports are kept.", ["denied"]),
    ("No passports are kept.", []),
    ("Passports are checked.", []),
]


@pytest.mark.parametrize(("raw", "stances"), STANCES)
def test_bans_and_denials_are_no_statements(raw: str, stances: list[str]) -> None:
    """A ban in general says nothing of anyone; a denial is kept as one."""
    hits = indicator_hits(Text("0" * 64, raw), BOOK)
    assert [hit.stance for hit in hits] == stances, [hit.why for hit in hits]


def test_signs_give_no_annotation() -> None:
    """One scan finds both; each has its own rows."""
    text = Text("0" * 64, "At the salt pans passports  are held.")
    [hit] = annotate(text, BOOK)
    [sign] = indicator_hits(text, BOOK)
    assert hit.term == "salt-pan"
    assert (sign.row, sign.framework, sign.strength) == ("papers", "ILO", "explicit")
    assert sign.words == "passports are held"
    assert sign.citation.quote == "passports  are held"
    assert text.raw[sign.span.start : sign.span.end] == sign.citation.quote


def test_words_may_be_a_term_and_a_sign_at_once() -> None:
    """A term's spelling is its own among terms only."""
    both = SIGN.replace('en = ["passports', 'ru = ["солян*"]\nen = ["passports')
    text = Text("0" * 64, "солянки")
    assert len(annotate(text, book(TERM, both))) == 1
    assert len(indicator_hits(text, book(TERM, both))) == 1


def test_of_nested_words_for_one_sign_the_longest_counts() -> None:
    """One passage is one sign of a kind."""
    longer = SIGN.replace('en = ["passports', 'en = ["workers\' passports are kept", "passports')
    hits = indicator_hits(Text("0" * 64, "The workers' passports are kept."), book(TERM, longer))
    assert [hit.words for hit in hits] == ["workers' passports are kept"]


@pytest.mark.parametrize("name", bundled_codebooks())
def test_a_bundled_codebook_has_signs_of_both_frameworks(name: str) -> None:
    """All indicators of FORMATS, each by the name that it has there."""
    there = {
        (row.sign.framework, row.sign.indicator)
        for row in load_codebook(name).indicators
        if row.sign
    }
    assert {framework for framework, _ in there} == set(FRAMEWORKS)

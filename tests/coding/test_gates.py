"""Gates and forms of a codebook of another place and language, by data alone."""

from __future__ import annotations

import pytest

from sightline.coding import Codebook, annotate
from sightline.text import Text
from tests.coding.books import book


def flows(raw: str, codebook: Codebook) -> list[tuple[int, ...]]:
    """The flows of each hit in a text."""
    return [hit.flows for hit in annotate(Text("0" * 64, raw), codebook)]


ENDINGS = [
    ("Тамсальские солянки и солянокамень", ["солянки", "солянокамень"]),
    ("подсолянка", []),
    ("tuz ho‘jaligining, tuz xo'jaligi", ["tuz ho‘jaligining"]),
    ("tuz hoʻjaligi va tuz ho`jaligi", ["tuz hoʻjaligi", "tuz ho`jaligi"]),
    ("salt panning", []),
]


@pytest.mark.parametrize(("raw", "quotes"), ENDINGS)
def test_a_word_left_open_is_found_whole(raw: str, quotes: list[str]) -> None:
    """`*` takes the rest of the word and nothing before it; other forms are whole words."""
    hits = annotate(Text("0" * 64, raw), book())
    assert [hit.citation.quote for hit in hits] == quotes


PLACES = [("salt pans of Tamsal", [(1,)]), ("Соляни Тамсала", [(1,)]), ("salt pans in Orsk", [()])]


@pytest.mark.parametrize(("raw", "given"), PLACES)
def test_a_codebook_names_its_own_places(raw: str, given: list[tuple[int, ...]]) -> None:
    """Places are forms: in any script, with any ending."""
    assert flows(raw, book(gates='["on_the_shore"]')) == given


YEARS = [
    ("In 2009 salt pans were dug.", [(1,)]),
    ("In 2015 salt pans were dug.", [()]),
    ("From 2008 to 2015 salt pans were dug.", [(1,)]),
    ("Since 2015 salt pans are dug.", [()]),
    ("Since 2005 salt pans are dug.", [(1,)]),
    ("Salt pans were dug.", [(1,)]),
]


@pytest.mark.parametrize(("raw", "given"), YEARS)
def test_a_scheme_may_have_ended(raw: str, given: list[tuple[int, ...]]) -> None:
    """Years after the last one shut the gate."""
    assert flows(raw, book(gates='["while_it_lasted"]')) == given


SEASONS = [
    ("In September salt pans are raked.", [(1,)]),
    ("In March salt pans are painted.", [()]),
    ("From March to October salt pans are raked.", [(1,)]),
    ("В марте солянки пусты", [()]),
    ("On 12.10.2005 salt pans were raked.", [(1,)]),
    ("On 2005-03-12 salt pans were shut.", [()]),
    ("In 2005/06 salt pans were raked.", [(1,)]),
    ("In March it rained. Salt pans are raked.", [(1,)]),
]


@pytest.mark.parametrize(("raw", "given"), SEASONS)
def test_a_season_is_told_by_the_months_of_the_sentence(
    raw: str, given: list[tuple[int, ...]]
) -> None:
    """Named or in a date; with no month told, or one of the season, the gate is open."""
    assert flows(raw, book(gates='["in_autumn"]')) == given

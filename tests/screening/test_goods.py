"""Goods are told by code and by words, and look-alike words are not goods."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sightline.screening import Result
from sightline.screening.goods import codes_in, words_in

Ask = Callable[..., Result]

CODES = [
    ("6109.10", ["610910"]),
    ("6109.10.00", ["61091000"]),
    ("6109.1", ["610910"]),
    ("6109 10 00", ["61091000"]),
    ("0702", ["0702"]),
    ("702", ["0702"]),
    ("7020000", ["07020000"]),
    ("6109.10; 6110.20", ["610910", "611020"]),
    ("HS 5205/5206", ["5205", "5206"]),
    ("28046190", ["28046190"]),
    ("280461.0", ["280461"]),
    ("６１０９．１０", ["610910"]),
    ("61", []),
    ("see invoice", []),
]


@pytest.mark.parametrize(("cell", "codes"), CODES, ids=[cell for cell, _ in CODES])
def test_codes_as_people_write_them(cell: str, codes: list[str]) -> None:
    """Dots, blanks and lost leading zeros; a chapter is no code."""
    assert list(codes_in(cell)) == codes


WORDS = [
    ("Cotton T-shirts, men's", {"sector-cotton", "sector-apparel"}),
    ("Men's shirts of cotton", {"sector-cotton", "sector-apparel"}),
    ("全棉衬衫", {"sector-cotton", "sector-apparel"}),
    ("Tomato paste, drums", {"sector-tomatoes"}),
    ("Tomatoes", {"sector-tomatoes"}),
    ("番茄醬", {"sector-tomatoes"}),
    ("Solar-grade polysilicon", {"sector-silica"}),
    ("多晶硅", {"sector-silica"}),
    ("PVC floor tiles", {"sector-pvc"}),
    ("Lithium-ion batteries", {"sector-lithium", "sector-batteries"}),
    ("红枣", {"sector-red-dates"}),
    ("Tyres for lorries", {"sector-tires"}),
    ("Hot-rolled coil", {"sector-steel"}),
    ("Cotton candy machine", set()),
    ("棉花糖", set()),
    ("Tomato slicer, hand tool", set()),
    ("Copper-coloured lamps", set()),
    ("Garment steamers", set()),
    ("Shirt buttons", set()),
    ("服装模具", set()),
    ("Tyre inflators", set()),
    ("Imitation cotton", set()),
    ("Salad dressing", set()),
    ("Stamps and paper", set()),
]


@pytest.mark.parametrize(("cell", "sectors"), WORDS, ids=[cell for cell, _ in WORDS])
def test_words_that_name_the_goods_themselves(cell: str, sectors: set[str]) -> None:
    """Not a machine for them, a colour, a taste or a sweet."""
    assert {sector for _, sector in words_in(cell)} == sectors


def test_a_code_makes_a_sector_with_its_rows(ask: Ask) -> None:
    """Sector and chain are one hit; each row of the tables that it rests on is cited."""
    result = ask(hs="5205.12")
    assert result.outcome == "sector"
    hit = result.hits[0]
    assert (hit.entity, hit.score) == ("sector-cotton", None)
    cited = {record.as_dict()["dataset"] for record in hit.citations}
    assert cited == {"priority-sectors", "product-chains"}
    assert {reason.slot for reason in hit.reasons} == {"hs"}


def test_a_code_that_only_a_chain_has(ask: Ask) -> None:
    """Sewing thread stands in the cotton chain, not in the sector's table."""
    hits = ask(hs="5204").hits
    assert [(hit.entity, hit.tier) for hit in hits] == [("chain-cotton", "sector")]


@pytest.mark.parametrize("code", ["61", "52", "8471.30", "9608.10"])
def test_a_chapter_or_another_product_is_no_hit(ask: Ask, code: str) -> None:
    """A chapter alone only orders the search."""
    assert ask(hs=code).outcome == "none"


def test_a_heading_wider_than_the_table_is_near(ask: Ask) -> None:
    """8541 holds solar cells and every transistor, too."""
    result = ask(hs="8541")
    assert result.outcome == "none"
    assert "sector-silica" in {hit.entity for hit in result.near}


def test_words_that_the_code_contradicts_are_near(ask: Ask) -> None:
    """A code of another chapter weighs more than a word."""
    result = ask(product="Tomato", hs="8205.51")
    assert result.outcome == "none"
    hit = result.near[0]
    assert hit.entity == "sector-tomatoes"
    assert any(reason.weight < 0 for reason in hit.reasons)


def test_a_sector_says_that_it_is_no_presumption(ask: Ask) -> None:
    """A sector is a priority; no path is claimed."""
    hit = ask(product="cotton yarn").hits[0]
    assert hit.path == ()
    assert "no path" in str(hit.why)

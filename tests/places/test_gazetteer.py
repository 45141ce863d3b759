"""The gazetteer: every place under every way to write it, with its source."""

from __future__ import annotations

import pytest

from sightline.places import China, Gazetteer

SPELLINGS = [
    ("和田", "653200"),
    ("和田地区", "653200"),
    ("和田市", "653201"),
    ("庫爾勒市", "652801"),
    ("石河子", "659001"),
]
ROMANISED = [
    ("Ürümqi", "650100"),
    ("URUMQI", "650100"),
    ("Ku'erle", "652801"),
    ("Kuerle", "652801"),
    ("Korla City", "652801"),
    ("Khotan", "653200"),
    ("Hetian", "653201"),
    ("Yarkand", "653125"),
]


@pytest.mark.parametrize(("name", "code"), SPELLINGS)
def test_chinese_names_with_and_without_level(name: str, code: str) -> None:
    """和田 and 和田地区, traditional or simplified."""
    assert code in [place.code for place in Gazetteer.load().by_zh(name)]


@pytest.mark.parametrize(("name", "code"), ROMANISED)
def test_romanised_names_are_folded(name: str, code: str) -> None:
    """Case, diacritics, apostrophes and level words don't matter."""
    assert code in [place.code for place in Gazetteer.load().by_romanised(name)]


def test_hierarchy_leads_to_the_region() -> None:
    """Every place lies in the region, through its prefecture."""
    gazetteer = Gazetteer.load()
    lop = gazetteer.get("653224")
    assert lop is not None
    assert [above.code for above in gazetteer.ancestors(lop)] == ["653200", "650000"]
    assert all(gazetteer.holds("650000", place.code) for place in gazetteer)
    assert lop in gazetteer.children("653200")


def test_every_row_names_its_source() -> None:
    """No place without a source, and doubts are kept with it."""
    assert all(place.source for place in Gazetteer.load())
    china = China.load()
    assert all(province.source for province in china.provinces.values())
    assert all(city.source for city in china.cities)


def test_provinces_are_complete() -> None:
    """34 units; each city lies in one of them."""
    china = China.load()
    assert len(china.provinces) == 34
    assert all(city.province in china.provinces for city in china.cities)

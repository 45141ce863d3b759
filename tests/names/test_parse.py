"""Parsing: a name falls into place, brand, activity, form and number in any script."""

from __future__ import annotations

import pytest

from sightline.names.parse import parse
from sightline.names.pinyin import readings, split

SLOTS = [
    ("新疆雪莲花纺织有限公司", ["新疆"], "雪莲花", "纺织", "limited"),
    ("Xinjiang Xuelianhua Textile Co., Ltd.", ["xinjiang"], "xuelianhua", "textile", "limited"),
    ("深圳市云杉电子股份有限公司", ["深圳市"], "云杉", "电子", "joint stock"),
    ("云杉硅业（鄯善）有限公司", ["鄯善"], "云杉", "硅业", "limited"),
    ("SPRUCEWAY SILICON (SHANSHAN) CO LTD", ["shanshan"], "spruceway", "silicon", "limited"),
    ("新疆和田云杉服饰有限公司", ["新疆", "和田"], "云杉", "服饰", "limited"),
]


@pytest.mark.parametrize(("name", "places", "brand", "activity", "form"), SLOTS)
def test_a_name_falls_into_its_slots(
    name: str, places: list[str], brand: str, activity: str, form: str
) -> None:
    """Place, brand, activity and legal form are told apart in both languages."""
    parsed = parse(name)
    assert [place.text for place in parsed.places] == places
    assert "".join(unit.text for unit in parsed.middle if unit.brand) == brand
    assert [unit.text for unit in parsed.middle if not unit.brand] == [activity]
    assert form in parsed.forms


def test_one_place_in_all_its_spellings() -> None:
    """Hotan, Hetian, Khotan and 和田 are one place."""
    codes = [
        parse(f"{place} Spruceway Apparel Co., Ltd.").places[0].codes
        for place in ("Hotan", "Hetian", "Khotan", "HO TAN", "He Tian")
    ]
    codes.append(parse("和田云杉服饰有限公司").places[0].codes)
    assert len(set.intersection(*map(set, codes))) > 0


def test_spelled_out_pinyin_is_read_like_ideographs() -> None:
    """Joined, split by syllable or in capitals, the form and activity are known."""
    for name in (
        "Shenzhen Yunshan Dianzi Gufen Youxian Gongsi",
        "Shen Zhen Yun Shan Dian Zi Gu Fen You Xian Gong Si",
        "SHENZHEN YUNSHAN DIANZI GUFEN YOUXIAN GONGSI",
    ):
        parsed = parse(name)
        assert parsed.script == "pinyin"
        assert parsed.forms == {"joint stock"}
        assert [unit.text for unit in parsed.middle if not unit.brand] == ["dian zi"]


def test_numbers_agree_across_languages() -> None:
    """第二 and Second are one number, whatever the script."""
    assert parse("云杉市第二医院").numbers == parse("Spruce City Second Hospital").numbers == {"2"}
    assert parse("第十四师云杉纺织厂").numbers == {"14"}


def test_all_readings_of_a_character_are_known() -> None:
    """长 is chang and zhang; ü is written u, however it was typed."""
    assert {"chang", "zhang"} <= set(readings("长"))
    assert split("lvzhou") == split("luzhou") == ("lu", "zhou")
    assert split("spruce") == ()


@pytest.mark.parametrize("name", ["", "   ", "()", "…", "12", "有限公司", "Co., Ltd.", "신라"])
def test_odd_names_are_parsed_without_complaint(name: str) -> None:
    """A file holds everything; a name without a brand is no error."""
    assert parse(name).places == ()

"""The region rule: what puts a subject in the region, and what only looks so."""

from __future__ import annotations

import pytest

from sightline.places import region_evidence

IN_ADDRESS = [
    ("新疆维吾尔自治区和田地区洛浦县北京工业园区", "653224"),
    ("新疆和田市北京西路12号", "653201"),
    ("新疆库尔勒 841000", "652801"),
    ("中国新疆乌鲁木齐市天山区解放路5号", "650102"),
    ("乌鲁木齐市新市区北京南路358号", "650104"),
    ("喀什地区疏附县", "653121"),
    ("新疆生产建设兵团第八师石河子市", "659001"),
    ("新疆五家渠市梧桐镇", "659004"),
    ("上海路88号, 新疆伊宁市", "654002"),
    ("新疆维吾尔自治区", "650000"),
    ("No. 12 Tuanjie Road, Korla, Xinjiang, China", "652801"),
    ("Hotan Prefecture, XUAR", "653200"),
    ("Beijing South Road, Urumqi, Xinjiang 830011", "650100"),
    ("Ürümqi, Xinjiang Uyghur Autonomous Region, P.R. China", "650100"),
    ("Lop County, Hotan Prefecture, China", "653224"),
    ("Ku'erle City Xinjiang", "652801"),
    ("Shanghai Industrial Park, Kashgar, Xinjiang", "653100"),
    ("Industrial Park 7, Xinjiang, China", "650000"),
    ("HETIAN, SINKIANG", "653200"),
]

NOT_IN_ADDRESS = [
    "上海市乌鲁木齐中路280号",
    "山东省青岛市市北区新疆路8号",
    "青岛新疆路8号",
    "北京市海淀区三里河路新疆大厦",
    "天津市和平区天山路12号",
    "新疆路18号",
    "新疆村3组",
    "新疆街12号",
    "和田玉批发",
    "和田",
    "北京市海淀区新疆村",
    "台湾省新市区",
    "沙湾区 四川省乐山市",
    "昌吉市场12号",
    "双河镇工业园",
    "广州市天河区昌吉餐厅",
    "Xinjiang Road, Qingdao",
    "18 Xinjiang Rd, Shibei District, Qingdao, Shandong",
    "Xinjiang Restaurant, 5 Main Street, London, UK",
    "Xinjiang County, Yuncheng, Shanxi",
    "Xinjiang, Shanxi Province, China",
    "Xinjiang Building, Haidian District, Beijing",
    "Korla",
    "Kashgar, China",
    "Hotan Prefecture",
    "Altay, Mongolia",
    "Urumqi Road 23, Shanghai",
    "Urumqi Middle Road, Jing'an District, Shanghai 200040",
    "Baiyang Town, Hubei",
    "Aral, Kazakhstan",
]


@pytest.mark.parametrize(("address", "code"), IN_ADDRESS)
def test_address_in_the_region_counts(address: str, code: str) -> None:
    """A place with its level, parent or province is evidence, at its finest unit."""
    found = [e for e in region_evidence(address=address) if e.slot == "address"]
    assert [e.code for e in found] == [code]
    assert found[0].why and found[0].query


@pytest.mark.parametrize("address", NOT_IN_ADDRESS)
def test_look_alike_addresses_do_not_count(address: str) -> None:
    """Roads, buildings, goods, villages and namesakes elsewhere are no evidence."""
    assert region_evidence(address=address) == []


POSTAL = [
    ("841000", "China", None, True),
    ("841000", "", None, True),
    ("８４１０００", "CN", None, True),
    ("841000.0", "中国", "No. 3 Tuanjie Road", True),
    ("831001", "India", None, False),
    ("831001", None, "Bistupur, Jamshedpur, Jharkhand", False),
    ("831001", None, "Bistupur, India", False),
    ("830000", "Vietnam", None, False),
    ("841000", "China", "山东省青岛市", False),
    ("841000", "China", "Qingdao, Shandong", False),
    ("266000", "China", None, False),
    ("8410001", "China", None, False),
    ("84100", "China", None, False),
]


@pytest.mark.parametrize(("postal", "country", "address", "counts"), POSTAL)
def test_postal_code_counts_only_in_china(
    postal: str, country: str | None, address: str | None, counts: bool
) -> None:
    """830000-849999 counts if country is China or blank and the address agrees."""
    found = region_evidence(address=address, postal=postal, country=country)
    assert bool(found) is counts
    assert all(e.slot == "place_code" for e in found)


NAMES = [
    ("新疆雪莲花纺织有限公司", None, "650000"),
    ("和田云杉服饰有限公司", None, "653200"),
    ("新疆和田云杉服饰有限公司", None, "653200"),
    ("云杉硅业（鄯善）有限公司", None, "650421"),
    ("洛浦县云杉发制品有限公司", None, "653224"),
    ("Xinjiang Snow Lotus Textile Co., Ltd.", None, "650000"),
    ("XINJIANG PRODUCTION AND CONSTRUCTION CORPS", None, "650000"),
    ("Snow Lotus (Xinjiang) Textile Co., Ltd.", "Jiangsu", "650000"),
    ("Hetian Snow Lotus Apparel Co., Ltd.", None, None),
    ("Xinjiang Restaurant", None, None),
    ("Xinjiang Road Hardware Co., Ltd.", None, None),
    ("新疆大厦有限公司", None, None),
    ("新疆餐厅", None, None),
    ("和田玉器有限公司", None, None),
    ("天山云杉服饰有限公司", None, None),
    ("青岛新疆路服装有限公司", None, None),
    ("Xinjiang County Snow Lotus Foundry Co., Ltd.", None, None),
    ("Xinjiang Snow Lotus Foundry Co., Ltd.", "Yuncheng, Shanxi", None),
]


@pytest.mark.parametrize(("name", "address", "code"), NAMES)
def test_place_slot_of_a_company_name(name: str, address: str | None, code: str | None) -> None:
    """A Chinese place slot counts; in Latin script only the province does."""
    found = [e for e in region_evidence(name=name, address=address) if e.slot == "place"]
    assert [e.code for e in found] == ([code] if code else [])


def test_administrative_and_credit_codes_count() -> None:
    """An administrative code counts by itself and within a credit code."""
    assert [e.code for e in region_evidence(code="653201")] == ["653201"]
    assert [e.code for e in region_evidence(code="91653224MA77XXXX0Q")] == ["653224"]
    assert region_evidence(code="370200") == []


def test_quote_is_in_the_words_of_the_file() -> None:
    """The evidence shows the subject's own characters, not folded ones."""
    found = region_evidence(address="新疆維吾爾自治區和田地區")
    assert found[0].query == "新疆維吾爾自治區和田地區"

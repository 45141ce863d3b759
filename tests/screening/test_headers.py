"""Headers are recognised in the spellings that files really use, in two languages."""

from __future__ import annotations

import pytest

from sightline.screening.headers import Columns, keys_of, role_of, roles_known

SPELLINGS = [
    ("Supplier Name", "name"),
    ("SUPPLIER_NAME", "name"),
    ("Factory name (English)", "name"),
    ("公司名称", "name"),
    ("供應商名稱", "name"),
    ("企业名称（中文）", "name"),
    ("公司名称 Company Name", "name"),
    ("Name / 名称", "name"),
    ("Manufacturer*", "name"),
    ("Shipper", "name"),
    ("Street Address", "address"),
    ("详细地址", "address"),
    ("Address Line 2", "address"),
    ("City", "city"),
    ("Province/State", "province"),
    ("省份", "province"),
    ("Country", "country"),
    ("Country Code (ISO2)", "country"),
    ("原产国", "country"),
    ("ZIP", "postal_code"),
    ("Post-Code", "postal_code"),
    ("邮政编码", "postal_code"),
    ("HS Code", "hs"),
    ("HTSUS", "hs"),
    ("海关编码", "hs"),
    ("HS编码", "hs"),
    ("Description of goods", "product"),
    ("品名", "product"),
    ("行政区划代码", "place_code"),
    ("统一社会信用代码", "identifier"),
    ("Vendor No.", "own_id"),
    ("序号", "own_id"),
    ("Parent Company", None),
    ("Contact Name", None),
    ("Email", None),
    ("备注", None),
    ("Net weight", None),
]


@pytest.mark.parametrize(("header", "role"), SPELLINGS, ids=[header for header, _ in SPELLINGS])
def test_usual_spellings(header: str, role: str | None) -> None:
    """Case, width, script, marks and a second language do not hide a column."""
    assert role_of(header) == role


def test_every_header_gets_a_key_of_its_own() -> None:
    """Also where a file uses our own words for headers."""
    given = ["A", "A", "A#2", "", " ", "_extra", "column_4"]
    keys = keys_of(given)
    assert len(set(keys)) == len(given)
    assert keys[:2] == ("A", "A#2")
    assert keys[3] == "column_4"
    assert "_extra" not in keys


def test_what_the_caller_tells_comes_first() -> None:
    """A told role replaces what was recognised for it, and its column plays no other part."""
    found = Columns.find(["Name", "Address", "Site"], {"name": ["Address"]})
    assert found.roles == {"name": ("Address",)}


def test_roles_are_those_of_the_table() -> None:
    """The roles that the help names are there."""
    promised = {"name", "address", "country", "postal_code", "product", "hs", "own_id"}
    assert promised <= set(roles_known())

"""What a text names: organisations by their structure, persons only with a role. All invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.claims import read_mentions
from sightline.text import Text

NAMED = [
    ("洛浦县春晖纺织有限公司今年投产。", "company", "洛浦县春晖纺织有限公司"),
    ("产品由和田市的金穗服装有限公司生产。", "company", "金穗服装有限公司"),
    ("项目位于疏勒县工业园区内。", "park", "疏勒县工业园区"),
    ("工人来自皮山县教培中心。", "vtic", "皮山县教培中心"),
    ("Goods left Golden Ear Apparel Co., Ltd. in May.", "company", "Golden Ear Apparel Co., Ltd."),
    ("A hall in the Shufu County Industrial Park was let.", "park", "Shufu County Industrial Park"),
    (
        "The Hotan Prefecture Commerce Bureau paid.",
        "public_body",
        "Hotan Prefecture Commerce Bureau",
    ),
]


@pytest.mark.parametrize(("text", "kind", "name"), NAMED)
def test_names_are_found_by_their_structure(text: str, kind: str, name: str) -> None:
    """The closing word tells the kind; nothing to the left is dragged in."""
    found = [(m.kind, m.names[0]) for m in read_mentions(Text("0" * 64, text))]
    assert (kind, name) in found


GENERIC = [
    "当地企业和服装有限公司很多。",
    "许多卫星工厂已经投产。",
    "Industrial parks and local companies grew.",
    "这些公司招工。",
]


@pytest.mark.parametrize("text", GENERIC)
def test_generic_mentions_name_nobody(text: str) -> None:
    """Words for any firm or any factory yield nothing."""
    assert [m for m in read_mentions(Text("0" * 64, text)) if m.kind != "place"] == []


def test_a_gloss_gives_the_other_script() -> None:
    """An English name and the Chinese one in brackets behind it are one mention."""
    (mention,) = read_mentions(
        Text("0" * 64, 'The firm "Bright Loom Textile Company" (明梭纺织公司) grew.')
    )
    assert mention.names == ("Bright Loom Textile Company", "明梭纺织公司")
    assert mention.citation.quote.startswith("Bright Loom")


def test_persons_need_a_role() -> None:
    """A name alone is no mention; with a public or corporate role it is."""
    text = Text(
        "0" * 64, "Anwar Semet, the chairman of the board, spoke. Li Fang, a neighbour, listened."
    )
    persons = [m for m in read_mentions(text) if m.kind == "person"]
    assert [(m.names, m.position) for m in persons] == [(("Anwar Semet",), "chairman of the board")]


def test_the_studys_companies_are_found(testimony: Path) -> None:
    """The firms and parks that the study names in both scripts are there with both names."""
    with testimony.open(encoding="utf-8", newline="") as lines:
        found = {name for m in read_mentions(Text("0" * 64, lines.read())) for name in m.names}
    wanted = {
        "金富婕服装有限公司", "江苏国泰", "上海天坤", "美丽奥服装有限公司", "雄鹰纺织公司", "浙江诸暨客商",
        "天山恒瑞纺织有限公司", "金福源纺织厂", "喀什深圳产业园", "新和县教培中心", "Shule County Industrial Park",
    }  # fmt: skip
    assert wanted <= found

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
    ("和田好巴郎服装有限公司开业。", "company", "和田好巴郎服装有限公司"),
    ("与山东岱银梭集团（新疆）纺织有限公司签约", "company", "山东岱银梭集团（新疆）纺织有限公司"),
    ("喀什大学和和田师范专科学校的毕业生。", "school", "和田师范专科学校"),
    ("阿克苏市纺织工业城投产。", "park", "阿克苏市纺织工业城"),
    (
        "the Lop County Labor Bureau and the Moyu County Government paid",
        "public_body",
        "Lop County Labor Bureau",
    ),
    (
        "the Lop County Labor Bureau and the Moyu County Government paid",
        "public_body",
        "Moyu County Government",
    ),
    ("Hotan Technical College and Lop County No. 4 School", "school", "Lop County No. 4 School"),
    (
        "listed by the Department of Foreign Trade in May",
        "public_body",
        "Department of Foreign Trade",
    ),
]


@pytest.mark.parametrize(("text", "kind", "name"), NAMED)
def test_names_are_found_by_their_structure(text: str, kind: str, name: str) -> None:
    """The closing word tells the kind; nothing to the left is dragged in."""
    found = [(m.kind, m.names[0]) for m in read_mentions(Text("0" * 64, text))]
    assert (kind, name) in found


SHORT = [
    (
        "洛浦县春晖纺织有限公司（以下简称“春晖纺织”）今年投产。春晖纺织已招工。",
        "春晖纺织",
        "洛浦县春晖纺织有限公司",
    ),
    ("喀什金梭手套有限公司扩产。金梭手套招工。", "金梭手套", "喀什金梭手套有限公司"),
    (
        "洛浦县人力资源和社会保障局发布通知。县人社局组织招聘。",
        "县人社局",
        "洛浦县人力资源和社会保障局",
    ),
    ("Bright Loom Textile Company grew. Bright Loom paid.", "Bright Loom", "Bright Loom Textile Company"),
    ("新疆沃红湾番茄有限公司\nXinjiang Wohongwan Foods Co., Ltd.\n沃红湾", "Xinjiang Wohongwan Foods Co., Ltd.", "新疆沃红湾番茄有限公司"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "short", "whole"), SHORT)
def test_a_short_form_is_a_spelling_of_the_whole_name(text: str, short: str, whole: str) -> None:
    """What a page calls a thing later is an alias of what it called it first."""
    named = [m.names for m in read_mentions(Text("0" * 64, text))]
    assert any(short in names and whole in names for names in named)


SHAPES = [
    ("墨玉县阔依其乡卫星工厂已投产。", "satellite_factory", "墨玉县阔依其乡卫星工厂"),
    ("由上海市对口支援新疆工作前方指挥部牵线。", "public_body", "上海市对口支援新疆工作前方指挥部"),
    ("新疆天和建设工程有限公司中标。", "company", "新疆天和建设工程有限公司"),
    ("縣裡引進了喀什金穗服裝有限公司。", "company", "喀什金穗服裝有限公司"),
    ("企业名称\t地址\n和田金穗服装有限公司卫星工厂\t杭桂镇\n", "satellite_factory", "和田金穗服装有限公司卫星工厂"),
    ("浙江省产业援疆“百厂千村”工程启动。", "programme", "“百厂千村”工程"),
    ("洛浦县2019年卫星工厂建设项目招标公告\n", "programme", "洛浦县2019年卫星工厂建设项目"),
    ("棉花由第八师一四九团供应。", "public_body", "第八师一四九团"),
    ("地址：和田市迎宾路12号", "place", "和田市"),
    ("产品出口哈萨克斯坦。", "place", "哈萨克斯坦"),
    ("和田 来源：昆仑观察网", "media", "昆仑观察网"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "name"), SHAPES)
def test_names_of_other_shapes_are_found(text: str, kind: str, name: str) -> None:
    """Townships, commands, projects, cells, addresses and sources name themselves otherwise."""
    found = [(m.kind, m.names[0]) for m in read_mentions(Text("0" * 64, text))]
    assert (kind, name) in found


GENERIC = [
    "当地企业和服装有限公司很多。",
    "许多卫星工厂已经投产。",
    "Industrial parks and local companies grew.",
    "这些公司招工。",
    "学员结业后到工厂上班。",
    "农民专业合作社要吸纳就业。",
    "墨玉县卫星工厂增加到二十座。",
    "今年公司扩大招工，县人社局给车间补贴。",
    "各乡镇人民政府、县市人民政府要落实。",
    "布局合理，形成新格局，全县政府采购。",
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


ROLES = [
    ("县人社局副局长李伟说，将招工。", "李伟", "县人社局副局长"),
    ("县委副书记、县长买买提·艾力出席仪式。", "买买提·艾力", "县长"),
    ("Party Secretary Chen Daming spoke.", "Chen Daming", "Party Secretary"),
    ("Anwar Semet, the region's chairman, agreed.", "Anwar Semet", "region's chairman"),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_a_name_ends_where_the_sentence_goes_on(text: str, name: str, role: str) -> None:
    """The words behind a person's name are no part of it, whichever side the role stands on."""
    persons = [m for m in read_mentions(Text("0" * 64, text)) if m.kind == "person"]
    assert [(m.names[0], m.position) for m in persons] == [(name, role)]


def test_a_role_without_a_name_names_nobody() -> None:
    """What follows a role may be a verb."""
    text = Text("0" * 64, "企业负责人介绍，公司已招工。局长高度重视。")
    assert [m for m in read_mentions(text) if m.kind == "person"] == []


def test_the_studys_companies_are_found(testimony: Path) -> None:
    """The firms and parks that the study names in both scripts are there with both names."""
    with testimony.open(encoding="utf-8", newline="") as lines:
        found = {name for m in read_mentions(Text("0" * 64, lines.read())) for name in m.names}
    wanted = {
        "金富婕服装有限公司", "江苏国泰", "上海天坤", "美丽奥服装有限公司", "雄鹰纺织公司", "浙江诸暨客商",
        "天山恒瑞纺织有限公司", "金福源纺织厂", "喀什深圳产业园", "新和县教培中心", "Shule County Industrial Park",
    }  # fmt: skip
    assert wanted <= found

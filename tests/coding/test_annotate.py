"""Annotations: what is a hit, what it says, and that it can be read again."""

from __future__ import annotations

import re

import pytest

from sightline.coding import Annotation, annotate, document_flows, load_codebook
from sightline.text import Text

BOOK = load_codebook()


def code(raw: str) -> list[Annotation]:
    """The annotations of a text."""
    return annotate(Text("c" * 64, raw), BOOK)


def hit(raw: str, term: str) -> Annotation:
    """The only annotation of `term` in a text."""
    [found] = [one for one in code(raw) if one.term == term]
    return found


SPELLINGS = [
    ("和田县新建卫星工厂三座", "satellite-factory", "卫星工厂"),
    ("和田縣新建衛星工廠三座", "satellite-factory", "卫星工厂"),
    ("和田县新建卫 星 工 厂三座", "satellite-factory", "卫星工厂"),
    ("和田县新建⼯⼚", None, None),
    ("和田县新建卫星⼯⼚三座", "satellite-factory", "卫星工厂"),
    ("和田县推行“总部”＋“卫星工厂”", "company-plus-satellite-factory", "总部+卫星工厂"),
    ("和田县推行“总部卫星工厂”模式", "company-plus-satellite-factory", "总部卫星工厂"),
    ("和田县该公司卫星工厂开工", "satellite-factory", "卫星工厂"),
    ("喀什 JP+ 模式", "vtic-plus", None),
    ("Satellite-factories in Kashgar", "satellite-factory", None),
    ("a SATELLITE  FACTORY in Kashgar", "satellite-factory", None),
    ("telesatellite factory in Kashgar", None, None),
]


@pytest.mark.parametrize(("raw", "term", "zh"), SPELLINGS)
def test_noise_hides_no_term(raw: str, term: str | None, zh: str | None) -> None:
    """Script, width, blanks, radicals, quotation marks and plural make no difference."""
    found = [one for one in code(raw) if 3 in one.flows or 1 in one.flows]
    assert [one.term for one in found] == ([term] if term else [])
    assert all((one.zh or "").replace("＋", "+") == (zh or "") for one in found)


def test_the_longest_of_nested_hits_is_given() -> None:
    """转移就业技能培训 holds 转移就业 and 技能培训, and is one hit."""
    assert [one.zh for one in code("皮山县转移就业技能培训")] == ["转移就业技能培训"]


def test_hits_stay_within_a_block() -> None:
    """The end of one row and the start of the next are no term."""
    assert code("1. 和田县卫星\n\n2. 工厂名单") == []


LINE_ENDS = [
    ("2019年由洛浦县职业技能教\n育培训中心安置", ["职业技能教育培训中心"]),
    ("2019年由洛浦县职业技能教\n\n育培训中心安置", []),
    ("卫星\n工厂", []),
]


@pytest.mark.parametrize(("raw", "zh"), LINE_ENDS)
def test_a_term_runs_over_a_hard_line_end(raw: str, zh: list[str]) -> None:
    """A single line end in running text; no blank line, and no cell of a table."""
    assert [one.zh for one in code(raw)] == zh


def test_addresses_hold_no_hits() -> None:
    """A term that is a piece of an address is no word of the text; beside one it is."""
    assert code("See http://example.org/satellite-factory/hotan.html for Hotan.") == []
    assert [one.zh for one in code("和田 http://example.org/1.html 卫星工厂")] == ["卫星工厂"]


def test_a_quote_is_what_the_text_holds() -> None:
    """Each citation can be cut from the raw text again."""
    raw = "疏勒縣：「教培中心 ＋ 扶貧\u3000車間」專案，招收教轉人員。"
    for one in code(raw):
        assert raw[one.citation.start : one.citation.end] == one.citation.quote


def test_the_id_survives_rebuilding_and_tells_hits_apart() -> None:
    """The same hit has the same id; another place, text or verdict another one."""
    raw = "墨玉县卫星工厂与墨玉县卫星工厂"
    first, second = code(raw), code(raw)
    assert [one.id for one in first] == [one.id for one in second]
    assert len({one.id for one in first}) == len(first) == 2
    assert all(re.fullmatch(r"[0-9a-f]{24}", one.id) for one in first)


def test_the_row_has_the_fields_of_the_contract() -> None:
    """`as_dict` is the row of annotations.jsonl."""
    row = hit("墨玉县教转人员就业", "persons-in-re-education").as_dict()
    assert row["flows"] == [1]
    assert row["zh"] == "教转人员"
    assert set(row) == {
        "id", "codebook", "term", "zh", "category", "flows", "sense", "why", "citation",
    }  # fmt: skip


PLACES = [
    ("洛浦县扶贫车间", (3,)),
    ("河南省兰考县扶贫车间", ()),
    ("扶贫车间招工", ()),
    ("河南客商在洛浦县开办扶贫车间", (3,)),
    ("来自河南的企业\n在洛浦县开办扶贫车间", (3,)),
    ("青岛新疆路附近的扶贫车间", ()),
    ("洛浦县工作动态\n今年建成扶贫车间五座。", (3,)),
    ("洛浦县消息。\n\n甘肃省定西市消息\n\n定西市建成扶贫车间。", ()),
]


@pytest.mark.parametrize(("raw", "flows"), PLACES)
def test_national_words_need_a_place_of_the_region(raw: str, flows: tuple[int, ...]) -> None:
    """The nearest place decides; an investor's home, a road's name or no place is none."""
    found = hit(raw, "poverty-alleviation-workshop")
    assert found.flows == flows, found.why


def test_a_number_of_things_is_no_year() -> None:
    """2000元 dates nothing; 2009年 does."""
    assert hit("洛浦县扶贫车间每人补贴2000元", "poverty-alleviation-workshop").flows == (3,)
    assert hit("2009年，洛浦县扶贫车间", "poverty-alleviation-workshop").flows == ()


def test_provinces_told_in_one_breath_are_alike() -> None:
    """What is passed on the way is not where the text is; nor are those beside it."""
    raw = "皮山县工作要点\n\n与江苏、浙江和广东建立劳务协作机制"
    assert hit(raw, "labor-transfer").flows == (2,)


def test_a_guest_behind_a_block_of_the_region_counts_where_a_block_begins_with_it() -> None:
    """A plan of the region names other provinces; a contrast begins with one."""
    plan = (
        "皮山县实施方案\n\n二、扩大转移就业，市人社局和省里商定，全年送往企业集中的浙江省三百人。"
    )
    contrast = "皮山县实施方案\n\n浙江省扩大转移就业。"
    assert hit(plan, "labor-transfer").flows == (2,)
    assert hit(contrast, "labor-transfer").flows == ()


NAMES = [
    ("江苏省对口支援新疆克州前方指挥部", 0),
    ("就业援疆工作领导小组", 0),
    ("江苏省对口支援新疆，前方指挥部", 1),
]


@pytest.mark.parametrize(("raw", "hits"), NAMES)
def test_a_piece_of_a_name_is_no_hit(raw: str, hits: int) -> None:
    """Behind the words, in one run, a body's word makes them its name."""
    found = [one for one in code(raw) if one.term == "pairing-assistance"]
    assert len(found) == hits


def test_two_quotations_are_two_hits() -> None:
    """A code that ends in one quotation doesn't run on into the next."""
    found = code("皮山县推行“教培中心＋”“卫星工厂＋”等模式")
    assert [(one.term, one.flows) for one in found] == [
        ("vtic-plus", (1,)),
        ("company-plus-satellite-factory", (3,)),
    ]


def test_a_firm_that_denies_takes_the_flow() -> None:
    """It never took part, or the report of it is untrue; the next clause may say otherwise."""
    assert hit("我公司从未参与新疆富余劳动力转移就业项目", "labor-transfer").flows == ()
    assert hit("网传在阿克苏设有卫星工厂等内容均不属实", "satellite-factory").flows == ()
    assert hit("我公司从未裁员，在阿克苏设有卫星工厂", "satellite-factory").flows == (3,)


YEARS = [
    ("2009年，洛浦县组织农村富余劳动力务工", ()),
    ("自2009年以来，洛浦县组织农村富余劳动力务工", (2,)),
    ("2009年至2018年，洛浦县组织农村富余劳动力务工", (2,)),
    ("洛浦县组织农村富余劳动力务工", (2,)),
    ("1 2009年，洛浦县建厂。2018年，洛浦县组织农村富余劳动力务工", (2,)),
]


@pytest.mark.parametrize(("raw", "flows"), YEARS)
def test_words_of_before_the_scheme_say_nothing(raw: str, flows: tuple[int, ...]) -> None:
    """A year before the scheme shuts the gate, unless the time runs on."""
    assert hit(raw, "rural-surplus-laborers").flows == flows


DENIALS = [
    ("这所学校不是教培中心，位于和田", ()),
    ("The school in Hotan is not a VTIC.", ()),
    ("It is not part of the VTIC or the wider network in Hotan.", ()),
    ("It is not only a school but the VTIC of Hotan.", (1,)),
    ("Outside the city stands the VTIC. It is in Hotan.", (1,)),
]


@pytest.mark.parametrize(("raw", "flows"), DENIALS)
def test_an_express_denial_takes_the_flow_and_keeps_the_sense(
    raw: str, flows: tuple[int, ...]
) -> None:
    """What is said not to be a camp is none; other negations nearby change nothing."""
    found = hit(raw, "vtic")
    assert (found.flows, found.sense) == (flows, "vtic"), found.why


SENSES = [
    ("疏附县职业技能教育培训中心", "vtic"),
    ("疏附县职业技术培训学校", "general"),
    ("疏附县教育培训中心接收教转人员", "vtic"),
    ("疏附县教育培训中心组织教师培训", "general"),
    ("疏附县教育培训中心组织教师培训和去极端化教育", "ambiguous"),
    ("疏附县教育培训中心", "ambiguous"),
    ("南京市职业技能教育培训中心", "general"),
    ("疏附县技能培训中心", "general"),
]


@pytest.mark.parametrize(("raw", "sense"), SENSES)
def test_a_centre_is_told_from_a_school_and_by_its_context(raw: str, sense: str) -> None:
    """中心 of the vocational kind is a camp, a school is not, a bare name asks its context."""
    found = [one for one in code(raw) if one.category == "facility"]
    assert [one.sense for one in found] == [sense], [one.why for one in found]
    assert (found[0].flows == (1,)) is (sense == "vtic")


def test_a_document_has_the_flows_of_its_decided_hits() -> None:
    """A general or ambiguous centre adds nothing."""
    raw = "疏附县教育培训中心。\n\n疏附县卫星工厂与富余劳动力。"
    assert document_flows(code(raw)) == {2, 3}


def test_every_hit_says_why() -> None:
    """One readable clause each, without line ends."""
    for raw, *_ in [*SENSES, *DENIALS, *YEARS, *PLACES]:
        assert all(one.why and "\n" not in one.why for one in code(raw))


@pytest.mark.parametrize("raw", ["", "\n", "\ufeff", "和", "\x00\ud800", "+" * 50])
def test_poor_texts_are_coded_without_complaint(raw: str) -> None:
    """Nothing in, nothing out."""
    assert code(raw) == []

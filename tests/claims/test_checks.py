"""Checks: what a document's own numbers give when they are worked out again."""

from __future__ import annotations

import time

import pytest

from sightline.claims import read_figures, read_references
from sightline.claims.checks import read_checks
from sightline.claims.precision import printed
from sightline.text import Text
from tests.readings.claims import compute

Said = list[tuple[float | None, float, bool | None]]


def checks_of(words: str) -> Said:
    """Stated, recomputed, agrees, of all checks of a text."""
    text = Text("0" * 64, words)
    figures = read_figures(text, read_references(text))
    found = read_checks(text, figures)
    values = {figure.id: figure.value for figure in figures}
    for check in found:
        assert compute(check.formula, values) == pytest.approx(check.recomputed, rel=1e-6)
        assert {c.quote for c in check.citations} <= {
            words[c.start : c.end] for c in check.citations
        }
        assert set(check.inputs) <= values.keys()
    return [(check.stated, check.recomputed, check.agrees) for check in found]


AGREE = [
    ("吸纳就业820人，其中女性650人、男性170人。", 820, 820),
    ("The mill employs 240 workers, including 150 women and 90 men.", 240, 240),
    ("红柳乡建成车间12座、白杨乡建成车间9座、芦草乡建成车间4座，合计25座。", 25, 25),
    (
        "Of the 1.21 million people to be lifted, 0.70 million are to be trained, the other 0.51 million resettled.",
        1210000,
        1210000,
    ),
    ("全县建成卫星工厂16座，每座1000平方米，共16000平方米。", 16000, 16000),
    ("对每人补贴2000元，共补贴35人，补贴资金7万元。", 70000, 70000),
    ("职工820人，其中女性650人，占总数的79%。", 79, 79.268293),
    ("转移就业从2018年的1200人增加到1500人，增长25%。", 25, 25),
    ("占地30亩（20000平方米）。", 20000, 20000.001),
    ("By 2020, the county plans to double the number of its workshops from 40 to 80.", 2, 2),
    (
        "In 2018 it received 73 million RMB for food. At 10 RMB per person per day, this is enough for 20,000 detainees.",
        20000,
        20000,
    ),
]

AGREE += [
    ("全县新增就业1.2万人，其中纺织厂3100人、卫星工厂8600人、合作社300人。", 12000, 12000),
    (
        "转移就业32万人次，比2010年的30万人次增长百分之七。其中，州外转移4万人次，州内转移28万人次。",
        320000,
        320000,
    ),
    ("全县建成卫星工厂28座，投入资金4480万元，平均每座160万元。", 1600000, 1600000),
    ("三年累计培训1.8万人次，年均6000人次。", 6000, 6000),
    ("专任教师96人，其中女教师占50%（48人）。", 48, 48),
    ("预算金额188万元。两包共178.25万元，比预算少9.75万元。", 97500, 97500),
    ("计划办班16期，每期50人，共培训800人。", 800, 800),
    ("每人给予5000元补贴，第一年2000元、第二年2000元、第三年1000元。", 5000, 5000),
    ("已建成卫星工厂210座，计划到2020年达到400座，实现翻一番。", 2, 1.904762),
]

DISAGREE = [
    ("吸纳就业820人，其中女性650人、男性160人。", 820, 810),
    ("红柳乡12座、白杨乡9座、芦草乡4座，合计建成车间27座。", 27, 25),
    (
        "The plan counts 900 households, of which 500 were resettled, the remaining 300 will be in 2020.",
        900,
        800,
    ),
    ("对每人补贴2000元，共补贴35人，补贴资金共计8万元。", 80000, 70000),
    ("职工800人，其中女性650人，占总数的70%。", 70, 81.25),
    (
        "By 2020, the county plans to nearly double the number of its workshops from 50 to 80.",
        2,
        1.6,
    ),
    ("转移就业从2018年的1200人增加到1500人，增长30%。", 30, 25),
]

DISAGREE += [
    (
        "总投资2.86亿元，其中财政资金1.6亿元、援疆资金0.86亿元、县级资金0.5亿元。",
        286000000,
        296000000,
    ),
    ("每年安排资金5000万元，四年合计2.5亿元。", 250000000, 200000000),
    ("吸纳就业6.9万人，占全县从业人员（16.2万人）的46%。", 46, 42.592593),
]

NOTHING = [
    "每座车间200平方米。全县有工人30人。去年产手套6000双。",
    "职工1028人，其中党员12人。培训416人。",
    "2018年建成车间12座，吸纳就业820人，投资1600万元。",
    "全县有贫困户500户。2019年转移就业1200人。培训700人。",
    "The mill employs 240 workers. It has 12 looms and 3 buildings, and 40 workers come from Hetian.",
    "企业200家，其中规模以上企业30家、纺织企业45家。",
    "女工占80%，车间面积1200平方米。",
]


@pytest.mark.parametrize(("words", "stated", "worked_out"), AGREE)
def test_what_adds_up_is_listed(words: str, stated: float, worked_out: float) -> None:
    """An arithmetic that holds, by the words and units that join its numbers."""
    assert any(
        (said, agrees) == (stated, True) and result == pytest.approx(worked_out, rel=1e-6)
        for said, result, agrees in checks_of(words)
    )


@pytest.mark.parametrize(("words", "stated", "worked_out"), DISAGREE)
def test_what_does_not_add_up_is_listed_too(words: str, stated: float, worked_out: float) -> None:
    """Where the document itself says that its numbers belong together."""
    ((said, result, agrees),) = checks_of(words)
    assert (said, agrees) == (stated, False)
    assert result == pytest.approx(worked_out, rel=1e-6)


@pytest.mark.parametrize("words", NOTHING)
def test_numbers_that_only_stand_together_are_left_alone(words: str) -> None:
    """No sum, share or product is made up."""
    assert checks_of(words) == []


def test_a_list_gives_the_parts_of_its_opening_line() -> None:
    """A plan's number and the items below it."""
    words = (
        "2019年计划培训500人，具体为：\n1、缝纫培训300人；\n2、烹饪培训120人；\n3、电焊培训80人。\n"
    )
    assert (500, 500, True) in checks_of(words)


def test_what_is_rounded_in_print_may_be_off_by_half_a_digit() -> None:
    """1.21 million leaves five thousand open, 120 nothing, 120余 some."""
    assert printed(1210000, "1.21m", "exact").slack == 5000
    assert printed(1210000, "121万", "exact").slack == 5000
    assert printed(120, "120名", "exact").slack == 0.5
    assert printed(120, "120余名", "more_than").slack == 6
    assert printed(166000, "166,000", "exact").slack == 500
    assert printed(100000, "100,000", "exact").slack == 1000


def test_checks_stay_linear() -> None:
    """A table of thousands of numbers is read as fast as many short ones."""
    words = "合计车间：" + "红柳乡12座、" * 3000 + "。\n"
    assert len(checks_of(words)) < 10


TABLE = """洛浦县卫星工厂吸纳就业补贴公示

按每人每月300元给予补贴，补贴3个月。

序号  车间名称  吸纳人数（人）  其中脱贫人口（人）  补贴金额（元）
1  和顺卫星工厂  62  41  55800
2  春柳卫星工厂  48  30  43200
3  晨曦卫星工厂  35  22  32500
合计  145  93  131500
"""


def test_a_tables_total_is_held_against_its_columns() -> None:
    """Every column that the last row sums up gives a check."""
    found = checks_of(TABLE)
    assert {(145, 145, True), (93, 93, True), (131500, 131500, True)} <= set(found)


def test_what_most_rows_work_out_every_row_is_held_to() -> None:
    """Two rows show what the table multiplies; the third doesn't come out, and is listed."""
    found = set(checks_of(TABLE))
    assert {(55800, 55800, True), (43200, 43200, True), (32500, 31500, False)} <= found


def test_lines_are_summed_up_by_the_line_that_counts_them() -> None:
    """两包共… adds up two amounts of the lines above, other amounts notwithstanding."""
    words = "预算金额：188万元\n\n第一包中标金额：131.4万元\n\n第二包中标金额：46.85万元\n\n两包共178.25万元。"
    assert (1782500, 1782500, True) in checks_of(words)


def test_a_long_document_takes_as_long_as_its_parts() -> None:
    """Nothing in a document makes checks look at all of it for each of its figures."""
    page = "全县建成卫星工厂16座，每座1000平方米，共16000平方米。职工820人，其中女性650人、男性170人。\n\n"

    def seconds(times: int) -> float:
        text = Text("0" * 64, page * times)
        figures = read_figures(text, ())
        began = time.perf_counter()
        assert len(read_checks(text, figures)) >= 2
        return time.perf_counter() - began

    seconds(20)
    assert seconds(1600) < 8 * 4 * max(seconds(200), 0.01)


def test_a_rough_share_takes_numbers_of_its_own_sentence_only() -> None:
    """A share of over 90 percent leaves room enough for chance."""
    assert checks_of("园区企业3200个、卫星工厂2900个岗位。培训后就业率达到90%以上。") == []

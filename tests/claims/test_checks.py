"""Checks: what a document's own numbers give when they are worked out again."""

from __future__ import annotations

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

NOTHING = [
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

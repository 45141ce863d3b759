"""Figures: numbers with unit, meaning and place; what only looks like one stays out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.claims import read_figures, read_references
from sightline.text import Text


def figures(raw: str) -> list[dict[str, Any]]:
    """The rows of a short text."""
    return [figure.as_dict() for figure in read_figures(Text("0" * 64, raw))]


READ = [
    ("In 2018 the county built 12 halls with 3,400 sqm.", [(12, "facilities"), (3400, "sqm")]),
    ("全县累计转移就业2.86万余人次。", [(28600, "person_times")]),
    ("新建扶贫车间17座，总投资1.2亿元，可吸纳800人就业。", [(17, "facilities"), (120000000, "RMB"), (800, "persons")]),
    ("The firm gets 1,800 RMB per trainee.", [(1800, "RMB_per_person")]),
    ("按800元/人的标准发放。", [(800, "RMB_per_person")]),
    ("It makes 6 million sweaters per year.", [(6000000, "items_per_year")]),
    ("About one hundred and twenty families moved.", [(120, "households")]),
    ("流转土地3500亩。", [(3500, "area_mu")]),
    ("每两人一间，共三十六间宿舍。", [(0.5, "count"), (36, "facilities")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_numbers_are_read_with_their_unit(text: str, expected: list[tuple[float, str]]) -> None:
    """Digits, words, 万 and 亿, with the unit that stands before or behind."""
    assert [(row["value"], row["unit"]) for row in figures(text)] == expected


NONE = [
    "The second plan of 2019 is shown in Figure 3.",
    "See section 5.2 and http://www.example.cn/2018/11/09/152523.html for it.",
    "根据2018年11月9日第3号文件执行。",
    "One of the halls is new; no one knows which.",
    "洛政办发〔2020〕18号",
    "The 13th Five-Year Plan and the 70th anniversary were named in John (3:7).",
    "On October 17, 2019 at 10:30 the Two Sessions ended.",
    "See flows 1 and 2, Figures 4 and 5, Article 7 and Building 9.",
    "坚持“四个意识”，落实“两不愁三保障”，十三五期间实施三年行动计划。",
    "联系电话：0903-6620000，乌恰镇3村，附件2。",
    "一个企业统一输送，一起就业，一定脱贫。",
    "The firm's 2018 subsidies were paid.3",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    """Years, dates, ordinals, numbers of figures, sections, files and addresses count nothing."""
    assert figures(text) == []


def test_a_notes_mark_is_no_figure() -> None:
    """A mark glued to a word and a figure of the same digits are told apart."""
    text = Text(
        "0" * 64,
        "In all, 2 halls were built.2\n\n"
        + "_" * 20
        + "\n1 http://a.example.cn\n2 http://b.example.cn\n",
    )
    rows = read_figures(text, read_references(text))
    assert [(row.value, row.unit) for row in rows] == [(2, "facilities")]
    assert rows[0].references == ("2",)


def test_a_rate_bears_the_span_over_which_it_runs() -> None:
    """So much a head over three years is one figure."""
    (row,) = figures("Firms get a 5,000 RMB subsidy per worker, split over three years.")
    assert row["over"] == {"value": 3, "unit": "years"}
    assert row["per"] == "total"
    assert row["kind"] == "rate"


def test_a_restated_figure_is_one_row() -> None:
    """The same sum said twice has two citations."""
    (row,) = figures("The park cost 46 million RMB. Of this, nobody spoke. It cost 46 million RMB.")
    assert len(row["citations"]) == 2


def test_plans_are_marked_as_plans() -> None:
    """What is expected is a target, what was done is actual."""
    kinds = [row["kind"] for row in figures("预计新增岗位300个。去年招工120人。")]
    assert kinds == ["target", "actual"]


def test_citations_hold_the_words() -> None:
    """The quote is the raw text at its place, within one sentence."""
    raw = "Work began. The hall has 1,320  workers. It is new."
    (row,) = figures(raw)
    cited = row["citation"]
    assert cited["quote"] == raw[cited["start"] : cited["end"]] == "1,320  workers"


SETTINGS = [
    ("Every household must have at least one person in work.", 1, "count", "kind", "threshold"),
    ("The county has one workshop for every two villages.", 0.5, "count", "per", None),
    ("每户补助3000元。", 3000, "RMB", "kind", "rate"),
    ("食宿费按20元/人/天核算。", 20, "RMB_per_person", "per", "day"),
    ("She can go home one day a week.", 1, "days", "over", {"value": 1, "unit": "weeks"}),
    ("墨玉县累计培训3400人。", 3400, "persons", "cumulative", True),
    ("In 2018, Moyu County built 12 halls.", 12, "facilities", "date", "2018"),
    ("In 2018, Moyu County built 12 halls.", 12, "facilities", "place", "Moyu County"),
    ("The halls have a combined 900 sqm.", 900, "sqm", "combines", "combined"),
    ("項目佔地220畝。", 220, "area_mu", "kind", "actual"),
]


@pytest.mark.parametrize(("text", "value", "unit", "field", "said"), SETTINGS)
def test_a_figure_is_set_in_its_circumstances(
    text: str, value: float, unit: str, field: str, said: object
) -> None:
    """Rates, ratios, limits, sums, places and dates, in both languages and scripts."""
    (row,) = figures(text)
    assert (row["value"], row["unit"], row[field]) == (value, unit, said)


def test_ids_last() -> None:
    """The same text gives the same ids, and no two figures share one."""
    raw = "It has 12 halls and 12 workers. 新建厂房12座。"
    ids = [row["id"] for row in figures(raw)]
    assert ids == [row["id"] for row in figures(raw)]
    assert len(set(ids)) == len(ids)


PIECES = st.sampled_from(
    "12 1,200 3.5 three a hundred million % RMB workers factories 每 人 元 万 亿 两 个 家 以上 至 - to"
    " between and from 2018 年 月 , . ; （ ） █ half 分之 十 第 号 平方米 /人 for each over Lop County 墨玉县"
    " by ¥ １２ 〇 [3] 成 翻 番 ² 𠀀 1e9 companies that employ".split(" ")
)


@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_every_figure_rests_on_its_words(raw: str) -> None:
    """Whatever the text: the quote is cut from it, and value and unit are there."""
    for row in figures(raw):
        for place in row["citations"]:
            assert place["quote"] == raw[place["start"] : place["end"]]
        assert isinstance(row["value"], int | float)
        assert row["unit"]


def test_a_row_of_numbers_without_a_stop_is_read_in_stretches() -> None:
    """A table in one line is read to its end."""
    rows = figures("、".join(f"第{n}村新建厂房{n + 100}座" for n in range(400)))
    assert [row["value"] for row in rows] == [n + 100 for n in range(400)]
    assert {row["unit"] for row in rows} == {"facilities"}

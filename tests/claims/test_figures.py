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


def told(raw: str) -> list[tuple[float, str, str, str | None, str | None]]:
    """Value, unit, kind, place and date of a page's figures."""
    keys = ("value", "unit", "kind", "place", "date")
    return [tuple(row[key] for key in keys) for row in figures(raw)]


def test_a_table_counts_by_its_header() -> None:
    """Bare numbers take unit, magnitude and date from the column, and place from their row."""
    page = (
        "墨玉县2019年就业扶贫项目清单\n\n"
        "序号\t项目名称\t建设地点\t投资（万元）\t2020年带动就业（人）\n"
        "1\t青禾车间\t喀瓦克乡\t320.5\t120\n"
        "2\t春柳车间\t扎瓦镇\t210\t80\n"
        "合计\t\t\t530.5\t200\n"
    )
    assert told(page) == [
        (3205000, "RMB", "budget", "喀瓦克乡", "2019"),
        (120, "persons", "target", "喀瓦克乡", "2020"),
        (2100000, "RMB", "budget", "扎瓦镇", "2019"),
        (80, "persons", "target", "扎瓦镇", "2020"),
        (5305000, "RMB", "budget", "墨玉县", "2019"),
        (200, "persons", "target", "墨玉县", "2020"),
    ]


TABLES = [
    "序号 企业名称 所在乡镇 吸纳人数 补贴（元）\n1 甲厂 固玛镇 28 5600\n",
    "序号,企业名称,所在乡镇,吸纳人数,补贴(元)\n1,甲厂,固玛镇,28,5600\n",
    "| 序号 | 企业名称 | 所在乡镇 | 吸纳人数 | 补贴（元） |\n|---|---|---|---|---|\n| 1 | 甲厂 | 固玛镇 | 28 | 5600 |\n",
    "序号  企业名称  所在乡镇\n  吸纳人数  补贴（元）\n1  甲厂  固玛镇\n  28  5600\n",
    "序号\n\n企业名称\n\n所在乡镇\n\n吸纳人数\n\n补贴（元）\n\n1\n\n甲厂\n\n固玛镇\n\n28\n\n5600\n\n备注：无。\n",
]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_read_however_their_cells_are_parted(table: str) -> None:
    """Blanks, commas, bars, rows over two lines, cells one below the other."""
    found = [(row["value"], row["unit"], row["place"]) for row in figures(f"补贴名单\n\n{table}")]
    assert found == [(28, "persons", "固玛镇"), (5600, "RMB", "固玛镇")]


def test_titles_and_sections_date_and_plan_what_stands_under_them() -> None:
    """A review's figures are done and a plan's planned, each in its section's year."""
    page = (
        "某某县2020年工作报告\n\n一、2019年工作回顾\n\n全年培训3400人。\n\n"
        "二、2020年工作计划\n\n全年培训4000人，比上年增长18%。\n"
    )
    kinds = [(row["value"], row["kind"], row["date"]) for row in figures(page)]
    assert kinds[:2] == [(3400, "actual", "2019"), (4000, "target", "2020")]


PLACES = [
    ("和田地区洛浦县杭桂镇库木村的车间有工人53名。", "和田地区洛浦县杭桂镇库木村"),
    ("英阿瓦提乡有车间3座。", "英阿瓦提乡"),
    ("贵州省威宁县有车间48个。", "贵州省威宁县"),
    ("在固玛镇、木吉镇新建车间3座。", "固玛镇、木吉镇"),
    ("皮山县锦禾服饰有限公司招工120人。", None),
    ("墨玉县人社局介绍，全县有车间48个。", "墨玉县"),
    ("墨玉县120名务工人员前往青岛市务工。", "青岛市"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_chinese_places_are_named_whole(text: str, place: str | None) -> None:
    """From county to village, with all that are named in one breath; a firm's name is no place."""
    assert figures(text)[0]["place"] == place


MEANT = [
    ("企业每吸纳1名脱贫劳动力稳定就业半年以上，奖补2000元。", [0.5, 2000], ["threshold", "rate"]),
    ("公示期满后7个工作日内拨付。", [7], ["threshold"]),
    ("每人每月工资不低于3500元。", [3500], ["threshold"]),
    ("今年打算再建2座车间。", [2], ["target"]),
    ("设备款由援疆资金支付60%。", [60], ["rate"]),
    ("岗位7600个，其中园区企业3200个。", [7600, 3200], ["actual", "actual"]),
    ("吸纳30人（含）以上的，一次性奖补5万元。", [30, 50000], ["threshold", "rate"]),
    ("她现在每月能拿1800元。", [1800], ["actual"]),
]


@pytest.mark.parametrize(("text", "values", "kinds"), MEANT)
def test_kinds_follow_what_the_words_bind(text: str, values: list[float], kinds: list[str]) -> None:
    """Limits, rates, plans and results are told apart."""
    rows = figures(text)
    assert [row["value"] for row in rows] == values
    assert [row["kind"] for row in rows] == kinds


def test_years_that_a_page_leaves_out_are_those_that_it_prints() -> None:
    """This year and months without a year lean on the printed date; the present has none."""
    page = "车间开工\n\n2022-06-09　来源：本县\n\n去年8月招工53名，今年上半年又招12名，如今共有60名。\n"
    assert [row["date"] for row in figures(page)] == ["2021-08", "2022-01/2022-06", None]


ACTORS = [
    ("洛浦县人社局组织培训300人。", "洛浦县人社局"),
    ("车间由乌蒙采云鞋业有限公司开办，招了236人。", "乌蒙采云鞋业有限公司"),
    ("去年招了236人，产品卖给青禾商贸有限公司。", None),
    ("In 2018, Sunrise Garments Co., Ltd. hired 300 workers.", "Sunrise Garments Co., Ltd."),
]


@pytest.mark.parametrize(("text", "actor"), ACTORS)
def test_the_actor_is_whom_the_sentence_is_about(text: str, actor: str | None) -> None:
    """Its subject, or whom 由 brings in; a name elsewhere may be anybody's."""
    assert figures(text)[0]["actor"] == actor


def test_advertisements_are_no_part_of_a_page() -> None:
    """What a site sets between the paragraphs counts nothing here."""
    assert figures("【广告】五斤装蜂蜜，买二送一，只要50元") == []


def test_a_line_of_units_serves_each_column_with_its_own() -> None:
    """单位：人、万元 above a table: money is counted in ten thousands, persons in ones."""
    words = (
        "沙洲县2019年车间情况统计表\n填报单位：沙洲县就业局　　　单位：人、万元、平方米\n"
        "工厂名称  投资额  面积  用工数\n"
        "沙洲县胡杨服饰有限公司  320  1200  85\n和田绿野鞋业有限公司  210  900  60\n"
    )
    found = [(figure.value, figure.unit) for figure in read_figures(Text("0" * 64, words), [])]
    assert found == [
        (3200000, "RMB"),
        (1200, "sqm"),
        (85, "persons"),
        (2100000, "RMB"),
        (900, "sqm"),
        (60, "persons"),
    ]


def test_no_field_tells_what_people_somebody_is_of() -> None:
    """Peoples and faiths stay in the quote; the age of a masked person is no figure."""
    words = "The mill employs 400 Uyghurs and 30 Kazakh workers. ███████████, 34, sews there."
    found = read_figures(Text("0" * 64, words), [])
    assert [(figure.value, figure.what) for figure in found] == [(400, "people"), (30, "workers")]
    assert found[0].citation.quote == "400 Uyghurs"
    words = "26岁的工人██████说，车间有少数民族员工32人。"
    assert [figure.value for figure in read_figures(Text("0" * 64, words), [])] == [32]

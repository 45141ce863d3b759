"""Chinese text that keeps a page's line ends: few lines, uneven widths, page numbers between.

All texts are invented.
"""

from __future__ import annotations

import pytest

from sightline.text import Text


def blocks(*lines: str) -> list[str]:
    """The blocks of a page in reading order, as joined text, but for its furniture."""
    text = Text("0" * 64, "\n".join(lines) + "\n")
    return [
        text.flow.text[one.span.start : one.span.end]
        for one in text.passages
        if one.kind != "furniture"
    ]


GOES_ON = [
    # a bracket is open
    (
        "经审核，拟对策勒县玉绣湖服饰有限公司（以下简称",
        "玉绣湖公司）等三家企业给予补贴。",
    ),
    # a number and what it counts
    ("二是扩大车间规模，今年新建厂房12", "座，吸纳务工人员640名。"),
    # a number broken in two
    ("今年已转移就业3", "200人，其中到疆外就业的有410人。"),
    # a word that wants another one
    ("上述人员由策勒县人力资源和社会保障局，会同乡镇党委和", "村委会统一组织输送。"),
    # a list of names within a sentence
    ("支持策勒县玉绣湖服饰有限公司、", "和田绿泉鞋业有限公司在乡镇设厂。"),
    # a dotted name
    ("联系人：库尔班江·", "麦合木提，办公时间均可来访。"),
    # the stop has slipped to the next line
    ("每名务工人员发放交通补助八百元", "，由乡镇财政所打卡发放。"),
    # a quotation
    ("县委提出“出家门、进厂门，", "挣工资”的目标。"),
]


@pytest.mark.parametrize("lines", GOES_ON)
def test_two_lines_are_one_where_the_words_want_each_other(lines: tuple[str, ...]) -> None:
    """Two lines suffice: an open bracket, a number or a word that is not over joins them."""
    assert blocks(*lines) == ["".join(lines)]


FEW = (
    "于田县人力资源和社会保障局通告",
    "近日，我县有组织转移的第三批务工人员共86人，已平安抵达湖北省黄",
    "石市，由湖北黄石锦帆制衣有限公司统一安排食宿，带队干部随车护送到",
    "厂，并负责三个月的驻厂服务。",
)


def test_a_notice_of_a_few_wrapped_lines_is_read_whole() -> None:
    """Three lines that share an edge are a paragraph; the title above stays by itself."""
    assert blocks(*FEW) == [FEW[0], "".join(FEW[1:])]


UNEVEN = (
    "    一、工作目标",
    "    2019年全县新建卫星工厂28座，每座面积不少于1200平方米，带动就业",
    "2800人以上，其中建档立卡贫困户劳动力不低于40%，人均月工资1600元以上，年内",
    "投产的不少于20座。",
    "    二、保障措施",
    "    由县财政安排专项资金960万元，援疆资金配套1400万元，重点用于厂房建设、",
    "设备购置和岗前培训。",
)


def test_lines_of_uneven_width_are_joined() -> None:
    """Narrow digits among wide ideographs make an edge that is only nearly even."""
    assert blocks(*UNEVEN) == [
        "一、工作目标",
        "".join(UNEVEN[1:4]).strip(),
        "二、保障措施",
        "".join(UNEVEN[5:]).strip(),
    ]


FOLIOS = ["- 3 -", "— 12 —", "第 4 页 共 9 页", "第1页共2页", "4/9", "Page 4 of 9"]


@pytest.mark.parametrize("folio", FOLIOS)
@pytest.mark.parametrize("gap", [(), ("",)])
def test_a_page_number_in_a_name_is_stepped_over(folio: str, gap: tuple[str, ...]) -> None:
    """A company's name over two pages is one, and is cited from its first half to its last."""
    lines = (
        "支持民丰县昆杏果业有限公司、和田玉泉纺", *gap, folio, *gap,
        "织有限公司到乡镇设厂，每座厂房补助三十万元。", "各乡镇要做好服务。",
    )  # fmt: skip
    text = Text("0" * 64, "\n".join(lines))
    at = text.flow.text.index("和田玉泉纺织有限公司")
    citation = text.cite_flow(at, at + 10)
    assert citation.quote.startswith("和田玉泉纺\n")
    assert citation.quote.endswith("\n织有限公司")
    assert [p.kind for p in text.passages].count("furniture") == 1


def test_a_running_head_beside_page_numbers_is_stepped_over() -> None:
    """What page after page repeats beside its number is no part of the sentence."""
    head = "策勒县就业促进规划"
    lines: list[str] = []
    for page in range(1, 4):
        lines += [
            f"全县今年新建车间{page}座，吸纳务工人员{page}00名，由乡镇统",
            head,
            f"- {page} -",
        ]
        lines += ["一安排，财政给予补助。"]
    assert blocks(*lines) == [
        f"全县今年新建车间{page}座，吸纳务工人员{page}00名，由乡镇统一安排，财政给予补助。"
        for page in range(1, 4)
    ]


APART = [
    ("策勒县玉绣湖服饰有限公司", "和田绿泉鞋业有限公司", "民丰县昆杏果业有限公司"),
    ("附件2", "策勒县2020年车间补贴名单"),
    ("各乡镇人民政府，县直各单位：", "现将有关事项通知如下。"),
    ("于田县人力资源和社会保障局", "2020年5月11日"),
    ("民丰县农村富余劳动力转移就业领导小组办公室", "二〇二〇年五月十一日"),
    ("地址：策勒县迎宾路12号", "电话：0903-6710000", "联系人：办公室"),
    ("一、工作目标", "全县新建车间三座，吸纳务工人员二百名。"),
    ("车间名称  人数  金额", "玉绣湖车间  20  4000", "绿泉车间  30  6000"),
    ("1. 玉绣湖车间，20人", "2. 绿泉车间，30人", "3. 昆杏车间，12人"),
    ("策勒县财政局", "关于拨付补贴资金的通知"),
    ("车间建到村口，妇女就近上班", "策勒县今年新建车间三座，吸纳务工人员二百名，人均月工资一千八百元。"),
    ("策勒县玉绣湖车间，20人", "策勒县绿泉车间，30人", "民丰县昆杏车间，112人"),
]  # fmt: skip


@pytest.mark.parametrize("lines", APART)
def test_lines_of_their_own_stay_apart(lines: tuple[str, ...]) -> None:
    """Entries, labels, rows, chapters, titles and signatures are joined to nothing."""
    assert len(blocks(*lines)) == len(lines)


def test_a_title_on_two_lines_is_one() -> None:
    """The title of a paper goes on below its first line; who issues it stays above."""
    lines = (
        "民丰县人力资源和社会保障局",
        "关于2021年第二批务工人员",
        "一次性交通补助发放情况的公示",
        "现将有关情况公示如下。",
    )
    assert blocks(*lines) == [lines[0], lines[1] + lines[2], lines[3]]


def test_a_row_that_wraps_is_one() -> None:
    """Below a counted row, what is set in deeper is the rest of the row."""
    lines = (
        "序号  企业  乡镇  人数  金额",
        "1  策勒县玉绣湖服饰有限公司  固拉合玛镇",
        "    62  74400",
        "2  和田绿泉鞋业有限公司  策勒乡  48",
        "    43200",
        "合计  110  117600",
    )
    assert blocks(*lines)[1:3] == [
        "1 策勒县玉绣湖服饰有限公司固拉合玛镇 62 74400",
        "2 和田绿泉鞋业有限公司策勒乡 48 43200",
    ]


def test_paragraphs_of_a_web_page_stay_apart() -> None:
    """Where each line is a paragraph, one without a stop at its end joins nothing by its width."""
    long = (
        "策勒县今年新建车间三座，吸纳务工人员二百名，人均月工资一千八百元，年底前还要再建两座。" * 2
    )
    caption = "图为策勒县玉绣湖车间，工人正在赶制一批校服"
    assert blocks(long, caption, long, long) == [long, caption, long, long]


def test_notes_right_below_a_table_are_notes() -> None:
    """A bracketed number below a row needs no blank line if the text above bears its mark."""
    text = Text(
        "0" * 64,
        "车间情况如下。\n企业  人数[1]  金额[2]\n玉绣湖车间  20  4000\n绿泉车间  30  6000\n"
        "[1] 人数为年末在岗人数。\n[2] 金额单位为元。\n",
    )
    assert [p.marker for p in text.passages if p.kind == "note"] == ["1", "2"]


def test_a_head_on_the_line_of_its_page_number_is_stepped_over() -> None:
    """A sentence that is cut off at a page's end goes on behind head and number."""
    lines = (
        "    今年以来，我县坚持把转移就业作为头等大事，全年",
        "转移就业4.6万人次。县领导带队考察，与佛山市",
        "",
        "策勒县人力资源和社会保障局          第 2 页",
        "",
        "顺德区宏昌电器有限公司签订用工协议。",
        "    部分车间未按时发放工资，已责令整改。",
    )
    assert blocks(*lines) == ["".join(lines[:2]).strip() + lines[5], lines[6].strip()]

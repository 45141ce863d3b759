"""A batch codes many documents at once and says of each what coding it alone says."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.notices import Notices
from sightline.coding import Annotation, Codebook, annotate, code_batch, load_codebook
from sightline.coding.sheet import sheets_of
from sightline.text import Text

BOOK = load_codebook()
PAGES = [
    str(page["text"])
    for page in tomllib.loads(Path(__file__).with_name("pages.toml").read_text("utf-8"))["page"]
]
EXAMPLES = [example.text for entry in BOOK.entries for example in entry.examples]
READ = Path(__file__).parents[1] / "readings/pages"

# What makes one line of a page matter to another: titles, dates, places and years, notes,
# rules, furniture, lists, addresses, glosses, blanks of all kinds, half sentences.
LINES = (
    "墨玉县举办就业技能培训班",
    "发布时间：2019-03-12 10:15 来源：县政府办公室",
    "\u3000\u3000"
    + "近日，和田地区组织农村富余劳动力转移就业，各乡镇认真落实，培训合格率百分之九十。" * 3,
    "\u3000\u3000今年以来，全县“总部+卫星工厂+农户”模式带动增收，" + "有关部门加强管理，" * 12,
    "    在河南省郑州市，企业开展订单培训和岗前培训。" + "工作有序推进。" * 12,
    "2012年，劳务输出三万人。" + "此前各项工作有序进行。" * 10,
    "从2016年起，卫星工厂不再强制劳动，富余劳动力自愿报名。" + "手续办理。" * 15,
    "来自",
    "新疆和田、河南的务工人员在工厂就业。",
    "新闻链接",
    "相关新闻：喀什地区劳务协作",
    "责任编辑：周明",
    "（完）",
    "1 参见就业援疆方案。",
    "注释：",
    "[2] https://www.example.org/转移就业/index.html",
    "访问http://www.example.org/laodong转移就业，了解卫星工厂",
    "――――――――",
    "- 12 -",
    "\t\t\t\t\t\t\t\t",
    "一、集中培训",
    "12月3日，喀什地区召开脱贫攻坚会议，安排富余劳动力就业。",
    "表1 转移就业",
    "总部（zongbu）+卫星工厂在墨玉县建成",
    "The re-education camp in Hotan ran labor transfer schemes, labor-",
    "intensive industries and satellite factories. " * 5,
    "教培中心是职业技能教育培训中心吗？",
    " 扶贫车间",
    "“卫星”“工厂”",
    "打印 关闭",
    "\x0c第3页",
    "新华社乌鲁木齐3月2日电（记者林海）记者获悉，劳动力转移培训已完成，" + "成效明显，" * 12,
    "",
    "",
)


def alone(raws: Sequence[str], book: Codebook = BOOK) -> list[Annotation]:
    """The annotations of each document by itself, in order."""
    return [one for n, raw in enumerate(raws) for one in annotate(Text(f"{n:064d}", raw), book)]


def together(raws: Sequence[str], book: Codebook = BOOK) -> list[Annotation]:
    """The annotations of all in one batch."""
    return list(code_batch([(f"{n:064d}", raw) for n, raw in enumerate(raws)], book))


@pytest.mark.parametrize("name", ["xinjiang-labour", "uzbek-cotton"])
def test_a_batch_says_what_each_document_says(name: str) -> None:
    """Read pages, examples and made-up notices give the same rows, to the last word."""
    held = (READ / "held.txt").read_text("utf-8").split()
    opened = sorted(page for page in READ.glob("*.txt") if page.stem[:3] not in held)
    read = [page.read_text("utf-8", errors="replace") for page in opened]
    made = [*Notices(BOOK, 50).pages(30_000), *Notices(BOOK, 1).pages(30_000)]
    raws = [*PAGES, *read, *EXAMPLES, *made]
    assert together(raws, load_codebook(name)) == alone(raws, load_codebook(name))


@given(st.lists(st.lists(st.sampled_from(LINES), max_size=12), max_size=6), st.booleans())
@settings(max_examples=300, deadline=None)
def test_neighbours_change_nothing(pages: list[list[str]], ended: bool) -> None:
    """Whatever stands on the other pages of a batch, a page keeps its hits."""
    raws = ["\n".join(page) + "\n" * ended for page in pages]
    assert together(raws) == alone(raws)


def test_a_hit_at_the_end_of_a_page_may_be_read_before_another() -> None:
    """A note is read behind what it interrupts, so that the last words may come first."""
    page = "――――――――\n1 参见就业援疆方案。\n――――――――\n访问http://www.example.org/转移就业，了解卫星工厂"
    assert together([page]) == alone([page])


def test_most_plain_pages_share_a_sheet() -> None:
    """The speed of a batch rests on it: made-up notices need no closer look."""
    _, left = sheets_of(list(Notices(BOOK, 5).pages(100_000)))
    assert left == []


def test_the_testimony_is_coded_as_alone(testimony: Path) -> None:
    """A report with notes, set in lines, beside a notice."""
    raws = [PAGES[0], testimony.read_text("utf-8"), PAGES[1]]
    assert together(raws) == alone(raws)


def test_hits_are_rows_by_number_and_by_document() -> None:
    """A batch without documents has none; a document's rows stand together."""
    hits = code_batch([("a" * 64, PAGES[0]), ("b" * 64, "无"), ("c" * 64, PAGES[1])], BOOK)
    assert not code_batch([], BOOK)
    assert hits[0].citation.capture == "a" * 64
    assert hits[-1].citation.capture == "c" * 64
    assert hits.of(1) == []
    assert hits.of(0) + hits.of(2) == list(hits) == hits[:]

"""Private names and numbers stay in the archive. All persons here are invented."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.coding import load_codebook
from sightline.text.masking import MASK, mask, private_spans
from sightline.text.names_known import names, public_names
from sightline.text.names_spelt import weights

HIDDEN = [
    ("村民王建国说，家里有三亩地。", "王建国"),
    ("户主：李秀英，三口人", "李秀英"),
    ("工人买买提·艾力每月挣两千元", "买买提·艾力"),
    ("古丽•吐尔逊在卫星工厂上班", "古丽•吐尔逊"),
    ("貧困戶堯力瓦斯·達吾提家里很暖和", "堯力瓦斯·達吾提"),
    ("身份证号 653221199001011234", "653221199001011234"),
    ("电话：138 9988 7766", "138 9988 7766"),
    ("a villager Li Meihua told", "Li Meihua"),
    ("村民阿卜杜拉.买买提说", "阿卜杜拉.买买提"),
    ("村民阿卜杜拉 买买提说", "阿卜杜拉 买买提"),
    ("27岁的村民阿依古丽正在缝纫", "阿依古丽"),
    ("努尔比耶．吐尔逊今年32岁", "努尔比耶．吐尔逊"),
    ("麦麦提艾力 · 肉孜在车间", "麦麦提艾力 · 肉孜"),
    ("工人老王笑着说", "老王"),
    ("户主王某某", "王某某"),
    ("刘桂花（女，45岁）", "刘桂花"),
    ("姓名：赵铁柱", "赵铁柱"),
    ("“离家近。”李桂英说", "李桂英"),
    ("村民王建\n国说", "王建\n国"),
    ("村民欧阳春花说", "欧阳春花"),
    ("Gulnar Tursun, a 34-year-old seamstress, said", "Gulnar Tursun"),
    ("the worker A. Memet left", "A. Memet"),
    ("villager Zulpiye said", "Zulpiye"),
    ("In 2018 Tursun Kadir was taken to a camp", "Tursun Kadir"),
    ("Rozi Memet earns 900 yuan a month", "Rozi Memet"),
    ("Gulbahar Omar said she was never paid", "Gulbahar Omar"),
    ("later Mehmet’s brother wrote", "Mehmet"),
    ("手机：１３８９９８８７７６６", "１３８９９８８７７６６"),
    ("手机 138.9988.7766", "138.9988.7766"),
    ("http://a.example.cn/?tel=13899887766", "13899887766"),
    ("身份证：653221900101123", "653221900101123"),
    ("评审专家：周立文\n", "周立文"),
    ("联系人：滕玉　电话：0903-6800000", "滕玉"),
    ("招聘专员 马 军　微信同号", "马 军"),
    ("同组的布阿依谢姆艾海提原来只种地", "布阿依谢姆艾海提"),
    ("吐尔逊江 买合木提（村民，格达良乡）", "吐尔逊江 买合木提"),
    ("与她同来的约翰史密斯正在学针车", "约翰史密斯"),
    ("户主沙某某请假", "沙某某"),
    ("员工田二妮干得快", "田二妮"),
    ("老工人A某不愿多谈", "A某"),
    ("王秀兰的丈夫在外务工", "王秀兰"),
    ("李铁柱 男 46岁", "李铁柱"),
    ("咨询电话：0998-3300000 吕经理", "吕经理"),
    ("1\t姓名\t阿丽亚·哈山\t性别", "阿丽亚·哈山"),
    ("the worker named A. left", "A."),
    ("1.吐送江，男，维护员，1988年生", "吐送江"),
    ("其妻阿依汗无业", "阿依汗"),
    ("阿依古丽·艾海提（春晖纺织厂员工）", "阿依古丽·艾海提"),
    ("请联系刘畅（0997-2120000）", "刘畅"),
    ("Contact Us: Amy (Export Dept.)", "Amy"),
    ("Gulnar, 34, sews", "Gulnar"),
    ('"I sing," said Amangul.', "Amangul"),
    ("Contact: Ms. Lily Tan, sales", "Lily Tan"),
    ('"Good quality" — Marco B., Italy', "Marco B."),
]


@pytest.mark.parametrize(("text", "private"), HIDDEN)
def test_private_names_and_numbers_are_hidden(text: str, private: str) -> None:
    """What would show a private person is replaced, character for character."""
    masked = mask(text)
    at = text.index(private)
    assert masked == text[:at] + MASK * len(private) + text[at + len(private) :]


SHOWN = [
    "自治区主席艾尔肯·热合曼表示",
    "法定代表人张伟",
    "Anwar Semet, the chairman of the county committee",
    "喀什·和田两地",
    "贫困户马上就业",
    "项目总投资13800000000元",
    "http://news.example.cn/13899887766.html",
    "a company called Zhejiang Something",
    "李伟（洛浦县春晖服装有限公司总经理）介绍",
    "合作社负责人阿不都·热西提",
    "阿克苏·库车·拜城三地",
    "妇女古丽巴扎合作社",
    "“丝路·阿克苏”文化节",
    "居民马兰村",
    "群众于春节前领到补助",
    "员工白班夜班轮换",
    "职工石河子大学毕业",
    "村民王家庄村",
    "学生江南校区",
    "工人金富婕公司",
    "项目经理:韩志强",
    "联系人：艾克拜尔·买买提（县人社局就业科科长）",
    "编辑：阿丽雅 审核：王成",
    "副县长卡米力·阿不力孜、宋毅出席",
    "由副县长王伟、约翰·史密斯负责",
    "姓名\t职务\n约翰·史密斯\t县委书记\n",
    "阿依古丽·托乎提（洛浦县春晖服装有限公司总经理）说",
    "来源：疏附县融媒体中心　记者：古丽娜尔　编辑：陈晨",
    "our compliance officer, Mr. Zhuang Weimin",
    "托乎拉乡、阿克塔什镇、英阿瓦提管委会",
    "托格拉克、库木吐尔、阿热勒3个村",
    "阿依努尔服饰有限公司",
    "布宜诺斯艾利斯和努瓦克肖特",
    "向某些企业发放",
    "村民小康路",
    "专家组组成",
    "联系人：县人社局就业科",
    "名单：农牧民、卫星工厂、国通语",
    "workers in Hotan County and workers Hotan County hired",
    "the farmer Cooperative Alliance",
]


@pytest.mark.parametrize("text", SHOWN)
def test_roles_places_and_amounts_are_shown(text: str) -> None:
    """Public roles, places, amounts and addresses are no private names."""
    assert mask(text) == text


def test_a_name_once_found_is_hidden_everywhere() -> None:
    """A second mention without a cue does not give the person away."""
    assert "陈桂兰" not in mask("村民陈桂兰到厂里上班。陈桂兰说她很忙。")


def test_a_first_name_alone_is_hidden_too() -> None:
    """After the full name, the first part by itself still shows the person."""
    assert "图罕" not in mask("工厂里的图罕·赛麦尔很忙。如今图罕已是工人。")


def test_a_public_role_keeps_a_name_throughout() -> None:
    """Who is named with a role in a document is the same public person further down."""
    text = "县长艾尔肯·热合曼出席。艾尔肯·热合曼说，今年开工。"
    assert mask(text) == text


def test_a_gloss_in_latin_letters_is_hidden_with_its_name() -> None:
    """The same name in brackets would show what the characters hide."""
    assert (
        mask("工人古丽米热·艾山（Gulmire Hesen）来自外地")
        == f"工人{MASK * 7}（{MASK * 13}）来自外地"
    )


TABLES = [
    "姓名\t性别\t年龄\n{a}\t女\t34\n{b}\t男\t40\n",
    "序号  姓名    村名\n1  {a}  东风村\n2  {b}  红旗村\n",
    "姓名\n性别\n1\n{a}\n女\n2\n{b}\n男\n",
    "名单如下：\n{a}\n{b}\n",
    "人员名单：1.{a} 2.{b}",
    "评标委员会成员：{a}（组长）、{b}\n",
    "{b}、{a}等12名村民参加培训",
    "部分补贴对象：\n  {a}（工人，城关镇）  {b}（村民，格达良乡）\n",
]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("one", "other"),
    [("王秀兰", "努尔兰·赛力克"), ("热依汗古丽买买提", "丁文"), ("马 军", "阿依努尔")],
)
def test_tables_and_lists_hide_their_names(table: str, one: str, other: str) -> None:
    """A column or a list announces names as a word does."""
    text = table.format(a=one, b=other)
    masked = mask(text)
    for name in (one, other):
        at = text.index(name)
        assert not masked[at : at + len(name)].strip(f"{MASK} ")
    assert masked.count(MASK) <= len(one + other)


def test_both_names_of_a_list_are_hidden() -> None:
    """What a cue introduces may be a list."""
    assert mask("员工陈小明、周大海参加") == "员工███、███参加"
    assert mask("学员：艾力·库尔班、古丽·买买提") == "学员：██████、██████"


def places() -> list[str]:
    """Places of the gazetteer, with and without the word of their level."""
    with files("sightline.data").joinpath("places/xinjiang.csv").open(encoding="utf-8") as lines:
        full = [row["name_zh"] for row in csv.DictReader(lines)]
    return sorted({*full, *(re.sub("(?:自治[区州县]|地区|[市区县])$", "", name) for name in full)})


WORDS = "工人 村民 员工 学员 群众 职工 贫困户 女工 妇女 青年 联系人 户主 经办人： 名单：".split()
BODIES = "春晖服装有限公司 金富来纺织厂 明梭工业园 古丽绣娘合作社 教培中心 人民政府 高新区管委会 李渠镇中学 阿凡提商贸公司".split()
SENTENCES = [
    "在{x}上班的人多。",
    "工人来自{x}，",
    "{x}介绍说，今年",
    "村民到{x}务工",
    "员工、{x}、学员",
    "{x}与农民签订协议",
    "支持{x}等企业",
    "建设单位：{x}\n",
    "采购单位 {x} 电话：0998",
    "来自{x}的妇女",
    "学员{x}",
    "由{x}和{x}承办",
    "从{x}调来10人",
]


def lost(words: Iterable[str], sentences: Iterable[str]) -> float:
    """The share of the characters of `words` that is masked in these sentences."""
    hidden = printed = 0
    for word in words:
        for sentence in sentences:
            hidden += mask(sentence.format(x=word)).count(MASK)
            printed += len(word) * sentence.count("{x}")
    return hidden / printed


def test_bodies_and_places_beside_cues_are_shown() -> None:
    """Of the characters of names of bodies and places under 0.5 in a hundred are masked."""
    cued = [f"{word}{{x}}上班" for word in WORDS]
    assert lost(places(), [*SENTENCES, *cued]) == 0
    both = [place + body for place, body in zip(cycle(places()), BODIES * 20, strict=False)]
    assert lost([*BODIES, *both], [*SENTENCES, *cued]) < 0.005


def test_names_of_companies_are_shown(shared: Path) -> None:
    """Also in 600 names of firms and brands, foreign ones among them, in sentences of news."""
    lines = (shared / "bench/names/distractors.jsonl").read_text("utf-8").splitlines()
    every = {
        name
        for line in lines
        if re.fullmatch("[\u4e00-\u9fff]{3,}", name := json.loads(line)["name"])
    }
    assert lost(sorted(every)[:: max(len(every) // 600, 1)], SENTENCES) < 0.005


@pytest.mark.parametrize("book", ["xinjiang-labour", "uzbek-cotton"])
def test_words_of_the_codebooks_are_never_masked(book: str) -> None:
    """What the codebook looks for must be left to see, wherever it stands."""
    terms = {
        text for text in load_codebook(book).spellings if re.fullmatch("[\u4e00-\u9fff]{2,}", text)
    }
    sentences = ["\n".join([*SENTENCES, *(f"{word}{{x}}，" for word in WORDS)])]
    assert not [term for term in sorted(terms)[::3] if lost([term], sentences)]


def test_all_places_that_look_like_names_are_known() -> None:
    """Places are listed a second time for masking: none that could be a name is missing."""
    surnames = names()["han"]["surnames"] + names()["han"]["rare_surnames"]
    listed = public_names()
    for file in ("xinjiang", "provinces", "cities", "foreign"):
        path = files("sightline.data").joinpath(f"places/{file}.csv")
        with path.open(encoding="utf-8") as lines:
            told = [row.get("name_zh") or row.get("names") or "" for row in csv.DictReader(lines)]
        for name in re.findall("[\u4e00-\u9fff]{2,}", ";".join(told)):
            if name[0] in surnames or all(char in weights() for char in name):
                assert any(name.startswith(known) for known in listed), name


@dataclass(frozen=True)
class Page:
    """An invented page with what must be hidden, kept and left alone on it."""

    title: str
    raw: str
    private: list[tuple[int, int]]
    kept: list[tuple[int, int]]
    named: list[tuple[int, int]]


def pages() -> Iterator[Page]:
    """The pages of `masking_pages.txt`: [[private]], {{kept}}, <<name of a body or place>>."""
    marked = Path(__file__).with_name("masking_pages.txt").read_text("utf-8")
    for part in re.split("^=== ", marked, flags=re.MULTILINE)[1:]:
        title, body = part.split("\n", 1)
        raw, done = "", 0
        spans: dict[str, list[tuple[int, int]]] = {"[": [], "{": [], "<": []}
        for mark in re.finditer(r"([\[{<])\1(.*?)[\]}>]{2}", body):
            raw += body[done : mark.start()]
            spans[mark[1]].append((len(raw), len(raw) + len(mark[2])))
            raw += mark[2]
            done = mark.end()
        yield Page(title, raw + body[done:], *spans.values())


@pytest.mark.parametrize("page", list(pages()), ids=lambda page: page.title)
def test_no_private_person_of_a_page_is_shown(page: Page) -> None:
    """Of pages of many kinds not one private name or number is left to see."""
    masked = mask(page.raw)
    assert [page.raw[a:b] for a, b in page.private if masked[a:b].strip(f"{MASK} ·\u3000")] == []


def test_officials_and_heads_of_the_pages_are_kept() -> None:
    """Nine in ten of those with a role stay, and names of bodies and places all but whole."""
    kept = named = hidden = lost = 0
    for page in pages():
        masked = mask(page.raw)
        kept += len(page.kept)
        hidden += sum(MASK in masked[a:b] for a, b in page.kept)
        named += sum(b - a for a, b in page.named)
        lost += sum(masked[a:b].count(MASK) for a, b in page.named)
    assert hidden <= 0.1 * kept
    assert lost < 0.005 * named


WRITTEN = "村民工人户主：王李某古丽买提阿·. 、（女男34岁）\n\t说名单联系姓等12书记长AaZ.,1390000"


@given(st.text(WRITTEN, max_size=60))
def test_nothing_that_looks_like_names_breaks_masking(raw: str) -> None:
    """Whatever stands beside what, masking ends, keeps the length, and is the same again."""
    assert len(mask(raw)) == len(raw)
    assert mask(raw) == mask(raw)


@given(st.text(max_size=200))
def test_masking_keeps_every_offset(raw: str) -> None:
    """Length stays, and nothing outside the private spans changes."""
    masked = mask(raw)
    assert len(masked) == len(raw)
    hidden = {at for span in private_spans(raw) for at in range(span.start, span.end)}
    assert all(
        a == b for at, (a, b) in enumerate(zip(raw, masked, strict=True)) if at not in hidden
    )


def test_the_study_names_no_private_person(testimony: Path) -> None:
    """In the study nothing is masked: its persons all bear a role."""
    assert private_spans(testimony.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("工人图尔荪江·阿不都来到工厂。", "图尔荪江·阿不都"),
        ("阿不都外力·吐尔逊说，活儿不重。", "阿不都外力·吐尔逊"),
    ],
)
def test_a_dotted_name_is_hidden_to_its_last_sign(words: str, name: str) -> None:
    """Characters that words use too (不, 外) belong to a common name."""
    assert mask(words) == words.replace(name, "█" * len(name))


@pytest.mark.parametrize("words", ["和田某镇建成车间。", "和田某纺织厂。", "农田某处"])
def test_some_place_is_no_person(words: str) -> None:
    """某 behind the end of a place's name leaves a place, a factory or a spot unnamed."""
    assert mask(words) == words

"""Private names and numbers stay in the archive. All persons here are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.text.masking import MASK, mask, private_spans

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
    ("手机：１３８９９８８７７６６", "１３８９９８８７７６６"),
    ("手机 138.9988.7766", "138.9988.7766"),
    ("http://a.example.cn/?tel=13899887766", "13899887766"),
    ("身份证：653221900101123", "653221900101123"),
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


def test_both_names_of_a_list_are_hidden() -> None:
    """What a cue introduces may be a list."""
    assert mask("员工陈小明、周大海参加") == "员工███、███参加"
    assert mask("学员：艾力·库尔班、古丽·买买提") == "学员：██████、██████"


PLACES = "洛浦县 阿克苏地区 克孜勒苏柯尔克孜自治州 塔什库尔干县 巴音郭楞州 马兰村 喀拉喀什镇 吐尔洪乡 和布克赛尔县".split()
NAMES = "春晖服装有限公司 金富来纺织厂 明梭工业园 古丽绣娘合作社 教培中心 人民政府 高新区管委会 李渠镇中学 阿凡提商贸公司".split()
WORDS = "工人 村民 员工 学员 群众 职工 贫困户 女工 妇女 青年".split()
PATTERNS = [
    "{w}在{p}{n}上班。",
    "{p}{w}到{n}务工，",
    "{n}的{w}来自{p}。",
    "{w}，{p}{n}",
    "{w}{p}{n}就业",
    "{w}{n}",
]


def test_bodies_and_places_beside_cues_are_shown() -> None:
    """Of the characters of names of bodies and places under 0.5 in a hundred are masked."""
    hidden = printed = 0
    for pattern in PATTERNS:
        for word in WORDS:
            for place in PLACES:
                for name in NAMES:
                    text = pattern.format(w=word, p=place, n=name)
                    hidden += mask(text).count(MASK)
                    printed += len(place) * ("{p}" in pattern) + len(name)
    assert hidden / printed < 0.005


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

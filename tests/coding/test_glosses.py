"""Terms in the middle of which a gloss stands, and terms of other articles. All invented."""

from __future__ import annotations

import pytest

from sightline.coding import Annotation, annotate, load_codebook
from sightline.text import Text

BOOK = load_codebook()


def code(raw: str) -> list[Annotation]:
    """The annotations of a text."""
    return annotate(Text("c" * 64, raw), BOOK)


GLOSSED = [
    ("和田县推行总部（zongbu）+卫星工厂（weixing gongchang）模式", ["总部+卫星工厂"]),
    ("洛浦县教培中心（jiaopei zhongxin）+", ["教培中心+"]),
    ("墨玉县卫星（weixing）工厂开工", ["卫星工厂"]),
    ("墨玉县卫星工厂（weixing gongchang）开工", ["卫星工厂"]),
    ("洛浦县卫星工厂（satellite factory）", ["卫星工厂", None]),
    ("洛浦县卫星（Apollo）工厂", []),
]


@pytest.mark.parametrize(("raw", "words"), GLOSSED)
def test_a_gloss_does_not_break_a_term(raw: str, words: list[str | None]) -> None:
    """How a name is said, in brackets, is stepped over; other words in brackets are read."""
    found = code(raw)
    assert [one.zh for one in found] == words
    assert all(raw[one.citation.start : one.citation.end] == one.citation.quote for one in found)


HERE = "洛浦县今年的工作进展顺利，全县新建厂房三座，道路全部硬化，群众都很满意，明年再接再厉。"
THERE = "今年建成扶贫车间五座，吸纳一百二十人，人均月工资一千九百元，企业说明年还要扩大规模。"


def test_places_of_another_article_settle_nothing() -> None:
    """A list of headlines, or the next article, says nothing of where the first one is."""
    alone = code(f"喜讯一则\n来源：日报 2019-05-03\n{HERE}\n{THERE}\n")
    assert [one.flows for one in alone] == [(3,)]
    raw = f"洛浦要闻\n来源：日报 2019-05-03\n{HERE}\n喜讯一则\n来源：日报 2019-05-04\n{THERE}\n"
    assert [one.flows for one in code(raw)] == [()]
    listed = code(f"喜讯一则\n来源：日报 2019-05-03\n{THERE}\n相关新闻\n洛浦县开通公交\n")
    assert [one.flows for one in listed] == [()]

"""Ties that a text states: by rule, with direction and stance. All names invented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sightline.claims import Relation, read_figures, read_mentions, read_references, read_relations
from sightline.claims.lexicon import load
from sightline.coding import annotate, load_codebook
from sightline.text import Text


def relations(words: str) -> list[Relation]:
    """What is read from `words`, with all the steps before."""
    text = Text("0" * 64, words)
    references = read_references(text)
    return read_relations(
        text,
        read_mentions(text),
        annotate(text, load_codebook()),
        references,
        read_figures(text, references),
    )


def said(one: Relation) -> str:
    """Subject and object in short."""
    return f"{one.subject.names[0]} > {one.object.names[0] if one.object else one.literal}"


def _examples(kind: str) -> Iterator[Any]:
    data = load("relations")
    for row in (*data["pattern"], *data["field"]):
        for example in row.get(kind, ()):
            yield pytest.param(row["predicate"], example, id=str(example)[:40])


@pytest.mark.parametrize(("predicate", "example"), list(_examples("yes")))
def test_each_rule_matches_its_examples(predicate: str, example: list[str]) -> None:
    """Every rule finds the tie that stands beside it, with its direction."""
    words, tie = example
    assert tie in [said(one) for one in relations(words) if one.predicate == predicate]


@pytest.mark.parametrize(("predicate", "words"), list(_examples("no")))
def test_each_rule_leaves_its_counterexamples(predicate: str, words: str) -> None:
    """What only looks like the tie gives none."""
    assert predicate not in [one.predicate for one in relations(words)]


STANCES = [
    ("洛浦县春晖纺织有限公司拟在洛浦县工业园区投资建厂。", "planned"),
    ("洛浦县春晖纺织有限公司计划投资1.2亿元建设洛浦县春晖产业园。", "planned"),
    ("The Lop County Industrial Park will be built by Golden Ear Holdings.", "planned"),
    ("Golden Ear Apparel Co., Ltd. denied that it buys yarn from Bright Loom Textile Company.", "denied"),
    ("Golden Ear Apparel Co., Ltd. very likely buys yarn from Bright Loom Textile Company.", "inferred"),
    ("洛浦县春晖纺织有限公司位于洛浦县工业园区。", "stated"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "stance"), STANCES)
def test_plans_inferences_and_denials_are_marked(words: str, stance: str) -> None:
    """A plan is not a fact, an inference is the author's, a denial is kept as one."""
    assert {one.stance for one in relations(words)} == {stance}


POINTING = [
    ("洛浦县春晖纺织有限公司今年投产。该公司位于洛浦县工业园区。", "洛浦县春晖纺织有限公司 > 洛浦县工业园区"),
    ("洛浦县春晖纺织有限公司成立于2016年，位于洛浦县工业园区。", "洛浦县春晖纺织有限公司 > 洛浦县工业园区"),
    ("Bright Loom Textile Company grew. The company is located in Lop County.", "Bright Loom Textile Company > Lop County"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "tie"), POINTING)
def test_a_word_that_points_back_finds_who_was_meant(words: str, tie: str) -> None:
    """A pronoun, or a subject left out, stands for the one spoken of."""
    assert tie in [said(one) for one in relations(words)]


def test_a_word_that_may_mean_two_gives_nothing() -> None:
    """Where two firms stand in the sentence before, 该公司 is nobody."""
    words = "和田金穗服装有限公司和洛浦县春晖纺织有限公司的代表参会。该公司位于洛浦县工业园区。"
    assert [one for one in relations(words) if one.predicate == "located_in"] == []


def test_what_is_said_twice_is_one_relation() -> None:
    """The same tie in two sentences has two citations."""
    words = "洛浦县春晖纺织有限公司位于洛浦县工业园区。今年五月，洛浦县春晖纺织有限公司落户洛浦县工业园区。"
    (one,) = relations(words)
    assert len(one.citations) == 2


def test_citations_hold_the_words_and_nothing_of_other_sentences() -> None:
    """The passage begins with the first side and ends with the second."""
    words = "去年投产。洛浦县春晖纺织有限公司位于洛浦县工业园区。占地300亩。"
    (one,) = relations(words)
    assert one.citation.quote == "洛浦县春晖纺织有限公司位于洛浦县工业园区"
    assert one.as_dict()["subject"] == one.subject.id


def test_a_flow_gives_way_to_who_employs_whom() -> None:
    """Where the same words say that transferred workers are employed, that is the one tie, with its flow."""
    words = "洛浦县春晖纺织有限公司吸纳农村富余劳动力120人就业。"
    assert [(one.predicate, one.flow) for one in relations(words)] == [("employs", 2)]


TABLES = [
    "序号\t车间名称\t建设地点\t承建单位\n1\t杭桂镇卫星工厂\t杭桂镇欧吐拉艾日克村\t新疆天垣建筑安装有限公司\n",
    "序号,车间名称,建设地点,承建单位\n1,杭桂镇卫星工厂,杭桂镇欧吐拉艾日克村,新疆天垣建筑安装有限公司\n",
    "序号 | 车间名称 | 建设地点 | 承建单位\n1 | 杭桂镇卫星工厂 | 杭桂镇欧吐拉艾日克村 | 新疆天垣建筑安装有限公司\n",
]


@pytest.mark.parametrize("words", TABLES)
def test_tables_state_ties_by_their_heads(words: str) -> None:
    """A row ties its cells as the head of the columns says, whatever parts them."""
    assert {(one.predicate, said(one)) for one in relations(words)} == {
        ("located_in", "杭桂镇卫星工厂 > 杭桂镇欧吐拉艾日克村"),
        ("built", "新疆天垣建筑安装有限公司 > 杭桂镇卫星工厂"),
    }


def test_a_row_that_is_still_to_be_built_is_a_plan() -> None:
    """What a list has built anew is planned."""
    words = "项目名称\t建设地点\t建设内容\n杭桂镇卫星工厂\t杭桂镇\t新建厂房两座\n"
    assert [(one.predicate, one.stance) for one in relations(words)] == [("located_in", "planned")]


@pytest.mark.parametrize(
    "words",
    [
        "洛浦县天禾服饰有限公司成立于2016年。全县已建成卫星工厂12座。",
        "Hotan Meiyuan Garments Co., Ltd. was founded in 2016. The county has 12 satellite factories.",
    ],
)
def test_what_a_county_does_is_not_its_firms(words: str) -> None:
    """A sentence about the county says nothing of the only firm that the page names."""
    text = Text("0" * 64, words)
    found = read_relations(text, read_mentions(text), annotate(text, load_codebook()), (), ())
    assert [one for one in found if one.predicate in ("uses_flow", "operates")] == []

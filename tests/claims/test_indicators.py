"""Indicators: which signs of forced labour a page states, of whom, and who says so."""

from __future__ import annotations

import time

import pytest

from sightline.claims import read_figures, read_mentions, read_references
from sightline.claims.indicator import Indicator
from sightline.claims.indicators import read_indicators
from sightline.coding import annotate, indicator_hits, load_codebook
from sightline.text import Text

FIRM = "洛浦县春晖针织有限公司"
PARK = "墨玉县和顺工业园区"


def read(words: str) -> list[Indicator]:
    """All indicators of a page."""
    text, book = Text("0" * 64, words), load_codebook()
    found = read_indicators(
        text,
        read_mentions(text),
        annotate(text, book),
        read_figures(text, read_references(text)),
        indicator_hits(text, book),
    )
    for row in found:
        for citation in row.citations:
            assert citation.quote == words[citation.start : citation.end]
            assert not set("。！？") & set(citation.quote[:-1])
    return found


def said(words: str) -> set[tuple[str, str, str]]:
    """Name, indicator and stance of all indicators of a page."""
    return {(row.entity.names[0], row.indicator, row.stance) for row in read(words)}


def names(words: str, indicator: str) -> set[str]:
    """Of whom a page says this."""
    return {row.entity.names[0] for row in read(words) if row.indicator == indicator}


STATED = [
    (f"{FIRM}对南疆务工人员实行半军事化管理。", FIRM, "military_style_management"),
    (f"{FIRM}组织转移就业员工每周一升国旗，学唱国歌。", FIRM, "political_indoctrination"),
    (
        f"{FIRM}厂区实行封闭式管理，务工人员凭班长签字的出门条外出。",
        FIRM,
        "restriction_of_movement",
    ),
    (f"{FIRM}务工人员的身份证由厂方统一保管。", FIRM, "retention_of_identity_documents"),
    (f"{FIRM}的转移就业员工每天工作12小时，每月休息两天。", FIRM, "excessive_overtime"),
    (f"{FIRM}吸纳教培中心结业学员60人就业。", FIRM, "internment_link"),
    (f"{PARK}大门由民警值守，园区建有卫星工厂。", PARK, "police_or_guards"),
    (f"{FIRM}每吸纳一名富余劳动力就业，县财政给予补贴2000元。", FIRM, "subsidy_per_worker"),
]


@pytest.mark.parametrize(("words", "entity", "indicator"), STATED)
def test_a_sign_is_said_of_the_subject(words: str, entity: str, indicator: str) -> None:
    """A sentence's signs are those of the organisation that it begins with."""
    assert (entity, indicator, "stated") in said(words)


def test_an_omitted_subject_is_the_one_before() -> None:
    """该公司, and a sentence without a subject, go on about what was spoken of."""
    words = f"{FIRM}位于洛浦县，有卫星工厂两座。该公司实行半军事化管理。宿舍大门由民警值守。"
    assert names(words, "military_style_management") == {FIRM}
    assert names(words, "police_or_guards") == {FIRM}


def test_signs_of_a_paper_are_its_issuers() -> None:
    """Where a body's paper names nobody, the sign is that of the body which signs it."""
    body = "皮山县人力资源和社会保障局"
    words = (
        "关于组织开展赴内地企业转移就业的通知\n\n各乡镇：\n\n"
        "一、务工人员由县里统一组织输送，输送前集中开展军训。\n\n"
        f"{body}\n\n2020年2月24日"
    )
    assert names(words, "military_style_management") == {body}
    assert names(words, "state_transfer") == {body}


def test_a_firms_own_page_speaks_of_the_firm() -> None:
    """Who sends the workers is named on it, but the page is the firm's."""
    words = (
        f"{FIRM}招聘简章\n\n公司简介：{FIRM}位于洛浦县，现有职工300人。\n\n"
        "面向和田县有组织转移就业人员，由和田县人社局统一体检、统一包车送达。"
    )
    found = [row for row in read(words) if row.indicator == "state_transfer"]
    assert [(row.entity.names[0], row.asserted_by) for row in found] == [(FIRM, "company")]


def test_words_for_several_mean_each() -> None:
    """上述车间 are all workshops that were named, each with a row of its own."""
    words = (
        "和田县2021年乡村车间吸纳就业补贴公示\n\n"
        "一、和田县巴格其镇春柳卫星工厂吸纳45人。\n\n二、和田县拉斯奎镇晨曦卫星工厂吸纳38人。\n\n"
        "三、上述车间每周一组织升国旗。"
    )
    found = names(words, "political_indoctrination")
    assert len(found) == 2


def test_an_order_not_to_leave_is_a_sign() -> None:
    """没有 ahead of 不得 is a condition, and no denial; an employer's duty is a ban, and no sign."""
    stated = f"{FIRM}规定，没有批假条一律不得外出，务工人员请假须经班长签字。"
    assert (FIRM, "restriction_of_movement", "stated") in said(stated)
    assert said(f"{FIRM}承诺不得强迫劳动、限制外出、扣押身份证。") == set()


def test_allowances_at_stake_are_no_threat_besides() -> None:
    """One refusal is one sign: what it costs tells which."""
    words = "洛浦县对拒不参加劳务输出的贫困户，停发低保。"
    assert names(words, "abuse_of_vulnerability") == {"洛浦县"}
    assert names(words, "intimidation_and_threats") == set()


def test_a_column_tells_of_each_rows_firm() -> None:
    """Under its head a number above nought is the row's own firm's, a nought is nobody's."""
    words = (
        "序号 企业名称 用工人数 教培学员 奖补金额（万元）\n"
        f"1 {FIRM} 55 12 5.5\n2 洛浦县暮云地毯有限公司 30 0 3.0\n"
    )
    assert names(words, "internment_link") == {FIRM}
    assert names(words, "subsidy_per_worker") == {FIRM, "洛浦县暮云地毯有限公司"}


def test_who_sends_is_meant_by_a_sending() -> None:
    """The firm that workers are sent to does not send them; a body whose officer speaks neither."""
    sent = "沙雅县选派120名富余劳动力，分三批输送至宁波棹歌电器有限公司务工。"
    assert names(sent, "state_transfer") == {"沙雅县"}
    told = "墨玉县工厂招工忙。墨玉县人力资源和社会保障局副局长周立新介绍，各乡按月下达任务。"
    assert names(told, "state_quotas") == {"墨玉县"}


DENIED = [
    f"{FIRM}声明：公司从未扣押务工人员的身份证，卫星工厂工人来去自由。",
    "Hotan Meadow Garments Co., Ltd. says that it has never kept the passports of its transferred workers.",
]


@pytest.mark.parametrize("words", DENIED)
def test_a_denial_is_told_as_one(words: str) -> None:
    """What somebody denies of himself is listed, with its stance."""
    stances = {r.stance for r in read(words) if r.indicator == "retention_of_identity_documents"}
    assert stances == {"denied"}


NOTHING = [
    f"{FIRM}现有员工420人，年产手套300万双。",
    "洛浦县人民政府通知：卫星工厂严禁扣押务工人员身份证，严禁拖欠工资。",
    "兰州市第三中学高一新生军训今日结束。",
    "为人才每人补贴购房款5万元，兰州市发布新政。",
]


@pytest.mark.parametrize("words", NOTHING)
def test_bans_and_ordinary_words_are_no_signs(words: str) -> None:
    """A general ban says nothing of anyone; elsewhere the same words are harmless."""
    assert said(words) == set()


VOICES = [
    ("总经理赵志强说：“转移来的员工先军训七天。”", "company"),
    ("洛浦县人社局副局长周立新介绍，转移就业人员先军训七天。", "official"),
    ("“我们转移来的先军训七天。”工人古丽说。", "witness"),
    ("记者了解到，转移就业人员先军训七天。", "media"),
]


@pytest.mark.parametrize(("sentence", "voice"), VOICES)
def test_the_speaker_asserts_what_is_quoted(sentence: str, voice: str) -> None:
    """On a reporter's page a quotation is its speaker's, the rest the reporter's."""
    words = f"本报讯（记者 田小禾）走进{FIRM}的卫星工厂，缝纫机响成一片。{sentence}"
    found = [row for row in read(words) if row.indicator == "military_style_management"]
    assert [row.asserted_by for row in found] == [voice]


def test_one_row_for_an_entity_and_a_sign() -> None:
    """Said again, the same sign gives another citation and no other row."""
    words = f"{FIRM}对转移就业人员实行半军事化管理。新员工军训七天。"
    found = [row for row in read(words) if row.indicator == "military_style_management"]
    assert len(found) == 1
    assert len(found[0].citations) == 2
    assert found[0].as_dict()["id"] == read(words)[0].id


def test_weak_words_alone_are_no_sign() -> None:
    """A nursery beside a workshop counts only where something plain is said of the same."""
    words = f"{FIRM}的卫星工厂配套建设托儿所。"
    assert said(words) == set()
    plain = f"{words}工人实行半军事化管理。"
    assert (FIRM, "family_separation", "stated") in said(plain)


def test_articles_of_a_page_are_kept_apart() -> None:
    """A sign of one article is never that of a firm that only the other names."""
    words = (
        f"{FIRM}产销两旺\n\n2020-05-11　来源：洛浦零距离\n\n{FIRM}新增生产线四条，产品销往义乌。\n\n"
        "【相关阅读】\n\n墨玉县转移就业忙\n\n2020-05-12　来源：墨玉零距离\n\n"
        f"{PARK}对转移就业人员实行半军事化管理，园区内建有卫星工厂。"
    )
    assert names(words, "military_style_management") == {PARK}


def test_a_long_document_takes_as_long_as_its_parts() -> None:
    """No sign makes the reader look at all of a document."""
    page = f"{FIRM}对转移就业人员实行半军事化管理。该公司每周一升国旗。工人宿舍由民警值守。\n\n"
    book = load_codebook()

    def seconds(times: int) -> float:
        text = Text("0" * 64, page * times)
        given = (read_mentions(text), annotate(text, book), (), indicator_hits(text, book))
        began = time.perf_counter()
        assert read_indicators(text, *given)
        return time.perf_counter() - began

    seconds(20)
    assert seconds(1600) < 8 * 4 * max(seconds(200), 0.01)

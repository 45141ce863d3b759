"""Several articles on one page, and what web pages print between their words. All invented."""

from __future__ import annotations

import pytest

from sightline.text import Text

FIRST = (
    "洛浦县今年新建卫星工厂三座，吸纳富余劳动力二百一十人，人均月工资一千九百元，明年还要再建两座。"
)
SECOND = "甘肃省定西市召开马铃薯产业推进会，全市种植面积达到三百万亩，亩产比上年增加一成，农民收入稳步提高。"


def articles(*lines: str) -> list[str]:
    """The articles of a page, as the words that they begin and end with."""
    text = Text("0" * 64, "\n".join(lines) + "\n")
    found = [text.flow.text[span.start : span.end].strip() for span in text.articles]
    assert "".join(text.flow.text[s.start : s.end] for s in text.articles) == text.flow.text
    return [f"{one[:8]}…{one[-4:]}" for one in found]


def furniture(*lines: str) -> list[str]:
    """The lines of a page that are furniture."""
    text = Text("0" * 64, "\n".join(lines) + "\n")
    return [
        text.flow.text[one.span.start : one.span.end]
        for one in text.passages
        if one.kind == "furniture"
    ]


TWO = [
    (
        ("洛浦工厂进村", "来源：县政府网 2019-05-03", FIRST, "定西土豆丰收", "来源：市农业局 2019-05-04", SECOND),
        ["洛浦工厂进村\n来…再建两座。"[:8], "定西土豆丰收\n来"],
    ),
    (
        ("洛浦工厂进村", "2019-05-03 10:20", FIRST, "责任编辑：某某", "定西土豆丰收", SECOND),
        ["洛浦工厂进村\n2", "定西土豆丰收\n甘"],
    ),
    (
        ("洛浦工厂进村", FIRST, "【相关阅读】", "定西土豆丰收", SECOND),
        ["洛浦工厂进村\n洛", "【相关阅读】\n定"],
    ),
    (
        ("洛浦工厂进村", FIRST, "相关新闻", "定西市今年土豆丰收", "兰州市车间开工", "天水市花椒上市"),
        ["洛浦工厂进村\n洛", "相关新闻\n定西市"],
    ),
    (
        ("洛浦工厂进村", FIRST, "定西土豆丰收", "本报讯（记者 某某）" + SECOND),
        ["洛浦工厂进村\n洛", "定西土豆丰收\n本"],
    ),
    (
        ("会议纪要", FIRST, "县财政局", "关于开展汽修班报名的通知", "各乡镇：", SECOND),
        ["会议纪要\n洛浦县", "关于开展汽修班报"],
    ),
    (
        ("会议纪要", FIRST, "县财政局", "关于开展2019年汽修班和", "电焊班报名的通知", "各乡镇：", SECOND),
        ["会议纪要\n洛浦县", "关于开展2019"],
    ),
    (
        ("洛浦工廠進村", FIRST, "相關新聞", "定西市土豆豐收", "蘭州車間開工"),
        ["洛浦工廠進村\n洛", "相關新聞\n定西市"],
    ),
    (
        ("热门新闻", "天水市花椒上市", "兰州车间开工", "洛浦工厂进村", "来源：县政府网 2019-05-03", FIRST),
        ["热门新闻\n天水市", "洛浦工厂进村\n来"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "firsts"), TWO)
def test_articles_are_told_apart_by_their_signs(lines: tuple[str, ...], firsts: list[str]) -> None:
    """A date line below a title, a closing line, a list of headlines or a dispatch begins one."""
    assert [one[:8] for one in articles(*lines)] == firsts


ONE = [
    ("依据", FIRST, "依据下列文件：", "关于稳定就业的意见", "关于发放补贴的通知", SECOND),
    (
        "Supply of cotton yarn and a long title of a page - Example Mill",
        "Posted on 2021-04-19",
        FIRST,
    ),
    ("洛浦工厂进村", "来源：县政府网 2019-05-03 责任编辑：某某", FIRST, FIRST),
    ("一、目标", FIRST, "二、措施", FIRST, "洛浦县人力资源和社会保障局", "2019年5月3日"),
    ("洛浦工厂进村", FIRST, "洛浦县人力资源和社会保障局", "2019年5月3日", "附件：车间名单", FIRST),
    ("表1 车间", "洛浦县\t3\t210", "来源：县统计局", FIRST, "小标题", FIRST),
    ("今年怎么干", FIRST, "钱从哪里来", FIRST),
    ("洛浦工厂进村", FIRST, "二、媒体报道", "本报讯（记者 某某）" + SECOND),
    ("洛浦工厂进村", FIRST, "（三）群众反映", "本网讯 " + SECOND, "四、下一步打算", FIRST),
    ("洛浦工厂进村", FIRST, "发布时间：2020-03-02 10:22", "来源：县政府办"),
    ("短文",),
    ("",),
]


@pytest.mark.parametrize("lines", ONE)
def test_one_article_stays_whole(lines: tuple[str, ...]) -> None:
    """Chapters, signatures, a table's source and an editor named at the head part nothing."""
    assert len(articles(*lines)) == 1


def test_each_place_of_the_flow_is_in_one_article() -> None:
    """`article_of` counts articles in order, from the first character to the last."""
    text = Text("0" * 64, "\n".join(("洛浦工厂进村", FIRST, "相关新闻", "定西市土豆丰收")))
    first, second = text.articles
    assert text.article_of(0) == text.article_of(first.end - 1) == 0
    assert text.article_of(second.start) == text.article_of(len(text.flow.text) - 1) == 1


ADS = [
    "【热卖】按摩椅厂家直供今日立减五十元",
    "廣告：夏日優惠進行中",
    "【广告】昆仑蜂蜜五斤包邮",
    "↓↓↓ 点击领取优惠券 ↓↓↓",
    "扫码关注公众号",
    "分享到：",
    "下载APP看更多",
    "广告",
    "[推广] 贷款当天到账",
    "责任编辑：某某",
    "[ 责任编辑：某某 ]",
    "当前位置：首页 > 要闻",
    "长按识别二维码",
]


@pytest.mark.parametrize("line", ADS)
def test_an_advertisement_does_not_break_a_sentence(line: str) -> None:
    """A sentence that an advertisement breaks in two goes on behind it."""
    half = FIRST.index("吸纳")
    text = Text("0" * 64, f"洛浦工厂进村\n{FIRST[:half]}\n{line}\n{FIRST[half:]}\n{FIRST}\n")
    assert furniture(*text.raw.splitlines()) == [line]
    assert FIRST in text.flow.text


WORDS = [
    "推广棉花种植新技术",
    "点击率是广告的生命。",
    "编辑部的故事",
    "2019年5月3日扫码报名的有三百人。",
    "广告学校的学员毕业了，有三十人进厂。",
]


@pytest.mark.parametrize("line", WORDS[:1] + WORDS[2:])
def test_words_of_the_article_are_no_furniture(line: str) -> None:
    """What only begins like a button or an advertisement is read."""
    assert furniture(FIRST, line, FIRST) == []


def test_paragraphs_around_an_advertisement_stay_apart() -> None:
    """A whole sentence ends at the advertisement, and so does a title."""
    text = Text("0" * 64, f"洛浦工厂进村\n广告\n{FIRST}\n扫码关注\n{SECOND}\n")
    assert [text.flow.text[p.span.start : p.span.end] for p in text.passages] == [
        "洛浦工厂进村", "广告", FIRST, "扫码关注", SECOND,
    ]  # fmt: skip

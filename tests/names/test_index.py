"""The index: the same company is found across scripts, a sister company isn't accepted."""

from __future__ import annotations

import math

import pytest

from sightline.names import NameIndex, compare

LIST = [
    "新疆云杉服饰有限公司",
    "Hotan Brightpeak Hair Accessories Co., Ltd.",
    "阿克苏金穗色纺有限公司",
    "Anhui Jinsui Textile Co., Ltd.",
    "新疆雪岭化学股份有限公司",
    "Kashgar Silverbrook Cotton Co., Ltd.",
    "东莞绿洲鞋业有限公司",
    "Shenzhen Lanhe Precision Co., Ltd.",
]

SAME = [
    ("Xinjiang Yunshan Apparel Co., Ltd.", 0),
    ("XINJIANG YUNSHAN FUSHI YOUXIAN GONGSI", 0),
    ("Xīnjiāng Yúnshān Fúshì Yǒuxiàn Gōngsī", 0),
    ("新疆雲杉服飾有限公司", 0),
    ("新疆云杉服饰有限公司 ", 0),
    ("Hetian Brightpeak Hair Accessories", 1),
    ("ＨＯＴＡＮ ＢＲＩＧＨＴＰＥＡＫ ＨＡＩＲ ＡＣＣＥＳＳＯＲＩＥＳ ＣＯ ＬＴＤ", 1),
    ("Aksu Jinsui Color Spinning Co Ltd", 2),
    ("Aqsu Jin Sui Color Spinning", 2),
    ("安徽金穗纺织有限公司", 3),
    ("新疆雪岭", 4),
    ("Xinjiang Xueling Chemical Company Limited", 4),
    ("Dongguan Lvzhou Shoes Co. Ltd.", 6),
    ("深圳市蓝河精密有限公司", 7),
]

SISTERS = [
    ("Anhui Yunshan Apparel Co., Ltd.", "other place"),
    ("Xinjiang Yunshan Chemical Co., Ltd.", "other activity"),
    ("新疆红柳服饰有限公司", "other brand"),
    ("Textile Co., Ltd.", "generic words only"),
    ("Shenzhen Precision Co., Ltd.", "no brand"),
    ("Kashgar Cotton Co., Ltd.", "no brand"),
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    """A small list in both scripts."""
    return NameIndex.build(LIST)


@pytest.mark.parametrize(("query", "target"), SAME)
def test_the_same_company_comes_first(index: NameIndex, query: str, target: int) -> None:
    """Script, spelling, spacing and legal form don't hide a company."""
    hits = index.search([query])[0]
    assert hits[0].target == target
    assert hits[0].score > 0.7


@pytest.mark.parametrize(("query", "why"), SISTERS)
def test_a_sister_company_is_not_accepted(index: NameIndex, query: str, why: str) -> None:
    """One other part makes another legal person: shown, not accepted."""
    assert not any(hit.accept for hit in index.search([query])[0]), why


@pytest.mark.parametrize(("query", "target"), SAME)
def test_reasons_add_up_to_the_score(index: NameIndex, query: str, target: int) -> None:
    """The weights of the reasons sum to the score's log-odds."""
    for hit in index.search([query])[0]:
        odds = math.log(hit.score / (1 - hit.score))
        assert sum(reason.weight for reason in hit.reasons) == pytest.approx(odds, abs=1e-6)


def test_reasons_show_the_words_on_their_own_side(index: NameIndex) -> None:
    """The query's words stand under query, the target's under target."""
    reasons = {r.slot: r for r in index.search(["Xinjiang Yunshan Apparel"])[0][0].reasons[:3]}
    assert (reasons["brand"].query, reasons["brand"].target) == ("yunshan", "云杉")
    assert (reasons["place"].query, reasons["place"].target) == ("xinjiang", "新疆")
    assert (reasons["activity"].query, reasons["activity"].target) == ("apparel", "服饰")


def test_a_name_shared_by_many_counts_for_less() -> None:
    """Rarity comes from the list that is searched."""
    alone = NameIndex.build(["Silverbrook Holdings", "Kashgar Cotton Mill"])
    crowd = NameIndex.build([f"Silverbrook {word} Ltd" for word in _WORDS])
    rare = alone.search(["Silverbrook Trading"])[0][0]
    common = max(crowd.search(["Silverbrook Fishing"])[0], key=lambda hit: hit.score)
    brand = {"rare": rare.reasons[0].weight, "common": common.reasons[0].weight}
    assert brand["rare"] > brand["common"]


_WORDS = [f"{a}{b}" for a in ("North", "South", "East", "West") for b in range(2_000)]


def test_empty_lists_and_names_find_nothing(index: NameIndex) -> None:
    """No name is like nothing, and nothing is like a name."""
    assert NameIndex.build([]).search(["Silverbrook"]) == [[]]
    assert index.search(["", "()"]) == [[], []]
    assert NameIndex.build(["", "雪岭"]).search(["雪岭"])[0][0].target == 1


def test_order_of_hits_is_stable(index: NameIndex) -> None:
    """The same question gives the same answer, with reasons or without."""
    bare = index.search(["Xinjiang Textile"], reasons=False)[0]
    assert [hit.target for hit in bare] == [h.target for h in index.search(["Xinjiang Textile"])[0]]


def test_two_names_are_compared_without_a_list() -> None:
    """compare() knows how rare words are at large."""
    assert compare("新疆云杉服饰有限公司", "Xinjiang Yunshan Garment Co., Ltd.").accept
    assert not compare("Textile Co Ltd", "Textile Co., Ltd.").accept

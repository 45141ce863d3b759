"""The scorer itself: what it counts as right, and that a draft is taken exactly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.readings.anchoring import BadDraft, anchor, spans_of
from tests.readings.claims import Item, by_hand, compute
from tests.readings.scoring import LAYERS, Tally, interval, tally, total

PAGE = "洛浦县天禾服饰有限公司位于北京工业园区，2019年招收富余劳\n动力120名，男工80名，女工30名。\n"
DRAFT = """
E e1 | company | 洛浦县天禾服饰有限公司
E e2 | park | 北京工业园区
A rural-surplus-laborers | person_group | 2 | - | 富余劳动力
F f1 | 120 | persons | actual | - | 2019 | - | 120名
F f2 | 80 | persons | actual | - | 2019 | - | 80名
F f3 | 30 | persons | actual | - | 2019 | - | 30名
R e1 located_in e2 | stated | - | - | 洛浦县天禾服饰有限公司位于北京工业园区
R e1 employs "富余劳动力120名" | stated | 2 | 2019 | 招收富余劳动力120名
I e1 | state_imposed | state_quotas | weak | official | stated | 招收富余劳动力120名
C f2+f3 | f1 | no | 120名，男工80名，女工30名
"""


@pytest.fixture
def page(tmp_path: Path) -> dict[str, list[Item]]:
    """The drafted reading, as a scorer sees it."""
    path = tmp_path / "p00.jsonl"
    path.write_text("\n".join(map(json.dumps, anchor(PAGE, DRAFT))), encoding="utf-8")
    return by_hand([path], PAGE)


def test_a_reading_agrees_with_itself(page: dict[str, list[Item]]) -> None:
    """Nothing is missed and nothing too much, in any layer."""
    for layer, found in tally(page, page).items():
        assert found.expected > 0, layer
        assert (found.right, found.found) == (found.expected, found.expected), layer


def test_nothing_found_scores_nothing(page: dict[str, list[Item]]) -> None:
    """An empty result has no recall, whatever its precision."""
    empty: dict[str, list[Item]] = {layer: [] for layer in LAYERS}
    assert all(found.recall == 0 for found in tally(page, empty).values())


@pytest.mark.parametrize(
    ("layer", "change"),
    [
        ("annotations", Item(((0, 5),), ("person_group", frozenset({2})))),
        ("figures", Item(((30, 34),), (121.0, None, "persons"))),
        ("names", Item((), (), (frozenset({"天禾服饰"}),))),
        ("relations", Item(((0, 19),), ("located_in", "planned", True))),
        ("checks", Item(((30, 34),), (frozenset({120.0, 80.0, 40.0}),))),
    ],
)
def test_near_misses_are_wrong(page: dict[str, list[Item]], layer: str, change: Item) -> None:
    """Another place, value, name, stance or result is not the same claim."""
    assert tally(page, {layer: [change]})[layer].right == 0


def test_a_check_is_worked_out(page: dict[str, list[Item]]) -> None:
    """The reading's formula over its figures."""
    assert page["checks"][0].content == (frozenset({120.0, 80.0, 30.0}),)
    assert page["checks"][0].settings == (("agrees", False),)
    assert compute("(a+10)/4", {"a": 30.0}) == 10


def test_a_quote_is_found_over_line_ends() -> None:
    """White space is not part of a quote; the second place is told by its number."""
    assert spans_of(PAGE, "富余劳动力") == [[PAGE.index("富余"), PAGE.index("120名")]]
    assert spans_of(PAGE, "0名 #*") == [
        [i, i + 2] for i in range(len(PAGE)) if PAGE[i : i + 2] == "0名"
    ]
    assert spans_of(PAGE, "0名#2")[0][0] > spans_of(PAGE, "0名")[0][0]


def test_words_that_are_not_on_the_page_are_told() -> None:
    """A wrong quote or an unknown key stops the draft, with its line."""
    with pytest.raises(BadDraft, match=r"line 1: .*not on the page"):
        anchor(PAGE, "E e1 | company | 和田天禾")
    with pytest.raises(BadDraft, match="unknown key 'e9'"):
        anchor(PAGE, "R e9 located_in e9 | stated | - | - | 位于")


def test_an_interval_holds_its_figure() -> None:
    """Pages that differ give a wide interval, pages alike a narrow one."""
    alike = [Tally(9, 10, 10)] * 8
    apart = [Tally(10, 10, 10), Tally(2, 10, 10)] * 4
    for tallies in (alike, apart):
        low, high = interval(tallies, lambda some: some.recall)
        assert low <= total(tallies).recall <= high
    low, high = interval(apart, lambda some: some.recall)
    assert high - low > 0.2
    assert interval(alike, lambda some: some.recall) == (0.9, 0.9)

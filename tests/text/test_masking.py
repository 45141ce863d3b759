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
]


@pytest.mark.parametrize(("text", "private"), HIDDEN)
def test_private_names_and_numbers_are_hidden(text: str, private: str) -> None:
    """What would show a private person is replaced, character for character."""
    masked = mask(text)
    assert private not in masked
    assert len(masked) == len(text)
    assert masked.count(MASK) == len(private)


SHOWN = [
    "自治区主席艾尔肯·热合曼表示",
    "法定代表人张伟",
    "Anwar Semet, the chairman of the county committee",
    "喀什·和田两地",
    "贫困户马上就业",
    "项目总投资13800000000元",
    "http://news.example.cn/13899887766.html",
    "a company called Zhejiang Something",
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

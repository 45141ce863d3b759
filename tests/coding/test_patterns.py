"""The language of forms: one line stands for a family of spellings."""

from __future__ import annotations

import pytest

from sightline.coding.patterns import BadForm, spellings

PARTS = {"workshop": ("卫星工厂", "扶贫车间"), "firm": ("总部", "企业")}


def texts(form: str, *, english: bool = False) -> set[str]:
    """What `form` stands for, where no plus sign is lost."""
    found = spellings(form, PARTS, {"labor": "labour"}, english=english)
    return {one.text for one in found if not one.lost}


def test_brackets_make_parts_optional_and_alternative() -> None:
    """`[x]` may be left out, `{a|b}` is one of both, and they nest."""
    assert texts("[农村]{富余|剩[余]}人") == {
        "农村富余人", "农村剩余人", "农村剩人", "富余人", "剩余人", "剩人",
    }  # fmt: skip


def test_parts_stand_for_their_forms() -> None:
    """`<name>` is any form of the part."""
    assert texts("<workshop>工人") == {"卫星工厂工人", "扶贫车间工人"}


def test_a_plus_is_found_in_each_of_its_forms() -> None:
    """Typed, spelled, misread as ten; lost only as a spelling that says so."""
    found = spellings("总部+卫星工厂", {}, {}, english=False)
    assert {"总部+卫星工厂", "总部十卫星工厂", "总部加卫星工厂"} <= {one.text for one in found}
    assert [one.text for one in found if one.lost] == ["总部卫星工厂"]


def test_a_plus_at_the_end_is_never_lost() -> None:
    """Without its sign the name would be another term's."""
    assert all(text != "教培中心" for text in texts("教培中心+"))


def test_commas_may_be_lost() -> None:
    """A list's commas are one comma in the scan, or none."""
    assert texts("培训一人、就业一人") == {"培训一人,就业一人", "培训一人就业一人"}


def test_english_comes_in_number_spelling_and_hyphens() -> None:
    """Plural, both spellings, and blanks that a hyphen took the place of."""
    assert texts("surplus labor", english=True) == {
        "surplus labor", "surpluslabor", "surplus labors", "surpluslabors",
        "surplus labour", "surpluslabour", "surplus labours", "surpluslabours",
    }  # fmt: skip
    assert {"satellite factory", "satellite factories"} <= texts("satellite factory", english=True)


def test_traditional_script_and_width_are_folded() -> None:
    """A form may be written in any script: the scan sees the key's."""
    assert texts("衛星工廠") == texts("卫星工厂")


BAD_FORMS = ["[农村", "农村]", "{a|b", "a|b", "<nowhere>工厂", "{a|b" * 3]


@pytest.mark.parametrize("form", BAD_FORMS)
def test_a_form_that_cannot_be_read_is_told(form: str) -> None:
    """The error names the form."""
    with pytest.raises(BadForm) as told:
        texts(form)
    assert repr(form) in str(told.value)


def test_a_form_of_too_much_is_told() -> None:
    """A form that stands for thousands of spellings is a slip."""
    with pytest.raises(BadForm, match=r"too many|more than"):
        texts("{a|b|c|d|e|f|g|h}" * 6)


def test_a_word_may_be_left_open_at_its_end_only() -> None:
    """`*` marks the spelling; elsewhere it can't be read."""
    [one] = spellings("теримчи*", {}, {}, english=False)
    assert (one.text, one.goes_on) == ("теримчи", True)
    for form in ("терим*чи", "*", "{терим*|пахта}"):
        with pytest.raises(BadForm, match="at the end"):
            spellings(form, {}, {}, english=False)


def test_blanks_of_any_alphabet_may_be_hyphens() -> None:
    """Cyrillic words are parted as Latin ones are."""
    assert texts("пахта терими") == {"пахта терими", "пахтатерими"}

"""The three layers of a text and the way back to its raw characters."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.text import OutsideText, Text, fold, fold_layer, repair

ALPHABET = st.sampled_from(
    list("abcXYZ 12.-'\n\t\r\f,+（）。，“”·─")
    + list("教培中心⼼⺠⻋⼚國臺灣㎡ﬁéß\u0301\u200b\ufeff豈𠀀🧵")
)
TEXTS = st.text(ALPHABET, max_size=300)


def test_every_kangxi_radical_becomes_its_ideograph() -> None:
    """All 214 radicals are repaired as Unicode decomposes them."""
    for code in range(0x2F00, 0x2FD6):
        assert repair(chr(code)) == unicodedata.normalize("NFKC", chr(code))


def test_the_radicals_supplement_is_repaired_beyond_nfkc() -> None:
    """Of the 115 radicals of the supplement the 114 that Unicode equates are repaired."""
    left = [c for c in range(0x2E80, 0x2EF4) if c != 0x2E9A and repair(chr(c)) == chr(c)]
    assert left == [0x2E80]  # CJK RADICAL REPEAT: Unicode names no ideograph for it
    assert repair("⻋⻔⺠⻓") == "车门民长"


def test_compatibility_ideographs_are_repaired_one_for_one() -> None:
    """No compatibility ideograph survives, and no offset moves."""
    for first, after in ((0xF900, 0xFB00), (0x2F800, 0x2FA20)):
        for code in range(first, after):
            ordinary = unicodedata.normalize("NFC", chr(code))
            assert repair(chr(code)) == ordinary
            assert len(ordinary) == 1


FOLD_CASES = [
    ("衛星工廠", "卫星工厂"),
    ("教培中\n⼼", "教培中心"),
    ("ＪＰ＋", "JP+"),
    ("so-\ncalled", "so-called"),
    ("Ürümqi", "urumqi"),
    ("中心 +", "中心+"),
    ("「扶貧車間」", '"扶贫车间"'),
]


@pytest.mark.parametrize(("one", "other"), FOLD_CASES)
def test_fold_brings_spellings_together(one: str, other: str) -> None:
    """Width, case, script variant, radicals, line ends and quotes do not part what is the same."""
    assert fold(one) == fold(other)


FOLD_DIFFERENCES = [("教培中心", "教培局"), ("12", "1 2"), ("work shop", "workshop")]


@pytest.mark.parametrize(("one", "other"), FOLD_DIFFERENCES)
def test_fold_keeps_different_words_apart(one: str, other: str) -> None:
    """Folding joins spellings, not words."""
    assert fold(one) != fold(other)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_key_span_leads_to_raw_and_back(raw: str) -> None:
    """A span of the key, taken to the raw text and back, is held by what comes back."""
    text = Text("0" * 64, raw)
    for layer in (text.flow, text.key):
        step = max(1, len(layer.text) // 12)
        for start in range(0, len(layer.text), step):
            for end in (start + 1, min(start + 5, len(layer.text))):
                span = layer.to_raw(start, end)
                assert 0 <= span.start <= span.end <= len(raw)
                if len(span) == 0:
                    continue  # a separator that was put in
                back = layer.from_raw(span.start, span.end)
                assert back is not None
                held = [at for at in range(start, end) if layer.ends[at] > layer.starts[at]]
                assert back.start <= held[0]
                assert held[-1] < back.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_printed_character_is_in_the_flow_once(raw: str) -> None:
    """Blocks lose nothing and double nothing: the flow's printed characters are the raw ones."""
    text = Text("0" * 64, raw)
    assert len(text.repaired) == len(raw)
    printed = sorted(c for c in text.repaired if not c.isspace())
    assert sorted(c for c in text.flow.text if not c.isspace()) == printed


@given(TEXTS, st.integers(0, 300), st.integers(1, 12))
@settings(max_examples=300, deadline=None)
def test_what_is_printed_is_found_when_it_is_asked_for(raw: str, start: int, size: int) -> None:
    """A stretch of a block, asked as a query, is in the key, whatever stands around it."""
    text = Text("0" * 64, raw)
    for passage in text.passages:
        first = passage.span.start + min(start, len(passage.span) - 1)
        asked = text.flow.text[first : min(first + size, passage.span.end)]
        assert fold(asked) in text.key.text


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_folding_twice_changes_nothing(raw: str) -> None:
    """The key's alphabet is closed: a folded query is its own fold."""
    once = fold(raw)
    assert fold(once) == once


def test_words_broken_by_a_line_or_a_page_match_whole(testimony: Path) -> None:
    """A term that the page breaks is found by its folded form, and its raw span spans the break."""
    text = Text("0" * 64, testimony.read_text(encoding="utf-8"))
    at = text.key.text.find(fold("职业技能教育培训中心"))
    span = text.key.to_raw(at, at + 10)
    assert "\n" in text.raw[span.start : span.end]
    # A sentence that the notes and the footer of a page interrupt is whole in the key.
    assert fold("the total pairing assistance investment") in text.key.text


def test_a_passage_outside_the_text_is_refused() -> None:
    """A citation cannot be made of words that are not there."""
    text = Text("0" * 64, "短文")
    assert text.cite(0, 2).quote == "短文"
    with pytest.raises(OutsideText):
        text.cite(1, 3)


def test_fold_layer_counts_expanded_characters() -> None:
    """A character that folds to two leads both back to itself."""
    layer = fold_layer("5㎡")
    assert layer.text == "5m2"
    assert layer.to_raw(1, 3) == layer.to_raw(2, 3)

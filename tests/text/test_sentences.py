"""Sentences end where a reader ends them, in each of the scripts that documents use."""

from __future__ import annotations

import pytest

from sightline.text import Text

CASES = [
    (
        "В 2016 году учителей отправили на поля. В 2022 г. Ташкент это отменил. «Врачи тоже».",
        [
            "В 2016 году учителей отправили на поля.",
            "В 2022 г. Ташкент это отменил.",
            "«Врачи тоже».",
        ],
    ),
    (
        "Oʻqituvchilar uyda. Ўқитувчилар уйда. Ҳамма қайтди.",
        ["Oʻqituvchilar uyda.", "Ўқитувчилар уйда.", "Ҳамма қайтди."],
    ),
    ("Собрано 1,5 млн. Тонны взвесили.", ["Собрано 1,5 млн. Тонны взвесили."]),
    ("The mill closed. Étienne left.", ["The mill closed.", "Étienne left."]),
]


@pytest.mark.parametrize(("raw", "parts"), CASES)
def test_a_stop_before_a_capital_of_any_script_ends_a_sentence(raw: str, parts: list[str]) -> None:
    """Cyrillic capitals count as Latin ones do; known abbreviations end nothing."""
    text = Text("0" * 64, raw)
    [passage] = text.passages
    assert [text.flow.text[one.start : one.end] for one in passage.sentences] == parts

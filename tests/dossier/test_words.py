"""Every label has both languages and the same blanks to fill, and its colours can be read."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from sightline.dossier.outcome import OUTCOMES
from sightline.dossier.sheets import COLOURS, MARKS
from sightline.dossier.words import LANGUAGES, catalogue


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_label_says_the_same_in_both_languages(key: str) -> None:
    """No language lacks a label, or a value that the other shows."""
    wording = catalogue()[key]
    assert tuple(wording) == LANGUAGES
    blanks = [set(re.findall(r"\{(\w+)\}", text)) for text in wording.values()]
    assert blanks[0] == blanks[1]


def test_every_label_that_is_asked_for_exists() -> None:
    """Template and script ask for no label that the catalogue lacks."""
    folder = files("sightline.dossier") / "templates"
    asked = set()
    for name in ("page.html.j2", "page.js"):
        text = (folder / name).read_text("utf-8")
        asked |= set(re.findall(r"""say\(["']([\w.]+\w)["'][,)\s]""", text))
    assert asked
    assert asked <= set(catalogue())


def test_nothing_is_called_clear() -> None:
    """The word stands only where it is denied."""
    clear = {key for key, each in catalogue().items() if re.search(r"\bclear\b", each["en"])}
    assert clear == {"page.not_clear", "tier.none.not"}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_tier_can_be_read_without_its_colour(outcome: str) -> None:
    """Each outcome has a mark of its own, and its colour stands out from the paper."""
    assert len(set(MARKS.values())) == len(OUTCOMES)
    style = (files("sightline.dossier") / "templates" / "page.css").read_text("utf-8")
    (colour,) = re.findall(rf"--{outcome}: (#\w{{6}})", style)
    assert colour.lower() == COLOURS[outcome].lower()
    assert _contrast(colour, "#f4f2ec") >= 4.5


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

"""A codebook is data: it loads from a file or folder, and a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.coding import BadCodebook, annotate, bundled_codebooks, load_codebook
from sightline.coding.scanner import scanner_of
from sightline.text import Text

HEAD = 'name = "salt-works"\nversion = "1"\ntitle = "Salt works"\n'
TERM = """
[[term]]
id = "salt-pan"
name = "a salt pan"
category = "facility"
flows = [4]
zh = ["盐田"]
en = ["salt pan"]
reason = "where the work is done"
source = "invented"
"""


def write(folder: Path, text: str, name: str = "book.toml") -> Path:
    """A codebook's file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_or_a_folder_of_files_is_a_codebook(tmp_path: Path) -> None:
    """Split or whole, the content counts: both have one fingerprint and code alike."""
    whole = load_codebook(write(tmp_path, HEAD + TERM))
    parts = tmp_path / "parts"
    parts.mkdir()
    write(parts, HEAD, "a.toml")
    write(parts, TERM, "b.toml")
    split = load_codebook(parts)
    assert whole.fingerprint == split.fingerprint
    [hit] = annotate(Text("0" * 64, "Two Salt-pans were dug."), whole)
    assert (hit.codebook, hit.term, hit.flows) == ("salt-works", "salt-pan", (4,))


def test_the_bundled_codebook_is_found_by_name() -> None:
    """The default is the scheme of the study."""
    assert load_codebook().name in bundled_codebooks()


SLIPS = [
    (TERM, "no name"),
    (HEAD, "no term"),
    (HEAD + TERM.replace("facility", "building"), "no category 'building'"),
    (HEAD + TERM + 'gates = ["nowhere"]', "no gate 'nowhere'"),
    (HEAD + TERM + 'decision = "coin"', "no decision 'coin'"),
    (HEAD + TERM + 'needs = ["water"]', "no cues 'water'"),
    (HEAD + TERM + 'colour = "white"', "unknown: colour"),
    (HEAD + TERM.replace('reason = "where the work is done"', ""), "no reason"),
    (HEAD + TERM.replace('zh = ["盐田"]\nen = ["salt pan"]', ""), "no form"),
    (HEAD + TERM + "x = [", "book.toml"),
]


@pytest.mark.parametrize(("text", "told"), SLIPS)
def test_a_slip_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    """One error names the entry and what is wrong."""
    with pytest.raises(BadCodebook, match=told):
        load_codebook(write(tmp_path, text))


def test_a_missing_codebook_is_told(tmp_path: Path) -> None:
    """The error lists those that there are."""
    with pytest.raises(BadCodebook, match="xinjiang-labour"):
        load_codebook(tmp_path / "none.toml")


def test_two_terms_may_not_claim_one_spelling(tmp_path: Path) -> None:
    """Which of them a hit is could not be told."""
    other = TERM.replace("salt-pan", "brine-pond")
    with pytest.raises(BadCodebook, match="a spelling of salt-pan too"):
        scanner_of(load_codebook(write(tmp_path, HEAD + TERM + other)))

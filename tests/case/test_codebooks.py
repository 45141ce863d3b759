"""A case is read with the codebooks of its settings, wherever it lies and whenever it is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sightline.case import STEPS, Case, codebooks, export, open_case, status, use
from sightline.case.codebooks import SETTINGS
from sightline.coding.loading import BUNDLED
from sightline.errors import InputError

from .conftest import run
from .test_export import rows

CODED = tuple(step.name for step in STEPS if step.coded or "annotations" in step.needs)
"""The steps that a codebook counts for."""
OWN = """
name = "yarn"
version = "{version}"
title = "Words of an invented yarn trade"

[[term]]
id = "mill"
name = "a spinning mill"
category = "facility"
flows = [1]
zh = ["棉纺有限公司"]
en = ["{word}"]
reason = "invented"
source = "invented"
match = ["a {word} in town"]
no_match = ["a windmill"]
"""


def write(folder: Path, version: str = "1", word: str = "satellite factory") -> Path:
    """An investigator's own codebook of one term."""
    path = folder / "yarn.toml"
    path.write_text(OWN.format(version=version, word=word), "utf-8")
    return path


def terms(case: Case, to: Path) -> set[tuple[str, str]]:
    """Which codebook found which words."""
    export(case, to)
    return {
        (str(row["codebook"]), str(row["citation"]["quote"]))  # type: ignore[index]
        for row in rows(to, "annotations")
    }


def test_a_case_begins_with_the_bundled_codebook(case: Case) -> None:
    """And says so with its version."""
    assert [book.name for book in codebooks(case.folder)] == [BUNDLED]
    assert [told.split()[0] for told in status(case).codebooks] == [BUNDLED]


def test_an_own_codebook_codes_beside_the_bundled_one(read: Case, tmp_path: Path) -> None:
    """Each annotation names the codebook that it is from."""
    before = terms(read, tmp_path / "before")
    use(read.folder, [str(write(tmp_path))])
    assert {outcome.done for outcome in run(read) if outcome.status == "read"} == {CODED}
    added = terms(read, tmp_path / "after") - before
    flows = [row["flows_by_codebook"] for row in rows(tmp_path / "after", "captures")]
    assert [each.get("yarn") for each in flows if each] == [[1], [1]]  # type: ignore[attr-defined]
    assert added == {("yarn", "棉纺有限公司"), ("yarn", "satellite factory")}
    assert not any(outcome.done for outcome in run(read))


def test_the_case_keeps_its_own_codebook(read: Case, tmp_path: Path) -> None:
    """Moved, and with the file gone, it is read alike."""
    path = write(tmp_path)
    use(read.folder, [str(path)])
    path.unlink()
    run(read)
    shutil.copytree(read.folder, tmp_path / "elsewhere")
    with open_case(tmp_path / "elsewhere", write=True) as moved:
        assert [book.name for book in codebooks(moved.folder)] == [BUNDLED, "yarn"]
        assert not any(outcome.done for outcome in run(moved))


def test_a_changed_codebook_is_given_again(read: Case, tmp_path: Path) -> None:
    """The new one takes the old one's place, and only coding and what needs it run again."""
    use(read.folder, [str(write(tmp_path))])
    run(read)
    use(read.folder, [str(write(tmp_path, "2", "Lop County"))])
    assert [book.version for book in codebooks(read.folder)][1:] == ["2"]
    assert {outcome.done for outcome in run(read) if outcome.status == "read"} == {CODED}
    assert ("yarn", "Lop County") in terms(read, tmp_path / "out")


def test_settings_are_a_list_to_edit(read: Case, tmp_path: Path) -> None:
    """A codebook that is taken out codes no more."""
    use(read.folder, [str(write(tmp_path))])
    (read.folder / SETTINGS).write_text('codebooks = ["yarn"]\n', "utf-8")
    run(read)
    assert {codebook for codebook, _ in terms(read, tmp_path / "out")} == {"yarn"}


@pytest.mark.parametrize(
    "said", ["codebooks = 3", 'codebooks = ["../out"]', "codebook = []", "codebooks = [", "[x]"]
)
def test_wrong_settings_are_told(case: Case, said: str) -> None:
    """With the file, and what to write there."""
    (case.folder / SETTINGS).write_text(said, "utf-8")
    with pytest.raises(InputError, match=r"settings\.toml") as told:
        codebooks(case.folder)
    assert BUNDLED in str(told.value.hint)


def test_a_lost_codebook_is_told(case: Case, tmp_path: Path) -> None:
    """With its name and the way out."""
    use(case.folder, [str(write(tmp_path))])
    shutil.rmtree(case.folder / "codebooks")
    with pytest.raises(InputError, match="'yarn' is not in the case") as told:
        codebooks(case.folder)
    assert "--codebook" in str(told.value.hint)


def test_a_wrong_codebook_changes_nothing(case: Case, tmp_path: Path) -> None:
    """Also where a right one was given beside it."""
    (tmp_path / "wrong.toml").write_text("name = 'wrong'", "utf-8")
    with pytest.raises(InputError):
        use(case.folder, [str(write(tmp_path)), str(tmp_path / "wrong.toml")])
    assert not (case.folder / SETTINGS).exists()
    assert not (case.folder / "codebooks").exists()


@pytest.mark.parametrize("name", ["../yarn", "", "a b", ".yarn"])
def test_a_codebook_needs_a_name_that_a_folder_can_have(
    case: Case, tmp_path: Path, name: str
) -> None:
    """No name leads out of the case."""
    path = write(tmp_path)
    path.write_text(path.read_text("utf-8").replace('"yarn"', f'"{name}"'), "utf-8")
    with pytest.raises(InputError, match="can't name a codebook"):
        use(case.folder, [str(path)])

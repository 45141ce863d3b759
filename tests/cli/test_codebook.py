"""`sightline codebook` tells an author what holds, and an investigator what a change would do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Call = Callable[..., Outcome]

BOOK = """
name = "salt-works"
version = "{version}"
title = "Salt works on the Tamsal shore"

[region]
name = "the Tamsal shore"
inside = ["Tamsal"]

[period]
first = 1990

[flow.1]
name = "pans"
coercion = "high"
rank = 1
reason = "people are sent"
source = "invented"

[gate.on_the_shore]
kind = "region"
unplaced = false
reason = "salt pans elsewhere are ordinary"

[[term]]
id = "salt-pan"
name = "a salt pan"
category = "facility"
flows = [1]
en = ["salt pan"{more}]
gates = ["on_the_shore"]
reason = "where the work is done"
source = "invented"
match = ["Two salt pans at Tamsal"]
no_match = ["a frying pan"]
"""


def write(folder: Path, name: str = "book.toml", *, version: str = "1", more: str = "") -> Path:
    """A codebook's file."""
    path = folder / name
    path.write_text(BOOK.replace("{version}", version).replace("{more}", more), encoding="utf-8")
    return path


def test_list_names_the_bundled_ones(sightline: Call) -> None:
    """Each with its version, title, region and period."""
    told = sightline("codebook", "list")
    assert told.code == 0
    for words in ("xinjiang-labour", "Xinjiang, China", "2014 to now"):
        assert words in told.out
    [*lines] = map(json.loads, sightline("codebook", "list", "--format", "json").out.splitlines())
    assert {"name", "version", "fingerprint"} <= lines[0].keys()


def test_check_of_a_sound_codebook_is_silent(sightline: Call, tmp_path: Path) -> None:
    """Nothing on stdout, a summary on stderr, exit code 0."""
    told = sightline("codebook", "check", write(tmp_path))
    assert (told.code, told.out) == (0, "")
    assert "2 examples: 0 failures, 0 hints" in told.err


def test_check_shows_what_failed_and_the_way_out(sightline: Call, tmp_path: Path) -> None:
    """File and line, entry, example, what was found and the remedy; exit code 1."""
    path = write(tmp_path, more=', "frying pan"')
    told = sightline("codebook", "check", path)
    assert told.code == 1
    for words in ("failure", "book.toml:25", "salt-pan", "a frying pan", "narrow the forms"):
        assert words in told.out, told.out
    [problem] = map(
        json.loads, sightline("codebook", "check", path, "--format", "json").out.splitlines()
    )
    assert (problem["kind"], problem["said"]) == ("failure", "a frying pan")


def test_hints_fail_no_check(sightline: Call, tmp_path: Path) -> None:
    """A superfluous form is told and changes no exit code."""
    told = sightline("codebook", "check", write(tmp_path, more=', "salt-pan"'))
    assert told.code == 0
    assert "take it out" in told.out
    assert "1 hint." in told.err


def test_a_codebook_that_cannot_be_read_is_one_line(sightline: Call, tmp_path: Path) -> None:
    """Exit code 2 with the place and a hint."""
    told = sightline("codebook", "check", tmp_path / "none.toml")
    assert (told.code, told.out) == (2, "")
    assert len(told.err.splitlines()) == 1
    assert "none.toml" in told.err


def test_show_reads_like_a_page(sightline: Call, tmp_path: Path) -> None:
    """The book with its terms, or one term with all that decides about it."""
    path = write(tmp_path)
    assert "salt-pan" in sightline("codebook", "show", path).out
    told = sightline("codebook", "show", path, "salt-pan")
    for words in ("salt pans elsewhere are ordinary", "1 pans", "a frying pan"):
        assert words in told.out
    missing = sightline("codebook", "show", path, "salt-pond")
    assert missing.code == 2
    assert "salt-pond" in missing.err


@pytest.fixture
def case(sightline: Call, tmp_path: Path) -> Path:
    """A case with one document, read."""
    page = tmp_path / "page.txt"
    page.write_text(
        "Salt pans at Tamsal\n\nThe brine ponds of Tamsal lie beside two salt pans.\n", "utf-8"
    )
    folder = tmp_path / "case"
    for arguments in (("case", "new", folder), ("add", folder, page), ("read", folder)):
        assert sightline(*arguments).code == 0
    return folder


def test_diff_shows_each_hit_that_would_change(sightline: Call, tmp_path: Path, case: Path) -> None:
    """Added, removed and changed hits with quote and document; what stays is counted."""
    old = write(tmp_path, "old.toml")
    new = write(tmp_path, "new.toml", version="2", more=', "brine pond"')
    told = sightline("codebook", "diff", old, new, case)
    assert told.code == 0
    assert "brine ponds" in told.out
    assert "page.txt" in told.out
    assert "1 added, 0 removed, 0 changed, 2 as before" in told.err
    rows = list(
        map(
            json.loads,
            sightline("codebook", "diff", new, old, case, "--format", "json").out.splitlines(),
        )
    )
    assert [(row["change"], row["old"]["citation"]["quote"]) for row in rows] == [
        ("removed", "brine ponds")
    ]


def test_diff_shows_flows_that_change(sightline: Call, tmp_path: Path, case: Path) -> None:
    """The same passage read otherwise is one change, from old to new."""
    old, new = write(tmp_path, "old.toml"), write(tmp_path, "new.toml")
    new.write_text(new.read_text("utf-8").replace('inside = ["Tamsal"]', ""), "utf-8")
    rows = [
        json.loads(line)
        for line in sightline(
            "codebook", "diff", old, new, case, "--format", "json"
        ).out.splitlines()
    ]
    assert [(row["old"]["flows"], row["new"]["flows"]) for row in rows] == [([1], [])] * 2


def test_diff_writes_nothing_into_the_case(sightline: Call, tmp_path: Path, case: Path) -> None:
    """Every file of the case is as it was; SQLite's own beside it hold nothing new."""

    def held() -> dict[Path, bytes]:
        files = (path for path in case.rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in files if path.suffix != ".sqlite-shm"}

    before = held()
    assert sightline("codebook", "diff", write(tmp_path), "xinjiang-labour", case).code == 0
    after = held()
    assert {path for path in after.keys() - before.keys() if after[path]} == set()
    assert {path: after[path] for path in before} == before

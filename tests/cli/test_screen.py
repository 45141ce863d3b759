"""`sightline screen` from the outside: files, talk, exit codes."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome

Call = Callable[..., Outcome]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ROWS = (
    "Supplier,Ort,Land,Ware\n"
    "和田泰達服飾有限公司,,中国,\n"
    '"Lark, Yarns",Leeds,UK\n'
    "Kibo Ridge Coffee,Moshi,Tanzania,Coffee\n"
)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a small supplier file, and keep the user's own settings out."""
    monkeypatch.setenv("SIGHTLINE_HOME", str(tmp_path / "home"))
    path = tmp_path / "suppliers.csv"
    path.write_text(ROWS, "utf-8")
    return path


def results(folder: Path) -> list[dict[str, Any]]:
    """Read the results back."""
    return [json.loads(line) for line in (folder / "results.jsonl").read_bytes().splitlines()]


def test_the_files_of_the_contract(sightline: Call, tmp_path: Path) -> None:
    """Results, workbook and page; the page's path on stdout, talk on stderr."""
    out = tmp_path / "out"
    told = sightline("screen", EXAMPLES / "suppliers.csv", "--to", out)
    assert told.code == 0
    assert told.out.strip() == str(out / "index.html")
    lines = results(out)
    assert [line["row"] for line in lines] == list(range(1, len(lines) + 1))
    keys = {"row", "subject", "outcome", "hits", "near", "searched"}
    assert all(keys <= set(line) for line in lines)
    bad = [line for line in lines if line["outcome"] == "unreadable"]
    assert bad
    assert all(set(line["error"]) == {"row", "column", "why"} for line in bad)
    assert (out / "screening.xlsx").stat().st_size > 10_000
    about = json.loads((out / "run.json").read_bytes())
    assert about["rows"] == len(lines) == sum(about["outcomes"].values())
    assert about["columns"]["name"] == "Supplier Name"


def test_talk_names_columns_bad_rows_and_gaps(sightline: Call, source: Path) -> None:
    """What was recognised, what was set aside, what the datasets lack."""
    told = sightline("screen", source, "--to", source.parent / "out")
    assert told.code == 0
    assert "name = Supplier" in told.err
    assert "not used: Ort, Land, Ware" in told.err
    assert "row 2, column Ware: 3 cells where the header has 4" in told.err
    assert "uflpa is incomplete: 78 of at least 144" in told.err
    assert "1 listed" in told.err
    assert "clear" not in told.err


def test_columns_told_by_the_caller(sightline: Call, source: Path) -> None:
    """`--map` adds what the header does not say."""
    out = source.parent / "out"
    told = sightline("screen", source, "--to", out, "--map", "address=Ort", "--map", "country=Land")
    assert told.code == 0
    assert "address = Ort; country = Land" in told.err
    assert json.loads((out / "run.json").read_bytes())["columns"]["address"] == "Ort"


FAIL_ON = [("listed", 1), ("sector", 1)]


@pytest.mark.parametrize(("tier", "code"), FAIL_ON)
def test_fail_on_a_tier(sightline: Call, source: Path, tier: str, code: int) -> None:
    """A pipeline stops at this tier or a stronger one; the files are written all the same."""
    out = source.parent / "out"
    assert sightline("screen", source, "--to", out, "--fail-on", tier).code == code
    assert len(results(out)) == 3


def test_fail_on_a_stronger_tier_than_found(sightline: Call, source: Path) -> None:
    """Without such a hit the run is simply done."""
    source.write_text("Product,HS code\nPVC floor tiles,3918.10\n", "utf-8")
    out = source.parent / "out"
    assert sightline("screen", source, "--to", out, "--fail-on", "upstream").code == 0
    assert sightline("screen", source, "--to", out, "--fail-on", "sector").code == 1


def test_only_the_datasets_asked_for(sightline: Call, source: Path) -> None:
    """What was not searched is not named as searched."""
    out = source.parent / "out"
    sightline("screen", source, "--to", out, "--dataset", "priority-sectors")
    searched = results(out)[0]["searched"]
    assert [each["dataset"] for each in searched["datasets"]] == ["priority-sectors"]


WRONG = [
    (b"", (), "the file is empty"),
    (bytes(range(256)) * 9, (), "binary data"),
    (b"Colour\nred\n", (), "no column of names"),
    (ROWS.encode(), ("--map", "name=Nmae"), "no column 'Nmae'"),
    (ROWS.encode(), ("--map", "Nmae"), "no '='"),
    (ROWS.encode(), ("--dataset", "uflpaa"), "no dataset 'uflpaa'"),
    (ROWS.encode(), ("--threshold", "7"), "threshold"),
]


@pytest.mark.parametrize(("content", "more", "said"), WRONG, ids=[said for *_, said in WRONG])
def test_a_call_that_cannot_be_carried_out(
    sightline: Call, source: Path, content: bytes, more: tuple[str, ...], said: str
) -> None:
    """One line on stderr, exit code 2, nothing written."""
    source.write_bytes(content)
    out = source.parent / "out"
    told = sightline("screen", source, "--to", out, *more)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert not out.exists()


def test_a_missing_file(sightline: Call, tmp_path: Path) -> None:
    """Which file, and what to do."""
    told = sightline("screen", tmp_path / "nix.csv", "--to", tmp_path / "out")
    assert told.code == 2
    assert "nix.csv: no such file (hint: check the spelling of the path)" in told.err


def test_a_folder_that_may_not_be_written(
    sightline: Call, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that names what could not be opened; also for root, to whom no folder is closed."""
    out = source.parent / "out"
    really = os.open

    def closed(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT and out in Path(path).parents:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return really(path, flags, mode)

    monkeypatch.setattr(os, "open", closed)
    told = sightline("screen", source, "--to", out)
    assert told.code == 2
    assert str(out) in told.err
    assert "give a folder that you may write to" in told.err


def test_a_folder_within_a_file(sightline: Call, source: Path) -> None:
    """A path through a file leads nowhere."""
    told = sightline("screen", source, "--to", source / "out")
    assert told.code == 2
    assert "hint:" in told.err


def test_a_fixed_time_gives_fixed_bytes(
    sightline: Call, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file of two runs is the same under SOURCE_DATE_EPOCH."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714521600")
    folders = [source.parent / name for name in ("a", "b")]
    for folder in folders:
        sightline("screen", source, "--to", folder)
    one, other = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in folders)
    assert one == other

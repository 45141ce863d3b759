"""A case from the command line: what is told, where, and with which exit code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Call = Callable[..., Outcome]

NOTICE = "墨玉县人民政府关于2018年纺织企业培训补贴的公示\n墨玉县明珠棉纺有限公司培训1,200人。\n"


@pytest.fixture
def folder(sightline: Call, tmp_path: Path) -> Path:
    """A new case."""
    sightline("case", "new", tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "notice.txt"
    path.write_bytes(NOTICE.encode("gb18030"))
    return path


def test_the_whole_way(sightline: Call, folder: Path, notice: Path, tmp_path: Path) -> None:
    """New, add, read, search, export: each ends well and writes data on stdout only."""
    assert sightline("add", folder, notice).code == 0
    assert sightline("read", folder).code == 0
    found = sightline("search", folder, "明珠棉紡")
    assert found.code == 0
    assert re.fullmatch(
        r"notice\.txt:2  [0-9a-f]{12} \d+-\d+  .*墨玉县«明珠棉纺»有限公司培训1,200人。 ?\n",
        found.out,
    )
    exported = sightline("export", folder, "--to", tmp_path / "out")
    assert (exported.code, exported.out) == (0, "")
    assert "1 captures, 1 texts" in exported.err
    assert (tmp_path / "out" / "captures.jsonl").is_file()


def test_a_second_read_says_that_nothing_was_to_do(
    sightline: Call, folder: Path, notice: Path
) -> None:
    """It tells what had been read before."""
    sightline("add", folder, notice)
    assert "1 read." in sightline("read", folder).err
    assert "1 read before." in sightline("read", folder).err


def test_search_gives_citations_as_json(sightline: Call, folder: Path, notice: Path) -> None:
    """One object a line, with the citation's fields first."""
    sightline("add", folder, notice)
    sightline("read", folder)
    lines = sightline("search", folder, "墨玉", "--json").out.splitlines()
    assert [json.loads(line)["start"] for line in lines] == [0, 26]
    assert list(json.loads(lines[0]))[:6] == ["capture", "start", "end", "quote", "page", "cell"]


def test_search_gives_a_page_or_all(sightline: Call, folder: Path, tmp_path: Path) -> None:
    """What is not shown is told."""
    (tmp_path / "long.txt").write_text("棉花。\n" * 30, "utf-8")
    sightline("add", folder, tmp_path / "long.txt")
    sightline("read", folder)
    page = sightline("search", folder, "棉花")
    assert len(page.out.splitlines()) == 20
    assert "--all" in page.err
    assert len(sightline("search", folder, "棉花", "--all").out.splitlines()) == 30
    exact = sightline("search", folder, "棉花", "--limit", "30")
    assert "30 hits." in exact.err


def test_no_hit_is_told_with_its_limit(sightline: Call, folder: Path) -> None:
    """Nothing found says what was searched, and is no failure."""
    found = sightline("search", folder, "棉花")
    assert (found.code, found.out) == (0, "")
    assert "what this case has read" in found.err


def test_an_empty_query_is_wrong(sightline: Call, folder: Path) -> None:
    """One line, exit code 2."""
    found = sightline("search", folder, " ")
    assert (found.code, found.out) == (2, "")
    assert found.err.count("\n") == 1


def test_bad_files_are_told_one_by_one_and_the_others_added(
    sightline: Call, folder: Path, notice: Path, tmp_path: Path
) -> None:
    """Each named file that cannot be read has its line; the exit code is 2."""
    (tmp_path / "empty.txt").touch()
    (tmp_path / "junk.txt").write_bytes(bytes(range(256)) * 8)
    names = ("missing.txt", "empty.txt", "junk.txt")
    said = sightline("add", folder, *(tmp_path / name for name in names), notice)
    assert said.code == 2
    for name in names:
        assert len(re.findall(rf"error: .*{re.escape(name)}: .+\(hint: .+\)", said.err)) == 1
    assert "1 added, 2 refused." in said.err


def test_bad_files_below_a_folder_are_told_and_left_out(
    sightline: Call, folder: Path, tmp_path: Path
) -> None:
    """A folder is added as far as it holds documents: exit code 0."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "empty.txt").touch()
    (tmp_path / "files" / "notice.txt").write_text(NOTICE, "utf-8")
    said = sightline("add", folder, tmp_path / "files")
    assert said.code == 0
    assert re.search(r"warning: .*empty\.txt: left out", said.err)


def test_bytes_that_the_case_has_are_told(
    sightline: Call, folder: Path, notice: Path, tmp_path: Path
) -> None:
    """Under which name they are held."""
    sightline("add", folder, notice)
    copy = tmp_path / "copy.txt"
    copy.write_bytes(notice.read_bytes())
    said = sightline("add", folder, copy)
    assert said.code == 0
    assert "held already as notice.txt" in said.err


def test_status_tells_people_and_programs(sightline: Call, folder: Path, notice: Path) -> None:
    """What is unread and why, what is to do, and how large it is."""
    sightline("add", folder, notice)
    assert "1 × not read yet" in sightline("case", "status", folder).out
    sightline("read", folder)
    told = json.loads(sightline("case", "status", folder, "--json").out)
    assert told["captures"] == {"read": 1}
    assert told["archive"] == len(notice.read_bytes())
    assert all(step["done"] == 1 and step["pending"] == 0 for step in told["steps"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "CASE", "FILE"),
        ("read", "CASE"),
        ("search", "CASE", "棉"),
        ("case", "status", "CASE"),
    ],
)
def test_a_folder_without_a_case_is_told(
    sightline: Call, tmp_path: Path, notice: Path, arguments: tuple[str, ...]
) -> None:
    """With the command that makes one."""
    places = {"CASE": tmp_path / "nowhere", "FILE": notice}
    said = sightline(*(places.get(each, each) for each in arguments))
    assert said.code == 2
    assert "sightline case new" in said.err
    assert said.err.count("\n") == 1


def test_a_document_cannot_speak_to_the_terminal(
    sightline: Call, folder: Path, tmp_path: Path
) -> None:
    """Control codes around a hit are shown, not sent."""
    (tmp_path / "odd.txt").write_text("报告\x1b[31m红色\u202e棉花\n", "utf-8")
    sightline("add", folder, tmp_path / "odd.txt")
    sightline("read", folder)
    shown = sightline("search", folder, "棉花").out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_the_clock_can_be_fixed(
    sightline: Call,
    folder: Path,
    notice: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """SOURCE_DATE_EPOCH is the time of capture."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1571270400")
    sightline("add", folder, notice)
    sightline("export", folder, "--to", tmp_path / "out")
    row = json.loads((tmp_path / "out" / "captures.jsonl").read_text("utf-8"))
    assert row["captured_at"] == "2019-10-17T00:00:00Z"

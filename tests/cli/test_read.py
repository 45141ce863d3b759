"""`sightline read` tells a case from a document, and writes a page over nothing but a page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Call = Callable[..., Outcome]

NOTICE = (
    "墨玉县新建卫星工厂12座，由墨玉县明珠棉纺有限公司承租，培训1,200人。\n"
    "联系人：学员古丽巴哈尔·买买提，电话 13899991234。\n"
)
PRIVATE = ("古丽巴哈尔", "买买提", "13899991234")
CODEBOOK = """
name = "yarn"
version = "7"
title = "Words of an invented yarn trade"

[[term]]
id = "mill"
name = "a spinning mill"
category = "facility"
flows = [1]
zh = ["棉纺有限公司"]
reason = "invented"
source = "invented"
match = ["棉纺有限公司"]
no_match = ["棉纺厂"]
"""


@pytest.fixture
def notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document in a folder, with another folder to work in."""
    (tmp_path / "files").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    path = tmp_path / "files" / "notice.txt"
    path.write_text(NOTICE, "utf-8")
    return path


def test_a_document_becomes_a_page_beside_you(sightline: Call, notice: Path) -> None:
    """In the folder you are in, under the document's name; nothing on stdout."""
    said = sightline("read", notice)
    assert (said.code, said.out) == (0, "")
    assert "notice.txt.reading.html" in said.err
    assert "卫星工厂" in Path("notice.txt.reading.html").read_text("utf-8")
    assert [path.name for path in Path().iterdir()] == ["notice.txt.reading.html"]


@pytest.mark.parametrize("form", ["html", "json"])
def test_what_is_masked_is_nowhere(sightline: Call, notice: Path, form: str) -> None:
    """Not in the text, an attribute, a script, or the name of the file."""
    document = notice.rename(notice.with_name(f"学员{PRIVATE[0]}·{PRIVATE[1]}.txt"))
    said = sightline("read", document, "--format", form)
    pages = [f"{path.name} {path.read_text('utf-8')}" for path in Path().iterdir()]
    told = "".join((said.out, said.err, *pages))
    assert "█" in told
    assert not any(word in told for word in PRIVATE)


def test_a_program_gets_rows(sightline: Call, notice: Path) -> None:
    """One object: the text and the rows of an export, with exact quotes."""
    told = json.loads(sightline("read", notice, "--format", "json").out)
    assert len(told["text"]) == len(NOTICE)
    for kind in ("annotations", "figures", "entities"):
        for row in told[kind]:
            cited = row["citation"]
            assert told["text"][cited["start"] : cited["end"]] == cited["quote"]
    assert told["annotations"]


def test_a_page_is_written_again_but_no_other_file(sightline: Call, notice: Path) -> None:
    """Unless told to; and never the document itself."""
    assert sightline("read", notice, "--to", "page.html").code == 0
    assert sightline("read", notice, "--to", "page.html").code == 0
    Path("mine.html").write_text("mine", "utf-8")
    said = sightline("read", notice, "--to", "mine.html")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "--force" in said.err
    assert Path("mine.html").read_text("utf-8") == "mine"
    assert sightline("read", notice, "--to", "mine.html", "--force").code == 0
    assert sightline("read", notice, "--to", notice, "--force").code == 2
    assert notice.read_text("utf-8") == NOTICE


def test_a_folder_to_write_in(sightline: Call, notice: Path) -> None:
    """Takes the page under its usual name."""
    Path("pages").mkdir()
    assert sightline("read", notice, "--to", "pages").code == 0
    assert Path("pages/notice.txt.reading.html").is_file()


def test_an_own_codebook_codes_a_document(sightline: Call, notice: Path, tmp_path: Path) -> None:
    """Beside the bundled one."""
    (tmp_path / "yarn.toml").write_text(CODEBOOK, "utf-8")
    given = ("--codebook", tmp_path / "yarn.toml", "--format", "json")
    told = json.loads(sightline("read", notice, *given).out)
    assert {row["codebook"] for row in told["annotations"]} == {"yarn", "xinjiang-labour"}


def test_a_case_keeps_the_codebook(sightline: Call, notice: Path, tmp_path: Path) -> None:
    """It is told once, and obeyed by the next run."""
    (tmp_path / "yarn.toml").write_text(CODEBOOK, "utf-8")
    sightline("case", "new", "mine")
    sightline("add", "mine", notice)
    said = sightline("read", "mine", "--codebook", tmp_path / "yarn.toml")
    assert "yarn 7" in said.err
    assert "yarn 7" in sightline("case", "status", "mine").out
    assert "1 read before." in sightline("read", "mine").err
    sightline("export", "mine", "--to", "out")
    assert '"codebook": "yarn"' in Path("out/annotations.jsonl").read_text("utf-8")


def alone(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the program in a process of its own: what browsers there are is asked once a process."""
    return subprocess.run(
        [sys.executable, "-m", "sightline", *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a browser is named otherwise on Windows")
def test_the_browser_is_shown_the_page(notice: Path, tmp_path: Path) -> None:
    """With an address that it can open."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/shown"\n', "utf-8")
    browser.chmod(0o755)
    alone("read", notice, "--open", BROWSER=f"{browser} %s")
    shown = (tmp_path / "shown").read_text("utf-8").strip()
    assert shown == Path("notice.txt.reading.html").resolve().as_uri()


@pytest.mark.skipif(sys.platform != "linux", reason="there is always a browser but on Linux")
def test_without_a_browser_the_path_is_told(notice: Path) -> None:
    """The page is written all the same."""
    said = alone("read", notice, "--open", PATH="", BROWSER="")
    assert str(Path("notice.txt.reading.html").resolve()) in said.stderr


def test_options_of_a_page_are_wrong_for_a_case(sightline: Call, notice: Path) -> None:
    """And told so, in one line."""
    sightline("case", "new", "mine")
    said = sightline("read", "mine", "--to", "page.html")
    assert (said.code, said.err.count("\n")) == (2, 1)


WRONG = [
    ("nowhere.txt", b"", "no such file"),
    ("empty.txt", b" \n", "empty"),
    ("scan.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    ("junk.bin", bytes(range(256)) * 8, "junk.bin"),
]


@pytest.mark.parametrize(("name", "data", "why"), WRONG)
def test_what_is_no_document_is_told(
    sightline: Call, notice: Path, name: str, data: bytes, why: str
) -> None:
    """File, reason and way out on one line, and no page."""
    path = notice.with_name(name)
    if data:
        path.write_bytes(data)
    said = sightline("read", path)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert why in said.err
    assert name in said.err
    assert "hint:" in said.err
    assert not list(Path().iterdir())

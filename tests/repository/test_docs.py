"""Docs that cannot drift: the reference is generated, commands are run, links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import cli_reference
from sightline.cli.main import COMMANDS
from sightline.entities import BUNDLED, load_dataset
from tests.repository.tree import ROOT, files

PAGES = sorted(file for file in files() if file.suffix == ".md" and "tests" not in file.parts)
RUNNABLE = re.compile(r"^<!--run-->\n```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block of a page that a test runs: after an invisible mark, `$ command` and what it prints."""
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    """Name a page by its place in the repository."""
    return page.relative_to(ROOT).as_posix()


def test_the_command_reference_is_what_help_prints() -> None:
    """docs/cli.md is written by `make docs`, never by hand."""
    assert cli_reference.PAGE.read_text("utf-8") == cli_reference.page()


def test_every_command_is_explained_outside_the_reference() -> None:
    """A command has its place in a page for readers, not only among the options."""
    told = "\n".join(page.read_text("utf-8") for page in PAGES if page != cli_reference.PAGE)
    assert [name for name in COMMANDS if f"sightline {name}" not in told] == []


def steps(block: str) -> Iterator[tuple[str, str]]:
    """Split a block into its commands, each with the lines that it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        while command.endswith("\\"):
            more, _, printed = printed.partition("\n")
            command = command[:-1] + more.strip()
        yield command, printed


def pattern(printed: str) -> str:
    """Turn printed lines into a pattern; a line of three dots stands for any lines."""
    lines = printed.splitlines()
    return "".join(
        r"(?:.*\n)*" if line.strip() == "..." else re.escape(line.rstrip()) + r"[ ]*\n"
        for line in lines
    )


@pytest.mark.parametrize(
    "page", [page for page in PAGES if RUNNABLE.search(page.read_text("utf-8"))], ids=name_of
)
def test_marked_blocks_print_what_they_say(page: Path, tmp_path: Path) -> None:
    """A reader who types the commands of a page sees what the page shows.

    All blocks of a page are one session, in a folder with the examples.
    """
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    environment = {
        **kept,
        "PATH": path,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "SIGHTLINE_HOME": str(tmp_path / "home"),
        "SOURCE_DATE_EPOCH": "1571270400",
    }
    for block in RUNNABLE.findall(page.read_text("utf-8")):
        for command, printed in steps(block):
            run = subprocess.run(
                command,
                shell=True,
                cwd=tmp_path,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=300,
                check=False,
            )
            told = f"{name_of(page)}: $ {command}\nprints:\n{run.stdout}"
            assert run.returncode == 0, told
            assert re.fullmatch(pattern(printed), run.stdout), told


def test_every_bundled_dataset_is_explained() -> None:
    """A reader learns of each dataset what it holds, and for an incomplete one how much."""
    page = (ROOT / "docs" / "datasets.md").read_text("utf-8")
    for name in BUNDLED:
        row = next((line for line in page.splitlines() if line.startswith(f"| `{name}` |")), "")
        assert row, f"{name} is not in docs/datasets.md"
        dataset = load_dataset(name)
        if dataset.known_total and not dataset.complete:
            assert f"no: {len(dataset.entities)} of at least {dataset.known_total}" in row
        assert row.rstrip(" |").endswith("no") == (not dataset.complete and not dataset.known_total)


def slug(heading: str) -> str:
    """Spell a heading as the anchor that pages link to."""
    bare = re.sub(r"[^\w\s-]", "", heading.strip().lower())
    return re.sub(r"\s", "-", bare)


def anchors(page: Path) -> set[str]:
    """Give the anchors that a page has."""
    text = FENCED.sub("", page.read_text("utf-8"))
    return {slug(found) for found in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """No page sends its reader to a file or heading that is not there."""
    text = FENCED.sub("", page.read_text("utf-8"))
    broken = []
    for target in (link or image for link, image in LINK.findall(text)):
        if re.match(r"[a-z]+:", target):
            continue  # an address on the web: not ours to keep
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert not broken


def test_every_page_is_found_from_the_first() -> None:
    """A page that nothing leads to is not read."""
    docs = ROOT / "docs"
    linked = {link for link, _ in LINK.findall((docs / "index.md").read_text("utf-8"))}
    assert {page.name for page in PAGES if page.parent == docs} - {"index.md"} <= linked


STEP_CASES = [
    ("$ a\n1\n2\n$ b\n", [("a", "1\n2\n"), ("b", "")]),
    ("$ a \\\n    --to x\n1\n", [("a --to x", "1\n")]),  # a command over two lines
]


@pytest.mark.parametrize(("block", "expected"), STEP_CASES)
def test_blocks_split_into_commands(block: str, expected: list[tuple[str, str]]) -> None:
    """Each command stands with what it prints, so that none goes unchecked."""
    assert list(steps(block)) == expected


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a\n...\nd\n", "a\nd\n", True),
        ("84 notes\n", "83 notes\n", False),
        ("a\n", "a\nb\n", False),  # what is printed beyond the page is no match either
    ],
)
def test_printed_lines_are_compared_whole(shown: str, printed: str, same: bool) -> None:
    """Only a line of three dots stands for lines that a page leaves out."""
    assert bool(re.fullmatch(pattern(shown), printed)) is same

"""Several processes at one case, a full disk, a folder that nobody may write to."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sightline.case import Busy, new_case, open_case, search, status, turn
from sightline.case.case import DATABASE
from tests.conftest import Outcome

from .conftest import put_all, run

Call = Callable[..., Outcome]

NOBODY = 65534
DYING = Path(__file__).parents[2] / "benchmarks" / "dying.py"
COUNT = 12


def start(*arguments: object, **environ: str) -> subprocess.Popen[str]:
    """Start a command line of its own."""
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from sightline.cli.main import run; sys.exit(run(sys.argv[1:]))",
            *map(str, arguments),
        ],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1571270400", **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def some_files(folder: Path, word: str) -> Path:
    """A folder of small documents."""
    folder.mkdir()
    for number in range(COUNT):
        text = f"{word}县第{number}号公示：棉花收购{number}吨，共计补贴{number * 800}元。\n" * 20
        (folder / f"{word}-{number}.txt").write_text(text, "utf-8")
    return folder


def test_two_that_add_and_two_that_read_lose_nothing(tmp_path: Path) -> None:
    """All four at once: every capture is held, and read in the end."""
    case = tmp_path / "case"
    new_case(case)
    one, two = some_files(tmp_path / "one", "墨玉"), some_files(tmp_path / "two", "洛浦")
    processes = [start("add", case, one), start("add", case, two)]
    processes += [start("read", case), start("read", case)]
    for process in processes:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    with open_case(case, write=True) as opened:
        run(opened)
        assert status(opened).captures == {"read": 2 * COUNT}
        assert len(list(opened.archive)) == 2 * COUNT
        assert len({hit.filename for hit in search(opened, "墨玉县第")}) == COUNT
        assert len({hit.filename for hit in search(opened, "洛浦县第")}) == COUNT


def test_readers_see_a_whole_state_while_another_writes(tmp_path: Path) -> None:
    """An open write transaction keeps nobody from searching."""
    case = tmp_path / "case"
    new_case(case)
    with open_case(case, write=True) as writer:
        put_all(writer, some_files(tmp_path / "one", "墨玉"))
        run(writer)
        writer.database.execute("BEGIN IMMEDIATE")
        writer.database.execute("DELETE FROM blocks")
        with open_case(case) as reader:
            assert len(list(search(reader, "墨玉县第3号"))) == 20
        writer.database.execute("ROLLBACK")


def test_whoever_waits_too_long_is_told(tmp_path: Path) -> None:
    """One line first that it waits, one error in the end."""
    said: list[str] = []
    with (
        turn(tmp_path, "read", said.append),
        pytest.raises(Busy, match="another process still reads"),
        turn(tmp_path, "read", said.append, patience=0.2),
    ):
        pass
    assert said == ["another process reads this case; waiting for it"]


def test_a_turn_comes_when_the_other_ends(tmp_path: Path) -> None:
    """Also when it ends badly."""
    began = threading.Event()

    def other() -> None:
        with contextlib.suppress(RuntimeError), turn(tmp_path, "add", lambda _: None):
            began.set()
            time.sleep(0.3)
            raise RuntimeError

    thread = threading.Thread(target=other)
    thread.start()
    began.wait()
    with turn(tmp_path, "add", lambda _: None, patience=10):
        pass
    thread.join()


@pytest.mark.skipif(os.name != "posix", reason="no limit of file sizes on Windows")
@pytest.mark.parametrize("size", [30_000, 120_000, 200_000])
def test_a_full_disk_is_told_and_costs_nothing(tmp_path: Path, size: int) -> None:
    """One clear line, exit code 2; with room again, the same command finishes."""
    case, files = tmp_path / "case", some_files(tmp_path / "files", "墨玉")
    new_case(case)
    for command in (("add", case, files), ("read", case)):
        limited = subprocess.run(
            [sys.executable, DYING, "size", str(size), *map(str, command)],
            env={**os.environ, "SURVIVE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if limited.returncode:
            assert limited.returncode == 2
            errors = [line for line in limited.stderr.splitlines() if "error:" in line]
            assert len(errors) == 1
            assert "Traceback" not in limited.stderr
        process = start(*command)
        assert process.communicate(timeout=60)
        assert process.returncode == 0
    with open_case(case) as opened:
        assert status(opened).captures == {"read": COUNT}
        assert len(list(search(opened, "公示"))) == 20 * COUNT


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write to a folder; the superuser, whom that would not stop, is somebody else."""
    places = [folder, *folder.rglob("*")]
    for path in places:
        path.chmod(0o555 if path.is_dir() else 0o444)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        for path in places:
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.mark.skipif(os.name != "posix", reason="folders are not read-only in this way on Windows")
def test_a_case_in_a_read_only_folder_can_be_looked_at(sightline: Call) -> None:
    """Search and status work; adding and reading say why they don't, on one line."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        case = Path(place) / "case"
        files = some_files(Path(place) / "files", "墨玉")
        for command in (("case", "new", case), ("add", case, files), ("read", case)):
            assert sightline(*command).code == 0
        with read_only(case):
            assert json.loads(sightline("case", "status", case, "--json").out)["captures"]
            assert sightline("search", case, "公示").out.count("«公示»") == 20
            for command in (("add", case, files), ("read", case), ("case", "new", case / "new")):
                told = sightline(*command)
                assert told.code == 2
                assert told.err.count("error:") == told.err.count("\n") == 1
        assert sightline("read", case).code == 0


def test_a_case_can_be_looked_at_without_shared_memory(tmp_path: Path) -> None:
    """As on a medium that nobody can write to, whoever they are."""
    case = tmp_path / "case"
    new_case(case)
    with open_case(case, write=True) as opened:
        put_all(opened, some_files(tmp_path / "files", "墨玉"))
        run(opened)
    (case / f"{DATABASE}-shm").mkdir()
    with open_case(case) as opened:
        assert len(list(search(opened, "公示"))) == 20 * COUNT

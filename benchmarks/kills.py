"""Kills: a case whose `add`, `read` or `export` was killed while writing, then resumed.

Each round kills one command at one moment (see dying.py), runs it again as
a person would, and compares the export, byte by byte, with that of a case
that nobody disturbed. The database must be sound and every capture be what
its name says.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from benchmarks.corpus import Corpus
from sightline.archive import Archive
from sightline.case import add, export, find, new_case, open_case, read_case
from sightline.errors import InputError

NAME = "kills"
KIND = "soak"
MODULES = ("sightline.archive", "sightline.case", "sightline.cli.case")
FLOORS = {"killed": 1}
CEILINGS = {"differences": 0, "unsound": 0}

NOW = datetime(2019, 10, 17, tzinfo=UTC)
DYING = Path(__file__).with_name("dying.py")
ROUNDS = {True: 200, False: 2}
"""Kills for each command and kind of moment, in full and in a sample."""
LONGEST = 400_000
"""The longest file that a limit of size is tried for."""


@dataclass(frozen=True)
class Ground:
    """Where a case grows: its files, and the stages that come before each command."""

    folder: Path

    @property
    def files(self) -> Path:
        """The documents."""
        return self.folder / "files"

    def commands(self, case: Path) -> dict[str, list[str]]:
        """Give all commands in their order, the last one writing what is compared."""
        return {
            "new": ["case", "new", str(case)],
            "add": ["add", str(case), str(self.files)],
            "read": ["read", str(case)],
            "export": ["export", str(case), "--to", str(self.out(case))],
        }

    def out(self, case: Path) -> Path:
        """Give the folder of a case's export."""
        return case.with_name(f"{case.name}-out")

    def stage(self, command: str) -> Path:
        """Give the case as it is before a command."""
        return self.folder / f"before-{command}"


@dataclass
class Tally:
    """What the rounds have shown."""

    killed: int = 0
    survived: int = 0
    differences: int = 0
    unsound: int = 0


def run(full: bool) -> Mapping[str, int]:
    """Kill, resume, compare; give the figures by name."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as place:
        ground = Ground(Path(place))
        expected = _undisturbed(ground)
        for command in ("new", "add", "read", "export"):
            for kind, number in _moments(ground, command, ROUNDS[full]):
                _round(ground, command, kind, number, expected, tally)
    return {
        "killed": tally.killed,
        "survived": tally.survived,
        "differences": tally.differences,
        "unsound": tally.unsound,
    }


def _undisturbed(ground: Ground) -> dict[str, bytes]:
    """Make the case in peace, keep a copy of it before each command, and give its export."""
    _write_files(ground.files)
    case = ground.folder / "case"
    case.mkdir()
    for command, arguments in ground.commands(case).items():
        shutil.copytree(case, ground.stage(command))
        _sightline("count", *arguments).check_returncode()
    expected = _contents(ground.out(case))
    assert expected["texts.jsonl"].count(b"\n") > 1
    return expected


def _write_files(folder: Path) -> None:
    folder.mkdir()
    for number, document in enumerate(Corpus(seed=5).documents(60_000)):
        encoding = ("utf-8", "gb18030", "utf-16")[number % 3]
        (folder / f"{number}.txt").write_bytes(document.encode(encoding))
    (folder / "scan.pdf").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")


def _moments(ground: Ground, command: str, rounds: int) -> Iterator[tuple[str, int]]:
    """Choose when to kill a command, spread over all its moments."""
    chance = random.Random(command)
    with tempfile.TemporaryDirectory(dir=ground.folder) as place:
        case = _staged(ground, command, Path(place) / "case")
        counted = _sightline("count", *ground.commands(case)[command])
    total = int(counted.stdout.split()[-1])
    for number in sorted(chance.sample(range(1, total + 1), min(rounds, total))):
        yield "moment", number
    if os.name == "posix":
        for _ in range(rounds):
            yield "size", int(LONGEST ** chance.uniform(0.0, 1.0))


def _round(
    ground: Ground,
    command: str,
    kind: str,
    number: int,
    expected: Mapping[str, bytes],
    tally: Tally,
) -> None:
    with tempfile.TemporaryDirectory(dir=ground.folder) as place:
        case = _staged(ground, command, Path(place) / "case")
        died = _sightline(kind, str(number), *ground.commands(case)[command]).returncode
        tally.killed += died != 0
        tally.survived += died == 0
        _resume(ground, case)
        if difference := _difference(expected, _contents(ground.out(case))):
            tally.differences += 1
            sys.stderr.write(f"{command} killed at {kind} {number}: {difference}\n")
        if not _sound(case):
            tally.unsound += 1
            sys.stderr.write(f"{command} killed at {kind} {number}: the case is not sound\n")


def _resume(ground: Ground, case: Path) -> None:
    """Give all commands again, as a person would who does not know how far they came."""
    with contextlib.suppress(InputError):
        new_case(case)
    with open_case(case, write=True) as opened:
        for found in find(ground.files, case):
            add(opened, found, NOW)
        read_case(opened, lambda _: None)
        export(opened, ground.out(case))


def _staged(ground: Ground, command: str, case: Path) -> Path:
    shutil.copytree(ground.stage(command), case)
    return case


def _sound(case: Path) -> bool:
    archive = Archive(case / "archive")
    for capture in archive:
        archive.get(capture)
    with closing(sqlite3.connect(case / "case.sqlite")) as database:
        (word,) = database.execute("PRAGMA integrity_check").fetchone()
        database.execute("INSERT INTO grams (grams) VALUES ('integrity-check')")
        held = {capture for (capture,) in database.execute("SELECT id FROM captures")}
    return word == "ok" and held == set(archive)


def _difference(expected: Mapping[str, bytes], found: Mapping[str, bytes]) -> str | None:
    """Say where two exports first differ."""
    if set(expected) != set(found):
        return f"other files: {sorted(set(expected) ^ set(found))}"
    for name, data in expected.items():
        lines = zip_longest(data.splitlines(), found[name].splitlines())
        for number, (one, other) in enumerate(lines, start=1):
            if one != other:
                return f"{name}:{number} is {other!r:.300} instead of {one!r:.300}"
    return None


def _contents(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _sightline(*arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, str(DYING), *arguments],
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

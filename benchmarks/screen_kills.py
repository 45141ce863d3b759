"""Kills of `sightline screen`: killed while it writes, run again, compared.

Each round kills a screening at one moment or inside one write (see
dying.py). What then stands in the folder has to be whole or absent; run
again as a person would, it has to end with the bytes of a screening that
nobody disturbed.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sightline import __version__
from sightline.dossier import write_page, write_workbook
from sightline.entities import load_datasets
from sightline.names import DEFAULT_THRESHOLD
from sightline.screening import folder, look_at
from sightline.screening.run import Job, Watch
from sightline.screening.run import run as carry_out

NAME = "screen_kills"
KIND = "soak"
MODULES = ("sightline.screening", "sightline.dossier", "sightline.cli.screen")
FLOORS = {"killed": 1}
CEILINGS = {"torn": 0, "differences": 0}

DYING = Path(__file__).with_name("dying.py")
NOW = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
ROUNDS = {True: 100, False: 3}
"""Kills of each kind, in full and in a sample."""
ROWS = (
    ("Camel Group Co., Ltd.", "Xiangyang, Hubei", "China", "8507.60"),
    ("云雀纺纱有限公司", "新疆喀什地区疏勒县工业园", "中国", "5205.12"),
    ("Ragged Edge", "1 Mill Lane", "Leeds", "UK", "4602.90"),
    ("Kibo Ridge Coffee", "Moshi", "Tanzania", "0901.11"),
)
TIMES = 60
"""How often the rows stand in the file, so that a write has a middle to die in."""


@dataclass
class Tally:
    """What the rounds have shown."""

    killed: int = 0
    survived: int = 0
    torn: int = 0
    differences: int = 0


def run(full: bool) -> Mapping[str, int]:
    """Kill, look, run again, compare; give the figures by name."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        source = place / "suppliers.csv"
        lines = ["name,address,country,hs", *(",".join(map(_quoted, row)) for row in ROWS * TIMES)]
        source.write_text("\n".join(lines), "utf-8")
        _screen(source, place / "whole")
        expected = _contents(place / "whole")
        for number, (kind, moment) in enumerate(_moments(source, place, expected, ROUNDS[full])):
            _round(source, place / str(number), kind, moment, expected, tally)
    return {**vars(tally)}


def _quoted(cell: str) -> str:
    return f'"{cell}"'


def _moments(
    source: Path, place: Path, expected: Mapping[str, bytes], rounds: int
) -> Iterator[tuple[str, int]]:
    """Choose when to kill: among the moments of writing, and among the bytes of the files."""
    chance = random.Random(20240501)
    counted = _dying("count", source, place / "counted")
    total = int(counted.stdout.split()[-1])
    for number in sorted(chance.sample(range(1, total + 1), min(rounds, total))):
        yield "moment", number
    if os.name == "posix":
        longest = max(map(len, expected.values()))
        for _ in range(rounds):
            yield "size", chance.randrange(1, longest)


def _round(
    source: Path, to: Path, kind: str, moment: int, expected: Mapping[str, bytes], tally: Tally
) -> None:
    died = _dying(kind, source, to, str(moment)).returncode
    tally.killed += died != 0
    tally.survived += died == 0
    left = _contents(to)
    torn = [name for name in folder.OUTPUTS if left.get(name, expected[name]) != expected[name]]
    if torn:
        tally.torn += 1
        sys.stderr.write(f"screen killed at {kind} {moment}: {torn[0]} is torn\n")
    _screen(source, to)
    if _contents(to) != expected:
        tally.differences += 1
        sys.stderr.write(f"screen killed at {kind} {moment}: the folder differs\n")


def _screen(source: Path, to: Path) -> None:
    """Screen in peace, as the command line does."""
    tool = f"sightline {__version__}"
    job = Job(look_at(source), load_datasets(), DEFAULT_THRESHOLD, tool, NOW)
    derived = {folder.WORKBOOK: write_workbook, folder.PAGE: write_page}
    carry_out(job, to, derived, Watch(lambda _rows: None, lambda _result: None))


def _contents(place: Path) -> dict[str, bytes]:
    if not place.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}


def _dying(kind: str, source: Path, to: Path, *moment: str) -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(NOW.timestamp())),
        "SIGHTLINE_HOME": str(source.parent / "home"),
        "PYTHONUTF8": "1",
    }
    call = [sys.executable, str(DYING), kind, *moment, "screen", str(source), "--to", str(to)]
    return subprocess.run(call, env=environ, capture_output=True, encoding="utf-8", check=False)

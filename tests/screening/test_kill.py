"""A `sightline screen` killed anywhere ends, when run again, as if nothing had happened."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DYING = Path(__file__).with_name("dying.py")
NEVER = 0
ROWS = (
    "Supplier Name,Address,Country,Product,HS Code\n"
    "Camel Group Co.,Xiangyang,China,Batteries,8507.60\n"
    "云雀纺纱有限公司,新疆喀什地区疏勒县工业园,中国,全棉衬衫,6205.20\n"
    "Ragged Edge,1 Mill Lane,Leeds,UK,Doormats,4602.90\n"
    "Kibo Ridge Coffee,Moshi,Tanzania,Coffee,0901.11\n"
)


def screen(source: Path, to: Path, die_at: int) -> subprocess.CompletedProcess[str]:
    """Screen in a process of its own that dies at a call."""
    fixed = {"SOURCE_DATE_EPOCH": "1714521600", "SIGHTLINE_HOME": str(source.parent / "home")}
    call = [sys.executable, str(DYING), str(die_at), "screen", str(source), "--to", str(to)]
    return subprocess.run(
        call, env={**os.environ, **fixed}, capture_output=True, encoding="utf-8", check=False
    )


def held(to: Path) -> dict[str, bytes]:
    """Read all that a folder holds."""
    return {path.name: path.read_bytes() for path in to.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small supplier file with a hit of each kind and a bad row."""
    path = tmp_path_factory.mktemp("kill") / "suppliers.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_killed_within_every_step(source: Path, tmp_path: Path) -> None:
    """At each call that changes the disk: kill, look, run again, compare."""
    whole = screen(source, tmp_path / "whole", NEVER)
    assert whole.returncode == 0, whole.stderr
    expected = held(tmp_path / "whole")
    assert {"results.jsonl", "run.json", "screening.xlsx", "index.html"} <= set(expected)
    found = re.search(r"calls: (\d+)", whole.stderr)
    assert found
    calls = int(found[1])
    assert calls > 10
    to = tmp_path / "out"
    for die_at in points(calls):
        killed = screen(source, to, die_at)
        assert killed.returncode not in (0, 1, 2), f"call {die_at}: {killed.stderr}"
        seen = held(to) if to.exists() else {}
        for name in set(seen) & set(expected) - {".lock"}:
            assert seen[name] == expected[name], f"call {die_at}: {name} is torn"
        again = screen(source, to, NEVER)
        assert again.returncode == 0, f"call {die_at}: {again.stderr}"
        assert held(to) == expected, f"call {die_at}"
        shutil.rmtree(to)


def points(calls: int) -> list[int]:
    """Choose where to die: everywhere if asked for, else a spread that holds both ends."""
    every = os.environ.get("SIGHTLINE_SOAK") == "1" or calls <= 12
    if every:
        return list(range(1, calls + 1))
    step = (calls - 1) / 4
    return sorted({round(1 + step * n) for n in range(5)})

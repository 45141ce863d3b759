"""The demo: the whole way once, on the bundled examples."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_demo_goes_the_whole_way_in_two_minutes(tmp_path: Path) -> None:
    """It reads, screens, sums up and names a page that is there; a second run does no harm."""
    command = [sys.executable, "-m", "sightline", "demo", "--to", str(tmp_path / "out")]
    for _ in range(2):
        began = time.monotonic()
        done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        assert time.monotonic() - began < 120
        page = done.stderr.strip().splitlines()[-1].removeprefix("open ")
        assert Path(page).is_file()
        assert "notes with their addresses" in done.stderr


def test_a_demo_without_examples_says_what_to_do(tmp_path: Path) -> None:
    """Outside the repository one line tells the way out."""
    command = [sys.executable, "-m", "sightline", "demo", "--to", str(tmp_path / "out")]
    done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "--examples" in done.stderr
    assert len(done.stderr.splitlines()) == 1

"""Floors on real pairs, in a seeded sample small enough for every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import names


def test_real_names_keep_their_floors(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recall, near misses and precision on organisations that the fit has not seen."""
    monkeypatch.setenv("SIGHTLINE_SHARED", str(shared))
    figures = names.run(full=False)
    low = {k: figures[k] for k, floor in names.FLOORS.items() if float(figures[k]) < floor}
    high = {k: figures[k] for k, most in names.CEILINGS.items() if float(figures[k]) > most}
    assert (low, high) == ({}, {})

"""Weights: what one sign is worth, read from data."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _table() -> Mapping[str, float]:
    path = files("sightline.data").joinpath("screening/weights.toml")
    return {key: row["weight"] for key, row in tomllib.loads(path.read_text("utf-8")).items()}


def weight(sign: str) -> float:
    """Give the log-odds of a sign."""
    return float(_table()[sign])


def shifted(score: float, by: float) -> float:
    """Move a probability by log-odds."""
    bounded = min(max(score, 1e-9), 1 - 1e-9)
    return 1 / (1 + math.exp(-(math.log(bounded / (1 - bounded)) + by)))

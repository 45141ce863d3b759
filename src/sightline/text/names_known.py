"""Known: the words and characters that tell names, out of `data/text`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
DOTS = "·•‧・･∙⋅▪●\u0387．."
"""What is printed for the middle dot of a name."""


@cache
def knowledge() -> dict[str, Any]:
    """The words of `masking.toml`: what stands beside names and numbers."""
    return _toml("text/masking.toml")


@cache
def names() -> dict[str, Any]:
    """The characters and words of `masking_names.toml`: how names are written."""
    return _toml("text/masking_names.toml")


def _toml(path: str) -> dict[str, Any]:
    return tomllib.loads(files("sightline.data").joinpath(path).read_text("utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


@cache
def public_names() -> frozenset[str]:
    """Places, peoples, works and goods that are no names of persons."""
    spelt = names()["spelt"]
    return frozenset(f"{spelt['places']} {spelt['public']}".split())

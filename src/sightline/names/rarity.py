"""How much a shared part of a name tells: the rarer, the more.

Counts come from the index that is searched, on top of a background of
common words and sounds, so that a list of eighty names doesn't take
`textile` for rare.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

_BACKGROUND_SIZE = 20_000.0


@cache
def _background() -> dict[str, float]:
    with files("sightline.data").joinpath("names/background.csv").open(encoding="utf-8") as lines:
        return {row["key"]: float(row["share"]) for row in csv.DictReader(lines)}


class Rarity:
    """Information content of a key, in nats."""

    def __init__(self, counts: Mapping[str, int] | None = None, names: int = 0) -> None:
        self._counts = counts or {}
        self._total = _BACKGROUND_SIZE + names
        self._known = _background()
        self._cache: dict[str, float] = {}

    @property
    def enough(self) -> float:
        """What only one name of all those counted is expected to share by chance."""
        return math.log(self._total)

    def of(self, key: str) -> float:
        """The rarity of one key."""
        found = self._cache.get(key)
        if found is None:
            seen = self._known.get(key, 0.0) * _BACKGROUND_SIZE + self._counts.get(key, 0)
            found = math.log(self._total / (seen + 1.0))
            self._cache[key] = found
        return found

    def least(self, keys: Iterable[str]) -> float:
        """The rarity of the most common of several keys."""
        return min(map(self.of, keys))

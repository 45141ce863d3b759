"""A list of names, searched for those that may be the same organisation's."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from sightline.names.model import Comparison, NameHit, Reason
from sightline.text.fold import fold

DEFAULT_THRESHOLD = 0.9


class NameIndex:
    """Names to be searched; positions in the list given are the targets of hits."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._folded = [fold(name) for name in self.names]

    @staticmethod
    def build(names: Sequence[str]) -> NameIndex:
        """An index of `names`."""
        return NameIndex(names)

    def search(
        self, names: Sequence[str], limit: int = 10, *, threshold: float = DEFAULT_THRESHOLD
    ) -> list[list[NameHit]]:
        """For each name its best candidates in the index, best first."""
        return [self._search(name, limit, threshold) for name in names]

    def _search(self, name: str, limit: int, threshold: float) -> list[NameHit]:
        found = process.extract(fold(name), self._folded, scorer=fuzz.ratio, limit=limit)
        hits = []
        for _, ratio, target in found:
            score = min(max(ratio / 100, 0.001), 0.999)
            reason = _wording(name, self.names[target], score)
            hits.append(NameHit(target, score, score >= threshold, (reason,)))
        return hits


def compare(a: str, b: str, *, threshold: float = DEFAULT_THRESHOLD) -> Comparison:
    """Two names, compared without an index."""
    score = min(max(fuzz.ratio(fold(a), fold(b)) / 100, 0.001), 0.999)
    return Comparison(score, score >= threshold, (_wording(a, b, score),))


def _wording(a: str, b: str, score: float) -> Reason:
    return Reason("brand", a, b, "similar", math.log(score / (1 - score)))

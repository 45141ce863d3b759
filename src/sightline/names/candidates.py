"""From a name's keys to the few names worth comparing in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sightline.names.keys import counted, keys
from sightline.names.parse import Parsed
from sightline.names.rarity import Rarity

# A letter run is one of several that a word gives, so each says less.
_RUN_SHARE = 0.35
# Keys that ideographs and Latin words can have in common.
_CROSSING = frozenset("clpt")
_FAINT = 0.3
_TOO_COMMON = 0.25
_AT_LEAST = 2000


class Candidates:
    """Names by their keys, as flat arrays."""

    def __init__(self, names: Sequence[Parsed]) -> None:
        ids: dict[str, int] = {}
        flat: list[int] = []
        lengths: list[int] = []
        counts: Counter[str] = Counter()
        for name in names:
            found = keys(name)
            counts.update(counted(name, found))
            flat.extend([ids.setdefault(key, len(ids)) for key in sorted(found)])
            lengths.append(len(found))
        self.size = len(names)
        self.rarity = Rarity(counts, len(names))
        self._ids = ids
        self._weights = np.array([self._weight(key) for key in ids], dtype=np.float32)
        held = np.array(flat, dtype=np.int32)
        owners = np.repeat(np.arange(len(names), dtype=np.int32), lengths)
        order = np.argsort(held, kind="stable")
        self._postings = owners[order]
        sizes = np.bincount(held, minlength=len(ids))
        self._starts = np.concatenate(([0], np.cumsum(sizes)))
        self._latin = np.array([name.script == "latin" for name in names], dtype=bool)
        crossing = np.array([key[0] in _CROSSING for key in ids], dtype=bool)
        squares = self._weights[held] ** 2
        self._norm = _norm(owners, squares, len(names))
        self._norm_across = _norm(owners, squares * crossing[held], len(names))

    def _weight(self, key: str) -> float:
        weight = max(self.rarity.of(key), 0.1)
        return weight * _RUN_SHARE if key.startswith("g:") else weight

    def of(self, name: Parsed, limit: int) -> list[int]:
        """The positions of the names that share most with `name`, `limit` of each script."""
        found = [self._ids[key] for key in keys(name) if key in self._ids]
        if not found:
            return []
        chosen = self._telling(np.array(found))
        starts, ends = self._starts[chosen], self._starts[chosen + 1]
        hits = np.concatenate([self._postings[s:e] for s, e in zip(starts, ends, strict=True)])
        weights = np.repeat(self._weights[chosen] ** 2, ends - starts)
        scores = np.bincount(hits, weights, minlength=self.size)
        alike = self._latin if name.script == "latin" else ~self._latin
        same = _best(np.where(alike, scores * self._norm, 0.0), limit)
        return same + _best(np.where(alike, 0.0, scores * self._norm_across), limit)

    def _telling(self, found: NDArray[np.int64]) -> NDArray[np.int64]:
        """Leaves out keys of a great part of all names, if others are left."""
        sizes = self._starts[found + 1] - self._starts[found]
        rare = found[sizes <= max(_AT_LEAST, self.size * _TOO_COMMON)]
        return rare if len(rare) else found


def _norm(
    owners: NDArray[np.int32], squares: NDArray[np.float32], size: int
) -> NDArray[np.float32]:
    """One over a name's length, so that long names don't win by their length."""
    summed = np.bincount(owners, squares, minlength=size)
    return np.asarray(1.0 / np.sqrt(summed + 25.0), dtype=np.float32)


def _best(scores: NDArray[np.float64], limit: int) -> list[int]:
    if len(scores) > limit:
        top = np.argpartition(scores, -limit)[-limit:]
    else:
        top = np.arange(len(scores))
    top = top[scores[top] > _FAINT * scores[top].max(initial=0.0)]
    order = np.lexsort((top, -scores[top]))
    return [int(position) for position in top[order]]

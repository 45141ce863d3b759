"""A list of names, searched for those that may be the same organisation's."""

from __future__ import annotations

from collections.abc import Sequence

from sightline.names.candidates import Candidates
from sightline.names.features import Compared, compare_parts
from sightline.names.model import DEFAULT_THRESHOLD, Comparison, NameHit
from sightline.names.parse import parse
from sightline.names.rarity import Rarity
from sightline.names.scoring import Model, probability

# Compared in full per script; the true name is seldom further down.
_COMPARED = 16


class NameIndex:
    """Names to be searched; positions in the list given are the targets of hits."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._parsed = [parse(name) for name in self.names]
        self._candidates = Candidates(self._parsed)
        self._model = Model.load()

    @staticmethod
    def build(names: Sequence[str]) -> NameIndex:
        """An index of `names`."""
        return NameIndex(names)

    def __len__(self) -> int:
        return len(self.names)

    def search(
        self,
        names: Sequence[str],
        limit: int = 10,
        *,
        threshold: float = DEFAULT_THRESHOLD,
        reasons: bool = True,
    ) -> list[list[NameHit]]:
        """For each name its best candidates in the index, best first.

        A candidate is accepted at or over `threshold`, and only if what
        it shares with the query is rarer than one in all names: two
        textile companies share no more than their trade. A search
        without `reasons` is faster.
        """
        return [self._search(name, limit, threshold, reasons) for name in names]

    def _search(self, name: str, limit: int, bar: float, reasons: bool) -> list[NameHit]:
        parsed = parse(name)
        if not parsed.text:
            return []
        ranked: list[tuple[float, int, Compared]] = []
        for target in self._candidates.of(parsed, max(_COMPARED, limit)):
            compared = compare_parts(parsed, self._parsed[target], self._candidates.rarity)
            ranked.append((-self._model.log_odds(compared), target, compared))
        ranked.sort(key=lambda entry: entry[:2])
        return [
            self._hit(target, -negative, compared, bar, reasons)
            for negative, target, compared in ranked[:limit]
        ]

    def _hit(
        self, target: int, log_odds: float, compared: Compared, bar: float, reasons: bool
    ) -> NameHit:
        score = probability(log_odds)
        told = self._model.reasons(compared) if reasons else ()
        enough = compared.information >= self._candidates.rarity.enough
        return NameHit(target, score, enough and score >= bar, told)


def compare(a: str, b: str, *, threshold: float = DEFAULT_THRESHOLD) -> Comparison:
    """Two names, compared without an index: rarity is that of names at large."""
    model = Model.load()
    rarity = Rarity()
    compared = compare_parts(parse(a), parse(b), rarity)
    score = probability(model.log_odds(compared))
    enough = compared.information >= rarity.enough
    return Comparison(score, enough and score >= threshold, model.reasons(compared))

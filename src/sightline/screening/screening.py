"""Screening: subjects in, results out, and nothing else.

One run of subjects against datasets. The same subject against the same
datasets gives the same result, whatever stands around it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from sightline.entities import Dataset
from sightline.names import DEFAULT_THRESHOLD
from sightline.network import TIERS, Network
from sightline.places import Gazetteer
from sightline.screening.goods import GoodsCheck
from sightline.screening.model import NONE, UNREADABLE, Hit, Result, Searched, Subject
from sightline.screening.naming import Agreement, NameCheck
from sightline.screening.region import RegionCheck, entities_in_region
from sightline.screening.sites import SiteCheck, located

BATCH = 256
"""Subjects whose names are looked up together."""


class Screener:
    """Datasets made ready to be asked about subjects."""

    def __init__(
        self,
        datasets: Sequence[Dataset],
        *,
        threshold: float = DEFAULT_THRESHOLD,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        gazetteer = gazetteer or Gazetteer.load()
        network = Network(datasets, in_region=entities_in_region(datasets, gazetteer))
        self.searched = Searched(tuple(each.summary() for each in datasets), threshold)
        self._names = NameCheck(network, gazetteer, threshold, located(datasets, gazetteer))
        self._region = RegionCheck(datasets, gazetteer)
        self._sites = SiteCheck(datasets, network, gazetteer)
        self._goods = GoodsCheck(datasets)

    def screen(self, subjects: Iterable[Subject]) -> Iterator[Result]:
        """Answer each subject, in order."""
        ahead = iter(subjects)
        while batch := list(itertools.islice(ahead, BATCH)):
            agreements = self._names.agreements(batch)
            for subject, agreed in zip(batch, agreements, strict=True):
                yield self._answer(subject, agreed)

    def _answer(self, subject: Subject, agreed: dict[str, Agreement]) -> Result:
        if subject.problem:
            return Result(subject, UNREADABLE, (), (), self.searched)
        evidence = self._region.evidence(subject)
        named, near_names = self._names.hits(subject, agreed, evidence)
        goods, near_goods = self._goods.hits(subject)
        sites = self._sites.hits(subject, evidence)
        places = self._region.hits(evidence)
        hits = _ordered(_once([*named, *sites, *places, *goods]))
        outcome = hits[0].tier if hits else NONE
        return Result(subject, outcome, hits, _ordered([*near_names, *near_goods]), self.searched)


def screen(
    subjects: Iterable[Subject],
    datasets: Sequence[Dataset],
    *,
    threshold: float = DEFAULT_THRESHOLD,
) -> Iterator[Result]:
    """Screen subjects against datasets.

    `threshold` is the score from which a name counts as a hit.
    """
    return Screener(datasets, threshold=threshold).screen(subjects)


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Give each entity's first hit: by name before by address."""
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        if (hit.dataset, hit.entity) not in seen:
            seen.add((hit.dataset, hit.entity))
            yield hit


def _ordered(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Put the strongest tier first, then the surest, then by id."""
    return tuple(sorted(hits, key=_rank))


def _rank(hit: Hit) -> tuple[int, float, float, str, str]:
    score = -1.0 if hit.score is None else hit.score
    weighed = sum(reason.weight for reason in hit.reasons)
    return TIERS.index(hit.tier), -score, -weighed, hit.dataset, hit.entity

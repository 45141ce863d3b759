"""Naming: subjects' names against the names of the entities that have a standing.

Only entities that are listed, tied, in the region or exposed are looked
for: a ministry or newspaper that a document merely mentions is no
finding, however well its name agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.entities import Entity
from sightline.entities.model import WEAK
from sightline.names import NameHit, NameIndex, Reason
from sightline.network import Network, Standing
from sightline.network.graph import NODES
from sightline.places import Gazetteer, RegionEvidence
from sightline.places.context import Context
from sightline.screening.model import Hit, Subject
from sightline.screening.spellings import spellings
from sightline.screening.weights import shifted, weight

NEAR = 0.5
"""How far under the threshold a candidate is still shown, as a share of it."""
MOST_NEAR = 5
SCORED = frozenset({"listed", "linked"})
"""Tiers that a name decides; the others have null for a score."""
IDENTIFIERS = ("registrationNumber", "uscCode", "leiCode", "dunsCode", "taxNumber", "idNumber")
SHORTEST_IDENTIFIER = 8
_NOT_ID = re.compile(r"[^0-9A-Z]+")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well a subject agrees with an entity."""

    score: float
    reasons: tuple[Reason, ...]


class NameCheck:
    """The names and numbers of all entities with a standing."""

    def __init__(
        self,
        network: Network,
        gazetteer: Gazetteer,
        threshold: float,
        located: Mapping[str, frozenset[str]],
    ) -> None:
        self.network, self.gazetteer, self.threshold = network, gazetteer, threshold
        self.located = located
        self._context = Context.load()
        self.standings = _standings(network)
        nodes = {key for found in self.standings for key in network.same_as(found)}
        spelt = [
            (name, network.entities[key])
            for key in sorted(nodes)
            for name in _searched_names(network.entities[key])
        ]
        self._targets = [entity for _, entity in spelt]
        self._index = NameIndex.build([name for name, _ in spelt])
        self._by_number = {
            number: network.entities[key]
            for key in sorted(nodes)
            for prop in IDENTIFIERS
            for number in map(_plain_number, network.entities[key].properties.get(prop, ()))
        }

    def agreements(self, subjects: Sequence[Subject]) -> list[dict[str, Agreement]]:
        """Find, for each subject, the entities that it may be."""
        names = list(dict.fromkeys(name for subject in subjects for name in _names(subject)))
        found = dict(zip(names, self._index.search(names), strict=True)) if names else {}
        return [self._of(subject, found) for subject in subjects]

    def _of(self, subject: Subject, found: Mapping[str, list[NameHit]]) -> dict[str, Agreement]:
        best: dict[str, Agreement] = {}
        for name in _names(subject):
            for hit in found[name]:
                entity = self._targets[hit.target]
                known = best.get(entity.id)
                if known is None or hit.score > known.score:
                    best[entity.id] = Agreement(hit.score, hit.reasons)
        for text in subject.texts("identifier"):
            number = _plain_number(text)
            known_by = self._by_number.get(number)
            if known_by and len(number) >= SHORTEST_IDENTIFIER:
                by = weight("identifier")
                reason = Reason("identifier", text, number, "equal", by)
                best[known_by.id] = Agreement(shifted(0.5, by), (reason,))
        return best

    def hits(
        self,
        subject: Subject,
        agreements: Mapping[str, Agreement],
        evidence: Sequence[RegionEvidence],
    ) -> tuple[list[Hit], list[Hit]]:
        """Give the hits at or over the threshold, and those just under it."""
        over: dict[str, Hit] = {}
        near: dict[str, Hit] = {}
        for key, agreement in agreements.items():
            weighed = self._weighed(subject, key, agreement, evidence)
            if max(weighed.score, agreement.score) < self.threshold * NEAR:
                continue
            for member in self.network.same_as(key):
                standing = self.standings.get(member)
                if standing is None:
                    continue
                into = over if weighed.score >= self.threshold else near
                hit = self._hit(standing, weighed)
                if member not in into or _score(into[member]) < _score(hit):
                    into[member] = hit
        ranked = sorted(near.items(), key=lambda item: -_score(item[1]))
        left = [hit for member, hit in ranked if member not in over]
        return list(over.values()), left[:MOST_NEAR]

    def _weighed(
        self,
        subject: Subject,
        key: str,
        agreement: Agreement,
        evidence: Sequence[RegionEvidence],
    ) -> Agreement:
        """Put what the subject's place says beside what its name says."""
        countries = self.network.entities[key].properties.get("country", ())
        given = next(iter(subject.texts("country")), None)
        reasons = agreement.reasons
        if "cn" in countries and self._context.is_china(given) is False:
            by = weight("other_country")
            told = Reason("place", given or "", "cn", "another country", by)
            return Agreement(shifted(agreement.score, by), (*reasons, told))
        sites = self.located.get(key, frozenset())
        for each in evidence:
            if any(self.gazetteer.holds(site, each.code) for site in sites):
                by = weight("same_place")
                told = Reason("place", each.query, each.caption, "the same place", by)
                return Agreement(shifted(agreement.score, by), (*reasons, told))
        return agreement

    def _hit(self, standing: Standing, agreement: Agreement) -> Hit:
        entity = self.network.entities[standing.entity]
        return Hit(
            entity=entity.id,
            caption=entity.caption,
            dataset=entity.dataset,
            tier=standing.tier,
            score=agreement.score if standing.tier in SCORED else None,
            reasons=agreement.reasons,
            path=standing.path,
            citations=standing.citations,
            why=standing.why,
            stance=standing.stance,
        )


def _names(subject: Subject) -> Iterator[str]:
    for cell in subject.texts("name"):
        yield from spellings(cell)


def _score(hit: Hit) -> float:
    return sum(reason.weight for reason in hit.reasons) if hit.score is None else hit.score


def _standings(network: Network) -> dict[str, Standing]:
    found: dict[str, Standing] = {}
    for key, entity in network.entities.items():
        if entity.schema in NODES and entity.schema != "Person":
            standing = network.standing(key)
            if standing:
                found[key] = standing
    return found


def _searched_names(entity: Entity) -> tuple[str, ...]:
    weak = set(entity.properties.get(WEAK, ()))
    return tuple(name for name in entity.names if name not in weak)


def _plain_number(text: str) -> str:
    return _NOT_ID.sub("", text.upper())

"""Sites: addresses that are a facility or park which a cited document ties to the scheme.

A site's name counts as a whole and with its own place: a park is one of
thousands until its county is named. The county may be spelled in any way
that the gazetteer knows, the word for the site in either script.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.entities import Dataset, Entity
from sightline.entities.model import WEAK
from sightline.names import Reason
from sightline.network import Network
from sightline.places import Gazetteer, Place, RegionEvidence, romanised
from sightline.screening.model import Hit, Subject
from sightline.screening.region import address_of
from sightline.screening.weights import weight
from sightline.text.fold import fold

SITES = frozenset({"park", "vtic", "facility", "satellite_factory"})
"""Kinds of entity that an address can be."""
_HAN = re.compile("[\u3400-\u9fff]")
_ROAD = re.compile("[东西南北中]?(?:路|街|大道|巷|大厦|广场)")
_BLANKS = re.compile(r"[\s,，、。]+")
_LEAST_HAN, _LEAST_WORDS = 4, 3
"""Characters or words that a site's name must have to be looked for in addresses."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a site's name; `places` must be named beside one without a place."""

    text: str
    entity: str
    places: frozenset[str]


class SiteCheck:
    """The names of tied sites, to be found in addresses."""

    def __init__(self, datasets: Sequence[Dataset], network: Network, gazetteer: Gazetteer) -> None:
        self.network, self.gazetteer = network, gazetteer
        where = located(datasets, gazetteer)
        spellings = [
            Spelling(text, entity.id, needed)
            for dataset in datasets
            for entity in dataset.entities
            if entity.kind in SITES and network.ties(entity.id)
            for text, needed in _spellings(entity, where.get(entity.id, frozenset()), gazetteer)
        ]
        self.spellings = sorted(set(spellings), key=lambda s: (-len(s.text), s.text, s.entity))

    def hits(self, subject: Subject, evidence: Sequence[RegionEvidence]) -> list[Hit]:
        """Give the tied sites that a subject's address names."""
        address = address_of(subject)
        if not address:
            return []
        han = _BLANKS.sub("", fold(address)) if _HAN.search(address) else ""
        latin = f" {romanised(address.replace('-', ' '))} "
        here = {each.code for each in evidence}
        found: dict[str, Hit] = {}
        covered: list[str] = []
        for each in self.spellings:
            if any(each.text in longer for longer in covered):
                continue
            if self._stands(each.text, han, latin) and self._placed(each, here):
                covered.append(each.text)
                if each.entity not in found:
                    found[each.entity] = self._hit(each, address)
        return list(found.values())

    def _stands(self, text: str, han: str, latin: str) -> bool:
        if not _HAN.search(text):
            return f" {text} " in latin
        at = han.find(text) if han else -1
        return at >= 0 and not _ROAD.match(han, at + len(text))

    def _placed(self, spelling: Spelling, here: set[str]) -> bool:
        return not spelling.places or any(
            self.gazetteer.holds(outer, inner) for outer in spelling.places for inner in here
        )

    def _hit(self, spelling: Spelling, address: str) -> Hit:
        standing = self.network.standing(spelling.entity)
        entity = self.network.entities[spelling.entity]
        agreement = "the address names the site"
        reason = Reason("address", address[:300], spelling.text, agreement, weight("address"))
        return Hit(
            entity=entity.id,
            caption=entity.caption,
            dataset=entity.dataset,
            tier="linked",
            score=None,
            reasons=(reason,),
            path=standing.path if standing else (),
            citations=standing.citations if standing else (),
            why=f"its address is a documented site: {standing.why}" if standing else None,
            stance=standing.stance if standing else None,
        )


def located(datasets: Sequence[Dataset], gazetteer: Gazetteer) -> Mapping[str, frozenset[str]]:
    """Say in which places of the region each entity is located, by its own links."""
    entities = {entity.id: entity for dataset in datasets for entity in dataset.entities}
    found: dict[str, frozenset[str]] = {}
    for dataset in datasets:
        for link in dataset.links:
            place = entities.get(link.object or "")
            if link.predicate == "located_in" and place and link.stance != "denied":
                codes = {p.code for name in place.names for p in _places(name, gazetteer)}
                found[link.subject] = found.get(link.subject, frozenset()) | codes
    return found


def _places(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    return gazetteer.by_zh(name) if _HAN.search(name) else gazetteer.by_romanised(name)


def _spellings(
    entity: Entity, located: frozenset[str], gazetteer: Gazetteer
) -> Iterator[tuple[str, frozenset[str]]]:
    weak = set(entity.properties.get(WEAK, ()))
    for name in entity.names:
        if name in weak:
            continue
        if _HAN.search(name):
            yield from _chinese(_BLANKS.sub("", fold(name)), located, gazetteer)
        else:
            yield from _latin(romanised(name.replace("-", " ")), gazetteer)


def _chinese(
    name: str, located: frozenset[str], gazetteer: Gazetteer
) -> Iterator[tuple[str, frozenset[str]]]:
    if len(name) < _LEAST_HAN:
        return
    own = _leading_zh(name, gazetteer)
    if own is None:
        if located:
            yield name, located
        return
    spelt, places = own
    yield name, frozenset()
    for place in places:
        for instead in (place.name_zh, place.bare_zh):
            yield fold(instead) + name[len(spelt) :], frozenset()


def _latin(name: str, gazetteer: Gazetteer) -> Iterator[tuple[str, frozenset[str]]]:
    words = name.split()
    if len(words) < _LEAST_WORDS:
        return
    for length in range(len(words) - 1, 0, -1):
        lead, rest = " ".join(words[:length]), " ".join(words[length:])
        places = gazetteer.by_romanised(lead)
        if not places:
            continue
        level = " county" if lead.endswith(" county") else ""
        yield name, frozenset()
        for place in places:
            for latin in place.names_latin:
                bare = romanised(latin).removesuffix(" county")
                yield f"{bare}{level} {rest}", frozenset()
            for site in _sites().get(rest, ()):
                yield fold(place.name_zh) + site, frozenset()
        return


def _leading_zh(name: str, gazetteer: Gazetteer) -> tuple[str, tuple[Place, ...]] | None:
    for length in range(len(name) - 1, 1, -1):
        places = gazetteer.by_zh(name[:length])
        if places:
            return name[:length], places
    return None


@cache
def _sites() -> Mapping[str, tuple[str, ...]]:
    path = files("sightline.data").joinpath("screening/sites.csv")
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {row["en"]: tuple(fold(each) for each in row["zh"].split(";")) for row in rows}

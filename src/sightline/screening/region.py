"""Region: a subject's own place, by the rules of `places`, as hits with their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sightline.entities import Dataset, Entity, Record
from sightline.names import Reason
from sightline.places import Gazetteer, RegionEvidence, region_evidence
from sightline.screening.model import Hit, Subject
from sightline.screening.spellings import spellings
from sightline.screening.weights import weight

PLACES = "xinjiang-places"
REGION = "650000"
"""The region itself; a dataset that says Xinjiang means it."""
_WEIGHTS = {"address": "region_address", "place": "place", "place_code": "place_code"}


class RegionCheck:
    """The region's places as a dataset, and the rules that find them."""

    def __init__(self, datasets: Sequence[Dataset], gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.dataset = next((each for each in datasets if each.name == PLACES), None)

    def evidence(self, subject: Subject) -> list[RegionEvidence]:
        """Give all signs that a subject's place is in the region."""
        address = address_of(subject)
        country = next(iter(subject.texts("country")), None)
        postal = subject.texts("postal_code") or ("",)
        codes = subject.texts("place_code", "identifier") or ("",)
        names = tuple(n for cell in subject.texts("name") for n in spellings(cell)) or ("",)
        found: dict[RegionEvidence, None] = {}
        for number in range(max(len(postal), len(codes), len(names))):
            given = region_evidence(
                address,
                names[number] if number < len(names) else None,
                postal[number] if number < len(postal) else None,
                country,
                self.gazetteer,
                code=codes[number] if number < len(codes) else None,
            )
            found.update(dict.fromkeys(given))
        return list(found)

    def hits(self, evidence: Sequence[RegionEvidence]) -> list[Hit]:
        """Make a hit of each place that no narrower place found is within."""
        if self.dataset is None:
            return []
        codes = dict.fromkeys(each.code for each in evidence)
        narrow = [code for code in codes if not self._holds_another(code, codes)]
        return [self._hit(code, evidence) for code in narrow]

    def _holds_another(self, code: str, codes: Iterable[str]) -> bool:
        return any(code != other and self.gazetteer.holds(code, other) for other in codes)

    def _hit(self, code: str, evidence: Sequence[RegionEvidence]) -> Hit:
        signs = [each for each in evidence if self.gazetteer.holds(each.code, code)]
        reasons = tuple(
            Reason(each.slot, each.query, each.target, each.why, weight(_WEIGHTS[each.slot]))
            for each in signs
        )
        caption = next(each.caption for each in signs if each.code == code)
        rows = self.dataset.records_of(code) if self.dataset else ()
        why = signs[0].why
        return Hit(code, caption, PLACES, "region", None, reasons, citations=rows, why=why)


def address_of(subject: Subject) -> str:
    """Put the parts of a subject's address together as one."""
    return subject.joined("address", "city", "province")


def entities_in_region(
    datasets: Sequence[Dataset], gazetteer: Gazetteer
) -> dict[str, tuple[Record, ...]]:
    """Find the entities that a dataset places in the region, with the rows that do."""
    entities = {entity.id: entity for dataset in datasets for entity in dataset.entities}
    rows: dict[str, tuple[Record, ...]] = {}
    for dataset in datasets:
        for entity in dataset.entities:
            if (
                dataset.name == PLACES
                or _is_place_of(entity, gazetteer)
                or (entity.schema != "Address" and _says_so(entity, gazetteer))
            ):
                rows[entity.id] = dataset.records_of(entity.id)
    located = [
        link
        for dataset in datasets
        for link in dataset.links
        if link.predicate == "located_in" and link.object and link.stance != "denied"
    ]
    grew = True
    while grew:
        grew = False
        for link in located:
            if link.object in rows and link.subject in entities and link.subject not in rows:
                rows[link.subject] = link.citations
                grew = True
    return rows


def _is_place_of(entity: Entity, gazetteer: Gazetteer) -> bool:
    """Tell whether a place of another dataset is one of the gazetteer's, and of no other's."""
    if entity.schema != "Address":
        return False
    found = [p for name in entity.names for p in gazetteer.by_romanised(name)]
    found += [p for name in entity.names for p in gazetteer.by_zh(name)]
    return any(
        place.code == REGION or not (place.same_romanised_elsewhere or place.same_zh_elsewhere)
        for place in found
    )


def _says_so(entity: Entity, gazetteer: Gazetteer) -> bool:
    addresses = entity.properties.get("address", ())
    return any(region_evidence(name=name, gazetteer=gazetteer) for name in entity.names) or any(
        region_evidence(address, gazetteer=gazetteer) for address in addresses
    )

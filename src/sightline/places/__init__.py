"""Places: the region's gazetteer, China's provinces, and what puts a subject in the region."""

from sightline.places.china import China, City, Province
from sightline.places.gazetteer import Gazetteer, Place
from sightline.places.region import RegionEvidence, region_evidence
from sightline.places.romanised import romanised

__all__ = [
    "China",
    "City",
    "Gazetteer",
    "Place",
    "Province",
    "RegionEvidence",
    "region_evidence",
    "romanised",
]

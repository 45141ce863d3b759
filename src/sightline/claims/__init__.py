"""Claims: cited readings of a document, by rule."""

from sightline.claims.addresses import Address
from sightline.claims.check import Check
from sightline.claims.checks import read_checks
from sightline.claims.figure import Figure
from sightline.claims.figures import read_figures
from sightline.claims.ids import claim_id
from sightline.claims.mentions import Mention, read_mentions
from sightline.claims.references import Reference, read_references
from sightline.claims.relation import Relation
from sightline.claims.relations import read_relations

__all__ = [
    "Address",
    "Check",
    "Figure",
    "Mention",
    "Reference",
    "Relation",
    "claim_id",
    "read_checks",
    "read_figures",
    "read_mentions",
    "read_references",
    "read_relations",
]

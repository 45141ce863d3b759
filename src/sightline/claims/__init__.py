"""Claims: cited readings of a document, by rule."""

from sightline.claims.addresses import Address
from sightline.claims.ids import claim_id
from sightline.claims.references import Reference, read_references

__all__ = ["Address", "Reference", "claim_id", "read_references"]

"""Identifiers of claims: those of everything that is read in a text."""

from sightline.text.ids import claim_id

__all__ = ["claim_id"]

"""Coding: a codebook's terms found in a text, with what they say where they stand."""

from sightline.coding.annotate import Annotation, annotate, document_flows
from sightline.coding.codebook import (
    BadCodebook,
    Codebook,
    Example,
    Term,
)
from sightline.coding.loading import bundled_codebooks, load_codebook

__all__ = [
    "Annotation",
    "BadCodebook",
    "Codebook",
    "Example",
    "Term",
    "annotate",
    "bundled_codebooks",
    "document_flows",
    "load_codebook",
]

"""Coding: a codebook's terms found in a text, with what they say where they stand."""

from sightline.coding.annotate import Annotation, annotate, document_flows
from sightline.coding.batch import Hits, code_batch
from sightline.coding.codebook import (
    BadCodebook,
    Codebook,
    Example,
    Flow,
    Sign,
    Term,
)
from sightline.coding.loading import bundled_codebooks, load_codebook
from sightline.coding.signs import IndicatorHit, indicator_hits

__all__ = [
    "Annotation",
    "BadCodebook",
    "Codebook",
    "Example",
    "Flow",
    "Hits",
    "IndicatorHit",
    "Sign",
    "Term",
    "annotate",
    "bundled_codebooks",
    "code_batch",
    "document_flows",
    "indicator_hits",
    "load_codebook",
]

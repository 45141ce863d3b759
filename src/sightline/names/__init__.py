"""Names of organisations: the same company across scripts and spellings."""

from sightline.names.index import NameIndex, compare
from sightline.names.model import DEFAULT_THRESHOLD, Comparison, NameHit, Reason

__all__ = ["DEFAULT_THRESHOLD", "Comparison", "NameHit", "NameIndex", "Reason", "compare"]

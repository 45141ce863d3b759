"""What the matcher says about two names: a score and the reasons for it.

The weights of the reasons are additive parts of the score's log-odds,
so a reader can add them up and arrive at the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Where 97 of 100 accepted names are right although only one subject in
# twenty is in the list at all; docs/names.md says how it was measured.
DEFAULT_THRESHOLD = 0.87

Slot = Literal[
    "brand",
    "place",
    "activity",
    "form",
    "address",
    "place_code",
    "identifier",
    "product",
    "hs",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One slot's part in a score.

    `query` and `target` are the words compared, `agreement` how they
    stand to each other, `weight` what that adds to the log-odds. The
    reason with agreement `base` holds what is true of any pair: most
    names are not the same company.
    """

    slot: Slot
    query: str
    target: str
    agreement: str
    weight: float

    def as_dict(self) -> dict[str, str | float]:
        """The object that FORMATS describes under `reasons`."""
        return {
            "slot": self.slot,
            "query": self.query,
            "target": self.target,
            "agreement": self.agreement,
            "weight": round(self.weight, 4),
        }


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the index that may be the one asked for."""

    target: int
    score: float
    accept: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names, compared without an index."""

    score: float
    accept: bool
    reasons: tuple[Reason, ...]

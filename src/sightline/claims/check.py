"""The check: arithmetic that a document states or implies, worked out again from its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sightline.claims.ids import claim_id
from sightline.text import Citation


@dataclass(frozen=True, slots=True)
class Check:
    """One row of `checks.jsonl`.

    Attributes:
        formula: Plain arithmetic over numbers and ids of figures, without "=".
        inputs: The ids of the figures that take part, the stated one among them.
        stated: The number that the document prints for it.
        recomputed: What the formula gives, in the unit of `stated`.
        tolerance: How far apart the two may be, by the precision that is printed.
        why: What makes these figures belong together, in words.
        citations: Where the figures stand, in the order of the document.
    """

    formula: str
    inputs: tuple[str, ...]
    stated: float | None
    recomputed: float
    tolerance: float
    why: str
    citations: tuple[Citation, ...]

    @property
    def agrees(self) -> bool | None:
        """Whether the document's number is the one worked out; None if it prints none."""
        if self.stated is None:
            return None
        return abs(self.recomputed - self.stated) <= self.tolerance

    @property
    def citation(self) -> Citation:
        """The first passage."""
        return self.citations[0]

    @property
    def id(self) -> str:
        """The same after any rebuild."""
        content = (self.formula, self.stated)
        return claim_id("check", self.citation.capture, self.citation.span, *content)

    def as_dict(self) -> dict[str, Any]:
        """The row of FORMATS."""
        return {
            "id": self.id,
            "formula": self.formula,
            "inputs": list(self.inputs),
            "stated": self.stated,
            "recomputed": self.recomputed,
            "tolerance": self.tolerance,
            "agrees": self.agrees,
            "why": self.why,
            "citations": [citation.as_dict() for citation in self.citations],
        }

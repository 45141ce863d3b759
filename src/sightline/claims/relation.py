"""The relation: a tie that one sentence states between two named things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sightline.claims.ids import claim_id
from sightline.claims.mention import Mention
from sightline.text import Citation


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of `relations.jsonl`; mentions stand where entities will.

    Attributes:
        subject: Who; for `subsidised_by` and `funded_by` the receiver.
        predicate: One of FORMATS' predicates.
        object: Whom; None if words say it that name nothing (persons, markets).
        literal: These words, then.
        flow: The one flow that the words tell, None if they tell none or several.
        date: As FORMATS writes dates.
        stance: stated, planned, expected, inferred or denied.
        references: Markers of the notes of the sentence.
        citations: All passages that state it, the first first.
    """

    subject: Mention
    predicate: str
    object: Mention | None
    literal: str | None
    flow: int | None
    date: str | None
    stance: str
    references: tuple[str, ...]
    citations: tuple[Citation, ...]

    @property
    def citation(self) -> Citation:
        """The first passage."""
        return self.citations[0]

    @property
    def id(self) -> str:
        """The same after any rebuild: from the first passage and what is said there."""
        said = self.object.names[0] if self.object is not None else self.literal
        content = (self.subject.names[0], self.predicate, said, self.stance)
        return claim_id("relation", self.citation.capture, self.citation.span, *content)

    def as_dict(self) -> dict[str, Any]:
        """The row of FORMATS, with the ids of mentions for those of entities."""
        return {
            "id": self.id,
            "subject": self.subject.id,
            "predicate": self.predicate,
            "object": self.object.id if self.object is not None else None,
            "literal": self.literal,
            "flow": self.flow,
            "date": self.date,
            "stance": self.stance,
            "references": list(self.references),
            "citation": self.citation.as_dict(),
            "citations": [citation.as_dict() for citation in self.citations],
        }

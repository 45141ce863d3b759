"""The indicator: a named sign of forced labour that a text states, or denies, of something named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sightline.claims.ids import claim_id
from sightline.claims.mention import Mention
from sightline.text import Citation


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of `indicators.jsonl`; a mention stands where the entity will.

    Attributes:
        entity: Of whom it is said.
        framework: `ILO` or `state_imposed`.
        indicator: The sign, by the name of FORMATS.
        strength: explicit if the words say it, inferred if the author concludes it,
            weak if they only may mean it.
        asserted_by: Whose words they are: author, official, company, witness, media or other.
        stance: stated or denied.
        citations: All passages that say it, the clearest first.
    """

    entity: Mention
    framework: str
    indicator: str
    strength: str
    asserted_by: str
    stance: str
    citations: tuple[Citation, ...]

    @property
    def citation(self) -> Citation:
        """The clearest passage."""
        return self.citations[0]

    @property
    def id(self) -> str:
        """The same after any rebuild: from the first passage, whom it is said of, and what."""
        content = (self.entity.names[0], self.framework, self.indicator, self.stance)
        return claim_id("indicator", self.citation.capture, self.citation.span, *content)

    def as_dict(self) -> dict[str, Any]:
        """The row of FORMATS, with the mention's id for that of the entity."""
        return {
            "id": self.id,
            "entity": self.entity.id,
            "framework": self.framework,
            "indicator": self.indicator,
            "strength": self.strength,
            "asserted_by": self.asserted_by,
            "stance": self.stance,
            "citation": self.citation.as_dict(),
            "citations": [citation.as_dict() for citation in self.citations],
        }

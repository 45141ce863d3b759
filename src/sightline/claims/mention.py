"""The mention: a passage that names an organisation, facility, programme, place or public role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sightline.claims.ids import claim_id
from sightline.text import Citation


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of something.

    Attributes:
        kind: FORMATS' kind of entity.
        names: The spellings given here, the first as printed in the text; behind
            a short form the whole name that the document gives elsewhere.
        citation: The passage, with a gloss in brackets where there is one.
        position: The public or corporate role; set for persons and only there.
        place_code: Administrative code; for places that the gazetteer knows.
    """

    kind: str
    names: tuple[str, ...]
    citation: Citation
    position: str | None = None
    place_code: str | None = None

    @property
    def id(self) -> str:
        """The same after any rebuild."""
        content = (self.kind, self.names, self.position, self.place_code)
        return claim_id("mention", self.citation.capture, self.citation.span, *content)

    def as_dict(self) -> dict[str, Any]:
        """The mention as a row of a case; entities are gathered from these."""
        return {
            "id": self.id,
            "kind": self.kind,
            "names": list(self.names),
            "position": self.position,
            "place_code": self.place_code,
            "citation": self.citation.as_dict(),
        }

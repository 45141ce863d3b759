"""The figure: one number that a document states, with all that it is said of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sightline.claims.ids import claim_id
from sightline.text import Citation


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of `figures.jsonl`.

    Attributes:
        value: What is counted or measured; the lower end of a range.
        value_high: The upper end of a range.
        unit: FORMATS' unit.
        unit_text: The measure as printed, for the unit "other".
        per: The span or occasion a rate is paid for.
        over: Value and unit of the time that a rate runs over.
        condition: The words that a rate is bound to.
        cumulative: True for a sum over years, False for one year's, None for a stock.
        combines: The words that say that parts were added up.
        qualifier: How exactly the number is meant.
        what: The thing counted, in the document's words.
        kind: Actual, target, budget, rate, threshold or estimate.
        place: As the document names it.
        place_from: Where it was found: sentence, paragraph or heading.
        place_code: Administrative code, where the gazetteer knows the place.
        date: As FORMATS writes dates.
        actor: Who does what is counted, as named in the sentence.
        references: Markers of the notes of the figure's own sentences.
        references_inherited: Markers of the notes of its paragraph.
        citations: All passages that state it, the first first.
    """

    value: float
    value_high: float | None
    unit: str
    unit_text: str | None
    per: str | None
    over: tuple[float, str] | None
    condition: str | None
    cumulative: bool | None
    combines: str | None
    qualifier: str
    what: str | None
    kind: str
    place: str | None
    place_from: str | None
    place_code: str | None
    date: str | None
    actor: str | None
    references: tuple[str, ...]
    references_inherited: tuple[str, ...]
    citations: tuple[Citation, ...]
    _id: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def citation(self) -> Citation:
        """The first passage."""
        return self.citations[0]

    @property
    def id(self) -> str:
        """The same after any rebuild: from the first passage and what is counted there."""
        if self._id is None:
            content = (self.value, self.value_high, self.unit, self.unit_text, self.per)
            made = claim_id("figure", self.citation.capture, self.citation.span, *content)
            object.__setattr__(self, "_id", made)  # checks ask for it many times
            return made
        return self._id

    def as_dict(self) -> dict[str, Any]:
        """The row of FORMATS."""
        return {
            "id": self.id,
            "value": self.value,
            "value_high": self.value_high,
            "unit": self.unit,
            "unit_text": self.unit_text,
            "per": self.per,
            "over": {"value": self.over[0], "unit": self.over[1]} if self.over else None,
            "condition": self.condition,
            "cumulative": self.cumulative,
            "combines": self.combines,
            "qualifier": self.qualifier,
            "what": self.what,
            "kind": self.kind,
            "place": self.place,
            "place_from": self.place_from,
            "place_code": self.place_code,
            "date": self.date,
            "actor": self.actor,
            "references": list(self.references),
            "references_inherited": list(self.references_inherited),
            "citation": self.citation.as_dict(),
            "citations": [citation.as_dict() for citation in self.citations],
        }

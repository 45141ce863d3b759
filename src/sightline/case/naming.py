"""Entities of a case: what its mentions name, and the claims that are about them.

Gathered anew for every export from the mentions in one order, so that
neither the order of adding nor that of reading shows. A claim is kept with
the ids of its mentions; which entity a mention belongs to is known only
when all are brought together, and then entity ids take their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.entities.gathering import Gathered, Named, gather

Object = dict[str, Any]
"""A row as FORMATS has it."""


@dataclass(frozen=True)
class Naming:
    """The entities that mentions yield.

    Attributes:
        mentions: Rows of mentions, in the order of captures and places.
    """

    mentions: Sequence[Object]
    _gathered: Sequence[Gathered] = field(init=False)
    _entity: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        gathered = gather(
            [
                Named(each["kind"], tuple(each["names"]), each["position"], each["place_code"])
                for each in self.mentions
            ]
        )
        ids = {self.mentions[at]["id"]: entity.id for entity in gathered for at in entity.mentions}
        object.__setattr__(self, "_gathered", gathered)
        object.__setattr__(self, "_entity", ids)

    def entities(self) -> Iterator[Object]:
        """Give the entities with every passage that names them."""
        for entity in self._gathered:
            citations = [self.mentions[at]["citation"] for at in entity.mentions]
            yield {
                "id": entity.id,
                "schema": entity.schema,
                "caption": entity.caption,
                "properties": entity.properties,
                "kind": entity.kind,
                "citation": citations[0],
                "citations": citations,
            }

    def relations(self, rows: Iterable[Object]) -> Iterator[Object]:
        """Put entities in the place of mentions.

        A mention without an entity (a person without a role) can't be what a relation is
        about; as its object, its words stand. What names one entity twice says nothing.
        """
        words = {each["id"]: each["names"][0] for each in self.mentions}
        for row in rows:
            subject = self._entity.get(row["subject"])
            named = row["object"]
            target = self._entity.get(named)
            literal = row["literal"] if named is None else words.get(named)
            if subject is None or subject == target or (target is None and literal is None):
                continue
            yield {
                **row,
                "subject": subject,
                "object": target,
                "literal": literal if target is None else None,
            }

    def indicators(self, rows: Iterable[Object]) -> Iterator[Object]:
        """Put entities in the place of mentions; an indicator of no entity says nothing."""
        for row in rows:
            entity = self._entity.get(row["entity"])
            if entity is not None:
                yield {**row, "entity": entity}

"""Entities of a case: what its mentions name, all captures together.

Gathered anew for every export from the mentions in one order, so that
neither the order of adding nor that of reading shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sightline.case.case import Case
from sightline.case.steps import MENTIONS
from sightline.entities.gathering import Named, gather


def entities(case: Case) -> Iterator[dict[str, Any]]:
    """Give the entities with every passage that names them."""
    mentions = [
        json.loads(body)
        for (body,) in case.database.execute(
            "SELECT body FROM rows JOIN captures ON captures.number = rows.capture"
            " WHERE step = ? ORDER BY captures.id, start, end, rows.id",
            (MENTIONS,),
        )
    ]
    named = [
        Named(each["kind"], tuple(each["names"]), each["position"], each["place_code"])
        for each in mentions
    ]
    for entity in gather(named):
        citations = [mentions[at]["citation"] for at in entity.mentions]
        yield {
            "id": entity.id,
            "schema": entity.schema,
            "caption": entity.caption,
            "properties": entity.properties,
            "kind": entity.kind,
            "citation": citations[0],
            "citations": citations,
        }

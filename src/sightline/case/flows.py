"""Flows: which ways into labour a document speaks of, by its annotations and relations."""

from __future__ import annotations

import json
from collections import defaultdict

from sightline.case.case import Case
from sightline.case.steps import ANNOTATIONS, RELATIONS

_UNDECIDED = ("general", "ambiguous")


def document_flows(case: Case) -> dict[int, list[int]]:
    """Give the flows of each capture that has any, by its number in the database.

    They are those of its annotations whose sense is neither general nor
    ambiguous, and of its relations.
    """
    found: dict[int, set[int]] = defaultdict(set)
    hits = case.database.execute(
        "SELECT DISTINCT capture, json_extract(body, '$.sense'), json_extract(body, '$.flows')"
        " FROM rows WHERE step = ? AND json_array_length(body, '$.flows') > 0",
        (ANNOTATIONS,),
    )
    for capture, sense, flows in hits:
        if sense not in _UNDECIDED:
            found[capture].update(json.loads(flows))
    tied = case.database.execute(
        "SELECT DISTINCT capture, json_extract(body, '$.flow') FROM rows"
        " WHERE step = ? AND json_extract(body, '$.flow') IS NOT NULL",
        (RELATIONS,),
    )
    for capture, flow in tied:
        found[capture].add(flow)
    return {capture: sorted(flows) for capture, flows in found.items()}

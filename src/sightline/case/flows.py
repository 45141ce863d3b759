"""Flows: which ways into labour a document speaks of, by its annotations and relations."""

from __future__ import annotations

import json
from collections import defaultdict

from sightline.case.case import Case
from sightline.case.codebooks import names
from sightline.case.steps import ANNOTATIONS, RELATIONS

_UNDECIDED = ("general", "ambiguous")


def document_flows(case: Case) -> dict[int, dict[str, list[int]]]:
    """Give the flows of each capture that has any: by its number, then by codebook.

    They are those of its annotations whose sense is neither general nor
    ambiguous, and of its relations, which speak of the first codebook's.
    """
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    hits = case.database.execute(
        "SELECT DISTINCT capture, json_extract(body, '$.codebook'),"
        " json_extract(body, '$.sense'), json_extract(body, '$.flows')"
        " FROM rows WHERE step = ? AND json_array_length(body, '$.flows') > 0",
        (ANNOTATIONS,),
    )
    for capture, codebook, sense, flows in hits:
        if sense not in _UNDECIDED:
            found[capture][codebook].update(json.loads(flows))
    tied = case.database.execute(
        "SELECT DISTINCT capture, json_extract(body, '$.flow') FROM rows"
        " WHERE step = ? AND json_extract(body, '$.flow') IS NOT NULL",
        (RELATIONS,),
    )
    for first in names(case.folder)[:1]:
        for capture, flow in tied:
            found[capture][first].add(flow)
    return {
        capture: {codebook: sorted(flows) for codebook, flows in sorted(spoken_of.items())}
        for capture, spoken_of in sorted(found.items())
    }

"""Placing: where passages of the raw text stand in the flow, for who asks of many."""

from __future__ import annotations

from sightline.text import Citation, Span, Text


def in_flow(text: Text, citation: Citation) -> Span | None:
    """The stretch of the flow that a citation was taken from; None if it isn't in there.

    Two look-ups where the flow goes on as the print does.
    """
    flow = text.flow
    if not flow.ordered:
        return flow.from_raw(citation.start, citation.end)
    start, end = flow.runs.at_origin(citation.start), flow.runs.at_origin(citation.end)
    words = flow.text
    # What is put in between belongs to neither side.
    while start < end and words[end - 1].isspace():
        end -= 1
    while start < end and words[start].isspace():
        start += 1
    return Span(start, end) if start < end else None

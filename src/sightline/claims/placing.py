"""Placing: where passages of the raw text stand in the flow, for who asks of many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from sightline.text import Citation, Span, Text


def placer(text: Text) -> Callable[[Citation], Span | None]:
    """What gives the stretch of the flow that a citation was taken from; None if it isn't there.

    One look-up where the flow goes on as the print does.
    """
    flow = text.flow
    if not flow.ordered:
        return lambda citation: flow.from_raw(citation.start, citation.end)
    words, runs = flow.text, flow.runs
    firsts, origins, sizes = runs.columns
    last = len(firsts) - 1

    def place(citation: Citation) -> Span | None:
        start, end = citation.start, citation.end
        run = bisect_right(origins, start) - 1
        if 0 <= run < last and end < origins[run + 1] and runs_on(run):
            shift = firsts[run] - origins[run]
            start, end = start + shift, min(end + shift, firsts[run + 1])
        else:
            start, end = runs.at_origin(start), runs.at_origin(end)
        # What is put in between belongs to neither side.
        while start < end and words[end - 1].isspace():
            end -= 1
        while start < end and words[start].isspace():
            start += 1
        return Span(start, end) if start < end else None

    def runs_on(run: int) -> bool:
        return firsts[run + 1] - firsts[run] == sizes[run]

    return place

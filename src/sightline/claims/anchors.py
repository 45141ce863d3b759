"""Anchors: the marks in the body that lead to a document's notes.

Plain digits behind a word may be anything, so of those only a chain that
rises with the notes is believed. Brackets, raised and circled digits say
themselves what they are, and may name a note more than once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sightline.text import Passage, Span, Text
from sightline.text.notes import Mark, marks, note_head

_Placed = tuple[Span, Mark]


@dataclass(frozen=True, slots=True)
class _Series:
    """Notes numbered in one go, and the stretch of the raw text that holds their marks."""

    markers: tuple[int, ...]
    form: str
    first: int
    last: int


def find_anchors(text: Text) -> list[tuple[Span, ...]]:
    """For each note of `text`, in order, the raw spans of its marks."""
    notes = [passage for passage in text.passages if passage.kind == "note"]
    if not notes:
        return []
    placed = sorted(_candidates(text, {int(note.marker or 0) for note in notes}), key=_place)
    starts = [span.start for span, _ in placed]
    out: list[tuple[Span, ...]] = []
    after = 0
    series = _series(text, notes)
    for one in series:
        inside = placed[bisect_left(starts, after) : bisect_left(starts, one.last)]
        found = _in_series(inside, one)
        if not any(found.values()) and out:
            # Notes of all chapters stand together: the marks go on behind the last chapter's.
            behind = max((span.end for spans in out for span in spans), default=0)
            limit = bisect_left(starts, series[0].first)
            found = _in_series(placed[bisect_left(starts, behind) : limit], one)
        out += [found.get(marker, ()) for marker in one.markers]
        after = one.last
    return out


def _place(placed: _Placed) -> tuple[int, int, int]:
    span, mark = placed
    return span.start, span.end, -mark.sure


def _candidates(text: Text, wanted: set[int]) -> list[_Placed]:
    surest: dict[tuple[int, int], Mark] = {}
    for passage in text.passages:
        if passage.kind in ("note", "furniture"):
            continue
        for mark in marks(text.flow.text, passage.span.start, passage.span.end):
            if mark.start == passage.span.start or mark.number not in wanted:
                continue
            place = (mark.start, mark.end)
            if place not in surest or mark.sure > surest[place].sure:
                surest[place] = mark
    return [(text.flow.to_raw(*place), mark) for place, mark in surest.items()]


def _series(text: Text, notes: Sequence[Passage]) -> list[_Series]:
    """Part the notes where their numbers begin anew."""
    parts: list[list[Passage]] = []
    for note in notes:
        if not parts or int(note.marker or 0) <= int(parts[-1][-1].marker or 0):
            parts.append([])
        parts[-1].append(note)
    return [
        _Series(
            tuple(int(note.marker or 0) for note in part),
            _form(text, part[0]),
            text.flow.to_raw(part[0].span.start, part[0].span.end).start,
            text.flow.to_raw(part[-1].span.start, part[-1].span.end).start,
        )
        for part in parts
    ]


def _form(text: Text, note: Passage) -> str:
    head = note_head(text.flow.text[note.span.start : note.span.end])
    return head.form if head is not None else "plain"


def _in_series(placed: Sequence[_Placed], series: _Series) -> dict[int, tuple[Span, ...]]:
    """The marks of one series among the candidates of its stretch, in order of place."""
    wanted = set(series.markers)
    chain = _rising([one for one in placed if one[1].number in wanted and one[1].form == "plain"])
    found: dict[str, dict[int, list[Span]]] = {}
    for span, mark in placed:
        if mark.number in wanted and mark.form != "plain":
            found.setdefault(mark.form, {}).setdefault(mark.number, []).append(span)
    # Notes headed "1." may be marked [1]: the form that marks most of the notes is theirs.
    telling = max(
        (found[form] for form in sorted(found)),
        key=lambda marked: (len(marked), marked is found.get(series.form)),
        default={},
    )
    if len(telling) < len(chain) or not telling:
        return {number: (span,) for number, span in chain.items()}
    return {number: tuple(spans) for number, spans in telling.items()}


def _rising(placed: Sequence[_Placed]) -> dict[int, Span]:
    """Of candidates in order of place, the heaviest chain whose markers rise."""
    if not placed:
        return {}
    # best[m]: the heaviest chain that ends at marker m, as (weight, candidate).
    best: dict[int, tuple[int, int]] = {}
    before: list[int | None] = []
    for at, (_, mark) in enumerate(placed):
        lower = [(weight, last) for m, (weight, last) in best.items() if m < mark.number]
        weight, last = max(lower, default=(0, -1))
        before.append(last if last >= 0 else None)
        # An unbroken chain counts more than a sure mark out of turn.
        weight += 10 + mark.sure
        if weight > best.get(mark.number, (0, -1))[0]:
            best[mark.number] = (weight, at)
    chain: dict[int, Span] = {}
    step: int | None = max(best.values())[1]
    while step is not None:
        span, mark = placed[step]
        chain[mark.number] = span
        step = before[step]
    return chain

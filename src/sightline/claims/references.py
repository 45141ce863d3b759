"""References: a document's own notes, their marks in the body and their addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sightline.claims.addresses import (
    Address,
    Found,
    NoteLine,
    find_addresses,
    group_addresses,
)
from sightline.claims.ids import claim_id
from sightline.text import Citation, Passage, Span, Text

# A note's number, as it heads the note.
_NUMBER = re.compile(r"[\[［(（【]?\d{1,3}[\]］)）】]?[.、:：]?\s*")
# A mark in the body, by how surely it is one.
_MARKS = (
    (4, re.compile(r"[\[［【](\d{1,3})[\]］】]")),
    (
        4,
        re.compile(
            r"(?<=[^\s\d])\s?[.,;:!?。，；：！？][\"”’)\]）」』]*(\d{1,3})(?![\d,.%]*\d|[A-Za-z])"
        ),
    ),
    (4, re.compile(r"(?<=[\"”’)\]）」』])(\d{1,3})(?![\d,.%]*\d|[A-Za-z])")),
    (3, re.compile(r"(?<=[.,;:!?。，；：！？\"”’)\]）」』]) (\d{1,3})(?= +[^a-z\d]| ?[.,;]|\s|$)")),
    (3, re.compile(r"(?<=[^\W\d_])(\d{1,3})(?=[\s.,;。，]|$)")),
    (2, re.compile(r"(?<=\d[.。])(\d{1,3})(?=\s|$)")),
    (1, re.compile(r"(?<=[^\W\d_]) (\d{1,3})(?= +[^a-z\d]| ?[.,;]|$)")),
)
_CONNECTORS = frozenset({"or", "and", "或", "和", "resp"})


@dataclass(frozen=True, slots=True)
class Reference:
    """One note of a document.

    Attributes:
        marker: Its number, as printed.
        anchors: Raw spans of the digits of its marks in the body.
        addresses: The addresses that it prints, in order.
        note: Its other words.
        citation: The whole note.
    """

    id: str
    marker: str
    anchors: tuple[Span, ...]
    addresses: tuple[Address, ...]
    note: str
    citation: Citation

    def as_dict(self) -> dict[str, Any]:
        """The row of `references.jsonl`."""
        return {
            "id": self.id,
            "marker": self.marker,
            "anchors": [[anchor.start, anchor.end] for anchor in self.anchors],
            "urls": [
                {"url": one.url, "kind": one.kind, "group": one.group} for one in self.addresses
            ],
            "note": self.note,
            "citation": self.citation.as_dict(),
        }


def read_references(text: Text) -> list[Reference]:
    """The notes of `text` in order; a mark without a note gets no row."""
    notes = [
        (passage, block.pieces)
        for passage, block in zip(text.passages, text.blocks, strict=True)
        if passage.kind == "note"
    ]
    anchors = _anchors(text, [int(passage.marker or 0) for passage, _ in notes])
    blanks_end_words = _blanks_end_words(text)
    full = _full_width(text)
    return [
        _reference(
            text, passage, pieces, anchors.get(int(passage.marker or 0)), blanks_end_words, full
        )
        for passage, pieces in notes
    ]


def _reference(
    text: Text,
    passage: Passage,
    pieces: tuple[Span, ...],
    anchor: Span | None,
    blanks_end_words: bool,
    full: float,
) -> Reference:
    lines = [
        NoteLine(
            text.repaired[piece.start : piece.end],
            text.raw[piece.end : piece.end + 1] in (" ", "\t", "\u3000"),
            len(piece) >= full,
        )
        for piece in pieces
    ]
    printed, found = find_addresses(lines, blanks_end_words)
    addresses = tuple(group_addresses(printed, found))
    citation = text.cite(min(piece.start for piece in pieces), max(piece.end for piece in pieces))
    marker = passage.marker or ""
    return Reference(
        claim_id("reference", text.capture, citation.span, marker),
        marker,
        (anchor,) if anchor is not None else (),
        addresses,
        _rest(printed, found),
        citation,
    )


def _rest(printed: str, found: list[Found]) -> str:
    """What a note says beside its number and its addresses."""
    number = _NUMBER.match(printed)
    done = number.end() if number is not None else 0
    words: list[str] = []
    for start, end in [*((one.start, one.end) for one in found), (len(printed), len(printed))]:
        piece = " ".join(printed[done:start].split()).strip(" ,;.")
        if piece and piece.lower() not in _CONNECTORS:
            words.append(piece)
        done = end
    return " ".join(words)


def _blanks_end_words(text: Text) -> bool:
    """Whether most lines of the document end in a blank, as some PDF tools print them."""
    ends = [piece.end for block in text.blocks for piece in block.pieces[:-1]]
    if len(ends) < 8:
        return False
    blank = sum(1 for end in ends if text.raw[end : end + 1] in (" ", "\t"))
    return blank > 0.6 * len(ends)


def _full_width(text: Text) -> float:
    """From how many characters on a line of a note is full."""
    lengths = sorted(
        len(piece) for block in text.blocks if len(block.pieces) > 1 for piece in block.pieces[:-1]
    )
    return 0.75 * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0.0


def _anchors(text: Text, markers: list[int]) -> dict[int, Span]:
    """The mark of each note: the surest chain of marks that rises through the body."""
    wanted = set(markers)
    if not wanted:
        return {}
    candidates: dict[tuple[int, int], int] = {}
    for passage in text.passages:
        if passage.kind in ("note", "furniture"):
            continue
        for sure, pattern in _MARKS:
            for found in pattern.finditer(text.flow.text, passage.span.start, passage.span.end):
                if found.start(1) > passage.span.start and int(found.group(1)) in wanted:
                    place = (found.start(1), found.end(1))
                    candidates[place] = max(sure, candidates.get(place, 0))
    chain = _rising(sorted((*place, sure) for place, sure in candidates.items()), text.flow.text)
    return {marker: text.flow.to_raw(start, end) for marker, (start, end) in chain.items()}


def _rising(candidates: list[tuple[int, int, int]], flow: str) -> dict[int, tuple[int, int]]:
    """Of candidates in order of place, the heaviest chain whose markers rise."""
    if not candidates:
        return {}
    numbers = [int(flow[start:end]) for start, end, _ in candidates]
    # best[m]: the heaviest chain that ends at marker m, as (weight, candidate).
    best: dict[int, tuple[int, int]] = {}
    before: list[int | None] = []
    for at, (_, _, sure) in enumerate(candidates):
        lower = [(weight, last) for m, (weight, last) in best.items() if m < numbers[at]]
        weight, last = max(lower, default=(0, -1))
        before.append(last if last >= 0 else None)
        # An unbroken chain counts more than a sure mark out of turn.
        weight += 10 + sure
        if weight > best.get(numbers[at], (0, -1))[0]:
            best[numbers[at]] = (weight, at)
    chain: dict[int, tuple[int, int]] = {}
    step: int | None = max(best.values())[1]
    while step is not None:
        chain[numbers[step]] = candidates[step][:2]
        step = before[step]
    return chain

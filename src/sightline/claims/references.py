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
from sightline.claims.anchors import find_anchors
from sightline.claims.ids import claim_id
from sightline.text import Citation, Passage, Span, Text
from sightline.text.notes import note_head

_EMPTY = re.compile(r"[(\[<（【“\"]\s*[)\]>）】”\"]")
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
    anchors = find_anchors(text)
    blanks_end_words = _blanks_end_words(text)
    full = _full_width(text)
    return [
        _reference(text, passage, pieces, marked, blanks_end_words, full)
        for (passage, pieces), marked in zip(notes, anchors, strict=True)
    ]


def _reference(
    text: Text,
    passage: Passage,
    pieces: tuple[Span, ...],
    anchors: tuple[Span, ...],
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
        anchors,
        addresses,
        _rest(printed, found),
        citation,
    )


def _rest(printed: str, found: list[Found]) -> str:
    """What a note says beside its number and its addresses."""
    number = note_head(printed)
    done = number.end if number is not None else 0
    words: list[str] = []
    for start, end in [*((one.start, one.end) for one in found), (len(printed), len(printed))]:
        piece = _EMPTY.sub("", " ".join(printed[done:start].split())).strip(" ,;.，；。、")
        if piece and piece.lower() not in _CONNECTORS:
            words.append(piece)
        done = end
    return _EMPTY.sub("", " ".join(words)).strip()


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

"""A capture's text and its three layers.

*raw* is the decoded file and never changes; *repaired* has the same length
and offsets; *flow* is the repaired text in reading order, its lines and
pages joined; *key* is the flow folded for search. Quotes come from raw.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sightline.errors import SightlineError
from sightline.text.fold import CJK, fold_layer
from sightline.text.layout import Block, Kind, lay_out
from sightline.text.repair import repair
from sightline.text.sentences import sentences
from sightline.text.spans import Citation, Layer, Span

_BLANK = re.compile(r"\s")
_RUNS = re.compile(rf"  +|(?<=[{CJK}]) (?=[{CJK}])")
_IDEOGRAPH = re.compile(f"[{CJK}]")
_Put = Callable[[str, int, int], None]


class OutsideText(SightlineError):
    """A passage was asked for that the text does not have."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        super().__init__(
            f"no passage {start}:{end} in capture {text.capture[:12]} of {len(text.raw)} characters"
        )
        self.text, self.start, self.end = text, start, end


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the flow: what it is, where it stands, its sentences (spans of the flow)."""

    kind: Kind
    span: Span
    sentences: tuple[Span, ...]
    marker: str | None


@dataclass(frozen=True)
class Text:
    """The text of one capture.

    Attributes:
        capture: SHA-256 of the bytes.
        raw: The decoded file; private names masked (same length) everywhere
            but in the archive.
    """

    capture: str
    raw: str

    def cite(self, start: int, end: int) -> Citation:
        """The passage `[start, end)` of the raw text, with its quote.

        Raises:
            OutsideText: There is no such passage.
        """
        if not 0 <= start < end <= len(self.raw):
            raise OutsideText(self, start, end)
        return Citation(self.capture, start, end, self.raw[start:end])

    @cached_property
    def repaired(self) -> str:
        """The raw text with radicals and compatibility ideographs made ordinary."""
        return repair(self.raw)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The document's blocks in reading order; every printed character is in one."""
        return lay_out(self.raw)

    @cached_property
    def _joined(self) -> tuple[Layer, tuple[Span, ...]]:
        return _join(self.repaired, self.blocks)

    @property
    def flow(self) -> Layer:
        """The repaired text in reading order, blanks single, blocks parted by line feeds."""
        return self._joined[0]

    @cached_property
    def key(self) -> Layer:
        """The search key: the flow, folded."""
        return fold_layer(self.flow.text).through(self.flow)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The blocks as spans of the flow, with their sentences."""
        flow, spans = self._joined
        marks = frozenset(block.marker for block in self.blocks if block.marker)
        return tuple(
            Passage(block.kind, span, tuple(sentences(flow.text, span, marks)), block.marker)
            for block, span in zip(self.blocks, spans, strict=True)
        )

    def cite_flow(self, start: int, end: int) -> Citation:
        """The raw passage behind `[start, end)` of the flow."""
        span = self.flow.to_raw(start, end)
        return self.cite(span.start, span.end)


def _join(repaired: str, blocks: tuple[Block, ...]) -> tuple[Layer, tuple[Span, ...]]:
    """Set the blocks' pieces end to end, with the blanks that reading puts between them."""
    out: list[str] = []
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    spans: list[Span] = []
    size = 0

    def put(text: str, first: int, after: int) -> None:
        nonlocal size
        out.append(text)
        size += len(text)
        if after - first == len(text):
            starts.append(np.arange(first, after, dtype=np.int32))
            ends.append(np.arange(first + 1, after + 1, dtype=np.int32))
        else:
            starts.append(np.full(len(text), first, dtype=np.int32))
            ends.append(np.full(len(text), after, dtype=np.int32))

    for number, block in enumerate(blocks):
        if number:
            edge = blocks[number - 1].pieces[-1].end
            put("\n", edge, edge)
        began = size
        for at, piece in enumerate(block.pieces):
            if at:
                before = block.pieces[at - 1].end
                gap = _between(repaired[before - 1], repaired[piece.start], line_end=True)
                if gap:
                    put(gap, before, before)
            _put_piece(repaired, piece, put)
        spans.append(Span(began, size))
    empty = np.zeros(0, dtype=np.int32)
    first = np.concatenate(starts) if starts else empty
    last = np.concatenate(ends) if ends else empty
    ordered = bool(np.all(first[1:] >= first[:-1])) if len(first) else True
    return Layer("".join(out), first, last, ordered), tuple(spans)


def _put_piece(repaired: str, piece: Span, put: _Put) -> None:
    """Set one line: single blanks stay, as a space; runs shrink, and those inside Chinese go."""
    text = _BLANK.sub(" ", repaired[piece.start : piece.end])
    done = 0
    for found in _RUNS.finditer(text):
        first, after = found.span()
        put(text[done:first], piece.start + done, piece.start + first)
        gap = _between(text[first - 1], text[after], line_end=False)
        if gap:
            put(gap, piece.start + first, piece.start + after)
        done = after
    put(text[done:], piece.start + done, piece.end)


def _between(before: str, after: str, *, line_end: bool) -> str:
    """The blank that stays between two printed characters: one, or none inside Chinese."""
    if _IDEOGRAPH.match(before) and _IDEOGRAPH.match(after):
        return ""
    return "" if line_end and before in "-\u2010\u2011" else " "

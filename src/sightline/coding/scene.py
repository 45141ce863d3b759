"""The scene of a hit: its sentence, its paragraph, its heading, in the key's coordinates."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from sightline.text import Span, Text


class Scene:
    """Finds what stands around a place of a text's search key."""

    def __init__(self, text: Text) -> None:
        self._text = text
        key = text.key.text
        starts = [0]
        at = key.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = key.find("\n", at + 1)
        self._starts = starts
        self._sentences: dict[int, list[int]] = {}
        self._headings = [n for n, one in enumerate(text.passages) if one.kind == "heading"]

    @property
    def whole(self) -> Span:
        """The whole text."""
        return Span(0, len(self._text.key.text))

    def block_at(self, at: int) -> int:
        """The number of the block that holds the key's character `at`."""
        return bisect_right(self._starts, at) - 1

    def kind(self, block: int) -> str:
        """What the block is on the page."""
        return self._text.passages[block].kind

    def paragraph(self, block: int) -> Span:
        """The block's stretch of the key."""
        last = block + 1 == len(self._starts)
        end = len(self._text.key.text) if last else self._starts[block + 1] - 1
        return Span(self._starts[block], end)

    def sentence(self, block: int, at: int) -> Span:
        """The sentence of the block that holds the key's character `at`."""
        paragraph = self.paragraph(block)
        starts = self._sentences.get(block)
        if starts is None:
            starts = self._sentences[block] = self._sentence_starts(block, paragraph)
        place = bisect_right(starts, at)
        start = starts[place - 1] if place else paragraph.start
        return Span(start, starts[place] if place < len(starts) else paragraph.end)

    def _sentence_starts(self, block: int, paragraph: Span) -> list[int]:
        """Where sentences begin, moved from the flow into the key by way of the raw text."""
        passage = self._text.passages[block]
        flow, key = self._text.flow, self._text.key
        raw = flow.starts[[sentence.start for sentence in passage.sentences]]
        inside = key.starts[paragraph.start : paragraph.end]
        found = np.searchsorted(inside, raw, side="left") + paragraph.start
        return [int(at) for at in found]

    def heading(self, block: int) -> Span | None:
        """The nearest heading before the block."""
        place = bisect_right(self._headings, block - 1)
        return self.paragraph(self._headings[place - 1]) if place else None

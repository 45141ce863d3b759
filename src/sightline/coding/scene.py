"""The scene of a hit: its sentence, paragraph, heading and article, in the key's coordinates.

A hit is looked at for what stands around it, and nothing of another article
on the same page does. Places are pairs of offsets here, since they are
asked for at every hit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from sightline.text import KINDS, Kind, Text
from sightline.text.codes import Flags, Places

Stretch = tuple[int, int]
"""Start and end in the key, end exclusive."""

_HEADING, _FURNITURE = KINDS.index("heading"), KINDS.index("furniture")


class Scene:
    """Finds what stands around a place of a text's search key.

    Args:
        text: The text.
        articles: The blocks with which articles begin, if not those that the text tells.
        headings: Gives the blocks that are headings, if its layout doesn't tell them.
    """

    def __init__(
        self,
        text: Text,
        articles: Sequence[int] | None = None,
        headings: Callable[[], list[int]] | None = None,
    ) -> None:
        self._text = text
        self._told, self._tell_headings = articles, headings
        key = text.key.text
        starts = [0]
        at = key.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = key.find("\n", at + 1)
        self._starts = starts
        self._end = len(key)
        self._kinds = text.layout.kinds
        self._sentences: dict[int, list[int]] = {}

    def block_at(self, at: int) -> int:
        """The number of the block that holds the key's character `at`."""
        return bisect_right(self._starts, at) - 1

    def blocks_at(self, places: Places) -> Places:
        """`block_at` of many."""
        return np.array(self._starts).searchsorted(places, side="right") - 1

    def of_kinds(self, *kinds: Kind) -> Flags:
        """Which blocks are of one of these kinds."""
        numbers = [KINDS.index(kind) for kind in kinds]
        printed = np.frombuffer(self._kinds, dtype=np.uint8) if self._kinds else np.zeros(1)
        return np.isin(printed, numbers)

    def heads(self, blocks: Places) -> Places:
        """The first block of the article of each of these."""
        firsts = np.array(self._firsts)
        return firsts[firsts.searchsorted(blocks, side="right") - 1]

    @cached_property
    def furnished(self) -> bool:
        """Whether the text has any page furniture."""
        return _FURNITURE in self._kinds

    def kind(self, block: int) -> str:
        """What the block is on the page."""
        return KINDS[self._kinds[block]] if self._kinds else "body"

    def paragraph(self, block: int) -> Stretch:
        """The block's stretch of the key."""
        last = block + 1 == len(self._starts)
        return self._starts[block], self._end if last else self._starts[block + 1] - 1

    def sentence(self, block: int, at: int) -> Stretch:
        """The sentence of the block that holds the key's character `at`."""
        first, after = self.paragraph(block)
        starts = self._sentences.get(block)
        if starts is None:
            starts = self._sentences[block] = self._sentence_starts(block)
        place = bisect_right(starts, at)
        start = starts[place - 1] if place else first
        return start, starts[place] if place < len(starts) else after

    def _sentence_starts(self, block: int) -> list[int]:
        """Where sentences begin, moved from the flow into the key."""
        at_origin = self._text.folded.runs.at_origin
        return [at_origin(sentence.start) for sentence in self._text.sentences_of(block)]

    def heading(self, block: int) -> Stretch | None:
        """The nearest heading before the block in its article."""
        first = self.article_blocks(self.article_of(block))[0]
        place = bisect_left(self._headings, block)
        if not place or self._headings[place - 1] < first:
            return None
        return self.paragraph(self._headings[place - 1])

    @cached_property
    def _headings(self) -> list[int]:
        if self._tell_headings is not None:
            return self._tell_headings()
        return [block for block, kind in enumerate(self._kinds) if kind == _HEADING]

    # Articles

    @property
    def _firsts(self) -> Sequence[int]:
        return self._text.article_blocks if self._told is None else self._told

    def article_of(self, block: int) -> int:
        """The number of the block's article."""
        firsts = self._firsts
        return bisect_right(firsts, block) - 1 if len(firsts) > 1 else 0

    def article_blocks(self, article: int) -> tuple[int, int]:
        """The article's first block, and the first one behind it."""
        firsts = self._firsts
        last = article + 1 == len(firsts)
        return firsts[article], len(self._starts) if last else firsts[article + 1]

    def article(self, article: int) -> Stretch:
        """The article's stretch of the key."""
        first, after = self.article_blocks(article)
        return self._starts[first], self.paragraph(after - 1)[1]

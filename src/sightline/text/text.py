"""A capture's text and its three layers.

*raw* is the decoded file and never changes; *repaired* has the same length
and offsets; *flow* is the repaired text in reading order, its lines and
pages joined; *key* is the flow folded for search. Quotes come from raw.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from sightline.errors import SightlineError
from sightline.text.articles import find_articles
from sightline.text.codes import REPAIRED, Places, Seen
from sightline.text.flow import join
from sightline.text.fold import fold_layer
from sightline.text.layout import KINDS, Block, Kind, Layout, lay_out
from sightline.text.repair import repair
from sightline.text.sentences import sentences
from sightline.text.spans import Citation, Layer, Span


class OutsideText(SightlineError):
    """A passage was asked for that the text does not have."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        super().__init__(
            f"no passage {start}:{end} in capture {text.capture[:12]} of {len(text.raw)} characters"
        )
        self.text, self.start, self.end = text, start, end


@dataclass(frozen=True)
class Passage:
    """A block of the flow: what it is, where it stands, its sentences.

    Attributes:
        number: Its place among the text's blocks.
        span: Its stretch of the flow.
    """

    text: Text = field(repr=False)
    number: int
    span: Span

    @property
    def kind(self) -> Kind:
        """What it is on the page."""
        return KINDS[self.text.layout.kinds[self.number]]

    @property
    def marker(self) -> str | None:
        """The number of a note, else None."""
        return self.text.layout.markers.get(self.number)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Its sentences, as spans of the flow."""
        return tuple(self.text.sentences_of(self.number))


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
    def _seen(self) -> Seen:
        return Seen(self.raw)

    @cached_property
    def repaired(self) -> str:
        """The raw text with radicals and compatibility ideographs made ordinary."""
        return repair(self.raw) if (self._seen.classes & REPAIRED).any() else self.raw

    @cached_property
    def layout(self) -> Layout:
        """The blocks in columns, for who needs few of them."""
        return lay_out(self.raw, self._seen)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The document's blocks in reading order; every printed character is in one."""
        return tuple(self.layout.blocks())

    @cached_property
    def _joined(self) -> tuple[Layer, Places, Places]:
        return join(self.repaired, self._seen, self.layout.pieces)

    @property
    def flow(self) -> Layer:
        """The repaired text in reading order, blanks single, blocks parted by line feeds."""
        return self._joined[0]

    @cached_property
    def folded(self) -> Layer:
        """The search key's characters, with offsets of the flow."""
        return fold_layer(self.flow.text)

    @cached_property
    def key(self) -> Layer:
        """The search key: the flow, folded."""
        return self.folded.through(self.flow)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The blocks as spans of the flow, with their sentences."""
        return tuple(Passage(self, number, span) for number, span in enumerate(self._spans))

    @cached_property
    def _spans(self) -> list[Span]:
        """The blocks' stretches of the flow."""
        _, starts, ends = self._joined
        return list(map(Span, starts.tolist(), ends.tolist()))

    @cached_property
    def _marks(self) -> frozenset[str]:
        return frozenset(self.layout.markers.values())

    @cached_property
    def article_blocks(self) -> tuple[int, ...]:
        """The numbers of the blocks with which the page's articles begin."""
        return find_articles(self.raw, self._seen, self.layout)

    @cached_property
    def articles(self) -> tuple[Span, ...]:
        """The articles of the page: spans of the flow that together are all of it."""
        flow, starts, _ = self._joined
        firsts = [0, *(int(starts[block]) for block in self.article_blocks[1:])]
        return tuple(map(Span, firsts, [*firsts[1:], len(flow.text)]))

    def article_of(self, at: int) -> int:
        """The number of the article that holds the flow's character `at`."""
        return bisect_right(self.articles, at, key=attrgetter("start")) - 1

    def sentences_of(self, block: int) -> list[Span]:
        """The sentences of one block, as spans of the flow."""
        return sentences(self.flow.text, self._spans[block], self._marks)

    def cite_flow(self, start: int, end: int) -> Citation:
        """The raw passage behind `[start, end)` of the flow."""
        span = self.flow.to_raw(start, end)
        return self.cite(span.start, span.end)

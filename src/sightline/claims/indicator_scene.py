"""Where names stand towards a passage: in its sentence, its paragraph, its article.

Names are kept by their place in the raw text and looked up only where
something is asked, so that a long document with few signs costs little.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sightline.claims.mention import Mention
from sightline.claims.placing import placer
from sightline.text import Span, Text, simplify

# Titles name what a text is about and state nothing; notes are others' words.
_END = re.compile("[。！？\n]")
# So many sentences of a paragraph an omitted subject may lie back.
_BACK = 12
# So many mentions back a word may point.
_REACH = 300
_SILENT = ("note", "furniture", "heading")


@dataclass(frozen=True, slots=True)
class Standing:
    """A name where it stands; offsets of the flow."""

    span: Span
    mention: Mention


class Identity:
    """Which mentions name one thing: those that share a spelling."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._of: dict[tuple[str, str], int] = {}
        for number, mention in enumerate(mentions):
            keys = [(mention.kind, name) for name in mention.names]
            if mention.kind == "place" and mention.place_code:
                keys.append(("code", mention.place_code))
            known = next((self._of[key] for key in keys if key in self._of), number)
            for key in keys:
                self._of[key] = known

    def of(self, mention: Mention) -> int:
        """The number of the thing that `mention` names."""
        return self._of[mention.kind, mention.names[-1]]


class Ground:
    """The names of one text, by place."""

    def __init__(self, text: Text, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.flow = text.flow.text
        self.in_flow = placer(text)
        self.identity = Identity(mentions)
        self._passages = [passage.span.start for passage in text.passages]
        self._mentions = sorted(mentions, key=lambda one: one.citation.start)
        self._starts = [mention.citation.start for mention in self._mentions]
        self._named: dict[Span, list[Standing]] = {}

    @cached_property
    def simple(self) -> str:
        """The flow in simplified script, character for character."""
        return simplify(self.flow)

    @cached_property
    def sentence_ends(self) -> list[int]:
        """Where the flow surely ends a sentence or a line, roughly and at once."""
        return [found.end() for found in _END.finditer(self.flow)]

    @cached_property
    def _spelled(self) -> dict[str, Mention]:
        """Of each place by its code, a mention that spells it as the text mostly does."""
        places = [one for one in self._mentions if one.kind == "place" and one.place_code]
        counted = Counter((one.place_code, one.names[0]) for one in places)
        found: dict[str, Mention] = {}
        for one in places:
            code = one.place_code or ""
            known = found.get(code)
            if known is None or counted[code, one.names[0]] > counted[code, known.names[0]]:
                found[code] = one
        return found

    def spelled(self, mention: Mention) -> Mention:
        """The same thing as the text mostly spells it."""
        return self._spelled.get(mention.place_code or "", mention)

    def passage_at(self, at: int) -> int:
        """The number of the passage that holds the flow's character `at`."""
        return max(bisect_right(self._passages, at) - 1, 0)

    def kind(self, passage: int) -> str:
        """What the passage is on the page."""
        return self.text.passages[passage].kind

    def sentence_at(self, at: int) -> Span:
        """The sentence that holds the flow's character `at`."""
        passage = self.text.passages[self.passage_at(at)]
        sentences = passage.sentences
        number = bisect_right(sentences, at, key=lambda one: one.start) - 1
        return sentences[number] if number >= 0 else passage.span

    def sentences_before(self, sentence: Span) -> list[Span]:
        """The earlier sentences of its paragraph, the nearest first."""
        sentences = self.text.passages[self.passage_at(sentence.start)].sentences
        at = bisect_left(sentences, sentence.start, key=lambda one: one.start)
        return [*reversed(sentences[max(0, at - _BACK) : at])]

    def named(self, span: Span) -> list[Standing]:
        """The names that stand in a stretch of the flow, in order."""
        if span not in self._named:
            self._named[span] = self._standing(span) if len(span) else []
        return self._named[span]

    def _standing(self, span: Span) -> list[Standing]:
        raw = self.text.flow.to_raw(span.start, span.end)
        low, high = bisect_left(self._starts, raw.start), bisect_left(self._starts, raw.end)
        found = []
        for mention in self._mentions[low:high]:
            there = self.in_flow(mention.citation)
            inside = there is not None and span.start <= there.start and there.end <= span.end
            # A name in brackets of its own glosses the words before it.
            if there is not None and inside and not self._gloss(there):
                found.append(Standing(there, mention))
        return sorted(found, key=lambda one: one.span)

    def _gloss(self, span: Span) -> bool:
        return self.flow[span.start - 1 : span.start] in ("(", "（") and self.flow[
            span.end : span.end + 1
        ] in (")", "）")

    def mentions_of(self, article: int) -> list[Mention]:
        """All that an article names, in order of place."""
        if len(self.text.articles) == 1:
            return self._mentions
        span = self.text.articles[article]
        raw = self.text.flow.to_raw(span.start, span.end)
        low, high = bisect_left(self._starts, raw.start), bisect_left(self._starts, raw.end)
        return self._mentions[low:high]

    def named_before(self, at: int) -> list[Mention]:
        """The last mentions of its article ahead of the flow's character `at`, in order."""
        span = self.text.articles[self.text.article_of(at)]
        if at <= span.start:
            return []
        raw = self.text.flow.to_raw(span.start, at)
        high = bisect_left(self._starts, raw.end)
        low = max(bisect_left(self._starts, raw.start), high - _REACH)
        return self._mentions[low:high]

    def passages_of(self, article: int) -> range:
        """The numbers of an article's passages."""
        span = self.text.articles[article]
        return range(bisect_left(self._passages, span.start), bisect_left(self._passages, span.end))

    def within(self, span: Span, kind: str) -> bool:
        """Whether a stretch of the flow is part of a name of this kind."""
        return any(
            one.span.start <= span.start and span.end <= one.span.end
            for one in self.named(self.sentence_at(span.start))
            if one.mention.kind == kind
        )

    def speaks(self, span: Span) -> bool:
        """Whether a stretch of the flow states something: no title, and no part of a name."""
        if self.kind(self.passage_at(span.start)) in _SILENT:
            return False
        return not any(
            one.span.start <= span.start and span.end <= one.span.end
            for one in self.named(self.sentence_at(span.start))
            if one.mention.kind not in ("programme", "place", "person")
        )

"""Where names are looked for: a text's sentences, its places, the words that may close a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sightline.claims.figures_places import PlaceMention, find_places
from sightline.places.context import Context
from sightline.text import Span, Text, simplify

_SILENT = ("note", "furniture")
# The rest of a township's name that begins as a place does.
_TOWN = re.compile("[^，。；、省市县区州乡镇的在和与]{1,3}[乡镇](?!企业|政府)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it was found, in offsets of the flow.

    Attributes:
        names: As printed; then a gloss, or the whole name that it is short for.
        loose: Whether it names something only if the page has its whole name, too (县人社局).
    """

    span: Span
    kind: str
    names: tuple[str, ...]
    loose: bool = False


def flow_finder(text: Text) -> Callable[[int, int], Span | None]:
    """A quick `Layer.from_raw` of the flow, for callers that ask thousands of times."""
    runs = text.flow.runs
    if not runs.ordered:
        return text.flow.from_raw
    firsts, origins, sizes = runs.columns
    count, length = len(firsts), len(text.flow.text)

    def find(start: int, end: int) -> Span | None:
        low = max(bisect_right(origins, start) - 1, 0)
        while low < count and origins[low] + sizes[low] <= start:
            low += 1
        high = bisect_left(origins, end) - 1
        while high >= low and not sizes[high]:
            high -= 1
        if high < low:
            return None
        after = firsts[high + 1] if high + 1 < count else length
        begin, stop = firsts[low], after
        own = (firsts[low + 1] if low + 1 < count else length) - firsts[low]
        if own == sizes[low]:
            begin += max(start - origins[low], 0)
        if after - firsts[high] == sizes[high]:
            stop -= max(origins[high] + sizes[high] - end, 0)
        return Span(begin, stop)

    return find


class Scene:
    """One text, made ready to be searched for names."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.flow = text.flow.text
        self.simple = simplify(self.flow)
        self.sentences: list[Span] = []
        self.headings: list[bool] = []
        self.passages: list[int] = []
        for number, passage in enumerate(text.passages):
            if passage.kind not in _SILENT:
                self.sentences += passage.sentences
                self.headings += [passage.kind == "heading"] * len(passage.sentences)
                self.passages += [number] * len(passage.sentences)
        self.in_flow = flow_finder(text)
        self._starts = [sentence.start for sentence in self.sentences]

    def sentence_at(self, at: int) -> int | None:
        """The number of the sentence that holds the flow's character `at`."""
        number = bisect_right(self._starts, at) - 1
        return number if number >= 0 and at < self.sentences[number].end else None

    @cached_property
    def cells(self) -> frozenset[int]:
        """Where the print parts Chinese words as a table does, and the flow does not."""
        layer = self.text.flow
        if len(layer.text) < 2:
            return frozenset()
        apart = np.nonzero(layer.starts[1:] > layer.ends[:-1])[0] + 1
        found = set()
        for at in apart.tolist():
            gap = self.text.raw[int(layer.ends[at - 1]) : int(layer.starts[at])]
            if "\n" not in gap and ("\t" in gap or len(gap) > 1 or "\u3000" in gap):
                found.add(at)
        return frozenset(found)

    @cached_property
    def places(self) -> list[PlaceMention]:
        """The places that the flow names, but for those that name a road, a house or goods."""
        passing = Context.load().not_place_zh
        kept: list[PlaceMention] = []
        for place in find_places(self.simple):
            # In an address a road's name follows the last of a run of places.
            follows = bool(kept) and kept[-1].end == place.start
            run = follows and place.name[-1] in "省市县区州"
            # A bare name ahead of 乡 or 镇 is the end of a township's own (克孜勒阿瓦提乡).
            bare = place.name[-1] not in "省市县区州"
            if bare and self.simple[place.end : place.end + 1] in ("乡", "镇", "村"):
                continue
            # Behind a county, it may also begin one (铁力木乡).
            if bare and follows and _TOWN.match(self.simple, place.end):
                continue
            if run or not passing.match(self.simple, place.end):
                kept.append(place)
        return kept

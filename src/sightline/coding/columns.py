"""Columns: the marks and the ground of a text with many hits, worked out for all at once.

What `scanner` and `ground` tell place by place is told here by arrays. The
few hits for which more than place and time decides are judged one by one,
on the same ground.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sightline.coding.codebook import Codebook, Gate
from sightline.coding.ground import Ground
from sightline.coding.lists import negation_list
from sightline.coding.means import ELSEWHERE, INSIDE
from sightline.coding.scanner import Found, Marks
from sightline.coding.scene import Scene, Stretch
from sightline.text.codes import Codes, Flags, Places, codes

_NO_PLACES = np.zeros((2, 0), dtype=np.int32)


class ColumnMarks(Marks):
    """Where each list of words speaks, in columns; one by one for who asks so."""

    def __init__(self, found: Found, key: str) -> None:
        super().__init__({name: [] for name in found.marks}, found.means)
        self._found, self._key = found, key
        self._columns: dict[str, Places] = {}

    @cached_property
    def _codes(self) -> Codes:
        return codes(self._key)

    def columns(self, name: str) -> Places:
        """Start and end of every place of `name`, in order."""
        told = self._columns.get(name)
        if told is None:
            places, others = self._found.marks.get(name, (_NO_PLACES, []))
            if others:
                more = np.array(others, dtype=np.int32).T
                places = np.concatenate([places, more], axis=1)
                # As the scan finds them: the order in which they end.
                places = places[:, np.lexsort(places)]
            told = self._found.means.columns(name, places, self._codes)
            told = self._columns[name] = told[:, np.lexsort(told[::-1])]
        return told

    def all(self, name: str) -> list[Stretch]:
        """Every place of `name`."""
        settled = self._settled.get(name)
        if settled is None:
            starts, ends = self.columns(name).tolist()
            settled = self._settled[name] = list(zip(starts, ends, strict=True))
        return settled


class ColumnGround(Ground):
    """The ground of a text with many hits.

    Attributes:
        scene: What stands where.
    """

    def __init__(self, key: str, codebook: Codebook, marks: ColumnMarks, scene: Scene) -> None:
        super().__init__(key, codebook, marks, scene)
        self.scene, self._negations = scene, len(codebook.negations)
        self._column_marks = marks

    @cached_property
    def denying(self) -> frozenset[int]:
        """The blocks that hold words of a negation."""
        return frozenset(np.unique(self.denied_blocks).tolist())

    @cached_property
    def denied_blocks(self) -> Places:
        """The same, as a column in which one may stand twice."""
        names = map(negation_list, range(self._negations))
        starts = [self._column_marks.columns(name)[0] for name in names]
        return self.scene.blocks_at(np.concatenate(starts)) if starts else np.zeros(0, dtype=int)

    def first_of_blocks(self, name: str) -> dict[int, Stretch]:
        """The first place of a list in each block that has one."""
        blocks, places = self._firsts(name)
        starts, ends = places.tolist()
        return dict(zip(blocks.tolist(), zip(starts, ends, strict=True), strict=True))

    def _firsts(self, name: str) -> tuple[Places, Places]:
        """Blocks with a place of the list, in order, and the first place of each."""
        places = self._column_marks.columns(name)
        blocks, first = np.unique(self.scene.blocks_at(places[0]), return_index=True)
        return blocks, places[:, first]

    @cached_property
    def _region(self) -> tuple[Places, Places]:
        return self._firsts(INSIDE)

    def placed(self, blocks: Places) -> tuple[Flags, Places]:
        """Which of these blocks surely lie in the region, and the place that says so.

        A block does that names a place of it, or that names none at all and follows one
        that does.
        """
        own, places = self._region
        if not len(own):
            return np.zeros(len(blocks), dtype=bool), np.zeros((2, len(blocks)), dtype=np.int32)
        others = self._firsts(ELSEWHERE)[0]
        at = own.searchsorted(blocks, side="right") - 1
        block = np.where(at >= 0, own[at], -1)
        here = block == blocks
        # Between the block and the one of the region none names a place elsewhere.
        between = others.searchsorted(blocks, side="right") > others.searchsorted(block, "right")
        aside = self.scene.of_kinds("note", "furniture")
        behind = (block >= self.scene.heads(blocks)) & ~between & ~aside[block]
        return here | behind, places[:, at]

    def timely(self, gate: Gate, blocks: Places) -> Flags:
        """For which of these blocks the years shut a gate nowhere."""
        closing = np.array(self.closing(gate), dtype=np.int64)
        found: Flags = ~np.isin(blocks, self.scene.blocks_at(closing))
        if len(closing):
            heads, article = np.unique(self.scene.heads(blocks), return_inverse=True)
            shut = [
                self.article_untimely(gate, self.scene.article_of(head)) is not None
                for head in heads.tolist()
            ]
            found &= ~np.array(shut, dtype=bool)[article]
        return found

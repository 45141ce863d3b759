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
from sightline.coding.means import ELSEWHERE, INSIDE, YEARS
from sightline.coding.scanner import Found, Marks
from sightline.coding.scene import Scene, Stretch
from sightline.text.codes import Codes, Flags, Places, codes

_NO_PLACES = np.zeros((2, 0), dtype=np.int32)
# Years are written in four figures.
_DIGITS, _ZERO = 4, np.int32(ord("0"))
_POWERS = np.array([1000, 100, 10, 1], dtype=np.int32)


class ColumnMarks(Marks):
    """Where each list of words speaks, in columns; one by one for who asks so."""

    def __init__(self, found: Found, key: str) -> None:
        super().__init__({name: [] for name in found.marks}, found.means)
        self._found, self._key = found, key
        self._columns: dict[str, Places] = {}

    @cached_property
    def codes(self) -> Codes:
        """The key's code points."""
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
            told = self._found.means.columns(name, places, self.codes)
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
        self.scene, self._negations = scene, codebook.negations
        self._column_marks = marks

    @cached_property
    def denying(self) -> frozenset[int]:
        """The blocks that hold words of a negation."""
        names = map(negation_list, range(len(self._negations)))
        starts = [self._column_marks.columns(name)[0] for name in names]
        blocks = map(self.scene.blocks_at, starts)
        return frozenset(block for column in blocks for block in column.tolist())

    def near_denial(self, starts: Places, ends: Places) -> Flags:
        """Which of these stretches stand so near to words of a denial that they may reach."""
        found = np.zeros(len(starts), dtype=bool)
        for number, negation in enumerate(self._negations):
            if (negation.of, negation.bans) != ("terms", False):
                continue
            firsts, afters = self._column_marks.columns(negation_list(number))
            if len(firsts):
                begun = firsts.searchsorted(ends + negation.reach, side="right")
                passed = np.sort(afters).searchsorted(starts - negation.reach)
                found |= begun > passed
        return found

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

    @cached_property
    def _dates(self) -> tuple[Places, Places, Places]:
        """Start, end and number of every year."""
        starts, ends = self._column_marks.columns(YEARS)
        figures = self._column_marks.codes[starts[:, None] + np.arange(_DIGITS)]
        return starts, ends, (figures - _ZERO) @ _POWERS

    def timely(self, gate: Gate, blocks: Places) -> Flags:
        """For which of these blocks the years surely shut a gate nowhere."""
        starts, ends, years = self._dates
        early = years < (gate.first or 0)
        dated = self.scene.blocks_at(starts)
        for at in (early & np.isin(dated, blocks)).nonzero()[0].tolist():
            early[at] = not self.runs_on(int(starts[at]), int(ends[at]))
        shut = early if gate.last is None else early | (years > gate.last)
        articles, article = self.scene.heads(dated), self.scene.heads(blocks)
        # An article's years shut a gate only if all of them do.
        closed = np.setdiff1d(articles[shut], articles[~shut])
        found: Flags = ~np.isin(blocks, dated[shut]) & ~np.isin(article, closed)
        return found

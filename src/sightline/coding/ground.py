"""The ground that hits stand on: places, years and denials of a text, block by block.

Gates ask the same of every hit of a block, and of every block the same of
its article; here it is worked out once.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from sightline.coding.codebook import Codebook, Gate
from sightline.coding.scanner import ELSEWHERE, INSIDE, YEARS, Marks, negation_list
from sightline.coding.scene import Scene, Stretch

# What stands aside from the running text names places of its own.
_ASIDE = frozenset({"note", "furniture"})
# How many times more often its own places are named in an article of the region.
_MOSTLY = 3
_NO_END = 9999

_Placed = tuple[bool | None, Stretch | None]


class _Year(NamedTuple):
    """A year that is named: where, and until when it lasts; one that runs on has no end."""

    start: int
    first: int
    last: int


class Ground:
    """What the marks of one text say of its blocks and articles."""

    def __init__(self, key: str, codebook: Codebook, marks: Marks, scene: Scene) -> None:
        self._key, self._book, self._marks, self._scene = key, codebook, marks, scene
        self._homes: dict[int, tuple[bool, Stretch | None]] = {}
        self._times: dict[tuple[int, str], str | None] = {}
        self._places: dict[tuple[int, bool], _Placed] = {}

    # Places

    def place(self, block: int, *, own_word: bool) -> _Placed:
        """Whether a block's surroundings lie in the region, and the name that says so.

        The block is asked first, then the nearest one before it that names a place, then
        the nearest after it, all of one article. Of one block, a place of the region
        settles it. In an article of the region, a place elsewhere is a guest: it only
        counts in the hit's own block, and never for a word that is the scheme's own.
        """
        asked = (block, own_word)
        if asked not in self._places:
            self._places[asked] = self._place(block, own_word=own_word)
        return self._places[asked]

    def _place(self, block: int, *, own_word: bool) -> _Placed:
        inside, elsewhere = self._inside, self._elsewhere
        if where := inside.get(block):
            return True, where
        at_home, home = self._home(self._scene.article_of(block))
        if (where := elsewhere.get(block)) and not (at_home and own_word):
            return False, where
        for number in self._beside(block):
            if where := inside.get(number):
                return True, where
            if (where := elsewhere.get(number)) and not at_home:
                return False, where
        return (True if home else None), home

    def _beside(self, block: int) -> list[int]:
        """The nearest blocks before and after that name a place, within the article."""
        first, after = self._scene.article_blocks(self._scene.article_of(block))
        placed = self._placed
        at = bisect_left(placed, block)
        found: list[int] = []
        before = at - 1
        while before >= 0 and placed[before] >= first:
            if self._scene.kind(placed[before]) not in _ASIDE:
                found.append(placed[before])
                break
            before -= 1
        if at < len(placed) and placed[at] == block:
            at += 1
        if at < len(placed) and placed[at] < after:
            found.append(placed[at])
        return found

    def _home(self, article: int) -> tuple[bool, Stretch | None]:
        """Whether the article is about the region, and the first place of the region in it."""
        home = self._homes.get(article)
        if home is None:
            scope = self._scene.article(article)
            inside = self._marks.count(INSIDE, scope)
            elsewhere = self._marks.count(ELSEWHERE, scope)
            first = self._marks.first(INSIDE, scope)
            home = self._homes[article] = (inside >= _MOSTLY * max(elsewhere, 1), first)
        return home

    @cached_property
    def _inside(self) -> dict[int, Stretch]:
        return self._first_of_blocks(INSIDE)

    @cached_property
    def _elsewhere(self) -> dict[int, Stretch]:
        return self._first_of_blocks(ELSEWHERE)

    @cached_property
    def _placed(self) -> list[int]:
        return sorted(self._inside.keys() | self._elsewhere.keys())

    def _first_of_blocks(self, name: str) -> dict[int, Stretch]:
        found: dict[int, Stretch] = {}
        for place in self._marks.all(name):
            found.setdefault(self._scene.block_at(place[0]), place)
        return found

    # Years

    def untimely(self, gate: Gate, block: int, at: int) -> str | None:
        """Why it is too early or too late at the key's character `at`; None if it may be in time.

        The years of its sentence decide; where it names none, those of its article do.
        """
        shut = self._article_untimely(gate, self._scene.article_of(block))
        near = self._years.get(block)
        if not near or not (shut or any(_untimely(gate, [year]) for year in near)):
            return shut
        first, after = self._scene.sentence(block, at)
        said = [year for year in near if first <= year.start < after]
        return _untimely(gate, said) if said else shut

    def _article_untimely(self, gate: Gate, article: int) -> str | None:
        asked = (article, gate.id)
        if asked not in self._times:
            first, after = self._scene.article_blocks(article)
            blocks = [block for block in self._years if first <= block < after]
            every = [year for block in blocks for year in self._years[block]]
            self._times[asked] = _untimely(gate, every) if every else None
        return self._times[asked]

    @cached_property
    def _years(self) -> dict[int, list[_Year]]:
        """The years that each block names."""
        found: dict[int, list[_Year]] = {}
        for start, end in self._marks.all(YEARS):
            first = int(self._key[start:end])
            last = _NO_END if self._runs_on(start, end) else first
            found.setdefault(self._scene.block_at(start), []).append(_Year(start, first, last))
        return found

    def _runs_on(self, start: int, end: int) -> bool:
        before = self._key[max(start - 8, 0) : start].rstrip()
        return before.endswith(self._book.runs_on_before) or self._key.startswith(
            self._book.runs_on_after, end
        )

    # Denials

    @cached_property
    def denying(self) -> frozenset[int]:
        """The blocks that hold words of a negation."""
        return frozenset(
            self._scene.block_at(start)
            for number in range(len(self._book.negations))
            for start, _ in self._marks.all(negation_list(number))
        )


def _untimely(gate: Gate, years: list[_Year]) -> str | None:
    """Why these years are all too early or too late."""
    latest = max(year.last for year in years)
    if gate.first is not None and latest < gate.first:
        return f"the text speaks of {latest}, before the scheme"
    earliest = min(year.first for year in years)
    if gate.last is not None and earliest > gate.last:
        return f"the text speaks of {earliest}, after the scheme"
    return None

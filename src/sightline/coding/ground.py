"""The ground that hits stand on: places, years and denials of a text, block by block.

Gates ask the same of every hit of a block, and of every block the same of
its article; here it is worked out once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from sightline.coding.codebook import Codebook, Gate
from sightline.coding.lists import negation_list
from sightline.coding.means import ELSEWHERE, INSIDE, YEARS
from sightline.coding.scanner import Marks
from sightline.coding.scene import Scene, Stretch

# What stands aside from the running text names places of its own.
_ASIDE = frozenset({"note", "furniture"})
# How many times more often its own places are named in an article of the region.
_MOSTLY = 3
_NO_END = 9999
# A place that stands so near to its block's beginning is where the block is at.
_OPENING = 12

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
        Behind a block of the region it only counts where its own block begins with it.
        """
        if (where := self._inside.get(block)) is not None:
            return True, where
        # Only a place elsewhere can make two words of a block differ.
        asked = (block, own_word and bool(self._elsewhere))
        found = self._places.get(asked)
        if found is None:
            found = self._places[asked] = self._place(block, own_word=own_word)
        return found

    def _place(self, block: int, *, own_word: bool) -> _Placed:
        inside, elsewhere = self._inside, self._elsewhere
        article = self._scene.article_of(block)
        where = elsewhere.get(block)
        if where and not self._guest(where, block, article, own_word=own_word):
            return False, where
        for number in self._beside(block, article):
            if where := inside.get(number):
                return True, where
            if not self._home(article)[0]:
                return False, elsewhere[number]
        home = self._home(article)[1]
        return (True if home else None), home

    def _guest(self, where: Stretch, block: int, article: int, *, own_word: bool) -> bool:
        """Whether a place elsewhere in a block is only named there, and not where it is at."""
        if own_word and self._home(article)[0]:
            return True
        at = bisect_left(self._placed, block)
        first, _ = self._scene.article_blocks(article)
        before = self._placed[at - 1] if at and self._placed[at - 1] >= first else block
        opens = where[0] - self._scene.paragraph(block)[0] <= _OPENING
        return before != block and before in self._inside and not opens

    def _beside(self, block: int, article: int) -> Iterator[int]:
        """The nearest blocks before and after that name a place, within the article."""
        first, after = self._scene.article_blocks(article)
        placed = self._placed
        at = bisect_left(placed, block)
        for number in range(at - 1, -1, -1):
            if placed[number] < first:
                break
            if self._scene.kind(placed[number]) not in _ASIDE:
                yield placed[number]
                break
        at += at < len(placed) and placed[at] == block
        if at < len(placed) and placed[at] < after:
            yield placed[at]

    @cached_property
    def _inside(self) -> dict[int, Stretch]:
        return self.first_of_blocks(INSIDE)

    @cached_property
    def _elsewhere(self) -> dict[int, Stretch]:
        return self.first_of_blocks(ELSEWHERE)

    @cached_property
    def _placed(self) -> list[int]:
        return sorted(self._inside.keys() | self._elsewhere.keys())

    def first_of_blocks(self, name: str) -> dict[int, Stretch]:
        """The first place of a list in each block that has one."""
        found: dict[int, Stretch] = {}
        after = 0
        for place in self._marks.all(name):
            if place[0] >= after:
                block = self._scene.block_at(place[0])
                found[block] = place
                after = self._scene.paragraph(block)[1]
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

    # Years

    def untimely(self, gate: Gate, block: int, at: int) -> tuple[str | None, bool]:
        """Why it is too early or too late at the key's character `at`, if it is.

        The years of its sentence decide; where it names none, those of its article do. The
        second value says whether that holds for the block as a whole.
        """
        shut = self._article_untimely(gate, self._scene.article_of(block))
        near = self._years_in(self._scene.paragraph(block))
        if not near or not (shut or any(_closes(gate, year) for year in near)):
            return shut, True
        first, after = self._scene.sentence(block, at)
        said = [year for year in near if first <= year.start < after]
        return (_untimely(gate, said) if said else shut), False

    def _article_untimely(self, gate: Gate, article: int) -> str | None:
        asked = (article, gate.id)
        if asked not in self._times:
            every = self._years_in(self._scene.article(article))
            self._times[asked] = _untimely(gate, every) if every else None
        return self._times[asked]

    def _years_in(self, scope: Stretch) -> list[_Year]:
        """The years that are named in a stretch, in order of place."""
        places = self._marks.all(YEARS)
        first, after = (bisect_left(places, (edge,)) for edge in scope)
        return [self._year(start, end) for start, end in places[first:after]]

    def _year(self, start: int, end: int) -> _Year:
        first = int(self._key[start:end])
        # A year of the scheme's time opens its gate whether it runs on or not.
        runs_on = first < self._latest_start and self.runs_on(start, end)
        return _Year(start, first, _NO_END if runs_on else first)

    @cached_property
    def _latest_start(self) -> int:
        return max((gate.first or 0 for gate in self._book.gates.values()), default=0)

    def runs_on(self, start: int, end: int) -> bool:
        """Whether the words beside a year say that it is only the first of many."""
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


def _closes(gate: Gate, year: _Year) -> bool:
    return (gate.first is not None and year.last < gate.first) or (
        gate.last is not None and year.first > gate.last
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

"""The ground that hits stand on: places, years and denials of a text, block by block.

Gates ask the same of every hit of a block, and of every block the same of
its article; here it is worked out once.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from sightline.coding.codebook import Codebook, Gate
from sightline.coding.scanner import ELSEWHERE, INSIDE, YEARS, Marks, negation_list
from sightline.coding.scene import Scene, Stretch

# What stands aside from the running text names places of its own.
_ASIDE = frozenset({"note", "furniture"})
# How many times more often its own places are named in an article of the region.
_MOSTLY = 3
_NO_END = 9999

_Placed = tuple[bool | None, Stretch | None]


class Ground:
    """What the marks of one text say of its blocks and articles."""

    def __init__(self, key: str, codebook: Codebook, marks: Marks, scene: Scene) -> None:
        self._key, self._book, self._marks, self._scene = key, codebook, marks, scene
        self._homes: dict[int, tuple[bool, Stretch | None]] = {}
        self._spans: dict[int, tuple[int, int] | None] = {}
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

    def always_timely(self, gate: Gate, block: int) -> bool:
        """Whether no year that the block's article names can shut the gate."""
        article = self._scene.article_of(block)
        if article not in self._spans:
            years = [int(self._key[start:end]) for start, end in self._years(article)]
            self._spans[article] = (min(years), max(years)) if years else None
        span = self._spans[article]
        return span is None or (
            (gate.first is None or span[0] >= gate.first)
            and (gate.last is None or span[1] <= gate.last)
        )

    def years(self, block: int, sentence: Stretch) -> list[tuple[int, int]]:
        """The years of a sentence, or else of its article; one that runs on has no end."""
        places = list(self._marks.within(YEARS, sentence)) or self._years(
            self._scene.article_of(block)
        )
        return [self._year(start, end) for start, end in places]

    def _years(self, article: int) -> list[Stretch]:
        return list(self._marks.within(YEARS, self._scene.article(article)))

    def _year(self, start: int, end: int) -> tuple[int, int]:
        first = int(self._key[start:end])
        before = self._key[max(start - 8, 0) : start].rstrip()
        goes_on = before.endswith(self._book.runs_on_before) or self._key.startswith(
            self._book.runs_on_after, end
        )
        return first, _NO_END if goes_on else first

    # Denials

    @cached_property
    def denying(self) -> frozenset[int]:
        """The blocks that hold words of a negation."""
        return frozenset(
            self._scene.block_at(start)
            for number in range(len(self._book.negations))
            for start, _ in self._marks.all(negation_list(number))
        )

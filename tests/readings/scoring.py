"""Scores of claims, with the spread that another choice of pages would give.

Right is: an annotation whose span overlaps by half or more of the longer and
whose category and flows agree; a figure with value, upper end, unit and
overlapping place; a name by any of its spellings; a relation by predicate,
direction, stance and both names (words instead of an object: by place); an
indicator by entity, name and stance; a check by the stated and the worked-out number.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.readings.claims import Item, Page

LAYERS = ("annotations", "figures", "names", "relations", "indicators", "checks")
HALF = 0.5
ROUNDS = 2000
SEED = 20261124


@dataclass(frozen=True)
class Tally:
    """Counts of one layer on one page or many; `settings`: agreeing, and compared."""

    right: int = 0
    expected: int = 0
    found: int = 0
    settings: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        names = self.settings.keys() | other.settings.keys()
        nothing = (0, 0)
        settings = {}
        for name in sorted(names):
            mine, theirs = self.settings.get(name, nothing), other.settings.get(name, nothing)
            settings[name] = (mine[0] + theirs[0], mine[1] + theirs[1])
        return Tally(
            self.right + other.right,
            self.expected + other.expected,
            self.found + other.found,
            settings,
        )

    @property
    def recall(self) -> float:
        """Share of what was read that was found; 1 where nothing was to be found."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Share of what was found that was read; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    def agreement(self, setting: str) -> float:
        """Share of the right ones that agree in a setting."""
        agreeing, compared = self.settings.get(setting, (0, 0))
        return agreeing / compared if compared else 1.0


def match(
    expected: Sequence[Item], found: Sequence[Item], layer: str
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pair items, the most overlap first; give the pairs, what was missed, what was too much."""
    pairs = sorted(
        (-share, one, other)
        for one, read in enumerate(expected)
        for other, hit in enumerate(found)
        if (share := _likeness(read, hit, layer)) > 0
    )
    of: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in pairs:
        if one not in of and other not in taken:
            of[one] = other
            taken.add(other)
    return (
        [(expected[one], found[other]) for one, other in sorted(of.items())],
        [read for one, read in enumerate(expected) if one not in of],
        [hit for other, hit in enumerate(found) if other not in taken],
    )


def _likeness(read: Item, hit: Item, layer: str) -> float:
    """0 if the two are not the same, else how well they lie on each other."""
    if read.content != hit.content or len(read.names) != len(hit.names):
        return 0.0
    if not all(mine & theirs for mine, theirs in zip(read.names, hit.names, strict=True)):
        return 0.0
    share = max((_share(a, b) for a in read.spans for b in hit.spans), default=0.0)
    if layer == "annotations":
        return share if share >= HALF else 0.0
    # Words instead of an object have only their place; so have figures.
    if layer == "figures" or (layer == "relations" and len(read.names) == 1):
        return share
    return 1e-9 + share


def _share(one: tuple[int, int], other: tuple[int, int]) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0.0, shared / max(one[1] - one[0], other[1] - other[0], 1))


def tally(expected: Page, found: Page) -> dict[str, Tally]:
    """Score one page, layer by layer."""
    return {layer: _tally(expected.get(layer, ()), found.get(layer, ()), layer) for layer in LAYERS}


def _tally(expected: Sequence[Item], found: Sequence[Item], layer: str) -> Tally:
    right, missed, _ = match(expected, found, layer)
    settings: dict[str, tuple[int, int]] = {}
    for read, hit in right:
        for (name, value), (_, other) in zip(read.settings, hit.settings, strict=True):
            agreeing, compared = settings.get(name, (0, 0))
            settings[name] = (agreeing + agree(name, value, other), compared + 1)
    return Tally(len(right), len(right) + len(missed), len(found), settings)


def agree(setting: str, one: Any, other: Any) -> bool:
    """Whether two values of a setting are the same; a place may be named more fully.

    第三师图木舒克市 is 图木舒克市, "Jinjiang, Fujian" is "Jinjiang".
    """
    if one == other or setting != "place" or not one or not other:
        return bool(one == other)
    short, long = sorted((str(one), str(other)), key=len)
    return long.endswith(short) or long.startswith(f"{short},")


def interval(
    tallies: Sequence[Tally], figure: Callable[[Tally], float], rounds: int = ROUNDS
) -> tuple[float, float]:
    """The 95 % interval of a figure when the pages are drawn again, with replacement."""
    if not tallies:
        return 0.0, 1.0
    draw = random.Random(SEED)
    drawn = sorted(figure(total(draw.choices(tallies, k=len(tallies)))) for _ in range(rounds))
    return drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds) - 1]


def total(tallies: Iterable[Tally]) -> Tally:
    """All pages together."""
    return sum(tallies, Tally())

"""Meanings: whether a name means the place, and a number the year, that it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from sightline.coding.codebook import Region
from sightline.coding.scene import Stretch
from sightline.places.context import Context
from sightline.text import fold
from sightline.text.codes import Codes, Places

INSIDE, ELSEWHERE, YEARS = "place inside", "place elsewhere", "years"
"""Names of the marks that places of the region, other places and years leave."""
_HAN = re.compile("[\u3400-\u9fff]")
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
# Characters beside which a number is no year but part of an address or a longer number.
_NO_YEAR_BEHIND = frozenset("0123456789abcdefghijklmnopqrstuvwxyz/.%=&?_")
_NO_YEAR_AHEAD = frozenset("0123456789abcdefghijklmnopqrstuvwxyz/%_")
# Ideographs that may follow a year; before any other the number counts something (2000元).
_YEAR_GOES_ON = frozenset("年度至到和与及、春夏秋冬")
# What parts places that are told in one breath.
_BREATH = frozenset(("、", ",", "和", "与", "及", "以及", ", ", " and ", ", and "))
# Words ahead of a place are no longer.
_LEAD = 24


class Means:
    """Tells places and years from what only looks like them."""

    def __init__(self, key: str, passing: Passing) -> None:
        self._key, self._passing = key, passing

    def __call__(self, name: str, places: list[Stretch]) -> list[Stretch]:
        """Those of a list's places at which its words mean what they say."""
        key, passing = self._key, self._passing
        if name == YEARS:
            return [
                (start, end)
                for start, end in places
                if key[start - 1 : start] not in _NO_YEAR_BEHIND
                and _may_be_year(key[end : end + 1])
            ]
        if name not in (INSIDE, ELSEWHERE):
            return places
        suspect = passing.suspect
        found = [
            (start, end)
            for start, end in places
            if key[end : end + 1] not in suspect or passing.is_place(key, end)
        ]
        return found if name == INSIDE else list(self._guests(found))

    def _guests(self, places: list[Stretch]) -> Iterator[Stretch]:
        """The places elsewhere that the text is at; those told in one breath are alike."""
        passed = -1
        for start, end in places:
            chained = passed >= 0 and self._key[passed:start] in _BREATH
            if chained or self._passing.passes(self._key, start, end):
                passed = end
            else:
                yield start, end

    def columns(self, name: str, places: Places, key: Codes) -> Places:
        """`__call__` for many places: their starts and ends, and the key's code points."""
        starts, ends = places
        ahead = _beside(key, ends)
        if name == YEARS:
            kept = ~np.isin(_beside(key, starts - 1), _codes(_NO_YEAR_BEHIND))
            han = (ahead >= _FIRST_HAN) & (ahead <= _LAST_HAN)
            kept &= ~np.isin(ahead, _codes(_NO_YEAR_AHEAD))
            kept &= ~han | np.isin(ahead, _codes(_YEAR_GOES_ON))
            return places[:, kept]
        if name not in (INSIDE, ELSEWHERE):
            return places
        kept = np.ones(len(starts), dtype=bool)
        for at in np.isin(ahead, _codes(self._passing.suspect)).nonzero()[0].tolist():
            kept[at] = self._passing.is_place(self._key, int(ends[at]))
        places = places[:, kept]
        if name == INSIDE or not kept.any():
            return places
        guests = list(self._guests(list(zip(*places.tolist(), strict=True))))
        return np.array(guests, dtype=np.int32).reshape(-1, 2).T


def _beside(key: Codes, places: Places) -> Codes:
    """The key's characters at these places, 0 outside it."""
    inside = (places >= 0) & (places < len(key))
    return np.where(inside, key[np.where(inside, places, 0)], 0)


@lru_cache(maxsize=8)
def _codes(signs: frozenset[str]) -> Codes:
    return np.array(sorted(map(ord, signs)), dtype=np.uint32)


def _may_be_year(ahead: str) -> bool:
    return ahead not in _NO_YEAR_AHEAD and (ahead in _YEAR_GOES_ON or not _HAN.match(ahead))


class Passing:
    """Tells names of places from those of roads and goods, and from someone's origin."""

    def __init__(self, region: Region) -> None:
        self._no_place = Context.load().not_place_zh if region.gazetteer else None
        # The pattern is made of plain words: without one of its characters it never matches.
        self.suspect = frozenset(self._no_place.pattern if self._no_place else "")
        self._before = tuple(fold(word) for word in region.passing_before)
        self._after = tuple(fold(word) for word in region.passing_after)

    def is_place(self, key: str, end: int) -> bool:
        """Whether the name that ends here means a place, and not a road or goods."""
        return self._no_place is None or self._no_place.match(key, end) is None

    def passes(self, key: str, start: int, end: int) -> bool:
        """Whether the words beside a name make it an origin or a goal."""
        lead = key[max(start - _LEAD, 0) : start].rstrip(" \n\"'")
        for word in self._before:
            if lead.endswith(word):
                at = len(lead) - len(word)
                if not (at and "a" <= lead[at - 1] <= "z"):
                    return True
        rest = key[end : end + _LEAD].lstrip(" \n\"'")
        return rest.startswith(self._after)

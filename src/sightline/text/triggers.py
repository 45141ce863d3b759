"""Triggers: where a text may print a private name, found by one scan.

The patterns that know names are long lists of words; tried at every
character they would cost more than all the rest of reading. Each needs
some word or letter beside the name, so they are tried where one stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ahocorasick_rs

from sightline.text.codes import Codes

# How far a name in Latin letters reaches from a capital.
_LATIN = 240


class Triggers:
    """One automaton for the words of all kinds."""

    def __init__(self, kinds: Mapping[str, Sequence[str]]) -> None:
        words = sorted({word for each in kinds.values() for word in each})
        self._kinds = tuple(kinds)
        self._told = [[kind for kind, each in kinds.items() if word in each] for word in words]
        self._automaton = ahocorasick_rs.AhoCorasick(
            words, implementation=ahocorasick_rs.Implementation.DFA
        )

    def find(self, text: str) -> dict[str, list[tuple[int, int]]]:
        """Where the words of each kind begin and end, in order of the ends, the longest first."""
        found: dict[str, list[tuple[int, int]]] = {kind: [] for kind in self._kinds}
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for kind in self._told[number]:
                found[kind].append((start, end))
        for places in found.values():
            places.sort(key=lambda place: (place[1], place[0]))
        return found


def widen(windows: list[tuple[int, int]], start: int, end: int) -> None:
    """Put a window behind the others, or join it to the last if they touch."""
    if windows and start <= windows[-1][1]:
        windows[-1] = (min(start, windows[-1][0]), max(end, windows[-1][1]))
    else:
        windows.append((start, end))


def capitals(characters: Codes) -> list[tuple[int, int]]:
    """Stretches around Latin capitals, with which names in Latin script begin."""
    found: list[tuple[int, int]] = []
    for at in ((characters >= 0x41) & (characters <= 0x5A)).nonzero()[0].tolist():
        widen(found, max(at - _LATIN, 0), at + _LATIN)
    return found

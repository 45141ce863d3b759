"""Triggers: where a text may print a private name, found by one scan.

The patterns that know names are long lists of words; tried at every
character they would cost more than all the rest of reading. Each needs
some word or letter beside the name, so they are tried where one stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import ahocorasick_rs

from sightline.text.codes import Codes

# How far a pattern reaches from its trigger.
_BEFORE, _BEHIND = 60, 12
_LATIN = 240


@dataclass(frozen=True, slots=True)
class Places:
    """Where the triggers of each kind stand.

    Attributes:
        cues: Where each word begins behind which a name follows; the longest at each place.
        labels: Likewise the labels of forms.
        after: Where words begin that follow a name.
        windows: Stretches around words that stand behind a name and its comma or bracket.
    """

    cues: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    windows: list[tuple[int, int]] = field(default_factory=list)


class Triggers:
    """One automaton for the words of all kinds."""

    def __init__(
        self, *, cues: list[str], labels: list[str], after: list[str], behind: list[str]
    ) -> None:
        self._kinds: dict[str, tuple[bool, bool, bool, bool]] = {
            word: (word in cues, word in labels, word in after, word in behind)
            for word in sorted({*cues, *labels, *after, *behind})
        }
        self._told = tuple(self._kinds.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(self._kinds), implementation=ahocorasick_rs.Implementation.DFA
        )

    def find(self, text: str) -> Places:
        """The triggers in `text`, each kind in order."""
        found = Places()
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            cue, label, after, behind = self._told[number]
            if cue:
                found.cues.append(start)
            if label:
                found.labels.append(start)
            if after:
                found.after.append(start)
            if behind:
                widen(found.windows, max(start - _BEFORE, 0), end + _BEHIND)
        for places in (found.cues, found.labels, found.after):
            places.sort()
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

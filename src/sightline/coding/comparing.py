"""Comparing: what coding a text with another codebook would change, hit by hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.coding.annotate import Annotation, annotate
from sightline.coding.codebook import Codebook
from sightline.coding.signs import IndicatorHit, indicator_hits
from sightline.text import Citation, Text

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one codebook says of a passage.

    Attributes:
        entry: The term, or the row of an indicator.
        kind: A term's category, or an indicator's name.
        flows: A term's flows; none for an indicator.
        sense: A term's sense, or an indicator's stance.
    """

    entry: str
    kind: str
    flows: tuple[int, ...]
    sense: str | None
    why: str
    citation: Citation

    def says(self) -> tuple[object, ...]:
        """What counts when two readings of a passage are compared."""
        return (self.entry, self.kind, self.flows, self.sense, self.citation.span)

    def as_dict(self) -> dict[str, Any]:
        """The reading as an object for programs; the citation stands beside it."""
        return {
            "entry": self.entry,
            "kind": self.kind,
            "flows": list(self.flows),
            "sense": self.sense,
            "why": self.why,
            "citation": self.citation.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that is read otherwise: only now, no more, or in another way."""

    old: Reading | None
    new: Reading | None

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        if self.old is None:
            return ADDED
        return REMOVED if self.new is None else CHANGED

    @property
    def reading(self) -> Reading:
        """The new reading, or the old one where there is no new."""
        reading = self.new or self.old
        assert reading is not None
        return reading

    def as_dict(self) -> dict[str, Any]:
        """The change as an object for programs."""
        return {
            "change": self.kind,
            "old": self.old.as_dict() if self.old else None,
            "new": self.new.as_dict() if self.new else None,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two codebooks make of one text."""

    changes: tuple[Change, ...]
    same: int


def compare(text: Text, old: Codebook, new: Codebook) -> Comparison:
    """The passages of `text` that `new` reads otherwise than `old`, in order."""
    pairs = (
        _paired(_terms(annotate(text, old)), _terms(annotate(text, new))),
        _paired(_signs(indicator_hits(text, old)), _signs(indicator_hits(text, new))),
    )
    changes = [change for found, _ in pairs for change in found]
    changes.sort(key=lambda one: (one.reading.citation.start, one.reading.citation.end))
    return Comparison(tuple(changes), sum(same for _, same in pairs))


def _terms(hits: Iterable[Annotation]) -> list[Reading]:
    return [
        Reading(hit.term, hit.category, hit.flows, hit.sense, hit.why, hit.citation) for hit in hits
    ]


def _signs(hits: Iterable[IndicatorHit]) -> list[Reading]:
    return [Reading(hit.row, hit.indicator, (), hit.stance, hit.why, hit.citation) for hit in hits]


def _paired(old: Sequence[Reading], new: Sequence[Reading]) -> tuple[list[Change], int]:
    """Pair readings that say the same, then those of one passage, the most overlap first."""
    unsaid = {reading.says(): reading for reading in old}
    fresh = [reading for reading in new if unsaid.pop(reading.says(), None) is None]
    gone = list(unsaid.values())
    same = len(new) - len(fresh)
    overlaps = sorted(
        (-shared, at, by)
        for at, before, by, after in _overlapping(gone, fresh)
        if (shared := _shared(before, after)) > 0
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, by in overlaps:
        if at not in partner and by not in taken:
            partner[at] = by
            taken.add(by)
    changes = [
        Change(reading, fresh[partner[at]] if at in partner else None)
        for at, reading in enumerate(gone)
    ]
    changes += [Change(None, reading) for by, reading in enumerate(fresh) if by not in taken]
    return changes, same


def _overlapping(
    gone: Sequence[Reading], fresh: Sequence[Reading]
) -> Iterable[tuple[int, Reading, int, Reading]]:
    """Pairs that may overlap; both are in order of their place."""
    first = 0
    for at, before in enumerate(gone):
        while first < len(fresh) and fresh[first].citation.end <= before.citation.start:
            first += 1
        for by in range(first, len(fresh)):
            if fresh[by].citation.start >= before.citation.end:
                break
            yield at, before, by, fresh[by]


def _shared(one: Reading, other: Reading) -> int:
    return min(one.citation.end, other.citation.end) - max(one.citation.start, other.citation.start)

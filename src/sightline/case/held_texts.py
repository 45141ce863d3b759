"""The texts that a case holds, one by one, for work that changes nothing in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.case import texts
from sightline.case.case import Case


@dataclass(frozen=True, slots=True)
class HeldText:
    """The masked text of a capture, with the name that the file came under."""

    capture: str
    filename: str
    text: str


def held_texts(case: Case) -> Iterator[HeldText]:
    """Each text that is read, in the order of an export; only one is in memory at a time."""
    found = case.database.execute(
        "SELECT number, id, filename FROM captures"
        " WHERE EXISTS (SELECT 1 FROM texts WHERE texts.capture = captures.number) ORDER BY id"
    ).fetchall()
    for number, identity, filename in found:
        yield HeldText(identity, filename or identity[:12], texts.whole(case.database, number))

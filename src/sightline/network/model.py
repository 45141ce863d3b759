"""What the network says of an entity: its tier, its tie and the path behind it."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.entities import Link, Record
from sightline.entities.model import STANCES

TIERS = ("listed", "linked", "region", "upstream", "sector")
"""What kind of tie a hit is, the strongest first."""


def stronger(a: str, b: str) -> bool:
    """Tell whether tier `a` is stronger than tier `b`."""
    return TIERS.index(a) < TIERS.index(b)


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a path, in the link's own direction.

    A path is read from the subject outwards, while a link says who
    supplies whom: each step shares an end with the one before it.
    """

    link: Link
    origin_caption: str
    target_caption: str
    """The caption of the entity at the link's end, or the literal that stands there."""

    def as_dict(self) -> dict[str, object]:
        """Give the step as FORMATS has it, with what the link says of itself."""
        return {
            "from": self.link.subject,
            "from_caption": self.origin_caption,
            "link": self.link.predicate,
            "to": self.link.object,
            "to_caption": self.target_caption,
            "literal": self.link.literal,
            "record": self.link.id,
            "flow": self.link.flow,
            "date": self.link.date,
            "stance": self.link.stance,
            "asserted_by": self.link.asserted_by,
            "statement": self.link.statement,
            "citations": [record.as_dict() for record in self.link.citations],
        }


@dataclass(frozen=True, slots=True)
class Tie:
    """Why an entity is of the scheme or tied to it: a cited link, or what it is."""

    entity: str
    reason: str
    link: Link | None
    citations: tuple[Record, ...]

    @property
    def stance(self) -> str:
        """Give how the tie is claimed; what an entity is, is stated."""
        return self.link.stance if self.link else STANCES[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """The strongest tier an entity has by itself, and what that rests on."""

    entity: str
    tier: str
    why: str
    path: tuple[Step, ...]
    citations: tuple[Record, ...]
    stance: str
    """The weakest stance on the way: a path over a plan is a plan."""
    reaches: str | None = None
    """The listed, region or scheme-tied entity at the end of the path."""


def weakest(stances: tuple[str, ...]) -> str:
    """Give the weakest of several stances."""
    return max(stances, key=STANCES.index, default=STANCES[0])

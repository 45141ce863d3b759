"""What claims need of an annotation: the room that makes them is not asked for more."""

from __future__ import annotations

from typing import Protocol

from sightline.text import Citation


class Coded(Protocol):
    """A codebook term found at a passage."""

    @property
    def term(self) -> str:
        """The id of its term."""

    @property
    def category(self) -> str:
        """What the term is."""

    @property
    def flows(self) -> tuple[int, ...]:
        """The flows that the hit tells."""

    @property
    def sense(self) -> str | None:
        """Its sense."""

    @property
    def citation(self) -> Citation:
        """Its passage."""

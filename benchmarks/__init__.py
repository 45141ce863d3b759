"""Measurements: each module here takes some figures of Sightline.

A module exposes what `Measurement` lists. `make test` takes a seeded
sample (full=False, a few seconds) and holds it to the bounds; `make bench`
and `make soak` take the figures in full and write docs/measurements.json,
from which the README has its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

Figure = float | int | str
"""A number, or a word such as a unit or the name of a data set."""


class Measurement(Protocol):
    """What a module of this folder exposes.

    Optional beside these: `KIND`, "bench" (the default) or "soak" for one
    that is run by `make soak`; `NEEDS_SHARED = True` if it reads the shared
    folder; `FLOORS` and `CEILINGS`, figures with the least and the most that
    they may be, in a sample and in full.
    """

    NAME: str
    """The key in docs/measurements.json."""
    MODULES: Sequence[str]
    """What is measured, as dotted names; a package or a data folder stands for all its files."""

    @staticmethod
    def run(full: bool) -> Mapping[str, Figure]:
        """Measure, and give the figures by name."""

"""Measurements: each module here takes some figures of Sightline.

A module exposes what `Measurement` lists. `make test` takes a seeded
sample (full=False, a few seconds) and holds it to the bounds; `make bench`
and `make soak` take the figures in full and write docs/measurements.json,
from which the README has its numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Measurement(Protocol):
    """What a module of this folder exposes.

    Optional beside these: `KIND`, "bench" (the default) or "soak" for one
    that is run by `make soak`; `NEEDS_SHARED = True` if it reads the shared
    folder; `FLOORS` and `CEILINGS`, the least and the most that a figure may
    be, in a sample and in full, by its path: {"recall/zh-en": 0.9};
    `FLOORS_IN_FULL`, floors for what a sample cannot tell: speed, for one,
    since samples run beside other tests.
    """

    NAME: str
    """The key in docs/measurements.json."""
    MODULES: Sequence[str]
    """What is measured, as dotted names; a package or a data folder stands for all its files."""

    @staticmethod
    def run(full: bool) -> Mapping[str, Any]:
        """Measure, and give the figures by name: numbers, words, or JSON-ready tables of them."""

"""Checks: every arithmetic that a document states or implies, worked out again.

Each finder looks for figures that the document itself sets beside each
other, by its words, its lists and the units. What agrees and what doesn't
is listed alike, with the formula and how far the print leaves room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sightline.claims.check import Check
from sightline.claims.checks_products import joint_products, products
from sightline.claims.checks_scene import Placed, Scene
from sightline.claims.checks_shares import conversions, multiples, shares, thresholds
from sightline.claims.checks_sums import sums
from sightline.claims.figure import Figure
from sightline.text import Text


def read_checks(text: Text, figures: Sequence[Figure]) -> list[Check]:
    """All checks of a text, in the order of their first figure, each once."""
    if not figures:
        return []
    scene = Scene(text, figures)
    found: dict[tuple[float | None, frozenset[str]], Check] = {}
    for check in _all(scene):
        known = (check.stated, frozenset(check.inputs))
        if known not in found or (check.agrees and not found[known].agrees):
            found[known] = check
    return sorted(found.values(), key=lambda check: (check.citation.start, check.formula))


def _all(scene: Scene) -> Iterator[Check]:
    yield from sums(scene)
    yield from products(scene, _notes(scene))
    yield from joint_products(scene)
    yield from shares(scene)
    yield from multiples(scene)
    yield from thresholds(scene)
    yield from conversions(scene)


def _notes(scene: Scene) -> dict[str, list[Placed]]:
    """The figures that stand in the document's own notes."""
    found: dict[str, list[Placed]] = {}
    for passage, figures in scene.by_passage.items():
        marker = scene.passages[passage].marker
        if scene.passages[passage].kind == "note" and marker:
            found.setdefault(marker, []).extend(figures)
    return found

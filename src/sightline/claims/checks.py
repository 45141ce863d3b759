"""Checks: every arithmetic that a document states or implies, worked out again.

Each finder looks for figures that the document itself sets beside each
other, by its words, its lists and the units. What agrees and what doesn't
is listed alike, with the formula and how far the print leaves room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sightline.claims.check import Check
from sightline.claims.checks_changes import changes
from sightline.claims.checks_products import far_products, joint_products, products
from sightline.claims.checks_scene import Placed, Scene
from sightline.claims.checks_shares import conversions, multiples, shares, thresholds
from sightline.claims.checks_sums import sums
from sightline.claims.checks_tables import tables
from sightline.claims.figure import Figure
from sightline.text import Text


def read_checks(text: Text, figures: Sequence[Figure]) -> list[Check]:
    """All checks of a text, in the order of their first figure, each once."""
    if not figures:
        return []
    scene = Scene(text, figures)
    found = _distinct(_near(scene))
    settled = {check.stated for check in found}
    # What stands far apart is tried only for numbers that nothing nearer gives.
    found += [check for check in _distinct(_far(scene)) if check.stated not in settled]
    return sorted(found, key=lambda check: (check.citation.start, check.formula))


def _distinct(checks: Iterable[Check]) -> list[Check]:
    """Each check once; of two that work out the same, the one with more of the figures."""
    found: dict[tuple[object, ...], Check] = {}
    for check in checks:
        known = (check.stated, frozenset(check.inputs))
        if known not in found or (check.agrees and not found[known].agrees):
            found[known] = check
    by_result: dict[tuple[float | None, float], list[Check]] = {}
    for check in sorted(found.values(), key=lambda check: -len(check.inputs)):
        like = by_result.setdefault((check.stated, check.recomputed), [])
        # One formula may come out at a number that the document prints twice.
        if not any(
            check.formula == other.formula or set(check.inputs) <= set(other.inputs)
            for other in like
        ):
            like.append(check)
    return [check for like in by_result.values() for check in like]


def _near(scene: Scene) -> Iterator[Check]:
    yield from tables(scene)
    yield from sums(scene)
    yield from products(scene, _notes(scene))
    yield from joint_products(scene)
    yield from shares(scene)
    yield from multiples(scene)
    yield from thresholds(scene)
    yield from conversions(scene)
    yield from changes(scene)


def _far(scene: Scene) -> Iterator[Check]:
    yield from far_products(scene)


def _notes(scene: Scene) -> dict[str, list[Placed]]:
    """The figures that stand in the document's own notes."""
    found: dict[str, list[Placed]] = {}
    for passage, figures in scene.by_passage.items():
        marker = scene.passages[passage].marker
        if scene.passages[passage].kind == "note" and marker:
            found.setdefault(marker, []).extend(figures)
    return found

"""Figures are taken by a command, kept within their bounds, and told as they were measured."""

from __future__ import annotations

import warnings
from types import ModuleType, SimpleNamespace

import pytest

from scripts import measure

MEASUREMENTS = list(measure.measurements())


@pytest.mark.parametrize("module", MEASUREMENTS, ids=lambda module: str(module.NAME))
def test_a_sample_of_every_measurement_is_within_its_bounds(
    module: ModuleType, request: pytest.FixtureRequest
) -> None:
    """A floor that drops is seen by `make test`, not at the next full measurement."""
    if getattr(module, "NEEDS_SHARED", False):
        request.getfixturevalue("shared")
    figures = module.run(full=False)
    assert figures
    assert not measure.broken_bounds(module, figures, full=False)


@pytest.mark.parametrize("module", MEASUREMENTS, ids=lambda module: str(module.NAME))
def test_measured_modules_exist(module: ModuleType) -> None:
    """A figure says what it measures in names that lead somewhere."""
    assert all(measure.files_of(dotted) for dotted in module.MODULES)
    assert measure.fingerprint(module) == measure.fingerprint(module)


def test_readme_tells_the_recorded_figures() -> None:
    """No number in the README that no command has printed."""
    text = measure.README.read_text("utf-8")
    assert measure.refreshed(text, measure.record()) == text


def test_recorded_figures_were_taken_in_full() -> None:
    """What docs/measurements.json keeps is no sample."""
    assert all(entry["full"] for entry in measure.record().values())


def test_figures_older_than_their_code_are_told() -> None:
    """A changed module doesn't make its figure wrong, but old: `make bench` takes it anew."""
    if old := measure.stale():
        warnings.warn(f"figures older than their code: {', '.join(old)}", stacklevel=1)


KNOWN = {"search": {"figures": {"recall": 1.0, "by script": {"corpus": "invented"}}}}

SHOWN_CASES = [
    ("<!--figure search/recall;.3f-->0.9<!--/-->", "<!--figure search/recall;.3f-->1.000<!--/-->"),
    (
        "<!--figure search/by script/corpus--><!--/-->",
        "<!--figure search/by script/corpus-->invented<!--/-->",
    ),
    ("38 times, unmarked", "38 times, unmarked"),
]


@pytest.mark.parametrize(("before", "after"), SHOWN_CASES)
def test_figures_are_put_where_the_text_names_them(before: str, after: str) -> None:
    """A figure in the docs is written by the program, in the format that the text asks for."""
    assert measure.refreshed(before, KNOWN) == after


def test_a_figure_never_measured_cannot_be_told() -> None:
    """A README cannot name a figure before there is one."""
    with pytest.raises(KeyError):
        measure.refreshed("<!--figure search/speed-->9<!--/-->", KNOWN)


def test_bounds_hold_on_both_sides() -> None:
    """A floor and a ceiling each name the figure that broke them."""
    module = SimpleNamespace(NAME="search", FLOORS={"recall/zh": 1.0}, CEILINGS={"seconds": 2.0})
    bounded: ModuleType = module  # type: ignore[assignment]
    good = {"recall": {"zh": 1.0}, "seconds": 2.0}
    assert measure.broken_bounds(bounded, good, full=False) == []
    poor = {"recall": {"zh": 0.99}, "seconds": 2.1}
    assert measure.broken_bounds(bounded, poor, full=False) == [
        "search/recall/zh is 0.99, below 1.0",
        "search/seconds is 2.1, above 2.0",
    ]


def test_speed_is_held_in_full_only() -> None:
    """A sample runs beside other tests, so it says nothing of speed."""
    module = SimpleNamespace(NAME="search", FLOORS_IN_FULL={"speed": 400})
    bounded: ModuleType = module  # type: ignore[assignment]
    assert measure.broken_bounds(bounded, {"speed": 353}, full=False) == []
    assert measure.broken_bounds(bounded, {"speed": 353}, full=True) == [
        "search/speed is 353, below 400"
    ]

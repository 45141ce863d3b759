"""Every rule of a bundled codebook holds on its own examples."""

from __future__ import annotations

import pytest

from sightline.coding import Example, Term, annotate, bundled_codebooks, load_codebook
from sightline.text import Text

EXAMPLES = [
    pytest.param(name, term, example, id=f"{name}-{term.id}-{example.text[:24]}")
    for name in bundled_codebooks()
    for term in load_codebook(name).terms
    for example in term.examples
]


@pytest.mark.parametrize(("name", "term", "example"), EXAMPLES)
def test_example_holds(name: str, term: Term, example: Example) -> None:
    """What must match does, with the flows and the sense told; what must not doesn't."""
    hits = [
        hit
        for hit in annotate(Text("0" * 64, example.text), load_codebook(name))
        if hit.term == term.id
    ]
    assert bool(hits) is example.matches
    if example.flows is not None:
        assert [hit.flows for hit in hits] == [example.flows] * len(hits)
    if example.told:
        assert {hit.sense for hit in hits} == {example.sense}


def test_every_term_has_both_kinds_of_examples() -> None:
    """A rule without a near miss isn't checked."""
    lacking = [
        term.id
        for name in bundled_codebooks()
        for term in load_codebook(name).terms
        if {example.matches for example in term.examples} != {True, False}
    ]
    assert lacking == []

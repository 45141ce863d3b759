"""Every rule of a bundled codebook holds on its own examples."""

from __future__ import annotations

import pytest

from sightline.coding import Example, Term, bundled_codebooks, load_codebook
from sightline.coding.checking import check, failure

EXAMPLES = [
    pytest.param(name, entry, example, id=f"{name}-{entry.id}-{example.text[:24]}")
    for name in bundled_codebooks()
    for entry in load_codebook(name).entries
    for example in entry.examples
]


@pytest.mark.parametrize(("name", "entry", "example"), EXAMPLES)
def test_example_holds(name: str, entry: Term, example: Example) -> None:
    """What must match does, with what it must say; what must not doesn't."""
    assert failure(load_codebook(name), entry, example) is None


@pytest.mark.parametrize("name", bundled_codebooks())
def test_a_bundled_codebook_needs_no_mending(name: str) -> None:
    """No failure and no hint: both kinds of examples everywhere, and nothing unused."""
    assert check(load_codebook(name)) == []


@pytest.mark.parametrize("name", bundled_codebooks())
def test_a_bundled_codebook_ranks_its_flows(name: str) -> None:
    """Each flow has its level of coercion with a source, the hardest first."""
    book = load_codebook(name)
    assert book.flows
    assert min(flow.rank for flow in book.flows.values()) == 1
    assert all(flow.coercion and flow.source for flow in book.flows.values())

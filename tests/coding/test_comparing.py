"""What another codebook would make of a text, hit by hit."""

from __future__ import annotations

from sightline.coding.comparing import compare
from sightline.text import Text
from tests.coding.books import SIGN, TERM, book

TEXT = Text("0" * 64, "At Tamsal two salt pans lie. Their passports are kept.")


def test_two_that_code_alike_differ_in_nothing() -> None:
    """Every hit is counted as the same."""
    found = compare(TEXT, book(TERM, SIGN), book(TERM, SIGN))
    assert (found.changes, found.same) == ((), 2)


def test_hits_come_and_go() -> None:
    """Terms and indicators that only one of the two has."""
    [gone] = compare(TEXT, book(TERM, SIGN), book(TERM)).changes
    [come] = compare(TEXT, book(TERM), book(TERM, SIGN)).changes
    assert (gone.kind, come.kind) == ("removed", "added")
    assert gone.reading.entry == come.reading.entry == "papers"


def test_a_passage_read_otherwise_is_one_change() -> None:
    """A longer form, another term or other flows change a hit; they don't remove one and add one."""
    other = TERM.replace("salt-pan", "shore-pan").replace("salt pan", "two salt pan")
    [change] = compare(TEXT, book(TERM), book(other)).changes
    assert change.old and change.new
    assert (change.old.entry, change.new.entry) == ("salt-pan", "shore-pan")
    [shut] = compare(TEXT, book(TERM), book(TERM.replace("flows = [1]", ""))).changes
    assert shut.old and shut.new
    assert (shut.old.flows, shut.new.flows) == ((1,), ())
    assert shut.as_dict()["change"] == "changed"

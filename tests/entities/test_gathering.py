"""Mentions become entities by a shared spelling, and by nothing looser. All invented."""

from __future__ import annotations

from sightline.entities.gathering import Named, gather


def test_a_shared_spelling_joins_and_a_likeness_does_not() -> None:
    """Both scripts meet through one mention that gives both; a near name stays apart."""
    gathered = gather(
        [
            Named("company", ("Bright Loom Textile Company", "明梭纺织公司")),
            Named("company", ("明梭紡織公司",)),
            Named("company", ("Bright Loom Logistics Company",)),
        ]
    )
    assert [entity.mentions for entity in gathered] == [(0, 1), (2,)]
    assert gathered[0].properties["alias"] == ["明梭纺织公司", "明梭紡織公司"]


def test_places_meet_by_code() -> None:
    """Two spellings of one county are one place."""
    gathered = gather(
        [
            Named("place", ("Moyu County",), place_code="653222"),
            Named("place", ("Karakax County",), place_code="653222"),
        ]
    )
    assert len(gathered) == 1
    assert gathered[0].schema == "Address"


def test_a_person_without_a_position_is_nobody() -> None:
    """No role, no record."""
    assert gather([Named("person", ("Anwar Semet",))]) == []
    (person,) = gather([Named("person", ("Anwar Semet",), position="mayor")])
    assert person.properties == {"name": ["Anwar Semet"], "position": ["mayor"]}


def test_ids_survive_a_rebuild_in_another_order() -> None:
    """The id comes from kind and name, not from the order of reading."""
    one, other = Named("park", ("Shufu Park",)), Named("company", ("Bright Loom Company",))
    assert {e.id for e in gather([one, other])} == {e.id for e in gather([other, one])}

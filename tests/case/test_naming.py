"""Claims about mentions become claims about entities, and none of them dangles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.case import Case, export, read_case, status
from sightline.case.naming import Naming
from sightline.case.steps import MENTIONS, RELATIONS, STEPS, Step, Work

from .conftest import put_all
from .test_export import rows

COMPANY = {"id": "m1", "kind": "company", "names": ["Brightwater Cotton Co., Ltd."]}
SAME = {"id": "m2", "kind": "company", "names": ["BRIGHTWATER COTTON CO., LTD."]}
COUNTY = {"id": "m3", "kind": "place", "names": ["Lop County"], "place_code": "653224"}
NAMELESS = {"id": "m4", "kind": "person", "names": ["the headman"]}


def naming(*mentions: dict[str, Any]) -> Naming:
    """What these mentions yield."""
    blank = {"position": None, "place_code": None}
    return Naming([{**blank, **each, "citation": {"start": 0}} for each in mentions])


def relation(subject: str, to: str | None, literal: str | None = None) -> dict[str, Any]:
    """A row as a step gives it."""
    return {"id": "r", "subject": subject, "predicate": "p", "object": to, "literal": literal}


def test_mentions_of_one_entity_share_its_id() -> None:
    """Whichever of its spellings a claim names."""
    names = naming(COMPANY, SAME, COUNTY)
    company, county = (entity["id"] for entity in names.entities())
    found = list(names.relations([relation("m1", "m3"), relation("m2", "m3")]))
    assert [(row["subject"], row["object"]) for row in found] == [(company, county)] * 2
    assert [row["entity"] for row in names.indicators([{"entity": "m2"}])] == [company]


def test_an_object_without_an_entity_keeps_its_words() -> None:
    """A person without a role is no entity; what the document says stays."""
    (row,) = naming(COMPANY, NAMELESS).relations([relation("m1", "m4")])
    assert (row["object"], row["literal"]) == (None, "the headman")


def test_a_literal_stays() -> None:
    """A relation to no mention at all."""
    (row,) = naming(COMPANY).relations([relation("m1", None, "10 tonnes of yarn")])
    assert (row["object"], row["literal"]) == (None, "10 tonnes of yarn")


def test_nothing_dangles() -> None:
    """What is about no entity, leads nowhere or back to itself is left out."""
    names = naming(COMPANY, SAME, NAMELESS)
    gone = [relation("m4", "m1"), relation("m1", "m2"), relation("m1", "m9"), relation("m9", "m1")]
    assert list(names.relations(gone)) == []
    assert list(names.indicators([{"entity": "m4"}, {"entity": "m9"}])) == []


@dataclass(frozen=True)
class Tie:
    """A relation as a step gives it, from mention to mention."""

    subject: Any
    object: Any
    flow: int | None

    @property
    def id(self) -> str:
        """One a place."""
        return f"tie-{self.subject.id}"

    def as_dict(self) -> dict[str, Any]:
        """The row, with the ids of mentions."""
        return {
            "id": self.id,
            "subject": self.subject.id,
            "predicate": "located_in",
            "object": self.object.id,
            "literal": None,
            "flow": self.flow,
            "date": None,
            "stance": "stated",
            "references": [],
            "citation": self.subject.citation.as_dict(),
        }


def _ties(work: Work) -> Iterable[Tie]:
    mentions = work.of(MENTIONS)
    places = [each for each in mentions if each.kind == "place"]
    firms = [each for each in mentions if each.kind == "company"]
    return [Tie(firm, place, 3) for firm, place in zip(firms, places, strict=False)]


def test_an_export_names_entities_and_captures_bear_the_flow(read: Case, tmp_path: Path) -> None:
    """A new step of relations is one line of the table, and its rows join to the entities."""
    others = tuple(step for step in STEPS if step.name != RELATIONS)
    table = (*others, Step(RELATIONS, "own", _ties, needs=(MENTIONS,)))
    read_case(read, lambda _: None, table)
    export(read, tmp_path / "out")
    captions = {row["id"]: row["caption"] for row in rows(tmp_path / "out", "entities")}
    found = {
        (captions[row["subject"]], captions[row["object"]])
        for row in rows(tmp_path / "out", "relations")
    }
    assert found
    assert all("Ltd" in str(firm) or "有限公司" in str(firm) for firm, _ in found)
    tied = {row["citation"]["capture"] for row in rows(tmp_path / "out", "relations")}  # type: ignore[index]
    for row in rows(tmp_path / "out", "captures"):
        assert (3 in row["flows"]) or row["id"] not in tied  # type: ignore[operator]
    assert status(read, table).flows["xinjiang-labour"]["3"] >= len(tied)


EXAMPLES = Path(__file__).parents[2] / "examples" / "briefing"
FIELDS = {
    "relations": (
        "id subject predicate object literal flow date stance references citation citations"
    ),
    "indicators": "id entity framework indicator strength asserted_by stance citation citations",
    "checks": "id formula inputs stated recomputed tolerance agrees why citations",
}


def test_real_documents_lose_no_claim_and_none_dangles(case: Case, tmp_path: Path) -> None:
    """Each relation and indicator of the examples is in the export, about entities that are too."""
    put_all(case, EXAMPLES)
    read_case(case, lambda _: None)
    export(case, tmp_path / "out")
    known = {row["id"] for row in rows(tmp_path / "out", "entities")} | {None}
    for name, fields in FIELDS.items():
        kept = rows(tmp_path / "out", name)
        made = case.database.execute("SELECT count(*) FROM rows WHERE step = ?", (name,)).fetchone()
        assert [len(kept)] == [*made]
        assert kept or name == "checks"
        for row in kept:
            assert list(row) == fields.split()
            assert {row.get(side) for side in ("subject", "object", "entity")} <= known
            if name == "relations":
                assert (row["object"] is None) == (row["literal"] is not None)

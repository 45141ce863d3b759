"""Who is exposed, over which links, and how surely."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sightline.entities import Dataset, Entity, Link, Listing, Record, load_datasets
from sightline.network import Network, Rules

ROW = Record("made-up", "r-1", "https://example.org/r1", "2024-01-01")
NAMES = {
    "lark": "Larkfield Spinning",
    "elm": "Elmgate Mills",
    "ash": "Ashdown Dyers",
    "oak": "Oakhurst Shirts",
    "fir": "Firth Retail",
}


def company(key: str, name: str | None = None, schema: str = "Company") -> Entity:
    """Make an entity."""
    called = name or NAMES.get(key, key)
    return Entity(key, schema, schema.lower(), called, {"name": (called,)}, "made-up")


def link(
    subject: str,
    predicate: str,
    target: str,
    *,
    stance: str = "stated",
    flow: str | None = None,
    key: str | None = None,
) -> Link:
    """Make a link; a target in quotation marks is a literal."""
    literal = target.strip('"') if target.startswith('"') else None
    return Link(
        id=key or f"{subject}-{predicate}-{target}",
        subject=subject,
        predicate=predicate,
        object=None if literal else target,
        literal=literal,
        flow=flow,
        date=None,
        stance=stance,
        asserted_by="author",
        statement="",
        citations=(ROW,),
    )


def network(
    links: Sequence[Link],
    *,
    listed: Sequence[str] = (),
    in_region: Sequence[str] = (),
    more: Sequence[Entity] = (),
) -> Network:
    """Make a network of the five made-up companies and what is added."""
    dataset = Dataset(
        "made-up",
        "Made up",
        "nobody",
        "2024-01-01",
        "none",
        None,
        True,
        None,
        None,
        "0" * 64,
        entities=(*map(company, NAMES), *more),
        links=tuple(links),
        listings=tuple(Listing(key, "1", None, ROW) for key in listed),
    )
    return Network([dataset], in_region=dict.fromkeys(in_region, (ROW,)))


def tier(found: Network, key: str) -> str | None:
    """Give an entity's tier."""
    standing = found.standing(key)
    return standing.tier if standing else None


TIES = [
    (link("lark", "uses_flow", '"people sent from a camp"', flow="1"), "linked"),
    (link("lark", "employs", '"300 transferred workers"', flow="2"), "linked"),
    (link("lark", "employs", '"300 workers"'), None),
    (link("lark", "recruits_from", "camp"), "linked"),
    (link("lark", "operates", "camp"), "linked"),
    (link("lark", "located_in", "camp"), "linked"),
    (link("lark", "uses_flow", '"camp labour"', flow="1", stance="denied"), None),
    (link("lark", "located_in", "town"), None),
]


@pytest.mark.parametrize(("tie", "expected"), TIES, ids=[tie.id for tie, _ in TIES])
def test_what_ties_a_company_to_the_scheme(tie: Link, expected: str | None) -> None:
    """A cited link does; a denied one, or work without a flow, does not."""
    camp = Entity(
        "camp", "Asset", "vtic", "A camp", {"name": ("Fictional County VTIC",)}, "made-up"
    )
    found = network([tie], more=[camp, company("town", "Fictional County", "Address")])
    assert tier(found, "lark") == expected


EXPOSING = sorted(Rules.load().exposing - {"uses_flow"})


@pytest.mark.parametrize("kind", EXPOSING)
def test_one_exposure_link_makes_linked(kind: str) -> None:
    """Exactly one exposure link to a listed entity, in either direction."""
    found = network([link("lark", kind, "elm")], listed=["elm"])
    assert tier(found, "elm") == "listed"
    assert tier(found, "lark") == "linked"
    assert tier(network([link("elm", kind, "lark")], listed=["elm"]), "lark") == "linked"


@pytest.mark.parametrize("kind", sorted(Rules.load().explaining))
def test_links_that_explain_never_expose(kind: str) -> None:
    """Being paired, placed, governed or paid by the same is no dealing with each other."""
    assert tier(network([link("lark", kind, "elm")], listed=["elm"]), "lark") is None


def test_all_predicates_of_the_contract_have_a_meaning() -> None:
    """No kind of link is left to chance."""
    rules = Rules.load()
    contract = (
        "located_in operates owns employs recruits_from ships_to trained subsidised_by "
        "funded_by invested_in paired_with supplies exports_to partner_of built part_of "
        "administered_by uses_flow"
    )
    assert rules.exposing | rules.explaining == set(contract.split())
    assert not rules.exposing & rules.explaining


def test_two_links_make_upstream_and_three_too() -> None:
    """The path is kept, step by step, with what each rests on."""
    links = [link("lark", "supplies", "elm"), link("elm", "supplies", "ash")]
    found = network([*links, link("ash", "ships_to", "oak")], listed=["lark"])
    ash = found.standing("ash")
    assert ash is not None
    assert (ash.tier, ash.reaches) == ("upstream", "lark")
    assert [step.as_dict()["link"] for step in ash.path] == ["supplies", "supplies"]
    assert [step.as_dict()["from"] for step in ash.path] == ["elm", "lark"]
    assert all(step.as_dict()["citations"] for step in ash.path)
    assert tier(found, "oak") == "upstream"
    assert tier(found, "fir") is None


def test_a_listed_company_is_not_made_weaker_by_its_links() -> None:
    """The strongest tier stands."""
    found = network(
        [link("lark", "supplies", "elm"), link("lark", "uses_flow", '"x"', flow="1")],
        listed=["lark", "elm"],
    )
    assert tier(found, "lark") == "listed"


def test_one_link_to_an_entity_in_the_region() -> None:
    """A region entity is an end of a path like a listed one."""
    found = network([link("elm", "invested_in", "lark")], in_region=["lark"])
    assert (tier(found, "lark"), tier(found, "elm")) == ("region", "linked")


def test_the_shortest_and_best_stated_path_is_given() -> None:
    """Of two ways of one length the stated one, whatever order they come in."""
    links = [
        link("fir", "supplies", "elm", stance="planned"),
        link("elm", "supplies", "lark"),
        link("fir", "supplies", "oak"),
        link("oak", "supplies", "lark"),
    ]
    for order in (links, links[::-1]):
        standing = network(order, listed=["lark"]).standing("fir")
        assert standing is not None
        assert [step.link.subject for step in standing.path] == ["fir", "oak"]
        assert standing.stance == "stated"


def test_a_plan_on_the_way_makes_the_path_a_plan() -> None:
    """Stance is carried along: the weakest on the way."""
    links = [link("fir", "supplies", "elm", stance="planned"), link("elm", "supplies", "lark")]
    standing = network(links, listed=["lark"]).standing("fir")
    assert standing is not None
    assert standing.stance == "planned"


def test_a_denied_link_carries_nothing() -> None:
    """What a source denies is no path."""
    links = [link("fir", "supplies", "elm", stance="denied")]
    assert tier(network(links, listed=["elm"]), "fir") is None


def test_a_shared_place_is_no_path() -> None:
    """Two companies that invest in one county have no dealing with each other."""
    county = company("county", "Fictional County", "Address")
    links = [link("lark", "invested_in", "county"), link("elm", "invested_in", "county")]
    assert tier(network(links, listed=["lark"], more=[county]), "elm") is None


def test_a_place_in_the_region_ends_a_path_and_carries_none_on() -> None:
    """Who invests in a county of the region is linked; who else does is so by its own link."""
    county = company("county", "Fictional County", "Address")
    links = [link("lark", "invested_in", "county"), link("elm", "supplies", "lark")]
    found = network(links, in_region=["county"], more=[county])
    assert (tier(found, "lark"), tier(found, "elm")) == ("linked", "upstream")


def test_the_same_name_in_two_datasets_is_one_node() -> None:
    """Case, width and punctuation aside; a likeness is no sameness."""
    twin = company("twin", "ELMGATE  MILLS.")
    other = company("other", "Elmgate Mill")
    found = network([link("lark", "supplies", "twin")], listed=["elm"], more=[twin, other])
    assert tier(found, "lark") == "linked"
    assert set(found.same_as("elm")) == {"elm", "twin"}


def test_a_ring_of_links_ends() -> None:
    """Suppliers that supply each other do not hold up the search."""
    links = [link("lark", "supplies", "elm"), link("elm", "supplies", "lark")]
    assert tier(network(links), "lark") is None


STUDY = [
    ("btc-eagle-textile", "linked", "stated"),
    ("btc-nanjing-daoyu", "linked", "inferred"),
    ("btc-vtic-pishan", "linked", "stated"),
    ("btc-park-yili-jiangsu", "linked", "planned"),
    ("btc-xinhua", None, None),
    ("btc-school-lop", None, None),
]


@pytest.mark.parametrize(("key", "expected", "stance"), STUDY, ids=[key for key, *_ in STUDY])
def test_the_study_as_a_network(key: str, expected: str | None, stance: str | None) -> None:
    """A camp, a firm and its partner are linked; a newspaper and a denied school are not."""
    standing = Network(load_datasets()).standing(key)
    assert (standing and standing.tier) == expected
    assert (standing and standing.stance) == stance

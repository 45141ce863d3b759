"""The tables of `beyond-the-camps` keep their form and stay true to the study's addresses."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.text import repair

FOLDER = Path(__file__).parents[2] / "src/sightline/data/datasets/beyond-the-camps"

PREDICATES = frozenset(
    [
        "located_in",
        "operates",
        "owns",
        "employs",
        "recruits_from",
        "ships_to",
        "trained",
        "subsidised_by",
        "funded_by",
        "invested_in",
        "paired_with",
        "supplies",
        "exports_to",
        "partner_of",
        "built",
        "part_of",
        "administered_by",
        "uses_flow",
    ]
)
STANCES = frozenset(["stated", "planned", "expected", "inferred", "denied"])
NATURES = frozenset(["fact", "plan", "inference", "denial"])
SPEAKERS = frozenset(["author", "official", "company", "witness", "media", "other"])
SCHEMA_OF_KIND = {
    "company": "Company",
    "public_body": "PublicBody",
    "organisation": "Organization",
    "media": "Organization",
    "park": "Asset",
    "vtic": "Asset",
    "facility": "Asset",
    "satellite_factory": "Asset",
    "school": "Asset",
    "nursery": "Asset",
    "programme": "Project",
    "place": "Address",
    "person": "Person",
}
PROPERTIES = frozenset(
    ["name", "alias", "weakAlias", "country", "sector", "incorporationDate", "position", "summary"]
)
FLOWS = {"btc-flow-1": "1", "btc-flow-2": "2", "btc-flow-3": "3", "btc-vtic-plus": "1"}
SECTIONS = frozenset(
    [
        "1",
        "2.1",
        "2.2",
        "2.3",
        "3",
        "4",
        "5.1",
        "5.2",
        "5.3",
        "5.4",
        "5.5",
        "6.1",
        "6.2",
        "6.3",
        "6.4",
        "7.1",
        "7.2",
        "7.3",
        "8",
        "9",
    ]
)
DATE = r"\d{4}(-\d\d)?"
ARCHIVES = ("http://archive.", "https://web.archive.org/")
RUN = 14  # words in a row that would be a copy

Row = dict[str, str]


def read(table: str) -> list[Row]:
    """All rows of one table; a ragged row fails here."""
    with (FOLDER / table).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


@pytest.fixture(scope="module")
def statements() -> list[Row]:
    """One assertion about one entity a row."""
    return read("statements.csv")


@pytest.fixture(scope="module")
def links() -> list[Row]:
    """One tie a row."""
    return read("links.csv")


@pytest.fixture(scope="module")
def study(testimony: Path) -> str:
    """The study's text."""
    return testimony.read_text(encoding="utf-8")


def test_dataset_says_what_it_is_not() -> None:
    """Complete for one study's statements; never a list of all companies of the scheme."""
    about = tomllib.loads((FOLDER / "dataset.toml").read_text(encoding="utf-8"))
    assert about["name"] == "beyond-the-camps"
    assert about["as_of"] == "2019-10-17"
    assert about["complete"] is True
    assert "known_total" not in about
    assert "no list of the companies" in about["note"]
    assert all(about[key] for key in ("title", "publisher", "url", "licence"))


def test_ids_are_unique_and_well_formed(statements: list[Row], links: list[Row]) -> None:
    """A record names one row for good."""
    for prefix, rows in (("btc-s-", statements), ("btc-l-", links)):
        records = [row["record"] for row in rows]
        assert len(set(records)) == len(records)
        assert all(re.fullmatch(prefix + r"\d{4}", record) for record in records)
    assert all(re.fullmatch(r"btc(-[a-z0-9]+)+", row["entity"]) for row in statements)


def test_words_come_from_the_contract(statements: list[Row], links: list[Row]) -> None:
    """Kinds, properties, natures, predicates and stances are those of the formats."""
    for row in statements:
        assert SCHEMA_OF_KIND[row["kind"]] == row["schema"], row
        assert row["property"] in PROPERTIES, row
        assert row["nature"] in NATURES, row
        assert row["value"].strip() == row["value"] != "", row
        assert row["lang"] in {"", "en", "zh"}, row
    for row in links:
        assert row["predicate"] in PREDICATES, row
        assert row["stance"] in STANCES, row
        assert row["flow"] in {"", "1", "2", "3"}, row
        assert re.fullmatch(f"({DATE}(/{DATE})?)?", row["date"]), row
        assert row["statement"].endswith("."), row
    assert {row["asserted_by"] for row in statements + links} <= SPEAKERS


def test_language_matches_the_letters(statements: list[Row]) -> None:
    """A name marked Chinese has ideographs, one marked English has none, and no radicals."""
    for row in statements:
        if row["property"] in {"name", "alias", "weakAlias"}:
            assert bool(re.search(r"[㐀-鿿]", row["value"])) is (row["lang"] == "zh"), row
        assert repair(row["value"] + row["doubt"]) == row["value"] + row["doubt"], row


def test_entities_agree_with_themselves(statements: list[Row]) -> None:
    """One id, one schema and kind, at least one name; one name belongs to one entity of a kind."""
    shapes = defaultdict(set)
    named = defaultdict(set)
    for row in statements:
        shapes[row["entity"]].add((row["schema"], row["kind"]))
        if row["property"] == "name":
            named[row["entity"]].add(row["value"])
    assert all(len(found) == 1 for found in shapes.values())
    assert set(named) == set(shapes)
    uses = Counter(value for values in named.values() for value in values)
    assert [value for value, count in uses.items() if count > 1] == []


def test_no_assertion_is_made_twice(statements: list[Row], links: list[Row]) -> None:
    """Rows differ in more than their record."""
    said = Counter((row["entity"], row["property"], row["value"]) for row in statements)
    tied = Counter(
        tuple(row[key] for key in ("subject", "predicate", "object", "literal", "date", "notes"))
        for row in links
    )
    assert [key for key, count in (said + tied).items() if count > 1] == []


def test_persons_stand_in_a_role_only(statements: list[Row]) -> None:
    """A person without a stated position has no place here."""
    persons = {row["entity"] for row in statements if row["schema"] == "Person"}
    placed = {row["entity"] for row in statements if row["property"] == "position"}
    assert persons == placed


def test_links_end_at_entities(statements: list[Row], links: list[Row]) -> None:
    """Each link joins entities that exist, or an entity and a literal, never both or none."""
    known = {row["entity"] for row in statements}
    for row in links:
        assert row["subject"] in known, row
        assert bool(row["object"]) is not bool(row["literal"]), row
        assert not row["object"] or row["object"] in known, row
        assert row["subject"] != row["object"], row


def test_flows_are_named_by_their_programmes(links: list[Row]) -> None:
    """A tie to a flow points at that flow's programme and bears its number."""
    for row in links:
        if row["predicate"] == "uses_flow":
            assert row["flow"] == FLOWS[row["object"]], row


def test_what_is_denied_is_not_stated_too(links: list[Row]) -> None:
    """No pair of entities is both stated and denied under one predicate."""
    ties = defaultdict(set)
    for row in links:
        ties[row["subject"], row["predicate"], row["object"] or row["literal"]].add(
            row["stance"] == "denied"
        )
    assert all(len(found) == 1 for found in ties.values())


def test_every_row_says_where_it_stands(statements: list[Row], links: list[Row]) -> None:
    """Section always; notes, or the doubt that there is none; addresses where there are notes."""
    for row in statements + links:
        assert row["section"] in SECTIONS, row
        assert re.fullmatch(r"(\d{1,2}(;\d{1,2})*)?", row["notes"]), row
        assert all(1 <= int(note) <= 84 for note in row["notes"].split(";") if note), row
        assert row["notes"] or re.search(r"\bnote\b", row["doubt"], re.IGNORECASE), row
        assert bool(row["notes"]) is bool(row["source_urls"] or row["archive_urls"]), row


def addresses(rows: list[Row]) -> Iterator[tuple[str, bool]]:
    """Each address with whether it stands as an archive copy."""
    for row in rows:
        for column, archived in (("source_urls", False), ("archive_urls", True)):
            for url in filter(None, row[column].split(";")):
                yield url, archived


def test_addresses_stand_in_the_right_column(statements: list[Row], links: list[Row]) -> None:
    """Archive copies and live pages are kept apart, without blanks or trailing marks."""
    for url, archived in addresses(statements + links):
        assert url.startswith(ARCHIVES) is archived, url
        assert not re.search(r"\s|[.,;]$", url), url


def is_printed(url: str, printed: str) -> bool:
    """Whether the text holds an address, whole or torn once by a page's end."""
    if url in printed:
        return True
    least = 30
    cuts = range(least, len(url) - least)
    return any(url[:cut] in printed and url[cut:] in printed for cut in cuts)


def test_addresses_are_printed_in_the_study(
    statements: list[Row], links: list[Row], study: str
) -> None:
    """No address was added, mended or decoded."""
    printed = re.sub(r"\s", "", study)
    urls = {url for url, _ in addresses(statements + links)}
    assert [url for url in sorted(urls) if not is_printed(url, printed)] == []


def test_names_are_those_of_the_study(statements: list[Row], study: str) -> None:
    """A Chinese name without a doubt is printed so (radicals aside)."""
    printed = re.sub(r"\s", "", repair(study))
    for row in statements:
        if row["lang"] == "zh" and row["property"] != "summary" and not row["doubt"]:
            assert row["value"] in printed, row


def words(text: str) -> list[str]:
    """Words without case or marks; an ideograph is a word."""
    return re.findall(r"[㐀-鿿]|[^\W㐀-鿿]+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of words that would be a copy."""
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def test_no_sentence_is_copied(statements: list[Row], links: list[Row], study: str) -> None:
    """Facts carry over, wording does not; a printed name may be as long as it is."""
    copied = runs(study)
    texts = [row["value"] for row in statements if row["lang"] != "zh"]
    texts += [row[key] for row in links for key in ("statement", "literal")]
    texts += [row["doubt"] for row in statements + links]
    texts += [(FOLDER / name).read_text(encoding="utf-8") for name in ("README.md", "dataset.toml")]
    assert [text for text in texts if runs(text) & copied] == []

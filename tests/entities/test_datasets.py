"""The bundled datasets are whole, cited and honest about what they lack."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sightline.entities import BUNDLED, Dataset, load_dataset, load_datasets, names

ALL = pytest.mark.parametrize("dataset", load_datasets(), ids=lambda dataset: str(dataset.name))


def test_every_bundled_dataset_loads() -> None:
    """What `dataset list` promises is there."""
    assert names() == BUNDLED
    assert all(load_dataset(name).entities for name in BUNDLED)


@ALL
def test_a_dataset_says_who_when_and_under_which_licence(dataset: Dataset) -> None:
    """Nobody has to guess how old or whose a dataset is."""
    assert dataset.publisher
    assert dataset.as_of[:2] == "20"
    assert dataset.licence
    assert dataset.note
    assert len(dataset.fingerprint) == 64


@ALL
def test_every_row_can_be_checked(dataset: Dataset) -> None:
    """Each value, link and code leads to a row that names a source or an address."""
    records = [each.record for each in dataset.statements]
    records += [record for link in dataset.links for record in link.citations]
    records += [goods.record for goods in dataset.goods]
    assert records
    assert all(record.url or record.archive_url or record.source for record in records)
    assert all(record.dataset == dataset.name for record in records)


@ALL
def test_links_join_entities_that_there_are(dataset: Dataset) -> None:
    """A link into nowhere would be a path nobody can follow."""
    known = {entity.id for each in load_datasets() for entity in each.entities}
    ends = {end for link in dataset.links for end in (link.subject, link.object) if end}
    assert ends <= known


@ALL
def test_followthemoney_shape(dataset: Dataset) -> None:
    """Other tools of the field read what we give: five keys, values in lists of text."""
    for line in dataset.as_ftm():
        assert set(line) == {"id", "schema", "caption", "properties", "datasets"}
        assert line["datasets"] == [dataset.name]
        properties = line["properties"]
        assert isinstance(properties, dict)
        assert all(isinstance(v, list) and all(map(str, v)) for v in properties.values())


def test_the_list_says_how_much_of_it_is_missing() -> None:
    """78 of at least 144: a "none" against this list means little, and it says so."""
    listed = load_dataset("uflpa")
    assert (len(listed.entities), listed.complete, listed.known_total) == (78, False, 144)
    assert len(listed.listings) == 78


def test_a_listing_keeps_section_date_and_doubt() -> None:
    """A doubt in the source is a doubt here, and stands on the value that it is about."""
    listed = load_dataset("uflpa")
    taida = listed.get("uflpa-hetian-taida-apparel")
    assert taida is not None
    assert taida.names == ("Hetian Taida Apparel Co., Ltd.", "和田泰达服饰有限公司")
    chinese = next(s for s in listed.statements if s.value == "和田泰达服饰有限公司")
    assert "Chinese name: press" in str(chinese.record.doubt)
    esquel = next(each for each in listed.listings if each.entity == "uflpa-esquel-group")
    assert (esquel.section, esquel.since) == ("2(d)(2)(B)(v)", "2024-11-01")


def test_places_are_the_gazetteer_with_its_doubts() -> None:
    """One copy of the facts; a spelling found nowhere is shown as doubtful."""
    places = load_dataset("xinjiang-places")
    assert len(places.entities) == 125
    record = places.records_of("650000")[0]
    assert "general knowledge" in str(record.doubt)


SHARED_TABLES = [
    ("uflpa_entities.csv", lambda: len(load_dataset("uflpa").entities)),
    ("pairing_assistance.csv", lambda: len(load_dataset("pairing-assistance").links)),
    ("product_chains.csv", lambda: len(load_dataset("product-chains").goods)),
    ("priority_sectors.csv", lambda: len(load_dataset("priority-sectors").goods)),
    ("gazetteer_xinjiang.csv", lambda: len(load_dataset("xinjiang-places").entities)),
]


@pytest.mark.parametrize(("table", "held"), SHARED_TABLES, ids=lambda case: str(case)[:24])
def test_no_row_of_the_sources_was_dropped(shared: Path, table: str, held: object) -> None:
    """The facts handed to the project are all in its datasets."""
    with (shared / "data" / table).open(encoding="utf-8", newline="") as rows:
        assert callable(held)
        assert held() == len(list(csv.DictReader(rows)))

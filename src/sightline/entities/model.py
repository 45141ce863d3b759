"""Datasets and what stands in them.

A dataset is a list or register at one version. Its values keep the row
they come from (a Record), so that whatever rests on them can name
section, note and source address. All values are frozen; nothing here
reads a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

STANCES = ("stated", "planned", "expected", "inferred", "denied")
"""How a claim stands, the strongest first; a denied one takes no part in tiers or paths."""

NATURES = ("fact", "plan", "inference", "denial")
"""How a statement is meant."""

WEAK = "weakAlias"
"""The property of names that many others bear too: FollowTheMoney's word for them."""
NAMES = ("name", "alias", "previousName", WEAK)
"""The properties that hold spellings of a name, the best first."""


@dataclass(frozen=True, slots=True)
class Record:
    """The citation of one row of a dataset."""

    dataset: str
    record: str
    url: str | None = None
    as_of: str | None = None
    archive_url: str | None = None
    section: str | None = None
    note: str | None = None
    source: str | None = None
    doubt: str | None = None
    more_urls: tuple[str, ...] = ()
    """Further addresses that the row names, live and archived, as printed."""

    def as_dict(self) -> dict[str, object]:
        """Give the citation as FORMATS has it; `more_urls` only where there are some."""
        given: dict[str, object] = {
            "dataset": self.dataset,
            "record": self.record,
            "url": self.url,
            "as_of": self.as_of,
            "section": self.section,
            "note": self.note,
            "archive_url": self.archive_url,
            "source": self.source,
            "doubt": self.doubt,
        }
        if self.more_urls:
            given["more_urls"] = list(self.more_urls)
        return given


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one entity, with the row that states it."""

    entity: str
    property: str
    value: str
    record: Record
    lang: str | None = None
    nature: str = "fact"
    asserted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An organisation, facility, programme, place or public role, in FollowTheMoney's shape."""

    id: str
    schema: str
    kind: str
    caption: str
    properties: Mapping[str, tuple[str, ...]]
    dataset: str

    @property
    def names(self) -> tuple[str, ...]:
        """Give every spelling of the name once, the best first."""
        spelt = (value for key in NAMES for value in self.properties.get(key, ()))
        return tuple(dict.fromkeys(spelt))


@dataclass(frozen=True, slots=True)
class Link:
    """An evidenced tie of an entity to another, or to something that is none (`literal`)."""

    id: str
    subject: str
    predicate: str
    object: str | None
    literal: str | None
    flow: str | None
    date: str | None
    stance: str
    asserted_by: str | None
    statement: str
    citations: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """That an official list names an entity, under which section and since when."""

    entity: str
    section: str | None
    since: str | None
    record: Record


@dataclass(frozen=True, slots=True)
class Goods:
    """The HS codes of one stage of a chain, or of a whole sector."""

    entity: str
    stage: str | None
    order: int | None
    codes: tuple[str, ...]
    chapters: tuple[str, ...]
    description: str
    inputs: tuple[str, ...]
    record: Record


@dataclass(frozen=True)
class Dataset:
    """A list or register at one version, and how far it can be trusted to be whole."""

    name: str
    title: str
    publisher: str
    as_of: str
    licence: str
    url: str | None
    complete: bool
    known_total: int | None
    note: str | None
    fingerprint: str
    """SHA-256 over the files it was read from: the version, as bytes tell it."""
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    links: tuple[Link, ...] = ()
    listings: tuple[Listing, ...] = ()
    goods: tuple[Goods, ...] = ()

    def get(self, entity_id: str) -> Entity | None:
        """Find an entity by its id."""
        return self._by_id.get(entity_id)

    def records_of(self, entity_id: str) -> tuple[Record, ...]:
        """Give the rows that speak of an entity, each once, in the dataset's order."""
        return self._records.get(entity_id, ())

    def summary(self) -> dict[str, object]:
        """Say what was searched when this dataset was: the line under every answer."""
        return {
            "dataset": self.name,
            "title": self.title,
            "as_of": self.as_of,
            "complete": self.complete,
            "known_total": self.known_total,
            "note": self.note,
            "url": self.url,
        }

    def as_ftm(self) -> Iterator[dict[str, object]]:
        """Give entities, listings and links in FollowTheMoney's shape; denied links stay out.

        A program that reads FollowTheMoney has no word for "denied" and
        would take such a link as standing.
        """
        for entity in self.entities:
            properties = {key: list(values) for key, values in entity.properties.items()}
            yield self._ftm(entity.id, entity.schema, entity.caption, properties)
        for listing in self.listings:
            yield self._ftm(
                f"{listing.entity}-listing", "Sanction", self.title, self._sanction(listing)
            )
        for link in self.links:
            if link.object is not None and link.stance != "denied":
                yield self._ftm(link.id, "UnknownLink", link.predicate, _unknown_link(link))

    def _sanction(self, listing: Listing) -> dict[str, list[str]]:
        return _without_blanks(
            {
                "entity": [listing.entity],
                "authority": [self.publisher],
                "program": [self.title],
                "provisions": [listing.section],
                "listingDate": [listing.since],
                "sourceUrl": [listing.record.url],
            }
        )

    def _ftm(
        self, key: str, schema: str, caption: str, properties: dict[str, list[str]]
    ) -> dict[str, object]:
        return {
            "id": key,
            "schema": schema,
            "caption": caption,
            "properties": properties,
            "datasets": [self.name],
        }

    @cached_property
    def _by_id(self) -> Mapping[str, Entity]:
        return MappingProxyType({entity.id: entity for entity in self.entities})

    @cached_property
    def _records(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, dict[Record, None]] = {}
        for statement in self.statements:
            found.setdefault(statement.entity, {})[statement.record] = None
        return MappingProxyType({key: tuple(records) for key, records in found.items()})


def _unknown_link(link: Link) -> dict[str, list[str]]:
    return _without_blanks(
        {
            "subject": [link.subject],
            "object": [link.object],
            "role": [link.predicate],
            "date": [link.date],
            "status": [link.stance],
            "summary": [link.statement],
            "sourceUrl": [record.url for record in link.citations],
        }
    )


def _without_blanks(properties: Mapping[str, list[str | None]]) -> dict[str, list[str]]:
    kept = {key: [value for value in values if value] for key, values in properties.items()}
    return {key: values for key, values in kept.items() if values}

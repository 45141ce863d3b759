"""Loading: a dataset from its folder, bundled or a user's own.

A folder holds `dataset.toml` (name, publisher, date, completeness) and
tables. What the folder does not say is not guessed: a dataset that does
not declare itself complete is not.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from sightline.entities import tables
from sightline.entities.model import Dataset, Entity, Listing, Record, Statement
from sightline.entities.tables import Head, Origin, Table
from sightline.errors import InputError
from sightline.places import Gazetteer, Place

BUNDLED = (
    "uflpa",
    "beyond-the-camps",
    "xinjiang-places",
    "priority-sectors",
    "product-chains",
    "pairing-assistance",
)
"""The datasets that ship with the package, in the order in which they are shown."""
ABOUT = "dataset.toml"


def load_dataset(name: str, folders: Sequence[Path] = ()) -> Dataset:
    """Load a dataset by its name; the user's `folders` are asked after the bundled ones.

    Raises:
        InputError: There is no dataset of that name, or its files are not as they should be.
    """
    if name in BUNDLED:
        return _bundled(name)
    for found in _own(folders):
        if found.name == name:
            return read_folder(found)
    known = ", ".join(names(folders))
    raise InputError(f"no dataset {name!r}", hint=f"the datasets at hand: {known}")


def names(folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """Name all datasets at hand, the bundled ones first."""
    own = (found.name for found in _own(folders) if found.name not in BUNDLED)
    return tuple(dict.fromkeys((*BUNDLED, *own)))


def load_datasets(folders: Sequence[Path] = ()) -> tuple[Dataset, ...]:
    """Load all datasets at hand."""
    return tuple(load_dataset(name, folders) for name in names(folders))


@cache
def _bundled(name: str) -> Dataset:
    return read_folder(files("sightline") / "data" / "datasets" / name)


def _own(folders: Sequence[Path]) -> list[Path]:
    found = (child for folder in folders if folder.is_dir() for child in folder.iterdir())
    return sorted((child for child in found if (child / ABOUT).is_file()), key=lambda p: p.name)


def read_folder(folder: Traversable) -> Dataset:
    """Read one dataset's folder.

    Raises:
        InputError: A file is missing, broken or contradicts itself; it says which, and where.
    """
    about = _about(folder)
    url = about.get("url")
    origin = Origin(str(about["name"]), str(about["as_of"]), str(url) if url else None)
    if about.get("reader") == "gazetteer":
        return _dataset(about, folder, *_places(origin, about.get("doubt_words")))
    return _from_tables(about, folder, origin)


def _from_tables(about: Mapping[str, object], folder: Traversable, origin: Origin) -> Dataset:
    whole = Table(folder, "entities.csv", ("record", "id", "schema", "kind", "name"))
    single = Table(
        folder,
        "statements.csv",
        ("record", "entity", "schema", "kind", "property", "value", "nature"),
    )
    links = Table(folder, "links.csv", ("record", "subject", "predicate", "stance", "statement"))
    goods = Table(folder, "goods.csv", ("record", "entity", "hs", "description"))
    heads: dict[str, Head] = {}
    statements: list[Statement] = []
    for head, values in tables.entity_rows(whole, origin):
        if head.id in heads:
            raise whole.wrong(head.id, "this id stands twice")
        heads[head.id] = head
        statements += values
    for head, statement in tables.statement_rows(single, origin):
        if heads.setdefault(head.id, head) != head:
            raise single.wrong(statement.record.record, f"{head.id} has two schemas or kinds")
        statements.append(statement)
    listings: list[Listing] = []
    if about.get("official_list"):
        listings = list(tables.listing_rows(whole, origin))
    made = _dataset(about, folder, heads.values(), statements, listings)
    return replace(
        made,
        links=tuple(tables.link_rows(links, origin)),
        goods=tuple(tables.goods_rows(goods, origin)),
    )


def _about(folder: Traversable) -> Mapping[str, object]:
    path = folder / ABOUT
    try:
        about = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"no file {path}", hint="a dataset is a folder with it") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    for key in ("name", "title", "publisher", "as_of", "licence"):
        if not str(about.get(key) or "").strip():
            raise InputError(f"{path}: says no {key}")
    if not isinstance(about.get("complete"), bool):
        raise InputError(f"{path}: complete is {about.get('complete')!r}", hint="true or false")
    return about


def _dataset(
    about: Mapping[str, object],
    folder: Traversable,
    heads: Iterable[Head],
    statements: Sequence[Statement],
    listings: Sequence[Listing] = (),
) -> Dataset:
    name = str(about["name"])
    total, note, url = about.get("known_total"), about.get("note"), about.get("url")
    return Dataset(
        name=name,
        title=str(about["title"]),
        publisher=str(about["publisher"]),
        as_of=str(about["as_of"]),
        licence=str(about["licence"]),
        url=str(url) if url else None,
        complete=bool(about["complete"]),
        known_total=total if isinstance(total, int) else None,
        note=str(note) if note else None,
        fingerprint=_fingerprint(folder, statements),
        entities=_entities(name, heads, statements),
        statements=tuple(statements),
        listings=tuple(listings),
    )


def _fingerprint(folder: Traversable, statements: Iterable[Statement]) -> str:
    # The values too: a dataset made from the gazetteer has no tables of its own.
    digest = hashlib.sha256()
    for child in sorted(folder.iterdir(), key=lambda each: each.name):
        if child.is_file() and child.name.endswith((".toml", ".csv")):
            digest.update(child.name.encode() + b"\0" + child.read_bytes() + b"\0")
    for each in statements:
        digest.update(f"{each.entity}\0{each.property}\0{each.value}\n".encode())
    return digest.hexdigest()


def _entities(
    dataset: str, heads: Iterable[Head], statements: Iterable[Statement]
) -> tuple[Entity, ...]:
    values: dict[str, dict[str, dict[str, None]]] = {}
    for each in statements:
        if each.nature != "denial":
            by_property = values.setdefault(each.entity, {})
            by_property.setdefault(each.property, {})[each.value] = None
    return tuple(_entity(dataset, head, values.get(head.id, {})) for head in heads)


def _entity(dataset: str, head: Head, values: Mapping[str, Mapping[str, None]]) -> Entity:
    properties = {key: tuple(found) for key, found in values.items()}
    named = properties.get("name") or properties.get("alias") or (head.id,)
    return Entity(head.id, head.schema, head.kind, named[0], MappingProxyType(properties), dataset)


def _places(origin: Origin, doubt_words: object) -> tuple[list[Head], list[Statement]]:
    """Show the gazetteer of `places` as a dataset: one copy of the facts, two ways to read it."""
    words = [str(word) for word in doubt_words] if isinstance(doubt_words, list) else []
    heads: list[Head] = []
    statements: list[Statement] = []
    for place in Gazetteer.load():
        parts = [part.strip() for part in place.source.split(";")]
        doubts = [part for part in parts if any(word in part for word in words)]
        record = Record(
            origin.dataset,
            place.code,
            origin.url,
            origin.as_of,
            source=place.source,
            doubt="; ".join(doubts) or None,
        )
        heads.append(Head(place.code, "Address", "place"))
        statements += _place(place, record)
    return heads, statements


def _place(place: Place, record: Record) -> list[Statement]:
    given = [
        ("name", place.name_en, "eng"),
        ("name", place.name_zh, "zho"),
        ("alias", place.pinyin, "zho-Latn"),
        *(("alias", alias, None) for alias in place.aliases),
        ("postalCode", place.postal_code, None),
        ("level", place.level, None),
        ("parent", place.parent, None),
    ]
    return [Statement(place.code, key, value, record, lang) for key, value, lang in given if value]

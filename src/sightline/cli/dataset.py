"""`sightline dataset`: what datasets there are, how whole they are, and each row with its source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from sightline.cli import settings, tables
from sightline.entities import Dataset, Entity, Record, load_dataset, load_datasets
from sightline.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table


@click.group(
    epilog="""\b
Examples:
  sightline dataset list
  sightline dataset show uflpa
"""
)
def dataset() -> None:
    """List and show the datasets at hand."""


@dataset.command(
    "list",
    epilog="""\b
Examples:
  sightline dataset list
  sightline dataset list --json
""",
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object a dataset on stdout.")
def list_all(as_json: bool) -> None:
    """List the datasets: how much each holds, as of when, and whether it is whole."""
    found = load_datasets(settings.load().dataset_folders)
    if as_json:
        for each in found:
            click.echo(json.dumps(_facts(each), ensure_ascii=False))
        return
    columns = ("name", "title", "as of", "entities", "links", "codes", "doubts", "complete")
    table = tables.table(columns, numbers=("entities", "links", "codes", "doubts"))
    for each in found:
        facts = _facts(each)
        counts = [str(facts[key]) for key in ("entities", "links", "codes", "doubts")]
        tables.row(table, each.name, each.title, each.as_of, *counts, _completeness(each))
    tables.show(table)


@dataset.command(
    epilog="""\b
Examples:
  sightline dataset show uflpa
  sightline dataset show beyond-the-camps --entity btc-eagle-textile
  sightline dataset show uflpa --json
"""
)
@click.argument("name")
@click.option("--entity", "wanted", metavar="ID", help="Show only what is said of this entity.")
@click.option(
    "--json", "as_json", is_flag=True, help="Write FollowTheMoney JSON Lines, each with its rows."
)
def show(name: str, wanted: str | None, as_json: bool) -> None:
    """Show a dataset row by row, with section, note and source address."""
    found = load_dataset(name, settings.load().dataset_folders)
    if wanted is not None and found.get(wanted) is None:
        raise InputError(
            f"{name} has no entity {wanted!r}", hint=f"sightline dataset show {name} lists them"
        )
    if as_json:
        for line in _ftm_lines(found, wanted):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    _print_facts(found)
    for table in (_statements(found, wanted), _links(found, wanted), _goods(found, wanted)):
        if table.row_count:
            tables.show(table)


def _facts(found: Dataset) -> dict[str, object]:
    records = {record for each in found.statements for record in (each.record,)}
    records |= {record for link in found.links for record in link.citations}
    records |= {goods.record for goods in found.goods}
    return {
        "name": found.name,
        "title": found.title,
        "publisher": found.publisher,
        "url": found.url,
        "as_of": found.as_of,
        "licence": found.licence,
        "complete": found.complete,
        "known_total": found.known_total,
        "note": found.note,
        "fingerprint": found.fingerprint,
        "entities": len(found.entities),
        "statements": len(found.statements),
        "links": len(found.links),
        "codes": sum(len(goods.codes) for goods in found.goods),
        "doubts": len({record.record for record in records if record.doubt}),
    }


def _completeness(found: Dataset) -> str:
    if found.complete:
        return "yes"
    total = f": {len(found.entities)} of at least {found.known_total}" if found.known_total else ""
    return f"no{total}"


def _print_facts(found: Dataset) -> None:
    facts = _facts(found)
    table = tables.table(("", ""), title=found.title)
    table.show_header = False
    for key in ("publisher", "url", "as_of", "licence", "note"):
        if facts[key]:
            tables.row(table, key.replace("_", " "), str(facts[key]))
    tables.row(table, "complete", _completeness(found))
    counts = ("entities", "statements", "links", "codes", "doubts")
    tables.row(table, "holds", ", ".join(f"{facts[key]} {key}" for key in counts if facts[key]))
    tables.show(table)


def _statements(found: Dataset, wanted: str | None) -> Table:
    table = tables.table(("record", "entity", "property", "value", "source", "doubt"))
    listed = {each.entity: each.since for each in found.listings}
    above: tuple[str, str] = ("", "")
    for each in found.statements:
        if wanted not in (None, each.entity):
            continue
        since = listed.get(each.entity)
        source = _source(each.record, f"since {since}" if since else None)
        nature = "" if each.nature == "fact" else f" ({each.nature})"
        again = above == (each.entity, source)
        entity, shown = ("", "″") if again else (each.entity, source)
        tables.row(
            table,
            each.record.record,
            entity,
            each.property,
            each.value + nature,
            shown,
            each.record.doubt or "",
        )
        above = (each.entity, source)
    return table


def _links(found: Dataset, wanted: str | None) -> Table:
    table = tables.table(("record", "subject", "link", "object", "stance", "source", "doubt"))
    for link in found.links:
        if wanted in (None, link.subject, link.object):
            flow = f" [flow {link.flow}]" if link.flow else ""
            target = link.object or f'"{link.literal}"'
            for record in link.citations:
                tables.row(
                    table,
                    link.id,
                    link.subject,
                    link.predicate + flow,
                    target,
                    link.stance,
                    _source(record),
                    record.doubt or "",
                )
    return table


def _goods(found: Dataset, wanted: str | None) -> Table:
    table = tables.table(("record", "of", "stage", "HS codes", "goods", "source", "doubt"))
    for goods in found.goods:
        if wanted in (None, goods.entity):
            stage = f"{goods.order} {goods.stage}" if goods.stage else ""
            tables.row(
                table,
                goods.record.record,
                goods.entity,
                stage,
                ", ".join(goods.codes),
                goods.description,
                _source(goods.record),
                goods.record.doubt or "",
            )
    return table


def _source(record: Record, also: str | None = None) -> str:
    """Say where a row can be checked: section, note and addresses."""
    parts = (
        f"section {record.section}" if record.section else None,
        f"note {record.note}" if record.note else None,
        also,
        record.source,
        record.url,
        record.archive_url,
        *record.more_urls,
    )
    return "\n".join(part for part in parts if part)


def _ftm_lines(found: Dataset, wanted: str | None) -> Iterator[dict[str, object]]:
    for line in found.as_ftm():
        key = str(line["id"])
        if wanted is None or key == wanted or _speaks_of(line, wanted):
            entity = found.get(key)
            yield {**line, "statements": _rows_of(found, entity)} if entity else line


def _speaks_of(line: dict[str, object], wanted: str) -> bool:
    properties = line["properties"]
    ends = ("entity", "subject", "object")
    return isinstance(properties, dict) and any(wanted in properties.get(end, ()) for end in ends)


def _rows_of(found: Dataset, entity: Entity) -> list[dict[str, object]]:
    return [
        {
            "property": each.property,
            "value": each.value,
            "lang": each.lang,
            "nature": each.nature,
            "asserted_by": each.asserted_by,
            "citation": each.record.as_dict(),
        }
        for each in found.statements
        if each.entity == entity.id
    ]

"""What a page says, in one neutral shape: from a reading by hand, or from the code.

Two readings are compared as a reading and the code are, so that the
agreement of readers stands on the same footing as a score.
"""

from __future__ import annotations

import ast
import json
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.text import fold

Span = tuple[int, int]

NAMED = frozenset(
    "company public_body organisation media park vtic facility satellite_factory school nursery".split()
)
"""Kinds that count as organisations and facilities; places, programmes and roles do not."""


@dataclass(frozen=True)
class Item:
    """One thing said.

    Attributes:
        spans: Where; raw offsets.
        content: What must agree exactly.
        names: For each name that must agree, its spellings, folded.
        settings: What is compared once the item is found.
    """

    spans: tuple[Span, ...]
    content: tuple[Any, ...]
    names: tuple[frozenset[str], ...] = ()
    settings: tuple[tuple[str, Any], ...] = ()


Page = Mapping[str, Sequence[Item]]
"""Items by layer: annotations, figures, names, relations, indicators, checks."""

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def compute(formula: str, figures: Mapping[str, float]) -> float:
    """Work a formula out, over numbers and the figures' keys or ids."""
    names = {key: f"k{number}" for number, key in enumerate(figures)}
    values = {names[key]: value for key, value in figures.items()}
    if names:
        keys = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        formula = re.sub(keys, lambda found: names[found.group()], formula)
    return _value(ast.parse(formula, mode="eval").body, values)


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.BinOp(left, op, right):
            return _OPERATORS[type(op)](_value(left, values), _value(right, values))
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, values)
        case ast.Constant(int() | float() as number):
            return float(number)
        case ast.Name(name):
            return values[name]
    raise ValueError(ast.dump(node))


def by_hand(paths: Iterable[Path], raw: str) -> dict[str, list[Item]]:
    """The page of a reading; `paths` hold its rows."""
    rows = [
        json.loads(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line
    ]
    page = page_of(rows, raw)
    # One arithmetic, though two readers may have turned it two ways.
    page["checks"] = list({check.content: check for check in page["checks"]}.values())
    return page


def page_of(
    rows: Sequence[Mapping[str, Any]], raw: str, *, every_entity: bool = False
) -> dict[str, list[Item]]:
    """The page of a reading's rows; `every_entity` takes places and programmes for names, too."""
    of: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        of.setdefault(row["row"], []).append(row)
    spellings = {
        row["key"]: frozenset(fold_name(raw[start:end]) for start, end in row["spans"])
        for row in of.get("entity", ())
    }
    values = {row["key"]: row["value"] for row in of.get("figure", ())}
    return {
        "annotations": [
            Item((_span(span),), (row["category"], frozenset(row["flows"])))
            for row in of.get("annotation", ())
            for span in row["spans"]
        ],
        "figures": [_figure(row, row["citations"]) for row in of.get("figure", ())],
        "names": [
            Item((), (), (spellings[row["key"]],), (("kind", row["kind"]),))
            for row in of.get("entity", ())
            if every_entity or row["kind"] in NAMED
        ],
        "relations": [_relation(row, spellings) for row in of.get("relation", ())],
        "indicators": [
            Item(
                (_span(row["span"]),),
                (row["framework"], row["indicator"], row["stance"]),
                (spellings[row["entity"]],),
                (("strength", row["strength"]), ("asserted_by", row["asserted_by"])),
            )
            for row in of.get("indicator", ())
        ],
        # Without a stated number there is nothing to be right about.
        "checks": [_check(row, values) for row in of.get("check", ()) if row["stated"] is not None],
    }


def _check(row: Mapping[str, Any], values: Mapping[str, float]) -> Item:
    stated = row["stated"]
    if stated is not None:
        stated = values[stated] if stated in values else float(stated)
    return checked((_span(row["span"]),), row["formula"], stated, values, row["agrees"])


def checked(
    spans: tuple[Span, ...],
    formula: str,
    stated: float | None,
    values: Mapping[str, float],
    agrees: bool | None,
) -> Item:
    """One arithmetic, however it is turned: by the figures that it brings together.

    Half of 96 is 48, and 48 of 96 is half: the same three figures. One worker
    per ten square metres is 0.1 or 10.
    """
    worked_out = compute(formula, values)
    numbers = set()
    for key in sorted(values, key=len, reverse=True):
        if key in formula:
            numbers.add(values[key])
            formula = formula.replace(key, " ")
    if stated is not None:
        numbers.add(stated)
    turned = {round(1 / one if 0 < abs(one) < 1 else one, 3) for one in numbers}
    # Where figures stand aside for bare numbers, the result must be the same.
    alone = () if len(turned) > 2 else (round(worked_out, 2),)
    return Item(spans, (frozenset(turned), *alone), settings=(("agrees", agrees),))


def by_code(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], names_of: Mapping[str, Sequence[str]]
) -> dict[str, list[Item]]:
    """The page that the steps give.

    Args:
        rows: By file of FORMATS without its ending; entities of one document.
        names_of: All spellings of the entity behind an id in relations and indicators.
    """
    spellings = {key: frozenset(map(fold_name, names)) for key, names in names_of.items()}
    values = {row["id"]: row["value"] for row in rows.get("figures", ())}
    return {
        "annotations": [
            Item((_cited(row["citation"]),), (row["category"], frozenset(row["flows"])))
            for row in rows.get("annotations", ())
        ],
        "figures": [
            _figure(row, [_cited(place) for place in row["citations"]])
            for row in rows.get("figures", ())
        ],
        "names": [
            Item((), (), (frozenset(map(fold_name, row["names"])),), (("kind", row["kind"]),))
            for row in rows.get("entities", ())
            if row["kind"] in NAMED
        ],
        "relations": [
            _relation(
                {
                    **row,
                    "span": _cited(row["citation"]),
                    "literal": _cited(row["citation"]) if row["literal"] else None,
                },
                spellings,
            )
            for row in rows.get("relations", ())
        ],
        "indicators": [
            Item(
                (_cited(row["citation"]),),
                (row["framework"], row["indicator"], row["stance"]),
                (spellings[row["entity"]],),
                (("strength", row["strength"]), ("asserted_by", row["asserted_by"])),
            )
            for row in rows.get("indicators", ())
        ],
        "checks": [
            checked(
                tuple(_cited(place) for place in row["citations"]),
                row["formula"],
                row["stated"],
                values,
                row["agrees"],
            )
            for row in rows.get("checks", ())
            if row["stated"] is not None
        ],
    }


def _figure(row: Mapping[str, Any], spans: Iterable[Sequence[int]]) -> Item:
    settings = (
        ("kind", row["kind"]),
        ("place", fold_name(row["place"]) if row["place"] else None),
        ("date", row["date"]),
    )
    content = (row["value"], row["value_high"], row["unit"])
    return Item(tuple(map(_span, spans)), content, settings=settings)


def _relation(row: Mapping[str, Any], spellings: Mapping[str, frozenset[str]]) -> Item:
    names = [spellings[row["subject"]]]
    spans = [_span(row["span"])]
    if row["object"]:
        names.append(spellings[row["object"]])
    elif row["literal"]:
        spans.insert(0, _span(row["literal"]))
    content = (row["predicate"], row["stance"], bool(row["object"]))
    settings = (("flow", row["flow"]), ("date", row["date"]))
    return Item(tuple(spans), content, tuple(names), settings)


def fold_name(name: str) -> str:
    """A name as it is compared: folded, without blanks."""
    return fold(name).replace(" ", "")


def _cited(citation: Mapping[str, Any]) -> Span:
    return citation["start"], citation["end"]


def _span(pair: Sequence[int]) -> Span:
    return pair[0], pair[1]

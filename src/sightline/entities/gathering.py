"""Gathering: mentions that name the same thing become one entity.

Two mentions are of one thing if they are of one kind and share a spelling,
folded; places also by their code. Nothing is guessed beyond that: what is
merely alike stays apart.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.text import fold


@dataclass(frozen=True, slots=True)
class Named:
    """What a mention says: kind, spellings, and a person's role or a place's code."""

    kind: str
    names: tuple[str, ...]
    position: str | None = None
    place_code: str | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """An entity and the numbers of the mentions that it was gathered from."""

    id: str
    schema: str
    kind: str
    caption: str
    properties: dict[str, list[str]]
    mentions: tuple[int, ...]


@cache
def schemata() -> dict[str, str]:
    """FollowTheMoney's schema for each kind, from `data/entities/kinds.csv`."""
    with files("sightline.data").joinpath("entities/kinds.csv").open(encoding="utf-8") as lines:
        return {row["kind"]: row["schema"] for row in csv.DictReader(lines)}


def gather(named: Sequence[Named]) -> list[Gathered]:
    """Bring mentions together; entities in the order of their first mention.

    A person without a position yields nothing.
    """
    parent = list(range(len(named)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[tuple[str, str], int] = {}
    for at, one in enumerate(named):
        for key in _keys(one):
            if key in first:
                one_root, other = sorted((root(at), root(first[key])))
                parent[other] = one_root
            else:
                first[key] = at
    members: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(named):
        if one.kind != "person" or one.position:
            members[root(at)].append(at)
    return [_entity([named[at] for at in group], tuple(group)) for group in members.values()]


def _keys(one: Named) -> list[tuple[str, str]]:
    keys = [(one.kind, fold(name)) for name in one.names]
    return [*keys, ("place_code", one.place_code)] if one.place_code else keys


def _entity(group: list[Named], mentions: tuple[int, ...]) -> Gathered:
    kind = group[0].kind
    names = list(dict.fromkeys(name for one in group for name in one.names))
    properties = {"name": names[:1]}
    if names[1:]:
        properties["alias"] = names[1:]
    positions = list(dict.fromkeys(one.position for one in group if one.position))
    if positions:
        properties["position"] = positions
    codes = sorted({one.place_code for one in group if one.place_code})
    if codes:
        properties["region"] = codes
    seed = "\n".join((kind, min(fold(name) for name in names)))
    return Gathered(
        "ent-" + hashlib.sha256(seed.encode("utf-8")).hexdigest()[:20],
        schemata()[kind],
        kind,
        names[0],
        properties,
        mentions,
    )

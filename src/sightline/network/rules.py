"""Rules: which links expose, and which tie an entity to the scheme, read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.entities import Link


@dataclass(frozen=True, slots=True)
class TieRule:
    """A kind of link that ties one of its ends to the scheme."""

    predicate: str
    ends: tuple[str, ...]
    reason: str
    object_kinds: frozenset[str] = frozenset()
    flow: bool = False

    def holds(self, link: Link, object_kind: str | None) -> bool:
        """Tell whether a link is such a tie."""
        if link.predicate != self.predicate or link.stance == "denied":
            return False
        if self.flow and link.flow is None:
            return False
        return not self.object_kinds or object_kind in self.object_kinds


@dataclass(frozen=True)
class Rules:
    """What links mean."""

    exposing: frozenset[str]
    explaining: frozenset[str]
    ties: tuple[TieRule, ...]
    of_the_scheme: Mapping[str, str]
    """Kinds of entity that are of the scheme by what they are, with the reason."""

    @staticmethod
    @cache
    def load() -> Rules:
        """Read the bundled rules."""
        path = files("sightline.data").joinpath("network/links.toml")
        said = tomllib.loads(path.read_text("utf-8"))
        return Rules(
            exposing=frozenset(k["name"] for k in said["kind"] if k["exposes"]),
            explaining=frozenset(k["name"] for k in said["kind"] if not k["exposes"]),
            ties=tuple(_tie(row) for row in said["tie"]),
            of_the_scheme={row["kind"]: row["reason"] for row in said["of_the_scheme"]},
        )


def _tie(row: Mapping[str, object]) -> TieRule:
    return TieRule(
        predicate=str(row["predicate"]),
        ends=_texts(row["ends"]),
        reason=str(row["reason"]),
        object_kinds=frozenset(_texts(row.get("object_kinds", []))),
        flow=bool(row.get("flow")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()

"""Loading: a codebook's TOML files, read and checked.

A researcher writes them without programming, so that a mistake is an error
that names the entry and what is wrong with it.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Container, Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sightline.coding.codebook import (
    CATEGORIES,
    GATE_KINDS,
    SCOPES,
    BadCodebook,
    Codebook,
    Decision,
    Example,
    Gate,
    Negation,
    Region,
    Term,
)

BUNDLED = "xinjiang-labour"


def load_codebook(path_or_name: str | Path = BUNDLED) -> Codebook:
    """The bundled codebook of that name, or the one in this TOML file or folder of them.

    Raises:
        BadCodebook: It isn't there, or its content can't be read.
    """
    if isinstance(path_or_name, str) and path_or_name in bundled_codebooks():
        return _load_bundled(path_or_name)
    path = Path(path_or_name)
    if not path.exists():
        known = ", ".join(bundled_codebooks())
        raise BadCodebook(str(path), f"no such file, folder or bundled codebook ({known})")
    return _read([path] if path.is_file() else sorted(path.glob("*.toml")), str(path))


def bundled_codebooks() -> tuple[str, ...]:
    """Names of the codebooks that come with the program."""
    folder = files("sightline.data").joinpath("codebooks")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))


@cache
def _load_bundled(name: str) -> Codebook:
    folder = files("sightline.data").joinpath("codebooks").joinpath(name)
    pages = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    return _read(pages, name)


def _read(pages: Iterable[Traversable], where: str) -> Codebook:
    merged: dict[str, Any] = {}
    for page in pages:
        try:
            content = tomllib.loads(page.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadCodebook(page.name, str(error)) from error
        for key, value in content.items():
            if isinstance(value, list) and isinstance(merged.get(key), list):
                merged[key] = [*merged[key], *value]
            elif isinstance(value, dict) and isinstance(merged.get(key), dict):
                merged[key] = {**merged[key], **value}
            elif key in merged:
                raise BadCodebook(page.name, f"{key} stands in another file too")
            else:
                merged[key] = value
    for key in ("name", "version", "title", "term"):
        if key not in merged:
            raise BadCodebook(where, f"it has no {key}")
    return _build(merged)


def _build(data: dict[str, Any]) -> Codebook:
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    region = data.get("region", {})
    codebook = Codebook(
        name=data["name"],
        version=str(data["version"]),
        title=data["title"],
        fingerprint=hashlib.sha256(canonical.encode("utf-8")).hexdigest(),
        terms=tuple(_term(entry) for entry in data["term"]),
        cues={name: tuple(entry["words"]) for name, entry in data.get("cues", {}).items()},
        gates={name: _gate(name, entry) for name, entry in data.get("gate", {}).items()},
        decisions={
            name: _decision(name, entry) for name, entry in data.get("decision", {}).items()
        },
        negations=tuple(
            Negation(tuple(entry["words"]), entry["side"], int(entry["reach"]))
            for entry in data.get("negation", [])
        ),
        region=Region(
            bool(region.get("gazetteer", False)),
            *(
                tuple(region.get(key, ()))
                for key in ("inside", "elsewhere", "no_place", "passing_before", "passing_after")
            ),
        ),
        named_by=tuple(data.get("joints", {}).get("named_by", ())),
        runs_on_before=tuple(data.get("years", {}).get("runs_on_before", ())),
        runs_on_after=tuple(data.get("years", {}).get("runs_on_after", ())),
        parts={name: tuple(forms) for name, forms in data.get("parts", {}).items()},
        variants=dict(data.get("spelling", {})),
    )
    _check(codebook)
    return codebook


def _term(entry: dict[str, Any]) -> Term:
    where = f"term {entry.get('id', '?')}"
    for key in ("id", "name", "category", "reason", "source"):
        if not entry.get(key):
            raise BadCodebook(where, f"it has no {key}")
    unknown = set(entry) - _TERM_KEYS
    if unknown:
        raise BadCodebook(where, f"unknown: {', '.join(sorted(unknown))}")
    return Term(
        id=entry["id"],
        name=entry["name"],
        category=entry["category"],
        flows=tuple(entry.get("flows", ())),
        sense=entry.get("sense"),
        zh=tuple(entry.get("zh", ())),
        en=tuple(entry.get("en", ())),
        not_in=tuple(entry.get("not_in", ())),
        gates=tuple(entry.get("gates", ())),
        gated_sense=entry.get("gated_sense", entry.get("sense")),
        decision=entry.get("decision"),
        needs=tuple(entry.get("needs", ())),
        reason=entry["reason"],
        source=entry["source"],
        examples=tuple(_examples(entry)),
    )


_TERM_KEYS = frozenset(
    "id name category flows sense zh en not_in gates gated_sense decision needs reason source"
    " match no_match example".split()
)


def _examples(entry: dict[str, Any]) -> Iterable[Example]:
    for text in entry.get("match", ()):
        yield Example(text, True, None, None, False)
    for text in entry.get("no_match", ()):
        yield Example(text, False, None, None, False)
    for row in entry.get("example", ()):
        sense = _sense(row.get("sense"))
        yield Example(row["text"], True, tuple(row["flows"]), sense, "sense" in row)


def _gate(name: str, entry: dict[str, Any]) -> Gate:
    return Gate(name, entry["kind"], bool(entry.get("unplaced")), int(entry.get("first", 0)))


def _decision(name: str, entry: dict[str, Any]) -> Decision:
    cues = {_sense(sense): tuple(lists) for sense, lists in entry["cues"].items()}
    preferred, both, neither = (_sense(entry.get(key)) for key in ("preferred", "both", "neither"))
    return Decision(name, cues, preferred, both, neither, entry.get("within", "document"))


def _sense(word: str | None) -> str | None:
    """TOML has no word for nothing, so that a codebook writes `none`."""
    return None if word == "none" else word


def _check(codebook: Codebook) -> None:
    """Whether every name that an entry uses is there."""
    for term in codebook.terms:
        where = f"term {term.id}"
        if not (term.zh or term.en):
            raise BadCodebook(where, "it has no form, in zh or en")
        _known(where, "category", [term.category], CATEGORIES)
        _known(where, "gate", term.gates, codebook.gates)
        _known(where, "cues", term.needs, codebook.cues)
        _known(where, "decision", [term.decision] if term.decision else [], codebook.decisions)
    for decision in codebook.decisions.values():
        where = f"decision {decision.id}"
        _known(
            where, "cues", (name for one in decision.cues.values() for name in one), codebook.cues
        )
        _known(where, "scope", [decision.within], SCOPES)
    for gate in codebook.gates.values():
        _known(f"gate {gate.id}", "kind", [gate.kind], GATE_KINDS)


def _known(where: str, what: str, used: Iterable[str], known: Container[str]) -> None:
    for name in used:
        if name not in known:
            raise BadCodebook(where, f"no {what} {name!r}")

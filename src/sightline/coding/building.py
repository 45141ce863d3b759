"""Building: what a codebook's tables say, as values, with each slip told by its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sightline.coding.codebook import (
    CATEGORIES,
    FRAMEWORKS,
    GATE_KINDS,
    SCOPES,
    STRENGTHS,
    BadCodebook,
    Codebook,
    Decision,
    Example,
    Flow,
    Gate,
    Negation,
    Region,
    Sign,
    Term,
)

_TABLES = frozenset(
    "name version title period languages flow spelling joints parts region cues years months gate"
    " decision negation term indicator".split()
)
_COMMON = "id name not_in not_before gates needs reason source match no_match example"
_TERM_KEYS = frozenset(f"{_COMMON} category flows sense gated_sense decision".split())
_SIGN_KEYS = frozenset(f"{_COMMON} framework indicator strength".split())
_LANGUAGES = ("zh", "en")
_KEYS = {
    "flow": frozenset("name coercion rank reason source".split()),
    "cues": frozenset("words reason".split()),
    "gate": frozenset("kind unplaced first last months reason".split()),
    "decision": frozenset("cues preferred both neither within reason".split()),
    "negation": frozenset("words side reach of bans reason".split()),
}
"""What each row of a table may say."""


def build(
    data: Mapping[str, Any], where: str, origins: Mapping[str, Sequence[str]] | None = None
) -> Codebook:
    """The codebook that these tables make.

    Args:
        data: The content of its files, merged.
        where: What to call it in an error.
        origins: File and line of each term and of each indicator, in their order.

    Raises:
        BadCodebook: A key is missing or unknown, or a name leads nowhere.
    """
    for key in ("name", "version", "title", "term"):
        if key not in data:
            raise BadCodebook(where, f"it has no {key}")
    _keys(where, data, _TABLES)
    for kind, known in _KEYS.items():
        rows = data.get(kind, {})
        for name, row in rows.items() if isinstance(rows, Mapping) else enumerate(rows, 1):
            _keys(f"{kind} {name}", row, known)
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    languages = (*_LANGUAGES, *data.get("languages", ()))
    region, years, period = (data.get(key, {}) for key in ("region", "years", "period"))
    codebook = Codebook(
        name=data["name"],
        version=str(data["version"]),
        title=data["title"],
        fingerprint=hashlib.sha256(canonical.encode("utf-8")).hexdigest(),
        first=period.get("first"),
        last=period.get("last"),
        flows={int(number): _flow(number, row) for number, row in data.get("flow", {}).items()},
        terms=tuple(_entries("term", _term, data, languages, origins)),
        indicators=tuple(_entries("indicator", _indicator, data, languages, origins)),
        cues={name: tuple(row["words"]) for name, row in data.get("cues", {}).items()},
        gates={name: _gate(name, row) for name, row in data.get("gate", {}).items()},
        decisions={name: _decision(name, row) for name, row in data.get("decision", {}).items()},
        negations=tuple(_negation(row) for row in data.get("negation", ())),
        region=_region(region),
        named_by=tuple(data.get("joints", {}).get("named_by", ())),
        runs_on_before=tuple(years.get("runs_on_before", ())),
        runs_on_after=tuple(years.get("runs_on_after", ())),
        months={int(month): tuple(words) for month, words in data.get("months", {}).items()},
        parts={name: tuple(forms) for name, forms in data.get("parts", {}).items()},
        variants=dict(data.get("spelling", {})),
    )
    _check(codebook)
    return codebook


def _flow(number: str, row: Mapping[str, Any]) -> Flow:
    where = f"flow {number}"
    _needed(where, row, ("name", "coercion", "rank", "reason", "source"))
    texts = {key: str(row[key]) for key in ("name", "coercion", "reason", "source")}
    return Flow(int(number), rank=int(row["rank"]), **texts)


def _region(row: Mapping[str, Any]) -> Region:
    lists = ("inside", "elsewhere", "no_place", "passing_before", "passing_after")
    return Region(
        str(row.get("name", "")),
        bool(row.get("gazetteer", False)),
        *(tuple(row.get(key, ())) for key in lists),
    )


def _entries(
    kind: str,
    make: Callable[[Mapping[str, Any], tuple[str, ...]], Term],
    data: Mapping[str, Any],
    languages: tuple[str, ...],
    origins: Mapping[str, Sequence[str]] | None,
) -> Iterable[Term]:
    rows = data.get(kind, ())
    places = (origins or {}).get(kind, ())
    # Rows written in another way than under a [[heading]] have no line that could be told.
    known = places if len(places) == len(rows) else [""] * len(rows)
    for row, origin in zip(rows, known, strict=True):
        yield replace(make(row, languages), origin=origin)


def _term(row: Mapping[str, Any], languages: tuple[str, ...]) -> Term:
    where = f"term {row.get('id', '?')}"
    _needed(where, row, ("id", "name", "category", "reason", "source"))
    _keys(where, row, _TERM_KEYS | frozenset(languages))
    return Term(
        id=row["id"],
        name=row["name"],
        category=row["category"],
        flows=tuple(row.get("flows", ())),
        sense=row.get("sense"),
        forms=_forms(row, languages),
        not_in=tuple(row.get("not_in", ())),
        not_before=tuple(row.get("not_before", ())),
        gates=tuple(row.get("gates", ())),
        gated_sense=row.get("gated_sense", row.get("sense")),
        decision=row.get("decision"),
        needs=tuple(row.get("needs", ())),
        reason=row["reason"],
        source=row["source"],
        examples=tuple(_examples(row)),
    )


def _indicator(row: Mapping[str, Any], languages: tuple[str, ...]) -> Term:
    """A row of signs: it is looked for as a term is, and has no flow of its own."""
    where = f"indicator {row.get('id', '?')}"
    needed = ("id", "name", "framework", "indicator", "strength", "reason", "source")
    _needed(where, row, needed)
    _keys(where, row, _SIGN_KEYS | frozenset(languages))
    return Term(
        id=row["id"],
        name=row["name"],
        category="other",
        flows=(),
        sense=None,
        forms=_forms(row, languages),
        not_in=tuple(row.get("not_in", ())),
        not_before=tuple(row.get("not_before", ())),
        gates=tuple(row.get("gates", ())),
        gated_sense=None,
        decision=None,
        needs=tuple(row.get("needs", ())),
        reason=row["reason"],
        source=row["source"],
        examples=tuple(_examples(row)),
        sign=Sign(row["framework"], row["indicator"], row["strength"]),
    )


def _forms(row: Mapping[str, Any], languages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(row[language]) for language in languages if row.get(language)}


def _examples(row: Mapping[str, Any]) -> Iterable[Example]:
    for text in row.get("match", ()):
        yield Example(text, matches=True)
    for text in row.get("no_match", ()):
        yield Example(text, matches=False)
    for one in row.get("example", ()):
        yield Example(
            one["text"],
            matches=True,
            flows=tuple(one["flows"]) if "flows" in one else None,
            sense=_sense(one.get("sense")),
            told="sense" in one,
            stance=one.get("stance"),
        )


def _gate(name: str, row: Mapping[str, Any]) -> Gate:
    _needed(f"gate {name}", row, ("kind", "reason"))
    return Gate(
        name,
        row["kind"],
        bool(row.get("unplaced")),
        row.get("first"),
        row.get("last"),
        frozenset(row.get("months", ())),
        row["reason"],
    )


def _decision(name: str, row: Mapping[str, Any]) -> Decision:
    cues = {_sense(sense): tuple(lists) for sense, lists in row["cues"].items()}
    preferred, both, neither = (_sense(row.get(key)) for key in ("preferred", "both", "neither"))
    return Decision(name, cues, preferred, both, neither, row.get("within", "document"))


def _negation(row: Mapping[str, Any]) -> Negation:
    _needed("negation", row, ("words", "side", "reach"))
    return Negation(
        tuple(row["words"]),
        row["side"],
        int(row["reach"]),
        row.get("of", "terms"),
        bool(row.get("bans", False)),
    )


def _sense(word: str | None) -> str | None:
    """TOML has no word for nothing, so that a codebook writes `none`."""
    return None if word == "none" else word


def _check(codebook: Codebook) -> None:
    """Whether every name that an entry uses is there."""
    for entry in codebook.entries:
        where = entry.where
        if not entry.forms:
            raise BadCodebook(where, "it has no form in any language")
        _known(where, "category", [entry.category], CATEGORIES)
        _known(where, "gate", entry.gates, codebook.gates)
        _known(where, "cues", (*entry.needs, *entry.not_before), codebook.cues)
        _known(where, "decision", [entry.decision] if entry.decision else [], codebook.decisions)
        if codebook.flows:
            _known(where, "flow", entry.flows, codebook.flows)
        if entry.sign is not None:
            _known(where, "framework", [entry.sign.framework], FRAMEWORKS)
            _known(where, "indicator", [entry.sign.indicator], FRAMEWORKS[entry.sign.framework])
            _known(where, "strength", [entry.sign.strength], STRENGTHS)
    for decision in codebook.decisions.values():
        where = f"decision {decision.id}"
        used = (name for lists in decision.cues.values() for name in lists)
        _known(where, "cues", used, codebook.cues)
        _known(where, "scope", [decision.within], SCOPES)
    for gate in codebook.gates.values():
        _check_gate(gate, codebook)
    for negation in codebook.negations:
        where = f"negation {negation.words[:1]}"
        _known(where, "side", [negation.side], ("before", "after", "around"))
        _known(where, "kind", [negation.of], ("terms", "indicators"))


def _check_gate(gate: Gate, codebook: Codebook) -> None:
    where = f"gate {gate.id}"
    _known(where, "kind", [gate.kind], GATE_KINDS)
    if gate.kind == "time" and gate.first is None and gate.last is None:
        raise BadCodebook(where, "a time gate has a first or a last year")
    if gate.kind == "season":
        if not gate.months:
            raise BadCodebook(where, "a season gate has months")
        _known(where, "words for month", gate.months, codebook.months)


def _needed(where: str, row: Mapping[str, Any], keys: Iterable[str]) -> None:
    for key in keys:
        if row.get(key) in (None, "", []):
            raise BadCodebook(where, f"it has no {key}")


def _keys(where: str, row: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(row.keys() - known)
    if unknown:
        raise BadCodebook(where, f"unknown: {', '.join(unknown)}")


def _known(where: str, what: str, used: Iterable[object], known: Container[object]) -> None:
    for name in used:
        if name not in known:
            raise BadCodebook(where, f"no {what} {name!r}")

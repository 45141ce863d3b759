"""The rules that relations are read by, made from `data/claims/relations.toml`.

A sentence is matched as a *sketch*: every name in it stands as one sign of
its kind, so that a pattern speaks of "a firm" and not of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sightline.claims.lexicon import load
from sightline.claims.mentions_lexicon import Words
from sightline.claims.numbers_written import any_of

# One private character a kind. Organisations end at the eleventh; a place is no bar in a clause.
_KINDS = (
    "company",
    "facility",
    "satellite_factory",
    "park",
    "vtic",
    "school",
    "nursery",
    "public_body",
    "organisation",
    "media",
    "programme",
    "place",
    "country",
)
SIGNS = {kind: chr(0xE000 + at) for at, kind in enumerate(_KINDS)}
"""The sign of each kind of name in a sketch."""
PERSONS, MONEY, SITES = "\ue010", "\ue011", "\ue012"
FLOWS = {flow: chr(0xE020 + flow) for flow in range(1, 10)}
"""The sign of each flow, in sketches that show them."""

CODED = "\ue02f"
"""The sign of words of the codebook that tell no flow where they stand."""

_ORGS, _NAMES = "\ue000-\ue00a", "\ue000-\ue00c"
_JOINED = "(?:、|和|及|与|以及|,? and (?:the )?|, )"
# X、Y等企业: what they are, behind the names.
_ALIKE = "(?:等[^，。；]{0,8}?(?:企业|公司|单位))?"
_CLAUSE = "，。；;,！？：:\n"
_GAP = f"[^{_CLAUSE}.{_ORGS}]{{0,16}}?"
_MACROS = {
    "gap": _GAP,
    "adv": f"[^{_CLAUSE}的（(）){_NAMES}]{{0,8}}?",
    "lead": f"[^{_CLAUSE}、每{_ORGS}]{{0,14}}?",
    "wide": f"[^。；;.\n{_ORGS}]{{0,24}}?",
    "far": f"[^。；;.{_ORGS}]{{0,60}}?",
    "persons": PERSONS,
    "money": MONEY,
    "sites": SITES,
    "place": SIGNS["place"],
    "coded": f"[{FLOWS[1]}-{CODED}]",
    "flow": f"[{FLOWS[1]}-{FLOWS[9]}]",
    "site_word": FLOWS[3],
    "page": "(?P<H>)",
    "own": "['’]s",
}
_ROLE = re.compile(
    r"\{(?P<role>[SO])(?P<many>\+?):(?P<kinds>\w+)\}|\{(?P<way>[sno]):(?P<free>\w+)\}"
)
# An English cue may be written as a part of several words; a Chinese one stands as it is.
_LITERAL = re.compile("[\u4e00-\u9fff]")
_SIMPLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to state a relation; `free` holds the kinds that an omitted side may have.

    What it matches has `stance`, if it gives one; a `stated` one is left out where it is planned.
    `needs`: of each of these sets of signs, one must stand in the sentence.
    """

    predicate: str
    regex: re.Pattern[str]
    free: frozenset[str]
    flowed: bool
    stance: str | None
    stated: bool
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for something named before.

    `bare` ones do so only where a clause begins; `own` ones stand for the firm whose
    page it is, `latter` ones for the last that was named.
    """

    kinds: frozenset[str]
    bare: bool
    own: bool
    latter: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A tie that two labelled fields of one record state."""

    predicate: str
    subject: str
    object: str
    kinds: frozenset[str] | None
    others: frozenset[str] | None


@dataclass(frozen=True)
class Rules:
    """All rules.

    Attributes:
        patterns: By the number that `cues` gives.
        cues: Finds the cues of patterns; each kind is the numbers of its patterns.
        references: By word.
        refers: Finds the words of `references`.
        fields: Ties of records.
        labels: What each label of a field says.
        sections: Whose fields follow a heading within a tender.
        label: Finds a label with its colon.
        stances: Cues of stance, by FORMATS' word; `settled` ends a plan,
            and `titles` make a document one.
        meant: Predicates of what a planning document plans.
        no_flow: Terms that tell no flow of the one who employs them.
    """

    patterns: tuple[Pattern, ...]
    cues: Words
    references: dict[str, Reference]
    refers: Words
    fields: tuple[Field, ...]
    labels: dict[str, str]
    sections: dict[str, str]
    label: re.Pattern[str]
    stances: dict[str, re.Pattern[str]]
    meant: frozenset[str]
    no_flow: frozenset[str]


@cache
def rules() -> Rules:
    """The bundled rules."""
    data = load("relations")
    kinds = {name: frozenset(of) for name, of in data["kinds"].items()}
    kinds |= {kind: frozenset((kind,)) for kind in _KINDS if kind not in kinds}
    patterns: list[Pattern] = []
    cued: dict[str, list[str]] = {}
    light = any_of([*data["light"]["zh"]])
    macros = _MACROS | {name: words for name, words in data["words"].items() if name != "reason"}
    for row in data["pattern"]:
        for written in row["match"]:
            for cue in row["cues"]:
                if cue in written or "{cue}" in written or not _LITERAL.search(cue):
                    cued.setdefault(cue, []).append(str(len(patterns)))
            patterns.append(_pattern(row, written, kinds, light, macros))
    references = {
        word: Reference(
            frozenset(row["kinds"]),
            row.get("bare", False),
            row.get("own", False),
            row.get("latter", False),
        )
        for row in data["reference"]
        for word in row["words"]
    }
    labels = {word: name for name, words in data["labels"].items() for word in words}
    sections = {word: name for name, words in data["sections"].items() for word in words}
    return Rules(
        patterns=tuple(patterns),
        cues=Words({cue: " ".join(numbers) for cue, numbers in cued.items()}, overlapping=True),
        references=references,
        refers=Words({word: word for word in references}),
        fields=tuple(
            Field(
                row["predicate"],
                row["subject"],
                row["object"],
                frozenset(row["kinds"]) if "kinds" in row else None,
                frozenset(row["others"]) if "others" in row else None,
            )
            for row in data["field"]
        ),
        labels=labels,
        sections=sections,
        label=re.compile(
            rf"(?P<label>{any_of([*labels, *sections])})(?:\s?[：:]|(?<=确定)|(?<=信息))"
        ),
        stances={
            name: re.compile(cues) for name, cues in data["stance"].items() if name != "meant"
        },
        meant=frozenset(data["stance"]["meant"]),
        no_flow=frozenset(data["flow_words"]["without"]),
    )


def _pattern(
    row: Mapping[str, Any],
    written: str,
    kinds: Mapping[str, frozenset[str]],
    light: str,
    macros: Mapping[str, str],
) -> Pattern:
    free = frozenset[str]()

    def role(match: re.Match[str]) -> str:
        nonlocal free
        if match["free"]:
            free = kinds[match["free"]]
            omitted = rf"(?:^|(?<=[{_CLAUSE}“】]))(?:{light}|\d|[一二三四五六七八九十])*|(?<=[a-z,.\ue000-\ue0ff] )and "
            side = {"s": "S", "o": "O"}.get(match["way"])
            many = f"{_class(free)}(?:{_JOINED}{_class(free)})*{_ALIKE}"
            named = f"(?P<{side}>{many})(?![)）]|,? and ){_GAP}|" if side else ""
            return f"(?:{named}(?P<N>{omitted}))"
        one = _class(kinds[match["kinds"]])
        more = f"(?:{_JOINED}{one})*" if match["many"] else ""
        return f"(?P<{match['role']}>{one}{more})"

    def simple(match: re.Match[str]) -> str:
        macro = match.group(1)
        if macro == "cue":
            return f"(?:{any_of(row['cues'])})"
        return macros.get(macro, match.group())

    shaped = _literal(_ROLE.sub(role, written))
    return Pattern(
        row["predicate"],
        re.compile(_SIMPLE.sub(simple, shaped)),
        free,
        row.get("flowed", False),
        row.get("stance"),
        row.get("stated", False),
        _needs(written, kinds),
    )


def _needs(written: str, kinds: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], ...]:
    """What must stand in a sentence for the pattern to match: its sides, figures and flow words."""
    sides = [kinds[match["kinds"]] for match in _ROLE.finditer(written) if match["kinds"]]
    needs = [frozenset(SIGNS[kind] for kind in side) for side in sides]
    for macro, signs in (
        ("persons", frozenset(PERSONS)),
        ("money", frozenset(MONEY)),
        ("sites", frozenset(SITES)),
        ("flow", frozenset(FLOWS.values())),
    ):
        loose = rf"\|[^()|]*\{{{macro}\}}|\{{{macro}\}}(?:\?|\|)|\{{{macro}\}}[^()]*\)[?*]"
        if f"{{{macro}}}" in written and not re.search(loose, written):
            needs.append(signs)
    return tuple(needs)


def _class(kinds: frozenset[str]) -> str:
    return f"[{''.join(sorted(SIGNS[kind] for kind in kinds))}]"


def _literal(written: str) -> str:
    """The pattern with its {L:...} as a group; what it holds may have braces of its own."""
    start = written.find("{L:")
    if start < 0:
        return written
    depth, at = 1, start + 3
    while depth:
        depth += {"{": 1, "}": -1}.get(written[at], 0)
        at += 1
    return f"{written[:start]}(?P<L>{written[start + 3 : at - 1]}){written[at:]}"

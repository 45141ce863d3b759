"""The words that names are known by, made into look-ups once from `data/claims/organisations.toml`."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick_rs

from sightline.claims.lexicon import load
from sightline.claims.numbers_written import any_of
from sightline.names.lexicon import Lexicon
from sightline.places import China, Gazetteer

# Bare names of these are looked for; those of districts are common words, too.
_BARE = frozenset(("prefecture_level", "county_level_city"))


class Words:
    """A set of words that are looked for together; of nested ones the longest counts.

    With `overlapping`, nested ones count, too.
    """

    def __init__(self, kinds: Mapping[str, str], *, overlapping: bool = False) -> None:
        self._kinds = tuple(kinds.values())
        self._overlapping = overlapping
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(kinds), matchkind=ahocorasick_rs.MatchKind.Standard if overlapping else longest
        )

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and kind of each word in `text`, in order."""
        return [
            (start, end, self._kinds[number])
            for number, start, end in self._automaton.find_matches_as_indexes(
                text, overlapping=self._overlapping
            )
        ]


@dataclass(frozen=True, slots=True)
class Closing:
    """What a word that closes Chinese names tells of them; see organisations.toml."""

    kind: str
    placed: bool
    bare: bool
    wide: bool
    after: frozenset[str]
    apart: frozenset[str]
    not_before: tuple[str, ...]
    not_behind: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """All that Chinese and English names are known by.

    Attributes:
        closings: By the word that closes a Chinese name.
        scan: Finds the closing words of both scripts, roles, whole names and countries.
        countries: Other countries, and parts of the world.
        trade: Words of trade with other countries.
        left: Finds what bounds a Chinese name to its left, and the places that begin it.
        generic: Finds words that name nobody: trades, kinds, levels; and places.
        openers: What stands right before a closing word that begins no name.
        counted: A number and what it counts.
        head: A division or regiment of the corps, a township or a village at a name's start.
        same_office: The one spelling that stands for all of an office's.
        english: Kind by the English word that closes a name.
        whole: Kind and spellings by a name that needs no closing word.
    """

    closings: dict[str, Closing]
    scan: Words
    countries: frozenset[str]
    trade: re.Pattern[str]
    left: Words
    generic: Words
    openers: tuple[str, ...]
    counted: re.Pattern[str]
    head: re.Pattern[str]
    same_office: dict[str, str]
    english: dict[str, str]
    whole: dict[str, tuple[str, tuple[str, ...]]]


@cache
def lexicon() -> Names:
    """The bundled words."""
    data = load("organisations")
    left = data["left"]
    closings = _closings(data)
    english = {end: row["kind"] for row in data["en"] for end in row["ends"]}
    whole = {
        name: (row["kind"], tuple(dict.fromkeys((name, group[0]))))
        for row in data["name"]
        for group in row["spellings"]
        for name in group
    }
    roles = data["persons"]["roles_zh"]
    places = _places()
    abroad = _countries() | frozenset(data["abroad"]["regions"])
    bounds = dict.fromkeys(left["stops"], "stop") | dict.fromkeys(left["soft"], "soft")
    return Names(
        closings=closings,
        scan=Words(
            dict.fromkeys(abroad, "country")
            | dict.fromkeys(roles, "role")
            | dict.fromkeys(closings, "zh")
            | dict.fromkeys(english, "en")
            | dict.fromkeys(whole, "whole")
        ),
        countries=frozenset(abroad),
        trade=re.compile(data["abroad"]["words"]),
        left=Words(
            bounds
            | dict.fromkeys(left["keeps"], "keep")
            | dict.fromkeys((*places, *left["heads"]), "place")
        ),
        generic=Words(
            dict.fromkeys(_trades(), "trade")
            | dict.fromkeys(left["generic"], "generic")
            | dict.fromkeys((*places, *left["heads"]), "place")
        ),
        openers=tuple(left["openers"]),
        counted=re.compile(
            rf"[\d一二两三四五六七八九十百千万几多余]+(?:{any_of(left['counted'])})"
        ),
        head=re.compile(
            r"(?:第?[一二三四五六七八九十\d]{1,3}[师团](?:\d{1,3}团)?"
            r"|[^各全本该我每几两多驻住一三现\d乡镇村]{1,8}?(?:乡|镇|街道|村|社区|农场|牧场|团场))"
        ),
        same_office={word: group[0] for group in data["offices"]["same"] for word in group},
        english=english,
        whole=whole,
    )


def _closings(data: Mapping[str, Any]) -> dict[str, Closing]:
    found: dict[str, Closing] = {}
    for row in data["zh"]:
        for word in row["ends"]:
            found[word] = Closing(
                row["kind"],
                row.get("placed", False),
                row.get("bare", False),
                row.get("wide", False),
                frozenset(row.get("after", ())),
                frozenset(row.get("apart", ())),
                tuple(data["not_before"].get(word, ())),
                tuple(data["not_behind"].get(word, ())),
            )
    return found


def _trades() -> Iterable[str]:
    """The Chinese words that tell what a firm does, single characters left out."""
    entries = Lexicon.load().zh.entries.items()
    return [w for w, e in entries if e.kind == "concept" and not e.brandlike and len(w) > 1]


def _countries() -> set[str]:
    """Other countries by name, their codes left out."""
    with files("sightline.data").joinpath("places/foreign.csv").open(encoding="utf-8") as lines:
        names = [
            row["names"].split(";") for row in csv.DictReader(lines) if row["kind"] == "country"
        ]
    return {name for group in names for name in group if len(name) > 1 and not name.isupper()}


def _places() -> set[str]:
    """Chinese names of places that a name may begin with."""
    found: set[str] = set()
    for place in Gazetteer.load():
        found.update(place.names_zh)
        if place.level != "district":
            found.add(place.bare_zh)
    china = China.load()
    for province in china.provinces.values():
        found.update(province.names_zh)
    for city in china.cities:
        found.update(city.names_zh if city.level in _BARE else (city.name_zh,))
    return {name for name in found if len(name) > 1}

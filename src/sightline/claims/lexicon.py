"""The words that figures are read by, compiled once from `data/claims/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sightline.claims.numbers_written import any_of


def load(name: str) -> dict[str, Any]:
    """A table of `data/claims/`."""
    return tomllib.loads(files("sightline.data").joinpath(f"claims/{name}.toml").read_text("utf-8"))


@cache
def _not_figures(script: str | None) -> re.Pattern[str]:
    rows = load("not_figures")["pattern"]
    own = {"latin": ("latin", "letters"), "han": ("han",)}.get(script or "")
    fitting = [row for row in rows if own is None or row.get("script", own[0]) in own]
    either = "|".join(f"(?:{row['regex']})" for row in fitting)
    if script != "han":
        return re.compile(either)
    guarded = "|".join(f"(?=[{re.escape(row['first'])}])(?:{row['regex']})" for row in fitting)
    opening = re.escape("".join(sorted({sign for row in fitting for sign in row["first"]})))
    return re.compile(f"(?=[{opening}])(?:{guarded})")


_LATIN = re.compile("[A-Za-z]")


@lru_cache(maxsize=256)
def has_latin(words: str) -> bool:
    """Whether there are Latin letters, for whom English patterns are; asked often of the same."""
    return _LATIN.search(words) is not None


def not_figures(sentence: str) -> Iterator[re.Match[str]]:
    """What in `sentence` bears a number and is no figure."""
    script = "latin" if sentence.isascii() else None if has_latin(sentence) else "han"
    return _not_figures(script).finditer(sentence)


@cache
def _asides() -> re.Pattern[str]:
    return re.compile(load("not_figures")["passage"]["opens"])


def is_aside(words: str) -> bool:
    """Whether a passage is an advertisement or points to other pages."""
    return _asides().match(words) is not None


@dataclass(frozen=True, slots=True)
class Units:
    """Units of measure, things counted, and the words around them.

    Attributes:
        direct: Matches a unit right behind a number.
        direct_names: Unit by the name of the group that matched.
        nouns: Unit of an English noun, plurals included, in lower case.
        longest: Most words in one of these.
        han: Matches any Chinese noun that is counted, the longest first.
        han_nouns: Unit of a Chinese noun.
        classifier: Matches a Chinese classifier.
        alone: Unit of a classifier without a noun.
        fitting: Units of the nouns that a classifier counts, where it has few.
        words: The lists of `[words]`.
        stops_zh: Where a Chinese phrase ends.
        persons: Matches an English word for people, with up to three words before it.
    """

    direct: re.Pattern[str]
    direct_names: dict[str, str]
    nouns: dict[str, str]
    longest: int
    han: re.Pattern[str]
    han_nouns: dict[str, str]
    classifier: re.Pattern[str]
    alone: dict[str, str]
    fitting: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    stops_zh: re.Pattern[str]
    persons: str


def _plural(noun: str) -> str:
    if noun.endswith(("s", "people", "men", "children", "police", "staff", "han")):
        return noun
    if re.search("[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("ch", "sh", "x")) else f"{noun}s"


@cache
def units() -> Units:
    """The lexicon of `units.toml`."""
    data = load("units")
    direct: list[str] = []
    names: dict[str, str] = {}
    nouns: dict[str, str] = {}
    han: dict[str, str] = {}
    for row in data["unit"]:
        if row.get("direct"):
            group = f"u{len(names)}"
            names[group] = row["name"]
            direct.append(f"(?P<{group}>{'|'.join(map(_bounded, row['direct']))})")
        for noun in row.get("nouns", ()):
            if noun.isascii():
                nouns[noun] = nouns[_plural(noun)] = row["name"]
            else:
                han[noun] = row["name"]
    words = {name: frozenset(words) for name, words in data["words"].items() if name != "stops_zh"}
    people = any_of([noun for noun, unit in nouns.items() if unit == "persons"])
    return Units(
        direct=re.compile(rf"(?:[ -]?)(?:{'|'.join(direct)})"),
        direct_names=names,
        nouns=nouns,
        longest=max(len(noun.split()) for noun in nouns),
        han=re.compile(any_of(list(han))),
        han_nouns=han,
        classifier=re.compile(f"(?:{any_of(data['classifiers']['zh'])})"),
        alone=data["classifiers"]["alone"],
        fitting={word: frozenset(names) for word, names in data["classifiers"]["fitting"].items()},
        words=words,
        stops_zh=re.compile(data["words"]["stops_zh"]),
        persons=rf"(?i:(?:[\w-]+ ){{0,4}}?(?:{people}))\b",
    )


def _bounded(pattern: str) -> str:
    """An English unit ends with its word."""
    return rf"{pattern}(?![A-Za-z])" if re.search("[A-Za-z](?:\\?|\\))?$", pattern) else pattern

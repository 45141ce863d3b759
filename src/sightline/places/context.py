"""What surrounds a place name: roads, buildings, goods, countries.

The word lists are data (`places/context.toml`, `places/foreign.csv`);
this module reads them once and answers questions about them.
"""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sightline.places.romanised import romanised
from sightline.text.fold import fold


def _any(words: list[str]) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))


@dataclass(frozen=True)
class Context:
    """The word lists around place names, compiled.

    The Chinese ones are patterns to be matched right after a name, the
    Latin ones sets of folded words.
    """

    not_place_zh: re.Pattern[str]
    not_level_zh: re.Pattern[str]
    unit_zh: re.Pattern[str]
    legal_zh: re.Pattern[str]
    not_place_latin: frozenset[str]
    neutral_latin: frozenset[str]
    between_latin: frozenset[str]
    legal_latin: frozenset[str]
    compounds: dict[str, str]
    china: frozenset[str]
    foreign: dict[str, str]

    @staticmethod
    @cache
    def load() -> Context:
        """The bundled lists."""
        data = files("sightline.data").joinpath("places")
        lists = tomllib.loads(data.joinpath("context.toml").read_text(encoding="utf-8"))
        with data.joinpath("foreign.csv").open(encoding="utf-8") as lines:
            foreign = {
                _key(name): row["country"]
                for row in csv.DictReader(lines)
                for name in (*row["names"].split(";"), row["country"])
                if len(name) > 2 or not name.isascii() or row["kind"] == "country"
            }
        return _compile(lists, foreign)

    def is_china(self, country: str | None) -> bool | None:
        """Is this country column China? None if it is blank."""
        if country is None or not country.strip():
            return None
        return _key(country) in self.china

    def china_only(self, words: list[str]) -> bool:
        """Do these words say China, or nothing at all?"""
        return not words or " ".join(words) in self.china


def _key(name: str) -> str:
    return romanised(name) or fold(name)


def _words(lists: dict[str, Any], table: str, column: str) -> list[str]:
    return [word for row in lists[table] for word in row.get(column, [])]


def _compile(lists: dict[str, Any], foreign: dict[str, str]) -> Context:
    between = _any(_words(lists, "between", "zh"))
    not_place = _any(_words(lists, "not_a_place", "zh"))
    unit = _any(_words(lists, "unit", "zh"))
    compounds = {
        (fold(name) if column == "zh" else romanised(name)): row["code"]
        for row in lists["compound"]
        for column in ("zh", "latin")
        for name in row[column]
    }
    return Context(
        not_place_zh=re.compile(rf"(?:{between})*(?:{not_place})"),
        not_level_zh=re.compile(_any(_words(lists, "not_a_place", "zh_after_level"))),
        unit_zh=re.compile(rf"(?:(?!{not_place})[\u3400-\u9fff\d]){{1,10}}?(?:{unit})"),
        legal_zh=re.compile(_any(_words(lists, "legal", "zh"))),
        not_place_latin=frozenset(_words(lists, "not_a_place", "latin")),
        neutral_latin=frozenset(_words(lists, "neutral", "latin")),
        between_latin=frozenset(_words(lists, "between", "latin")),
        legal_latin=frozenset(_words(lists, "legal", "latin")),
        compounds=compounds,
        china=frozenset(_key(name) for name in _words(lists, "china", "names")),
        foreign=foreign,
    )

"""China outside the region: provinces and the larger cities.

Needed to tell what a text contradicts (a road called 新疆路 in Qingdao)
and where a company's name says that it sits.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.places.gazetteer import bare_zh
from sightline.places.romanised import romanised
from sightline.text.fold import fold


@dataclass(frozen=True, slots=True)
class Province:
    """A province-level unit."""

    code: str
    name_zh: str
    short_zh: str
    abbreviations: tuple[str, ...]
    name_en: str
    pinyin: str
    aliases: tuple[str, ...]
    postal_prefixes: tuple[str, ...]
    source: str

    @property
    def names_zh(self) -> tuple[str, ...]:
        """Full and short Chinese name."""
        return (self.name_zh, self.short_zh)

    @property
    def names_latin(self) -> tuple[str, ...]:
        """English, pinyin and older spellings."""
        return tuple(dict.fromkeys((self.name_en, self.pinyin, *self.aliases)))


@dataclass(frozen=True, slots=True)
class City:
    """A city, county or district that company names carry as their place."""

    name_zh: str
    pinyin: str
    aliases: tuple[str, ...]
    province: str
    level: str
    source: str

    @property
    def code(self) -> str:
        """An id of ours: the province's code and the Chinese name."""
        return f"{self.province}/{self.name_zh}"

    @property
    def names_zh(self) -> tuple[str, ...]:
        """The name as listed, and without the word for its level."""
        return tuple(dict.fromkeys((self.name_zh, bare_zh(self.name_zh))))

    @property
    def names_latin(self) -> tuple[str, ...]:
        """Pinyin and other spellings."""
        return (self.pinyin, *self.aliases)


class China:
    """Provinces and cities, by any of their names."""

    def __init__(self, provinces: Iterable[Province], cities: Iterable[City]) -> None:
        self.provinces = {province.code: province for province in provinces}
        self.cities = tuple(cities)
        self.zh_names: dict[str, list[Province | City]] = {}
        self.latin_names: dict[str, list[Province | City]] = {}
        places: list[Province | City] = [*self.provinces.values(), *self.cities]
        for place in places:
            for name in place.names_zh:
                self.zh_names.setdefault(fold(name), []).append(place)
            for name in place.names_latin:
                self.latin_names.setdefault(romanised(name), []).append(place)

    @staticmethod
    @cache
    def load() -> China:
        """The bundled tables."""
        return China(map(_province, _rows("provinces")), map(_city, _rows("cities")))


def _rows(table: str) -> list[dict[str, str]]:
    with files("sightline.data").joinpath(f"places/{table}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _province(row: dict[str, str]) -> Province:
    return Province(
        code=row["code"],
        name_zh=row["name_zh"],
        short_zh=row["short_zh"],
        abbreviations=_list(row["abbreviations"]),
        name_en=row["name_en"],
        pinyin=row["pinyin"],
        aliases=_list(row["aliases"]),
        postal_prefixes=_list(row["postal_prefixes"]),
        source=row["source"],
    )


def _city(row: dict[str, str]) -> City:
    return City(
        name_zh=row["name_zh"],
        pinyin=row["pinyin"],
        aliases=_list(row["aliases"]),
        province=row["province"],
        level=row["level"],
        source=row["source"],
    )

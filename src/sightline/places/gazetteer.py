"""The gazetteer of the region: what its places are called, in each script.

Each row keeps its source and its doubts. A name found here says that a
place of that name exists in the region, not that a text means it:
`region` judges that.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.places.romanised import romanised
from sightline.text.fold import fold

_AUTONOMY = "维吾尔|哈萨克|柯尔克孜|塔吉克|蒙古|锡伯|回族"
_LEVEL = re.compile(rf"(?:{_AUTONOMY})?自治[区州县]$|地区$|[市县区州]$")
_HAN = re.compile("[\u3400-\u9fff]")
_LEVEL_WORDS = re.compile(
    r" (?:(?:uyghur|uygur|kazakh|hui|mongol|kyrgyz|tajik|xibe) )?"
    r"(?:autonomous )?(?:region|prefecture|county|city|district)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative unit of the region."""

    code: str
    level: str
    name_zh: str
    name_en: str
    pinyin: str
    aliases: tuple[str, ...]
    postal_code: str
    lng: float | None
    lat: float | None
    parent: str
    same_romanised_elsewhere: tuple[str, ...]
    same_zh_elsewhere: tuple[str, ...]
    source: str

    @property
    def bare_zh(self) -> str:
        """The Chinese name without the word for its level: 和田 of 和田地区."""
        return bare_zh(self.name_zh)

    @property
    def names_zh(self) -> tuple[str, ...]:
        """The Chinese full name and the Chinese aliases."""
        return (self.name_zh, *(name for name in self.aliases if _HAN.search(name)))

    @property
    def names_latin(self) -> tuple[str, ...]:
        """Every romanised name: English, pinyin and aliases."""
        latin = (name for name in self.aliases if not _HAN.search(name))
        return (self.name_en, self.pinyin, *latin)


def bare_zh(name: str) -> str:
    """`name` without the word for its level, if two characters are left."""
    bare = _LEVEL.sub("", name)
    return bare if len(bare) >= 2 else name


def bare_latin(name: str) -> str:
    """A folded romanised name without the English word for its level."""
    return _LEVEL_WORDS.sub("", name)


class Gazetteer:
    """The region's places, to be looked up by code or by any of their names."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_code = {place.code: place for place in places}
        self._by_zh: dict[str, list[Place]] = {}
        self._by_latin: dict[str, list[Place]] = {}
        for place in self._by_code.values():
            for name in {fold(n) for n in (*place.names_zh, *map(bare_zh, place.names_zh))}:
                self._by_zh.setdefault(name, []).append(place)
            folded = {romanised(name) for name in place.names_latin}
            for name in folded | {bare_latin(n) for n in folded}:
                self._by_latin.setdefault(name, []).append(place)

    @staticmethod
    @cache
    def load() -> Gazetteer:
        """The bundled gazetteer."""
        with files("sightline.data").joinpath("places/xinjiang.csv").open(encoding="utf-8") as rows:
            return Gazetteer(_place(row) for row in csv.DictReader(rows))

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Place | None:
        """The place with this administrative code."""
        return self._by_code.get(code)

    def by_zh(self, name: str) -> tuple[Place, ...]:
        """Places with this Chinese name, with the word for their level or without."""
        return tuple(self._by_zh.get(fold(name), ()))

    def by_romanised(self, name: str) -> tuple[Place, ...]:
        """Places with this romanised name, however it is spelled."""
        folded = romanised(name)
        known = folded if folded in self._by_latin else bare_latin(folded)
        return tuple(self._by_latin.get(known, ()))

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """The units that hold `place`, the nearest first."""
        chain: list[Place] = []
        above = self._by_code.get(place.parent)
        while above is not None:
            chain.append(above)
            above = self._by_code.get(above.parent)
        return tuple(chain)

    def children(self, code: str) -> tuple[Place, ...]:
        """The units directly under the one with this code."""
        return tuple(place for place in self if place.parent == code)

    def holds(self, outer: str, inner: str) -> bool:
        """Is the place `inner` the place `outer` or within it?"""
        place = self._by_code.get(inner)
        if place is None:
            return False
        return outer == inner or any(above.code == outer for above in self.ancestors(place))

    @property
    def zh_names(self) -> dict[str, list[Place]]:
        """Folded Chinese names, with and without level word, and their places."""
        return self._by_zh

    @property
    def latin_names(self) -> dict[str, list[Place]]:
        """Folded romanised names, with and without level word, and their places."""
        return self._by_latin


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _place(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        level=row["level"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        pinyin=row["pinyin"],
        aliases=_list(row["aliases"]),
        postal_code=row["postal_code"],
        lng=float(row["lng"]) if row["lng"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        parent=row["parent"],
        same_romanised_elsewhere=_list(row["ambiguous_romanised"]),
        same_zh_elsewhere=_list(row["ambiguous_zh"]),
        source=row["source"],
    )

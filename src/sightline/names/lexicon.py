"""The words that names of organisations are made of, in both languages.

Legal forms, activities and common brand words share concepts across
languages (服饰, 服装, apparel, garment); places share codes. The lists
are data; this module makes them look-ups for each way to write a name:
ideographs, Latin words, and spelled-out pinyin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from sightline.names.pinyin import plain, readings
from sightline.places import China, Gazetteer
from sightline.places.gazetteer import bare_latin
from sightline.text.fold import fold

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile("['\u2018\u2019`\u00b4]")
_HAN = re.compile("[\u3400-\u9fff]")
COUNTRY = "CN"

Kind = Literal["legal", "group", "branch", "concept", "place"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word means: the parts of its meaning, each a set of concepts.

    生物技术 has two parts, biology and technology; `electric` has one
    part that may be any of several concepts. A place's only part is the
    set of places so called.
    """

    kind: Kind
    parts: tuple[frozenset[str], ...]
    brandlike: bool = False
    anywhere: bool = True

    def merged(self, other: Entry) -> Entry:
        """One entry for a word that stands in two rows."""
        if len(self.parts) != len(other.parts) or self.kind != other.kind:
            return self if len(self.parts) >= len(other.parts) else other
        parts = tuple(a | b for a, b in zip(self.parts, other.parts, strict=True))
        brandlike = self.brandlike and other.brandlike
        return Entry(self.kind, parts, brandlike, self.anywhere or other.anywhere)


@dataclass(frozen=True)
class Table:
    """Words (tuples of units) and their entries, for longest matches."""

    entries: dict[str, Entry] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    longest_back: dict[str, int] = field(default_factory=dict)

    def put(self, units: Sequence[str], joined: str, entry: Entry) -> None:
        """Add the word that `units` make when they are joined."""
        key = joined.join(units)
        known = self.entries.get(key)
        self.entries[key] = known.merged(entry) if known else entry
        size = len(units)
        self.longest[units[0]] = max(self.longest.get(units[0], 0), size)
        self.longest_back[units[-1]] = max(self.longest_back.get(units[-1], 0), size)


def latin_words(text: str) -> list[str]:
    """A Latin name as folded words: hyphens part them, apostrophes don't."""
    text = text.replace("-", " ").replace("\u2010", " ").replace("\u2013", " ")
    folded = _APOSTROPHE.sub("", fold(text)).replace("&", " and ")
    return _WORD.findall(folded)


@dataclass(frozen=True)
class _Row:
    zh: tuple[str, ...]
    latin: tuple[str, ...]
    entry: Entry


class Lexicon:
    """All words of all kinds, by script."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self.zh = Table()
        self.latin = Table()
        self._rows = tuple(rows)
        for row in self._rows:
            for word in row.zh:
                self.zh.put(word, "", row.entry)
            for word in row.latin:
                words = latin_words(word)
                if words:
                    self.latin.put(words, " ", row.entry)

    @staticmethod
    @cache
    def load() -> Lexicon:
        """The bundled lexicon with the bundled places."""
        return Lexicon([*_places(), *_concepts(), *_forms()])

    @cached_property
    def spelled(self) -> Table:
        """The Chinese words in pinyin, a space after each syllable."""
        table = Table()
        for row in self._rows:
            for word in row.zh:
                syllables = _spell(word)
                if len(syllables) > 1 or (row.entry.kind == "legal" and syllables):
                    table.put(syllables, " ", row.entry)
        return table


def _spell(word: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return [plain(s) for s in lazy_pinyin(word)] if all(map(readings, word)) else []


def _read(table: str) -> list[dict[str, str]]:
    with files("sightline.data").joinpath(f"names/{table}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in cell.split(";") if part.strip())


def _concepts() -> Iterator[_Row]:
    for row in _read("concepts"):
        parts = tuple(frozenset([part]) for part in row["concept"].split("+"))
        entry = Entry("concept", parts, brandlike=row["role"] == "meaning")
        yield _Row(_cell(row["zh"]), tuple(row["latin"].split(";")), entry)


def _forms() -> Iterator[_Row]:
    for row in _read("forms"):
        kind: Kind = "branch" if row["kind"] == "branch" else "legal"
        if row["kind"] == "group":
            kind = "group"
        entry = Entry(kind, (frozenset([row["form"]]),))
        yield _Row(_cell(row["zh"]), tuple(row["latin"].split(";")), entry)


def _places() -> Iterator[_Row]:
    gazetteer, china = Gazetteer.load(), China.load()
    yield _Row(("中国", "中华"), ("china", "chinese"), _place(COUNTRY, anywhere=True))
    yield from _foreign()
    for place in gazetteer:
        zh = {fold(name) for name in place.names_zh}
        latin = {" ".join(latin_words(name)) for name in place.names_latin}
        latin |= {bare_latin(name) for name in latin}
        if not place.same_zh_elsewhere:
            zh.add(fold(place.bare_zh))
        else:
            latin.discard("".join(_spell(place.bare_zh)))
        entry = _place(place.code, anywhere=place.level not in ("district", "county"))
        yield _Row(tuple(zh), tuple(name for name in latin if len(name) > 3), entry)
    for province in china.provinces.values():
        entry = _place(province.code, anywhere=True)
        latin = {f"{n}{s}" for n in province.names_latin for s in ("", " province", " city")}
        yield _Row(tuple(map(fold, province.names_zh)), tuple(latin), entry)
    for city in china.cities:
        entry = _place(city.code, anywhere=city.level == "prefecture_level")
        latin = {f"{name}{suffix}" for name in city.names_latin for suffix in ("", " city")}
        ends = ("", "市") if city.name_zh[-1] not in "区县市" else ("",)
        chinese = tuple(fold(city.name_zh + end) for end in ends)
        yield _Row(chinese, tuple(latin), entry)


def _foreign() -> Iterator[_Row]:
    with files("sightline.data").joinpath("places/foreign.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["kind"] == "country":
                names = row["names"].split(";")
                zh = tuple(name for name in names if _HAN.search(name))
                latin = tuple(name for name in names if not _HAN.search(name) and len(name) > 3)
                yield _Row(zh, latin, _place(row["country"], anywhere=True))


def _place(code: str, *, anywhere: bool) -> Entry:
    return Entry("place", (frozenset([code]),), anywhere=anywhere)

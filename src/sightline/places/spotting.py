"""Place names in a line of text, with what they are and whether they stand.

A name *stands* when nothing right after it makes it a road, a building,
a village or goods. Longest names first; overlapping ones are dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sightline.places.china import China, City, Province
from sightline.places.context import Context
from sightline.places.gazetteer import Gazetteer, Place
from sightline.places.romanised import romanised
from sightline.text.fold import fold, fold_layer

REGION = "650000"
_SPLIT = re.compile(r"[,;/|\n\uff0c\uff1b\u3001\u3002]")
_LEVEL_LATIN = frozenset(
    "province city county district prefecture municipality region autonomous area town "
    "uyghur uygur uighur hui kazakh mongol kyrgyz state shi sheng xian qu diqu".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name at `start:end` of the folded text (or word numbers, in Latin script)."""

    start: int
    end: int
    text: str
    inside: tuple[Place, ...]
    outside: tuple[Province | City, ...]
    stands: bool
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One comma-parted piece of a romanised address."""

    raw: str
    words: tuple[str, ...]
    mentions: tuple[Mention, ...]

    def only(self, mention: Mention, context: Context) -> bool:
        """Does the piece say this place and nothing else but level, country, code?"""
        rest = self.words[: mention.start] + self.words[mention.end :]
        plain = [w for w in rest if not w.isdigit() and w not in _LEVEL_LATIN]
        return context.china_only(plain)

    def closes(self, mention: Mention, context: Context) -> bool:
        """Is the place the last thing said, before level, country and code?"""
        rest = [w for w in self.words[mention.end :] if not w.isdigit() and w not in _LEVEL_LATIN]
        return context.china_only(rest)


class Spotter:
    """Finds the places of one gazetteer, and of the rest of China, in text."""

    def __init__(self, gazetteer: Gazetteer, china: China, context: Context) -> None:
        self.gazetteer, self.china, self.context = gazetteer, china, context
        compounds = context.compounds
        self._zh = {*gazetteer.zh_names, *china.zh_names, *compounds, *context.foreign}
        self._longest: dict[str, int] = {}
        for name in self._zh:
            first = name[:1]
            self._longest[first] = max(self._longest.get(first, 0), len(name))
        self._latin = {*gazetteer.latin_names, *china.latin_names, *compounds, *context.foreign}
        self._most_words = max(len(name.split()) for name in self._latin)

    @staticmethod
    @cache
    def of(gazetteer: Gazetteer) -> Spotter:
        """The spotter of this gazetteer with the bundled tables."""
        return Spotter(gazetteer, China.load(), Context.load())

    def chinese(self, text: str) -> list[Mention]:
        """Chinese place names in folded `text`, in order."""
        found: list[Mention] = []
        at = 0
        while at < len(text):
            for size in range(min(self._longest.get(text[at], 0), len(text) - at), 1, -1):
                name = text[at : at + size]
                if name in self._zh and not name.isascii():
                    found.append(
                        self._mention(at, at + size, name, self._stands_zh(text, at + size))
                    )
                    at += size - 1
                    break
            at += 1
        return found

    def latin(self, text: str) -> list[Component]:
        """The comma-parted pieces of a romanised address with their places."""
        pieces = (piece.strip() for piece in _SPLIT.split(text))
        return [self._component(piece) for piece in pieces if piece]

    def _component(self, piece: str) -> Component:
        words = tuple(w for w in romanised(piece).split() if w.isascii())
        mentions: list[Mention] = []
        at = 0
        while at < len(words):
            for size in range(min(self._most_words, len(words) - at), 0, -1):
                name = " ".join(words[at : at + size])
                if name in self._latin and (size > 1 or len(name) > 2):
                    stands = self._stands_latin(words, at + size)
                    mentions.append(self._mention(at, at + size, name, stands))
                    at += size - 1
                    break
            at += 1
        return Component(piece, words, tuple(mentions))

    def _mention(self, start: int, end: int, name: str, stands: bool) -> Mention:
        inside = self.gazetteer.zh_names.get(name) or self.gazetteer.latin_names.get(name) or []
        if code := self.context.compounds.get(name):
            corps = self.gazetteer.get(code)
            inside = [corps] if corps else []
        outside = self.china.zh_names.get(name) or self.china.latin_names.get(name) or []
        outside = [place for place in outside if place.code != REGION]
        foreign = self.context.foreign.get(name, "")
        return Mention(start, end, name, tuple(inside), tuple(outside), stands, foreign)

    def _stands_zh(self, text: str, end: int) -> bool:
        if self.context.not_place_zh.match(text, end):
            return False
        return not self.context.not_level_zh.match(text, max(end - 1, 0))

    def _stands_latin(self, words: tuple[str, ...], end: int) -> bool:
        while end < len(words) and (
            words[end] in self.context.between_latin or words[end] in _LEVEL_LATIN - {"county"}
        ):
            end += 1
        return end == len(words) or words[end] not in self.context.not_place_latin


def raw_slice(text: str, start: int, end: int) -> str:
    """The words of `text` that lie under `start:end` of its folded form."""
    layer = fold_layer(text)
    if layer.text != fold(text):
        return fold(text)[start:end]
    span = layer.to_raw(start, end)
    return text[span.start : span.end]

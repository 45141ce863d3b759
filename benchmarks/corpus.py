"""A lifelike corpus, made up and seeded.

Chinese notices and English reports of invented words with the frequencies
of real text (few words very often, many hardly ever), with place names,
figures, addresses, wrapped lines and rare ideographs.
"""

from __future__ import annotations

import csv
import itertools
import random
import textwrap
from collections.abc import Callable, Iterator
from importlib.resources import files

DOCUMENT = 20_000
"""Bytes of a document, about."""
RARE = ("\U0002a6a5", "\U00020bb7", "\u3400", "\u9f98", "\U0002b748")
"""Ideographs that hardly any text has, some beyond the first plane."""

_SYLLABLE = (
    ("", *"b bl c ch cr d dr f g gr h j k l m n p pl pr qu r s sh sp st str t th tr v w y".split()),
    tuple("a a e e i i o o u ai ea ee ou io oo y".split()),
    ("", "", "", *"b ck d f g l ll m n n nd ng nt p r r rd s s ss st t t th x".split()),
)
"""How a syllable begins, sounds and ends."""


class Corpus:
    """Made-up documents, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._chinese = self._words(30_000, self._chinese_word)
        self._english = self._words(20_000, self._english_word)
        with files("sightline.data").joinpath("places/xinjiang.csv").open(encoding="utf-8") as rows:
            self._places = [row["name_zh"] for row in csv.DictReader(rows)]

    def documents(self, size: int) -> Iterator[str]:
        """Give documents until `size` bytes of UTF-8 are reached."""
        made = 0
        while made < size:
            document = self._document()
            made += len(document.encode())
            yield document

    def _document(self) -> str:
        chance = self._chance
        goal = chance.randint(DOCUMENT // 10, DOCUMENT // 2)
        chinese = chance.random() < 0.7
        paragraphs: list[str] = []
        length = 0
        while length < goal:
            sentences = chance.randint(1, 8)
            make = self._notice if chinese else self._report
            paragraph = "".join(make() for _ in range(sentences))
            paragraphs.append(paragraph if chinese else textwrap.fill(paragraph, 78))
            length += len(paragraph)
        return "\n\n".join(paragraphs)

    def _notice(self) -> str:
        """A Chinese sentence."""
        chance = self._chance
        words = self._pick(self._chinese, chance.randint(6, 24))
        if chance.random() < 0.3:
            words.insert(0, chance.choice(self._places))
        if chance.random() < 0.2:
            words.insert(2, f"{chance.randint(2016, 2020)}年")
        if chance.random() < 0.2:
            words.insert(4, f"培训{chance.randint(1, 9999):,}人")
        if chance.random() < 0.02:
            words.append(chance.choice(RARE))
        if chance.random() < 0.05:
            words.append(chance.choice(("教培中心+", "JP+", "（教培中心）", "培训补贴")))
        at = len(words) // 2
        return "".join((*words[:at], chance.choice("，，、（"), *words[at:])) + "。"

    def _report(self) -> str:
        """An English sentence."""
        chance = self._chance
        words = self._pick(self._english, chance.randint(6, 20))
        words[0] = words[0].capitalize()
        if chance.random() < 0.3:
            words.insert(1, "the county")
        if chance.random() < 0.1:
            words.insert(2, f"{chance.choice(words).capitalize()} Cotton Co., Ltd.")
        if chance.random() < 0.1:
            words.append(f"http://www.{chance.choice(words)}.gov.cn/2018/{chance.randint(1, 999)}")
        if chance.random() < 0.1:
            words.append(f"in {chance.choice(self._places)}")
        return " ".join(words) + ". "

    def _pick(self, ranked: tuple[list[str], list[float]], count: int) -> list[str]:
        return self._chance.choices(ranked[0], cum_weights=ranked[1], k=count)

    def _words(self, count: int, make: Callable[[], str]) -> tuple[list[str], list[float]]:
        """Invented words with the cumulative weights of Zipf's law, short ones mostly first."""
        chance = self._chance
        words = list(dict.fromkeys(make() for _ in range(count)))
        words.sort(key=lambda word: len(word) * chance.uniform(0.5, 1.5))
        return words, list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))

    def _chinese_word(self) -> str:
        chance = self._chance
        # Ideographs of the first level of GB 2312, some much more often than others.
        lead = 0xB0 + min(int(chance.expovariate(0.08)), 39)
        length = chance.choice((1, 2, 2, 2, 3, 4))
        trails = [0xA1 + min(int(chance.expovariate(0.04)), 88) for _ in range(length)]
        return "".join(bytes((lead, trail)).decode("gb18030") for trail in trails)

    def _english_word(self) -> str:
        chance = self._chance
        parts = (
            chance.choice(part) for _ in range(chance.choice((1, 1, 2, 2, 3))) for part in _SYLLABLE
        )
        return "".join(parts)

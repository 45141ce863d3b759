"""Readings of ideographs, and Latin words taken apart into syllables.

A character may have several readings (长 is chang and zhang); all of
the common ones are kept, because a name's own reading isn't known.
ü is written u, lv and lyu lu, so that all ways to type it meet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_MOST_READINGS = 3
_UMLAUT = (("lyu", "lu"), ("nyu", "nu"), ("lv", "lu"), ("nv", "nu"), ("v", "u"))
_VOWEL = re.compile("[aeiou]")


@cache
def _table() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return dict(pinyin_dict)


@lru_cache(maxsize=100_000)
def plain(syllables: str) -> str:
    """Pinyin without tones and without ü."""
    bare = unicodedata.normalize("NFD", syllables.lower())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    for old, new in _UMLAUT:
        bare = bare.replace(old, new)
    return bare


@lru_cache(maxsize=30_000)
def readings(character: str) -> tuple[str, ...]:
    """The common toneless readings of an ideograph, the most common first."""
    listed = _table().get(ord(character), "")
    found = dict.fromkeys(plain(reading) for reading in listed.split(",") if reading)
    return tuple(r for r in found if _VOWEL.search(r))[:_MOST_READINGS]


@cache
def syllables() -> frozenset[str]:
    """Every syllable of Mandarin in toneless pinyin."""
    common = (readings(chr(code)) for code in range(0x4E00, 0x9FA6))
    return frozenset(r for rs in common for r in rs if r.isascii())


@lru_cache(maxsize=200_000)
def split(word: str) -> tuple[str, ...]:
    """`word` as pinyin syllables, the fewest that spell it; empty if none do."""
    known = syllables()
    word = plain(word)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is None or word[start:end] not in known:
                continue
            chosen = best[end]
            if chosen is None or len(before) + 1 < len(chosen):
                best[end] = (*before, word[start:end])
    return best[-1] or ()

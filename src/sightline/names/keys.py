"""Keys of a name that survive a change of script.

Two names that share no key are never compared. Concepts and places are
keys in any script; sounds join ideographs and pinyin; character pairs
join Chinese spellings, words and letter runs Latin ones.
"""

from __future__ import annotations

from itertools import pairwise

from sightline.names.parse import Parsed
from sightline.names.pinyin import split

_GRAM = 4
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 6


def keys(name: Parsed) -> set[str]:
    """Every key of a name."""
    found = {f"l:{code}" for place in name.places for code in place.codes if code != "CN"}
    for unit in name.middle:
        found.update(f"c:{concept}" for concept in unit.concepts)
    if name.script == "latin":
        _latin(name, found)
    else:
        _sounded(name, found)
    return found


def _latin(name: Parsed, found: set[str]) -> None:
    plain = [unit.text for unit in name.middle if unit.brand or not unit.concepts]
    sounds: list[str] = []
    for text in plain:
        for word in text.split():
            found.add(f"t:{word}")
            if len(word) > _GRAM:
                found.update(f"g:{word[i : i + _GRAM]}" for i in range(len(word) - _GRAM + 1))
            syllables = split(word) if word.isalpha() else ()
            sounds.extend(syllables or ("",))
    for place in name.places:
        spelled = split(place.text) if place.text.isalpha() else ()
        found.update(_pairs(list(spelled)))
    found.update(_pairs(sounds))
    if len(plain) > 1:
        found.add("t:" + "".join(plain))
    initials = "".join(unit.text[0] for unit in name.middle)
    if _SHORTEST_ACRONYM <= len(initials) <= _LONGEST_ACRONYM:
        found.add(f"t:{initials}")


def _sounded(name: Parsed, found: set[str]) -> None:
    text = "".join(place.text for place in name.places)
    if name.script == "zh":
        text += name.core
        found.update(f"b:{text[i : i + 2]}" for i in range(len(text) - 1))
    for unit in name.middle:
        if unit.text.isascii() and not unit.sounds:
            found.add(f"t:{unit.text}")
    first: list[str] = []
    second: list[str] = []
    for sounds in (*(p.sounds for p in name.places), *(u.sounds for u in name.middle)):
        for heard in sounds:
            first.append(heard[0] if heard else "")
            second.append(heard[1] if len(heard) > 1 else first[-1])
    found.update(_pairs(first))
    if first != second:
        found.update(_pairs(second))


def _pairs(sounds: list[str]) -> set[str]:
    return {f"p:{a} {b}" for a, b in pairwise(sounds) if a and b}


def counted(name: Parsed, found: set[str]) -> set[str]:
    """The keys whose frequency tells how rare a name's parts are."""
    if name.script == "zh":
        return found | {f"h:{c}" for c in name.core if not c.isascii()}
    return found

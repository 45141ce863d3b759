"""A name taken apart: places, the words in the middle, legal form, numbers.

Three ways of writing end in one shape: ideographs, pinyin spelled out
(Huayi Jituan Gufen Youxian Gongsi), and Latin words. The middle keeps
its order; each unit knows what it may mean and how it may sound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sightline.names.lexicon import Entry, Lexicon, Table, latin_words
from sightline.names.pinyin import readings, split
from sightline.text.fold import fold

Script = Literal["zh", "pinyin", "latin"]
Readings = tuple[tuple[str, ...], ...]

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_RUN = re.compile(r"[a-z0-9]+|[()\[\]]|[\u3400-\u9fff\U00020000-\U000323af]")
_SPELLED_FORM = re.compile(r"gongsi|youxian|jituan|gufen|konggu")
_BRACKET = re.compile(r"[(\[\uff08]([^)\]\uff09]*)[)\]\uff09]")
_ORDINAL_ZH = re.compile(r"第([一二三四五六七八九十百\d]+)")
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)?$")
_DIGITS_ZH = {c: n for n, c in enumerate("零一二三四五六七八九")}
_ORDINAL_CONCEPTS = {
    name: str(number)
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
}
_STOP = frozenset("of the and for in on at de a an to with".split())
_STOP_ZH = frozenset("与及的之")
_PLACE_ENDS = frozenset("省市区县州盟")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of a name.

    Attributes:
        text: As folded.
        concepts: What it may mean; empty if the lexicon doesn't know.
        sounds: The readings of each of its characters, if it has any.
        brand: Whether it stands for the brand rather than the activity.
    """

    text: str
    concepts: frozenset[str] = frozenset()
    sounds: Readings = ()
    brand: bool = True


@dataclass(frozen=True, slots=True)
class PlaceUnit:
    """A place in a name, with every place it may be."""

    text: str
    codes: frozenset[str]
    sounds: Readings = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name in its parts."""

    text: str
    script: Script
    places: tuple[PlaceUnit, ...]
    middle: tuple[Unit, ...]
    forms: frozenset[str]
    numbers: frozenset[str]
    core: str


class _Builder:
    """Gathers the parts while a name is read."""

    def __init__(self, text: str, script: Script) -> None:
        self.text, self.script = text, script
        self.places: list[PlaceUnit] = []
        self.middle: list[Unit] = []
        self.forms: set[str] = set()
        self.numbers: set[str] = set()

    def add(self, word: str, entry: Entry, sounds: Readings) -> None:
        if entry.kind == "place":
            self.places.append(PlaceUnit(word, entry.parts[0], sounds))
        elif entry.kind == "concept":
            whole = len(entry.parts) == 1
            for number, part in enumerate(entry.parts):
                kept = sounds if whole or number == 0 else ()
                self.middle.append(Unit(word, part, kept, entry.brandlike))
                self.numbers.update(_ORDINAL_CONCEPTS[c] for c in part if c in _ORDINAL_CONCEPTS)
        else:
            self.forms.update(entry.parts[0])

    def done(self) -> Parsed:
        core = "".join(unit.text for unit in self.middle)
        return Parsed(
            self.text,
            self.script,
            tuple(self.places),
            tuple(self.middle),
            frozenset(self.forms),
            frozenset(self.numbers),
            core,
        )


@lru_cache(maxsize=4096)
def parse(name: str) -> Parsed:
    """`name` in its parts."""
    folded = fold(name)
    lexicon = Lexicon.load()
    if _HAN.search(folded):
        return _parse_zh(folded, lexicon)
    words = latin_words(name)
    if _is_spelled(words, lexicon):
        return _parse_spelled(" ".join(words), words, lexicon)
    return _parse_latin(name, words, lexicon)


# Ideographs


def _parse_zh(folded: str, lexicon: Lexicon) -> Parsed:
    made = _Builder(folded, "zh")
    made.numbers.update(_number_zh(found[1]) for found in _ORDINAL_ZH.finditer(folded))
    text = _BRACKET.sub(lambda found: _bracket_zh(found[1], made, lexicon), folded)
    pieces = [piece for piece in _RUN.findall(text) if piece not in "()[]"]
    start = _leading_places(pieces, made, lexicon.zh, joined="")
    _middle_zh(pieces[start:], made, lexicon)
    return made.done()


def _bracket_zh(inside: str, made: _Builder, lexicon: Lexicon) -> str:
    entry = lexicon.zh.entries.get(inside) or lexicon.zh.entries.get(inside.rstrip("省市区县"))
    if entry is not None and entry.kind in ("place", "group", "branch", "legal"):
        made.add(inside, entry, _sounds(inside))
        return ""
    return inside


def _leading_places(pieces: list[str], made: _Builder, table: Table, *, joined: str) -> int:
    """Reads the places that a name begins with; each must lie within the one before."""
    at = 0
    while at < len(pieces):
        longest = min(table.longest.get(pieces[at], 0), len(pieces) - at)
        for size in range(longest, 0, -1):
            word = joined.join(pieces[at : at + size])
            entry = table.entries.get(word)
            if entry is None or entry.kind != "place":
                continue
            if len(pieces) - at - size < 1 and not made.places:
                return at
            inner = _narrows(made.places, entry)
            if inner is None:
                return at
            sounds = _sounds(word) if not joined else tuple((s,) for s in word.split())
            made.places.append(PlaceUnit(word, inner, sounds))
            at += size
            if not joined and pieces[at : at + 1] and pieces[at] in _PLACE_ENDS:
                at += len(pieces) - at > 1
            break
        else:
            return at
    return at


def _narrows(before: list[PlaceUnit], entry: Entry) -> frozenset[str] | None:
    """Those of an entry's places that may follow the places already read."""
    codes = entry.parts[0]
    for place in before:
        codes = frozenset(c for c in codes if any(holds(above, c) for above in place.codes))
    return codes or None


def holds(above: str, code: str) -> bool:
    """Does the place `above` hold the place `code`, or is it the same?"""
    if above == "CN":
        return code[:1].isdigit() or code == "CN"
    if above == code:
        return True
    if "/" in above or not above[:1].isdigit():
        return False
    significant = above.rstrip("0")
    significant += "0" * (len(significant) % 2)
    return code.startswith(significant)


def _middle_zh(pieces: list[str], made: _Builder, lexicon: Lexicon) -> None:
    """The rest of a Chinese name after its places."""
    entries = lexicon.zh.entries
    for start, word, entry in _words_back(pieces, lexicon.zh, joined=""):
        if entry is not None and (entry.kind != "place" or _inner_place(pieces, start)):
            made.add(word, entry, _sounds(word))
            continue
        for piece in [word] if word.isascii() else word:
            if piece not in _STOP_ZH:
                made.middle.append(_single(piece, entries.get(piece)))
        if word.isascii() and (number := _ORDINAL.match(word)):
            made.numbers.add(number[1])


def _words_back(
    pieces: list[str], table: Table, *, joined: str
) -> list[tuple[int, str, Entry | None]]:
    """Known words, the longest first, read from the end.

    What a company does stands last in its name, so that reading back
    takes fewer brands for words than reading on does.
    """
    found: list[tuple[int, str, Entry | None]] = []
    end = len(pieces)
    while end:
        longest = min(table.longest_back.get(pieces[end - 1], 0), end)
        for size in range(longest, 1, -1):
            word = joined.join(pieces[end - size : end])
            entry = table.entries.get(word)
            if entry is not None:
                found.append((end - size, word, entry))
                end -= size
                break
        else:
            end -= 1
            found.append((end, pieces[end], None))
    return found[::-1]


def _inner_place(pieces: list[str], at: int) -> bool:
    """A place within a name counts right after a group's, company's or bank's name."""
    return "".join(pieces[max(at - 2, 0) : at]) in ("集团", "公司", "银行", "大学", "中国")


def _single(piece: str, entry: Entry | None) -> Unit:
    if piece.isascii():
        return Unit(piece)
    concepts = entry.parts[0] if entry is not None and entry.kind == "concept" else frozenset()
    return Unit(piece, concepts, (readings(piece),))


def _sounds(word: str) -> Readings:
    return tuple(readings(character) for character in word if not character.isascii())


def _number_zh(digits: str) -> str:
    if digits.isdigit():
        return digits
    tens, _, ones = digits.rpartition("十")
    if "十" not in digits:
        return str(_DIGITS_ZH.get(digits, digits))
    return str(_DIGITS_ZH.get(tens, 1) * 10 + _DIGITS_ZH.get(ones, 0))


# Pinyin spelled out


def _is_spelled(words: list[str], lexicon: Lexicon) -> bool:
    """Is a Latin name nothing but pinyin, form and activity included?"""
    if len(words) < 2:
        return False
    if len(_SPELLED_FORM.findall("".join(words))) >= 2:
        return True
    if not all(word.isalpha() and split(word) for word in words):
        return False
    joined = "".join(words)
    known = any(_english(word, lexicon) for word in words)
    whole = bool(_SPELLED_FORM.search(joined)) or joined.endswith(("daxue", "xueyuan", "yiyuan"))
    return (whole or len(words) > 2) and not known


def _english(word: str, lexicon: Lexicon) -> bool:
    entry = lexicon.latin.entries.get(word)
    return entry is not None and entry.kind != "place"


def _parse_spelled(text: str, words: list[str], lexicon: Lexicon) -> Parsed:
    made = _Builder(text, "pinyin")
    pieces: list[str] = []
    for word in words:
        pieces.extend(split(word) or (word,))
    start = _leading_places(pieces, made, lexicon.spelled, joined=" ")
    for _, word, entry in _words_back(pieces[start:], lexicon.spelled, joined=" "):
        syllables = word.split()
        if entry is not None and entry.kind != "place":
            made.add(word, entry, tuple((s,) for s in syllables))
        else:
            made.middle.extend(Unit(s, sounds=((s,),) if split(s) else ()) for s in syllables)
    return made.done()


# Latin words


def _parse_latin(name: str, words: list[str], lexicon: Lexicon) -> Parsed:
    made = _Builder(" ".join(words), "latin")
    bracketed = {word for found in _BRACKET.finditer(name) for word in latin_words(found[1])}
    table = lexicon.latin
    at = 0
    while at < len(words):
        word = words[at]
        for size in range(min(table.longest.get(word, 0), len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            entry = table.entries.get(phrase)
            if entry is not None and _fits(entry, at, word, bracketed, made, words):
                made.add(phrase, entry, ())
                at += size
                break
        else:
            at += _unknown(words, at, made, table)
    return made.done()


def _fits(
    entry: Entry, at: int, word: str, bracketed: set[str], made: _Builder, words: list[str]
) -> bool:
    """Is this the word that the lexicon means? Places need a place's position."""
    if entry.kind != "place":
        return not (entry.kind == "legal" and at == 0 and len(words) > 1)
    if not made.middle and not made.forms:
        return len(words) > 1 and _narrows(made.places, entry) is not None
    return entry.anywhere or word in bracketed


def _unknown(words: list[str], at: int, made: _Builder, table: Table) -> int:
    """A word that the lexicon lacks: a split place, a number, a stop word, or a brand."""
    for size in (3, 2):
        joined = "".join(words[at : at + size])
        entry = table.entries.get(joined) if at + size <= len(words) and not made.middle else None
        if entry is not None and entry.kind == "place":
            made.add(joined, entry, ())
            return size
    word = words[at]
    if number := _ORDINAL.match(word):
        made.numbers.add(number[1])
    if word not in _STOP:
        made.middle.append(Unit(word))
    return 1

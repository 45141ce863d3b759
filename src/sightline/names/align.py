"""Two names side by side: which parts answer each other, which are left.

Words are paired by what they mean, then by how they are written or
sound, then by what single characters may mean. What stays unpaired
counts too: a sister company differs in exactly one part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from sightline.names.parse import Parsed, Unit
from sightline.names.pinyin import plain, split
from sightline.names.rarity import Rarity

_ALIKE_WORDS = 82.0


@dataclass(slots=True)
class Side:
    """The words of one name that nothing in the other answers, with their weights."""

    left: list[tuple[str, float]] = field(default_factory=list)


@dataclass(slots=True)
class Pairing:
    """One slot of an alignment."""

    paired: list[tuple[str, str, float]] = field(default_factory=list)
    a: Side = field(default_factory=Side)
    b: Side = field(default_factory=Side)


@dataclass(slots=True)
class Alignment:
    """The middle parts of two names, aligned."""

    brand: Pairing = field(default_factory=Pairing)
    activity: Pairing = field(default_factory=Pairing)
    near: tuple[str, str, float] = ("", "", 0.0)
    acronym: str = ""
    spelled_other: bool = False

    def pair(self, a: Unit, b: Unit, weight: float) -> None:
        """Two words answer each other."""
        slot = self.brand if a.brand and b.brand else self.activity
        slot.paired.append((a.text, b.text, weight))


def align(a: Parsed, b: Parsed, rarity: Rarity) -> Alignment:
    """The words of `a` beside those of `b`; of two scripts, `a` is the one with sounds."""
    made = Alignment()
    rest_a, rest_b = list(a.middle), list(b.middle)
    _by_meaning(rest_a, rest_b, made, rarity)
    if rest_a and rest_b:
        if a.script == "latin":
            _by_word(rest_a, rest_b, made, rarity)
        elif b.script == "latin":
            _by_sound(a, b, rest_a, rest_b, made, rarity)
        elif a.script == b.script == "zh":
            _by_character(rest_a, rest_b, made, rarity)
        else:
            _by_syllable(rest_a, rest_b, made, rarity)
    for unit in rest_a:
        slot = made.brand if unit.brand else made.activity
        slot.a.left.append((unit.text, _weight(unit, rarity)))
    for unit in rest_b:
        slot = made.brand if unit.brand else made.activity
        slot.b.left.append((unit.text, _weight(unit, rarity)))
    return made


def _weight(unit: Unit, rarity: Rarity) -> float:
    if unit.concepts and not unit.brand:
        return rarity.least(f"c:{concept}" for concept in unit.concepts)
    if len(unit.sounds) == 1:
        return rarity.of(f"h:{unit.text}") if not unit.text.isascii() else 4.0
    return rarity.of(f"t:{unit.text}")


def _firm(unit: Unit) -> bool:
    """Does the word surely mean what the lexicon says? A single character may not."""
    return bool(unit.concepts) and len(unit.sounds) != 1


def _by_meaning(rest_a: list[Unit], rest_b: list[Unit], made: Alignment, rarity: Rarity) -> None:
    for unit in [u for u in rest_a if _firm(u)]:
        for other in rest_b:
            if unit.concepts & other.concepts and _firm(other):
                shared = unit.concepts & other.concepts
                made.pair(unit, other, rarity.least(f"c:{c}" for c in shared))
                rest_a.remove(unit)
                rest_b.remove(other)
                break


def _by_soft_meaning(
    rest_a: list[Unit], rest_b: list[Unit], made: Alignment, rarity: Rarity
) -> None:
    """Single characters by what they may mean."""
    for unit in [u for u in rest_a if u.concepts]:
        for other in rest_b:
            if shared := unit.concepts & other.concepts:
                made.pair(unit, other, 0.7 * rarity.least(f"c:{c}" for c in shared))
                rest_a.remove(unit)
                rest_b.remove(other)
                break


# Chinese beside Chinese


def _by_character(rest_a: list[Unit], rest_b: list[Unit], made: Alignment, rarity: Rarity) -> None:
    """The longest run of characters in the same order."""
    chars_a = [(c, n) for n, unit in enumerate(rest_a) for c in unit.text]
    chars_b = [(c, n) for n, unit in enumerate(rest_b) for c in unit.text]
    text_a, text_b = "".join(c for c, _ in chars_a), "".join(c for c, _ in chars_b)
    same_a: set[int] = set()
    same_b: set[int] = set()
    for op in LCSseq.opcodes(text_a, text_b):
        if op.tag == "equal":
            same_a.update(range(op.src_start, op.src_end))
            same_b.update(range(op.dest_start, op.dest_end))
            text = text_a[op.src_start : op.src_end]
            units = {chars_a[i][1] for i in range(op.src_start, op.src_end)}
            brand = any(rest_a[n].brand for n in units)
            weight = _run_weight(text, rarity)
            (made.brand if brand else made.activity).paired.append((text, text, weight))
    _keep_left(rest_a, chars_a, same_a)
    _keep_left(rest_b, chars_b, same_b)


def _run_weight(text: str, rarity: Rarity) -> float:
    if len(text) == 1:
        return 0.6 * rarity.of(f"h:{text}")
    pairs = [rarity.of(f"b:{text[i : i + 2]}") for i in range(len(text) - 1)]
    return max(pairs) + 2.0 * (len(pairs) - 1)


def _keep_left(rest: list[Unit], chars: list[tuple[str, int]], same: set[int]) -> None:
    left: list[Unit] = []
    for number, unit in enumerate(rest):
        text = "".join(c for i, (c, n) in enumerate(chars) if n == number and i not in same)
        if text == unit.text:
            left.append(unit)
        elif text:
            left.extend(Unit(c, sounds=((),), brand=unit.brand) for c in text)
    rest[:] = left


# Pinyin beside Chinese or pinyin


def _by_syllable(rest_a: list[Unit], rest_b: list[Unit], made: Alignment, rarity: Rarity) -> None:
    heard_a, heard_b = _heard(rest_a), _heard(rest_b)
    at_b = 0
    run: list[str] = []
    done_a: set[int] = set()
    done_b: set[int] = set()
    for number_a, sounds in heard_a:
        for ahead in range(at_b, min(at_b + 3, len(heard_b))):
            if set(sounds) & set(heard_b[ahead][1]):
                run.append(sounds[0])
                done_a.add(number_a)
                done_b.add(heard_b[ahead][0])
                at_b = ahead + 1
                break
    if run:
        text = " ".join(run)
        made.brand.paired.append((text, text, _sound_weight(run, rarity)))
    rest_a[:] = [unit for n, unit in enumerate(rest_a) if n not in done_a]
    rest_b[:] = [unit for n, unit in enumerate(rest_b) if n not in done_b]


def _heard(units: list[Unit]) -> list[tuple[int, tuple[str, ...]]]:
    return [(n, sounds) for n, unit in enumerate(units) for sounds in unit.sounds if sounds]


def _sound_weight(run: list[str], rarity: Rarity) -> float:
    if len(run) == 1:
        return 2.0
    pairs = [rarity.of(f"p:{x} {y}") for x, y in pairwise(run)]
    return max(pairs) + 1.5 * (len(pairs) - 1)


# Sounds beside Latin words


def _by_sound(
    a: Parsed,
    b: Parsed,
    rest_a: list[Unit],
    rest_b: list[Unit],
    made: Alignment,
    rarity: Rarity,
) -> None:
    _same_latin(rest_a, rest_b, made, rarity)
    heard: list[tuple[int, tuple[str, ...]]] = []
    if a.places and not b.places:
        heard.extend((-1, sounds) for place in a.places for sounds in place.sounds if sounds)
    heard.extend(_heard(rest_a))
    done_a: set[int] = set()
    done_b: set[int] = set()
    runs: list[tuple[int, int, list[str]]] = []
    for number, unit in enumerate(rest_b):
        found = _spelled(plain(unit.text.replace(" ", "")), heard)
        if found is None:
            continue
        start, end = found
        done_b.add(number)
        done_a.update(heard[i][0] for i in range(start, end))
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end, [*runs[-1][2], unit.text])
        else:
            runs.append((start, end, [unit.text]))
    for start, end, words in runs:
        syllables = [heard[i][1][0] for i in range(start, end)]
        shown = "".join(
            rest_a[n].text for n in dict.fromkeys(heard[i][0] for i in range(start, end)) if n >= 0
        )
        weight = _sound_weight(syllables, rarity)
        made.brand.paired.append((shown or " ".join(syllables), " ".join(words), weight))
    rest_a[:] = [unit for n, unit in enumerate(rest_a) if n not in done_a]
    rest_b[:] = [unit for n, unit in enumerate(rest_b) if n not in done_b]
    _by_soft_meaning(rest_a, rest_b, made, rarity)
    _near_sound(rest_a, rest_b, made)
    _acronym(a, rest_b, made)


def _same_latin(rest_a: list[Unit], rest_b: list[Unit], made: Alignment, rarity: Rarity) -> None:
    """Latin letters within a Chinese name."""
    for unit in [u for u in rest_a if not u.sounds and u.text.isascii()]:
        for other in rest_b:
            if unit.text == other.text:
                made.pair(unit, other, rarity.of(f"t:{unit.text}"))
                rest_a.remove(unit)
                rest_b.remove(other)
                break


def _spelled(word: str, heard: list[tuple[int, tuple[str, ...]]]) -> tuple[int, int] | None:
    """Where the characters stand that `word` spells out."""
    if not word.isalpha():
        return None
    best: tuple[int, int] | None = None
    for start in range(len(heard)):
        end = _spells(word, 0, heard, start)
        if end and (best is None or end - start > best[1] - best[0]):
            best = (start, end)
    return best


def _spells(word: str, at: int, heard: list[tuple[int, tuple[str, ...]]], place: int) -> int:
    if at == len(word):
        return place
    if place == len(heard):
        return 0
    for sound in heard[place][1]:
        if word.startswith(sound, at) and (end := _spells(word, at + len(sound), heard, place + 1)):
            return end
    return 0


def _near_sound(rest_a: list[Unit], rest_b: list[Unit], made: Alignment) -> None:
    """A brand spelled nearly as it sounds: 合盛 and Hoshine."""
    brand_a = [u for u in rest_a if u.brand and u.sounds]
    brand_b = [u for u in rest_b if u.brand]
    if not brand_a or not brand_b:
        return
    spelled = "".join(s[0] for u in brand_a for s in u.sounds if s)
    words = "".join(u.text for u in brand_b)
    ratio = fuzz.ratio(spelled, words)
    made.near = ("".join(u.text for u in brand_a), words, ratio)
    # Words that are good pinyin, but not this brand's, are another brand's.
    made.spelled_other = all(len(split(u.text)) > 1 for u in brand_b if u.text.isalpha())


def _acronym(a: Parsed, rest_b: list[Unit], made: Alignment) -> None:
    initials = "".join(s[0][0] for u in a.middle for s in u.sounds if s)
    for unit in rest_b:
        if 2 < len(unit.text) < 6 and unit.brand and unit.text in initials:
            made.acronym = unit.text


# Latin words beside Latin words


def _by_word(rest_a: list[Unit], rest_b: list[Unit], made: Alignment, rarity: Rarity) -> None:
    for unit in list(rest_a):
        for other in rest_b:
            if unit.text == other.text:
                made.pair(unit, other, rarity.of(f"t:{unit.text}"))
                rest_a.remove(unit)
                rest_b.remove(other)
                break
    if not rest_a or not rest_b:
        return
    _by_joining(rest_a, rest_b, made, rarity)
    for unit in list(rest_a):
        best = max(rest_b, key=lambda other: fuzz.ratio(unit.text, other.text), default=None)
        if best is None:
            break
        ratio = fuzz.ratio(unit.text, best.text)
        if ratio >= _ALIKE_WORDS and min(len(unit.text), len(best.text)) > 3:
            made.pair(unit, best, ratio / 100 * 0.8 * rarity.of(f"t:{unit.text}"))
            rest_a.remove(unit)
            rest_b.remove(best)
    brand_a = "".join(u.text for u in rest_a if u.brand)
    brand_b = "".join(u.text for u in rest_b if u.brand)
    if brand_a and brand_b:
        made.near = (brand_a, brand_b, fuzz.ratio(brand_a, brand_b))


def _by_joining(rest_a: list[Unit], rest_b: list[Unit], made: Alignment, rarity: Rarity) -> None:
    """Chang Guang and Changguang; CAS and Chinese Academy of Sciences."""
    for first, second, flipped in ((rest_a, rest_b, False), (rest_b, rest_a, True)):
        for unit in list(first):
            for size in (2, 3):
                for at in range(len(second) - size + 1):
                    words = second[at : at + size]
                    if "".join(w.text for w in words) == unit.text.replace(" ", ""):
                        shown = " ".join(w.text for w in words)
                        pair = (shown, unit.text) if flipped else (unit.text, shown)
                        made.brand.paired.append((*pair, rarity.of(f"t:{unit.text}")))
                        first.remove(unit)
                        del second[at : at + size]
                        break
                else:
                    continue
                break
    for first, second in ((rest_a, rest_b), (rest_b, rest_a)):
        initials = "".join(unit.text[0] for unit in second)
        for unit in first:
            if 2 < len(unit.text) < 7 and unit.text in initials:
                made.acronym = unit.text

"""Evidence that a subject's place is in the region.

A name alone proves little: half of China's cities have a 新疆路. So a
Chinese name counts with the word for its level or under its parent, a
romanised one only under its province or parent, a code only where the
country doesn't speak against it. Every piece of evidence says why it
counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sightline.places.gazetteer import Gazetteer, Place
from sightline.places.romanised import romanised
from sightline.places.spotting import REGION, Component, Mention, Spotter, raw_slice
from sightline.text.fold import fold

_GAP = re.compile(r"[\s,;:()\[\]./\-·、。，]*")
_POSTAL = re.compile(r"(?:CN?-?)?\s*(8[34]\d{4})(?:\.0)?", re.IGNORECASE)
_POSTAL_IN_TEXT = re.compile(r"(?<![\d#+\-.])8[34]\d{4}(?![\d\-.]\d|\d)")
_CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[159Y][1239](65\d{4})[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])")
_CODE = re.compile(r"\s*(65\d{4})(?:0{6})?(?:\.0)?\s*")
# A code that its own name introduces: 区划代码653125, "admin. code: 653125".
_NAMED_CODE = re.compile(
    r"(?i:区划代码|行政代码|行政区划码?|地区代码|admin(?:istrative|\.)? ?(?:division )?code|gb ?/? ?t? ?2260)"
    r"[\s:：#]*(65\d{4})(?!\d)"
)
_ISO = re.compile(r"(?<![A-Z])CN-(?:XJ|65)(?![A-Z0-9])")
_HAN = re.compile("[\u3400-\u9fff]")
_BEFORE_SLOT = re.compile(r"(?:[(\[]|集团|公司|股份)$")

Slot = Literal["place", "place_code", "address"]


@dataclass(frozen=True, slots=True)
class RegionEvidence:
    """One sign that a subject's place is in the region.

    Attributes:
        code: Administrative code of the place.
        caption: The place's name, English and Chinese.
        slot: Where it was found: the company name's place slot, a code, the address.
        query: The subject's words.
        target: The gazetteer's words.
        why: The rule that lets it count.
    """

    code: str
    caption: str
    slot: Slot
    query: str
    target: str
    why: str


def region_evidence(
    address: str | None = None,
    name: str | None = None,
    postal: str | None = None,
    country: str | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    code: str | None = None,
) -> list[RegionEvidence]:
    """All signs in these fields that the subject's place is in the region.

    `code` is an administrative code or a credit code that holds one.
    Empty if there are none, which never means that the subject is
    elsewhere.
    """
    rules = _Rules(Spotter.of(gazetteer or Gazetteer.load()), address or "", country)
    evidence = [
        *rules.address_zh(),
        *rules.address_latin(),
        *rules.codes(code or "", name or ""),
        *rules.postal(postal or ""),
        *rules.name_zh(name or ""),
        *rules.name_latin(name or ""),
    ]
    return list(dict.fromkeys(evidence))


class _Rules:
    """The rules over one subject's fields."""

    def __init__(self, spotter: Spotter, address: str, country: str | None) -> None:
        self.spotter, self.address = spotter, address
        self.context, self.gazetteer = spotter.context, spotter.gazetteer
        self.folded = fold(address)
        self.mentions = spotter.chinese(self.folded)
        self.components = spotter.latin(address)
        self.china = self.context.is_china(country)

    # Addresses

    def address_zh(self) -> Iterator[RegionEvidence]:
        chain: list[tuple[Mention, Place]] = []
        for number, mention in enumerate(self.mentions):
            if not chain and self._elsewhere_zh(mention):
                return
            place = self._place_zh(number, [place for _, place in chain])
            if place is not None:
                chain.append((mention, place))
        if not chain:
            return
        first, (last, place) = chain[0][0], chain[-1]
        why = "Chinese place name with the word for its level or under its parent"
        words = raw_slice(self.address, first.start, last.end)
        yield _evidence(place, "address", words, place.name_zh, why)

    def _elsewhere_zh(self, mention: Mention) -> bool:
        """Does the address lie in another place, named before any of the region's?"""
        if mention.inside or not mention.stands or not (mention.outside or mention.foreign):
            return False
        after = self.folded[mention.end : mention.end + 1]
        if (after and after in "省市区县州盟") or mention.text[-1] in "省市区县":
            return True
        before = self.folded[: mention.start].removesuffix("省").rstrip(" ,()")
        return before in ("", "中国", "中华人民共和国")

    def _place_zh(self, number: int, chain: list[Place]) -> Place | None:
        """The place that a mention proves, given the places accepted before it."""
        mention = self.mentions[number]
        if not mention.inside or not mention.stands:
            return None
        ranked = sorted(mention.inside, key=lambda place: self._rank(place, mention.text))
        held = [p for p in ranked if any(self.gazetteer.holds(c.code, p.code) for c in chain)]
        if held:
            return held[0]
        place = ranked[0]
        if place.code == REGION:
            whole = mention.text != "新疆"
            return place if whole or self._bare_region_stands(number) else None
        full = mention.text == fold(place.name_zh) and mention.text != place.bare_zh
        shared = any(fold(s).startswith(mention.text) for s in place.same_zh_elsewhere)
        return place if full and not shared else None

    def _rank(self, place: Place, text: str) -> tuple[bool, int]:
        return (fold(place.name_zh) != text, self._depth(place))

    def _bare_region_stands(self, number: int) -> bool:
        """新疆 without its level: alone in its piece, or before a unit of the region."""
        mention = self.mentions[number]
        gap = _GAP.match(self.folded, mention.end)
        after = gap.end() if gap else mention.end
        if after == len(self.folded) or self.folded[after].isdigit():
            return True
        before = self.folded[: mention.start].rstrip(" ,()")
        if after > mention.end and (not before or before in self.context.china):
            return True
        following = self.mentions[number + 1] if number + 1 < len(self.mentions) else None
        if following and following.start == after and following.inside:
            return following.stands
        return self.context.unit_zh.match(self.folded, after) is not None

    def address_latin(self) -> Iterator[RegionEvidence]:
        if self._elsewhere_latin():
            return
        standing = [
            (piece, mention)
            for piece in self.components
            for mention in piece.mentions
            if mention.inside and mention.stands
        ]
        province = next((found for found in standing if self._is_province(*found)), None)
        best: tuple[int, Place, Component, str] | None = None
        for piece, mention in standing:
            ranked = sorted(mention.inside, key=self._depth)
            for place in ranked:
                above = self._parent_named(place, mention, piece, standing, province)
                if not above:
                    continue
                if best is None or self._depth(place) > best[0]:
                    best = (self._depth(place), place, piece, above)
                break
        if best:
            _, place, piece, above = best
            words = (
                piece.raw if romanised(above) in romanised(piece.raw) else f"{piece.raw}, {above}"
            )
            why = "romanised place together with its province or parent"
            yield _evidence(place, "address", words, place.name_en, why)
        elif province and self.china is not False:
            piece, mention = province
            place = mention.inside[0]
            why = "the province named as a part of the address of its own"
            yield _evidence(place, "address", piece.raw, place.name_en, why)

    def _depth(self, place: Place) -> int:
        return len(self.gazetteer.ancestors(place))

    def _is_province(self, piece: Component, mention: Mention) -> bool:
        if all(place.code != REGION for place in mention.inside):
            return False
        beside = any(
            other.stands and other.inside and other is not mention for other in piece.mentions
        )
        return beside or piece.closes(mention, self.context)

    def _parent_named(
        self,
        place: Place,
        mention: Mention,
        piece: Component,
        standing: list[tuple[Component, Mention]],
        province: tuple[Component, Mention] | None,
    ) -> str:
        """The words that name a unit above `place` elsewhere in the address."""
        if place.code == REGION:
            return ""
        if province:
            return province[0].raw
        above = {unit.code for unit in self.gazetteer.ancestors(place)}
        for other_piece, other in standing:
            distinct = other.text != mention.text and (
                other_piece is not piece or other.start != mention.start
            )
            if distinct and above & {unit.code for unit in other.inside}:
                return other_piece.raw
        return ""

    def _elsewhere_latin(self) -> bool:
        """Is another province, city or country named as a piece of its own?"""
        return (
            any(
                (mention.outside or mention.foreign)
                and not mention.inside
                and mention.stands
                and (piece.only(mention, self.context) or self._closing_foreign(piece, mention))
                for piece in self.components
                for mention in piece.mentions
            )
            or self._look_alike()
        )

    def _closing_foreign(self, piece: Component, mention: Mention) -> bool:
        known_end = piece is self.components[-1] and piece.closes(mention, self.context)
        return known_end and bool(mention.foreign or mention.outside)

    def _look_alike(self) -> bool:
        """Does the address name the province of a unit that is spelled like the region?"""
        region = self.gazetteer.get(REGION)
        twins = (
            [entry.split(" ")[-1] for entry in region.same_romanised_elsewhere] if region else []
        )
        provinces = [p for p in self.spotter.china.provinces.values() if p.short_zh in twins]
        words = f" {romanised(self.address)} "
        return any(
            province.short_zh in self.folded or f" {romanised(province.name_en)} " in words
            for province in provinces
        )

    # Codes

    def codes(self, code: str, name: str) -> Iterator[RegionEvidence]:
        plain = _CODE.fullmatch(code)
        if plain and (place := self.gazetteer.get(plain[1])):
            yield _evidence(place, "place_code", code, place.code, "administrative code")
        for found in _NAMED_CODE.finditer(self.address):
            if place := self.gazetteer.get(found[1]):
                yield _evidence(place, "place_code", found[0], place.code, "administrative code")
        for text in (code, self.address, name):
            for found in _CREDIT_CODE.finditer(text):
                place = self.gazetteer.get(found[1]) or self.gazetteer.get(found[1][:4] + "00")
                if place:
                    why = "administrative code within a unified social credit code"
                    yield _evidence(place, "place_code", found[0], place.code, why)
        iso = _ISO.search(self.address) or _ISO.fullmatch(code.strip())
        region = self.gazetteer.get(REGION)
        if iso and region:
            yield _evidence(
                region, "place_code", iso[0], "CN-XJ", "ISO 3166-2 code of the province"
            )

    def postal(self, postal: str) -> Iterator[RegionEvidence]:
        if self.china is False or self._contradicted():
            return
        given = _POSTAL.fullmatch(fold(postal).strip())
        if given:
            yield self._postal(given[1], "postal code of the region; nothing contradicts it")
            return
        in_china = self.china or _HAN.search(self.folded) or self._says_china()
        if in_china and (found := _POSTAL_IN_TEXT.search(self.folded)):
            yield self._postal(found[0], "postal code of the region in an address in China")

    def _postal(self, digits: str, why: str) -> RegionEvidence:
        fitting = [place for place in self.gazetteer if place.postal_code == digits]
        exact = fitting[0] if len(fitting) == 1 else self.gazetteer.get(REGION)
        if exact is None:
            raise LookupError(f"the gazetteer lacks the region itself, {REGION}")
        target = digits if len(fitting) == 1 else "830000-849999"
        return _evidence(exact, "place_code", digits, target, why)

    def _contradicted(self) -> bool:
        elsewhere = any(self._elsewhere_zh(mention) for mention in self.mentions)
        own = any(self._place_zh(n, []) for n in range(len(self.mentions)))
        return (elsewhere and not own) or self._elsewhere_latin()

    def _says_china(self) -> bool:
        words = romanised(self.address)
        return any(f" {name} " in f" {words} " for name in self.context.china if len(name) > 3)

    # The place slot of a company's own name

    def name_zh(self, name: str) -> Iterator[RegionEvidence]:
        folded = fold(name)
        if not self.context.legal_zh.search(folded):
            return
        mentions = self.spotter.chinese(folded)
        chain: list[Place] = []
        end = start = -1
        for mention in mentions:
            at_slot = (
                mention.start == end
                or folded[: mention.start] in ("", "中国")
                or _BEFORE_SLOT.search(folded[: mention.start])
            )
            if not (at_slot and mention.inside and mention.stands):
                continue
            place = self._slot_place(mention, chain)
            if place is None:
                continue
            start = mention.start if not chain else start
            chain.append(place)
            end = mention.end
        if chain:
            why = "the company's own name states its place, in Chinese"
            words = raw_slice(name, start, end)
            yield _evidence(chain[-1], "place", words, chain[-1].name_zh, why)

    def _slot_place(self, mention: Mention, chain: list[Place]) -> Place | None:
        ranked = sorted(mention.inside, key=lambda place: self._rank(place, mention.text))
        held = [p for p in ranked if any(self.gazetteer.holds(c.code, p.code) for c in chain)]
        if held:
            return held[0]
        place = ranked[0]
        alone = mention.text == place.bare_zh
        if alone and place.code != REGION and place.same_zh_elsewhere:
            return None
        return None if mention.outside else place

    def name_latin(self, name: str) -> Iterator[RegionEvidence]:
        words = romanised(name).split()
        legal = any(word in self.context.legal_latin for word in words)
        if not legal or self._look_alike() or _HAN.search(name):
            return
        for piece in self.spotter.latin(name):
            for mention in piece.mentions:
                province = any(place.code == REGION for place in mention.inside)
                if province and mention.stands and self._slot_latin(name, piece, mention):
                    place = mention.inside[0]
                    why = "the company's own name names the province"
                    words_found = " ".join(piece.words[mention.start : mention.end])
                    yield _evidence(place, "place", words_found, place.name_en, why)
                    return

    def _slot_latin(self, name: str, piece: Component, mention: Mention) -> bool:
        """First word of the name, in brackets, or after a group's or company's name."""
        before = piece.words[: mention.start]
        county = piece.words[mention.end : mention.end + 1] == ("county",)
        if county:
            return False
        bracketed = re.search(rf"[(\[]\s*{re.escape(mention.text)}", fold(name)) is not None
        first = not before or before == ("china",)
        return first or bracketed or bool(before and before[-1] in self.context.legal_latin)


def _evidence(place: Place, slot: Slot, query: str, target: str, why: str) -> RegionEvidence:
    return RegionEvidence(
        place.code, f"{place.name_en} ({place.name_zh})", slot, query, target, why
    )

"""Goods: a subject's codes and words, against priority sectors and product chains.

A code of four digits or more that is in a table is a hit; a chapter alone
is none. Words count where they name the goods themselves, not a machine,
a colour or a taste, and no code given says otherwise. A sector is a
priority of enforcement, never a presumption.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from sightline.entities import Dataset, Entity, Goods, Record
from sightline.names import Reason
from sightline.places import romanised
from sightline.screening.model import Hit, Subject
from sightline.screening.weights import weight
from sightline.text.fold import fold

_CODE = re.compile(
    r"(?<![\d.])\d{1,4}(?:\.\d{1,4}){1,4}(?![\d.])|(?<!\d)\d{4}(?: \d{2}){1,4}(?!\d)|\d+"
)
_WHOLE = re.compile(r"\b(\d{5,})\.0+\b")
"""A code that a spreadsheet took for a number and gave decimals."""
_SHARED = re.compile(r"n\.e\.s\.|\bincl\.")
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST = 4
"""Words of the longest entry in the list of goods words."""
WHY = "in a priority sector or chain; no path to the region or the scheme is documented here"


def codes_in(cell: str) -> Iterator[str]:
    """Give the HS codes of a cell as digits, a lost leading zero put back.

    >>> list(codes_in("6109.10; 0702 00"))
    ['610910', '070200']
    """
    for found in _CODE.findall(_WHOLE.sub(r"\1", unicodedata.normalize("NFKC", cell))):
        digits = found.replace(" ", "")
        if "." in digits:
            head, *rest = digits.split(".")
            if len(head) > 4:
                continue
            # A spreadsheet that took 6109.10 for a number gives 6109.1.
            digits = head.zfill(2 if len(head) < 3 else 4) + "".join(
                part if len(part) % 2 == 0 else part + "0" for part in rest
            )
        elif len(digits) % 2:
            digits = "0" + digits
        if 4 <= len(digits) <= 12:
            yield digits


@dataclass
class _Finding:
    """What points to one sector or chain."""

    reasons: list[Reason] = field(default_factory=list)
    citations: dict[Record, None] = field(default_factory=dict)
    hit: bool = False


class GoodsCheck:
    """The goods tables of the datasets, ready to be asked."""

    def __init__(self, datasets: Sequence[Dataset]) -> None:
        goods = [each for dataset in datasets for each in dataset.goods]
        keys = {each.entity for each in goods}
        self.entities: dict[str, Entity] = {
            entity.id: entity
            for dataset in datasets
            for entity in dataset.entities
            if entity.id in keys
        }
        self.records = {key: d.records_of(key) for d in datasets for key in keys if d.get(key)}
        self._by_code: dict[str, list[Goods]] = {}
        self._by_heading: dict[str, list[Goods]] = {}
        self._chapters: dict[str, set[str]] = {}
        for each in goods:
            sector = self._sector_of(each.entity)
            self._chapters.setdefault(sector, set()).update(each.chapters)
            for code in each.codes:
                self._by_code.setdefault(code, []).append(each)
                self._chapters[sector].add(code[:2])
                if len(code) > 4:
                    self._by_heading.setdefault(code[:4], []).append(each)

    def hits(self, subject: Subject) -> tuple[list[Hit], list[Hit]]:
        """Give the sectors that a subject's goods are in, and those they are near to."""
        if not self.entities:
            return [], []
        codes = [code for cell in subject.texts("hs") for code in codes_in(cell)]
        found: dict[str, _Finding] = {}
        for code in dict.fromkeys(codes):
            self._by_codes(code, found)
        chapters = {code[:2] for code in codes}
        for cell in subject.texts("product"):
            self._by_words(cell, chapters, found)
        self._fold_chains(found)
        made = [(finding.hit, self._hit(key, finding)) for key, finding in found.items()]
        return [hit for sure, hit in made if sure], [hit for sure, hit in made if not sure]

    def _by_codes(self, code: str, found: dict[str, _Finding]) -> None:
        fitting = [
            (code[:length], goods)
            for length in range(4, len(code) + 1)
            for goods in self._by_code.get(code[:length], ())
        ]
        for target, goods in fitting:
            sign = "hs_shared" if _SHARED.search(goods.description) else "hs"
            stage = f" ({goods.description})" if goods.stage else ""
            reason = Reason("hs", code, target, f"code in the table{stage}", weight(sign))
            self._note(found, goods, reason, hit=True)
        if not fitting and len(code) == 4:
            for goods in self._by_heading.get(code, ()):
                agreement = f"heading of {', '.join(goods.codes[:4])}; it also holds other goods"
                reason = Reason("hs", code, goods.description, agreement, weight("hs_heading"))
                self._note(found, goods, reason, hit=False)

    def _note(self, found: dict[str, _Finding], goods: Goods, reason: Reason, *, hit: bool) -> None:
        finding = found.setdefault(goods.entity, _Finding())
        finding.hit = finding.hit or hit
        if reason not in finding.reasons:
            finding.reasons.append(reason)
        finding.citations[goods.record] = None

    def _by_words(self, cell: str, chapters: set[str], found: dict[str, _Finding]) -> None:
        for word, entity in words_in(cell):
            if entity not in self.entities:
                continue
            finding = found.setdefault(entity, _Finding())
            reason = Reason("product", cell[:200], word, "words name the goods", weight("product"))
            if reason not in finding.reasons:
                finding.reasons.append(reason)
            finding.citations.update(dict.fromkeys(self.records[entity]))
            against = chapters and not chapters & self._chapters[entity]
            if against:
                told = f"code in chapter {', '.join(sorted(chapters))}, where these goods are not"
                reason = Reason("hs", cell[:200], entity, told, weight("product_against"))
                finding.reasons.append(reason)
            else:
                finding.hit = True

    def _sector_of(self, entity: str) -> str:
        known = self.entities.get(entity)
        sectors = known.properties.get("sector", ()) if known else ()
        return next((key for key in sectors if key in self.entities), entity)

    def _fold_chains(self, found: dict[str, _Finding]) -> None:
        """Give a chain's evidence to its sector, where that is found too: one hit, not two."""
        for key in list(found):
            sector = self._sector_of(key)
            if sector != key and sector in found and found[sector].hit >= found[key].hit:
                chain = found.pop(key)
                found[sector].reasons += chain.reasons
                found[sector].citations.update(chain.citations)

    def _hit(self, key: str, finding: _Finding) -> Hit:
        entity = self.entities[key]
        reasons = sorted(finding.reasons, key=lambda reason: -reason.weight)
        return Hit(
            entity=key,
            caption=entity.caption,
            dataset=entity.dataset,
            tier="sector",
            score=None,
            reasons=tuple(reasons),
            citations=tuple(finding.citations),
            why=WHY,
        )


def words_in(cell: str) -> Iterator[tuple[str, str]]:
    """Give the goods words of a cell, each with the sector that it names."""
    for clause in re.split(r"[,;/、，；。\n]+", cell):
        yield from _latin(clause)
        if _HAN.search(clause):
            yield from _chinese(clause)


def _latin(clause: str) -> Iterator[tuple[str, str]]:
    tokens = [_singular(token) for token in romanised(clause.replace("-", " ")).split()]
    joined = " ".join(tokens)
    before, after = _tails("en", "before"), _tails("en", "after")
    for start in range(len(tokens)):
        for length in range(min(_LONGEST, len(tokens) - start), 0, -1):
            words = " ".join(tokens[start : start + length])
            for entity, unless in _words("en").get(words, ()):
                end = start + length
                spoilt = start and tokens[start - 1] in before
                spoilt = spoilt or (end < len(tokens) and tokens[end] in after)
                if not spoilt and not any(other in joined for other in unless):
                    yield words, entity


def _chinese(clause: str) -> Iterator[tuple[str, str]]:
    text = fold(clause)
    for word, entries in _words("zh").items():
        at = text.find(word)
        if at < 0:
            continue
        spoilt = text[at + len(word) :].startswith(tuple(_tails("zh", "after")))
        spoilt = spoilt or text[:at].endswith(tuple(_tails("zh", "before")))
        for entity, unless in entries:
            if not spoilt and not any(other in text for other in unless):
                yield word, entity


def _singular(word: str) -> str:
    """Put an English plural and its singular as one; how it looks does not matter."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    if word.endswith("oes"):
        return word.removesuffix("es")
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word.removesuffix("s")
    return word


Entries = Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]


@cache
def _words(lang: str) -> Entries:
    found: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for row in _rows("goods_words.csv"):
        if row["lang"] == lang:
            unless = tuple(_plain(each, lang) for each in row["unless"].split(";") if each)
            key = _plain(row["word"], lang)
            found[key] = (*found.get(key, ()), (row["entity"], unless))
    return found


@cache
def _tails(lang: str, place: str) -> frozenset[str]:
    rows = _rows("goods_tails.csv")
    return frozenset(
        _plain(row["word"], lang) for row in rows if (row["lang"], row["place"]) == (lang, place)
    )


def _plain(words: str, lang: str) -> str:
    if lang == "zh":
        return fold(words)
    return " ".join(map(_singular, romanised(words).split()))


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    path = files("sightline.data").joinpath(f"screening/{name}")
    return tuple(csv.DictReader(path.read_text("utf-8").splitlines()))

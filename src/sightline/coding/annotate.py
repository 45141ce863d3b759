"""Annotations: the terms of a codebook at the passages where a text has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from sightline.coding.codebook import Codebook
from sightline.coding.gates import UNDECIDED, Judge
from sightline.coding.scanner import Sighting, scanner_of
from sightline.coding.scene import Scene
from sightline.text import Citation, Text, claim_id, simplify

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_LEFT_OUT = re.compile(r"[\s\"'“”‘’„‟‚‛「」『』«»＂＇]")
_GLOSS = re.compile(r"[（(][A-Za-z\s'’-]+[)）]")
_ADDRESS_HEAD = re.compile(r"https?:|www\.", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?:|www\.|%[0-9a-f]{2}|\.(?:html?|aspx?|php|pdf|docx?|xlsx?|com|cn|gov|org|net)\b"
)
# What ends an address to the left of a Chinese word that may be a piece of it.
_EDGE = re.compile(r"[\s。，,；;()（）<>]")
_BLANK = re.compile(r"[\s\u3400-\u9fff]")
# Without one of these a text has no address in it; with one of the latter, a piece at most.
ADDRESS_HEADS = ("http", "www.")
ADDRESS_PIECES = ("%", ".")
_IDEOGRAPHS = "\u3400"
# No address is longer (characters).
_LONGEST_ADDRESS = 2_000


class Annotation(NamedTuple):
    """A codebook term found at a passage; a tuple, as a page has many.

    Attributes:
        zh: The matched Chinese, repaired and simplified; None if it is in another language.
        flows: What the hit says here, after gates.
        why: What settled flows and sense, in one clause.
    """

    codebook: str
    term: str
    zh: str | None
    category: str
    flows: tuple[int, ...]
    sense: str | None
    why: str
    citation: Citation

    @property
    def id(self) -> str:
        """24 hexadecimal digits: the same after any rebuild, so that judgements last."""
        content = (self.codebook, self.term, list(self.flows), self.sense)
        return claim_id("annotation", self.citation.capture, self.citation.span, *content)

    def as_dict(self) -> dict[str, Any]:
        """The row of `annotations.jsonl`."""
        return {
            "id": self.id,
            "codebook": self.codebook,
            "term": self.term,
            "zh": self.zh,
            "category": self.category,
            "flows": list(self.flows),
            "sense": self.sense,
            "why": self.why,
            "citation": self.citation.as_dict(),
        }


def annotate(text: Text, codebook: Codebook) -> list[Annotation]:
    """The codebook's terms in `text`, in order; of nested hits the longest.

    Page furniture and addresses hold no hits.
    """
    sightings, marks = scanner_of(codebook).scan(text)
    last = len(codebook.terms)
    terms = [hit for hit in sightings if hit.term < last]
    if not terms:
        return []
    scene = Scene(text)
    judge = Judge(text, codebook, marks, scene)
    raw, capture = text.raw, text.capture
    found: list[Annotation] = []
    hits = longest(stand(text, judge, scene, terms))
    places = text.key.all_raw_ends([(hit.start, hit.end) for hit in hits])
    for hit, (start, end) in zip(hits, places, strict=True):
        term = codebook.terms[hit.term]
        flows, sense, why = judge.verdict(hit)
        quote = raw[start:end]
        zh = chinese(text, hit, quote)
        citation = Citation(capture, start, end, quote)
        found.append(
            Annotation(codebook.name, term.id, zh, term.category, flows, sense, why, citation)
        )
    if not text.flow.ordered:
        found.sort(key=lambda one: (one.citation.start, one.citation.end))
    return found


def document_flows(annotations: Iterable[Annotation]) -> set[int]:
    """The flows that a document's annotations speak of; undecided senses don't count."""
    return {flow for one in annotations if one.sense not in UNDECIDED for flow in one.flows}


def chinese(text: Text, hit: Sighting, quote: str) -> str | None:
    """The matched Chinese words as printed, simplified, without white space and quotation marks."""
    folded = text.key.text[hit.start : hit.end]
    if not _HAN.search(folded):
        return None
    if folded == quote and folded.isalnum():
        return folded
    places = dict.fromkeys(text.key.raw_ends(at, at + 1)[0] for at in range(hit.start, hit.end))
    printed = "".join(text.repaired[at] for at in places)
    return simplify(_LEFT_OUT.sub("", _GLOSS.sub("", printed)))


def stand(
    text: Text,
    judge: Judge,
    scene: Scene,
    sightings: Iterable[Sighting],
    addresses: tuple[bool, bool] | None = None,
) -> list[Sighting]:
    """The sightings that are words of the text, and no mere furniture, address or common word.

    Args:
        text: The text.
        judge: Its judge.
        scene: Its scene.
        sightings: What the scan found.
        addresses: Whether an address may begin in the text, and whether it may hold a
            piece of one, if that is known.
    """
    key = text.key.text
    headed, pieces = addresses or _address_signs(key)
    furnished = scene.furnished
    return [
        hit
        for hit in sightings
        if not (furnished and scene.kind(scene.block_at(hit.start)) == "furniture")
        and not (headed and _in_chinese_address(text, hit))
        and not (pieces and key[hit.start] < _IDEOGRAPHS and _in_address(text, hit))
        and judge.stands(hit)
    ]


def _address_signs(key: str) -> tuple[bool, bool]:
    headed = any(sign in key for sign in ADDRESS_HEADS)
    return headed, headed or any(sign in key for sign in ADDRESS_PIECES)


def longest(hits: Iterable[Sighting]) -> list[Sighting]:
    """The longest of nested hits; of two that overlap, the one that begins first.

    Of two readings of the same words, a code that has lost its plus sign was named as
    one, and wins; then the one that spells more of them.
    """
    kept: list[Sighting] = []
    reached = 0
    ordered = sorted(hits)
    # Few hits overlap: then their order is the plain one.
    if any(one.end > other.start for one, other in pairwise(ordered)):
        ordered.sort(key=_rank)
    for hit in ordered:
        if hit.start >= reached:
            reached = hit.end
            if hit.term >= 0:
                kept.append(hit)
    return kept


def _rank(hit: Sighting) -> tuple[int, int, bool, int]:
    return hit.start, -hit.end, not hit.lost, hit.ending


def _in_chinese_address(text: Text, hit: Sighting) -> bool:
    """Whether Chinese words are a piece of an address that is printed up to them."""
    key = text.key.text
    floor = max(hit.start - _LONGEST_ADDRESS, 0)
    if not _HAN.match(key, hit.start) or all(
        key.rfind(sign, floor, hit.start) < 0 for sign in ADDRESS_HEADS
    ):
        return False
    # The key has no blank beside an ideograph, so that the print must tell the address's end.
    start = text.key.raw_ends(hit.start, hit.start + 1)[0]
    before = text.repaired[max(start - _LONGEST_ADDRESS, 0) : start]
    return _ADDRESS_HEAD.search(_EDGE.split(before)[-1]) is not None


def _in_address(text: Text, hit: Sighting) -> bool:
    """Whether words in Latin script are a piece of an address that is printed around them."""
    key = text.key.text
    first, after = max(hit.start - _LONGEST_ADDRESS, 0), hit.end + _LONGEST_ADDRESS
    before = _BLANK.split(key[first : hit.start])[-1]
    behind = _BLANK.split(key[hit.end : after], maxsplit=1)[0]
    around = before + key[hit.start : hit.end] + behind
    return bool(before or behind) and _ADDRESS.search(around) is not None

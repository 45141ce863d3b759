"""Annotations: the terms of a codebook at the passages where a text has them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sightline.coding.codebook import Codebook
from sightline.coding.gates import Judge
from sightline.coding.scanner import Sighting, scanner_of
from sightline.coding.scene import Scene
from sightline.text import Citation, Text, simplify

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
_LEFT_OUT = re.compile(r"[\s\"'“”‘’„‟‚‛「」『』«»＂＇]")
_ADDRESS_HEAD = re.compile(r"https?:|www\.", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?:|www\.|%[0-9a-f]{2}|\.(?:html?|aspx?|php|pdf|docx?|xlsx?|com|cn|gov|org|net)\b"
)
# What ends an address to the left of a Chinese word that may be a piece of it.
_EDGE = re.compile(r"[\s。，,；;()（）<>]")
_BLANK = re.compile(r"[\s\u3400-\u9fff]")
_UNDECIDED = frozenset({"general", "ambiguous"})


@dataclass(frozen=True, slots=True)
class Annotation:
    """A codebook term found at a passage.

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
        span = self.citation.span
        canonical = json.dumps(
            [
                "annotation",
                self.citation.capture,
                span.start,
                span.end,
                self.codebook,
                self.term,
                list(self.flows),
                self.sense,
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:24]

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
    terms = [hit for hit in sightings if hit.term < len(codebook.terms)]
    if not terms:
        return []
    scene = Scene(text)
    judge = Judge(text, codebook, marks, scene)
    standing = stand(text, judge, scene, terms)
    return sorted(
        (_annotation(text, codebook, judge, hit) for hit in longest(standing)),
        key=lambda one: (one.citation.start, one.citation.end),
    )


def document_flows(annotations: Iterable[Annotation]) -> set[int]:
    """The flows that a document's annotations speak of; undecided senses don't count."""
    return {flow for one in annotations if one.sense not in _UNDECIDED for flow in one.flows}


def _annotation(text: Text, codebook: Codebook, judge: Judge, hit: Sighting) -> Annotation:
    term = codebook.terms[hit.term]
    verdict = judge.verdict(hit)
    span = text.key.to_raw(hit.start, hit.end)
    return Annotation(
        codebook=codebook.name,
        term=term.id,
        zh=_chinese(text, hit),
        category=term.category,
        flows=verdict.flows,
        sense=verdict.sense,
        why=verdict.why,
        citation=text.cite(span.start, span.end),
    )


def _chinese(text: Text, hit: Sighting) -> str | None:
    """The matched words as printed, simplified, without white space and quotation marks."""
    key = text.key
    if not _HAN.search(key.text, hit.start, hit.end):
        return None
    origins = dict.fromkeys(key.starts[hit.start : hit.end].tolist())
    printed = "".join(text.repaired[at] for at in origins)
    return simplify(_LEFT_OUT.sub("", printed))


def stand(text: Text, judge: Judge, scene: Scene, sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings that are words of the text, and no mere furniture, address or common word."""
    return [
        hit
        for hit in sightings
        if scene.kind(scene.block_at(hit.start)) != "furniture"
        and not _in_address(text, hit)
        and judge.stands(hit)
    ]


def longest(hits: Iterable[Sighting]) -> list[Sighting]:
    """The longest of nested hits; of two that overlap, the one that begins first.

    Of two readings of the same words, a code that has lost its plus sign was named as
    one, and wins; then the one that spells more of them.
    """
    kept: list[Sighting] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, not hit.lost, hit.ending)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return [hit for hit in kept if hit.term >= 0]


def _in_address(text: Text, hit: Sighting) -> bool:
    """Whether the hit is a piece of an address that is printed around it."""
    key = text.key.text
    if _HAN.match(key, hit.start):
        # The key has no blank beside an ideograph, so that the print must tell the address's end.
        first = start = text.key.to_raw(hit.start, hit.end).start
        while start and not _EDGE.match(text.repaired, start - 1):
            start -= 1
        return _ADDRESS_HEAD.search(text.repaired, start, first) is not None
    start, end = hit.start, hit.end
    while start and not _BLANK.match(key, start - 1):
        start -= 1
    while end < len(key) and not _BLANK.match(key, end):
        end += 1
    return end - start > hit.end - hit.start and _ADDRESS.search(key, start, end) is not None

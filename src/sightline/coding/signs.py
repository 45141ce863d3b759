"""Signs: a codebook's indicators at the passages where a text states or denies them.

They are found by the same scan as the terms and give no annotation: whose
sign it is, and who says so, is for the room of claims to read.
"""

from __future__ import annotations

from dataclasses import dataclass

from sightline.coding.annotate import longest, stand
from sightline.coding.codebook import Codebook, Sign
from sightline.coding.gates import Judge
from sightline.coding.scanner import Sighting, scanner_of
from sightline.coding.scene import Scene
from sightline.text import Citation, Span, Text


@dataclass(frozen=True, slots=True)
class IndicatorHit:
    """Words of an indicator found at a passage.

    Attributes:
        row: The id of the codebook's row.
        framework: `ILO` or `state_imposed`.
        strength: `explicit` if the words say it, `weak` if they may mean it.
        stance: `stated`, or `denied` where words beside it deny it.
        words: The matched words as printed, on one line.
        why: What settled the stance, in one clause.
    """

    codebook: str
    row: str
    framework: str
    indicator: str
    strength: str
    stance: str
    words: str
    why: str
    citation: Citation

    @property
    def span(self) -> Span:
        """The stretch of the raw text."""
        return self.citation.span


def indicator_hits(text: Text, codebook: Codebook) -> list[IndicatorHit]:
    """The codebook's indicators in `text`, in order; of nested hits for one sign the longest.

    Words behind a shut gate and general bans (不得扣押身份证) give no hit.
    """
    sightings, marks = scanner_of(codebook).scan(text)
    first = len(codebook.terms)
    signs = [hit for hit in sightings if hit.term < 0 or hit.term >= first]
    if all(hit.term < 0 for hit in signs):
        return []
    scene = Scene(text)
    judge = Judge(text, codebook, marks, scene)
    by_sign: dict[Sign, list[Sighting]] = {}
    alike = [hit for hit in signs if hit.term < 0]
    for hit in stand(text, judge, scene, signs):
        if hit.term >= 0:
            sign = codebook.entries[hit.term].sign
            assert sign is not None
            by_sign.setdefault(sign, list(alike)).append(hit)
    found = [
        made
        for sign, hits in by_sign.items()
        for hit in longest(hits)
        if (made := _hit(text, codebook, judge, hit, sign))
    ]
    return sorted(found, key=lambda one: (one.citation.start, one.citation.end, one.indicator))


def _hit(
    text: Text, codebook: Codebook, judge: Judge, hit: Sighting, sign: Sign
) -> IndicatorHit | None:
    stance, why = judge.stance(hit)
    if stance is None:
        return None
    span = text.key.to_raw(hit.start, hit.end)
    return IndicatorHit(
        codebook=codebook.name,
        row=codebook.entries[hit.term].id,
        framework=sign.framework,
        indicator=sign.indicator,
        strength=sign.strength,
        stance=stance,
        words=" ".join(text.repaired[span.start : span.end].split()),
        why=why,
        citation=text.cite(span.start, span.end),
    )

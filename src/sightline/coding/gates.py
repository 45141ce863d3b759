"""Gates and senses: what a term says where it stands, and why.

The words alone seldom settle it: the same name means a camp in one place
and private tuition in another. Every verdict here comes with the words
that it rests on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sightline.coding.codebook import SCOPES, Codebook, Decision, Gate, Term
from sightline.coding.scanner import ELSEWHERE, INSIDE, Marks, Sighting, negation_list
from sightline.coding.scene import Scene
from sightline.text import Span, Text

_YEAR = re.compile(r"(?<![0-9a-z/.%=&?_])((?:19[5-9]|20[0-4])\d)(?![0-9a-z/%_])")

# What stands aside from the running text names places of its own.
_ASIDE = frozenset({"note", "furniture"})
# How many times more often its own places are named in a document of the region.
_MOSTLY = 3
_NO_END = 9999
_UNDECIDED = frozenset({"general", "ambiguous"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a hit says, and why, in one clause."""

    flows: tuple[int, ...]
    sense: str | None
    why: str


class Judge:
    """Judges the sightings of one text."""

    def __init__(self, text: Text, codebook: Codebook, marks: Marks, scene: Scene) -> None:
        self._text, self._book, self._marks, self._scene = text, codebook, marks, scene

    def stands(self, hit: Sighting) -> bool:
        """Whether the sighting is a hit at all: a lost plus is named, a common word has its cue."""
        if hit.term < 0:
            return True
        term = self._book.terms[hit.term]
        if term.needs and not any(self._marks.speaks(name) for name in term.needs):
            return False
        return not hit.lost or self._named(hit)

    def _named(self, hit: Sighting) -> bool:
        """Whether the words are set off as a name: in quotation marks, or as a so-called model."""
        key = self._text.key.text
        quoted = key[hit.start - 1 : hit.start] == '"' and key[hit.end : hit.end + 1] == '"'
        rest = key[hit.end : hit.end + 12].lstrip("\"' ")
        return quoted or rest.startswith(self._book.named_by)

    def verdict(self, hit: Sighting) -> Verdict:
        """What the hit says here."""
        term = self._book.terms[hit.term]
        span = Span(hit.start, hit.end)
        block = self._scene.block_at(hit.start)
        sense, why = term.sense, term.name
        for name in term.gates:
            shut = self._shut(self._book.gates[name], span, block)
            if shut:
                return Verdict((), term.gated_sense, f"{term.name}, but {shut}")
        if term.decision is not None:
            sense, why = self._decide(self._book.decisions[term.decision], term, span, block)
            if sense in _UNDECIDED:
                return Verdict((), sense, why)
        denied = self._denied(span, block) if term.flows else None
        if denied:
            return Verdict((), sense, f"{term.name}, but {self._quoted(denied)} denies it here")
        return Verdict(term.flows, sense, why if not term.gates else self._opened(why, span, block))

    def _quoted(self, span: Span) -> str:
        """The words as printed; as folded, if a line's or page's end stands between them."""
        raw = self._text.key.to_raw(span.start, span.end)
        printed = self._text.repaired[raw.start : raw.end]
        words = self._text.key.text[span.start : span.end] if "\n" in printed else printed
        return f"“{' '.join(words.split())}”"

    # Place and time

    def _shut(self, gate: Gate, span: Span, block: int) -> str | None:
        if gate.kind == "time":
            return self._too_early(gate, span, block)
        inside, where = self._place(span, block, own_word=gate.unplaced)
        if inside or (inside is None and gate.unplaced):
            return None
        if where is None:
            return "no place is told that would make it the region's"
        return f"the nearest place named is elsewhere ({self._quoted(where)})"

    def _place(self, span: Span, block: int, *, own_word: bool) -> tuple[bool | None, Span | None]:
        """Whether the hit's surroundings lie in the region, and the name that says so.

        Its paragraph is asked first, then the nearest block before it that names a
        place, then the nearest after it. Of one block, a place of the region settles it.
        In a document of the region, a place elsewhere is a guest: it only counts in the
        hit's own paragraph, and never for a word that is the scheme's own.
        """
        for number in self._placed(block):
            scope = self._scene.paragraph(number)
            where = self._marks.first(INSIDE, scope)
            if where is not None:
                return True, where
            guest = self._at_home and (own_word or number != block)
            where = self._marks.first(ELSEWHERE, scope)
            if where is not None and not guest:
                return False, where
        at_home = self._marks.first(INSIDE, self._scene.whole)
        return (True if at_home else None), at_home

    @property
    def _at_home(self) -> bool:
        """Whether the document is about the region: its places are named far more often."""
        return self._marks.count(INSIDE) >= _MOSTLY * max(self._marks.count(ELSEWHERE), 1)

    def _placed(self, block: int) -> Iterator[int]:
        """The block, and the nearest blocks before and after it that name a place."""
        yield block
        start, end = self._scene.paragraph(block).start, self._scene.paragraph(block).end
        while start > 0:
            before = [self._marks.last(name, start) for name in (INSIDE, ELSEWHERE)]
            nearest = max((where.start for where in before if where), default=None)
            if nearest is None:
                break
            number = self._scene.block_at(nearest)
            if self._scene.kind(number) not in _ASIDE:
                yield number
                break
            start = self._scene.paragraph(number).start
        after = [
            self._marks.first(name, Span(end, self._scene.whole.end))
            for name in (INSIDE, ELSEWHERE)
        ]
        following = min((where.start for where in after if where), default=None)
        if following is not None:
            yield self._scene.block_at(following)

    def _sentence(self, span: Span, block: int) -> Span:
        return self._scene.sentence(block, span.start)

    def _opened(self, why: str, span: Span, block: int) -> str:
        inside, where = self._place(span, block, own_word=True)
        return f"{why}; {self._quoted(where)} places it" if inside and where else why

    def _too_early(self, gate: Gate, span: Span, block: int) -> str | None:
        """Why it is too early, if the years of its sentence (or else of the text) all are."""
        sentence = self._sentence(span, block)
        near = range(
            bisect_left(self._years, (sentence.start, 0)),
            bisect_left(self._years, (sentence.end, 0)),
        )
        latest = max((self._years[at][1] for at in near), default=self._latest)
        if latest is None or latest >= gate.first:
            return None
        return f"the text speaks of {latest}, before the scheme"

    @cached_property
    def _years(self) -> list[tuple[int, int]]:
        """Where the text names a year, and which; one that runs on has no end."""
        return [
            (found.start(), _NO_END if self._goes_on(found) else int(found.group(1)))
            for found in _YEAR.finditer(self._text.key.text)
        ]

    @cached_property
    def _latest(self) -> int | None:
        return max((year for _, year in self._years), default=None)

    def _goes_on(self, year: re.Match[str]) -> bool:
        key = self._text.key.text
        before = key[max(year.start() - 8, 0) : year.start()].rstrip()
        return before.endswith(self._book.runs_on_before) or key.startswith(
            self._book.runs_on_after, year.end()
        )

    # Senses

    def _decide(
        self, decision: Decision, term: Term, span: Span, block: int
    ) -> tuple[str | None, str]:
        """The sense that the nearest cues give; cues of both kinds cancel out."""
        sentence = self._sentence(span, block)
        paragraph = self._scene.paragraph(block)
        heading = self._scene.heading(block)
        widest = SCOPES.index(decision.within)
        scopes = zip(SCOPES, (sentence, paragraph, heading, self._scene.whole), strict=True)
        for name, scope in list(scopes)[: widest + 1]:
            if scope is None:
                continue
            speaking = self._speaking(decision, scope, span)
            if not speaking:
                continue
            if name == "sentence" and decision.preferred not in speaking and widest:
                speaking |= self._speaking(decision, paragraph, span)
            if len(speaking) > 1:
                words = " and ".join(self._quoted(where) for where in speaking.values())
                return decision.both, f"{term.name}? {words} in the {name} point both ways"
            sense, where = next(iter(speaking.items()))
            return sense, f"{term.name}: {self._quoted(where)} in the {name} settles it"
        return decision.neither, f"{term.name}: nothing around it decides for another sense"

    def _speaking(self, decision: Decision, scope: Span, span: Span) -> dict[str | None, Span]:
        found: dict[str | None, Span] = {}
        for sense, lists in decision.cues.items():
            for name in lists:
                where = self._marks.first(name, scope, span)
                if where is not None:
                    found[sense] = where
                    break
        return found

    # Denials

    def _denied(self, span: Span, block: int) -> Span | None:
        """The words in the hit's sentence that deny it, if they reach it."""
        sentence = self._sentence(span, block)
        for number, negation in enumerate(self._book.negations):
            for where in self._marks.within(negation_list(number), sentence, span):
                before = negation.side == "before"
                gap = span.start - where.end if before else where.start - span.end
                if 0 <= gap <= negation.reach:
                    return where
        return None

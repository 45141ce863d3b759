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
from sightline.coding.scanner import (
    ELSEWHERE,
    INSIDE,
    Marks,
    Sighting,
    month_list,
    negation_list,
)
from sightline.coding.scene import Scene
from sightline.text import Span, Text

_YEAR = re.compile(r"(?<![0-9a-z/.%=&?_])((?:19[5-9]|20[0-4])\d)(?![0-9a-z/%_])")

# The month of a date in figures: 12.09.2018, 2018-09, 2018年9月.
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./]([01]?\d)[./](?:19|20)\d\d|(?:19|20)\d\d[-.年]([01]?\d))(?!\d)"
)

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
        term = self._book.entries[hit.term]
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
        term = self._book.entries[hit.term]
        span = Span(hit.start, hit.end)
        block = self._scene.block_at(hit.start)
        sense, why = term.sense, term.name
        shut = self._shut_gate(term, span, block)
        if shut:
            return Verdict((), term.gated_sense, f"{term.name}, but {shut}")
        if term.decision is not None:
            sense, why = self._decide(self._book.decisions[term.decision], term, span, block)
            if sense in _UNDECIDED:
                return Verdict((), sense, why)
        denied = self._denied(span, block, "terms") if term.flows else None
        if denied:
            return Verdict((), sense, f"{term.name}, but {self._quoted(denied)} denies it here")
        return Verdict(term.flows, sense, why if not term.gates else self._opened(why, span, block))

    def stance(self, hit: Sighting) -> tuple[str | None, str]:
        """Whether the words of a sign state it here or deny it, and why; None if they do neither.

        Behind a shut gate they are the ordinary words of another place or time, and a
        general ban says nothing of anyone.
        """
        sign = self._book.entries[hit.term]
        span = Span(hit.start, hit.end)
        block = self._scene.block_at(hit.start)
        shut = self._shut_gate(sign, span, block)
        if shut:
            return None, f"{sign.name}, but {shut}"
        for bans in (True, False):
            words = self._denied(span, block, "indicators", bans=bans)
            if words:
                why = f"{sign.name}, but {self._quoted(words)} {'bans' if bans else 'denies'} it"
                return (None if bans else "denied"), why
        return "stated", sign.name

    def _shut_gate(self, term: Term, span: Span, block: int) -> str | None:
        """Why a gate of the term is shut here; None if all are open."""
        shut = (self._shut(self._book.gates[name], span, block) for name in term.gates)
        return next(filter(None, shut), None)

    def _quoted(self, span: Span) -> str:
        """The words as printed; as folded, if a line's or page's end stands between them."""
        raw = self._text.key.to_raw(span.start, span.end)
        printed = self._text.repaired[raw.start : raw.end]
        words = self._text.key.text[span.start : span.end] if "\n" in printed else printed
        return f"“{' '.join(words.split())}”"

    # Place and time

    def _shut(self, gate: Gate, span: Span, block: int) -> str | None:
        if gate.kind == "time":
            return self._untimely(gate, span, block)
        if gate.kind == "season":
            return self._off_season(gate, span, block)
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

    def _untimely(self, gate: Gate, span: Span, block: int) -> str | None:
        """Why it is too early or too late, if the years of its sentence (or else of the text) all are."""
        sentence = self._sentence(span, block)
        near = range(
            bisect_left(self._years, (sentence.start, 0, 0)),
            bisect_left(self._years, (sentence.end, 0, 0)),
        )
        years = [self._years[at] for at in near] or self._years
        if not years:
            return None
        latest = max(last for _, _, last in years)
        if gate.first is not None and latest < gate.first:
            return f"the text speaks of {latest}, before the scheme"
        earliest = min(first for _, first, _ in years)
        if gate.last is not None and earliest > gate.last:
            return f"the text speaks of {earliest}, after the scheme"
        return None

    @cached_property
    def _years(self) -> list[tuple[int, int, int]]:
        """Where the text names a year, which, and until when; one that runs on has no end."""
        found = []
        for year in _YEAR.finditer(self._text.key.text):
            first = int(year.group(1))
            found.append((year.start(), first, _NO_END if self._goes_on(year) else first))
        return found

    def _goes_on(self, year: re.Match[str]) -> bool:
        key = self._text.key.text
        before = key[max(year.start() - 8, 0) : year.start()].rstrip()
        return before.endswith(self._book.runs_on_before) or key.startswith(
            self._book.runs_on_after, year.end()
        )

    def _off_season(self, gate: Gate, span: Span, block: int) -> str | None:
        """Why it is another season, if all months that its sentence names are outside the gate's."""
        sentence = self._sentence(span, block)
        named = {
            month: where
            for month in self._book.months
            if (where := self._marks.first(month_list(month), sentence))
        }
        for date in _DATE.finditer(self._text.key.text, sentence.start, sentence.end):
            month = int(date.group(1) or date.group(2))
            named.setdefault(month, Span(date.start(), date.end()))
        if not named or gate.months & named.keys():
            return None
        where = min(named.values())
        return f"{self._quoted(where)} is another season"

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

    def _denied(self, span: Span, block: int, of: str, *, bans: bool = False) -> Span | None:
        """The words in the hit's sentence that deny (or ban) it, if they reach it."""
        sentence = self._sentence(span, block)
        for number, negation in enumerate(self._book.negations):
            if (negation.of, negation.bans) != (of, bans):
                continue
            for where in self._marks.within(negation_list(number), sentence, span):
                gap = span.start - where.end if where.end <= span.start else where.start - span.end
                side = "before" if where.end <= span.start else "after"
                if negation.side in (side, "around") and gap <= negation.reach:
                    return where
        return None

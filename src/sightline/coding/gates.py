"""Gates and senses: what a term says where it stands, and why.

The words alone seldom settle it: the same name means a camp in one place
and private tuition in another. Every verdict here comes with the words
that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.coding.codebook import SCOPES, Codebook, Decision, Gate, Term
from sightline.coding.ground import Ground
from sightline.coding.lists import month_list, negation_list
from sightline.coding.scanner import Marks, Sighting
from sightline.coding.scene import Scene, Stretch
from sightline.text import Text

# The month of a date in figures: 12.09.2018, 2018-09, 2018年9月.
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./]([01]?\d)[./](?:19|20)\d\d|(?:19|20)\d\d[-.年]([01]?\d))(?!\d)"
)

UNDECIDED = frozenset({"general", "ambiguous"})
"""Senses that leave open what is meant."""
# How far a name goes on behind a term, and in what.
_NAME = 16
_RUN = re.compile("[\u3400-\u9fff]*")
# What ends a clause of Chinese, in the key's folded signs.
_CLAUSE = re.compile(r"(?<=[\u3400-\u9fff])[,;]")


Verdict = tuple[tuple[int, ...], str | None, str]
"""The flows of a hit, its sense, and why, in one clause."""


class Judge:
    """Judges the sightings of one text, each by what stands around it in its article."""

    def __init__(
        self,
        text: Text,
        codebook: Codebook,
        marks: Marks,
        scene: Scene,
        ground: Ground | None = None,
    ) -> None:
        self._text, self._book, self._marks, self._scene = text, codebook, marks, scene
        self._ground = ground or Ground(text.key.text, codebook, marks, scene)
        self._key = text.key.text
        self._quotes = '""' in self._key
        self._openings: dict[int, str] = {}
        self._settled: dict[tuple[tuple[str, ...], int], tuple[str | None, str]] = {}

    def stands(self, hit: Sighting) -> bool:
        """Whether the sighting is a hit at all: a lost plus is named, a common word has its cue."""
        if hit.term < 0:
            return True
        term = self._book.entries[hit.term]
        if self._quotes and '""' in self._key[hit.start : hit.end]:
            return False  # one quotation ends in it and another begins
        if term.not_before and self._named_on(term, hit):
            return False
        if term.needs:
            article = self._scene.article(self._scene.article_of(self._scene.block_at(hit.start)))
            if not any(self._marks.first(name, article) for name in term.needs):
                return False
        return not hit.lost or self._named(hit)

    def _named_on(self, term: Term, hit: Sighting) -> bool:
        """Whether the words behind it, in one run of ideographs, make it a piece of a name."""
        for name in term.not_before:
            where = self._marks.first(name, (hit.end, hit.end + _NAME))
            if where and _RUN.fullmatch(self._key, hit.end, where[0]):
                return True
        return False

    def _named(self, hit: Sighting) -> bool:
        """Whether the words are set off as a name: in quotation marks, or as a so-called model."""
        key = self._key
        quoted = key[hit.start - 1 : hit.start] == '"' and key[hit.end : hit.end + 1] == '"'
        rest = key[hit.end : hit.end + 12].lstrip("\"' ")
        return quoted or rest.startswith(self._book.named_by)

    def verdict(self, hit: Sighting) -> Verdict:
        """What the hit says here."""
        term = self._book.entries[hit.term]
        block = self._scene.block_at(hit.start)
        sense, why = term.sense, term.name
        shut, opened = self._gates(term, hit, block)
        if shut:
            return (), term.gated_sense, f"{term.name}, but {shut}"
        if term.decision is not None:
            sense, why = self._decide(self._book.decisions[term.decision], term, hit, block)
            if sense in UNDECIDED:
                return (), sense, why
        denying = term.flows and block in self._ground.denying
        denied = self._denied(hit, block, "terms") if denying else None
        if denied:
            return (), sense, f"{term.name}, but {self._quoted(denied)} denies it here"
        return term.flows, sense, why + opened

    def stance(self, hit: Sighting) -> tuple[str | None, str]:
        """Whether the words of a sign state it here or deny it, and why; None if they do neither.

        Behind a shut gate they are the ordinary words of another place or time, and a
        general ban says nothing of anyone.
        """
        sign = self._book.entries[hit.term]
        block = self._scene.block_at(hit.start)
        shut, _ = self._gates(sign, hit, block)
        if shut:
            return None, f"{sign.name}, but {shut}"
        for bans in (True, False) if block in self._ground.denying else ():
            words = self._denied(hit, block, "indicators", bans=bans)
            if words:
                why = f"{sign.name}, but {self._quoted(words)} {'bans' if bans else 'denies'} it"
                return (None if bans else "denied"), why
        return "stated", sign.name

    def _quoted(self, place: Stretch) -> str:
        """The words as printed; as folded, if a line's or page's end stands between them."""
        start, end = self._text.key.raw_ends(*place)
        printed = self._text.repaired[start:end]
        words = self._key[place[0] : place[1]] if "\n" in printed else printed
        return f"“{' '.join(words.split())}”"

    # Place and time

    def _gates(self, term: Term, hit: Sighting, block: int) -> tuple[str | None, str]:
        """Why a gate of the term is shut here, if one is; and what opened them."""
        if not term.gates:
            return None, ""
        asked = (term.gates, block)
        settled = self._settled.get(asked)
        if settled is None:
            shut, whole = self._shut_gate(term, hit, block)
            settled = (shut, "") if shut else (None, self._opened(block))
            if whole:
                self._settled[asked] = settled
        return settled

    def _shut_gate(self, term: Term, hit: Sighting, block: int) -> tuple[str | None, bool]:
        """Why a gate of the term is shut here, if one is; whether that holds in all the block."""
        whole = True
        for name in term.gates:
            gate = self._book.gates[name]
            if gate.kind == "region":
                shut = self._outside(gate, block)
            elif gate.kind == "time":
                shut, settled = self._ground.untimely(gate, block, hit.start)
                whole = whole and settled
            else:
                shut, whole = self._off_season(gate, hit, block), False
            if shut:
                return shut, whole
        return None, whole

    def _outside(self, gate: Gate, block: int) -> str | None:
        inside, where = self._ground.place(block, own_word=gate.unplaced)
        if inside or (inside is None and gate.unplaced):
            return None
        if where is None:
            return "no place is told that would make it the region's"
        return f"the nearest place named is elsewhere ({self._quoted(where)})"

    def _opened(self, block: int) -> str:
        """What a reason adds if a place opened the gate."""
        inside, where = self._ground.place(block, own_word=True)
        if not (inside and where):
            return ""
        told = self._openings.get(where[0])
        if told is None:
            told = self._openings[where[0]] = f"; {self._quoted(where)} places it"
        return told

    def _off_season(self, gate: Gate, hit: Sighting, block: int) -> str | None:
        """Why it is another season, if all months that its sentence names are outside the gate's."""
        sentence = self._scene.sentence(block, hit.start)
        named = {
            month: where
            for month in self._book.months
            if (where := self._marks.first(month_list(month), sentence))
        }
        for date in _DATE.finditer(self._key, *sentence):
            month = int(date.group(1) or date.group(2))
            named.setdefault(month, date.span())
        if not named or gate.months & named.keys():
            return None
        return f"{self._quoted(min(named.values()))} is another season"

    # Senses

    def _decide(
        self, decision: Decision, term: Term, hit: Sighting, block: int
    ) -> tuple[str | None, str]:
        """The sense that the nearest cues give; cues of both kinds cancel out."""
        lists = (name for names in decision.cues.values() for name in names)
        if any(self._marks.speaks(name) for name in lists):
            beside = hit.start, hit.end
            paragraph = self._scene.paragraph(block)
            for name, scope in self._scopes(decision, hit, block):
                speaking = self._speaking(decision, scope, beside)
                if not speaking:
                    continue
                unsure = name == "sentence" and decision.preferred not in speaking
                if unsure and decision.within != "sentence":
                    speaking |= self._speaking(decision, paragraph, beside)
                if len(speaking) > 1:
                    words = " and ".join(self._quoted(where) for where in speaking.values())
                    return decision.both, f"{term.name}? {words} in the {name} point both ways"
                sense, where = next(iter(speaking.items()))
                return sense, f"{term.name}: {self._quoted(where)} in the {name} settles it"
        return decision.neither, f"{term.name}: nothing around it decides for another sense"

    def _scopes(
        self, decision: Decision, hit: Sighting, block: int
    ) -> Iterator[tuple[str, Stretch]]:
        """Where cues are looked for, the nearest first."""
        widest = SCOPES.index(decision.within)
        yield "sentence", self._scene.sentence(block, hit.start)
        if widest > 0:
            yield "paragraph", self._scene.paragraph(block)
        if widest > 1 and (heading := self._scene.heading(block)):
            yield "heading", heading
        if widest > 2:
            yield "document", self._scene.article(self._scene.article_of(block))

    def _speaking(
        self, decision: Decision, scope: Stretch, beside: Stretch
    ) -> dict[str | None, Stretch]:
        found: dict[str | None, Stretch] = {}
        for sense, lists in decision.cues.items():
            for name in lists:
                where = self._marks.first(name, scope, beside)
                if where is not None:
                    found[sense] = where
                    break
        return found

    # Denials

    def _denied(self, hit: Sighting, block: int, of: str, *, bans: bool = False) -> Stretch | None:
        """The words in the hit's sentence that deny (or ban) it, if they reach it."""
        sentence = self._scene.sentence(block, hit.start)
        for number, negation in enumerate(self._book.negations):
            if (negation.of, negation.bans) != (of, bans):
                continue
            for where in self._marks.within(negation_list(number), sentence, hit[:2]):
                start, end = where
                before = end <= hit.start
                first, last = (end, hit.start) if before else (hit.end, start)
                within = last - first <= negation.reach and not self._parted(first, last)
                if within and negation.side in ("before" if before else "after", "around"):
                    return where
        return None

    def _parted(self, start: int, end: int) -> bool:
        """Whether a Chinese comma or semicolon stands there: another clause begins behind it.

        An enumeration (、) goes on; so do English clauses, which share their verb.
        """
        return _CLAUSE.search(self._text.key.text, start, end) is not None

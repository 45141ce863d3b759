"""The codebook: a versioned set of terms, and what decides about them.

What a term is called, how it is spelled, and what settles its sense and its
flows is all in TOML files (`loading` reads them); these are its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sightline.coding.patterns import Spelling, spellings
from sightline.errors import InputError

CATEGORIES = frozenset(
    "facility program flow_code person_group place organisation slogan funding other".split()
)
GATE_KINDS = frozenset({"region", "time"})
SCOPES = ("sentence", "paragraph", "heading", "document")


class BadCodebook(InputError):
    """A codebook that says something this program can't read."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"codebook: {where}: {why}", hint="see docs/codebook.md")


@dataclass(frozen=True, slots=True)
class Region:
    """What tells that a text speaks of the codebook's region, or of another one.

    Attributes:
        gazetteer: Whether the bundled gazetteer's places count as inside and China's
            other provinces and cities as elsewhere.
        inside: Further words that only this region has.
        elsewhere: Further words of other regions.
        no_place: Names that seldom mean the place.
        passing_before: Words before a name that make it an origin or a goal.
        passing_after: Words behind a name that do the same.
    """

    gazetteer: bool
    inside: tuple[str, ...]
    elsewhere: tuple[str, ...]
    no_place: tuple[str, ...]
    passing_before: tuple[str, ...]
    passing_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition of place or time without which a term has no flow.

    Attributes:
        kind: `region` or `time`.
        unplaced: Of a region gate: whether it opens where no place is told.
        first: Of a time gate: the first year of the scheme.
    """

    id: str
    kind: str
    unplaced: bool
    first: int


@dataclass(frozen=True, slots=True)
class Decision:
    """How context settles the sense of a word that has several.

    Attributes:
        cues: Sense to the names of the cue lists that speak for it.
        preferred: The sense that cues of the sentence alone can settle.
        both: The sense where cues of both kinds speak.
        neither: The sense where none does.
        within: The widest scope that is asked: sentence, paragraph, heading or document.
    """

    id: str
    cues: Mapping[str | None, tuple[str, ...]]
    preferred: str | None
    both: str | None
    neither: str | None
    within: str


@dataclass(frozen=True, slots=True)
class Negation:
    """Words that deny the term beside them, and how far they reach (characters)."""

    words: tuple[str, ...]
    side: str
    reach: int


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what a term must give in it, or must not."""

    text: str
    matches: bool
    flows: tuple[int, ...] | None
    sense: str | None
    told: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One way to read a canonical term: its spellings, and what it says where it stands.

    Several may share an `id`: the sure names of a thing and the doubtful ones. What
    `not_in` spells holds the same words and is something else.
    """

    id: str
    name: str
    category: str
    flows: tuple[int, ...]
    sense: str | None
    zh: tuple[str, ...]
    en: tuple[str, ...]
    not_in: tuple[str, ...]
    gates: tuple[str, ...]
    gated_sense: str | None
    decision: str | None
    needs: tuple[str, ...]
    reason: str
    source: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, eq=False)
class Codebook:
    """Terms with all that decides about them.

    Attributes:
        fingerprint: SHA-256 of the content, whatever the files' layout: two codebooks
            with one fingerprint code alike.
    """

    name: str
    version: str
    title: str
    fingerprint: str
    terms: tuple[Term, ...]
    cues: Mapping[str, tuple[str, ...]]
    gates: Mapping[str, Gate]
    decisions: Mapping[str, Decision]
    negations: tuple[Negation, ...]
    region: Region
    named_by: tuple[str, ...]
    runs_on_before: tuple[str, ...]
    runs_on_after: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, str]

    @cached_property
    def spellings(self) -> dict[str, tuple[tuple[int, bool], ...]]:
        """Each string to look for: the numbers of its terms, and whether a plus is lost for them.

        A string may be one term in full and another with a lost plus, not two in full.

        Raises:
            BadCodebook: Two terms claim one spelling.
        """
        found: dict[str, dict[bool, int]] = {}
        for number, term in enumerate(self.terms):
            for spelling in self._spellings_of(term):
                claims = found.setdefault(spelling.text, {})
                other = claims.setdefault(spelling.lost, number)
                if other != number and not spelling.lost:
                    first = self.terms[other].id
                    raise BadCodebook(term.id, f"{spelling.text!r} is a spelling of {first} too")
        return {
            text: tuple((number, lost) for lost, number in sorted(claims.items()))
            for text, claims in found.items()
        }

    def _spellings_of(self, term: Term) -> Iterable[Spelling]:
        for forms, english in ((term.zh, False), (term.en, True)):
            for form in forms:
                yield from spellings(form, self.parts, self.variants, english=english)

    def words(self, forms: Iterable[str]) -> set[str]:
        """Every string that a list of cue words stands for."""
        return {
            spelling.text
            for form in forms
            for spelling in spellings(form, self.parts, self.variants, english=form.isascii())
            if not spelling.lost
        }

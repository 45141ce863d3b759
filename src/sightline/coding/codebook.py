"""The codebook: a versioned set of terms and indicators, and what decides about them.

What a term is called, how it is spelled, and what settles its sense and its
flows is all in TOML files (`loading` reads them); these are its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sightline.coding.patterns import Spelling, spellings
from sightline.errors import InputError

CATEGORIES = frozenset(
    "facility program flow_code person_group place organisation slogan funding other".split()
)
GATE_KINDS = frozenset({"region", "time", "season"})
SCOPES = ("sentence", "paragraph", "heading", "document")
FRAMEWORKS: Mapping[str, frozenset[str]] = {
    "ILO": frozenset(
        "abuse_of_vulnerability deception restriction_of_movement isolation"
        " physical_and_sexual_violence intimidation_and_threats"
        " retention_of_identity_documents withholding_of_wages debt_bondage"
        " abusive_working_and_living_conditions excessive_overtime".split()
    ),
    "state_imposed": frozenset(
        "political_indoctrination military_style_management police_or_guards state_quotas"
        " family_separation subsidy_per_worker internment_link state_transfer".split()
    ),
}
"""The indicators of each framework, by the names of FORMATS."""
STRENGTHS = frozenset({"explicit", "weak"})


class BadCodebook(InputError):
    """A codebook that says something this program can't read."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"codebook: {where}: {why}", hint="see docs/codebook.md")


@dataclass(frozen=True, slots=True)
class Flow:
    """A way by which people are brought to work.

    Attributes:
        coercion: How hard the coercion is, in the codebook's words.
        rank: 1 for the hardest of the codebook's flows; equals share a rank.
        reason: What the level rests on.
    """

    number: int
    name: str
    coercion: str
    rank: int
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Region:
    """What tells that a text speaks of the codebook's region, or of another one.

    Attributes:
        name: What the region is called.
        gazetteer: Whether the bundled gazetteer's places count as inside and China's
            other provinces and cities as elsewhere.
        inside: Further words that only this region has.
        elsewhere: Further words of other regions.
        no_place: Names that seldom mean the place.
        passing_before: Words before a name that make it an origin or a goal.
        passing_after: Words behind a name that do the same.
    """

    name: str
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
        kind: `region`, `time` or `season`.
        unplaced: Of a region gate: whether it opens where no place is told.
        first: Of a time gate: the first year of the scheme.
        last: Of a time gate: the last year of it.
        months: Of a season gate: the months of the work, 1 to 12.
    """

    id: str
    kind: str
    unplaced: bool
    first: int | None
    last: int | None
    months: frozenset[int]
    reason: str


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
    """Words that deny what stands beside them, and how far they reach (characters).

    Attributes:
        of: Whether they deny `terms` or `indicators`.
        bans: Whether they forbid the thing in general, which says nothing of anyone.
    """

    words: tuple[str, ...]
    side: str
    reach: int
    of: str
    bans: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with what a term or an indicator must give in it, or must not.

    Attributes:
        flows: The flows that it must give; None if they don't matter.
        told: Whether `sense` matters.
        stance: The stance that an indicator must have; None if it doesn't matter.
    """

    text: str
    matches: bool
    flows: tuple[int, ...] | None = None
    sense: str | None = None
    told: bool = False
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What the words of an indicator's row are a sign of: names of FORMATS."""

    framework: str
    indicator: str
    strength: str


@dataclass(frozen=True, slots=True)
class Term:
    """One way to read a canonical term or an indicator: its spellings, and what decides.

    Several may share an `id`: the sure names of a thing and the doubtful ones.

    Attributes:
        forms: Language to the forms in it.
        not_in: Longer words that hold the same words and are something else.
        not_before: Lists of cues that, behind the words in one run of ideographs, make
            them a piece of a name.
        sign: What the words are a sign of; None for a term.
        origin: File and line where it is written, if known.
    """

    id: str
    name: str
    category: str
    flows: tuple[int, ...]
    sense: str | None
    forms: Mapping[str, tuple[str, ...]]
    not_in: tuple[str, ...]
    not_before: tuple[str, ...]
    gates: tuple[str, ...]
    gated_sense: str | None
    decision: str | None
    needs: tuple[str, ...]
    reason: str
    source: str
    examples: tuple[Example, ...]
    sign: Sign | None = None
    origin: str = field(default="", compare=False)

    @property
    def where(self) -> str:
        """How a message names the entry."""
        return f"{'term' if self.sign is None else 'indicator'} {self.id}"


@dataclass(frozen=True, eq=False)
class Codebook:
    """Terms and indicators with all that decides about them.

    Attributes:
        name: Its id, which every hit bears.
        fingerprint: SHA-256 of the content, whatever the files' layout: two codebooks
            with one fingerprint code alike.
        first: The first year that it is made for.
        last: The last one; None if the scheme goes on.
        terms: The terms that annotations are made of.
        indicators: The rows of signs, which give no annotation.
        months: Month (1 to 12) to the words for it.
    """

    name: str
    version: str
    title: str
    fingerprint: str
    first: int | None
    last: int | None
    flows: Mapping[int, Flow]
    terms: tuple[Term, ...]
    indicators: tuple[Term, ...]
    cues: Mapping[str, tuple[str, ...]]
    gates: Mapping[str, Gate]
    decisions: Mapping[str, Decision]
    negations: tuple[Negation, ...]
    region: Region
    named_by: tuple[str, ...]
    runs_on_before: tuple[str, ...]
    runs_on_after: tuple[str, ...]
    months: Mapping[int, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, str]

    @cached_property
    def entries(self) -> tuple[Term, ...]:
        """Terms, then indicators: the numbers of the scan count these."""
        return (*self.terms, *self.indicators)

    @cached_property
    def spellings(self) -> dict[str, tuple[tuple[int, bool, bool], ...]]:
        """Each string to look for, with (entry's number, whether a plus is lost, whether it goes on).

        A string may be one term in full and another with a lost plus, not two in full; it
        may be several signs beside.

        Raises:
            BadCodebook: Two terms claim one spelling.
        """
        found: dict[str, dict[tuple[int, bool], bool]] = {}
        owners: dict[str, int] = {}
        for number, entry in enumerate(self.entries):
            for spelling in self.spellings_of(entry):
                if entry.sign is None and not spelling.lost:
                    other = owners.setdefault(spelling.text, number)
                    if other != number:
                        first = self.entries[other].id
                        why = f"{spelling.text!r} is a spelling of {first} too"
                        raise BadCodebook(entry.where, why)
                claims = found.setdefault(spelling.text, {})
                claim = (number, spelling.lost)
                claims[claim] = claims.get(claim, False) or spelling.goes_on
        return {text: _claims(claims, self.entries) for text, claims in found.items()}

    def spellings_of(self, entry: Term) -> Iterable[Spelling]:
        """Every string that an entry's forms stand for."""
        for language, forms in entry.forms.items():
            for form in forms:
                yield from spellings(form, self.parts, self.variants, english=language == "en")

    def words(self, forms: Iterable[str]) -> dict[str, bool]:
        """Every string that a list of words stands for, and whether the word may go on."""
        found: dict[str, bool] = {}
        for form in forms:
            for one in spellings(form, self.parts, self.variants, english=form.isascii()):
                if not one.lost:
                    found[one.text] = found.get(one.text, False) or one.goes_on
        return found


def _claims(
    claims: Mapping[tuple[int, bool], bool], entries: tuple[Term, ...]
) -> tuple[tuple[int, bool, bool], ...]:
    """The claims on one string; of terms that lose a plus in it, the first."""
    kept: list[tuple[int, bool, bool]] = []
    lost_term = False
    for (number, lost), goes_on in sorted(claims.items()):
        if lost and entries[number].sign is None:
            if lost_term:
                continue
            lost_term = True
        kept.append((number, lost, goes_on))
    return tuple(kept)

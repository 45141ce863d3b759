"""Checking: whether a codebook does what its author says, on its own examples.

A researcher who changes a form sees at once which examples no longer hold,
which entries have none, and which parts of the book nothing uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sightline.coding.annotate import Annotation, annotate, longest
from sightline.coding.codebook import Codebook, Example, Term
from sightline.coding.patterns import BadForm, Spelling, spellings
from sightline.coding.scanner import scanner_of
from sightline.coding.signs import IndicatorHit, indicator_hits
from sightline.text import Text

_CAPTURE = "0" * 64
# So many spellings of a form stand for all of them.
_TRIED = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that an author should mend.

    Attributes:
        severe: Whether the codebook doesn't do what it says; else it is a hint.
        entry: The entry of the codebook.
        origin: File and line, if known.
        said: The example, form or name that it is about.
        found: What is wrong with it.
        remedy: What mends it.
    """

    severe: bool
    entry: str
    origin: str
    said: str
    found: str
    remedy: str


def check(codebook: Codebook, tell: Callable[[], object] = lambda: None) -> list[Problem]:
    """Everything that is wrong with a codebook, or looks so.

    Args:
        codebook: The codebook, as it was loaded.
        tell: Called when an entry is done.
    """
    problems = [*_forms(codebook), *_unused(codebook)]
    # With a form that can't be read there is nothing to look for, and no example to try.
    runs = not any(one.severe for one in problems)
    for entry in codebook.entries:
        problems += _lacking(entry)
        if runs:
            problems += [*_failed(codebook, entry), *_taken(codebook, entry)]
        tell()
    return sorted(problems, key=lambda one: not one.severe)


def failure(codebook: Codebook, entry: Term, example: Example) -> str | None:
    """What is wrong with what an entry gives in one of its examples; None if it holds."""
    text = Text(_CAPTURE, example.text)
    if entry.sign is not None:
        return _sign_failure(indicator_hits(text, codebook), entry, example)
    hits = annotate(text, codebook)
    own = [hit for hit in hits if hit.term == entry.id]
    if bool(own) is not example.matches:
        return _given(hits) if example.matches else _given(own)
    for hit in own:
        wrong_flows = example.flows is not None and hit.flows != example.flows
        if wrong_flows or (example.told and hit.sense != example.sense):
            return f"{_says(hit)}: {hit.why}"
    return None


def _sign_failure(hits: Sequence[IndicatorHit], entry: Term, example: Example) -> str | None:
    own = [hit for hit in hits if hit.row == entry.id]
    if example.stance is not None:
        met = bool(own) and all(hit.stance == example.stance for hit in own)
    else:
        met = any(hit.stance == "stated" for hit in own) is example.matches
    if met:
        return None
    shown = own if own or not example.matches else hits
    return "; ".join(f"{hit.row} {hit.stance}: {hit.why}" for hit in shown) or "nothing"


def _failed(codebook: Codebook, entry: Term) -> Iterator[Problem]:
    for example in entry.examples:
        found = failure(codebook, entry, example)
        if found is None:
            continue
        if not example.matches:
            remedy = "narrow the forms, or name the longer words in not_in"
        elif example.flows is not None or example.told or example.stance:
            remedy = "change gates, decision or negations, or what the example must give"
        else:
            remedy = "add the form, or look which longer or earlier words take its place"
        yield Problem(True, entry.where, entry.origin, example.text, found, remedy)


def _taken(codebook: Codebook, entry: Term) -> Iterator[Problem]:
    """Forms in whose place another term is found, even where they stand alone."""
    if entry.sign is not None:
        return
    for language, form in _written(entry):
        found = spellings(form, codebook.parts, codebook.variants, english=language == "en")
        tried = [one.text for one in found if not one.lost][:_TRIED]
        takers = [_found_in(codebook, text) for text in tried]
        if takers and all(names and entry.id not in names for names in takers):
            why = f"{tried[0]!r} is always a hit of {', '.join(sorted(takers[0]))}"
            remedy = "take it out, or leave the longer words to this term"
            yield Problem(False, entry.where, entry.origin, form, why, remedy)


def _found_in(codebook: Codebook, text: str) -> set[str]:
    """The ids of the terms that these words are a hit of, context aside."""
    sightings, _ = scanner_of(codebook).scan(Text(_CAPTURE, text))
    terms = [hit for hit in sightings if hit.term < len(codebook.terms)]
    return {codebook.entries[hit.term].id for hit in longest(terms)}


def _given(hits: Iterable[Annotation]) -> str:
    return "; ".join(f"{hit.term}: {hit.citation.quote!r}" for hit in hits) or "nothing"


def _says(hit: Annotation) -> str:
    flows = ", ".join(map(str, hit.flows)) or "none"
    return f"flows {flows}, sense {hit.sense or 'none'}"


def _lacking(entry: Term) -> Iterator[Problem]:
    kinds = {example.matches for example in entry.examples}
    for kind, key in ((True, "match"), (False, "no_match")):
        if kind not in kinds:
            found = f"it has no example under {key}"
            remedy = "add a sentence that must match" if kind else "add a near miss"
            yield Problem(False, entry.where, entry.origin, entry.name, found, remedy)


def _forms(codebook: Codebook) -> Iterator[Problem]:
    """Forms that can't be read, that two terms share, or that nothing is left of."""
    owners: dict[str, tuple[Term, str]] = {}
    ignored = {word for entry in codebook.entries for word in codebook.words(entry.not_in)}
    for entry in codebook.entries:
        own: dict[str, tuple[str, bool]] = {}
        for language, form in _written(entry):
            try:
                found = spellings(form, codebook.parts, codebook.variants, english=language == "en")
            except BadForm as error:
                yield Problem(
                    True, entry.where, entry.origin, form, str(error), error.hint or "mend the form"
                )
                continue
            if entry.sign is None:
                yield from _shared(entry, form, found, owners)
            yield from _swallowed(entry, form, found, own, ignored)


def _written(entry: Term) -> Iterator[tuple[str, str]]:
    for language, forms in entry.forms.items():
        for form in forms:
            yield language, form


def _shared(
    entry: Term, form: str, found: Iterable[Spelling], owners: dict[str, tuple[Term, str]]
) -> Iterator[Problem]:
    for spelling in found:
        if spelling.lost:
            continue
        other, other_form = owners.setdefault(spelling.text, (entry, form))
        if other is not entry:
            why = f"{spelling.text!r} is a spelling of {other.id} too, by {other_form}"
            remedy = "leave the spelling to one of the two"
            yield Problem(True, entry.where, entry.origin, form, why, remedy)
            return


def _swallowed(
    entry: Term,
    form: str,
    found: Sequence[Spelling],
    own: dict[str, tuple[str, bool]],
    ignored: set[str],
) -> Iterator[Problem]:
    """A form that never makes a difference: another form, or a look-alike, takes all of it."""
    takers = {own[one.text][0] for one in found if _covered(one, own)}
    if not found:
        why, remedy = "nothing is left of it in the scan", "write letters or ideographs"
        yield Problem(False, entry.where, entry.origin, form, why, remedy)
    elif all(_covered(one, own) for one in found):
        why = f"each of its spellings is one of {', '.join(sorted(takers))}"
        yield Problem(False, entry.where, entry.origin, form, why, "take it out")
    elif all(one.text in ignored for one in found):
        why = "it is a word of not_in, which a longer one of it would be"
        yield Problem(False, entry.where, entry.origin, form, why, "take it out of one of both")
    for one in found:
        if not _covered(one, own):
            own[one.text] = (form, one.goes_on)


def _covered(spelling: Spelling, own: dict[str, tuple[str, bool]]) -> bool:
    """Whether an earlier form finds all that this spelling would."""
    return spelling.text in own and (own[spelling.text][1] or not spelling.goes_on)


def _unused(codebook: Codebook) -> Iterator[Problem]:
    """Names that nothing in the book uses."""
    entries = codebook.entries
    decisions = {entry.decision for entry in entries if entry.decision}
    cues = {name for entry in entries for name in (*entry.needs, *entry.not_before)}
    for decision in codebook.decisions.values():
        cues.update(name for lists in decision.cues.values() for name in lists)
    forms = [form for entry in entries for _, form in _written(entry)]
    forms += [form for words in codebook.cues.values() for form in words]
    forms += [form for words in codebook.parts.values() for form in words]
    parts = {name for name in codebook.parts if any(f"<{name}>" in form for form in forms)}
    flows = {flow for entry in entries for flow in entry.flows}
    used: tuple[tuple[str, Iterable[object], set[object]], ...] = (
        ("gate", codebook.gates, {name for entry in entries for name in entry.gates}),
        ("cues", codebook.cues, set(cues)),
        ("decision", codebook.decisions, set(decisions)),
        ("parts", codebook.parts, set(parts)),
        ("flow", codebook.flows, set(flows)),
    )
    for kind, there, wanted in used:
        for name in there:
            if name not in wanted:
                found = "nothing uses it"
                yield Problem(
                    False, f"{kind} {name}", "", str(name), found, "use it or take it out"
                )

"""Persons: where a text prints the name of a private person.

A name is known by a word beside it (村民, "a worker named"), by where it
stands (a form, a list, a column of a table), or by how names of other
languages are spelt in Chinese; never by what it tells of its bearer. A
public or corporate role that the text states keeps it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick_rs

from sightline.text import names_han, names_spelt, person_cues
from sightline.text.names_known import DOTS, HAN, names
from sightline.text.names_latin import gloss, latin_names
from sightline.text.person_cues import cued_names, listed_names
from sightline.text.person_forms import form_names
from sightline.text.person_roles import has_role
from sightline.text.spans import Span

_LINE_END = re.compile(rf"(?<=[{HAN}{DOTS}])[ \t]?(?:\r\n|[\r\n])[ \t]?(?=[{HAN}{DOTS}])")
_FEED = re.compile(r"\r\n|\r|\n")
_DOT = re.compile(f"[{DOTS}]")
# Behind or ahead of a name that a page repeats, a first name alone begins or ends.
_FIRST_NAME = 2
_SHORTEST_LATIN = 4
_LINKS = ("、", "和", "与", "及")


@dataclass(frozen=True, slots=True)
class _Joined:
    """A text without the line ends inside Chinese, as names are broken there, too."""

    text: str
    starts: list[int]
    raw_starts: list[int]
    shifts: list[int]

    def raw(self, span: Span) -> Span:
        """The stretch of the text as it came."""
        return Span(self._raw_at(span.start), self._raw_at(span.end - 1) + 1)

    def _raw_at(self, at: int) -> int:
        return at + self.shifts[bisect_right(self.starts, at) - 1]

    def joined(self, span: Span) -> Span:
        """The stretch of the joined text."""
        return Span(self._joined_at(span.start), self._joined_at(span.end - 1) + 1)

    def _joined_at(self, at: int) -> int:
        return at - self.shifts[bisect_right(self.raw_starts, at) - 1]


def private_names(raw: str) -> list[Span]:
    """The stretches of `raw` (simplified) that print a private person's name."""
    page = _joined(raw)
    forms = {page.joined(span) for span in form_names(raw)}
    return [page.raw(span) for span in _private_names(page.text, forms)]


def _joined(raw: str) -> _Joined:
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    done = size = 0
    for first, after in [*_line_ends(raw), (len(raw), len(raw))]:
        starts.append(size)
        shifts.append(done - size)
        pieces.append(raw[done:first])
        size += first - done
        done = after
    raw_starts = [start + shift for start, shift in zip(starts, shifts, strict=True)]
    return _Joined("".join(pieces), starts, raw_starts, shifts)


def _line_ends(text: str) -> Iterator[tuple[int, int]]:
    """Line ends inside Chinese, with a blank on either side."""
    for feed in _FEED.finditer(text):
        at = feed.start()
        spaced = at > 0 and text[at - 1] in " \t"
        if found := _LINE_END.match(text, at - spaced):
            yield found.span()


def name_at(text: str, at: int) -> Span | None:
    """The person's name that begins at `at` of `text` (simplified), if one does."""
    return person_cues.name_at(text, at, sure=False)


def _private_names(text: str, forms: set[Span]) -> list[Span]:
    found = _widest(
        {
            *forms,
            *names_spelt.dotted(text),
            *names_spelt.alone(text),
            *cued_names(text),
            *listed_names(text),
            *latin_names(text),
            *(Span(*some.span()) for some in names_han.some_names().finditer(text)),
        },
        forms,
    )
    public = _public(text, found)
    private = [span for span in found if _said(text, span) not in public]
    private += [other for span in private if (other := gloss(text, span)) is not None]
    hidden = {_said(text, span) for span in private}
    return sorted({*private, *_repeated(text, _ways(hidden) - public)})


def _widest(found: Iterable[Span], forms: set[Span]) -> list[Span]:
    """The names in order, without those that lie inside another one."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, span not in forms, -span.end)):
        if not kept or span.end > kept[-1].end:
            # A form tells where its name ends: what runs on is the next line's.
            if kept and kept[-1] in forms and span.start < kept[-1].end:
                continue
            kept.append(span)
    return kept


def _public(text: str, found: list[Span]) -> set[str]:
    """Names that stand with a role anywhere in the text: the same person throughout."""
    with_role: set[Span] = set()
    before: Span | None = None
    for span in found:
        # Who follows in a list of names bears the role ahead of the first.
        listed = (
            before in with_role and text[before.end : span.start] in _LINKS if before else False
        )
        if listed or has_role(text, span):
            with_role.add(span)
        before = span
    public = {_said(text, span) for span in with_role}
    others = {_said(text, span) for span in found} - public
    public |= {
        _said(text, span)
        for span in _repeated(text, {name for name in others if len(name) > 2})
        if has_role(text, span)
    }
    for name in tuple(public):
        public |= {part.strip() for part in _DOT.split(name)}
    glosses = (gloss(text, span) for span in found if _said(text, span) in public)
    return public | {_said(text, span) for span in glosses if span is not None}


def _ways(hidden: set[str]) -> set[str]:
    """How a page may repeat a hidden name: as it is, and by its first part."""
    # Initials alone stand for other things elsewhere.
    found = {name for name in hidden if not (name.isascii() and len(name) < _SHORTEST_LATIN)}
    for name in hidden:
        parts = _DOT.split(name)
        if len(parts) > 1 and not name.isascii():
            found.add(parts[0].strip())
        elif name.isascii() and len(parts := name.split()) > 1 and len(parts[0]) > 3:
            found.add(parts[0])
    return {name for name in found if len(name) > 1}


def _repeated(text: str, known: set[str]) -> Iterator[Span]:
    """Where `text` prints one of these names, as a name of its own."""
    if not known:
        return
    letters, follows = names_spelt.weights(), names()["han"]["follows"]
    finder = ahocorasick_rs.AhoCorasick(sorted(known))
    for _, start, end in finder.find_matches_as_indexes(text, overlapping=True):
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if text[start].isascii():
            if before.isalnum() or after.isalnum():
                continue
        # Two characters inside a longer spelling belong to another name, a place or a word.
        elif end - start <= _FIRST_NAME and (
            before in letters or after in letters or (after and after not in follows)
        ):
            continue
        yield Span(start, end)


def _said(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())

"""The steps of reading, as a table: what is made of a capture's text, and when again.

A step is a pure function of a capture's masked text and the codebooks of
the case. What it gave is kept under a key of its version, its knowledge
(the data files that it reads, the codebooks' fingerprints) and the steps
that it builds on, the making of the text first among them; while the key
stays, nothing is done twice. A new step is one more line in `STEPS`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Protocol

from sightline import reading
from sightline.text import Text, masking

if TYPE_CHECKING:
    from sightline.coding import Codebook


class Row(Protocol):
    """A value that a step gives: what stands in the export for it, and its lasting id."""

    @property
    def id(self) -> str:
        """The id made from kind, capture, span and content."""

    def as_dict(self) -> dict[str, Any]:
        """The object of FORMATS, with its citation."""


@dataclass
class Work:
    """One capture on the bench: its text, and what the steps make of it, each made once."""

    text: Text
    steps: Mapping[str, Step]
    codebooks: Sequence[Codebook] = ()
    _made: dict[str, Sequence[Row]] = field(default_factory=dict)

    def of(self, step: str) -> Sequence[Any]:
        """Give the rows of another step."""
        if step not in self._made:
            self._made[step] = tuple(self.steps[step].make(self))
        return self._made[step]


@dataclass(frozen=True)
class Step:
    """One line of the table.

    Attributes:
        name: Also names the rows and the file that they are exported to.
        version: Raised in the change that changes the rows, once between two releases:
            no release may find rows of an earlier one under its own key.
        make: Makes the rows of one text.
        data: Files and folders under `sightline/data` whose content counts.
        needs: Names of steps whose rows `make` asks for.
        coded: Whether the codebooks of the case count.
    """

    name: str
    version: str
    make: Callable[[Work], Iterable[Row]]
    data: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    coded: bool = False


TEXT = "texts"
"""The step that all begin with: bytes to masked raw text."""
MASKED = ("reading", "text")
"""The data that the making of a text reads."""
INDEX = "index"
"""The step that makes a text findable."""
INDEX_VERSION = "2"

ANNOTATIONS = "annotations"
"""The step whose rows bear the flows that a document speaks of."""
MENTIONS = "mentions"
"""The step from whose rows an export gathers the entities."""
RELATIONS = "relations"
"""The step whose rows tie two mentions, or a mention and a word."""
INDICATORS = "indicators"
"""The step whose rows say of a mention what was done there."""


def _references(work: Work) -> Iterable[Row]:
    from sightline.claims import read_references

    return read_references(work.text)


def _annotations(work: Work) -> Iterable[Row]:
    from sightline.coding import annotate

    found = (hit for codebook in work.codebooks for hit in annotate(work.text, codebook))
    return sorted(found, key=lambda hit: (hit.citation.start, hit.citation.end))


def _figures(work: Work) -> Iterable[Row]:
    from sightline.claims import read_figures

    return read_figures(work.text, work.of("references"))


def _mentions(work: Work) -> Iterable[Row]:
    from sightline.claims import read_mentions

    return read_mentions(work.text)


def _relations(work: Work) -> Iterable[Row]:
    from sightline.claims import read_relations

    coded = (work.of(MENTIONS), work.of(ANNOTATIONS))
    return read_relations(work.text, *coded, work.of("references"), work.of("figures"))


def _indicators(work: Work) -> Iterable[Row]:
    from sightline.claims.indicators import read_indicators
    from sightline.coding import indicator_hits

    hits = [hit for codebook in work.codebooks for hit in indicator_hits(work.text, codebook)]
    return read_indicators(
        work.text, work.of(MENTIONS), work.of(ANNOTATIONS), work.of("figures"), hits
    )


def _checks(work: Work) -> Iterable[Row]:
    from sightline.claims import read_checks

    return read_checks(work.text, work.of("figures"))


# Rooms are imported by the step that needs them: a search needs none of them.
STEPS: tuple[Step, ...] = (
    Step("references", "2", _references, data=("claims", "text")),
    Step(ANNOTATIONS, "2", _annotations, data=("text", "places"), coded=True),
    Step("figures", "2", _figures, data=("claims", "text", "places"), needs=("references",)),
    Step(MENTIONS, "2", _mentions, data=("claims", "text", "places", "names")),
    Step(
        RELATIONS,
        "1",
        _relations,
        data=("claims", "text", "places"),
        needs=(MENTIONS, ANNOTATIONS, "references", "figures"),
    ),
    Step(
        INDICATORS,
        "1",
        _indicators,
        data=("claims", "text", "places"),
        needs=(MENTIONS, ANNOTATIONS, "figures"),
        coded=True,
    ),
    Step("checks", "1", _checks, data=("claims",), needs=("figures",)),
)
"""The steps that give rows, in the order in which they are made."""


def keys(codebooks: Iterable[Codebook], table: Iterable[Step] = STEPS) -> dict[str, str]:
    """Give the key under which each step's work is kept now, in the order of the work."""
    books = [codebook.fingerprint for codebook in codebooks]
    text = _key(str(reading.VERSION), masking.VERSION, _content(MASKED))
    found = {TEXT: text, INDEX: _key(text, INDEX_VERSION, _content(("text",)))}
    for step in table:
        built_on = [found[need] for need in (TEXT, *step.needs)]
        coding = books if step.coded else ()
        found[step.name] = _key(step.name, step.version, _content(step.data), *coding, *built_on)
    return found


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@cache
def _content(data: tuple[str, ...]) -> str:
    """Hash data files, line ends made one, so that a checkout's settings don't count."""
    found = hashlib.sha256()
    for name in data:
        for path in _files(files("sightline.data").joinpath(name)):
            found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def _files(place: Traversable) -> Iterator[Traversable]:
    if place.is_file():
        yield place
        return
    for each in sorted(place.iterdir(), key=lambda entry: entry.name):
        if each.is_file() and each.name.endswith((".csv", ".toml", ".jsonl")):
            yield each
        elif each.is_dir() and not each.name.startswith("_"):
            yield from _files(each)

"""Batches: many documents coded at once, into columns.

Here a hit is a row of numbers. What a reader sees of it (its quote, the
clause that says why) is made when it is asked for. Coding a document alone
(`annotate`) gives the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np

from sightline.coding.annotate import Annotation
from sightline.coding.codebook import Codebook
from sightline.coding.rows import (
    AS_PRINTED,
    NO_CHINESE,
    PLACED,
    TOLD,
    Clauses,
    Columns,
    code_columns,
)
from sightline.coding.scene import Scene
from sightline.coding.sheet import batches, sheets_of
from sightline.text import Citation, Text, repair, simplify

# So many characters are coded together.
_SHEET = 400_000
# Where the only document of its own text begins.
_WHOLE = np.zeros(1, dtype=np.int32)


class Hits(Sequence[Annotation]):
    """The hits of a batch, in columns; an annotation is made when it is asked for.

    Attributes:
        columns: The rows, document by document.
        clauses: The texts whose numbers stand in the columns.
    """

    def __init__(
        self,
        codebook: Codebook,
        documents: Sequence[tuple[str, str]],
        columns: Columns,
        clauses: Sequence[str],
    ) -> None:
        self._book, self._documents = codebook, documents
        self.columns, self.clauses = columns, clauses

    def __len__(self) -> int:
        return len(self.columns.documents)

    @overload
    def __getitem__(self, at: int) -> Annotation: ...
    @overload
    def __getitem__(self, at: slice) -> list[Annotation]: ...
    def __getitem__(self, at: int | slice) -> Annotation | list[Annotation]:
        if isinstance(at, slice):
            return list(self._rows(at))
        at = range(len(self))[at]
        return next(self._rows(slice(at, at + 1)))

    def __iter__(self) -> Iterator[Annotation]:
        return self._rows(slice(None))

    def of(self, document: int) -> list[Annotation]:
        """The annotations of one document."""
        first, after = self.columns.documents.searchsorted([document, document + 1]).tolist()
        return self[first:after]

    def _rows(self, at: slice) -> Iterator[Annotation]:
        columns = [getattr(self.columns, name)[at].tolist() for name in Columns.__slots__]
        name, terms, told = self._book.name, self._book.terms, self.clauses
        places: dict[tuple[int, int], str] = {}
        simple: dict[str, str] = {}
        for document, start, end, number, flows, sense, reason, first, after, zh in zip(
            *columns, strict=True
        ):
            capture, raw = self._documents[document]
            term, quote = terms[number], raw[start:end]
            why, chinese = term.name, None
            if reason == TOLD:
                why = told[first]
            elif reason == PLACED:
                if (document, first) not in places:
                    places[document, first] = _places_it(raw[first:after])
                why += places[document, first]
            if zh == AS_PRINTED:
                if quote not in simple:
                    simple[quote] = simplify(quote)
                chinese = simple[quote]
            elif zh != NO_CHINESE:
                chinese = told[zh]
            said = term.flows if flows else ()
            meant = told[sense] if sense >= 0 else None
            citation = Citation(capture, start, end, quote)
            yield Annotation(name, term.id, chinese, term.category, said, meant, why, citation)


def _places_it(place: str) -> str:
    """What a reason adds if a place opened the gate."""
    return f"; “{' '.join(repair(place).split())}” places it"


def code_batch(documents: Sequence[tuple[str, str]], codebook: Codebook) -> Hits:
    """The codebook's terms in many documents, each given by its capture and its raw text.

    Documents of plain paragraphs are laid out and scanned together, others one by one.
    """
    parts: list[Columns] = []
    clauses = Clauses()
    for numbers in batches((len(raw) for _, raw in documents), _SHEET):
        raws = [documents[number][1] for number in numbers]
        sheets, left = sheets_of(raws)
        for sheet in sheets:
            alone = [Text("", raws[number]) for number in sheet.numbers.tolist()]
            found = code_columns(sheet.text, sheet.scene(alone), codebook, clauses)
            parts.append(found.dealt(sheet.firsts, sheet.numbers + numbers.start))
        for number in left:
            text = Text("", raws[number])
            found = code_columns(text, Scene(text), codebook, clauses)
            parts.append(found.dealt(_WHOLE, np.array([numbers[number]])))
    return Hits(codebook, documents, Columns.joined(parts), clauses.texts)

"""One document read by itself: all that its text gives, without a case to keep it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sightline import reading
from sightline.archive import fingerprint
from sightline.case.naming import Naming, Object
from sightline.case.steps import INDICATORS, MENTIONS, RELATIONS, STEPS, Step, Work
from sightline.coding import Codebook
from sightline.errors import InputError
from sightline.text import Text
from sightline.text.masking import mask


@dataclass(frozen=True)
class Document:
    """What was read.

    Attributes:
        filename: Its name, masked.
        media_type: What it is, by its bytes.
        size: Its bytes.
        remark: What a reader of the text should know; None if nothing.
        text: Its masked text, under the SHA-256 of its bytes.
        rows: The rows of an export by the name of their file, entities among them; of the
            steps that were carried out.
    """

    filename: str
    media_type: str
    size: int
    remark: str | None
    text: Text
    rows: Mapping[str, Sequence[Object]]

    def as_dict(self) -> Object:
        """The document as one object of JSON: what an export has of it, by file."""
        return {
            "capture": self.text.capture,
            "filename": self.filename,
            "media_type": self.media_type,
            "size": self.size,
            "why": self.remark,
            "text": self.text.raw,
            **self.rows,
        }


def read_document(
    data: bytes,
    filename: str,
    codebooks: Sequence[Codebook],
    tell: Callable[[str], None],
    table: Sequence[Step] = STEPS,
) -> Document:
    """Read a document and carry out all steps on it.

    Args:
        data: Its bytes.
        filename: Its name.
        codebooks: What it is coded with.
        tell: Told the name of each step that is done.
        table: The steps that give rows.

    Raises:
        InputError: The bytes hold no document, or one that has no reader yet.
    """
    name = mask(filename)
    try:
        found = reading.read(data, filename)
    except reading.Unreadable as error:
        raise InputError(f"{name}: {error}", hint=error.hint) from error
    if found.raw is None:
        raise InputError(f"{name}: {found.why}", hint="save it as text or as a web page")
    text = Text(fingerprint(data), mask(found.raw))
    work = Work(text, {step.name: step for step in table}, codebooks)
    rows: dict[str, list[Object]] = {}
    for step in table:
        rows[step.name] = [row.as_dict() for row in work.of(step.name)]
        tell(step.name)
    naming = Naming(rows.pop(MENTIONS, []))
    rows["entities"] = list(naming.entities())
    if RELATIONS in rows:
        rows[RELATIONS] = list(naming.relations(rows[RELATIONS]))
    if INDICATORS in rows:
        rows[INDICATORS] = list(naming.indicators(rows[INDICATORS]))
    return Document(name, found.media_type, len(data), found.why, text, rows)

"""Signatures: what a file is, by its first bytes.

The table is `data/reading/signatures.csv`. Text has no signature; what
is not in the table may be text or junk.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Signature:
    """A format and the bytes that give it away.

    Attributes:
        first: The first offset at which `magic` may stand, `last` the last.
        member: A file that a ZIP container of this format holds; empty for others.
        document: Whether such a file can be a document at all.
    """

    media_type: str
    name: str
    first: int
    last: int
    magic: bytes
    member: str
    document: bool

    def fits(self, data: bytes, members: Collection[str]) -> bool:
        """Tell whether `data`, a container of `members`, is of this format."""
        found = data.find(self.magic, self.first, self.last + len(self.magic))
        return found >= 0 and (not self.member or self.member in members)


@cache
def table() -> tuple[Signature, ...]:
    """Give all signatures, the more special ones first."""
    rows = files("sightline.data").joinpath("reading/signatures.csv")
    with rows.open(encoding="utf-8") as lines:
        return tuple(_signature(row) for row in csv.DictReader(lines))


def recognise(data: bytes) -> Signature | None:
    """Find the format of `data`; None if no signature fits."""
    members = _members(data)
    return next((each for each in table() if each.fits(data, members)), None)


def _signature(row: dict[str, str]) -> Signature:
    first, _, last = row["offset"].partition("-")
    return Signature(
        media_type=row["media_type"],
        name=row["name"],
        first=int(first),
        last=int(last or first),
        magic=bytes.fromhex(row["bytes"]),
        member=row["member"],
        document=row["use"] != "never",
    )


def _members(data: bytes) -> Collection[str]:
    if not data.startswith(b"PK"):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return frozenset(container.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ()

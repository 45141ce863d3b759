"""The readers: from bytes to raw text, or to why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.reading import encodings, html
from sightline.reading.signatures import recognise
from sightline.reading.unreadable import Unreadable

VERSION = 1
"""Changes with whatever changes a raw text."""

# Text is text; its name may say how it is laid out, and nothing more.
_LAYOUTS = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".md": "text/markdown"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading made of a file.

    Attributes:
        media_type: What the file is, by its bytes.
        raw: Its text; None if the format is known but has no reader yet.
        why: What a reader of the text should know, or why there is none.
    """

    media_type: str
    raw: str | None = None
    why: str | None = None


def read(data: bytes, filename: str = "") -> Reading:
    """Read a file.

    Args:
        data: The file's bytes; they alone decide what it is.
        filename: Its name, for the layout of plain text.

    Raises:
        Unreadable: The bytes hold no document.
    """
    if not data.strip(b"\0\t\r\n "):
        raise Unreadable("the file is empty", hint="fetch or save it again")
    signature = recognise(data)
    if signature is None:
        return _read_text(data, filename)
    if not signature.document:
        raise Unreadable(f"the file is a {signature.name}, not a document")
    return Reading(signature.media_type, None, f"no reader for this format yet: {signature.name}")


def _read_text(data: bytes, filename: str) -> Reading:
    decoded = encodings.decode(data, html.declared_encoding(data))
    if not decoded.text.strip("\ufeff\0").strip():
        raise Unreadable("the file is empty", hint="fetch or save it again")
    why = _remark(decoded)
    if html.looks_like(decoded.text):
        return Reading("text/html", html.extract(decoded.text), why)
    suffix = filename[filename.rfind(".") :].lower() if "." in filename else ""
    return Reading(_LAYOUTS.get(suffix, "text/plain"), decoded.text, why)


def _remark(decoded: encodings.Decoded) -> str | None:
    if not decoded.broken:
        return None
    return f"characters that are broken in the file, read as {decoded.encoding}: {decoded.broken}"

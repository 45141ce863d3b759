"""Spellings: the names that one cell holds, for a cell often holds more than one.

Two languages side by side, a former name in brackets, a list. The whole
cell comes first; a part is only another way to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_APART = re.compile(r"\s*[\n;；|｜]\s*|\s+/\s+")
_ALSO = re.compile(
    r"[(（]\s*(?:also known as|a\.?k\.?a\.?|formerly(?: known as)?|f\.?k\.?a\.?|"
    r"d\.?b\.?a\.?|trading as|t/a|又名|曾用名|原名|简称|別名)[\s:：]*(?P<other>[^()（）]+)[)）]",
    re.IGNORECASE,
)
_HAN_RUN = re.compile(r"[\u3400-\u9fff（）()·\d\s]*[\u3400-\u9fff][\u3400-\u9fff（）()·\d]*")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_EDGES = " \t,，、-–—/()（）"
LEAST_HAN, LEAST_LATIN = 4, 2
"""Characters, or words, that a part in one script needs to be a name of its own."""


def spellings(cell: str) -> tuple[str, ...]:
    """Give the names of a cell: itself, then its parts.

    >>> spellings("云雀纺纱有限公司 Larkfield Spinning Ltd")[1:]
    ('云雀纺纱有限公司', 'Larkfield Spinning Ltd')
    """
    return tuple(dict.fromkeys((cell, *_parts(cell))))


def _parts(cell: str) -> Iterator[str]:
    pieces = [piece for piece in _APART.split(cell) if len(piece) >= LEAST_HAN]
    for piece in pieces:
        if len(pieces) > 1:
            yield piece
        also = _ALSO.search(piece)
        if also:
            yield piece[: also.start()].strip()
            yield also["other"].strip()
        yield from _by_script(piece)


def _by_script(piece: str) -> Iterator[str]:
    """Part a name in characters from one in letters, if each can stand alone."""
    found = max(_HAN_RUN.findall(piece), key=len, default="").strip(_EDGES)
    rest = piece.replace(found, " ").strip(_EDGES) if found else ""
    characters = sum("\u3400" <= char <= "\u9fff" for char in found)
    if characters >= LEAST_HAN and len(_LATIN_WORD.findall(rest)) >= LEAST_LATIN:
        yield found
        yield rest

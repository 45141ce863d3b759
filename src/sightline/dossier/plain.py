"""Values from files, made fit to print: what cannot be shown is marked, what is no address is none.

A supplier file is written by strangers. Nothing of it is markup, a
formula or a link until it has been through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

# What XML 1.0 cannot hold: most control characters, lone surrogates, two non-characters.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARK = "\ufffd"


def printable(text: str) -> str:
    """Put U+FFFD in the place of each character that XML cannot hold."""
    return _UNPRINTABLE.sub(_MARK, text)


def is_web_address(text: str) -> bool:
    """Tell whether `text` is an http(s) address that may be made a link."""
    if re.search(r"[\s\x00-\x20<>\"\\^`{|}]", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def addresses(citation: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give a citation's addresses with their kind: source, archive or more, as printed."""
    for kind, key in (("source", "url"), ("archive", "archive_url"), ("more", "more_urls")):
        value = citation.get(key) or ()
        for address in (value,) if isinstance(value, str) else value:
            yield kind, str(address)

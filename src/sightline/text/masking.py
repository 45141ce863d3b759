"""Masking: private names and numbers do not leave the archive.

Every derived step is handed the masked text, so what is hidden here cannot
come up in an index, a claim, a page or a log. A masked stretch keeps its
length, so every offset stays true. The rule is the same for everyone;
a person is kept only in a public or corporate role that the text states.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from sightline.text.fold import simplify
from sightline.text.persons import knowledge, private_names
from sightline.text.spans import Span

VERSION = "2"
MASK = "\u2588"

_URL = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u303f\uff00-\uffef]+", re.IGNORECASE)
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z.])(?:\d{17}[\dXx]|\d{15,19}|\d{6}[ -]\d{4}[ -]?\d{4}[ -]\d{3}[\dXx]"
    r"|(?:\d{4}[ -]){4}\d{1,3}[\dXx]?)(?![\dA-Za-z])"
)
_MOBILE = re.compile(
    r"(?<![\d.])(?:\(?\+?86\)?[- ]?)?1[3-9](?:"
    r"\d[-. \u2010-\u2015]?\d{4}[-. \u2010-\u2015]?\d{4}|\d{2}[- ]\d{3}[- ]\d{4}|\d{3}[- ]\d{6})"
    r"(?![\d.]\d|\d)"
)
# Wide digits and dashes read as ordinary ones.
_WIDE = {0xFF10 + digit: ord("0") + digit for digit in range(10)} | {
    ord("\uff0d"): ord("-"),
    ord("\uff0b"): ord("+"),
    ord("\u3000"): ord(" "),
    ord("\xa0"): ord(" "),
    ord("（"): ord("("),
    ord("）"): ord(")"),
    ord("Ｘ"): ord("X"),
    ord("ｘ"): ord("x"),
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class _Cues:
    identity: re.Pattern[str]
    amounts: re.Pattern[str]
    address: re.Pattern[str]


@cache
def _cues() -> _Cues:
    numbers = knowledge()["numbers"]
    return _Cues(
        re.compile("|".join(map(re.escape, numbers["identity_cues"])), re.IGNORECASE),
        re.compile(rf"\s?(?:{'|'.join(map(re.escape, numbers['amounts']))})"),
        re.compile(rf"{numbers['address_cues']}$", re.IGNORECASE),
    )


def private_spans(raw: str) -> list[Span]:
    """The stretches of `raw` that show a private person's name or number, in order, apart."""
    text = simplify(raw)
    found = [*_numbers(text.translate(_WIDE)), *private_names(text)]
    merged: list[Span] = []
    for span in sorted(found):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def mask(raw: str) -> str:
    """`raw` with private names and numbers replaced by as many blocks (U+2588)."""
    out: list[str] = []
    done = 0
    for span in private_spans(raw):
        out += [raw[done : span.start], MASK * len(span)]
        done = span.end
    return "".join([*out, raw[done:]]) if out else raw


def _numbers(text: str) -> list[Span]:
    """Identity cards and mobile telephones."""
    cues = _cues()
    found: list[Span] = []
    for match in _IDENTITY.finditer(text):
        cued = cues.identity.search(text, max(0, match.start() - 20), match.start()) is not None
        if cued or _valid_identity(re.sub("[ -]", "", match.group())):
            found.append(Span(*match.span()))
    mobiles = [Span(*match.span()) for match in _MOBILE.finditer(text)]
    addresses = [Span(*url.span()) for url in _URL.finditer(text)] if mobiles else []
    starts = [url.start for url in addresses]
    for span in mobiles:
        if cues.amounts.match(text, span.end):
            continue
        near = bisect_right(starts, span.start) - 1
        inside = near >= 0 and span.start < addresses[near].end
        if inside and not cues.address.search(text, max(0, span.start - 10), span.start):
            continue
        found.append(span)
    return found


def _valid_identity(number: str) -> bool:
    """Whether 18 digits carry a province, a date of birth and the right check digit."""
    if len(number) != 18 or not "11" <= number[:2] <= "82":
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17].upper()

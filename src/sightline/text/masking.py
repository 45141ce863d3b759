"""Masking: private names and numbers do not leave the archive.

Every derived step is handed the masked text, so what is hidden here cannot
come up in an index, a claim, a page or a log. A masked stretch keeps its
length, so every offset stays true. The rule is the same for everyone;
a person is kept only in a public or corporate role that the text states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sightline.text.codes import CLASSES, DIGIT, codes
from sightline.text.fold import simplify
from sightline.text.names_known import knowledge
from sightline.text.persons import private_names
from sightline.text.spans import Span
from sightline.text.triggers import widen

VERSION = "3"
MASK = "\u2588"

# A telephone's digits, the most places that they and their separators take, and how far around
# them such a number and its cue may stand.
_DIGITS, _CLOSE, _AROUND = 11, 12, 60
_LONGEST_ADDRESS = 2_000

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
# How the number of a province begins, and the years in which its bearer may be born even if
# the last digit is mistyped.
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 "
    "71 81 82".split()
)
_LIVING = range(1930, 2021)


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
    found = [*_numbers(text), *private_names(text)]
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
    mobiles: list[Span] = []
    for first, after in _zones(text):
        window = text[first:after].translate(_WIDE)
        for match in _IDENTITY.finditer(window):
            cued = cues.identity.search(window, max(0, match.start() - 20), match.start())
            if cued or _valid_identity(re.sub("[ -]", "", match.group())):
                found.append(Span(*match.span()).shifted(first))
        mobiles += (
            Span(*match.span()).shifted(first)
            for match in _MOBILE.finditer(window)
            if not cues.amounts.match(window, match.end())
        )
    return found + [span for span in mobiles if not _in_address(text, span)]


def _in_address(text: str, mobile: Span) -> bool:
    """Whether a telephone's digits are those of a web address, and not of its query."""
    before = text[max(0, mobile.start - _LONGEST_ADDRESS) : mobile.end].translate(_WIDE)
    at = len(before) - len(mobile)
    inside = any(url.start() <= at < url.end() for url in _URL.finditer(before))
    return inside and not _cues().address.search(before, max(0, at - 10), at)


def _zones(text: str) -> list[tuple[int, int]]:
    """Stretches around so many digits close together as such a number has at least."""
    places = (CLASSES.of(codes(text)) & DIGIT).nonzero()[0]
    if len(places) < _DIGITS:
        return []
    firsts = places[: 1 - _DIGITS]
    found: list[tuple[int, int]] = []
    for at in firsts[places[_DIGITS - 1 :] - firsts <= _CLOSE].tolist():
        widen(found, max(at - _AROUND, 0), min(at + _AROUND, len(text)))
    return found


def _valid_identity(number: str) -> bool:
    """Whether 18 digits carry a province and a date of birth, checked or of living memory."""
    if len(number) != 18 or number[:2] not in _PROVINCES:
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17].upper() or year in _LIVING

"""Encodings: which one a file's bytes are in.

A byte order mark decides, then UTF-8 if the bytes fit it. Of the legacy
encodings of East Asia the one wins in which the text consists of common
characters: each of these standards lays out its most used characters
apart from the rare ones (its first level), and text read in the wrong
encoding falls among the rare ones. What is left goes to a general guesser.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

import charset_normalizer

from sightline.reading.unreadable import Unreadable

_MARKS = (  # UTF-32's marks begin like UTF-16's, so they come first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_HINT = "add the original file; save text files as UTF-8"

BROKEN = 0.01
"""The largest share of broken characters with which a text still counts as read."""
UNPRINTED = 0.01
"""The largest share of control characters in a text; more, and the bytes are no text."""
COMMON = 0.75
"""The least share of common characters in a text of a legacy encoding of East Asia."""
FEW = 0.25
"""The share of bytes beyond ASCII under which a single-byte text is mostly plain letters."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file, without its byte order mark, and how many characters were broken."""

    text: str
    encoding: str
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    """A legacy encoding and the rows (lead bytes) of its standard that hold common characters."""

    codec: str
    rows: tuple[tuple[int, int], ...]
    trails: tuple[tuple[int, int], ...] = ((0xA1, 0xFE),)

    @property
    def common(self) -> frozenset[str]:
        """The characters of those rows."""
        return _row_characters(self)


# Rows by the standards: GB 2312 (1980), Big5 (1984), JIS X 0208, KS X 1001.
# The punctuation row comes first in each.
_BIG5_TRAILS = ((0x40, 0x7E), (0xA1, 0xFE))
_SJIS_TRAILS = ((0x40, 0x7E), (0x80, 0xFC))
SCRIPTS = (
    Script("gb18030", ((0xA1, 0xA1), (0xA3, 0xA3), (0xB0, 0xD7))),
    Script("big5hkscs", ((0xA1, 0xA3), (0xA4, 0xC6)), _BIG5_TRAILS),
    Script("cp949", ((0xA1, 0xA1), (0xA3, 0xA3), (0xB0, 0xC8))),
    Script("euc_jp", ((0xA1, 0xA1), (0xA3, 0xA5), (0xB0, 0xCF))),
    Script("cp932", ((0x81, 0x83), (0x88, 0x97)), _SJIS_TRAILS),
)
_WIDE = ("utf-16-le", "utf-16-be")
# A Korean text has none of the Chinese lead bytes above its own rows; so
# few syllables prove nothing.
_ENOUGH_KOREAN = 12


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole file; line ends stay as they are.

    Args:
        data: The bytes.
        declared: An encoding that the file itself names; tried before any
            guess, but believed only if the bytes fit it.

    Raises:
        Unreadable: The bytes are no text, or in no encoding known.
    """
    found = _marked(data) or _utf8(data) or _as_declared(data, declared) or _guessed(data)
    if found is None:
        raise Unreadable("its bytes are no text in any encoding known", hint=_HINT)
    unprinted = len(_CONTROLS.findall(found.text))
    if unprinted > UNPRINTED * len(found.text):
        raise Unreadable("its bytes are no text: too many control characters", hint=_HINT)
    return found


def _marked(data: bytes) -> Decoded | None:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], codec)
    return None


def _utf8(data: bytes) -> Decoded | None:
    found = _lenient(data, "utf-8")
    if found is None or (found.text.count("\0") > UNPRINTED * len(found.text)):
        return None
    return found


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    if name in ("utf-8", "ascii", "utf-8-sig", *_WIDE, "utf-16"):
        return None  # tried already, or impossible: the declaration itself was read as ASCII
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "big5": "big5hkscs"}
    wider |= {"iso8859-1": "cp1252", "shift_jis": "cp932", "euc_kr": "cp949"}
    codec = wider.get(name, name)
    try:
        found = _lenient(data, codec)
    except (LookupError, ValueError):  # a codec of bytes or of objects, such as rot13
        return None
    script = next((each for each in SCRIPTS if each.codec == codec), None)
    if found is None or (script and _share(found.text[:_SAMPLE], script.common) < COMMON / 2):
        return None
    return found


def _guessed(data: bytes) -> Decoded | None:
    best = max(_candidates(data), default=None, key=lambda each: each[0])
    if best is not None and best[0] >= COMMON:
        return best[1]
    guess = charset_normalizer.from_bytes(data).best()
    if guess is None:
        return None
    # Where few letters tell, and no language bears the guess out, the commonest is meant.
    telling = sum(byte >= 0x80 for byte in data[:_SAMPLE]) / len(data[:_SAMPLE])
    blind = telling < FEW / 3 or (telling < FEW and guess.coherence == 0)
    return (_lenient(data, "cp1252") if blind else None) or _lenient(data, guess.encoding)


def _candidates(data: bytes) -> list[tuple[float, Decoded]]:
    """Give each East Asian reading of `data` with its share of common characters."""
    found: list[tuple[float, Decoded]] = []
    for script in SCRIPTS:
        decoded = _lenient(data, script.codec)
        if decoded is not None:
            found.append((_share(decoded.text[:_SAMPLE], script.common), decoded))
    for codec in _WIDE:
        decoded = _lenient(data, codec) if len(data) % 2 == 0 else None
        if decoded is not None:
            found.append((_share(decoded.text[:_SAMPLE], _wide_characters(), every=True), decoded))
    return [each for each in found if not _accident(each[1], found)]


def _accident(decoded: Decoded, rivals: list[tuple[float, Decoded]]) -> bool:
    """Tell whether the text fits Chinese rows only because Korean ones lie within them."""
    korean = next((share for share, each in rivals if each.encoding == "cp949"), 0.0)
    few = sum(not char.isascii() for char in decoded.text[:_SAMPLE]) < _ENOUGH_KOREAN
    if decoded.encoding == "cp949":
        return few
    return decoded.encoding in ("gb18030", "euc_jp") and korean > 0.99 and not few


def _lenient(data: bytes, codec: str) -> Decoded | None:
    """Decode, with a replacement mark for what is broken, if that is little."""
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError:
        text = data.decode(codec, errors="replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    telling = sum(not char.isascii() for char in text)
    cut_off = broken == 1 and text.endswith("\N{REPLACEMENT CHARACTER}") and telling > 1
    if cut_off or broken <= BROKEN * telling:
        return Decoded(text, codec, broken)
    return None


def _share(text: str, common: frozenset[str], *, every: bool = False) -> float:
    """The share of `common` in `text`; what is printable ASCII counts only if told."""
    telling = [char for char in text if every or not (char.isascii() and char >= " ")]
    telling = [char for char in telling if char not in "\t\n\r\f"]
    return sum(char in common for char in telling) / len(telling) if telling else 0.0


@cache
def _row_characters(script: Script) -> frozenset[str]:
    found: set[str] = set()
    for first, last in script.rows:
        for lead in range(first, last + 1):
            for low, high in script.trails:
                for trail in range(low, high + 1):
                    found.update(bytes((lead, trail)).decode(script.codec, errors="ignore"))
    return frozenset(char for char in found if not char.isascii())


@cache
def _wide_characters() -> frozenset[str]:
    printed = frozenset(map(chr, range(32, 127)))
    return printed.union(*(script.common for script in SCRIPTS if script.codec != "cp949"))

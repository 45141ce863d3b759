"""Decoding: which encoding a file is in, and its text as a stream.

A byte order mark decides; else a file that is UTF-8 throughout is UTF-8;
else the lines that are not are weighed. A file mostly in UTF-8 with some
torn bytes stays UTF-8, so that only its bad rows are lost.
"""

from __future__ import annotations

import codecs
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import charset_normalizer

from sightline.errors import InputError

TORN = "\udcff"
"""What stands where bytes could not be decoded: a lone surrogate, which no text holds."""
CHUNK = 1 << 20
SAMPLE = 1 << 18
"""Bytes of odd lines that are weighed; more would not change the answer."""
MOSTLY = 0.8
"""Share of the lines outside ASCII that have to be UTF-8 for the file to count as UTF-8."""
COMMON = 0.75
"""Share of common characters from which a text counts as Chinese in an encoding."""
JUNK = 0.05
"""Share of control characters above which a file is no text."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs"}
_CANDIDATES = ["gb18030", "big5", "shift_jis", "cp949", "cp1252", "cp1251", "cp1250", "cp1254"]
_COMMON_ROWS = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5hkscs": ("big5", 0xA4, 0xC6)}
"""The standard within each encoding, and the lead bytes of its common characters."""
_ENOUGH_KOREAN = 12
_LATIN = frozenset({"cp1250", "cp1252", "cp1254"})
_PUNCTUATION = (
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\xa0\xab\xbb\xb0\xb7\xae\xba\xaa"
)
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a")


@dataclass(frozen=True, slots=True)
class Bytes:
    """A file's bytes, looked through once."""

    sha256: str
    size: int
    encoding: str


def examine(path: Path, told: str | None = None) -> Bytes:
    """Read a file through: its hash, its size, its encoding unless the caller has told it.

    Raises:
        InputError: The file is missing, empty, no file, or no text in a known encoding.
    """
    known = _known(told) if told else None
    weighing = _Weighing()
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(path):
        digest.update(chunk)
        size += len(chunk)
        weighing.add(chunk)
    if size == 0:
        raise InputError(f"{path}: the file is empty", hint="give a file with a header and rows")
    return Bytes(digest.hexdigest(), size, known or weighing.encoding(path))


def _known(told: str) -> str:
    try:
        return codecs.lookup(told).name
    except LookupError as error:
        hint = "such as utf-8, gb18030, big5, shift_jis, cp1252"
        raise InputError(f"no encoding {told!r}", hint=hint) from error


def hashed(path: Path) -> str:
    """Name a file by the SHA-256 of its bytes."""
    digest = hashlib.sha256()
    for chunk in _chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    if path.is_dir():
        raise InputError(f"{path}: this is a folder", hint="give one CSV, XLSX or JSONL file")
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file", hint="check the spelling of the path") from error


def open_text(path: Path, encoding: str) -> TextIO:
    """Open a file as text with its line ends as they are; torn bytes become `TORN`."""
    codecs.register_error("sightline.torn", _mark)
    return path.open("r", encoding=encoding, errors="sightline.torn", newline="")


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return TORN, error.end


class _Weighing:
    """What the chunks of a file tell about its encoding."""

    def __init__(self) -> None:
        self.head = b""
        self.controls = self.size = 0
        self.good = self.bad = 0
        self.odd = io.BytesIO()
        self._rest = b""

    def add(self, chunk: bytes) -> None:
        """Weigh one more chunk."""
        if len(self.head) < SAMPLE:
            self.head += chunk[: SAMPLE - len(self.head)]
        self.size += len(chunk)
        if chunk.isascii() and self._rest.isascii():
            self._rest = b""
            return
        lines = (self._rest + chunk).split(b"\n")
        self._rest = lines.pop()[-SAMPLE:]
        for line in lines:
            self._weigh(line)

    def _weigh(self, line: bytes) -> None:
        if line.isascii():
            return
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            self.bad += 1
            if self.odd.tell() < SAMPLE:
                self.odd.write(line[:SAMPLE] + b"\n")
        else:
            self.good += 1

    def encoding(self, path: Path) -> str:
        """Decide.

        Raises:
            InputError: These bytes are no text, or none in a known encoding.
        """
        self._weigh(self._rest)
        for mark, name in _MARKS:
            if self.head.startswith(mark):
                return name
        wide = _wide(self.head)
        if wide:
            return wide
        self._refuse_junk(path)
        if self.good / ((self.good + self.bad) or 1) >= MOSTLY or not self.bad:
            return "utf-8"
        sample = self.odd.getvalue()
        chinese = _chinese(sample)
        if chinese:
            return chinese
        best = charset_normalizer.from_bytes(sample, cp_isolation=_CANDIDATES).best()
        if best is None and self.good:
            return "utf-8"
        if best is None:
            hint = "save the file as CSV UTF-8 and run the command again"
            raise InputError(f"{path}: in no encoding that is known here", hint=hint)
        if best.encoding in _LATIN and _western(sample):
            return "cp1252"
        return _SUPERSETS.get(best.encoding, best.encoding)

    def _refuse_junk(self, path: Path) -> None:
        controls = sum(byte in _CONTROL for byte in self.head[:65536])
        if controls > JUNK * len(self.head[:65536]):
            hint = "give a CSV, XLSX or JSONL file"
            raise InputError(f"{path}: binary data, no text (from byte 0)", hint=hint)


def _wide(head: bytes) -> str | None:
    """Tell UTF-16 without a mark: line ends two bytes wide, in text that is no UTF-8."""
    sample = head[:65536]
    zeros = sample.count(0)
    if not zeros or (zeros < 0.2 * len(sample) and _decodes(sample, "utf-8")):
        return None
    for name, line_end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if line_end in sample and _decodes(sample, name):
            return name
    return None


def _decodes(sample: bytes, encoding: str) -> bool:
    """Tell whether a sample, whose last character may be cut, is text in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    printable = sum(char.isprintable() or char in "\t\r\n" for char in text)
    return printable > 0.95 * len(text)


def _chinese(sample: bytes) -> str | None:
    """Tell the Chinese encoding in which a sample consists of common characters, if any.

    Both standards lay out their most used characters apart from the rare
    ones, and text read in the wrong one falls among the rare.
    """
    shares = {codec: _common(sample, codec, *rows) for codec, rows in _COMMON_ROWS.items()}
    codec = max(shares, key=lambda each: shares[each])
    return codec if shares[codec] >= COMMON and not _korean(sample) else None


def _common(sample: bytes, codec: str, standard: str, first: int, last: int) -> float:
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    leads = [char.encode(standard, "ignore")[:1] for char in text if not char.isascii()]
    fitting = sum(bool(lead) and (first <= lead[0] <= last or lead[0] <= 0xA3) for lead in leads)
    return fitting / (len(leads) or 1)


def _korean(sample: bytes) -> bool:
    """Tell Korean: many syllables, none with a lead byte of Chinese only."""
    try:
        text = sample.decode("cp949")
    except UnicodeDecodeError:
        return False
    beyond = [char for char in text if not char.isascii()]
    syllables = sum("\uac00" <= char <= "\ud7a3" for char in beyond)
    return syllables >= _ENOUGH_KOREAN and syllables > 0.95 * len(beyond)


def _western(sample: bytes) -> bool:
    """Tell whether a sample reads as words of western Europe.

    A short sample says little of which Latin code page it is in; this is
    the one that most programs write.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return all(char.isascii() or char.isalpha() or char in _PUNCTUATION for char in text)

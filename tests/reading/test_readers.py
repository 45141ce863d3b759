"""What a file is, is read from its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from sightline.reading import Reading, Unreadable, read
from sightline.reading.signatures import recognise, table

NOTICE = "墨玉县2018年度培训补助资金公示\r\n共计 1,200 人。\n"


def make_zip(*members: str) -> bytes:
    """A container of empty files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        for member in members:
            container.writestr(member, "")
    return buffer.getvalue()


def test_plain_text_is_read_as_it_stands() -> None:
    """Mixed line ends, tabs and blanks at the ends are all part of the raw text."""
    reading = read(("\ufeff" + NOTICE).encode("utf-8"), "notice.txt")
    assert (reading.media_type, reading.raw, reading.why) == ("text/plain", NOTICE, None)


LAYOUTS = [("list.csv", "text/csv"), ("README.MD", "text/markdown"), ("noname", "text/plain")]


@pytest.mark.parametrize(("filename", "media_type"), LAYOUTS)
def test_a_name_says_how_text_is_laid_out(filename: str, media_type: str) -> None:
    """Text is text under any name."""
    assert read(NOTICE.encode("gb18030"), filename) == Reading(media_type, NOTICE)


KNOWN = [
    (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
    (b"\r\n\r\n%PDF-1.4", "application/pdf"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504), "application/x-ole-storage"),
    (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
    (b"{\\rtf1\\ansi some text}", "application/rtf"),
    (make_zip("notes.txt"), "application/zip"),
    (make_zip(), "application/zip"),
    (make_zip("xl/workbook.xml"), table()[1].media_type),
    (make_zip("word/document.xml"), table()[3].media_type),
]


@pytest.mark.parametrize(("data", "media_type"), KNOWN)
def test_a_format_without_a_reader_is_named(data: bytes, media_type: str) -> None:
    """Such a file is worth keeping: it is told apart from junk, whatever its name says."""
    reading = read(data, "notice.txt")
    assert (reading.media_type, reading.raw) == (media_type, None)
    assert "no reader" in (reading.why or "")


JUNK = [b"", b" \r\n\t ", bytes(4096), b"\x7fELF\x02\x01\x01", "\ufeff".encode("utf-16")]


@pytest.mark.parametrize("data", JUNK)
def test_what_is_no_document_is_refused(data: bytes) -> None:
    """Empty files, zeros and programs are errors with a reason."""
    with pytest.raises(Unreadable, match=r"empty|program"):
        read(data, "notice.txt")


def test_broken_characters_are_told() -> None:
    """A reader of the text learns that the file was damaged."""
    data = NOTICE.strip().encode()[:-1]
    assert "1" in (read(data).why or "")


def test_every_signature_is_found_by_itself() -> None:
    """No row of the table is hidden behind an earlier one."""
    for each in table():
        if not each.member and each.magic[:2] != b"PK":
            found = recognise(bytes(each.first) + each.magic + bytes(64))
            assert found is not None
            assert found.media_type == each.media_type

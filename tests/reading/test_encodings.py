"""Text comes back whatever encoding an office saved it in."""

from __future__ import annotations

import random

import pytest

from sightline.reading import Unreadable
from sightline.reading.encodings import decode

SIMPLIFIED = "关于做好2018年职业技能教育培训工作的通知，各县市人民政府：\r\n"
TRADITIONAL = "關於做好2018年職業技能教育培訓工作的通知，各縣市人民政府：\r\n"

ENCODED = [
    ("utf-8", SIMPLIFIED),
    ("utf-8-sig", SIMPLIFIED),
    ("utf-16", SIMPLIFIED),  # with a byte order mark
    ("utf-16-le", SIMPLIFIED),
    ("utf-16-be", SIMPLIFIED + "abc\r\n"),
    ("utf-32", SIMPLIFIED),
    ("gb2312", SIMPLIFIED),
    ("gbk", TRADITIONAL + SIMPLIFIED * 3),
    ("gb18030", SIMPLIFIED + "𠮷野家"),
    ("gb18030", "阿克苏地区"),  # too short for a general guesser
    ("big5", TRADITIONAL),
    ("big5", "阿克蘇地區"),
    ("euc-kr", "신장 위구르 자치구의 강제 노동에 관한 보고서입니다"),
    ("shift_jis", "新疆ウイグル自治区における強制労働に関する報告書です"),
    ("euc-jp", "新疆ウイグル自治区における強制労働に関する報告書です"),
    ("cp1251", "Отчёт о принудительном труде в Синьцзяне"),
    ("cp1252", "Rapport sur le travail forcé dans la région ouïghoure à Ürümqi"),
    ("cp1254", "Doğu Türkistan'da zorla çalıştırma hakkında bir rapor, işçiler"),
    ("cp1256", "تقرير عن العمل القسري في شينجيانغ"),
]


@pytest.mark.parametrize(("encoding", "text"), ENCODED)
def test_the_encoding_is_found(encoding: str, text: str) -> None:
    """Line ends stay as they are and a byte order mark is no part of the text."""
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.broken == 0


def test_a_wrong_declaration_is_not_believed() -> None:
    """A page that calls itself GB 2312 and is UTF-8 or Big5 is read as what it is."""
    assert decode(SIMPLIFIED.encode("utf-8"), "gb2312").text == SIMPLIFIED
    assert decode(TRADITIONAL.encode("big5"), "gb2312").text == TRADITIONAL
    assert decode(SIMPLIFIED.encode("gb18030"), "utf-8").text == SIMPLIFIED
    assert decode(SIMPLIFIED.encode("gb18030"), "no-such-codec").text == SIMPLIFIED


def test_a_declaration_decides_what_bytes_leave_open() -> None:
    """Two rare ideographs fit many encodings; then the file's own word counts."""
    assert decode("龘靐".encode("gb18030"), "cp1252").text != "龘靐"
    assert decode("é".encode("cp1252"), "iso-8859-1").text == "é"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_download_cut_off_inside_a_character_is_still_read(encoding: str) -> None:
    """One broken character at the end costs that character, and is counted."""
    whole = SIMPLIFIED.strip()
    decoded = decode(whole.encode(encoding)[:-1])
    assert decoded.text == whole[:-1] + "\N{REPLACEMENT CHARACTER}"
    assert decoded.broken == 1


@pytest.mark.parametrize("size", [100, 1_000, 50_000])
def test_random_bytes_are_no_text(size: int) -> None:
    """Junk is refused, not read as rare ideographs."""
    chance = random.Random(size)
    for _ in range(5):
        with pytest.raises(Unreadable):
            decode(chance.randbytes(size))

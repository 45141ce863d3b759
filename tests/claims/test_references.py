"""Notes, their marks and their addresses, in forms that reports use. Pages are invented."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sightline.claims import Reference, read_references
from sightline.text import Text

READINGS = Path(__file__).parents[1] / "readings" / "testimony"
RULE = "_" * 30


def references(body: str, *notes: str) -> list[Reference]:
    """The notes below a rule, under a body."""
    return read_references(Text("0" * 64, "\n".join([body, "", RULE, *notes]) + "\n"))


def test_an_address_is_joined_over_line_ends() -> None:
    """Breaks after a hyphen, a slash, inside a name and inside a percent escape are taken out."""
    (first, second) = references(
        "Two halls were built.1 A third is planned.2",
        "1 http://www.example.gov.cn/xxgk/2019-",
        "03/01/notice.html or https://web.archive.org/web/20190401000000/http://www.example.",
        "gov.cn/xxgk/2019-03/01/notice.html.",
        "2 http://www.example.gov.cn/files/%E5%96%80%E4%BB%80%E5%9C%B0%E5%8C%BA%E6",
        "%B3%BD%E6%99%AE.xls",
    )
    page = "http://www.example.gov.cn/xxgk/2019-03/01/notice.html"
    assert [a.url for a in first.addresses] == [
        page,
        f"https://web.archive.org/web/20190401000000/{page}",
    ]
    assert [a.group for a in first.addresses] == [1, 1]
    assert second.addresses[0].url.endswith("%E5%8C%BA%E6%B3%BD%E6%99%AE.xls")


GROUP_CASES = [
    ("http://a.example.cn/1 or http://archive.is/AAAAA", [1, 1]),
    ("http://a.example.cn/1 and http://archive.ph/AAAAA", [1, 1]),
    ("http://a.example.cn/1. See also http://b.example.cn/2 or http://archive.is/BBBBB", [1, 2, 2]),
    ("http://a.example.cn/1; http://archive.is/CCCCC", [1, 2]),
    ("http://archive.is/AAAAA and http://archive.is/BBBBB", [1, 2]),
    (
        (
            "http://a.example.cn/1 or http://archive.is/A1A1A or "
            "https://web.archive.org/web/2018*/http://a.example.cn/1"
        ),
        [1, 1, 1],
    ),
    ("http://a.example.cn/1 or https://web.archive.org/web/20190101/http://b.example.cn/2", [1, 2]),
    ("https://web.archive.org/web/20190101/http://a.example.cn/1 or http://a.example.cn/1", [1, 1]),
    (
        "http://a.example.cn/1 or https://web.archive.org/web/2019id_/http://a.example.cn:80/1",
        [1, 1],
    ),
    (
        (
            "http://a.example.cn/1 or "
            "https://web.archive.org/web/2019/https://web.archive.org/web/2018/http://a.example.cn/1"
        ),
        [1, 1],
    ),
    ("http://a.example.cn/1 or https://archive.ph/2019.05.01-101500/http://a.example.cn/1", [1, 1]),
    ("http://a.example.cn/1 [https://perma.cc/AB12-CD34]", [1, 1]),
    ("http://a.example.cn/1 (archive: http://archive.is/A), http://b.example.cn/2", [1, 1, 2]),
    ("http://a.example.cn/1. Archived version: archive.md/AAAAA", [1, 1]),
    ("http://a.example.cn/1，存档于http://www.archive.is/AAAAA。", [1, 1]),
    ("http://a.example.cn/1; see the archived report http://archive.is/AAAAA", [1, 2]),
]


@pytest.mark.parametrize(("note", "groups"), GROUP_CASES)
def test_copies_are_grouped_with_their_page(note: str, groups: list[int]) -> None:
    """A copy has the number of the page that it copies; another page has its own."""
    (reference,) = references("A hall was built.1", f"1 {note}")
    assert [address.group for address in reference.addresses] == groups


KIND_CASES = [
    ("archive.is/AbC12", "archive"),
    ("https://web.archive.org/web/2018*/http://a.example.cn/1", "archive"),
    ("https://web.archive.org/save/http://a.example.cn/1", "archive"),
    ("http://archive.org/web/2018/http://a.example.cn/1", "archive"),
    ("https://archive.org/details/book123", "live"),  # a book, no copy of a page
]


@pytest.mark.parametrize(("url", "kind"), KIND_CASES)
def test_archives_are_told_from_pages(url: str, kind: str) -> None:
    """An archive is known by its host, with www or without a scheme, and by what the path says."""
    (reference,) = references("A hall was built.1", f"1 See {url}.")
    assert [(one.url, one.kind) for one in reference.addresses] == [(url, kind)]


_LONG = "http://www.example.gov.cn/xxgk/2019/notice-of-the-county"
END_CASES = [
    (f"{_LONG}.html", "2018 yearbook of the county, and others that say the same.", f"{_LONG}.html"),
    (f"{_LONG}/", "which is the page of the county, and others say the same.", f"{_LONG}/"),
    (f"{_LONG}/", "Yearbook of the county, 2018, and others that say the same.", f"{_LONG}/"),
    (f"{_LONG}/", "page or the yearbook of 2018, and others that say the same.", f"{_LONG}/page"),
    (f"{_LONG}.htm", "l and others that say the same as it does in its first part", f"{_LONG}.html"),
    (f"{_LONG}-of-", "lop.html, accessed in May, and others that say the same.", f"{_LONG}-of-lop.html"),
    (f"{_LONG}.htmlhttp://b.example.cn/2", "and others that say the same.", f"{_LONG}.html"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "following", "url"), END_CASES)
def test_no_word_of_the_next_line_is_glued_to_an_address(
    line: str, following: str, url: str
) -> None:
    """An address that is whole at the line's end stays as it is; a broken one goes on."""
    reference = references("A hall was built.1", f"1 See {line}", following)[0]
    assert reference.addresses[0].url == url


def test_the_rest_of_a_note_is_its_words() -> None:
    """What a note says beside its addresses is kept, the mere connectors are not."""
    (reference,) = references(
        "A hall was built.1", "1 www.example.gov.cn/22388.htm (page already removed)"
    )
    assert reference.note == "(page already removed)"
    assert reference.addresses[0].url == "www.example.gov.cn/22388.htm"


def test_marks_are_told_from_numbers() -> None:
    """A mark stands behind a word or a stop; a figure of the same digits is no mark."""
    body = "In all 2 halls with 1 line were built.1 By May, 300 people had work (see above). 2 More came."
    text = Text(
        "0" * 64, "\n".join([body, "", RULE, "1 http://a.example.cn/1", "2 http://a.example.cn/2"])
    )
    anchors = [reference.anchors[0] for reference in read_references(text)]
    assert [anchor.start for anchor in anchors] == [
        body.index("built.1") + 6,
        body.index(" 2 More") + 1,
    ]


def test_a_mark_without_a_note_gets_no_row() -> None:
    """Only notes are rows."""
    assert [r.marker for r in references("One.1 Two.2 Three.3", "1 http://a.example.cn/1")] == ["1"]


def spaced(raw: str) -> str:
    """The study with ordinary blanks in place of tabs, and none at line ends."""
    return re.sub(r"[\t ]+\n", "\n", raw).replace("\t", " ")


@pytest.mark.parametrize("dirt", [str, spaced])
def test_the_studys_notes_agree_with_the_reading(testimony: Path, dirt: type[str]) -> None:
    """84 of 84 notes; addresses exact, kinds and groups as read by hand, in both kinds of dirt."""
    with testimony.open(encoding="utf-8", newline="") as lines:
        raw = dirt(lines.read())
    with (READINGS / "references.jsonl").open(encoding="utf-8") as lines:
        reading = {row["marker"]: row for row in map(json.loads, lines)}
    found = read_references(Text("0" * 64, raw))
    assert [reference.marker for reference in found] == list(reading)
    printed = same_url = same_group = 0
    for reference in found:
        for address in reading[reference.marker]["urls"]:
            printed += 1
            mine = [one for one in reference.addresses if one.url == address["url"]]
            same_url += bool(mine)
            same_group += any(
                (one.kind, one.group) == (address["kind"], address["group"]) for one in mine
            )
    assert printed == 193
    assert same_url / printed >= 0.98
    assert same_group / printed >= 0.97


def test_the_studys_anchors_and_spans_agree_with_the_reading(testimony: Path) -> None:
    """Every mark in the body and every note's span is where the reader saw it."""
    with testimony.open(encoding="utf-8", newline="") as lines:
        text = Text("0" * 64, lines.read())
    with (READINGS / "references.jsonl").open(encoding="utf-8") as lines:
        reading = [json.loads(line) for line in lines]
    found = [reference.as_dict() for reference in read_references(text)]
    right = sum(mine["anchors"] == row["anchors"] for mine, row in zip(found, reading, strict=True))
    assert right / len(reading) >= 0.98
    assert [[r["citation"]["start"], r["citation"]["end"]] for r in found] == [
        row["span"] for row in reading
    ]

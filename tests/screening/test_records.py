"""Records come out of delimited text as its quotes say, whatever is in them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.screening import delimited

CELLS = st.text(alphabet='ab云,;\t|"\n\r \u2028', max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6)


def parse(text: str, delimiter: str = ",") -> list[list[str]]:
    """Give the cells of all records."""
    return [list(r.cells) for r in delimited.records(io.StringIO(text, newline=""), delimiter)]


@given(TABLES, st.sampled_from(delimited.DELIMITERS), st.sampled_from(["\n", "\r\n"]))
def test_what_a_writer_quotes_comes_back(
    table: list[list[str]], delimiter: str, line_end: str
) -> None:
    """Every table that the csv module writes is read back, cell by cell."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(
        table
    )
    assert parse(out.getvalue(), delimiter) == table


@given(st.text(alphabet='ab,"\n ', max_size=40))
def test_no_text_stops_the_reading(text: str) -> None:
    """Whatever stands there, each line ends up in some record, and none twice."""
    records = list(delimited.records(io.StringIO(text, newline=""), ","))
    letters = sum(cell.count("a") for record in records for cell in record.cells)
    assert letters == text.count("a")


DELIMITERS = [
    ("Name,Country\nLark,UK\n", ","),
    ("Name;Country\nLark, Yarns;UK\n", ";"),
    ("Name\tCountry\nLark, Yarns\tUK\n", "\t"),
    ("Name|Country\nLark; Yarns|UK\n", "|"),
    ("公司名称;国家\n云雀,纺纱;中国\n", ";"),
    ("Name\nLark, Yarns; Ltd\n", ""),
    ('"Name, legal",Country\n"a,b",UK\n', ","),
]


@pytest.mark.parametrize(("text", "delimiter"), DELIMITERS, ids=[text for text, _ in DELIMITERS])
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    """By the header that we know best and rows that are alike."""
    assert delimited.sniff(io.StringIO(text, newline="")) == delimiter


def test_an_endless_line_is_one_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line without end does not fill the memory; the next one is read."""
    monkeypatch.setattr(delimited, "RECORD_LIMIT", 1000)
    records = list(delimited.records(io.StringIO("x" * 5500 + "\nLark,UK\n", newline=""), ","))
    assert [record.slip is None for record in records] == [False, True]
    assert records[1].cells == ["Lark", "UK"]


def test_an_open_quotation_mark_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes its own line with it, not the file."""
    monkeypatch.setattr(delimited, "RECORD_LIMIT", 1000)
    text = 'a,"b\n' + "Lark,UK\n" * 500
    records = list(delimited.records(io.StringIO(text, newline=""), ","))
    assert len(records) == 501
    assert [record.slip for record in records if record.slip] == [delimited.UNCLOSED]

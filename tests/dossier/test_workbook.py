"""The workbook keeps the user's cells as they are and can do nothing on its own."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from sightline.dossier import sheets, write_workbook
from sightline.errors import InputError
from tests.dossier.conftest import CITED, HEADERS, LINES, Make, hit, line, subject


def opened(make: Make, tmp_path: Path, *given: Any, language: str = "en") -> Any:
    """Write a workbook and open it as another program would."""
    results, run = make(*given)
    write_workbook(results, run, tmp_path / "screening.xlsx", language)
    return openpyxl.load_workbook(tmp_path / "screening.xlsx")


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    """Give a sheet's rows by their headings."""
    heads, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, cells, strict=True)) for cells in body]


def test_own_columns_come_first_and_untouched(make: Make, tmp_path: Path) -> None:
    """The user's columns keep their order and cells; codes keep leading zeros as text."""
    book = opened(make, tmp_path)
    found = rows(book, "Screening")
    assert tuple(found[0])[:4] == HEADERS
    expected = [{key: value or None for key, value in each["subject"].items()} for each in LINES]
    assert [{key: each[key] for key in HEADERS} for each in found] == expected
    cell = book["Screening"]["D2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("007", "s", "@")


def test_the_answer_stands_beside(make: Make, tmp_path: Path) -> None:
    """Outcome, hit, score, reasons and citation can be read without another file."""
    first = rows(opened(make, tmp_path), "Screening")[0]
    assert first["Sightline outcome"] == "■ Listed"
    assert first["Strongest hit"] == first["Listed"] == "Silberfluh Weaving"
    assert first["Score"] == 0.93
    assert "Brand: Silberfluh / Silberfluh (same, +4.5)" in first["Reasons"]
    assert first["Citation"].startswith("List of the Quays (part), record q-7, section 2, note 12")


def test_an_unreadable_row_says_where_and_why(make: Make, tmp_path: Path) -> None:
    """A row that was set aside stands in its place with column and reason."""
    last = rows(opened(make, tmp_path), "Screening")[-1]
    assert last["Why it could not be read"] == "Address: 6 cells where the header has 4"


def test_evidence_has_a_row_a_citation(make: Make, tmp_path: Path) -> None:
    """Citations of the hit and of each step of its path stand apart, with links and stance."""
    book = opened(make, tmp_path)
    found = rows(book, "Evidence")
    assert [each["What it carries"] for each in found] == [
        "the hit",
        "the hit",
        "step 1 of the path",
    ]
    assert found[2]["Path"] == "Silberfluh Weaving → is a partner of (planned) → Moorgate Park"
    links = [cell.hyperlink.target for cell in book["Evidence"][2] if cell.hyperlink]
    assert links == [CITED["url"], CITED["archive_url"]]


def test_near_misses_keep_to_their_sheet(make: Make, tmp_path: Path) -> None:
    """What came near is shown, and nowhere as a finding."""
    book = opened(make, tmp_path)
    assert [each["Hit"] for each in rows(book, "Near")] == ["Lantern Sun"]
    assert rows(book, "Screening")[2]["Sightline outcome"] == "– No finding"


def test_sources_say_what_is_incomplete(make: Make, tmp_path: Path) -> None:
    """Each dataset has its date and completeness, and the limits name the incomplete ones."""
    book = opened(make, tmp_path)
    (source,) = rows(book, "Sources searched")
    assert (source["As of"], source["Complete"], source["Known total"]) == (
        "2025-01-15",
        "Incomplete",
        90,
    )
    limits = " ".join(str(cells[0]) for cells in book["Limits"].iter_rows(values_only=True))
    assert "List of the Quays (part)" in limits


HOSTILE = [
    '=HYPERLINK("http://example.invalid","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "=1+1|'cmd'!A0",
    "{=1}",
    "http://example.invalid/not-a-link",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_cell_is_a_formula_or_an_unasked_link(make: Make, tmp_path: Path, value: str) -> None:
    """Text that begins like a formula or an address stays text, in headers too."""
    record = {value: value, **subject("1", value)}
    book = opened(make, tmp_path, [line(1, "listed", record, hit("listed", value, citations=[]))])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in book["Screening"][2] if cell.hyperlink]
    assert book["Screening"]["A2"].value == value


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/hosts", "internal:Limits!A1", "http://a b"]
)
def test_only_web_addresses_become_links(make: Make, tmp_path: Path, address: str) -> None:
    """An address of another kind is shown as the text that it is."""
    cited = hit("listed", "Silberfluh", citations=[{**CITED, "url": address}])
    book = opened(make, tmp_path, [line(1, "listed", subject("1", "Silberfluh"), cited)])
    targets = [cell.hyperlink.target for cell in book["Evidence"][2] if cell.hyperlink]
    assert targets == [CITED["archive_url"]]
    assert address in [cell.value for cell in book["Evidence"][2]]


def test_what_a_cell_cannot_hold_is_marked(make: Make, tmp_path: Path) -> None:
    """A control character or half a surrogate becomes U+FFFD; too long a text says that it is cut."""
    record = subject("1", "Lan\x00tern\x0b \ud800", address="长" * 40_000, code="_x0041_")
    first = rows(opened(make, tmp_path, [line(1, "none", record)]), "Screening")[0]
    assert first["Supplier"] == "Lan\ufffdtern\ufffd \ufffd"
    assert unescape(first["Code"]) == "_x0041_"
    assert len(first["Address"]) == sheets.CELL_LIMIT
    assert first["Address"].endswith("[cut: 40,000 characters; the whole is in results.jsonl]")


def test_values_of_a_jsonl_file_keep_their_kind(make: Make, tmp_path: Path) -> None:
    """A number stays a number unless a spreadsheet would change its digits."""
    record = {"Supplier": "Lantern", "n": 4.5, "id": 12345678901234567890, "list": ["a", 1]}
    first = rows(opened(make, tmp_path, [line(1, "none", record)]), "Screening")[0]
    assert first["n"] == 4.5
    assert first["id"] == "12345678901234567890"
    assert first["list"] == '["a", 1]'


def test_a_full_sheet_goes_on_in_another(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No row is lost when a sheet has no room left."""
    monkeypatch.setattr(sheets, "ROW_LIMIT", 3)
    monkeypatch.setattr(sheets, "LINK_LIMIT", 1)
    book = opened(make, tmp_path)
    assert [each["Supplier"] for each in rows(book, "Screening")] == [
        "Silberfluh Weberei AG",
        "绿湾纺织厂",
    ]
    assert [each["Supplier"] for each in rows(book, "Screening 2")] == ["Lantern & Sons", "Torn"]


def test_the_same_results_give_the_same_bytes(make: Make, tmp_path: Path) -> None:
    """The workbook depends on results and run alone, and bears the run's time."""
    results, run = make()
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(results, run, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert {each.date_time for each in parts.infolist()} == {(2024, 5, 6, 7, 8, 10)}
    created: Any = openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created
    assert created.isoformat() == "2024-05-06T07:08:10"


def test_a_failed_writer_leaves_what_was_there(make: Make, tmp_path: Path) -> None:
    """A torn results file is named with its line, and the old workbook stays."""
    results, run = make()
    target = tmp_path / "screening.xlsx"
    target.write_bytes(b"before")
    results.write_text(results.read_text("utf-8") + '{"row": 5', "utf-8")
    before = set(tmp_path.iterdir())
    with pytest.raises(InputError, match=r"line 5"):
        write_workbook(results, run, target)
    assert target.read_bytes() == b"before"
    assert set(tmp_path.iterdir()) == before


def test_labels_come_in_chinese(make: Make, tmp_path: Path) -> None:
    """The workbook speaks the language that it is asked for."""
    assert opened(make, tmp_path, language="zh").sheetnames[:2] == ["概要", "筛查"]

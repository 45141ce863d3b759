"""An export is the contract: its files, its fields, the same bytes each time."""

from __future__ import annotations

import json
import os
import random
from datetime import timedelta
from pathlib import Path

import pytest

from sightline.case import Case, add, export, find, new_case, open_case
from sightline.errors import InputError

from .conftest import FILES, NOW, put_all, run

NAMES = (
    *("captures", "texts", "references", "annotations", "figures", "entities"),
    *("relations", "indicators", "checks"),
)


def rows(folder: Path, name: str) -> list[dict[str, object]]:
    """The objects of one file."""
    lines = (folder / f"{name}.jsonl").read_text("utf-8").split("\n")
    assert lines.pop() == ""
    return [json.loads(line) for line in lines]


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_export_has_the_files_of_the_contract(read: Case, tmp_path: Path) -> None:
    """All nine, also those that nothing fills, and nothing else."""
    counts = export(read, tmp_path / "out")
    assert set(contents(tmp_path / "out")) == {f"{name}.jsonl" for name in NAMES}
    assert {name: len(rows(tmp_path / "out", name)) for name in NAMES} == counts


def test_captures_and_texts_have_the_fields_of_the_contract(read: Case, tmp_path: Path) -> None:
    """In the order in which FORMATS names them."""
    export(read, tmp_path / "out")
    by_name = {row["filename"]: row for row in rows(tmp_path / "out", "captures")}
    assert set(by_name) == set(FILES)
    assert list(by_name["sub/scan.pdf"]) == [
        *("id", "url", "filename", "media_type", "size", "captured_at", "previous"),
        *("status", "why", "flows", "flows_by_codebook"),
    ]
    notice = by_name["notice.txt"]
    assert notice["captured_at"] == "2024-05-01T12:00:00Z"
    assert (notice["media_type"], notice["size"]) == ("text/plain", len(FILES["notice.txt"]))
    assert (notice["status"], notice["why"]) == ("read", None)
    assert by_name["sub/scan.pdf"]["status"] == "unread"
    assert "PDF" in str(by_name["sub/scan.pdf"]["why"])
    assert by_name["sub/report.md"]["flows"]
    assert by_name["sub/scan.pdf"]["flows"] == []
    texts = {row["capture"]: row["text"] for row in rows(tmp_path / "out", "texts")}
    assert set(texts) == {by_name["notice.txt"]["id"], by_name["sub/report.md"]["id"]}


def test_every_citation_is_what_the_text_has_there(read: Case, tmp_path: Path) -> None:
    """In every file, `citation` is the first of `citations`, and quotes are exact."""
    export(read, tmp_path / "out")
    texts = {row["capture"]: str(row["text"]) for row in rows(tmp_path / "out", "texts")}
    checked = 0
    for name in ("references", "annotations", "figures", "entities"):
        for row in rows(tmp_path / "out", name):
            citations = row.get("citations", [row["citation"]])
            assert isinstance(citations, list)
            assert citations[0] == row["citation"]
            for cited in citations:
                quoted = texts[cited["capture"]][cited["start"] : cited["end"]]
                assert quoted == cited["quote"]
                checked += 1
    assert checked


def test_two_exports_are_the_same_bytes(read: Case, tmp_path: Path) -> None:
    """Also over an earlier one."""
    export(read, tmp_path / "one")
    export(read, tmp_path / "two")
    export(read, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_order_of_adding_does_not_show(files: Path, tmp_path: Path) -> None:
    """Two cases of the same files at the same time are the same; only the time differs else."""
    exports = []
    for number, later in enumerate((0, 0, 1)):
        new_case(tmp_path / f"case-{number}")
        with open_case(tmp_path / f"case-{number}", write=True) as case:
            found = list(find(files, case.folder))
            random.Random(number).shuffle(found)
            for each in found:
                add(case, each, NOW + timedelta(days=later))
                run(case)
            export(case, tmp_path / f"out-{number}")
        exports.append(contents(tmp_path / f"out-{number}"))
    assert exports[0] == exports[1]
    assert {name for name in exports[0] if exports[0][name] != exports[2][name]} == {
        "captures.jsonl"
    }


def test_an_export_before_reading_says_so(case: Case, files: Path, tmp_path: Path) -> None:
    """Captures are listed as unread, with the reason."""
    put_all(case, files)
    export(case, tmp_path / "out")
    assert {(row["status"], row["why"]) for row in rows(tmp_path / "out", "captures")} == {
        ("unread", "not read yet")
    }


def test_a_failed_export_leaves_the_earlier_one(
    read: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up halfway takes nothing away."""
    export(read, tmp_path / "out")
    before = contents(tmp_path / "out")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        export(read, tmp_path / "out")
    assert contents(tmp_path / "out") == before


def test_the_case_itself_is_no_place_for_an_export(read: Case) -> None:
    """Derived files don't mix with precious ones."""
    with pytest.raises(InputError, match="case itself"):
        export(read, read.folder)


def test_checks_rest_on_figures_of_the_export(case: Case, tmp_path: Path) -> None:
    """A document's own sum is worked out again, and each input is a row of the figures."""
    (tmp_path / "sum.txt").write_text(
        "2018年墨玉县培训劳动力1,500人，其中男性900人，女性600人。\n", "utf-8"
    )
    (found,) = find(tmp_path / "sum.txt", case.folder)
    add(case, found, NOW)
    run(case)
    export(case, tmp_path / "out")
    figures = {row["id"] for row in rows(tmp_path / "out", "figures")}
    (check,) = rows(tmp_path / "out", "checks")
    inputs, cited = check["inputs"], check["citations"]
    assert isinstance(inputs, list)
    assert isinstance(cited, list)
    assert len(inputs) == 3
    assert set(inputs) <= figures
    assert check["agrees"] is True
    assert [each["quote"] for each in cited] == ["1,500人", "900人", "600人"]

"""`sightline dataset` shows what there is, how whole it is, and where each row comes from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.entities import BUNDLED
from tests.conftest import Outcome

Call = Callable[..., Outcome]


def test_list_tells_counts_dates_and_gaps(sightline: Call) -> None:
    """A table for people on stdout."""
    told = sightline("dataset", "list")
    assert told.code == 0
    for name in BUNDLED:
        assert name in told.out
    assert "no: 78 of at least 144" in told.out
    assert "2025-01-15" in told.out


def test_list_for_programs(sightline: Call) -> None:
    """One object a dataset."""
    lines = [json.loads(line) for line in sightline("dataset", "list", "--json").out.splitlines()]
    assert [line["name"] for line in lines] == list(BUNDLED)
    assert all(
        line["doubts"] <= line["statements"] + line["links"] + line["codes"] for line in lines
    )


def test_show_prints_section_note_source_and_doubt(sightline: Call) -> None:
    """What a reader needs to check a row, on the row."""
    told = sightline("dataset", "show", "beyond-the-camps", "--entity", "btc-eagle-textile")
    assert told.code == 0
    for words in ("section 6.3", "note 58", "http://archive.is/QyoxD", "uses_flow [flow 2]"):
        assert words in told.out
    assert "btc-meili " not in told.out


def test_show_a_list_a_chain_and_pairs(sightline: Call) -> None:
    """Each kind of table has its columns."""
    assert "since 2023-08-02" in sightline("dataset", "show", "uflpa").out
    assert "280461" in sightline("dataset", "show", "product-chains").out
    assert "paired_with" in sightline("dataset", "show", "pairing-assistance").out


def test_show_for_programs_is_followthemoney_with_its_rows(sightline: Call) -> None:
    """One entity a line, each value with its citation; a listing is a Sanction of it."""
    told = sightline("dataset", "show", "uflpa", "--entity", "uflpa-esquel-group", "--json")
    company, listing = map(json.loads, told.out.splitlines())
    assert company["schema"] == "Company"
    assert company["properties"]["alias"] == ["Esquel China Holdings Limited"]
    assert {row["citation"]["record"] for row in company["statements"]} == {"uflpa-044"}
    assert listing["schema"] == "Sanction"
    assert listing["properties"]["provisions"] == ["2(d)(2)(B)(v)"]


WRONG = [
    (("show", "uflpaa"), "no dataset 'uflpaa'"),
    (("show", "uflpa", "--entity", "uflpa-nobody"), "no entity 'uflpa-nobody'"),
]


@pytest.mark.parametrize(("call", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_is_not_there(sightline: Call, call: tuple[str, ...], said: str) -> None:
    """One line on stderr with the way out, exit code 2."""
    told = sightline("dataset", *call)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert "hint:" in told.err


def test_a_users_own_dataset(
    sightline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder under the user's home is listed after the bundled ones; markup in it is text."""
    folder = tmp_path / "datasets" / "watch"
    folder.mkdir(parents=True)
    (folder / "dataset.toml").write_text(
        'name = "watch"\ntitle = "Ours [red]x[/red]"\npublisher = "P"\nas_of = "2024"\n'
        'licence = "own"\ncomplete = true\n',
        "utf-8",
    )
    table = "record,id,schema,kind,name\n1,w-1,Company,company,Lark [bold] Yarns\x1b[2J\n"
    (folder / "entities.csv").write_text(table, "utf-8")
    monkeypatch.setenv("SIGHTLINE_HOME", str(tmp_path))
    assert "watch" in sightline("dataset", "list").out
    shown = sightline("dataset", "show", "watch").out
    assert "Lark [bold] Yarns" in shown
    assert "\x1b[2J" not in shown

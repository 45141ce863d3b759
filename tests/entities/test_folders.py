"""A user's own dataset folder is read like a bundled one, or refused with the place of the fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.entities import load_dataset, names, read_folder
from sightline.errors import InputError

ABOUT = """\
name = "watch"
title = "Our watch list"
publisher = "A fictional desk"
as_of = "2024-05-01"
licence = "our own"
complete = true
"""
ENTITIES = "record,id,schema,kind,name,alias,alias:zho,alias:zho:doubt,source,doubt\n"
ROW = "w-1,w-lark,Company,company,Larkfield Spinning Ltd,Lark Yarns;LFS,云雀纺纱有限公司,unsure,a visit,\n"


def make(folder: Path, about: str = ABOUT, **tables: str) -> Path:
    """Write a dataset's folder."""
    folder.mkdir(parents=True)
    (folder / "dataset.toml").write_text(about, "utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def test_a_folder_beside_the_bundled_ones(tmp_path: Path) -> None:
    """Put a folder where the settings say, and its name is known."""
    make(tmp_path / "watch", entities=ENTITIES + ROW)
    assert names([tmp_path])[-1] == "watch"
    lark = load_dataset("watch", [tmp_path]).get("w-lark")
    assert lark is not None
    assert lark.names == ("Larkfield Spinning Ltd", "Lark Yarns", "LFS", "云雀纺纱有限公司")


def test_a_doubt_stays_with_its_value(tmp_path: Path) -> None:
    """Only the Chinese name is doubtful, so only its citation says so."""
    found = read_folder(make(tmp_path / "watch", entities=ENTITIES + ROW))
    doubts = {each.value: each.record.doubt for each in found.statements}
    assert doubts == {
        "Larkfield Spinning Ltd": None,
        "Lark Yarns": None,
        "LFS": None,
        "云雀纺纱有限公司": "unsure",
    }


def test_a_changed_folder_is_another_version(tmp_path: Path) -> None:
    """The fingerprint follows the bytes, so that no old results are taken up."""
    one = read_folder(make(tmp_path / "a", entities=ENTITIES + ROW))
    other = read_folder(make(tmp_path / "b", entities=ENTITIES + ROW.replace("LFS", "LFY")))
    again = read_folder(make(tmp_path / "c", entities=ENTITIES + ROW))
    assert one.fingerprint == again.fingerprint != other.fingerprint


def test_a_denied_statement_gives_no_value(tmp_path: Path) -> None:
    """What a source denies is kept as a statement and is no property."""
    table = (
        "record,entity,schema,kind,property,value,nature\n"
        "s-1,w-elm,Company,company,name,Elmgate Mills,fact\n"
        "s-2,w-elm,Company,company,alias,Elmgate Holdings,denial\n"
    )
    found = read_folder(make(tmp_path / "watch", statements=table))
    assert found.entities[0].names == ("Elmgate Mills",)
    assert len(found.statements) == 2


LINKS = "record,subject,predicate,object,literal,stance,statement\n"
FAULTS = [
    ({"entities": "record,id,schema,kind\n"}, "no column 'name'"),
    ({"entities": ENTITIES + ROW + ROW}, "stands twice"),
    ({"entities": ENTITIES + "w-1,w-lark,Company\n"}, "row 1: has more or fewer cells"),
    ({"entities": ENTITIES + ROW.replace("Larkfield Spinning Ltd", "")}, "row 1: has no name"),
    ({"links": LINKS + "l-1,w-a,owns,w-b,,maybe,A owns B.\n"}, "stance is 'maybe'"),
    ({"links": LINKS + "l-1,w-a,owns,w-b,a mill,stated,A owns B.\n"}, "object or a literal"),
]


@pytest.mark.parametrize(("tables", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_faulty_table_is_refused_with_its_place(
    tmp_path: Path, tables: dict[str, str], said: str
) -> None:
    """File, row and fault in one line; nothing half-read is searched."""
    with pytest.raises(InputError, match="csv") as refused:
        read_folder(make(tmp_path / "watch", **tables))
    assert said in str(refused.value)


ABOUT_FAULTS = [
    ("name = 'x'", "says no title"),
    (ABOUT.replace("true", '"yes"'), "complete is 'yes'"),
    ("name = ", "dataset.toml"),
]


@pytest.mark.parametrize(("about", "said"), ABOUT_FAULTS, ids=[said for _, said in ABOUT_FAULTS])
def test_a_dataset_that_does_not_say_what_it_is(tmp_path: Path, about: str, said: str) -> None:
    """A dataset without date, publisher or completeness is not searched."""
    with pytest.raises(InputError) as refused:
        read_folder(make(tmp_path / "watch", about))
    assert said in str(refused.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    """The way out of a misspelt name."""
    with pytest.raises(InputError, match="no dataset 'uflpaa'") as refused:
        load_dataset("uflpaa")
    assert "uflpa," in str(refused.value.hint)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A table in another encoding is refused, not guessed at."""
    folder = make(tmp_path / "watch")
    (folder / "entities.csv").write_bytes((ENTITIES + ROW).encode("gb18030"))
    with pytest.raises(InputError, match="no UTF-8 at byte"):
        read_folder(folder)

"""A case of any version is opened whole, upgraded with a backup, or refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sightline.case import Case, export, new_case, open_case, schema, search
from sightline.case.case import DATABASE
from sightline.case.database import NotACase, TooNew
from sightline.errors import InputError

from .conftest import put_all, run


def tables(path: Path) -> set[tuple[str, str]]:
    """The schema of a database, as SQLite keeps it."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(name, sql) for name, sql in rows}


def take_back(folder: Path, version: int) -> None:
    """Make a case one of an older version, as the program of then would have left it."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as database:
        if version < 2:
            database.execute("DROP TABLE grams")
            database.execute("DROP TABLE blocks")
            database.execute("DELETE FROM done WHERE step = 'index'")
        database.execute(f"PRAGMA user_version = {version}")


def test_an_older_case_is_upgraded_with_a_backup(case: Case, files: Path, tmp_path: Path) -> None:
    """Afterwards it is in every way like one made today, and the old file lies beside it."""
    put_all(case, files)
    run(case)
    export(case, tmp_path / "before")
    case.database.close()
    take_back(case.folder, 1)
    old = tables(case.folder / DATABASE)
    with open_case(case.folder, write=True) as upgraded:
        run(upgraded)
        export(upgraded, tmp_path / "after")
        assert len(list(search(upgraded, "明珠棉纺"))) == 1
    assert tables(case.folder / "case.version-1.sqlite") == old
    new_case(tmp_path / "fresh")
    assert tables(case.folder / DATABASE) == tables(tmp_path / "fresh" / DATABASE)
    for path in (tmp_path / "before").iterdir():
        assert path.read_bytes() == (tmp_path / "after" / path.name).read_bytes()


def test_looking_at_an_older_case_upgrades_it_too(case: Case, files: Path) -> None:
    """Nobody needs a special command."""
    put_all(case, files)
    case.database.close()
    take_back(case.folder, 1)
    with open_case(case.folder) as upgraded:
        assert list(search(upgraded, "棉")) == []
    assert (case.folder / "case.version-1.sqlite").is_file()


def test_a_newer_case_is_refused_and_untouched(case: Case) -> None:
    """The message names both versions."""
    case.database.close()
    take_back(case.folder, schema.VERSION + 7)
    before = (case.folder / DATABASE).read_bytes()
    for write in (True, False):
        with (
            pytest.raises(TooNew, match=str(schema.VERSION + 7)),
            open_case(case.folder, write=write),
        ):
            pass
    assert (case.folder / DATABASE).read_bytes() == before


def test_what_is_no_case_is_refused(tmp_path: Path) -> None:
    """A folder without a database, a text under its name, a database of something else."""
    with pytest.raises(NotACase, match="no case"), open_case(tmp_path):
        pass
    (tmp_path / DATABASE).write_text("this is no database, whatever it is called" * 30)
    with pytest.raises(NotACase, match="no database"), open_case(tmp_path):
        pass
    (tmp_path / DATABASE).unlink()
    with closing(sqlite3.connect(tmp_path / DATABASE)) as other:
        other.execute("CREATE TABLE recipes (name)")
    with pytest.raises(NotACase, match="no database of a case"), open_case(tmp_path, write=True):
        pass


def test_a_folder_with_something_in_it_gets_no_case(tmp_path: Path) -> None:
    """Neither a case that is there already nor other files are touched."""
    new_case(tmp_path / "case")
    with pytest.raises(InputError, match="not empty"):
        new_case(tmp_path / "case")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="not empty"):
        new_case(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    new_case(tmp_path / "empty")

"""Private names and numbers are in the archive and nowhere else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sightline.case import Case, export
from sightline.case.case import DATABASE

from .conftest import NOTICE

PRIVATE = ("古丽巴哈尔", "买买提", "13899991234")


def forms(text: str) -> list[bytes]:
    """The bytes in which a text may lie in a file."""
    return [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]


def test_no_file_of_a_case_but_the_archive_has_a_private_name(read: Case, tmp_path: Path) -> None:
    """Not the database, its log or its index, not the export."""
    export(read, tmp_path / "out")
    assert all(word in NOTICE for word in PRIVATE)
    searched = 0
    for path in (*read.folder.rglob("*"), *(tmp_path / "out").rglob("*")):
        if path.is_file() and "archive" not in path.parts:
            data = path.read_bytes()
            searched += len(data)
            assert not any(form in data for word in PRIVATE for form in forms(word)), path
    assert searched > 10_000


def test_no_value_of_the_database_has_a_private_name(read: Case) -> None:
    """Also inside values that SQLite keeps in pieces."""
    with closing(sqlite3.connect(read.folder / DATABASE)) as database:
        tables = {name for (name,) in database.execute("SELECT tbl_name FROM sqlite_master")}
        assert {"captures", "texts", "blocks", "rows", "grams_data"} <= tables
        for table in tables - {"grams"}:  # its content is in grams_data
            for row in database.execute(f"SELECT * FROM {table}"):
                for value in row:
                    data = value if isinstance(value, bytes) else str(value).encode()
                    assert not any(form in data for word in PRIVATE for form in forms(word))

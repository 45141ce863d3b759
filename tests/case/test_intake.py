"""Files come into a case once, under a name that tells nothing of this machine."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from sightline.case import Case, add, find, open_case
from sightline.errors import InputError

from .conftest import FILES, NOTICE, NOW, put_all


def names(case: Case) -> list[str]:
    """The names of all captures, in the order of their adding."""
    return [name for (name,) in case.database.execute("SELECT filename FROM captures")]


def test_names_are_relative_to_the_folder_that_was_named(case: Case, files: Path) -> None:
    """A folder's own name may be a user's name; it stays outside."""
    put_all(case, files)
    assert names(case) == sorted(FILES)


def test_hidden_files_and_the_case_itself_are_left_out(case: Case, files: Path) -> None:
    """Adding the folder that the case lies in adds the documents beside it."""
    (files / ".DS_Store").write_bytes(b"x")
    (files / ".git").mkdir()
    (files / ".git" / "HEAD").write_bytes(b"ref: refs/heads/main")
    found = [each.filename for each in find(case.folder.parent, case.folder)]
    assert found == [f"files/{name}" for name in sorted(FILES)]


def test_the_same_bytes_are_held_once(case: Case, files: Path) -> None:
    """Under another name too, and the first name stays."""
    put_all(case, files)
    (files / "copy.txt").write_bytes(FILES["notice.txt"])
    (found,) = find(files / "copy.txt", case.folder)
    added = add(case, found, NOW)
    assert (added.outcome, added.why) == ("held", "notice.txt")
    assert names(case) == sorted(FILES)


def test_bytes_are_archived_as_they_came(case: Case, files: Path) -> None:
    """Line ends and encoding stay."""
    (found,) = find(files / "notice.txt", case.folder)
    capture = add(case, found, NOW).capture
    assert capture is not None
    assert case.archive.get(capture) == NOTICE.encode("gb18030")


@pytest.mark.parametrize("data", [b"", b"\0" * 50, bytes(range(256)) * 9])
def test_what_holds_no_document_is_refused(case: Case, files: Path, data: bytes) -> None:
    """Nothing of it comes into the case."""
    (files / "junk.bin").write_bytes(data)
    (found,) = find(files / "junk.bin", case.folder)
    assert add(case, found, NOW).outcome == "refused"
    assert names(case) == []
    assert list(case.archive) == []


def test_a_missing_path_is_an_error(case: Case, tmp_path: Path) -> None:
    """So is a folder with nothing to add."""
    with pytest.raises(InputError, match="nowhere"):
        list(find(tmp_path / "nowhere", case.folder))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no files"):
        list(find(tmp_path / "empty", case.folder))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on Windows")
def test_a_pipe_is_not_waited_for(case: Case, tmp_path: Path) -> None:
    """Only files are opened."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="neither a file nor a folder"):
        list(find(tmp_path / "pipe", case.folder))


def test_names_are_the_same_on_every_system(case: Case, files: Path) -> None:
    """A file system that takes letters apart gives the same export."""
    apart = unicodedata.normalize("NFD", "Kızılsu-Ürümçi.txt")
    (files / apart).write_bytes(b"Cotton from Hotan.\n")
    put_all(case, files)
    assert unicodedata.normalize("NFC", apart) in names(case)


def test_a_private_name_in_a_file_name_is_masked(case: Case, files: Path) -> None:
    """A name is no less private for standing outside the text."""
    (files / "学员古丽巴哈尔·买买提.txt").write_bytes("证明\n".encode())
    put_all(case, files)
    assert "学员█████████.txt" in names(case)


def test_a_capture_is_there_for_the_next_who_opens_the_case(case: Case, files: Path) -> None:
    """Readers see what a writer has added while both are open."""
    put_all(case, files)
    with open_case(case.folder) as reader:
        assert names(reader) == sorted(FILES)

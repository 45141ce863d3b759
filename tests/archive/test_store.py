"""The archive keeps bytes as they came, and says so when it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sightline.archive import Archive, Damaged, Missing, fingerprint

NOTICE = "关于下达2018年培训补助资金的通知\r\n".encode("gb18030")


def test_bytes_come_back_as_they_went_in(tmp_path: Path) -> None:
    """Line ends and encoding are nobody's business here."""
    archive = Archive(tmp_path / "archive")
    capture = archive.put(NOTICE)
    assert capture == fingerprint(NOTICE)
    assert archive.get(capture) == NOTICE
    assert archive.place(capture) == tmp_path / "archive" / capture[:2] / capture


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    """A second put of the same bytes leaves the file that is there alone."""
    archive = Archive(tmp_path)
    before = archive.place(archive.put(NOTICE)).stat().st_mtime_ns
    assert archive.place(archive.put(NOTICE)).stat().st_mtime_ns == before
    assert list(archive) == [fingerprint(NOTICE)]


def test_an_edited_capture_is_refused_and_can_be_brought_back(tmp_path: Path) -> None:
    """Whoever edits a capture is found out at the next reading; the original mends it."""
    archive = Archive(tmp_path)
    capture = archive.put(NOTICE)
    archive.place(capture).write_bytes(NOTICE + b" ")
    with pytest.raises(Damaged, match=capture[:12]):
        archive.get(capture)
    archive.put(NOTICE)
    assert archive.get(capture) == NOTICE


def test_a_capture_never_put_is_missing(tmp_path: Path) -> None:
    """An unknown hash is an error with a way out, not an empty file."""
    with pytest.raises(Missing) as caught:
        Archive(tmp_path).get("0" * 64)
    assert caught.value.hint


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while a capture is renamed into place leaves no trace of it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    archive = Archive(tmp_path)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        archive.put(NOTICE)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert list(archive) == []


def test_scraps_of_a_killed_writer_are_swept(tmp_path: Path) -> None:
    """What a killed writer left among the arrivals is no capture and can go."""
    archive = Archive(tmp_path)
    capture = archive.put(NOTICE)
    (tmp_path / "arrivals" / "tmp0abc").write_bytes(NOTICE[:7])
    assert list(archive) == [capture]
    archive.sweep()
    assert list((tmp_path / "arrivals").iterdir()) == []
    assert archive.get(capture) == NOTICE

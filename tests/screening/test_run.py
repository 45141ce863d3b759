"""A run writes a folder whole or not at all, and takes up what an earlier one left.

Runs killed inside their writes are tried in benchmarks/screen_kills.py.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sightline.entities import load_dataset
from sightline.errors import InputError
from sightline.screening import Result, folder, look_at
from sightline.screening import run as running
from sightline.screening.run import Job, Watch, Writer, run

Put = Callable[..., Path]
ROWS = "Name,Address\n" + "".join(f"Fictional Firm {n},Mill Lane {n}\n" for n in range(900))


def note(results: Path, about: Path, to: Path) -> None:
    """Derive a small file from both, as page and workbook are."""
    rows = results.read_bytes().count(b"\n")
    to.write_text(f"{json.loads(about.read_bytes())['rows']} of {rows}", "utf-8")


DERIVED: Mapping[str, Writer] = {"screening.xlsx": note, "index.html": note}


def job(path: Path, threshold: float = 0.9) -> Job:
    """Make a job against one small dataset, at a fixed time."""
    fixed = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    return Job(look_at(path), [load_dataset("priority-sectors")], threshold, "sightline 0", fixed)


def silent(stop_after: int | None = None) -> Watch:
    """Watch a run, and break it off after some rows."""
    seen = 0

    def done(_result: Result) -> None:
        nonlocal seen
        seen += 1
        if seen == stop_after:
            raise KeyboardInterrupt

    return Watch(lambda _rows: None, done)


def contents(to: Path) -> dict[str, bytes]:
    """Read all that a folder holds."""
    return {path.name: path.read_bytes() for path in to.iterdir() if path.is_file()}


def test_a_folder_holds_four_files_and_nothing_else(put: Put, tmp_path: Path) -> None:
    """No scrap of the making stays; the lock file is empty."""
    about = run(job(put(ROWS)), tmp_path / "out", DERIVED, silent())
    held = contents(tmp_path / "out")
    assert sorted(held) == [".lock", "index.html", "results.jsonl", "run.json", "screening.xlsx"]
    assert held[".lock"] == b""
    assert json.loads(held["run.json"]) == about
    assert held["index.html"] == b"900 of 900"
    assert about["rows"] == 900


def test_two_runs_give_the_same_bytes(put: Put, tmp_path: Path) -> None:
    """Nothing of the machine or the moment gets into the results."""
    for name in ("a", "b"):
        run(job(put(ROWS)), tmp_path / name, DERIVED, silent())
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.parametrize("rows", [1, 400, 899])
def test_an_interrupted_run_is_taken_up(put: Put, tmp_path: Path, rows: int) -> None:
    """The second run says how many rows it found and ends with the bytes of an undisturbed one."""
    source = put(ROWS)
    run(job(source), tmp_path / "whole", DERIVED, silent())
    with pytest.raises(KeyboardInterrupt):
        run(job(source), tmp_path / "out", DERIVED, silent(stop_after=rows))
    assert "results.jsonl" not in contents(tmp_path / "out")
    run(job(source), tmp_path / "out", DERIVED, silent())
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


TORN: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("within a line", lambda data: data[:-200]),
    ("at a line's end", lambda data: data[: data.rindex(b"\n", 0, -1) + 1]),
    ("zeros of a power cut", lambda data: data[:-500] + bytes(500)),
    ("a line twice", lambda data: data + data[data.rindex(b"\n", 0, -1) + 1 :]),
]


@pytest.mark.parametrize("tear", [tear for _, tear in TORN], ids=[name for name, _ in TORN])
def test_what_is_torn_is_cut(
    put: Put, tmp_path: Path, tear: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only whole lines in order are believed."""
    source = put(ROWS)
    run(job(source), tmp_path / "whole", DERIVED, silent())
    monkeypatch.setattr(running, "BUFFER", 1000)
    with pytest.raises(KeyboardInterrupt):
        run(job(source), tmp_path / "out", DERIVED, silent(stop_after=500))
    partial = next((tmp_path / "out").glob(".results-*.partial"))
    partial.write_bytes(tear(partial.read_bytes()))
    resumed: list[int] = []
    run(job(source), tmp_path / "out", DERIVED, Watch(resumed.append, lambda _result: None))
    assert 0 < resumed[0] <= 500
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_other_settings_begin_anew(put: Put, tmp_path: Path) -> None:
    """Half a result at another threshold is none."""
    source = put(ROWS)
    with pytest.raises(KeyboardInterrupt):
        run(job(source), tmp_path / "out", DERIVED, silent(stop_after=800))
    run(job(source, threshold=0.5), tmp_path / "out", DERIVED, silent())
    run(job(source, threshold=0.5), tmp_path / "whole", DERIVED, silent())
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_an_earlier_answer_stays_until_the_new_one_is_whole(put: Put, tmp_path: Path) -> None:
    """A failed run costs nothing that was there."""
    run(job(put(ROWS)), tmp_path / "out", DERIVED, silent())
    before = contents(tmp_path / "out")
    other = put(ROWS.replace("Fictional", "Other"), "other.csv")

    def full(_results: Path, _about: Path, to: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(to))

    with pytest.raises(OSError, match="No space"):
        run(job(other), tmp_path / "out", {**DERIVED, "index.html": full}, silent())
    after = contents(tmp_path / "out")
    assert {name: after[name] for name in before} == before
    run(job(other), tmp_path / "out", DERIVED, silent())
    assert b"Other" in contents(tmp_path / "out")["results.jsonl"]


def test_a_full_disk_takes_a_part_and_the_run_goes_on_later(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing stops in the middle of a line; the next run cuts it and ends with the same bytes."""
    source = put(ROWS)
    run(job(source), tmp_path / "whole", DERIVED, silent())
    left = 150_000
    really = os.write

    def write(handle: int, data: bytes) -> int:
        nonlocal left
        if left <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = really(handle, bytes(data)[: min(left, 7000)])
        left -= taken
        return taken

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(OSError, match="No space"):
        run(job(source), tmp_path / "out", DERIVED, silent())
    monkeypatch.undo()
    run(job(source), tmp_path / "out", DERIVED, silent())
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def hold(to: Path, ready: multiprocessing.synchronize.Event) -> None:
    """Hold a folder until killed."""
    with folder.held(to):
        ready.set()
        multiprocessing.Event().wait()


def test_two_processes_and_one_folder(put: Put, tmp_path: Path) -> None:
    """The second is told; a killed first leaves nothing that keeps others out."""
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    first = context.Process(target=hold, args=(tmp_path / "out", ready), daemon=True)
    first.start()
    assert ready.wait(30)
    with pytest.raises(InputError, match="another process"):
        run(job(put(ROWS)), tmp_path / "out", DERIVED, silent())
    first.kill()
    first.join()
    run(job(put(ROWS)), tmp_path / "out", DERIVED, silent())


def test_a_folder_that_is_a_file(put: Put) -> None:
    """Said as it is."""
    target = put("x", "out")
    with pytest.raises(InputError, match="this is a file"):
        run(job(put(ROWS)), target, DERIVED, silent())


def test_files_of_somebody_else_are_not_replaced(put: Put, tmp_path: Path) -> None:
    """A website's index.html is not ours to write over."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>hello", "utf-8")
    with pytest.raises(InputError, match=r"index\.html: not written by a screening"):
        run(job(put(ROWS)), tmp_path / "site", DERIVED, silent())
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "<p>hello"


def test_the_file_that_is_screened_is_not_written_over(put: Put, tmp_path: Path) -> None:
    """Screening results of a screening into their own folder."""
    run(job(put(ROWS)), tmp_path / "out", DERIVED, silent())
    shutil.copy(put('{"name": "Larkfield"}\n', "s.jsonl"), tmp_path / "out" / "results.jsonl")
    with pytest.raises(InputError, match="would replace the file it reads"):
        run(job(tmp_path / "out" / "results.jsonl"), tmp_path / "out", DERIVED, silent())

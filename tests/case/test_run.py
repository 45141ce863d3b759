"""Reading does what is not done, once, and one bad capture stops no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sightline.case import Case, Outcome, add, find, read_case, status
from sightline.case.steps import MENTIONS, STEPS, Row, Step, Work
from sightline.case.texts import whole

from .conftest import FILES, NOTICE, NOW, REPORT, put_all, run


def test_text_is_kept_as_decoded(read: Case) -> None:
    """The masked raw text has the length of the raw text, and differs only where masked."""
    kept = whole(read.database, 1)
    assert len(kept) == len(NOTICE)
    assert all(a in (b, "█") for a, b in zip(kept, NOTICE, strict=True))
    assert whole(read.database, 2) == REPORT


def test_a_second_run_does_nothing(read: Case) -> None:
    """Not a page of the database is written."""
    before = read.database.total_changes
    assert [outcome.done for outcome in run(read)] == [()] * len(FILES)
    assert read.database.total_changes == before


def test_a_new_capture_is_read_alone(read: Case, files: Path) -> None:
    """What was read before stays as it is."""
    (files / "late.txt").write_bytes("库尔勒市的棉花加工厂。\n".encode())
    (found,) = find(files / "late.txt", read.folder)
    add(read, found, NOW)
    assert [bool(outcome.done) for outcome in run(read)] == [False, False, False, True]


def test_only_a_changed_step_and_what_builds_on_it_run_again(read: Case) -> None:
    """A new version of one step leaves the text, the index and other steps alone."""
    asked: list[str] = []

    def count(work: Work) -> list[Row]:
        asked.append(work.text.capture)
        work.of("references")
        return []

    own = Step("counts", "1", count, needs=("references",))
    table = tuple(step for step in STEPS if not step.needs)
    assert outcomes(read, (*table, own)) == {("counts",)}
    assert len(asked) == 2
    newer = (replace(step, version="next") if step.name == "references" else step for step in table)
    assert outcomes(read, (*newer, own)) == {("references", "counts")}


def outcomes(case: Case, table: tuple[Step, ...]) -> set[tuple[str, ...]]:
    """The steps that a run with this table carried out on captures with a text."""
    found: list[Outcome] = []
    read_case(case, found.append, table)
    return {outcome.done for outcome in found if outcome.status != "unread"}


def test_a_known_format_without_a_reader_stays_unread(read: Case) -> None:
    """Its bytes are kept for a later version, and the status says why."""
    found = status(read)
    assert found.captures == {"read": 2, "unread": 1}
    assert found.unread == {"no reader for this format yet: PDF": 1}


def test_a_damaged_capture_fails_alone_and_is_tried_again(case: Case, files: Path) -> None:
    """Nothing is told of a capture whose bytes are not those that came."""
    put_all(case, files)
    capture = next(iter(case.archive))
    whole_file = case.archive.place(capture).read_bytes()
    case.archive.place(capture).write_bytes(whole_file[:-1])
    failed = [outcome for outcome in run(case) if outcome.status == "failed"]
    assert len(failed) == 1
    assert "damaged" in (failed[0].why or "")
    case.archive.put(whole_file)
    assert {outcome.status for outcome in run(case)} == {"read", "unread"}


def test_a_failing_step_fails_its_capture_and_keeps_the_rest(case: Case, files: Path) -> None:
    """The text is findable, the other captures are whole, and the reason is kept masked."""

    def trip(work: Work) -> list[Row]:
        if "Brightwater" in work.text.raw:
            raise ValueError("学员古丽巴哈尔·买买提 at 12")
        return []

    put_all(case, files)
    broken = Step("broken", "1", trip)
    found: list[Outcome] = []
    read_case(case, found.append, (*STEPS, broken))
    assert {each.filename: each.status for each in found} == {
        "notice.txt": "read",
        "sub/report.md": "failed",
        "sub/scan.pdf": "unread",
    }
    assert status(case).unread["broken: ValueError: 学员█████████ at 12"] == 1
    assert whole(case.database, 2) == REPORT
    assert {outcome.status for outcome in run(case)} == {"read", "unread"}


def test_a_step_that_fails_later_costs_only_what_builds_on_it(read: Case) -> None:
    """A new version of a step that trips leaves text, index and the other rows."""

    def trip(work: Work) -> list[Row]:
        raise RuntimeError(work.text.capture)

    before = rows_of(read)
    assert before[MENTIONS]
    table = tuple(
        replace(step, version="next", make=trip) if step.name == MENTIONS else step
        for step in STEPS
    )
    read_case(read, lambda _: None, table)
    gone = {step.name: 0 for step in STEPS if step.name == MENTIONS or MENTIONS in step.needs}
    assert rows_of(read) == {**before, **gone}
    assert status(read, table).captures == {"failed": 2, "unread": 1}
    assert whole(read.database, 2) == REPORT


def rows_of(case: Case) -> dict[str, int]:
    """How many rows of each step are kept."""
    steps = [step.name for step in STEPS]
    count = "SELECT count(*) FROM rows WHERE step = ?"
    return {step: case.database.execute(count, (step,)).fetchone()[0] for step in steps}


def test_an_interrupted_run_leaves_whole_captures(case: Case, files: Path) -> None:
    """What was finished before is kept, and the next run does the rest."""
    put_all(case, files)

    def interrupt(outcome: Outcome) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_case(case, interrupt)
    assert status(case).captures == {"read": 1, "unread": 2}
    assert [bool(outcome.done) for outcome in run(case)] == [False, True, True]

"""What `sightline screen` wrote, read back line by line.

A results file may hold a million lines, so nothing here keeps them: a
survey looks once for what a writer must know beforehand (the columns and
how many rows have which outcome), then the lines are read again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sightline.errors import InputError

TIERS = ("listed", "linked", "region", "upstream", "sector")
"""The tiers, the strongest first."""
OUTCOMES = (*TIERS, "none", "unreadable")
EXTRA = "_extra"
_SAID = ("as_of", "complete", "known_total", "note", "url")

Line = Mapping[str, Any]
"""One line of `results.jsonl`, as FORMATS has it."""


@dataclass(frozen=True)
class Run:
    """One screening: the file, when, with what, against what."""

    input: str
    sha256: str
    rows: int
    started: str
    tool: str
    threshold: float | None
    columns: Mapping[str, tuple[str, ...]]
    """The headers that play each part: several columns may hold names."""
    searched: tuple[Line, ...]

    @property
    def moment(self) -> datetime:
        """Give the time of the start, which everything made from this run bears."""
        moment = datetime.fromisoformat(self.started)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Name the datasets that do not hold all that their publisher lists."""
        return tuple(str(each["title"]) for each in self.searched if not each.get("complete"))

    def title_of(self, dataset: str) -> str:
        """Give a dataset's title; its name where the run does not know it."""
        found = (str(each["title"]) for each in self.searched if each["dataset"] == dataset)
        return next(found, dataset)


@dataclass(frozen=True)
class Survey:
    """What a results file holds, before it is written anywhere."""

    headers: tuple[str, ...]
    outcomes: Mapping[str, int]
    extra: bool

    @property
    def rows(self) -> int:
        """Count all records, unreadable ones too."""
        return sum(self.outcomes.values())


def read_run(path: Path) -> Run:
    """Read `run.json`.

    Raises:
        InputError: The file is missing, or is not what `sightline screen` writes.
    """
    try:
        about = json.loads(path.read_text("utf-8"))
        run = Run(
            input=str(about["input"]),
            sha256=str(about.get("input_sha256") or ""),
            rows=int(about["rows"]),
            started=str(about["started"]),
            tool=str(about["tool"]),
            threshold=about.get("threshold"),
            columns={
                role: (named,) if isinstance(named, str) else tuple(named)
                for role, named in (about.get("all_columns") or about.get("columns") or {}).items()
            },
            searched=tuple(
                {**dict.fromkeys(_SAID), "title": each["dataset"], **each}
                for each in about.get("searched") or ()
            ),
        )
        run.moment  # noqa: B018  a time that cannot be read must fail here, not in a writer
    except FileNotFoundError as error:
        raise InputError(f"no file {path}", hint="sightline screen writes it") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: {error!r}", hint="screen the file again") from error
    return run


def read_results(path: Path) -> Iterator[Line]:
    """Read `results.jsonl`, a line at a time.

    Raises:
        InputError: The file is missing, or a line is no JSON object.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, text in enumerate(lines, 1):
                yield _line(path, number, text)
    except FileNotFoundError as error:
        raise InputError(f"no file {path}", hint="sightline screen writes it") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: {error}", hint="screen the file again") from error


def _line(path: Path, number: int, text: str) -> Line:
    try:
        line = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path}, line {number}: {error}", hint="screen the file again") from error
    if not isinstance(line, dict) or "outcome" not in line:
        raise InputError(f"{path}, line {number}: not a result", hint="screen the file again")
    return line


def survey(results: Path) -> Survey:
    """Look through a results file once, for its columns and outcomes."""
    headers: dict[str, None] = {}
    outcomes: Counter[str] = Counter()
    extra = False
    for line in read_results(results):
        subject = line.get("subject") or {}
        headers.update(dict.fromkeys(subject))
        extra = extra or EXTRA in subject
        outcomes[line["outcome"]] += 1
    headers.pop(EXTRA, None)
    return Survey(tuple(headers), outcomes, extra)


def hits_of(line: Line, tier: str) -> list[Line]:
    """Give the hits of one tier, the surest first; without a score they keep their order."""
    hits = [hit for hit in line.get("hits") or () if hit.get("tier") == tier]
    return sorted(hits, key=lambda hit: -(hit.get("score") or 0))


def strongest(line: Line) -> Line | None:
    """Give the hit that decides the outcome."""
    for tier in TIERS:
        if found := hits_of(line, tier):
            return found[0]
    return None


def name_of(line: Line, run: Run) -> str:
    """Give the name that the row has in the user's file, the first that is not blank."""
    subject = line.get("subject") or {}
    names = (as_text(subject.get(header)) for header in run.columns.get("name", ()))
    return next((name for name in names if name.strip()), "")


def as_text(value: object) -> str:
    """Give a cell's value as text: lists and objects as JSON, nothing as an empty string."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def evidence(hit: Line) -> Iterator[tuple[int, Line]]:
    """Give all citations of a hit with the step of the path that each carries (0: the hit)."""
    for citation in hit.get("citations") or ():
        yield 0, citation
    steps: Sequence[Line] = hit.get("path") or ()
    for number, step in enumerate(steps, 1):
        for citation in step.get("citations") or ():
            yield number, citation

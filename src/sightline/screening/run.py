"""A run: one file screened into one folder, resumed where a killed one stopped.

Results are appended to a partial file named after everything that decides
them (input, settings, datasets, program), a whole line a record. A run
that finds such a file cuts a torn last line, counts, and goes on. Page
and workbook are made beside their places; the results take theirs last,
so whatever happened before, the same command ends with the same bytes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sightline.entities import Dataset
from sightline.errors import InputError
from sightline.network import TIERS
from sightline.screening import folder
from sightline.screening.model import NONE, UNREADABLE, Result
from sightline.screening.reading import SubjectFile
from sightline.screening.screening import Screener

OUTCOMES = (*TIERS, NONE, UNREADABLE)
BUFFER = 1 << 18
"""Bytes of results that are written together."""
_LINE_BREAKS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}

Writer = Callable[[Path, Path, Path], None]
"""Makes one derived file from results and run: `(results, run, to)`."""


@dataclass(frozen=True)
class Job:
    """Everything that decides what a run writes."""

    file: SubjectFile
    datasets: Sequence[Dataset]
    threshold: float
    tool: str
    started: datetime

    @property
    def key(self) -> str:
        """Name the results to come: equal for two runs that will write the same ones."""
        decides = {
            "input": [self.file.sha256, self.file.path.name, self.file.kind],
            "read_as": [self.file.encoding, self.file.delimiter, self.file.sheet],
            "told": self.file.told,
            "threshold": self.threshold,
            "tool": self.tool,
            "datasets": [[each.name, each.fingerprint] for each in self.datasets],
        }
        return hashlib.sha256(json.dumps(decides).encode()).hexdigest()

    def about(self, outcomes: Mapping[str, int]) -> dict[str, object]:
        """Say what `run.json` says."""
        roles = self.file.columns.roles
        return {
            "input": self.file.path.name,
            "input_sha256": self.file.sha256,
            "rows": sum(outcomes.values()),
            "started": self.started.isoformat(),
            "tool": self.tool,
            "threshold": self.threshold,
            "columns": {role: headers[0] for role, headers in roles.items()},
            "all_columns": {role: list(headers) for role, headers in roles.items()},
            "searched": [each.summary() for each in self.datasets],
            "outcomes": {name: outcomes.get(name, 0) for name in OUTCOMES},
            "key": self.key,
        }


@dataclass(frozen=True)
class Watch:
    """Who is told how a run goes on."""

    resumed: Callable[[int], None]
    done: Callable[[Result], None]


def run(job: Job, to: Path, derived: Mapping[str, Writer], watch: Watch) -> dict[str, object]:
    """Screen a file into the folder `to`; give what `run.json` says.

    `derived` names the files to make from the results. What an earlier
    run of the same job left unfinished is taken up.

    Raises:
        InputError: The folder cannot be used, or the file to screen is in it under the name
            of an output.
    """
    _refuse_own_output(job.file.path, to)
    with folder.held(to):
        partial = to / f".results-{job.key[:16]}.partial"
        _sweep(to, partial)
        outcomes = _results(job, partial, watch)
        staging = to / f".making-{job.key[:16]}"
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        about = job.about(outcomes)
        data = json.dumps(about, ensure_ascii=False, indent=2).encode() + b"\n"
        folder.write_whole(staging / folder.RUN, data)
        for name, write in derived.items():
            write(partial, staging / folder.RUN, staging / name)
        for name in (folder.RUN, *derived):
            folder.replace(staging / name, to / name)
        folder.replace(partial, to / folder.RESULTS)
        shutil.rmtree(staging, ignore_errors=True)
    return about


def _refuse_own_output(input_file: Path, to: Path) -> None:
    if any((to / name).resolve() == input_file.resolve() for name in folder.OUTPUTS):
        hint = "give another folder after --to"
        raise InputError(f"{input_file}: this run would replace the file it reads", hint=hint)


def _sweep(to: Path, keep: Path) -> None:
    """Remove what killed runs of other jobs left behind."""
    for scrap in to.glob(".results-*.partial"):
        if scrap != keep:
            scrap.unlink()
    for scrap in to.glob(".making-*"):
        shutil.rmtree(scrap, ignore_errors=True)


def _results(job: Job, partial: Path, watch: Watch) -> Counter[str]:
    """Write what is missing of the results; give the outcomes of all."""
    outcomes = _whole(partial)
    done = outcomes.total()
    if done:
        watch.resumed(done)
    subjects = itertools.islice(job.file.subjects(), done, None)
    screener = Screener(job.datasets, threshold=job.threshold)
    with folder.open_at_end(partial) as handle:
        buffer = bytearray()
        for result in screener.screen(subjects):
            outcomes[result.outcome] += 1
            buffer += line_of(result)
            if len(buffer) >= BUFFER:
                folder.write_all(handle, bytes(buffer))
                buffer.clear()
            watch.done(result)
        folder.write_all(handle, bytes(buffer))
        os.fsync(handle)
    return outcomes


def _whole(partial: Path) -> Counter[str]:
    """Count the whole lines of a partial file and cut what is torn after them."""
    outcomes: Counter[str] = Counter()
    if not partial.exists():
        return outcomes
    good = 0
    for row, (line, end) in enumerate(_lines(partial), 1):
        outcome = _outcome(line, row)
        if outcome is None:
            break
        outcomes[outcome] += 1
        good = end
    if good != partial.stat().st_size:
        os.truncate(partial, good)
    return outcomes


def _lines(path: Path) -> Iterator[tuple[bytes, int]]:
    end = 0
    with path.open("rb") as stream:
        for line in stream:
            end += len(line)
            yield line, end


def _outcome(line: bytes, row: int) -> str | None:
    """Read a line's outcome; None if the line is torn or not the one expected."""
    if not line.endswith(b"\n"):
        return None
    try:
        read = json.loads(line)
    except ValueError:
        return None
    if not isinstance(read, dict) or read.get("row") != row:
        return None
    outcome = read.get("outcome")
    return outcome if outcome in OUTCOMES else None


def line_of(result: Result) -> bytes:
    """Give a result as its line of `results.jsonl`."""
    given = result.as_dict()
    text = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _LINE_BREAKS.items():
        # Some readers of lines take these for the end of one.
        text = text.replace(char, escape)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        # Half a character, which JSON can escape and UTF-8 cannot hold.
        return json.dumps(given, separators=(",", ":")).encode() + b"\n"

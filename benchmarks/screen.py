"""Screening as a whole: answers made by hand, and rows a second.

The example file has its answers beside it, made by a person before the
code. Speed is taken on the same rows with their names varied, through
the file and into the folder, without page and workbook.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from sightline.entities import load_datasets
from sightline.names import DEFAULT_THRESHOLD
from sightline.screening import Result, Screener, look_at
from sightline.screening.run import Job, Watch
from sightline.screening.run import run as carry_out

NAME = "screen"
MODULES = (
    "sightline.screening",
    "sightline.network",
    "sightline.entities",
    "sightline.places",
    "sightline.names",
    "sightline.data.screening",
    "sightline.data.network",
    "sightline.data.datasets",
)
FLOORS = {"example/right": 0.85}
CEILINGS = {"example/false_alarms": 0.02}

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def run(full: bool) -> dict[str, Any]:
    """Take all figures; speed on fewer rows unless `full`."""
    return {"example": example(), "speed": speed(100_000 if full else 1_000)}


def example() -> dict[str, Any]:
    """Compare the example file's answers with those made by hand."""
    with (EXAMPLES / "suppliers.expected.csv").open(encoding="utf-8", newline="") as rows:
        answers = list(csv.DictReader(rows))
    subjects = list(look_at(EXAMPLES / "suppliers.csv").subjects())
    results = list(Screener(load_datasets()).screen(subjects))
    right = sum(_right(answer, result) for answer, result in zip(answers, results, strict=True))
    clean = [r for a, r in zip(answers, results, strict=True) if a["outcome"] == "none"]
    alarms = sum(result.outcome != "none" for result in clean)
    missed = Counter(
        answer["outcome"]
        for answer, result in zip(answers, results, strict=True)
        if answer["outcome"] not in ("none", result.outcome)
    )
    return {
        "rows": len(answers),
        "right": round(right / len(answers), 3),
        "false_alarms": round(alarms / len(clean), 3),
        "missed": dict(sorted(missed.items())),
    }


def _right(answer: dict[str, str], result: Result) -> bool:
    named = any(answer["entity"].lower() in hit.caption.lower() for hit in result.hits)
    return answer["outcome"] == result.outcome and (not answer["entity"] or named)


def speed(rows: int) -> dict[str, Any]:
    """Screen a long file into a folder."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "suppliers.csv"
        _lengthen(source, rows)
        fixed = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
        job = Job(look_at(source), load_datasets(), DEFAULT_THRESHOLD, "sightline bench", fixed)
        began = time.perf_counter()
        carry_out(job, Path(folder) / "out", {}, Watch(lambda _rows: None, lambda _result: None))
        seconds = time.perf_counter() - began
    return {"rows": rows, "seconds": round(seconds, 1), "rows_per_second": round(rows / seconds)}


def _lengthen(to: Path, rows: int) -> None:
    """Write the example's rows again and again, each with a number of its own in its name."""
    draw = random.Random(20191017)
    with (EXAMPLES / "suppliers.csv").open(encoding="utf-8", newline="") as lines:
        header, *table = csv.reader(lines)
    usual = [row for row in table if len(row) == len(header) and len(",".join(row)) < 1_000]
    with to.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        for number in range(rows):
            row = list(draw.choice(usual))
            row[1] = f"{row[1]} {number}" if draw.random() < 0.9 else row[1]
            writer.writerow(row)

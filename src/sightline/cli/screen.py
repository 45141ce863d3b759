"""`sightline screen`: a supplier file in, an explained answer a row out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from sightline import __version__
from sightline.cli import settings, talk
from sightline.entities import Dataset, load_dataset, load_datasets
from sightline.errors import InputError
from sightline.network import TIERS
from sightline.screening import NONE, UNREADABLE, Result, SubjectFile, look_at
from sightline.screening.run import OUTCOMES, Job, Watch, run

SHOWN_PROBLEMS = 20
"""Unreadable rows that are told one by one; the rest is counted."""


class Asked(TypedDict):
    """What the options ask for, beside where to write and when to fail."""

    told: tuple[str, ...]
    sheet: str | None
    encoding: str | None
    threshold: float | None
    wanted: tuple[str, ...]


@click.command(
    epilog="""\b
Examples:
  sightline screen suppliers.csv --to out
  sightline screen suppliers.xlsx --to out --map name="Vendor (legal)" --map hs=Tariff
  sightline screen suppliers.jsonl --to out --dataset uflpa --fail-on linked
"""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for results.jsonl, screening.xlsx and index.html.",
)
@click.option(
    "--map",
    "told",
    multiple=True,
    metavar="ROLE=HEADER",
    help="Say which column plays a role (name, address, country, postal_code, product, hs ...).",
)
@click.option("--sheet", help="Sheet of a workbook; otherwise the first that holds anything.")
@click.option("--encoding", help="Encoding of a text file, where it was not rightly recognised.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    help="Score from which a name is a hit; the default is printed in `searched`.",
)
@click.option(
    "--dataset", "wanted", multiple=True, metavar="NAME", help="Search only these datasets."
)
@click.option(
    "--fail-on",
    type=click.Choice(TIERS),
    help="End with exit code 1 if a row has this tier or a stronger one.",
)
def screen(file: Path, folder: Path, fail_on: str | None, **asked: Unpack[Asked]) -> None:
    """Screen a supplier file.

    FILE is CSV, XLSX or JSONL. Each record gets one line in results.jsonl
    with its outcome, the reasons and what was searched. An outcome of
    "none" says that nothing was found in these datasets, no more.
    """
    from sightline.dossier import write_page, write_workbook
    from sightline.names import DEFAULT_THRESHOLD

    began = time.monotonic()
    subjects = look_at(
        file, _roles(asked["told"]), sheet=asked["sheet"], encoding=asked["encoding"]
    )
    datasets = _datasets(asked["wanted"])
    _tell_columns(subjects)
    job = Job(
        subjects,
        datasets,
        DEFAULT_THRESHOLD if asked["threshold"] is None else asked["threshold"],
        f"sightline {__version__}",
        settings.now(),
    )
    derived = {"screening.xlsx": write_workbook, "index.html": write_page}
    problems: list[Result] = []
    with talk.progress(f"screening {file.name}") as advance:

        def done(result: Result) -> None:
            if result.outcome == UNREADABLE and len(problems) < SHOWN_PROBLEMS:
                problems.append(result)
            advance()

        about = run(job, folder, derived, Watch(_tell_resumed, done))
    outcomes = about["outcomes"]
    if not isinstance(outcomes, dict):
        raise TypeError("run.json without outcomes")
    _tell_problems(problems, outcomes[UNREADABLE])
    _tell_limits(datasets)
    _tell_outcomes(outcomes, time.monotonic() - began)
    click.echo(folder / "index.html")
    if fail_on and any(outcomes[tier] for tier in TIERS[: TIERS.index(fail_on) + 1]):
        raise click.exceptions.Exit(1)


def _roles(told: Sequence[str]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for each in told:
        role, equals, header = each.partition("=")
        if not equals:
            raise InputError(f"--map {each!r}: no '='", hint='write --map name="Supplier Name"')
        roles.setdefault(role.strip(), []).append(header)
    return roles


def _datasets(wanted: Sequence[str]) -> tuple[Dataset, ...]:
    folders = settings.load().dataset_folders
    if wanted:
        return tuple(load_dataset(name, folders) for name in dict.fromkeys(wanted))
    return load_datasets(folders)


def _tell_columns(subjects: SubjectFile) -> None:
    roles = subjects.columns.roles
    used = {header for headers in roles.values() for header in headers}
    told = [f"{role} = {' + '.join(headers)}" for role, headers in roles.items()]
    unused = [header for header in subjects.headers if header not in used]
    if subjects.encoding not in (None, "utf-8", "utf-8-sig"):
        talk.say(f"read as {subjects.encoding} (change with --encoding)")
    talk.say(f"columns: {'; '.join(told)}")
    if unused:
        talk.say(f"not used: {', '.join(unused)} (change with --map ROLE=HEADER)")


def _tell_resumed(rows: int) -> None:
    talk.say(f"an earlier run was interrupted after {rows} rows; going on from there")


def _tell_problems(problems: Sequence[Result], count: int) -> None:
    for result in problems:
        problem = result.subject.problem
        if problem:
            where = f", column {problem.column}" if problem.column else ""
            talk.warn(f"row {result.subject.row}{where}: {problem.why}")
    if count > len(problems):
        talk.warn(f"{count} rows are unreadable in all; results.jsonl says why for each")


def _tell_limits(datasets: Sequence[Dataset]) -> None:
    for each in datasets:
        if not each.complete:
            held = len(each.entities)
            of_all = f": {held} of at least {each.known_total}" if each.known_total else ""
            talk.warn(f"{each.name} is incomplete{of_all} (as of {each.as_of})")


def _tell_outcomes(outcomes: dict[str, int], seconds: float) -> None:
    counted = ", ".join(f"{outcomes[name]} {name}" for name in OUTCOMES if outcomes[name])
    rows = sum(outcomes.values())
    talk.say(f"{rows} rows in {seconds:.1f} s: {counted}")
    if outcomes[NONE]:
        talk.say('"none" means: not found in the datasets above, at this threshold')

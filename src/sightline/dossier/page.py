"""The page: one file to read in a browser, without a request to anywhere.

The rows travel inside it as JSON, drawn a hundred at a time by a small
script that only ever sets text, never markup. A policy in the head allows
that one script by its hash, so a value from a file cannot run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sightline.dossier import telling
from sightline.dossier.outcome import (
    EXTRA,
    OUTCOMES,
    Line,
    Run,
    Survey,
    read_results,
    read_run,
    survey,
)
from sightline.dossier.plain import is_web_address, printable
from sightline.dossier.sealed import embedded, part, policy, speaker
from sightline.dossier.sheets import MARKS
from sightline.dossier.words import LANGUAGES, READING, catalogue
from sightline.dossier.writing import replacing

ROWS_HELD = 20_000
"""How many rows a page holds: more make a browser slow; the strongest outcomes go first."""
UNREADABLE_SHOWN = 500


def write_page(results: Path, run: Path, to: Path) -> None:
    """Write `results` as one self-contained page at `to`.

    Raises:
        InputError: A file is missing or is not what `sightline screen` writes.
    """
    about, shape = read_run(run), survey(results)
    room = _room(shape)
    templates = Environment(
        loader=PackageLoader("sightline.dossier"), autoescape=True, undefined=StrictUndefined
    )
    style, script = part("page.css"), part("page.js")
    pieces = templates.get_template("page.html.j2").generate(
        run=about,
        started=about.moment.strftime("%Y-%m-%d %H:%M UTC"),
        shape=shape,
        say=speaker(LANGUAGES[0]),
        style=Markup(style),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        policy=policy(style, script),
        about=embedded(_about(about, shape)),
        rows=_rows(results, shape, room),
        outcomes=OUTCOMES,
        marks=MARKS,
        largest=max(shape.outcomes.values(), default=1),
        left_out=shape.rows - sum(room.values()),
        unreadable=_unreadable(results),
        unreadable_more=max(0, shape.outcomes.get("unreadable", 0) - UNREADABLE_SHOWN),
        limits=list(telling.limits(about)),
        is_web_address=is_web_address,
        number=lambda value: f"{value:,}",
    )
    with replacing(to) as beside, beside.open("w", encoding="utf-8", newline="\n") as page:
        for piece in pieces:
            page.write(printable(piece))


def _about(run: Run, shape: Survey) -> dict[str, Any]:
    words = {
        key: [wording[each] for each in LANGUAGES]
        for key, wording in catalogue().items()
        if not key.startswith(READING)
    }
    return {
        "headers": shape.headers,
        "columns": run.columns,
        "datasets": {str(each["dataset"]): str(each["title"]) for each in run.searched},
        "outcomes": OUTCOMES,
        "marks": MARKS,
        "words": words,
    }


def _room(shape: Survey) -> dict[str, int]:
    """Share the page's room among the outcomes, the strongest first."""
    left, room = ROWS_HELD, {}
    for outcome in OUTCOMES:
        room[outcome] = min(left, shape.outcomes.get(outcome, 0))
        left -= room[outcome]
    return room


def _rows(results: Path, shape: Survey, room: Mapping[str, int]) -> Iterator[Markup]:
    left, first = dict(room), True
    for line in read_results(results):
        if left.get(line["outcome"], 0):
            left[line["outcome"]] -= 1
            yield ("" if first else Markup(",\n")) + embedded(_row(line, shape))
            first = False


def _row(line: Line, shape: Survey) -> list[Any]:
    """Pack one result: the script unpacks it by place, so that a row costs few bytes."""
    subject = line.get("subject") or {}
    packed = [
        line.get("row"),
        OUTCOMES.index(line["outcome"]),
        [_slim(subject.get(header)) for header in shape.headers],
        [_slim(hit) for hit in line.get("hits") or ()],
        [_slim(hit) for hit in line.get("near") or ()],
        _slim(subject.get(EXTRA)) or 0,
    ]
    while not packed[-1]:
        packed.pop()
    return packed


def _slim(value: Any) -> Any:
    """Leave out what is null or empty and mark what cannot be shown, all the way down."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        slim = {key: _slim(each) for key, each in value.items()}
        return {key: each for key, each in slim.items() if each not in (None, [], {}, "")}
    return [_slim(each) for each in value] if isinstance(value, list) else value


def _unreadable(results: Path) -> Iterator[Line]:
    shown = 0
    for line in read_results(results):
        if line["outcome"] == "unreadable":
            yield line
            shown += 1
            if shown == UNREADABLE_SHOWN:
                return

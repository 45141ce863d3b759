"""JSON Lines: one object a line, its keys the headers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from sightline.screening.delimited import RECORD_LIMIT
from sightline.screening.headers import keys_of


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its values, or why it is none."""

    values: dict[str, object]
    slip: str | None = None


def records(stream: TextIO) -> Iterator[Line]:
    """Give the records of a text; wholly blank lines are none."""
    while line := stream.readline(RECORD_LIMIT):
        if len(line) >= RECORD_LIMIT:
            while line and not line.endswith("\n"):
                line = stream.readline(RECORD_LIMIT)
            yield Line({}, f"a line of over {RECORD_LIMIT:,} characters")
        elif line.strip("\ufeff \t\r\n"):
            yield _read(line.strip("\ufeff \t\r\n"))


def _read(line: str) -> Line:
    try:
        values = json.loads(line, object_pairs_hook=_object, parse_constant=str)
    except json.JSONDecodeError as error:
        return Line({"column_1": line}, f"no JSON: {error.msg} at character {error.pos + 1}")
    except (RecursionError, ValueError) as error:
        return Line({"column_1": line}, f"no usable JSON: {type(error).__name__}")
    if not isinstance(values, dict):
        return Line({"column_1": line}, "no JSON object")
    return Line(values)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return dict(zip(keys_of(key for key, _ in pairs), (value for _, value in pairs), strict=True))

"""Checks of the reading page: each formula with its figures' values and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.dossier.reading_marks import Claim, Row

RESULTS = ("no", "yes", "only")
"""What a check may come to; `only` where nothing is stated to compare with."""

_NAME = re.compile(r"[0-9a-f]{24}")
_SIGNS = str.maketrans({"*": " × ", "/": " ÷ ", "-": " − ", "+": " + "})


@dataclass(frozen=True, slots=True)
class Checked:
    """A check as the page shows it.

    Attributes:
        number: Its place in the list, from 1.
        result: One of `RESULTS`.
        formula: With values in the place of figures.
        figures: Numbers of the claims that it is about.
    """

    number: int
    result: str
    formula: str
    stated: str
    recomputed: str
    tolerance: str
    why: str
    figures: tuple[int, ...]


def checks(rows: Mapping[str, Sequence[Row]], claims: Sequence[Claim]) -> list[Checked]:
    """The checks of a document, those that don't agree first."""
    numbers = {claim.fields["id"]: at for at, claim in enumerate(claims) if claim.kind == "figures"}
    values = {row["id"]: row["value"] for row in rows.get("figures", ())}
    results = {False: "no", True: "yes", None: "only"}
    ordered = sorted(rows.get("checks", ()), key=lambda row: RESULTS.index(results[row["agrees"]]))
    return [
        Checked(
            number,
            results[row["agrees"]],
            _formula(row["formula"], values),
            "" if row["stated"] is None else figure(row["stated"]),
            figure(row["recomputed"]),
            figure(row["tolerance"]),
            row["why"],
            tuple(_numbers(row["inputs"], numbers)),
        )
        for number, row in enumerate(ordered, 1)
    ]


def figure(value: float) -> str:
    """Print a number as people write it: thousands parted, no more digits than it has."""
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"


def _formula(formula: str, values: Mapping[str, float]) -> str:
    """Put values in the place of figures, and signs as they are printed."""
    spaced = " ".join(formula.translate(_SIGNS).split())
    return _NAME.sub(
        lambda name: figure(values[name.group()]) if name.group() in values else name.group(),
        spaced,
    )


def _numbers(inputs: Sequence[str], numbers: Mapping[str, int]) -> Iterator[int]:
    for name in inputs:
        if name in numbers:
            yield numbers[name]

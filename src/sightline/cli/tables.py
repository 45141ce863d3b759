"""Tables for people on stdout: words from outside shown as plain text, a fixed width in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sightline.cli import talk

if TYPE_CHECKING:
    from rich.table import Table

PLAIN_WIDTH = 160
"""Characters of a table's line where there is no terminal to ask."""


def table(
    columns: Sequence[str], *, numbers: Iterable[str] = (), title: str | None = None
) -> Table:
    """Make an empty table; columns in `numbers` are set to the right."""
    from rich.table import Table

    made = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return made


def row(made: Table, *cells: str) -> None:
    """Add a row as plain text: brackets in a name are no markup, control codes no commands."""
    from rich.text import Text

    lines = (map(talk.visible, cell.split("\n")) for cell in cells)
    made.add_row(*(Text("\n".join(each)) for each in lines))


def show(made: Table) -> None:
    """Print a table on stdout."""
    console = talk.paper()
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    console.print(made, soft_wrap=False)

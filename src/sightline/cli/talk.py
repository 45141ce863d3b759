"""Talk: what a person reads on stderr while data goes to stdout.

On a terminal there is colour (unless NO_COLOR is set) and a bar; into a
file or pipe go plain lines, few enough to read. Words from outside
(file names, cells) pass through `visible`, so that no document can send
control codes to the reader's terminal.
"""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_EVERY = 15.0
"""Seconds between two plain progress lines where there is no terminal."""
LONGEST = 800
"""Code points of a message; a cell of megabytes quoted in an error is cut."""


class Advance(Protocol):
    """What a progress block is handed: call it with the steps done since the last call."""

    def __call__(self, steps: int = 1) -> None:
        """Count `steps` more as done."""


def console() -> Console:
    """Give a console on stderr, for talk."""
    return _console(stderr=True)


def paper() -> Console:
    """Give a console on stdout, for tables meant for people."""
    return _console(stderr=False)


def _console(*, stderr: bool) -> Console:
    # rich costs more to import than all of `sightline --help`.
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - rich calls this while it handles the error, and would exit

    return Plain(stderr=stderr, highlight=False, soft_wrap=True)


def visible(text: str) -> str:
    """Put everything that is not printable, line breaks among it, as one line of harmless text."""
    flat = "".join(map(_harmless, " ".join(text.split())))
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"


def _harmless(char: str) -> str:
    # Cc: control codes; Cf: bidirectional overrides and the like; Cs: lone surrogates.
    if unicodedata.category(char) in ("Cc", "Cf", "Cs"):
        return f"\\u{ord(char):04x}"
    return char


def say(message: str, *, style: str | None = None) -> None:
    """Tell one line."""
    console().print(visible(message), style=style, markup=False)


def warn(message: str, *, hint: str | None = None) -> None:
    """Tell one line about something that went on, but not as it should."""
    _tell("warning", "yellow", message, hint)


def fail(message: str, hint: str | None = None) -> None:
    """Tell the one line that a failed call ends with."""
    _tell("error", "red", message, hint)


def _tell(kind: str, style: str, message: str, hint: str | None) -> None:
    line = visible(message) + (f" (hint: {visible(hint)})" if hint else "")
    if not sys.stderr.isatty():
        sys.stderr.write(f"sightline: {kind}: {line}\n")
        return
    from rich.text import Text

    head = Text.assemble("sightline: ", (f"{kind}:", f"bold {style}"), f" {line}")
    console().print(head)


def counted(counts: Mapping[str, int], order: Sequence[str]) -> str:
    """Put counts in words, those that are not zero, in this order."""
    told = ", ".join(f"{counts[name]} {name}" for name in order if counts.get(name))
    return f"{told}." if told else "Nothing to do."


@contextmanager
def progress(description: str, total: int | None = None) -> Iterator[Advance]:
    """Show how far a long step is; yields a function to call after each part.

    Without a terminal a line is told at most every PLAIN_EVERY seconds,
    so that a short step says nothing and a log of a long one stays readable.
    """
    if console().is_terminal:
        with _bar(description, total) as advance:
            yield advance
    else:
        yield _plain(description, total)


@contextmanager
def _bar(description: str, total: int | None) -> Iterator[Advance]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console()) as shown:
        task = shown.add_task(visible(description), total=total)
        yield lambda steps=1: shown.advance(task, steps)


def _plain(description: str, total: int | None) -> Advance:
    done = 0
    last = time.monotonic()
    of_all = f" of {total}" if total is not None else ""

    def advance(steps: int = 1) -> None:
        nonlocal done, last
        done += steps
        now = time.monotonic()
        if now - last >= PLAIN_EVERY:
            last = now
            sys.stderr.write(f"{visible(description)}: {done}{of_all}\n")

    return advance

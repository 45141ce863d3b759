"""The root of Sightline's error tree.

Each room derives its own errors from these two. The message says what
failed, on which thing, with its value; the hint says the way out.

    SightlineError
    └── InputError    the input or the call is wrong (exit code 2)
"""

from __future__ import annotations


class SightlineError(Exception):
    """Something that Sightline was asked for could not be done."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class InputError(SightlineError):
    """What was given (a file, a row, an argument) cannot be used as it is."""

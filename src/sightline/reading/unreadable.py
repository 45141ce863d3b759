"""What reading raises."""

from __future__ import annotations

from sightline.errors import InputError


class Unreadable(InputError):
    """Bytes that hold no document: empty, junk, or text in no encoding known."""

"""Captures: bytes as they were received, kept once and never edited.

No network, no clock, no names: what a capture is called and when it came
is the case's to know.
"""

from sightline.archive.store import Archive, Damaged, Missing, fingerprint

__all__ = ["Archive", "Damaged", "Missing", "fingerprint"]

"""Reading: bytes to raw text, one small module a format.

The bytes decide what a file is, never its name. A format that is known
but has no reader yet gives a `Reading` without text; what is no document
at all raises `Unreadable`.
"""

from sightline.reading.readers import VERSION, Reading, read
from sightline.reading.unreadable import Unreadable

__all__ = ["VERSION", "Reading", "Unreadable", "read"]

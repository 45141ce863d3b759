"""Glosses: how a Chinese name is said, in brackets behind it, in the middle of a term.

总部（zongbu）+卫星工厂 is one term. Where such a gloss stands, the words before
it and behind it are set together and looked at once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ong|iao|ian|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo"
    r"|ui|un|ue|[aoeiuv])"
)
GLOSS = re.compile(rf"(?<=[\u3400-\u9fff])\((?:{_SYLLABLE}[ '-]?){{1,16}}\)")
"""A gloss in the search key."""
# No term reaches further on either side.
_REACH = 24


class Joint(NamedTuple):
    """The words around a gloss without it.

    Attributes:
        words: What stands before it and behind it.
        start: Where the words begin in the key.
        at: Where in the words the gloss stood.
        size: How long it is.
    """

    words: str
    start: int
    at: int
    size: int

    def spans(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the key for one of the words that holds the gloss; None if none does."""
        if not start < self.at < end:
            return None
        return self.start + start, self.start + end + self.size


def joints(key: str) -> Iterator[Joint]:
    """The glosses of a key that Chinese or a plus sign follows."""
    if "(" not in key:
        return
    for gloss in GLOSS.finditer(key):
        first, after = gloss.span()
        start = max(first - _REACH, key.rfind("\n", 0, first) + 1)
        feed = key.find("\n", after, after + _REACH)
        end = feed if feed >= 0 else after + _REACH
        yield Joint(key[start:first] + key[after:end], start, first - start, after - first)

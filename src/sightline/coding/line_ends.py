"""Line ends: Chinese terms that a hard line end cuts where the layout sees two blocks.

Whether lines of a short notice run on can't be told from their widths
alone. A term that stands across a single line end says so itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.coding.glosses import Joint
from sightline.text import Text

# The line feed comes first: it is what a search finds fast.
_END = re.compile("\n(?<=[\u3400-\u9fff]\n)(?=[\u3400-\u9fff])")
_SHORTEST = 8
_SINGLE = frozenset(("\n", "\r\n", "\r"))
# No term reaches further on either side.
_REACH = 24


def line_joints(text: Text) -> Iterator[Joint]:
    """The words around each line end between ideographs that is no blank line.

    Eight characters stand before it: shorter lines are cells and menus, not text.
    """
    key = text.key.text
    for found in _END.finditer(key):
        at = found.start()
        if "\n" in key[max(at - _SHORTEST, 0) : at] or at < _SHORTEST:
            continue
        before, after = text.key.raw_ends(at - 1, at)[1], text.key.raw_ends(at + 1, at + 2)[0]
        if before < after and text.raw[before:after] in _SINGLE:
            start = max(at - _REACH, key.rfind("\n", 0, at) + 1)
            feed = key.find("\n", at + 1, at + 1 + _REACH)
            end = feed if feed >= 0 else at + 1 + _REACH
            yield Joint(key[start:at] + key[at + 1 : end], start, at - start, 1)

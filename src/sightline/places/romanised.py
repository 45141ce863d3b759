"""Romanised place names, folded until spellings of one name meet.

Ürümqi, Urumqi and urumqi, Ku'erle and Kuerle are one spelling here:
case, diacritics, apostrophes and hyphens don't tell places apart.
"""

from __future__ import annotations

import re

from sightline.text.fold import fold

_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc\u00b4`]")
_NOT_WORD = re.compile(r"[^\w]+")


def romanised(text: str) -> str:
    """`text` as lower-case words without marks, parted by single spaces.

    >>> romanised("Ku'erle City")
    'kuerle city'
    """
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", fold(text))).strip()

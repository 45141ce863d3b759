"""Repair: characters that look right and are not.

PDF tools print Chinese text with the code points of radicals (⼼ for 心)
and of compatibility ideographs. Repair puts the ordinary ideograph in
their place, one for one, so that every offset stays true.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib.resources import files

# Blocks of compatibility ideographs; a few code points in them are
# ordinary ideographs and have no decomposition.
_COMPATIBILITY = ((0xF900, 0xFB00), (0x2F800, 0x2FA20))


@cache
def repair_table() -> dict[int, str]:
    """Code point to ordinary ideograph, for radicals, strokes and compatibility ideographs.

    Source: `data/text/radicals.csv` (Unicode's EquivalentUnifiedIdeograph)
    and the canonical decompositions of the compatibility blocks.
    """
    table: dict[int, str] = {}
    with files("sightline.data").joinpath("text/radicals.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            table[int(row["code_point"], 16)] = chr(int(row["ideograph"], 16))
    for first, after in _COMPATIBILITY:
        for code in range(first, after):
            ordinary = unicodedata.normalize("NFC", chr(code))
            if len(ordinary) == 1 and ordinary != chr(code):
                table[code] = ordinary
    return table


def repair(text: str) -> str:
    """`text` with radicals and compatibility ideographs made ordinary; same length."""
    return text if text.isascii() else text.translate(repair_table())

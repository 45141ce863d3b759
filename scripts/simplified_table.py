"""Write `data/text/simplified.csv` from OpenCC's traditional-to-simplified data.

The search key needs one character for one character, so each ideograph is
converted alone. Run with the development requirements installed.
"""

from __future__ import annotations

import csv
import sys
from importlib.metadata import version

import opencc

RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))


def main() -> None:
    """Print the table as CSV."""
    converter = opencc.OpenCC("t2s")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["traditional", "simplified", "source"])
    for first, after in RANGES:
        ideographs = [chr(code) for code in range(first, after)]
        converted = converter.convert("\n".join(ideographs)).split("\n")
        for before, now in zip(ideographs, converted, strict=True):
            if before != now:
                out.writerow([before, now, f"OpenCC {version('opencc')} t2s"])


if __name__ == "__main__":
    main()

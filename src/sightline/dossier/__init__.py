"""Dossier: what a screening found, as a page to read and a workbook to work in.

Both are made from `results.jsonl` and `run.json` alone, so they can be
thrown away and made again.
"""

from sightline.dossier.page import write_page
from sightline.dossier.workbook import write_workbook

__all__ = ["write_page", "write_workbook"]

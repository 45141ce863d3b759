"""The shell of an investigation: one folder, its archive and its database.

All SQL of a case is in this room. It hands the rooms before it plain
values, runs them, and keeps what they give.
"""

from sightline.case.case import Case, new_case, open_case
from sightline.case.codebooks import codebooks, use
from sightline.case.document import Document, read_document
from sightline.case.export import export
from sightline.case.intake import Added, add, find
from sightline.case.lock import Busy, turn
from sightline.case.run import Outcome, read_case
from sightline.case.search import Hit, search
from sightline.case.status import Status, status
from sightline.case.steps import STEPS

__all__ = [
    "STEPS",
    "Added",
    "Busy",
    "Case",
    "Document",
    "Hit",
    "Outcome",
    "Status",
    "add",
    "codebooks",
    "export",
    "find",
    "new_case",
    "open_case",
    "read_case",
    "read_document",
    "search",
    "status",
    "turn",
    "use",
]

"""Screening: supplier files against datasets, each answer with its reasons and its limits."""

from sightline.screening.model import NONE, UNREADABLE, Hit, Problem, Result, Searched, Subject
from sightline.screening.reading import SubjectFile, look_at
from sightline.screening.screening import Screener, screen

__all__ = [
    "NONE",
    "UNREADABLE",
    "Hit",
    "Problem",
    "Result",
    "Screener",
    "Searched",
    "Subject",
    "SubjectFile",
    "look_at",
    "screen",
]

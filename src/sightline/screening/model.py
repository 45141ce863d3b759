"""Subjects, hits and results: what goes into a screening and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from sightline.names import Reason

NONE = "none"
"""The outcome without findings. It is never called "clear": it says what was searched."""
UNREADABLE = "unreadable"


class Citable(Protocol):
    """A citation of a passage or of a dataset's row."""

    def as_dict(self) -> dict[str, object]:
        """Give the citation as FORMATS has it."""
        ...


class Path(Protocol):
    """One step of a path."""

    def as_dict(self) -> dict[str, object]:
        """Give the step as FORMATS has it."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be read, and at which column."""

    column: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One row, as read (`values`) and as understood (`fields`: role to its texts)."""

    row: int
    values: Mapping[str, object]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    problem: Problem | None = None

    def texts(self, *roles: str) -> tuple[str, ...]:
        """Give what the columns of these roles say, in this order."""
        return tuple(text for role in roles for text in self.fields.get(role, ()))

    def joined(self, *roles: str) -> str:
        """Give the texts of several roles as one."""
        return ", ".join(self.texts(*roles))


@dataclass(frozen=True, slots=True)
class Hit:
    """One tie of a subject, with what it rests on."""

    entity: str
    caption: str
    dataset: str
    tier: str
    score: float | None
    reasons: tuple[Reason, ...]
    path: tuple[Path, ...] = ()
    citations: tuple[Citable, ...] = ()
    why: str | None = None
    """In a few words, what gives the tier."""
    stance: str | None = None

    def as_dict(self) -> dict[str, object]:
        """Give the hit as FORMATS has it."""
        return {
            "entity": self.entity,
            "caption": self.caption,
            "dataset": self.dataset,
            "tier": self.tier,
            "score": None if self.score is None else round(self.score, 4),
            "why": self.why,
            "stance": self.stance,
            "reasons": [reason.as_dict() for reason in self.reasons],
            "path": [step.as_dict() for step in self.path],
            "citations": [citation.as_dict() for citation in self.citations],
        }


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer was looked for in; it stands under every one."""

    datasets: tuple[Mapping[str, object], ...]
    threshold: float

    def as_dict(self) -> dict[str, object]:
        """Give the searched datasets as every result bears them."""
        keys = ("dataset", "as_of", "complete", "known_total")
        brief = [{key: each[key] for key in keys} for each in self.datasets]
        return {"threshold": self.threshold, "datasets": brief}


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one row."""

    subject: Subject
    outcome: str
    hits: tuple[Hit, ...]
    near: tuple[Hit, ...]
    searched: Searched

    def as_dict(self) -> dict[str, object]:
        """Give the line of `results.jsonl`."""
        subject, problem = self.subject, self.subject.problem
        line: dict[str, object] = {
            "row": subject.row,
            "subject": dict(subject.values),
            "outcome": self.outcome,
            "hits": [hit.as_dict() for hit in self.hits],
            "near": [hit.as_dict() for hit in self.near],
            "searched": self.searched.as_dict(),
        }
        if problem:
            error = {"row": subject.row, "column": problem.column, "why": problem.why}
            line["error"] = error
        return line

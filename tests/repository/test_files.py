"""What every file keeps to: no trace of a machine, no sentence of the study, no giants."""

from __future__ import annotations

import re
from pathlib import Path

from tests.repository.tree import ROOT, texts

# Put together here, so that this file does not hold what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
        ("registry", "npmmirror", "com"),
        ("tuna", "tsinghua", "edu", "cn"),
    ]
]
MACHINE = re.compile(
    "|".join(
        [
            *map(re.escape, HOSTS),
            re.escape(str(ROOT)),
            r"(?<![\w./:-])/(?:home|Users|root)/[\w.-]+",  # not within a URL
            r"[A-Z]:\\Users\\",
            r"--(?:extra-)?index-url[ =]\S",
            r"--find-links[ =]\S",
        ]
    )
)
WORDS_IN_A_ROW = 14
LONGEST_MODULE = 600


def test_no_file_names_a_registry_or_a_machine() -> None:
    """What is committed holds anywhere: no package host, no folder of whoever wrote it."""
    found = [f"{name}: {hit[0]}" for name, text in texts() for hit in MACHINE.finditer(text)]
    assert not found


def shingles(text: str) -> set[tuple[str, ...]]:
    """Give every run of WORDS_IN_A_ROW words; an address is a fact, whatever its parts spell."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"https?://\S+", " ", text.lower()))
    return {
        tuple(words[start : start + WORDS_IN_A_ROW])
        for start in range(len(words) - WORDS_IN_A_ROW + 1)
    }


def test_no_file_carries_sentences_of_the_study(testimony: Path) -> None:
    """Facts carry over, in the project's own words; sentences stay with their author."""
    theirs = shingles(testimony.read_text("utf-8", errors="replace"))
    found = {
        name: " ".join(min(same)) for name, text in texts() if (same := theirs & shingles(text))
    }
    assert not found


def test_no_module_outgrows_its_one_job() -> None:
    """A module that needs this many lines has a second job."""
    long = {
        name: text.count("\n")
        for name, text in texts()
        if name.endswith(".py") and text.count("\n") >= LONGEST_MODULE
    }
    assert not long

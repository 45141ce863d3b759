"""The table of steps: a key counts all that rows are made of, and nothing else changes it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sightline.case.steps import INDEX, MASKED, STEPS, TEXT, keys
from sightline.coding import load_codebook

EXAMPLES = Path(__file__).parents[2] / "examples" / "briefing"

# A process of its own: what is read once is remembered, and would not be seen again.
RECORD = """
import json, sys
from pathlib import Path
from sightline.case.steps import STEPS, Work
from sightline.coding import load_codebook
from sightline.text import Text
from sightline.text.masking import mask

opened = set()
sys.addaudithook(lambda event, given: event == "open" and opened.add(str(given[0])))
step, codebook = sys.argv[1], load_codebook()
opened.clear()
for path in sys.argv[2:]:
    raw = Path(path).read_text("utf-8")
    text = Text("0" * 64, mask(raw) if step == "texts" else raw)
    if step != "texts":
        list(Work(text, {each.name: each for each in STEPS}, (codebook,)).of(step))
print(json.dumps(sorted(opened)))
"""


def read_by(step: str) -> set[str]:
    """The data files that a step opens, as paths below the folder of data."""
    documents = [str(path) for path in sorted(EXAMPLES.glob("*.txt"))]
    done = subprocess.run(
        [sys.executable, "-c", RECORD, step, *documents],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    with as_file(files("sightline.data")) as folder:
        opened = [Path(name) for name in json.loads(done.stdout)]
        return {
            path.relative_to(folder).as_posix()
            for path in opened
            if path.is_relative_to(folder) and path.suffix in {".csv", ".toml", ".jsonl"}
        }


def told(step: str) -> set[str]:
    """The data that a step and those it builds on name."""
    by_name = {each.name: each for each in STEPS}
    if step == TEXT:
        return set(MASKED)
    return set(by_name[step].data).union(*(told(need) for need in (TEXT, *by_name[step].needs)))


@pytest.mark.parametrize("step", [TEXT, *(step.name for step in STEPS)])
def test_a_step_names_all_the_data_that_it_reads(step: str) -> None:
    """Else a changed word list would leave old rows standing."""
    named = told(step)
    read = {name for name in read_by(step) if not name.startswith("codebooks/")}
    assert read or step == "checks"
    assert {
        name
        for name in read
        if not any(name == each or name.startswith(f"{each}/") for each in named)
    } == set()


def test_a_changed_codebook_counts_where_it_is_read() -> None:
    """For coding and what builds on it, and for nothing else."""
    codebook = load_codebook()
    other = replace(codebook, fingerprint="another")
    before, after = keys((codebook,)), keys((other,))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"annotations", "relations", "indicators"}
    assert keys((codebook, other)) not in (before, after)
    assert keys((codebook,)) == before


def test_every_step_builds_on_the_text() -> None:
    """All keys differ from one another, and the text's is in each."""
    found = keys(())
    assert list(found)[:2] == [TEXT, INDEX]
    assert len(set(found.values())) == len(STEPS) + 2

"""The bundled codebook reads the study as a person does.

The floors are the issue's; what is reached is higher (`score_annotations.py` prints it).
"""

from __future__ import annotations

from pathlib import Path

from sightline.coding import annotate, document_flows, load_codebook
from sightline.text import Text
from tests.readings.score_annotations import load_reading, score


def test_study_is_coded_as_read(testimony: Path) -> None:
    """Recall and precision hold 0.97 against the reading by hand, senses too."""
    text = Text("0" * 64, testimony.read_bytes().decode("utf-8"))
    annotations = annotate(text, load_codebook())
    found = score(load_reading(), annotations)
    assert found.recall >= 0.97, found.missed
    assert found.precision >= 0.97, found.wrong
    assert found.senses >= 0.97
    assert document_flows(annotations) == {1, 2, 3}

"""Characters: layers of a text, repair, search keys, layout, masking, citations."""

from sightline.text.fold import fold, fold_layer, simplify
from sightline.text.layout import Block
from sightline.text.repair import repair
from sightline.text.sentences import sentences
from sightline.text.spans import Citation, Layer, Span
from sightline.text.text import OutsideText, Passage, Text

__all__ = [
    "Block",
    "Citation",
    "Layer",
    "OutsideText",
    "Passage",
    "Span",
    "Text",
    "fold",
    "fold_layer",
    "repair",
    "sentences",
    "simplify",
]

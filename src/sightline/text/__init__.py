"""Characters: layers of a text, repair, search keys, layout, masking, citations."""

from sightline.text.fold import fold, fold_layer, simplify
from sightline.text.ids import claim_id
from sightline.text.layout import KINDS, Block, Kind
from sightline.text.repair import repair
from sightline.text.sentences import sentences
from sightline.text.spans import Citation, Layer, Span
from sightline.text.text import OutsideText, Passage, Text

__all__ = [
    "KINDS",
    "Block",
    "Citation",
    "Kind",
    "Layer",
    "OutsideText",
    "Passage",
    "Span",
    "Text",
    "claim_id",
    "fold",
    "fold_layer",
    "repair",
    "sentences",
    "simplify",
]

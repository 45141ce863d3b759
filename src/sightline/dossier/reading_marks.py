"""Marks of the reading page: which claims a document's rows make, and where they show.

A claim is a row with the passages that it rests on. Nothing is decided
here about the text; offsets are those of the raw text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

KINDS = ("indicators", "relations", "figures", "annotations", "entities", "references")
"""Files of an export whose rows show in the text, the weightiest first."""

HUES = 5
"""Colours for flows; those beyond share the last."""

_TO_SPARE = frozenset({"citation", "citations", "properties"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A row as the page shows it.

    Attributes:
        kind: The file of an export that it belongs to.
        style: Classes of its marks: its kind, and for an annotation its flows.
        spans: Its passages in the raw text, in order of place.
        quotes: What stands there.
        fields: The row without its citations, and without what is null.
    """

    kind: str
    style: str
    spans: tuple[tuple[int, int], ...]
    quotes: tuple[str, ...]
    fields: Row

    def packed(self) -> dict[str, Any]:
        """The claim as the page's script takes it."""
        return {
            "kind": self.kind,
            "style": self.style,
            "spans": [list(span) for span in self.spans],
            "quotes": list(self.quotes),
            **({"anchors": self.fields["anchors"]} if self.kind == "references" else {}),
            "row": {
                key: value
                for key, value in self.fields.items()
                if key != "anchors" and value not in (None, [], "")
            },
        }


def claims(rows: Mapping[str, Sequence[Row]]) -> list[Claim]:
    """All claims that show in the text, in order of their first passage."""
    captions = {row["id"]: row["caption"] for row in rows.get("entities", ())}
    found = [_claim(kind, row, captions) for kind in KINDS for row in rows.get(kind, ())]
    return sorted(found, key=lambda claim: (claim.spans[0][0], -claim.spans[0][1]))


def _claim(kind: str, row: Row, captions: Mapping[str, str]) -> Claim:
    cited = sorted(
        row.get("citations") or [row["citation"]], key=lambda each: (each["start"], each["end"])
    )
    fields = {key: value for key, value in row.items() if key not in _TO_SPARE}
    for side in ("subject", "object", "entity"):
        if side in row:
            fields[f"{side}_caption"] = captions.get(row[side])
    if kind == "entities":
        fields |= {
            key: values
            for key in ("alias", "position", "region")
            if (values := row["properties"].get(key))
        }
    return Claim(
        kind,
        f"{kind} {hue(min(row['flows'], default=0))}" if kind == "annotations" else kind,
        tuple((each["start"], each["end"]) for each in cited),
        tuple(each["quote"] for each in cited),
        fields,
    )


def hue(flow: int) -> str:
    """Name the colour of a flow; 0 is that of none."""
    return f"flow-{min(flow, HUES)}"

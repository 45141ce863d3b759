"""Identifiers of what is read in a text: the same after any rebuild, so that judgements last."""

from __future__ import annotations

import hashlib
import json

from sightline.text.spans import Span

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def claim_id(kind: str, capture: str, span: Span, *content: object) -> str:
    """24 hexadecimal digits made from what the claim is, where it stands and what it says.

    `content` is the claim's canonical content: plain values, in fixed order.
    """
    canonical = _encode([kind, capture, span.start, span.end, *content])
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:24]

"""Turns a draft of a reading, with quotes, into offsets and values.

A reader writes one line a row, fields parted by `|`, quotes as the page has
them (white space may be left out or differ):

    E key | kind | spelling ; spelling
    A term | category | flows or - | sense or - | quote
    F key | value[..high] | unit | kind | place or - | date or - | name=value, ... or - | quote ; quote
    R subject predicate object-key or "words" | stance | flow or - | date or - | quote
    I entity | framework | indicator | strength | asserted_by | stance | quote
    C formula over figure keys and numbers | stated figure key, number or - | yes, no or - | quote
    P masked | quote
    P kept | quote | words of the role

A quote may end in `#2` for its second place on the page, or in `#*` for all.
What is committed has offsets instead of quotes (code points of the raw
text, end exclusive), so that no page is kept twice.

    python tests/readings/anchoring.py PAGE DRAFT > READING
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from sightline.reading import read

_NTH = re.compile(r"\s*#(\d+|\*)$")
FLOWLESS = "-"


class BadDraft(Exception):
    """A line of a draft cannot be taken."""


def text_of(page: Path) -> str:
    """The raw text of a page, as a case reads it."""
    reading = read(page.read_bytes(), page.name)
    if reading.raw is None:
        raise BadDraft(f"{page}: {reading.why}")
    return reading.raw


def spans_of(raw: str, quote: str) -> list[list[int]]:
    """Where `quote` stands, white space aside; one place, or all with `#*`."""
    nth = _NTH.search(quote)
    words = quote[: nth.start()] if nth else quote
    pattern = r"\s*".join(re.escape(sign) for sign in re.sub(r"\s", "", words))
    found = [list(match.span()) for match in re.finditer(pattern, raw)] if pattern else []
    if not found:
        raise BadDraft(f"not on the page: {words!r}")
    if nth and nth[1] == "*":
        return found
    at = int(nth[1]) - 1 if nth else 0
    if at >= len(found):
        raise BadDraft(f"only {len(found)} times on the page: {words!r}")
    return [found[at]]


def anchor(raw: str, draft: str) -> list[dict[str, Any]]:
    """The rows of a draft with offsets.

    Raises:
        BadDraft: A line has another form, or names words that the page has not.
    """
    rows: list[dict[str, Any]] = [{"row": "page", "sha256": _hash(raw), "length": len(raw)}]
    wrong: list[str] = []
    for number, line in enumerate(draft.splitlines(), 1):
        if not line.strip() or line.startswith("//"):
            continue
        try:
            rows.append(_row(raw, line))
        except (BadDraft, ValueError, IndexError, KeyError) as error:
            wrong.append(f"line {number}: {type(error).__name__}: {error}: {line}")
    keys = {row["key"] for row in rows if row["row"] in ("entity", "figure")}
    for row in rows:
        ends = [row.get("subject"), row.get("object"), row.get("entity")]
        wrong += [f"unknown key {end!r} in {row}" for end in ends if end and end not in keys]
    if wrong:
        raise BadDraft("\n".join(wrong))
    return rows


def _hash(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()


def _row(raw: str, line: str) -> dict[str, Any]:
    kind, rest = line[0], line[1:].strip()
    return _MAKERS[kind](raw, [part.strip() for part in rest.split("|")])


def _or_none(value: str) -> str | None:
    return None if value in ("-", "") else value


def _many(raw: str, quotes: str) -> list[list[int]]:
    return [span for quote in quotes.split(" ; ") for span in spans_of(raw, quote.strip())]


def _entity(raw: str, parts: list[str]) -> dict[str, Any]:
    key, kind, spellings = parts
    return {"row": "entity", "key": key, "kind": kind, "spans": _many(raw, spellings)}


def _annotation(raw: str, parts: list[str]) -> dict[str, Any]:
    term, category, flows, sense, quote = parts
    said = [int(one) for one in re.findall(r"\d", flows)]
    spans = _many(raw, quote)
    return {
        "row": "annotation",
        "term": term,
        "category": category,
        "flows": said,
        "sense": _or_none(sense),
        "spans": spans,
    }


def _figure(raw: str, parts: list[str]) -> dict[str, Any]:
    key, value, unit, kind, place, date, extras, quotes = parts
    low, _, high = value.partition("..")
    more = dict(pair.strip().split("=", 1) for pair in extras.split(",") if "=" in pair)
    return {
        "row": "figure",
        "key": key,
        "value": float(low),
        "value_high": float(high) if high else None,
        "unit": unit,
        "kind": kind,
        "place": _or_none(place),
        "date": _or_none(date),
        **more,
        "citations": _many(raw, quotes),
    }


def _relation(raw: str, parts: list[str]) -> dict[str, Any]:
    tie, stance, flow, date, quote = parts
    subject, predicate, target = tie.split(maxsplit=2)
    literal = target.strip('"“”') if target[0] in '"“' else None
    return {
        "row": "relation",
        "subject": subject,
        "predicate": predicate,
        "object": None if literal else target,
        "literal": spans_of(raw, literal)[0] if literal else None,
        "stance": stance,
        "flow": int(flow) if flow != FLOWLESS else None,
        "date": _or_none(date),
        "span": spans_of(raw, quote)[0],
    }


def _indicator(raw: str, parts: list[str]) -> dict[str, Any]:
    entity, framework, indicator, strength, asserted_by, stance, quote = parts
    return {
        "row": "indicator",
        "entity": entity,
        "framework": framework,
        "indicator": indicator,
        "strength": strength,
        "asserted_by": asserted_by,
        "stance": stance,
        "span": spans_of(raw, quote)[0],
    }


def _check(raw: str, parts: list[str]) -> dict[str, Any]:
    formula, stated, agrees, quote = parts
    return {
        "row": "check",
        "formula": formula,
        "stated": _or_none(stated),
        "agrees": {"yes": True, "no": False, "-": None}[agrees],
        "span": spans_of(raw, quote)[0],
    }


def _person(raw: str, parts: list[str]) -> dict[str, Any]:
    role = spans_of(raw, parts[2])[0] if len(parts) > 2 else None
    return {"row": "person", "is": parts[0], "spans": _many(raw, parts[1]), "role": role}


_MAKERS = {
    "E": _entity,
    "A": _annotation,
    "F": _figure,
    "R": _relation,
    "I": _indicator,
    "C": _check,
    "P": _person,
}


def main() -> None:
    """Print the reading of a page from a draft."""
    raw = text_of(Path(sys.argv[1]))
    try:
        rows = anchor(raw, Path(sys.argv[2]).read_text(encoding="utf-8"))
    except BadDraft as error:
        sys.exit(str(error))
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

"""Score relations and indicators on the passages of `ties.toml`.

    python -m tests.readings.score_ties [--all] [--layer relations|indicators] [--odd | --even]

A relation is right if predicate, direction, stance and both names agree, or
for words instead of an object if these overlap; an indicator if entity,
name and stance agree. Rules are made on passages with an even number; those
with an odd one show whether they carry over.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

from tests.readings.anchoring import BadDraft, spans_of
from tests.readings.claims import Item, fold_name
from tests.readings.score_claims import read_by_code
from tests.readings.scoring import Tally, match, tally, total

PASSAGES = Path(__file__).parent / "ties.toml"


def passages() -> list[tuple[str, str, dict[str, list[Item]]]]:
    """Each passage: its id, its text, and what it states."""
    with PASSAGES.open("rb") as file:
        rows = tomllib.load(file)["passage"]
    return [(row["id"], row["text"], _said(row["text"], row)) for row in rows]


def _said(text: str, row: dict[str, list[str]]) -> dict[str, list[Item]]:
    relations = []
    for line in row["relations"]:
        subject, predicate, target, stance = (part.strip() for part in line.split("|"))
        names = [frozenset((fold_name(subject),))]
        spans: list[tuple[int, int]] = []
        if target.startswith('"'):
            start, end = _place(text, target.strip('"'))
            spans.append((start, end))
        else:
            names.append(frozenset((fold_name(target),)))
        content = (predicate, stance, len(names) == 2)
        relations.append(Item(tuple(spans), content, tuple(names)))
    signs = []
    for line in row["indicators"]:
        entity, framework, indicator, stance = (part.strip() for part in line.split("|"))
        names = [frozenset((fold_name(entity),))]
        signs.append(Item((), (framework, indicator, stance), tuple(names)))
    return {"relations": relations, "indicators": signs}


def _place(text: str, words: str) -> tuple[int, int]:
    try:
        start, end = spans_of(text, words)[0]
    except BadDraft:
        return 0, len(text)
    return start, end


def main() -> None:
    """Print the score, and with --all each difference."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--layer", choices=("relations", "indicators"))
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--odd", dest="rest", action="store_const", const=1)
    half.add_argument("--even", dest="rest", action="store_const", const=0)
    given = parser.parse_args()
    layers = (given.layer,) if given.layer else ("relations", "indicators")
    counted: dict[str, list[Tally]] = {layer: [] for layer in layers}
    for name, text, expected in passages():
        if given.rest is not None and int(name[1:]) % 2 != given.rest:
            continue
        found = read_by_code(text)
        bare = {layer: [_bare(item) for item in found[layer]] for layer in layers}
        for layer in layers:
            counted[layer].append(tally(expected, bare)[layer])
            _, missed, wrong = match(expected[layer], bare[layer], layer)
            for sign, items in (("-", missed), ("+", wrong)):
                for item in items if given.all else ():
                    words = [text[start:end] for start, end in item.spans[:1]]
                    names = [min(names, key=len) for names in item.names]
                    sys.stdout.write(f"{name} {layer} {sign} {item.content} {names} {words}\n")
    for layer in layers:
        whole = total(counted[layer])
        sys.stdout.write(
            f"{layer} P {whole.precision:.3f} R {whole.recall:.3f}"
            f" right {whole.right}/{whole.expected}, found {whole.found}\n"
        )


def _bare(item: Item) -> Item:
    """Without settings, which the passages don't give."""
    return Item(item.spans, item.content, item.names)


if __name__ == "__main__":
    main()

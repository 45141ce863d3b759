"""Fit the weights by which names are matched, and count what is common.

    python scripts/fit_names.py PAIRS_FOLDER

Reads the pairs of `bench/names`, learns on seven tenths of the
organisations (the rest stays unseen, for `benchmarks/names.py`), and
writes `matcher.toml` and `background.csv` beside the lexicon. No name
and no pair leaves this script: only weights, and how often words,
sounds and characters occur that at least forty organisations share.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.names.candidates import Candidates
from sightline.names.features import NAMES, PAIRINGS, compare_parts
from sightline.names.keys import counted, keys
from sightline.names.parse import parse

DATA = Path(__file__).resolve().parents[1] / "src" / "sightline" / "data" / "names"
SHARED_BY = 40
PER_SCRIPT = 12
RIDGE = 2.0
# Agreement may only speak for a pair and contradiction only against it,
# else a reason could say the opposite of what it shows.
NEVER_NEGATIVE = {
    "brand_match", "brand_whole", "brand_a_covered", "brand_b_covered", "brand_near", "acronym",
    "wording", "identical", "nothing_left", "activity_match", "activity_whole", "place_same",
    "number_same",
}  # fmt: skip
NEVER_POSITIVE = {
    "brand_a_left", "brand_b_left", "brand_clash", "brand_one_none", "brand_none",
    "brand_both_left", "activity_both_left", "brand_spelled_other", "information_short", "group_or_company",
    "activity_a_left", "activity_b_left", "activity_clash", "activity_one_none", "place_other",
    "group_differs", "holding_differs", "branch_differs", "number_other", "number_one_none",
}  # fmt: skip
LEGAL_FORM = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|,? ?(co\.?,? ?ltd|company limited|limited|inc|corp)\.?)$",
    re.IGNORECASE,
)
REWRITTEN_SHARE = 2
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Bench:
    """The files of the bench."""

    pairs: list[dict[str, Any]]
    negatives: list[dict[str, Any]]
    distractors: list[dict[str, Any]]

    @staticmethod
    def read(folder: Path) -> Bench:
        """All three files."""
        return Bench(
            *(_rows(folder / f"{n}.jsonl") for n in ("pairs_dev", "negatives_dev", "distractors"))
        )

    def pool(self) -> list[str]:
        """Every name that may be found."""
        present = (d["name"] for d in self.distractors if not d.get("absent"))
        return list(dict.fromkeys([*(p["target"] for p in self.pairs), *present]))

    def same(self) -> dict[str, set[str]]:
        """Names of each organisation."""
        names: dict[str, set[str]] = defaultdict(set)
        for pair in self.pairs:
            names[pair["entity"]].update((pair["query"], pair["target"]))
        return names


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held_out(entity: str) -> bool:
    """Is this organisation kept from the fit?"""
    return hashlib.sha256(entity.encode()).digest()[0] % 10 >= 7


def write_background(bench: Bench) -> None:
    """Shares of the keys that many organisations have in common."""
    kept = {p["target"] for p in bench.pairs if held_out(p["entity"])}
    names = [name for name in bench.pool() if name not in kept]
    counts: Counter[str] = Counter()
    for name in names:
        parsed = parse(name)
        counts.update(counted(parsed, keys(parsed)))
    with (DATA / "background.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["key", "share"])
        for key, count in sorted(counts.items()):
            if count >= SHARED_BY and key[0] != "g":
                rows.writerow([key, f"{count / len(names):.6f}"])


@dataclass(frozen=True)
class Example:
    """A query beside one name that the index offers for it."""

    query: int
    pairing: str
    right: bool
    numbers: list[float]


def gather(
    bench: Bench, wanted: Sequence[dict[str, Any]], index: Candidates, pool: Sequence[str]
) -> list[Example]:
    """Each query beside what the index offers for it, and beside the right name."""
    made: list[Example] = []
    parsed = [parse(name) for name in pool]
    same = bench.same()
    at = {name: position for position, name in enumerate(pool)}
    for number, pair in enumerate(wanted):
        query = parse(pair["query"])
        own = same[pair["entity"]]
        for position in sorted({*index.of(query, PER_SCRIPT), at[pair["target"]]}):
            if pool[position] != pair["query"]:
                compared = compare_parts(query, parsed[position], index.rarity)
                right = pool[position] in own
                made.append(Example(number, compared.pairing, right, compared.numbers))
    return made


def rewritten(bench: Bench, index: Candidates) -> list[Example]:
    """Names beside themselves without their legal form, as files really have them.

    The pairs of the bench are hard ones; without these the weights would
    not learn that the same words are the same company.
    """
    made: list[Example] = []
    targets = sorted({p["target"] for p in bench.pairs if not held_out(p["entity"])})
    for number, name in enumerate(targets):
        short = LEGAL_FORM.sub("", name).strip(" ,.")
        if short and short != name:
            compared = compare_parts(parse(short), parse(name), index.rarity)
            made.append(Example(-number - 100_000, compared.pairing, True, compared.numbers))
    return made[::REWRITTEN_SHARE]


def near_misses(bench: Bench, index: Candidates) -> list[Example]:
    """The sister companies and swapped parts, as pairs that are never right."""
    made: list[Example] = []
    for number, pair in enumerate(bench.negatives):
        if not held_out(pair["entity"]):
            compared = compare_parts(parse(pair["query"]), parse(pair["target"]), index.rarity)
            made.append(Example(-number - 1, compared.pairing, False, compared.numbers))
    return made


def fit(rows: Array, labels: Array) -> Array:
    """Logistic regression with signs held, by accelerated projected descent."""
    low = np.array([0.0 if name in NEVER_NEGATIVE else -np.inf for name in NAMES])
    high = np.array([0.0 if name in NEVER_POSITIVE else np.inf for name in NAMES])
    ridge = np.array([0.0 if name == "base" else RIDGE for name in NAMES])
    scale = np.sqrt((rows**2).mean(0)) + 1e-3
    scaled = rows / scale
    step = 1.0 / (0.25 * np.linalg.norm(scaled, 2) ** 2 + RIDGE)
    found = ahead = np.zeros(len(NAMES))
    momentum = 1.0
    for _ in range(4000):
        chance = logistic(scaled @ ahead)
        slope = scaled.T @ (chance - labels) + ridge * ahead
        new = np.clip(ahead - step * slope, low, high)
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = new + (momentum - 1) / grown * (new - found)
        if np.abs(new - found).max() < 1e-6:
            break
        found, momentum = new, grown
    return np.asarray(found / scale)


def logistic(odds: Array) -> Array:
    """Probabilities of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -40, 40))))


def best_offered(examples: Sequence[Example], weights: dict[str, Array]) -> list[Example]:
    """Each query's best name, and the best if the right one were not in the list.

    A score is shown for the best of many names, so it is these that it
    must be true of. Half of the subjects are taken to be in the list.
    """
    by_query: dict[int, list[tuple[float, Example]]] = defaultdict(list)
    for example in examples:
        score = float(np.dot(weights[example.pairing], example.numbers))
        by_query[example.query].append((score, example))
    chosen: list[Example] = []
    for offered in by_query.values():
        offered.sort(key=lambda entry: -entry[0])
        chosen.append(offered[0][1])
        chosen.extend([example for _, example in offered if not example.right][:1])
    return chosen


def calibrate(rows: Array, labels: Array, weights: Array) -> Array:
    """Stretch and shift weights until the best candidates' scores are probabilities."""
    odds = rows @ weights
    line = np.array([1.0, 0.0])
    for _ in range(50):
        chance = logistic(line[0] * odds + line[1])
        curve = chance * (1 - chance) + 1e-9
        across = np.stack([odds, np.ones_like(odds)])
        line = line + np.linalg.solve((across * curve) @ across.T, across @ (labels - chance))
    stretched = weights * line[0]
    stretched[0] += line[1]
    return np.asarray(stretched)


def learn(
    examples: Sequence[Example], taught: Sequence[Example]
) -> tuple[dict[str, Array], list[str]]:
    """Weights of each pairing, and what they were learnt from."""
    fitted: dict[str, Array] = {}
    notes: list[str] = []
    for pairing in PAIRINGS:
        own = [e for e in (*examples, *taught) if e.pairing == pairing]
        fitted[pairing] = fit(*arrays(own))
        notes.append(f"# {len(own)} pairs compared, {sum(e.right for e in own)} of them right")
    best = best_offered([*examples, *taught], fitted)
    for pairing in PAIRINGS:
        own = [e for e in best if e.pairing == pairing]
        fitted[pairing] = calibrate(*arrays(own), fitted[pairing])
    return fitted, notes


def arrays(examples: Sequence[Example]) -> tuple[Array, Array]:
    """Numbers and labels as arrays."""
    return np.array([e.numbers for e in examples]), np.array([float(e.right) for e in examples])


def main(folder: Path) -> None:
    """Count, fit, write."""
    bench = Bench.read(folder)
    write_background(bench)
    pool = bench.pool()
    index = Candidates([parse(name) for name in pool])
    seen = [pair for pair in bench.pairs if not held_out(pair["entity"])]
    taught = [*near_misses(bench, index), *rewritten(bench, index)]
    fitted, notes = learn(gather(bench, seen, index, pool), taught)
    lines = [
        "# Weights of a logistic model over the numbers of names/features.py, fitted by",
        "# scripts/fit_names.py on seven tenths of the organisations of the tuning pairs,",
        "# then stretched until the best candidate's score is a probability where half of",
        "# the subjects are in the list.",
    ]
    for (pairing, weights), note in zip(fitted.items(), notes, strict=True):
        rows = [f"{name} = {weight + 0.0:.4f}" for name, weight in zip(NAMES, weights, strict=True)]
        lines += ["", f"[weights.{pairing}]", note, *rows]
    (DATA / "matcher.toml").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

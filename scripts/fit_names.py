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
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sightline.names.candidates import Candidates
from sightline.names.features import FEATURES, NAMES, PAIRINGS, compare_parts
from sightline.names.keys import counted, keys
from sightline.names.parse import Parsed, parse

DATA = Path(__file__).resolve().parents[1] / "src" / "sightline" / "data" / "names"
SHARED_BY = 40
PER_SCRIPT = 12
RIDGE = 2.0
# Agreement may only speak for a pair and contradiction only against it,
# else a reason could say the opposite of what it shows.
NEVER_NEGATIVE = {
    "brand_match", "brand_whole", "brand_a_covered", "brand_b_covered", "brand_near", "acronym",
    "wording", "identical", "activity_match", "activity_whole", "place_same", "place_within",
    "number_same",
}  # fmt: skip
NEVER_POSITIVE = {
    "brand_a_left", "brand_b_left", "brand_clash", "brand_one_none", "brand_none",
    "activity_a_left", "activity_b_left", "activity_clash", "activity_one_none", "place_other",
    "group_differs", "holding_differs", "branch_differs", "number_other", "number_one_none",
}  # fmt: skip
# How often a subject is in the list at all, as the weights shall assume.
PRESENT = 0.5


@dataclass(frozen=True)
class Bench:
    """The files of the bench."""

    pairs: list[dict[str, Any]]
    negatives: list[dict[str, Any]]
    distractors: list[dict[str, Any]]

    @staticmethod
    def read(folder: Path) -> Bench:
        """All three files."""
        return Bench(*(_rows(folder / f"{n}.jsonl") for n in ("pairs_dev", "negatives_dev", "distractors")))

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


@dataclass
class Examples:
    """Rows of numbers with labels and importance, by pairing."""

    rows: dict[str, list[list[float]]]
    labels: dict[str, list[float]]
    importance: dict[str, list[float]]

    @staticmethod
    def empty() -> Examples:
        """No examples yet."""
        return Examples(defaultdict(list), defaultdict(list), defaultdict(list))

    def add(self, query: Parsed, target: Parsed, label: bool, weight: float, index: Candidates) -> None:
        """One compared pair."""
        compared = compare_parts(query, target, index.rarity)
        self.rows[compared.pairing].append(compared.numbers)
        self.labels[compared.pairing].append(float(label))
        self.importance[compared.pairing].append(weight)


def gather(bench: Bench, wanted: Iterable[dict[str, Any]], index: Candidates, pool: Sequence[str]) -> Examples:
    """Each query beside what the index offers for it."""
    made = Examples.empty()
    parsed = [parse.__wrapped__(name) for name in pool]
    same = bench.same()
    at = {name: position for position, name in enumerate(pool)}
    for pair in wanted:
        query = parse(pair["query"])
        own = same[pair["entity"]]
        offered = set(index.of(query, PER_SCRIPT)) | {at[pair["target"]]}
        for position in sorted(offered):
            if pool[position] == pair["query"]:
                continue
            right = pool[position] in own
            made.add(query, parsed[position], right, PRESENT if right else 1.0, index)
    return made


def fit(rows: NDArray[np.float64], labels: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression with signs held, by accelerated projected descent."""
    low = np.array([0.0 if n in NEVER_NEGATIVE else -np.inf for n in NAMES])
    high = np.array([0.0 if n in NEVER_POSITIVE else np.inf for n in NAMES])
    ridge = np.array([0.0 if n == "base" else RIDGE for n in NAMES])
    scale = np.sqrt((rows**2 * weights[:, None]).sum(0) / weights.sum()) + 1e-3
    scaled = rows / scale
    step = 1.0 / (0.25 * np.linalg.norm(scaled * np.sqrt(weights)[:, None], 2) ** 2 + RIDGE / scale.min() ** 2 * 0.0 + 1.0)
    found = np.zeros(len(FEATURES))
    ahead, momentum = found.copy(), 1.0
    for _ in range(4000):
        chance = 1.0 / (1.0 + np.exp(-np.clip(scaled @ ahead, -40, 40)))
        slope = scaled.T @ ((chance - labels) * weights) + ridge * ahead
        new = np.clip(ahead - step * slope, low, high)
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = new + (momentum - 1) / grown * (new - found)
        if np.abs(new - found).max() < 1e-6:
            break
        found, momentum = new, grown
    return found / scale


def main(folder: Path) -> None:
    """Count, fit, write."""
    bench = Bench.read(folder)
    write_background(bench)
    pool = bench.pool()
    index = Candidates([parse.__wrapped__(name) for name in pool])
    seen = [pair for pair in bench.pairs if not held_out(pair["entity"])]
    examples = gather(bench, seen, index, pool)
    for pair in bench.negatives:
        if not held_out(pair["entity"]):
            examples.add(parse(pair["query"]), parse(pair["target"]), False, 4.0, index)
    lines = [
        "# Weights of a logistic model over the numbers in names/features.py, fitted by",
        "# scripts/fit_names.py on seven tenths of the organisations of the tuning pairs.",
        "",
    ]
    for pairing in PAIRINGS:
        rows = np.array(examples.rows[pairing])
        labels = np.array(examples.labels[pairing])
        weights = fit(rows, labels, np.array(examples.importance[pairing]))
        lines += [f"[weights.{pairing}]", f"# {len(labels)} pairs compared, {int(labels.sum())} of them true"]
        lines += [f"{name} = {weight:.4f}" for name, weight in zip(NAMES, weights, strict=True)]
        lines.append("")
    (DATA / "matcher.toml").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

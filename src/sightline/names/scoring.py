"""From the numbers of a comparison to a probability, and to its reasons.

The weights were fitted (`scripts/fit_names.py`) and are data. Each
reason holds its slot's part of the log-odds; together they are the
whole of it.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul

from sightline.names.align import Pairing
from sightline.names.features import AT, FEATURES, NAMES, PAIRINGS, Compared
from sightline.names.model import Reason, Slot
from sightline.names.parse import PlaceUnit

_SHOWN: tuple[Slot, ...] = ("brand", "activity", "place", "identifier", "form")


@dataclass(frozen=True)
class Model:
    """Fitted weights, a row for each way that two names can be written."""

    weights: dict[str, tuple[float, ...]]

    @staticmethod
    @cache
    def load() -> Model:
        """The bundled model."""
        text = files("sightline.data").joinpath("names/matcher.toml").read_text(encoding="utf-8")
        data = tomllib.loads(text)
        by_hand = files("sightline.data").joinpath("names/by_hand.toml").read_text("utf-8")
        weights = data["weights"]
        for name, row in tomllib.loads(by_hand).items():
            for pairing in [row["pairing"]] if "pairing" in row else PAIRINGS:
                weights[pairing][name] = row["weight"]
        rows = {
            pairing: tuple(float(weights[pairing].get(name, 0.0)) for name in NAMES)
            for pairing in PAIRINGS
        }
        return Model(rows)

    def log_odds(self, compared: Compared) -> float:
        """The log-odds that the two names are one organisation's."""
        weights = self.weights[compared.pairing]
        return float(sum(map(mul, weights, compared.numbers)))

    def reasons(self, compared: Compared) -> tuple[Reason, ...]:
        """The parts of the log-odds by slot, and the base rate."""
        weights = self.weights[compared.pairing]
        parts = dict.fromkeys(_SHOWN, 0.0)
        for (name, slot), weight, number in zip(FEATURES, weights, compared.numbers, strict=True):
            if name != "base":
                parts[slot] += weight * number
        told = [_told(slot, part, compared) for slot, part in parts.items()]
        base = Reason("form", "", "", "base", weights[0])
        return (*(reason for reason in told if reason is not None), base)


def probability(log_odds: float) -> float:
    """The logistic function, safe at both ends."""
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, log_odds))))


def _told(slot: Slot, part: float, compared: Compared) -> Reason | None:
    a, b, agreement = _words(slot, compared)
    if not a and not b and part == 0.0:
        return None
    query, target = (b, a) if compared.flipped else (a, b)
    return Reason(slot, query, target, agreement, part)


def _words(slot: Slot, compared: Compared) -> tuple[str, str, str]:
    numbers = compared.numbers
    if slot == "brand":
        a, b = _slot_words(compared.alignment.brand)
        return a, b, _brand_agreement(numbers)
    if slot == "activity":
        a, b = _slot_words(compared.alignment.activity)
        return a, b, _activity_agreement(compared.alignment.activity)
    if slot == "place":
        return _places(compared.a.places), _places(compared.b.places), _place_agreement(compared)
    if slot == "identifier":
        a, b = (" ".join(sorted(name.numbers)) for name in (compared.a, compared.b))
        other = "other number" if numbers[AT["number_other"]] else "number on one side"
        return a, b, "same number" if numbers[AT["number_same"]] else other
    a, b = (" ".join(sorted(name.forms)) for name in (compared.a, compared.b))
    differs = any(numbers[AT[f"{form}_differs"]] for form in ("group", "holding", "branch"))
    return a, b, "group, holding or branch on one side" if differs else "no contradiction"


def _slot_words(pairing: Pairing) -> tuple[str, str]:
    a = [pair[0] for pair in pairing.paired] + [word for word, _ in pairing.a.left]
    b = [pair[1] for pair in pairing.paired] + [word for word, _ in pairing.b.left]
    return " ".join(a), " ".join(b)


def _brand_agreement(numbers: list[float]) -> str:
    if numbers[AT["brand_whole"]] or numbers[AT["identical"]]:
        return "same"
    if numbers[AT["brand_clash"]]:
        return "sounds alike" if numbers[AT["brand_near"]] else "other brand"
    if numbers[AT["brand_match"]]:
        return "partly the same"
    return "no brand on one side" if numbers[AT["brand_one_none"]] else "no brand"


def _activity_agreement(activity: Pairing) -> str:
    if activity.paired:
        return "partly the same" if activity.a.left or activity.b.left else "same"
    if activity.a.left and activity.b.left:
        return "other activity"
    return "activity on one side" if activity.a.left or activity.b.left else "no activity"


def _place_agreement(compared: Compared) -> str:
    told = {
        "same": "same place",
        "within": "one within the other",
        "other": "other place",
        "a_only": "place on one side",
        "b_only": "place on one side",
    }
    return told.get(compared.place, "no place")


def _places(places: tuple[PlaceUnit, ...]) -> str:
    return " ".join(place.text for place in places)

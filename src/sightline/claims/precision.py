"""How exactly a number is printed, and so how far a result may be from it.

"1.21 million" stands for anything between 1.205 and 1.215 million, "63,000"
beside an estimate for anything that rounds to it, "120" for 120. What the
precision of the print leaves open is no disagreement, and nothing more is
forgiven.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sightline.claims.numbers import tidy

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ROUGH = frozenset(("about", "at_least", "at_most", "less_than", "more_than"))
_THOUSAND = 1000
# "About" and its kin are seldom said of what is further off than this.
_ROUGHLY = 0.05
_TELLING = 3
_NOUGHTS = 0.01


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is printed.

    Attributes:
        value: What it says.
        grain: The value of a one in its last significant place.
        spelt: Whether a point or a magnitude (万, million) shows that it is rounded.
        rough: Whether a word beside it says that it is not exact.
    """

    value: float
    grain: float
    spelt: bool
    rough: bool

    @property
    def slack(self) -> float:
        """How far a result may lie from it, if it is the stated number."""
        half = self.grain / 2
        if not self.spelt and self.grain > 1:
            # Noughts may be rounding or mere chance: no more than a hundredth.
            half = min(half, abs(self.value) * _NOUGHTS)
        return max(half, abs(self.value) * _ROUGHLY if self.rough else 0.0)

    @property
    def spread(self) -> float:
        """How far the thing meant may lie from it, if it is worked with.

        An integer that is written out is taken at its word; so is a round
        one ("2万元" for a subsidy), whose digits are too few to tell of rounding.
        """
        if self.rough:
            return abs(self.value) * _ROUGHLY
        significant = abs(self.value) / self.grain if self.grain else 0.0
        return self.grain / 2 if self.spelt and significant >= 10 ** (_TELLING - 1) else 0.0


def printed(value: float, quote: str, qualifier: str) -> Printed:
    """Tell how `value` is printed in `quote`."""
    rough = qualifier in _ROUGH
    plain = unicodedata.normalize("NFKC", quote).replace("，", ",")
    for match in _DIGITS.finditer(plain):
        digits = match.group().replace(",", "").rstrip(".")
        mantissa = float(digits)
        if not mantissa:
            continue
        magnitude = value / mantissa
        if not _is_power_of_ten(magnitude):
            continue
        decimals = len(digits.partition(".")[2])
        if decimals or magnitude > 1:
            return Printed(value, tidy(magnitude / 10**decimals), spelt=True, rough=rough)
        break
    return Printed(value, _round_to(value), spelt=False, rough=rough)


def _is_power_of_ten(number: float) -> bool:
    while number >= 9.999999:
        number /= 10
    return abs(number - 1) < 1e-6


def _round_to(value: float) -> float:
    """The grain of an integer written out: thousands that are whole are taken as rounded."""
    if value != int(value):
        return tidy(10.0 ** -len(str(value).partition(".")[2]))
    grain = 1
    if value and value % _THOUSAND == 0:
        while value % (grain * 10) == 0:
            grain *= 10
    return float(grain)

"""Lists: the words that the scan looks for beside the terms, by what they are for."""

from __future__ import annotations

from sightline.coding.codebook import Codebook
from sightline.coding.means import ELSEWHERE, INSIDE, YEARS
from sightline.coding.patterns import sight
from sightline.places import China, Gazetteer
from sightline.text import fold

LOOK_ALIKE = "look-alike"
"""The list of words that only look like a term."""
_CENTURY = (1950, 2050)
# Romanised names that short are words or other names too.
_SHORT = 4
_BARE_ELSEWHERE = frozenset({"prefecture_level", "autonomous_prefecture", "level"})


def negation_list(number: int) -> str:
    """Name of the marks that the codebook's n-th negation leaves."""
    return f"negation {number}"


def month_list(month: int) -> str:
    """Name of the marks that the codebook's words for a month leave."""
    return f"month {month}"


def word_lists(codebook: Codebook) -> dict[str, dict[str, bool]]:
    """Each string to the lists that it stands in, and whether it may have an ending there."""
    named: dict[str, dict[str, bool]] = {
        **{name: codebook.words(forms) for name, forms in codebook.cues.items()},
        **{
            negation_list(number): codebook.words(negation.words)
            for number, negation in enumerate(codebook.negations)
        },
        **{month_list(month): codebook.words(words) for month, words in codebook.months.items()},
        **_places(codebook),
        YEARS: dict.fromkeys(map(str, range(*_CENTURY)), False),
        LOOK_ALIKE: codebook.words(form for entry in codebook.entries for form in entry.not_in),
    }
    found: dict[str, dict[str, bool]] = {}
    for name, words in named.items():
        for word, goes_on in words.items():
            found.setdefault(word, {})[name] = goes_on
    return found


def _places(codebook: Codebook) -> dict[str, dict[str, bool]]:
    region = codebook.region
    inside, elsewhere = codebook.words(region.inside), codebook.words(region.elsewhere)
    if region.gazetteer:
        inside |= dict.fromkeys(_inside_names(), False)
        elsewhere |= dict.fromkeys(_elsewhere_names() - inside.keys(), False)
    for word in region.no_place:
        elsewhere.pop(sight(fold(word)), None)
    return {INSIDE: inside, ELSEWHERE: elsewhere}


def _inside_names() -> set[str]:
    """Names that mean a place of the region wherever they stand."""
    found: set[str] = set()
    for place in Gazetteer.load():
        found.update(name for name in place.names_zh if len(name) > 2 or place.level != "district")
        if not place.same_zh_elsewhere and place.level != "district":
            found.add(place.bare_zh)
        found.update(name for name in place.names_latin if " " in name)
        if not place.same_romanised_elsewhere:
            found.update(name for name in place.names_latin if len(name) > _SHORT)
    return {sight(fold(name)) for name in found}


def _elsewhere_names() -> set[str]:
    """Names of the rest of the country: provinces, and cities by their full names."""
    china = China.load()
    found: set[str] = set()
    for province in china.provinces.values():
        if not province.code.startswith("65"):
            found.update((*province.names_zh, *province.names_latin))
    for city in china.cities:
        found.add(city.name_zh)
        if city.level in _BARE_ELSEWHERE:
            found.update(name for name in city.names_zh if len(name) > 1)
            found.update(name for name in city.names_latin if len(name) > _SHORT)
    return {sight(fold(name)) for name in found}

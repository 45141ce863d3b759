"""A small codebook of an invented programme, for the promises of the room."""

from __future__ import annotations

import tomllib

from sightline.coding import Codebook
from sightline.coding.building import build

HEAD = """
name = "salt-works"
version = "1"
title = "Salt works on the Tamsal shore"
languages = ["uz", "ru"]

[region]
name = "the Tamsal shore"
inside = ["Tamsal*", "Тамсал*"]
elsewhere = ["Orsk*"]

[period]
first = 1990
last = 2010

[years]
runs_on_before = ["since"]

[months]
3 = ["March", "март*"]
9 = ["September", "сентябр*"]
10 = ["October", "октябр*"]

[flow.1]
name = "pans"
coercion = "high"
rank = 1
reason = "people are sent"
source = "invented"

[gate.on_the_shore]
kind = "region"
unplaced = false
reason = "salt pans elsewhere are ordinary"

[gate.while_it_lasted]
kind = "time"
last = 2010
reason = "the pans are free since"

[gate.in_autumn]
kind = "season"
months = [9, 10]
reason = "salt is raked in autumn"
"""

TERM = """
[[term]]
id = "salt-pan"
name = "a salt pan"
category = "facility"
flows = [1]
en = ["salt pan"]
uz = ["tuz ho'jalig*"]
ru = ["солян*"]
reason = "where the work is done"
source = "invented"
match = ["salt pans"]
no_match = ["frying pans"]
"""

SIGN = """
[[indicator]]
id = "papers"
name = "papers kept by others"
framework = "ILO"
indicator = "retention_of_identity_documents"
strength = "explicit"
en = ["passports are {kept|held}"]
zh = ["扣押身份证"]
reason = "who holds the papers holds the worker"
source = "invented"
match = ["Their passports are kept."]
no_match = ["Their passports are blue."]

[[negation]]
of = "indicators"
side = "before"
reach = 8
bans = true
words = ["不得", "no"]

[[negation]]
of = "indicators"
side = "before"
reach = 20
words = ["没有", "it is not true that their"]
"""


def book(*parts: str, gates: str = "") -> Codebook:
    """A codebook of these parts; `gates` are those of its terms."""
    text = "".join((HEAD, *(parts or (TERM,))))
    if gates:
        text = text.replace('reason = "where', f'gates = {gates}\nreason = "where')
    return build(tomllib.loads(text), "salt-works")

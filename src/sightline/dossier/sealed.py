"""Pieces of a page that asks nothing of the network and runs nothing from a file.

What a page needs lies inside it; a policy in its head allows its one
script and style by their hashes. Values travel as JSON that can't end a
script element.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from importlib.resources import files

from markupsafe import Markup

from sightline.dossier.words import Words

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def embedded(value: object) -> Markup:
    """Give `value` as JSON that neither ends a script element nor breaks a line of it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char, escape in _ESCAPES.items():
        text = text.replace(char, escape)
    return Markup(text)  # noqa: S704  all that could be markup is escaped above


def part(name: str) -> str:
    """Read a template's style or script."""
    return (files("sightline.dossier") / "templates" / name).read_text("utf-8")


def policy(style: str, script: str) -> str:
    """Give the policy that allows this style and script and nothing else."""

    def allowed(text: str) -> str:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        return f"'sha256-{digest}'"

    return (
        f"default-src 'none'; script-src {allowed(script)}; style-src {allowed(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def speaker(language: str) -> Callable[..., Markup]:
    """Give a function that gives labels in one language, which the language switch finds again."""

    def say(key: str, **given: object) -> Markup:
        spoken = Words(language)(key, **given)
        if not given:
            return Markup('<span data-t="{}">{}</span>').format(key, spoken)
        values = json.dumps({name: str(each) for name, each in given.items()}, ensure_ascii=False)
        return Markup('<span data-t="{}" data-v="{}">{}</span>').format(key, values, spoken)

    return say

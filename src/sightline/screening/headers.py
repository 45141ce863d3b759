"""Headers: what a file calls its columns, and which part each column plays.

A column is keyed by its own header. Which part (role) it plays is found
by the usual spellings, which are data, or told by the caller.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.errors import InputError
from sightline.text.fold import fold

EXTRA = "_extra"
"""The key of cells beyond the header."""
SCREENED = ("name", "identifier", "address", "city", "province", "postal_code", "place_code")
GOODS = ("product", "hs")
_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
_PARTS = re.compile(r"[/|\n;:]+|(?<=[\u3400-\u9fff])\s*(?=[a-z])|(?<=[a-z])\s*(?=[\u3400-\u9fff])")
_MARKS = re.compile(r"[^\w]+|_+")


def keys_of(headers: Iterable[str]) -> tuple[str, ...]:
    """Make each header a key of its own: a second NAME is NAME#2, a blank one column_N."""
    taken = {EXTRA}
    keys = []
    for position, header in enumerate(headers, 1):
        base = header if header.strip() else f"column_{position}"
        key, copy = base, 1
        while key in taken:
            copy += 1
            key = f"{base}#{copy}"
        taken.add(key)
        keys.append(key)
    return tuple(keys)


@dataclass(frozen=True)
class Columns:
    """Which columns play which part, in the file's order."""

    roles: Mapping[str, tuple[str, ...]]

    @classmethod
    def find(cls, headers: Sequence[str], told: Mapping[str, Sequence[str]]) -> Columns:
        """Recognise the columns; a role that the caller tells is as told.

        Raises:
            InputError: The caller names a role or a header that there is not.
        """
        known = _spellings()
        roles: dict[str, list[str]] = {}
        for role, wanted in told.items():
            if role not in roles_known():
                hint = f"the roles: {', '.join(roles_known())}"
                raise InputError(f"no role {role!r}", hint=hint)
            for header in wanted:
                if header not in headers:
                    shown = ", ".join(repr(h) for h in headers[:20])
                    raise InputError(f"no column {header!r}", hint=f"the file has {shown}")
            roles[role] = list(wanted)
        used = {header for wanted in told.values() for header in wanted}
        for header in headers:
            found = None if header in used else _role_of(header, known)
            if found and found not in told:
                roles.setdefault(found, []).append(header)
        return cls({role: tuple(found) for role, found in roles.items()})

    @property
    def screenable(self) -> bool:
        """Tell whether there is any column to screen by."""
        return any(role in self.roles for role in (*SCREENED, *GOODS))


def role_of(header: str) -> str | None:
    """Name the role of one header, if it is a usual spelling."""
    return _role_of(header, _spellings())


def _role_of(header: str, known: Mapping[str, str]) -> str | None:
    bare = re.sub(r"#\d+$", "", header)
    whole = _plain(bare)
    if whole in known:
        return known[whole]
    without = _BRACKETS.sub(" ", fold(bare))
    for part in (without, *_PARTS.split(without), *_inside(bare)):
        role = known.get(_plain(part))
        if role:
            return role
    return None


def _inside(header: str) -> list[str]:
    return [found[1:-1] for found in _BRACKETS.findall(fold(header))]


def _plain(text: str) -> str:
    return _MARKS.sub("", fold(text))


@cache
def _table() -> tuple[Mapping[str, object], ...]:
    path = files("sightline.data").joinpath("screening/headers.toml")
    return tuple(tomllib.loads(path.read_text("utf-8"))["role"])


@cache
def roles_known() -> tuple[str, ...]:
    """Name the roles that a column can play."""
    return tuple(str(row["name"]) for row in _table())


@cache
def _spellings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in _table():
        for language in ("en", "zh"):
            spellings = row[language]
            for spelling in spellings if isinstance(spellings, list) else ():
                found.setdefault(_plain(spelling), str(row["name"]))
    return found

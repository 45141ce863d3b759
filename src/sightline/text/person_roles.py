"""Roles: the public or corporate role beside a name that keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sightline.text.names_known import DOTS, HAN, any_of, knowledge
from sightline.text.spans import Span

_CLAUSE = re.compile("[，。；、！？,;\n]")
# A stop that ends no title and no initial.
_STOP = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])[.!?;]")
_CELL = re.compile(r"[^\t|｜]+")
_FAR = 24


@dataclass(frozen=True, slots=True)
class _Rules:
    zh: re.Pattern[str]
    en: re.Pattern[str]
    ahead: re.Pattern[str]
    listed: re.Pattern[str]
    apposed: re.Pattern[str]
    held: re.Pattern[str]
    cell: re.Pattern[str]
    reach_zh: int
    reach_en: int


@cache
def _rules() -> _Rules:
    roles = knowledge()["roles"]
    # A clerk's title ends on a head's: 招聘经理.
    clerks = "".join(f"(?<!{word})" for word in roles["not_heads"])
    role = f"(?:{any_of(roles['zh'].split())}){clerks}"
    far = roles["reach_apposition"]
    return _Rules(
        zh=re.compile(role),
        en=re.compile(rf"\b(?:{any_of(roles['en'])})\b", re.IGNORECASE),
        ahead=re.compile(rf"{role}(?:同志|一职)?\s{{0,4}}[：:]?\s{{0,4}}[“\"「【]?$"),
        listed=re.compile(rf"{role}\s?(?:[{HAN}{DOTS}]{{2,12}}[、和]){{1,4}}$"),
        apposed=re.compile(
            rf"\s?[（(，,\t]\s?(?:[^，。；（()）\n]{{0,{far}}})?{role}(?=[，,。；、）)\s]|$)"
        ),
        held=re.compile(
            rf"，?(?:{any_of(roles['holding'])})[^，。；\n]{{0,{far}}}{role}(?![们级的])"
        ),
        cell=re.compile(rf"[^\t|｜\n]{{0,16}}{role}$"),
        reach_zh=int(roles["reach_zh"]),
        reach_en=int(roles["reach_en"]),
    )


def has_role(text: str, span: Span) -> bool:
    """Whether a public or corporate role stands beside the name."""
    rules = _rules()
    if text[span.start].isascii():
        before = text[max(0, span.start - rules.reach_en) : span.start]
        after = text[span.end : span.end + rules.reach_en]
        same = _STOP.split(before)[-1] + " " + _STOP.split(after)[0]
        return rules.en.search(same) is not None
    if rules.ahead.search(text, max(0, span.start - _FAR), span.start):
        return True
    near = len(_CLAUSE.split(text[max(0, span.start - rules.reach_zh) : span.start])[-1])
    behind = _CLAUSE.split(text[span.end : span.end + rules.reach_zh])[0]
    return (
        rules.listed.search(text, max(0, span.start - _FAR), span.start) is not None
        or rules.zh.search(text, span.start - near, span.start) is not None
        or rules.zh.match(behind.lstrip()) is not None
        or rules.apposed.match(text, span.end) is not None
        or rules.held.match(text, span.end) is not None
    )


def row_has_role(row: str) -> bool:
    """Whether another cell of the row of a table holds a role."""
    return any(_rules().cell.fullmatch(cell.strip()) for cell in _CELL.findall(row))

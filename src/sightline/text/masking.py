"""Masking: private names and numbers do not leave the archive.

Every derived step is handed the masked text, so what is hidden here cannot
come up in an index, a claim, a page or a log. A masked stretch keeps its
length, so every offset stays true. The rule is the same for everyone;
a person is kept only in a public or corporate role that the text states.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sightline.text.fold import simplify
from sightline.text.spans import Span

VERSION = "1"
MASK = "\u2588"

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_DOTS = "·•‧・･．∙⋅▪"
_URL = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u303f\uff00-\uffef]+", re.IGNORECASE)
_IDENTITY = re.compile(r"(?<![\dA-Za-z])(\d{17}[\dXx]|\d{15})(?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?)\d{4}(?:[- ]?)\d{4}(?![\d.]\d|\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class _Rules:
    dotted: re.Pattern[str]
    letters: frozenset[str]
    share: float
    han: re.Pattern[str]
    han_after: re.Pattern[str]
    latin: re.Pattern[str]
    role_zh: re.Pattern[str]
    role_en: re.Pattern[str]
    reach_zh: int
    reach_en: int
    cues: re.Pattern[str]
    amounts: re.Pattern[str]


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("sightline.data").joinpath("text/masking.toml").read_text("utf-8"))
    han, roles = data["han"], data["roles"]
    surname = f"(?:{_any(han['compound_surnames'])}|[{han['surnames']}])"
    given = f"[{_HAN}](?:(?![{re.escape(han['stops'])}])[{_HAN}])?"
    name = rf"(?!{_any(han['not_names'])}){surname}(?:某某?|{given})"
    capital = r"[A-Z][a-z'’]+(?:-[A-Za-z'’]+)*"
    return _Rules(
        dotted=re.compile(rf"[{_HAN}]{{1,8}}(?:[{_DOTS}][{_HAN}]{{1,8}})+"),
        letters=frozenset(data["transliteration"]["characters"]),
        share=float(data["transliteration"]["minimum_share"]),
        han=re.compile(rf"(?:{_any(han['before'])})[：:]?\s?(?P<name>{name})"),
        han_after=re.compile(rf"(?<![{_HAN}])(?P<name>{name})(?={_any(han['after'])})"),
        latin=re.compile(
            rf"\b(?:{_any(data['latin']['before'])}),?\s+(?P<name>{capital}(?:\s{capital}){{1,2}})\b"
        ),
        role_zh=re.compile(_any(roles["zh"])),
        role_en=re.compile(rf"\b(?:{_any(roles['en'])})\b", re.IGNORECASE),
        reach_zh=int(roles["reach_zh"]),
        reach_en=int(roles["reach_en"]),
        cues=re.compile(_any(data["numbers"]["identity_cues"]), re.IGNORECASE),
        amounts=re.compile(rf"\s?(?:{_any(data['numbers']['amounts'])})"),
    )


def private_spans(raw: str) -> list[Span]:
    """The stretches of `raw` that show a private person's name or number, in order, apart."""
    text = simplify(raw)
    found = [*_numbers(text), *_names(text)]
    merged: list[Span] = []
    for span in sorted(found):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def mask(raw: str) -> str:
    """`raw` with private names and numbers replaced by as many blocks (U+2588)."""
    out: list[str] = []
    done = 0
    for span in private_spans(raw):
        out += [raw[done : span.start], MASK * len(span)]
        done = span.end
    return "".join([*out, raw[done:]]) if out else raw


def _numbers(text: str) -> list[Span]:
    rules = _rules()
    found: list[Span] = []
    for match in _IDENTITY.finditer(text):
        cued = rules.cues.search(text, max(0, match.start() - 20), match.start()) is not None
        if cued or _valid_identity(match.group(1)):
            found.append(Span(*match.span()))
    addresses: list[Span] | None = None
    for match in _MOBILE.finditer(text):
        if addresses is None:
            addresses = [Span(*url.span()) for url in _URL.finditer(text)]
        span = Span(*match.span())
        if rules.amounts.match(text, span.end) or any(span.overlaps(url) for url in addresses):
            continue
        found.append(span)
    return found


def _valid_identity(number: str) -> bool:
    """Whether 18 digits carry a province, a date of birth and the right check digit."""
    if len(number) != 18 or not "11" <= number[:2] <= "82":
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[17].upper()


def _names(text: str) -> list[Span]:
    rules = _rules()
    dotted = [span for match in rules.dotted.finditer(text) if (span := _transliterated(match))]
    cued = [
        Span(*match.span("name"))
        for pattern in (rules.han, rules.han_after, rules.latin)
        for match in pattern.finditer(text)
    ]
    public = {_said(text, span) for span in (*dotted, *cued) if _has_role(text, span, rules)}
    found = {span for span in (*dotted, *cued) if _said(text, span) not in public}
    # A name once found is hidden wherever the document repeats it, also by its first part.
    hidden = {_said(text, span) for span in found if len(span) >= 3}
    hidden |= {
        re.split(f"[{_DOTS}]", text[span.start : span.end])[0] for span in dotted if span in found
    }
    hidden = {name for name in hidden if len(name) >= 2}
    if hidden:
        found |= {Span(*match.span()) for match in re.finditer(_any(sorted(hidden)), text)}
    return sorted(found)


def _said(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _transliterated(match: re.Match[str]) -> Span | None:
    """The part of a dotted run that is written like a name of another language."""
    rules = _rules()
    parts = re.split(f"[{_DOTS}]", match.group())
    start, end = match.span()
    # Words may lead up to the first part or follow the last: keep what is spelt like a name.
    first, last = parts[0], parts[-1]
    lead = len(first)
    while lead > 0 and first[lead - 1] in rules.letters:
        lead -= 1
    tail = 0
    while tail < len(last) and last[tail] in rules.letters:
        tail += 1
    start += lead
    end -= len(last) - tail
    spelt = [c for part in parts for c in part]
    inner = "".join(parts)[lead : len(spelt) - (len(last) - tail)]
    if lead == len(first) or tail == 0 or len(inner) < 3:
        return None
    share = sum(1 for c in inner if c in rules.letters) / len(inner)
    return Span(start, end) if share >= rules.share else None


def _has_role(text: str, span: Span, rules: _Rules) -> bool:
    """Whether a public or corporate role stands beside the name."""
    if text[span.start].isascii():
        before = text[max(0, span.start - rules.reach_en) : span.start]
        after = text[span.end : span.end + rules.reach_en]
        same = re.split(r"[.!?;]", before)[-1] + " " + re.split(r"[.!?;]", after)[0]
        return rules.role_en.search(same) is not None
    before = re.split("[，。；、！？,;]", text[max(0, span.start - rules.reach_zh) : span.start])[
        -1
    ]
    after = re.split("[，。；、！？,;]", text[span.end : span.end + rules.reach_zh])[0]
    return (
        rules.role_zh.search(before) is not None or rules.role_zh.match(after.lstrip()) is not None
    )

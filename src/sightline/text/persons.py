"""Persons: where a text prints the name of a private person.

A name is known by a word beside it (村民, "a worker named") or by how names
of other languages are spelt in Chinese; never by what it tells of its
bearer. A public or corporate role that the text states keeps it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick_rs

from sightline.text.codes import codes
from sightline.text.spans import Span
from sightline.text.triggers import Places, Triggers, capitals

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_DOTS = "·•‧・･∙⋅▪●\u0387．."
# Stand for a lost or mistyped dot; alone they tell nothing.
_SOFT = ".．\\-－?？ \u3000"
_LINE_END = re.compile(rf"(?<=[{_HAN}{_DOTS}])[ \t]?(?:\r\n|[\r\n])[ \t]?(?=[{_HAN}{_DOTS}])")
_FEED = re.compile(r"\r\n|\r|\n")
_HAN_BEFORE = re.compile(rf"[{_HAN}]{{2,4}}$")
_DOT = re.compile(f"[{_DOTS}]")
_BEFORE_DOT = re.compile(rf"[{_HAN}]{{1,9}}$")
_CLAUSE = re.compile("[，。；、！？,;\n]")
_STOP = re.compile(r"[.!?;]")
_CAPITAL = r"[A-Z][a-z'’]+(?:-[A-Za-z'’]+)*"


# Sex and age in brackets or behind a comma, as they stand behind a name.
_PERSONAL = ["化名", "今年", "岁）", "岁)"] + [sex + end for sex in "男女" for end in "，,；;、）)"]


@dataclass(frozen=True, slots=True)
class _Rules:
    dotted: re.Pattern[str]
    letters: frozenset[str]
    share: float
    least: int
    public: re.Pattern[str]
    cue: re.Pattern[str]
    label: re.Pattern[str]
    run: re.Pattern[str]
    han: re.Pattern[str]
    familiar: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    lists: str
    given: frozenset[str]
    follows: str
    stops: frozenset[str]
    not_names: tuple[str, ...]
    things: re.Pattern[str]
    latin: tuple[re.Pattern[str], ...]
    not_latin: frozenset[str]
    role_zh: re.Pattern[str]
    role_en: re.Pattern[str]
    apposed: re.Pattern[str]
    reach_zh: int
    reach_en: int
    triggers: Triggers


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


def knowledge() -> dict[str, Any]:
    """The words of `data/text/masking.toml`."""
    return tomllib.loads(files("sightline.data").joinpath("text/masking.toml").read_text("utf-8"))


@cache
def _rules() -> _Rules:
    data = knowledge()
    han, roles, spelt, latin = data["han"], data["roles"], data["transliteration"], data["latin"]
    letters = "".join(sorted(set(spelt["characters"])))
    surname = f"(?:{_any(han['compound_surnames'])}|[{han['surnames']}])"
    part = rf"[{letters}]{{1,9}}"
    role = _any(roles["zh"])
    cue = _any(latin["before"])
    naming = _any(latin["naming"])
    name = rf"(?P<name>{_CAPITAL}(?:\s{{1,2}}(?:[A-Z]\.|{_CAPITAL})){{0,2}}|[A-Z]\.\s?{_CAPITAL})(?![\w-])"
    return _Rules(
        dotted=re.compile(rf"[{_HAN}]{{1,9}}(?:\s?[{_DOTS}]\s?[{_HAN}]{{1,9}}){{1,4}}"),
        letters=frozenset(letters),
        share=float(spelt["minimum_share"]),
        least=int(spelt["run"]),
        public=re.compile(_any(spelt["public"])),
        cue=re.compile(rf"(?:{_any(han['before'])})[：:]?\s?"),
        label=re.compile(rf"(?:{_any(han['labels'])})\s?[：:]\s?"),
        run=re.compile(rf"{part}(?:\s?[{_SOFT}]\s?{part})?"),
        han=re.compile(rf"{surname}(?:某某?|[{_HAN}]{{1,2}})"),
        familiar=re.compile(rf"[小老阿][{han['surnames']}](?![{_HAN}]{{0,1}}[县市区镇乡村])"),
        before=re.compile(
            rf"(?<![{_HAN}])(?P<name>{surname}[{_HAN}]{{1,2}}?)(?={_any(han['after'])})"
        ),
        behind=re.compile(
            rf"(?:(?<=^)|(?<=[\s”。，、（(；：]))(?P<name>{surname}[{_HAN}]{{1,2}}|{part}(?:[{_DOTS}]{part}){{0,4}})"
            r"(?=\s?[（(，,]\s?(?:[男女][，,；;、）)]|化名)|，?今年\d{1,2}岁|[（(]?(?:时年)?\d{2}岁[）)]"
            rf"|(?:{_any(han['speech'])}))",
            re.MULTILINE,
        ),
        lists=han["lists"],
        given=frozenset(han["given"]),
        follows=han["follows"],
        stops=frozenset(han["stops"]),
        not_names=tuple(han["not_names"] + han["not_names_more"]),
        things=re.compile(_any(han["things"])),
        latin=(
            re.compile(rf"(?i:\b(?:{cue})),?\s+(?i:(?:{naming})\s+)?{name}"),
            re.compile(
                rf"(?<![\w-]){name},\s{{1,2}}(?:an?|the)\s{{1,2}}(?:[\w-]+\s{{1,2}}){{0,4}}?(?:{cue})\b"
            ),
        ),
        not_latin=frozenset(latin["not_names"]),
        role_zh=re.compile(role),
        role_en=re.compile(rf"\b(?:{_any(roles['en'])})\b", re.IGNORECASE),
        apposed=re.compile(
            rf"[（(，,]\s?(?:[^，。；（()）\n]{{0,{roles['reach_apposition']}}})?(?:{role})[，,。；、）)]"
        ),
        reach_zh=int(roles["reach_zh"]),
        reach_en=int(roles["reach_en"]),
        triggers=Triggers(
            cues=han["before"],
            labels=han["labels"],
            after=han["after"],
            behind=[*han["speech"], *_PERSONAL],
        ),
    )


def private_names(raw: str) -> list[Span]:
    """The stretches of `raw` (simplified) that print a private person's name.

    A line end inside Chinese is stepped over, as names are broken there, too.
    """
    cuts = list(_line_ends(raw))
    if not cuts:
        return _private_names(raw)
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    done = size = 0
    for first, after in [*cuts, (len(raw), len(raw))]:
        starts.append(size)
        shifts.append(done - size)
        pieces.append(raw[done:first])
        size += first - done
        done = after

    def raw_at(at: int) -> int:
        return at + shifts[bisect_right(starts, at) - 1]

    found = _private_names("".join(pieces))
    return [Span(raw_at(span.start), raw_at(span.end - 1) + 1) for span in found]


def _line_ends(text: str) -> Iterator[tuple[int, int]]:
    """Line ends inside Chinese, with a blank on either side."""
    for feed in _FEED.finditer(text):
        at = feed.start()
        spaced = at > 0 and text[at - 1] in " \t"
        if found := _LINE_END.match(text, at - spaced):
            yield found.span()


def name_at(text: str, at: int) -> Span | None:
    """The person's name that begins at `at` of `text` (simplified), if one does."""
    dotted = _rules().dotted.match(text, at)
    span = _transliterated(dotted) if dotted is not None else None
    return span if span is not None and span.start == at else _name_at(text, at, sure=False)


def _private_names(text: str) -> list[Span]:
    dotted = list(_dotted(text))
    found = {*dotted, *_cued(text), *_latin(text)}
    names = {_said(text, span) for span in found}
    # Who is named with a role anywhere in the document is the same public person throughout.
    public = {_said(text, span) for span in found if _has_role(text, span)}
    public |= {
        _said(text, span)
        for span in _repeated(text, {name for name in names - public if len(name) > 2})
        if _has_role(text, span)
    }
    found = {span for span in found if _said(text, span) not in public}
    # A name once found is hidden wherever the document repeats it, also by its first part.
    hidden = {name for name in names - public if len(name) > 2}
    hidden |= {
        re.split(f"[{_DOTS}]", _said(text, span))[0].strip() for span in dotted if span in found
    }
    return sorted({*found, *_repeated(text, {name for name in hidden if len(name) > 1})})


def _repeated(text: str, names: set[str]) -> Iterator[Span]:
    """Where `text` prints one of `names`, as a name of its own."""
    if not names:
        return
    letters = _rules().letters
    finder = ahocorasick_rs.AhoCorasick(sorted(names))
    for _, start, end in finder.find_matches_as_indexes(text, overlapping=True):
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        # Two characters inside a longer spelling belong to another name or a place.
        if end - start < 3 and (before in letters or after in letters):
            continue
        if text[start].isascii() and (before.isalnum() or after.isalnum()):
            continue
        yield Span(start, end)


def _said(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split())


# Names of other languages


def _dotted(text: str) -> Iterator[Span]:
    done = 0
    for dot in _DOT.finditer(text):
        if dot.start() < done:
            continue
        # From the dot back over the part before it.
        first = dot.start() - (text[dot.start() - 1 : dot.start()].isspace())
        lead = _BEFORE_DOT.search(text, max(done, first - 9), first)
        match = _rules().dotted.match(text, lead.start()) if lead is not None else None
        if match is None:
            continue
        done = match.end()
        span = _transliterated(match)
        if span is not None:
            yield span


def _transliterated(match: re.Match[str]) -> Span | None:
    """The part of a dotted run that is written like a name of another language."""
    rules = _rules()
    parts = re.split(rf"\s?[{_DOTS}]\s?", match.group())
    first, last = parts[0], parts[-1]
    if any(rules.public.fullmatch(part) for part in parts[1:-1]) or _placed(first, last):
        return None
    # Words may lead up to the first part or follow the last: keep what is spelt like a name.
    lead = len(first)
    while lead > 0 and first[lead - 1] in rules.letters:
        lead -= 1
    tail = 0
    while tail < len(last) and last[tail] in rules.letters:
        tail += 1
    spelt = "".join([first[lead:], *parts[1:-1], last[:tail]])
    if lead == len(first) or tail == 0 or len(spelt) < 3:
        return None
    # A full stop parts sentences, too: there, both sides must be long enough for a name.
    if "." in match.group() and min(len(first) - lead, tail) < 2:
        return None
    if _thing_near(match.string, match.start(), match.end() - len(last) + tail):
        return None
    share = sum(1 for c in spelt if c in rules.letters) / len(spelt)
    return (
        Span(match.start() + lead, match.end() - len(last) + tail) if share >= rules.share else None
    )


def _placed(first: str, last: str) -> bool:
    """Whether a dotted run begins or ends with a place or a thing that all know."""
    public = _rules().public
    behind = public.match(last)
    if behind is not None and (
        behind.end() == len(last) or last[behind.end()] not in _rules().letters
    ):
        return True
    return any(first.endswith(found.group()) for found in public.finditer(first))


# Names behind a cue


def _cued(text: str) -> Iterator[Span]:
    rules = _rules()
    places = rules.triggers.find(text)
    for pattern, starts, sure in (
        (rules.cue, places.cues, False),
        (rules.label, places.labels, True),
    ):
        done = 0
        for start in starts:
            match = pattern.match(text, start) if start >= done else None
            if match is None:
                continue
            at = done = match.end()
            # A list of names goes on behind the first.
            while (span := _name_at(text, at, sure=sure)) is not None:
                yield span
                if text[span.end : span.end + 1] not in rules.lists or span.end >= len(text):
                    break
                at = span.end + 1
    for match in _beside(text, places):
        span = Span(*match.span("name"))
        if _is_name(text, span, sure=False):
            yield span


def _beside(text: str, places: Places) -> Iterator[re.Match[str]]:
    """What looks like a name ahead of a word that follows names."""
    rules = _rules()
    for start in places.after:
        lead = _HAN_BEFORE.search(text, max(start - 4, 0), start)
        match = rules.before.match(text, lead.start()) if lead is not None else None
        if match is not None:
            yield match
    for first, after in places.windows:
        yield from rules.behind.finditer(text, first, min(after, len(text)))


def _name_at(text: str, at: int, *, sure: bool) -> Span | None:
    """The name that begins at `at`, if one does."""
    rules = _rules()
    spelt = rules.run.match(text, at)
    if spelt is not None and (span := _spelt(text, spelt)) is not None:
        return span
    familiar = rules.familiar.match(text, at)
    if familiar is not None and (text[familiar.end() : familiar.end() + 1] in rules.follows):
        return Span(*familiar.span())
    plain = rules.han.match(text, at)
    if plain is None:
        return None
    for end in range(plain.end(), plain.start() + 1, -1):
        span = Span(at, end)
        if len(span) > 1 and _is_name(text, span, sure=sure):
            return span
    return None


def _spelt(text: str, match: re.Match[str]) -> Span | None:
    """A name without a dot, or with what stands for one, behind a cue."""
    rules = _rules()
    said = match.group()
    parts = re.split(rf"\s?[{_SOFT}]\s?", said)
    if len(parts) == 2 and len(parts[1]) < 2:
        said = parts[0]
    letters = sum(1 for c in said if c in rules.letters)
    following = match.start() + len(said)
    if rules.public.match(text, match.start()) or _thing_near(text, match.start(), following):
        return None
    # One character less does where the sentence goes on at once.
    sure = letters >= rules.least or (
        letters == rules.least - 1 and text[following : following + 1] in rules.follows
    )
    return Span(match.start(), following) if sure else None


def _thing_near(text: str, start: int, end: int) -> bool:
    """Whether a place's, body's or thing's word follows a name or runs into it."""
    things = _rules().things
    return things.match(text, end) is not None or any(
        len(found.group()) > 1 and found.end() > end
        for found in things.finditer(text, max(start, end - 2), end + 4)
    )


def _is_name(text: str, span: Span, *, sure: bool) -> bool:
    """Whether what looks like a surname and a given name is one."""
    rules = _rules()
    said = _said(text, span)
    if (
        said[0] in rules.letters
        and said[1:]
        and all(c in rules.letters for c in said)
        and len(said) > 3
    ):
        return rules.public.match(text, span.start) is None
    if "某" in said:
        return True
    following = text[span.end : span.end + 1]
    if said.startswith(rules.not_names) or any(c in rules.stops for c in said[1:]):
        return False
    if _thing_near(text, span.start, span.end) or text.startswith(rules.not_names, span.end - 1):
        return False
    if sure or all(c in rules.given for c in said[1:]):
        return True
    return not following or following in rules.follows


# Latin names


def _capitalised(text: str) -> Iterator[re.Match[str]]:
    for first, after in capitals(codes(text)):
        for pattern in _rules().latin:
            yield from pattern.finditer(text, first, min(after, len(text)))


def _latin(text: str) -> Iterator[Span]:
    rules = _rules()
    for match in _capitalised(text):
        span = Span(*match.span("name"))
        words = re.findall(r"[A-Za-z]+", match.group("name"))
        following = re.match(r" ([A-Z][a-z]+)", text[span.end : span.end + 30])
        if following is not None:
            words.append(following.group(1))
        if not any(word in rules.not_latin for word in words):
            yield span


# Roles


def _has_role(text: str, span: Span) -> bool:
    """Whether a public or corporate role stands beside the name."""
    rules = _rules()
    if text[span.start].isascii():
        before = text[max(0, span.start - rules.reach_en) : span.start]
        after = text[span.end : span.end + rules.reach_en]
        same = _STOP.split(before)[-1] + " " + _STOP.split(after)[0]
        return rules.role_en.search(same) is not None
    before = _CLAUSE.split(text[max(0, span.start - rules.reach_zh) : span.start])[-1]
    after = _CLAUSE.split(text[span.end : span.end + rules.reach_zh])[0]
    return (
        rules.role_zh.search(before) is not None
        or rules.role_zh.match(after.lstrip()) is not None
        or rules.apposed.match(text, span.end) is not None
    )

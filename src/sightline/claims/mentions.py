"""Mentions: passages that name an organisation, facility, programme, place or public role.

A name is known by its own structure: the word that closes it and, to its
left, whatever belongs to it. A mention yields no entity yet; that is
settled when mentions are brought together. Generic mentions ("local
companies", 当地企业) yield nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sightline.claims.ids import claim_id
from sightline.places import Gazetteer
from sightline.places.china import China
from sightline.text import Citation, Span, Text, fold, simplify
from sightline.text.persons import name_at

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_LEVELS = r"(?:Autonomous )?(?:Region|Prefecture|County|City|District|Province)"
_GLOSS = re.compile(rf"[\"”’'»]?\s?[(（]\s?[\"“‘「]?([{_HAN}][^()（）]{{1,40}}?)[\"”’」]?\s?[)）]")


# The English words that a gloss explains: capitalised ones, then up to two common ones.
_CAPITAL = r"[A-Z][\w’'&-]*"
_GLOSSED = re.compile(
    rf"(?P<name>{_CAPITAL}(?:(?: \([A-Z][^()]{{1,40}}\))?(?: (?:of|and|the))* {_CAPITAL})*"
    r"(?: (?!(?:is|are|was|were|by|with|in|at|to|from|the|a)\b)[a-z]+){0,2})[\"”’]? ?$"
)
# A further part of a name, or its place in brackets and then the legal form.
_LONGER = re.compile(
    rf"股份|有限|集团|公司|分公司|工厂|园区|中心|局|厂|区|[（(][{_HAN}]{{2,6}}[)）][{_HAN}]{{0,12}}?(?:有限|股份|公司|集团)"
)
_RUN = re.compile(rf"[{_HAN}]{{3,}}(?:[（(][{_HAN}]{{2,6}}[)）][{_HAN}]+)?")
_WORD = re.compile(r"\S+\s")


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of something.

    Attributes:
        kind: FORMATS' kind of entity.
        names: The spellings given here, the first as printed in the text.
        citation: The passage, with a gloss in brackets where there is one.
        position: The public or corporate role; set for persons and only there.
        place_code: Administrative code; for places that the gazetteer knows.
    """

    kind: str
    names: tuple[str, ...]
    citation: Citation
    position: str | None = None
    place_code: str | None = None

    @property
    def id(self) -> str:
        """The same after any rebuild."""
        content = (self.kind, self.names, self.position, self.place_code)
        return claim_id("mention", self.citation.capture, self.citation.span, *content)

    def as_dict(self) -> dict[str, Any]:
        """The mention as a row of a case; entities are gathered from these."""
        return {
            "id": self.id,
            "kind": self.kind,
            "names": list(self.names),
            "position": self.position,
            "place_code": self.place_code,
            "citation": self.citation.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class _Forms:
    chinese: re.Pattern[str]
    english: re.Pattern[str]
    headed: re.Pattern[str]
    joined: re.Pattern[str]
    kinds_zh: dict[str, str]
    kinds_en: dict[str, str]
    whole: re.Pattern[str]
    kinds_whole: dict[str, str]
    placed: frozenset[str]
    stops: re.Pattern[str]
    openers: tuple[str, ...]
    generic: frozenset[str]
    openings: frozenset[str]
    generic_en: frozenset[str]
    role_en: re.Pattern[str]
    titled: re.Pattern[str]
    role_zh: re.Pattern[str]
    role_word_zh: re.Pattern[str]


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _forms() -> _Forms:
    place = files("sightline.data").joinpath("claims/organisations.toml")
    data = tomllib.loads(place.read_text("utf-8"))
    kinds_zh = {end: row["kind"] for row in data["zh"] for end in row["ends"]}
    kinds_en = {end: row["kind"] for row in data["en"] for end in row["ends"]}
    whole = {name: kind for kind, names in data["names"].items() for name in names}
    inner = _any(data["english"]["inner"])
    word = r"(?:[A-Z][\w’'&-]*|&|No\. ?\d{1,3})"
    heads = _any([end for end, kind in kinds_en.items() if kind in data["english"]["of"]])
    roles = _any([role.title() for role in data["persons"]["roles_en"]])
    persons = data["persons"]
    return _Forms(
        chinese=re.compile(_any(list(kinds_zh))),
        english=re.compile(
            rf"(?<![\w-])(?P<lead>{word}(?: (?:and |(?:{inner}) (?:the )?)?{word}| \([A-Z][^()]{{1,40}}\)){{0,11}},? )"
            rf"(?P<end>{_any(list(kinds_en))})(?!\w)"
        ),
        headed=re.compile(
            rf"(?<![\w-])(?:{word} ){{0,4}}?(?P<end>{heads}) of (?:the )?"
            rf"{word}(?: (?:(?:and|of|for) )?{word}){{0,5}}"
        ),
        joined=re.compile(rf"(?<= )(?P<end>{_any(list(kinds_en))}) and "),
        kinds_zh=kinds_zh,
        kinds_en=kinds_en,
        whole=re.compile(rf"(?<![\w{_HAN}])(?:{_any(list(whole))})(?!\w)"),
        kinds_whole=whole,
        placed=frozenset(row["kind"] for row in data["zh"] if row.get("placed")),
        stops=re.compile(f"(?:{_any(data['left']['stops'])})"),
        openers=tuple(data["left"]["openers"]),
        generic=frozenset(data["left"]["generic"]),
        openings=frozenset(data["english"]["openings"]),
        generic_en=frozenset(data["english"]["generic"]),
        role_en=re.compile(
            r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}), (?:the |a |its |their )?"
            rf"(?P<role>(?:[\w'’-]+ )?(?:{_any(persons['roles_en'])})(?: (?:of|at) [^,.;()\"]{{2,80}})?)"
        ),
        titled=re.compile(
            rf"(?<![\w-])(?P<role>(?:[A-Z][a-z]+ )?(?:{roles})) (?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){{1,2}})"
        ),
        role_zh=re.compile(rf"[{_HAN}]{{0,12}}?(?:{_any(persons['roles_zh'])})+"),
        role_word_zh=re.compile(rf"(?:{_any(persons['roles_zh'])})$"),
    )


def read_mentions(text: Text) -> list[Mention]:
    """All that the body of `text` names, in order of place."""
    found: list[Mention] = []
    for passage in text.passages:
        if passage.kind in ("note", "furniture"):
            continue
        for sentence in passage.sentences:
            found += _in_sentence(text, sentence, heading=passage.kind == "heading")
    return sorted(found, key=lambda mention: (mention.citation.start, mention.citation.end))


def _in_sentence(text: Text, sentence: Span, *, heading: bool) -> Iterator[Mention]:
    taken: list[Span] = []
    # Every word of a heading may be capitalised: there, only glosses tell names.
    english = (_glossed,) if heading else (_glossed, _english)
    for finder in (*english, _chinese, _places):
        for span, mention in finder(text, sentence):
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield mention
    for _, mention in _persons(text, sentence):
        yield mention


_Found = Iterator[tuple[Span, Mention]]


def _glossed(text: Text, sentence: Span) -> _Found:
    """English names that brackets give in Chinese; the Chinese name tells the kind."""
    flow = text.flow.text
    for gloss in _GLOSS.finditer(flow, sentence.start, sentence.end):
        base = max(sentence.start, gloss.start() - 80)
        name = _GLOSSED.search(flow[base : gloss.start()])
        if name is None:
            continue
        chinese = re.sub(r"\s", "", gloss.group(1))
        end = base + name.end("name")
        start = _skip_openings(flow, base + name.start("name"), end)
        kind = _kind_of(flow[start:end], chinese) if start is not None else None
        if start is None or kind is None:
            continue
        span = Span(start, gloss.end())
        citation = text.cite_flow(span.start, span.end)
        yield span, Mention(kind, (flow[start:end], chinese), citation)


def _kind_of(english: str, chinese: str) -> str | None:
    """The kind that a Chinese gloss and the English words before it tell together."""
    forms = _forms()
    closings = list(forms.chinese.finditer(chinese))
    if len(closings) > 1 and re.search("[和与、及]", chinese):
        return None  # two names in one bracket: each is found by itself
    if closings and closings[-1].end() == len(chinese):
        closing = closings[-1]
        lead = chinese[: closing.start()]
        kind = forms.kinds_zh[closing.group()]
        return kind if len(lead) >= 2 and not _generic(lead) else None
    head = next((end for end in forms.kinds_en if english.endswith(f" {end}")), None)
    if head is not None:
        return None if forms.role_word_zh.search(chinese) else forms.kinds_en[head]
    # A short name of a firm: a place, then a brand of two to four characters.
    short = _china_pattern().match(chinese)
    if short is not None and 2 <= len(chinese) - short.end() <= 4 and not _generic(chinese):
        return "company" if english.rsplit(maxsplit=1)[-1][0].isupper() else None
    return None


def _english(text: Text, sentence: Span) -> _Found:
    """English names by the word that closes them."""
    flow, forms = text.flow.text, _forms()
    for match in forms.english.finditer(flow, sentence.start, sentence.end):
        first = match.start()
        # Two names that "and" joins: the first closes ahead of it.
        for other in forms.joined.finditer(flow, match.start(), match.start("end")):
            yield from _english_name(text, first, other.start("end"), other.end("end"))
            first = other.end()
        yield from _english_name(text, first, match.start("end"), match.end())
    for match in forms.headed.finditer(flow, sentence.start, sentence.end):
        start = _skip_openings(flow, match.start(), match.start("end"))
        span = Span(match.start("end") if start is None else start, match.end())
        kind = forms.kinds_en[match.group("end")]
        yield span, Mention(kind, (_said(flow, span),), text.cite_flow(span.start, span.end))
    for match in forms.whole.finditer(flow, sentence.start, sentence.end):
        span = Span(*match.span())
        kind = forms.kinds_whole[match.group()]
        yield span, Mention(kind, (match.group(),), text.cite_flow(span.start, span.end))


def _english_name(text: Text, first: int, closing: int, end: int) -> _Found:
    """The name between `first` and `end` whose closing word begins at `closing`, if it names one."""
    flow, forms = text.flow.text, _forms()
    start = _skip_openings(flow, first, closing)
    if start is None:
        return
    kind = forms.kinds_en[flow[closing:end]]
    words = flow[start:closing].split()
    if all(word in forms.generic_en for word in words):
        return
    if words[-1].endswith(",") and kind != "company":
        return
    name = re.sub(r" \([^()]*\)", "", flow[start:end])
    yield Span(start, end), Mention(kind, (name,), text.cite_flow(start, end))


def _skip_openings(flow: str, start: int, end: int) -> int | None:
    """Where a name begins once sentence openings and an owner ("Nanjing's") are left out."""
    while start < end:
        word = _WORD.match(flow, start)
        if word is None or word.end() > end:
            return start if start < end else None
        bare = word.group().strip(" ,")
        if bare not in _forms().openings and not bare.endswith(("'s", "’s")):
            return start
        start = word.end()
    return None


def _chinese(text: Text, sentence: Span) -> _Found:
    """Chinese names: from the closing word back to what does not belong to the name."""
    flow, forms = text.flow.text, _forms()
    for run in _RUN.finditer(flow, sentence.start, sentence.end):
        start = run.start()
        for end in forms.chinese.finditer(flow, run.start(), run.end()):
            if end.start() < start or _goes_on(flow, end.end()):
                continue
            begin = _left_edge(flow, start, end.start())
            lead = flow[begin : end.start()]
            start = end.end()
            if lead.endswith(forms.openers):
                continue
            kind = forms.kinds_zh[end.group()]
            if len(lead) < 2 or _generic(lead):
                continue
            if kind in forms.placed and _china_pattern().match(lead) is None:
                continue
            span = Span(begin, end.end())
            yield span, Mention(kind, (flow[begin : end.end()],), text.cite_flow(begin, end.end()))


def _goes_on(flow: str, end: int) -> bool:
    """Whether a longer closing word or a further part of the name follows."""
    return _LONGER.match(flow, end) is not None


def _left_edge(flow: str, start: int, end: int) -> int:
    """Behind the last word that a name does not reach over, but never behind a place name."""
    edge = max(start, end - 25)
    places = _place_pattern().finditer(flow, edge, end)
    # A place in brackets stands inside a name, never ahead of it.
    place = next((one for one in places if flow[max(0, one.start() - 1)] not in "（("), None)
    if place is not None:
        owner = flow.rfind("的", place.end(), end)
        return place.start() if owner < 0 else owner + 1
    # A word of two characters may be the half of a place's name (和 in 和田).
    known = [match.span() for match in _china_pattern().finditer(flow, edge, end)]
    for stop in _forms().stops.finditer(flow, edge, end):
        inside = any(first <= stop.start() and stop.end() <= after for first, after in known)
        if stop.end() < end and not inside:
            edge = stop.end()
    return edge


def _generic(lead: str) -> bool:
    """Whether what stands before the closing word names nobody."""
    rest = lead
    for word in sorted(_forms().generic, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not rest


def _persons(text: Text, sentence: Span) -> _Found:
    """Persons, only together with the role that the sentence states."""
    flow, forms = text.flow.text, _forms()
    for pattern in (forms.role_en, forms.titled):
        for match in pattern.finditer(flow, sentence.start, sentence.end):
            yield _person(text, Span(*match.span()), match.group("name"), match.group("role"))
    said = simplify(flow[sentence.start : sentence.end])
    for match in forms.role_zh.finditer(said):
        name = name_at(said, match.end())
        if name is not None:
            span = Span(match.start(), name.end).shifted(sentence.start)
            printed = _said(flow, name.shifted(sentence.start))
            yield _person(
                text, span, printed, _said(flow, Span(*match.span()).shifted(sentence.start))
            )


def _person(text: Text, span: Span, name: str, role: str) -> tuple[Span, Mention]:
    citation = text.cite_flow(span.start, span.end)
    return span, Mention("person", (name,), citation, position=role.strip())


def _said(flow: str, span: Span) -> str:
    return flow[span.start : span.end]


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


@cache
def _place_pattern() -> re.Pattern[str]:
    """Chinese names of places with their level, longest first."""
    return re.compile(_any([place.name_zh for place in _gazetteer()] + ["新疆"]))


@cache
def _latin_pattern() -> re.Pattern[str]:
    names = {name for place in _gazetteer() for name in place.names_latin if name.isascii()}
    bare = {re.sub(r" (?:Prefecture|County|City)$", "", name) for name in names if len(name) > 3}
    return re.compile(
        rf"(?<![\w-])(?:{_any(sorted(bare))})(?: \([A-Z][a-z]+\))?(?: {_LEVELS})?(?!\w)"
    )


@cache
def _china_pattern() -> re.Pattern[str]:
    """Chinese names of provinces, larger cities and the region's places."""
    china = China.load()
    names = {name for province in china.provinces.values() for name in province.names_zh}
    names |= {name for city in china.cities for name in city.names_zh}
    names |= {place.bare_zh for place in _gazetteer()}
    return re.compile(_any(sorted(names)))


def spot_places(words: str) -> list[tuple[int, str, str | None]]:
    """Places of the region named in `words`: start, name as printed, code if only one bears it."""
    found: list[tuple[int, str, str | None]] = []
    for pattern in (_place_pattern(), _latin_pattern()):
        for match in pattern.finditer(words):
            plain = re.sub(r" \([^)]*\)", "", match.group())
            known = _gazetteer().by_zh(plain) or _gazetteer().by_romanised(fold(plain))
            if known or re.search(rf" {_LEVELS}$", plain):
                code = known[0].code if len(known) == 1 else None
                found.append((match.start(), match.group(), code))
    return sorted(found, key=lambda place: place[0])


def _places(text: Text, sentence: Span) -> _Found:
    """Places of the region by their Chinese name with its level, or romanised."""
    flow = text.flow.text
    for offset, printed, code in spot_places(flow[sentence.start : sentence.end]):
        span = Span(sentence.start + offset, sentence.start + offset + len(printed))
        plain = re.sub(r" \([^)]*\)", "", printed)
        citation = text.cite_flow(span.start, span.end)
        yield span, Mention("place", (plain,), citation, place_code=code)

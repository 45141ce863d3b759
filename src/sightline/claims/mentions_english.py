"""English names: by the word that closes one, and by a Chinese gloss in brackets behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sightline.claims.lexicon import load
from sightline.claims.mentions_chinese import names_somebody
from sightline.claims.mentions_lexicon import lexicon
from sightline.claims.mentions_scene import Named, Scene
from sightline.claims.numbers_written import any_of
from sightline.text import Span, simplify

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# A gloss: Chinese in brackets behind Latin words, at times in quotation marks.
_OPENED = re.compile(rf"(?<=[A-Za-z.\"”’'»])\s?[(（]\s?[\"“‘「]?(?=[{_HAN}])")
_GLOSS = re.compile(rf"\s?[(（]\s?[\"“‘「]?([{_HAN}][^()（）]{{1,40}}?)[\"”’」]?\s?[)）]")
_CAPITAL = r"[A-Z][\w’'&-]*"
# The English words that a gloss explains: capitalised ones, then up to four common ones.
_GLOSSED = re.compile(
    rf"(?P<name>{_CAPITAL}(?:(?: \([A-Z][^()]{{1,40}}\))?(?: (?:of|and|the))* {_CAPITAL})*"
    r"(?: (?!(?:is|are|was|were|by|with|in|at|to|from|the|a|and|called|named)\b)[a-z/]+){0,3})[\"”’]? ?$"
)
_WORD = re.compile(r"\S+\s")
_OWNER = re.compile(r"['’]s\s?$")


@dataclass(frozen=True, slots=True)
class _Forms:
    closed: re.Pattern[str]
    headed: re.Pattern[str]
    joined: re.Pattern[str]
    openings: frozenset[str]
    generic: frozenset[str]
    trades: frozenset[str]
    traded: frozenset[str]
    roles_zh: re.Pattern[str]


@cache
def _forms() -> _Forms:
    data = load("organisations")
    english = data["english"]
    kinds = lexicon().english
    inner, ends = any_of(english["inner"]), any_of(list(kinds))
    trades = any_of(english["trades"])
    word = r"(?:[A-Z][\w’'&-]*|&|No\. ?\d{1,3}|\d{1,3}(?:st|nd|rd|th))"
    heads = any_of(
        [end for end, kind in kinds.items() if kind in english["of"] and end[0].isupper()]
    )
    return _Forms(
        closed=re.compile(
            rf"(?<![\w-])(?P<lead>{word}(?: (?:and |- |(?:{inner}) (?:the )?)?{word}"
            rf"| \([A-Z][^()]{{1,40}}\)){{0,11}},? (?:(?:{trades}) ){{0,2}})(?P<end>{ends})(?!\w)"
        ),
        headed=re.compile(
            rf"(?<![\w-])(?:{word} ){{0,4}}?(?P<end>{heads}) of (?:the )?"
            rf"{word}(?: (?:(?:and|of|for) )?{word}){{0,5}}"
        ),
        joined=re.compile(rf"(?<= )(?P<end>{ends}) and "),
        openings=frozenset(english["openings"]),
        generic=frozenset(english["generic"]),
        trades=frozenset(english["trades"]),
        traded=frozenset(english["traded"]),
        roles_zh=re.compile(f"(?:{any_of(data['persons']['roles_zh'])})$"),
    )


def glossed_names(scene: Scene) -> Iterator[Named]:
    """English names that brackets give in Chinese; the Chinese name tells the kind."""
    flow = scene.flow
    for opened in _OPENED.finditer(flow):
        number = scene.sentence_at(opened.start())
        gloss = _GLOSS.match(flow, opened.start())
        if number is None or gloss is None or gloss.end() > scene.sentences[number].end + 1:
            continue
        base = max(scene.sentences[number].start, gloss.start() - 80)
        name = _GLOSSED.search(flow[base : gloss.start()])
        if name is None:
            continue
        chinese = re.sub(r"\s", "", gloss.group(1))
        end = base + name.end("name")
        start = _skip_openings(flow, base + name.start("name"), end, owner=True)
        kind = _kind_of(flow[start:end], simplify(chinese)) if start is not None else None
        if start is None or kind is None:
            continue
        yield Named(Span(start, gloss.end()), kind, (*_printed(flow[start:end]), chinese))


def _kind_of(english: str, chinese: str) -> str | None:
    """The kind that a Chinese gloss and the English words before it tell together."""
    words = lexicon()
    found = [(s, e) for s, e, kind in words.scan.find(chinese) if kind == "zh"]
    if len(found) > 1 and re.search("[和与、及]", chinese):
        return None  # two names in one bracket: each is found by itself
    if found and found[-1][1] == len(chinese):
        closing = words.closings[chinese[found[-1][0] :]]
        lead = chinese[: found[-1][0]]
        return closing.kind if names_somebody(lead, chinese[found[-1][0] :]) else None
    head = next((end for end in words.english if english.endswith(f" {end}")), None)
    if head is not None:
        if _forms().roles_zh.search(chinese):
            return None
        named = [w for w in english[: -len(head)].split() if w not in _forms().generic]
        return words.english[head] if named else None
    # A short name of a firm: a place, then a brand of two to four characters.
    short = next((e for s, e, kind in words.left.find(chinese) if s == 0 and kind == "place"), None)
    if short is not None and 2 <= len(chinese) - short <= 4:
        rest = chinese[short:]
        own = len(rest) - sum(end - start for start, end, _ in words.generic.find(rest))
        return "company" if own and english.rsplit(maxsplit=1)[-1][0].isupper() else None
    return None


def english_names(scene: Scene, sentence: Span) -> Iterator[Named]:
    """English names of a sentence by the word that closes, or opens, them."""
    flow, forms = scene.flow, _forms()
    for match in forms.closed.finditer(flow, sentence.start, sentence.end):
        first = match.start()
        # Two names that "and" joins: the first closes ahead of it.
        for other in forms.joined.finditer(flow, match.start(), match.start("end")):
            yield from _closed(flow, first, other.start("end"), other.end("end"))
            first = other.end()
        yield from _closed(flow, first, match.start("end"), match.end())
    for match in forms.headed.finditer(flow, sentence.start, sentence.end):
        start = _skip_openings(flow, match.start(), match.start("end"), owner=True)
        span = Span(match.start("end") if start is None else start, match.end())
        kind = lexicon().english[match.group("end")]
        yield Named(span, kind, (flow[span.start : span.end],))


def _closed(flow: str, first: int, closing: int, end: int) -> Iterator[Named]:
    """The name between `first` and `end` whose closing word begins at `closing`, if it names one."""
    forms = _forms()
    kind = lexicon().english[flow[closing:end]]
    start = _skip_openings(flow, first, closing, owner=kind in ("public_body", "programme"))
    if start is None:
        return
    words = flow[start:closing].split()
    if flow[closing:end] in forms.traded and words[-1] not in forms.trades:
        return
    own = [word for word in words if word not in forms.generic and word not in forms.trades]
    if not own or (words[-1].endswith(",") and kind != "company"):
        return
    if all(_OWNER.search(word) for word in own) and kind in ("programme", "company"):
        return
    if flow[closing:end] == "companies":
        # One word closes several names: it belongs to none of them.
        first = _skip_openings(flow, first, closing, owner=True) or start
        end = start + flow[start:closing].index(own[-1]) + len(own[-1])
        yield Named(
            Span(first, end), kind, tuple(dict.fromkeys((flow[first:end], flow[start:end])))
        )
        return
    yield Named(Span(start, end), kind, _printed(flow[start:end]))


def _printed(name: str) -> tuple[str, ...]:
    """A name as printed, then without the wider place or other spelling that brackets add."""
    return tuple(dict.fromkeys((name, re.sub(r" \([^()]*\)", "", name))))


def _skip_openings(flow: str, start: int, end: int, *, owner: bool) -> int | None:
    """Where a name begins once sentence openings and an owner ("Nanjing's") are left out.

    With `owner` an owner right ahead of the closing words stays: Xinjiang's Commission.
    """
    while start < end:
        word = _WORD.match(flow, start)
        if word is None or word.end() > end:
            return start if start < end else None
        bare = word.group().strip(" ,")
        if bare not in _forms().openings and (owner or not _OWNER.search(bare)):
            return start
        start = word.end()
    return None

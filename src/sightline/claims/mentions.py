"""Mentions: all that a text names, found by one scan for the words that names close with.

A name is known by its own structure: the word that closes it and, to its
left, whatever belongs to it. A mention yields no entity yet; that is
settled when mentions are brought together. Generic mentions ("local
companies", 当地企业) yield nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sightline.claims.mention import Mention
from sightline.claims.mentions_chinese import chinese_names, other_names, project_names
from sightline.claims.mentions_english import english_names, glossed_names
from sightline.claims.mentions_lexicon import lexicon
from sightline.claims.mentions_persons import chinese_persons, english_persons
from sightline.claims.mentions_places import countries, led_in, named_places, printed_alone
from sightline.claims.mentions_scene import Named, Scene
from sightline.claims.mentions_short import linked, with_stated
from sightline.text import Span, Text

__all__ = ["Mention", "read_mentions"]

_LATIN = re.compile("[A-Z][a-z]")


def read_mentions(text: Text) -> list[Mention]:
    """All that the body of `text` names, in order of place."""
    scene = Scene(text)
    hits = lexicon().scan.find(scene.simple)
    named = linked(scene, with_stated(scene, _organisations(scene, hits)))
    found = [_mention(text, one) for one in named]
    taken = [one.span for one in named]
    alone = list(printed_alone(scene, taken))
    spans = [scene.in_flow(one.citation.start, one.citation.end) for one in alone]
    found += alone
    taken += [span for span in spans if span is not None]
    places = list(named_places(scene, taken))
    spans = [scene.in_flow(one.citation.start, one.citation.end) for one in places]
    taken += [span for span in spans if span is not None]
    found += [*places, *led_in(scene, taken)]
    found += countries(scene, hits)
    found += _persons(scene, hits)
    return sorted(found, key=lambda mention: (mention.citation.start, mention.citation.end))


def _organisations(scene: Scene, hits: Iterable[tuple[int, int, str]]) -> list[Named]:
    """Named organisations, facilities and programmes; of names that overlap the first found."""
    taken: list[Named] = []
    zh = [(start, end) for start, end, kind in hits if kind == "zh"]
    chinese = list(chinese_names(scene, zh))
    english = _LATIN.search(scene.flow) is not None
    finders: list[Iterable[Named]] = [
        project_names(scene),
        glossed_names(scene) if english else (),
        _english(scene, hits),
        chinese,
        _whole_names(scene, hits),
        other_names(scene),
    ]
    for finder in finders:
        taken = _merged(taken, finder)
    # A project's name holds that of the camp that it is for.
    held = [one for one in chinese if one.kind == "vtic" and not one.loose]
    return sorted([*taken, *_inside(taken, held)], key=lambda one: one.span.start)


def _inside(taken: Sequence[Named], more: Iterable[Named]) -> list[Named]:
    """Those of `more` that lie in a programme's name among `taken`."""
    wide = [one.span for one in taken if one.kind == "programme"]
    return [
        one
        for one in more
        if any(span.start <= one.span.start and one.span.end < span.end for span in wide)
    ]


def _merged(taken: list[Named], more: Iterable[Named]) -> list[Named]:
    """`taken` and those of `more` that overlap none of them, in order of place."""
    fresh = sorted(more, key=lambda one: (one.span.start, -one.span.end))
    if not taken:
        out: list[Named] = []
        for one in fresh:
            if not out or one.span.start >= out[-1].span.end:
                out.append(one)
        return out
    bounds = [one.span for one in taken]
    kept: list[Named] = []
    at = 0
    for one in fresh:
        while at < len(bounds) and bounds[at].end <= one.span.start:
            at += 1
        free = at == len(bounds) or bounds[at].start >= one.span.end
        if free and (not kept or one.span.start >= kept[-1].span.end):
            kept.append(one)
    return sorted([*taken, *kept], key=lambda one: one.span.start)


def _whole_names(scene: Scene, hits: Iterable[tuple[int, int, str]]) -> Iterator[Named]:
    """Names that are whole without a closing word."""
    for start, end, kind in hits:
        if kind != "whole" or scene.sentence_at(start) is None:
            continue
        name = scene.flow[start:end]
        if name.isascii() and (
            scene.flow[start - 1 : start].isalnum() or scene.flow[end : end + 1].isalnum()
        ):
            continue
        known, spellings = lexicon().whole[scene.simple[start:end]]
        yield Named(Span(start, end), known, (name, *spellings[1:]))


def _english(scene: Scene, hits: Iterable[tuple[int, int, str]]) -> Iterator[Named]:
    """English names, looked for where a word stands that may close one.

    Every word of a heading may be capitalised: there, only glosses tell names.
    """
    for number in _sentences(scene, hits, "en"):
        if not scene.headings[number]:
            yield from english_names(scene, scene.sentences[number])


def _persons(scene: Scene, hits: Iterable[tuple[int, int, str]]) -> Iterator[Mention]:
    for number in _sentences(scene, hits, "role"):
        yield from chinese_persons(scene, scene.sentences[number])
    if _LATIN.search(scene.flow) is not None:
        for sentence in scene.sentences:
            if _LATIN.search(scene.flow, sentence.start, sentence.end):
                yield from english_persons(scene, sentence)


def _sentences(scene: Scene, hits: Iterable[tuple[int, int, str]], wanted: str) -> list[int]:
    """The numbers of the sentences in which a hit of this kind stands."""
    numbers = {scene.sentence_at(start) for start, _, kind in hits if kind == wanted}
    return sorted(number for number in numbers if number is not None)


def _mention(text: Text, one: Named) -> Mention:
    names = tuple(dict.fromkeys(one.names))
    return Mention(one.kind, names, text.cite_flow(one.span.start, one.span.end))

"""Persons, only together with the public or corporate role that the sentence states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sightline.claims.lexicon import load
from sightline.claims.mention import Mention
from sightline.claims.mentions_scene import Scene
from sightline.claims.numbers_written import any_of
from sightline.text import Span
from sightline.text.persons import name_at

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"


@cache
def _english() -> tuple[re.Pattern[str], re.Pattern[str]]:
    persons = load("organisations")["persons"]
    titled = any_of([role.title() for role in persons["roles_en"]])
    return (
        re.compile(
            r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){1,2}), (?:the |a |its |their )?"
            rf"(?P<role>(?:[\w'’-]+ )?(?:{any_of(persons['roles_en'])})(?: (?:of|at) [^,.;()\"]{{2,80}})?)"
        ),
        re.compile(
            rf"(?<![\w-])(?P<role>(?:[A-Z][a-z]+ )?(?:{titled})) (?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){{1,2}})"
        ),
    )


@cache
def _role_zh() -> re.Pattern[str]:
    roles = load("organisations")["persons"]["roles_zh"]
    return re.compile(rf"[{_HAN}]{{0,12}}?(?:{any_of(roles)})+")


def english_persons(scene: Scene, sentence: Span) -> Iterator[Mention]:
    """Persons of an English sentence, the role behind the name or ahead of it."""
    for pattern in _english():
        for match in pattern.finditer(scene.flow, sentence.start, sentence.end):
            yield _person(scene, Span(*match.span()), match["name"], match["role"])


def chinese_persons(scene: Scene, sentence: Span) -> Iterator[Mention]:
    """Persons of a Chinese sentence, the name right behind the role."""
    said = scene.simple[sentence.start : sentence.end]
    for match in _role_zh().finditer(said):
        name = name_at(said, match.end())
        if name is not None:
            span = Span(match.start(), name.end).shifted(sentence.start)
            printed = name.shifted(sentence.start)
            role = Span(*match.span()).shifted(sentence.start)
            yield _person(
                scene,
                span,
                scene.flow[printed.start : printed.end],
                scene.flow[role.start : role.end],
            )


def _person(scene: Scene, span: Span, name: str, role: str) -> Mention:
    citation = scene.text.cite_flow(span.start, span.end)
    return Mention("person", (name,), citation, position=role.strip())

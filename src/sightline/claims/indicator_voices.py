"""Who says so: the voice of a page, and of the speaker whose words a passage gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sightline.claims.indicator_scene import Ground
from sightline.claims.lexicon import load
from sightline.claims.numbers_written import any_of
from sightline.text import Span

OTHER = "other"
# Bylines, source lines and signatures stand in a page's first and last characters.
_TITLE, _HEAD, _END = 160, 1500, 400
# A text with so many notes of its own is a study.
_STUDY = 10
# Characters of a paragraph in which a quotation opens or closes, and beside it its speaker.
_QUOTED, _BESIDE = 400, 60
_OPENING, _CLOSING = "“「『", "”」』"


@dataclass(frozen=True, slots=True)
class _Page:
    voice: str
    where: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Speakers:
    """The words of `speakers.toml`.

    Attributes:
        pages: How a page's voice is told, the first that fits first.
        roles: Voice by the word for who speaks.
        role: Finds such a word.
        verb: Finds a verb of saying.
    """

    pages: tuple[_Page, ...]
    roles: Mapping[str, str]
    role: re.Pattern[str]
    verb: re.Pattern[str]


@cache
def speakers() -> Speakers:
    """The bundled words."""
    data = load("speakers")
    roles = {word: row["voice"] for row in data["role"] for word in row["words"]}
    speech = data["speech"]
    return Speakers(
        pages=tuple(
            _Page(row["voice"], row["where"], re.compile(_page_pattern(row)))
            for row in data["page"]
        ),
        roles=roles,
        role=_either(list(roles)),
        verb=_either([*speech["verbs_zh"], *speech["verbs_en"]]),
    )


def _page_pattern(row: Mapping[str, Any]) -> str:
    return row["pattern"] if "pattern" in row else f"(?i:{any_of(row['words'])})"


def _either(words: list[str]) -> re.Pattern[str]:
    """Chinese words anywhere, English ones whole."""
    latin = any_of([word for word in words if word.isascii()])
    other = any_of([word for word in words if not word.isascii()])
    return re.compile(rf"(?:{other})|(?<![A-Za-z])(?:{latin})(?![A-Za-z])")


class Voices:
    """Tells who asserts what stands at a place of one text."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._pages: dict[int, str] = {}

    def page(self, article: int) -> str:
        """The voice in which an article is written."""
        if article not in self._pages:
            self._pages[article] = self._page(article)
        return self._pages[article]

    def _page(self, article: int) -> str:
        text = self._ground.text
        span = text.articles[article]
        flow = self._ground.flow[span.start : span.end]
        noted = len(text.layout.markers) >= _STUDY
        parts = {
            "title": flow[:_TITLE],
            "end": flow[-_END:],
            "anywhere": flow if len(flow) < _HEAD + _END else f"{flow[:_HEAD]}\n{flow[-_END:]}",
        }
        for rule in speakers().pages:
            if rule.where == "notes":
                if noted:
                    return rule.voice
            elif rule.pattern.search(parts[rule.where]):
                return rule.voice
        return OTHER

    def of(self, span: Span, sentence: Span) -> str:
        """Whose words stand at `span`: the speaker's where there is one, else the page's."""
        return self._quoted(span) or self._told(span, sentence) or self._own(span)

    def _own(self, span: Span) -> str:
        return self.page(self._ground.text.article_of(span.start))

    def _quoted(self, span: Span) -> str | None:
        """The voice of who is quoted, if `span` stands between quotation marks with a speaker."""
        flow = self._ground.flow
        passage = self._ground.text.passages[self._ground.passage_at(span.start)].span
        low, high = max(passage.start, span.start - _QUOTED), min(passage.end, span.end + _QUOTED)
        opened = max(flow.rfind(sign, low, span.start) for sign in _OPENING)
        if opened < 0 or any(flow.find(sign, opened, span.start) >= 0 for sign in _CLOSING):
            return None
        ends = [at for sign in _CLOSING if (at := flow.find(sign, span.end, high)) >= 0]
        closed = min(ends, default=high - 1)
        behind = flow[closed + 1 : min(passage.end, closed + 1 + _BESIDE)]
        ahead = flow[max(passage.start, opened - _BESIDE) : opened]
        return _speaker(_last_clause(ahead)) or _speaker(re.split("[。；\n]", behind)[0])

    def _told(self, span: Span, sentence: Span) -> str | None:
        """The voice of who is told to have said it, ahead of it in its sentence."""
        return _speaker(self._ground.flow[sentence.start : span.start])


def _last_clause(words: str) -> str:
    return re.split("[。；！？\n]", words)[-1]


def _speaker(words: str) -> str | None:
    """The voice of the last one who is said to say something in `words`."""
    for verb in reversed(list(speakers().verb.finditer(words))):
        ahead = re.split("[。；，,“”]", words[: verb.start()])[-1][-_BESIDE:]
        named = [(match.end(), match.group()) for match in speakers().role.finditer(ahead)]
        if named:
            return speakers().roles[max(named)[1]]
    return None

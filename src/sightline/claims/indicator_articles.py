"""What an article is about, and who issues it: where a sign has no bearer nearby.

A firm's page is about the firm, a report about what it names most, a study
about a region; a body's paper is its issuer's, which signs it or stands in a
labelled field.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sightline.claims.indicator_scene import Ground, Standing
from sightline.claims.indicator_voices import Voices
from sightline.claims.lexicon import load
from sightline.claims.mention import Mention
from sightline.text import Span

# A paper's signature: the body, then at most a date.
_SIGNED = re.compile(r"[\s\d０-９○〇零一二三四五六七八九十年月日（）()印章-]*$")
_PROJECT = re.compile(r"(?:项目|工程|方案|计划|行动|[Pp]roject|[Pp]lan)[”\"》]?$")
_WORKS = re.compile(r"(?:项目|工程|[Pp]roject)[”\"》]?$")
_WHENCE = re.compile("(?:发表于|来源|来自|转自)\\s?[:：]?\\s?$")
_ISSUING = frozenset({"public_body", "vtic", "school", "organisation"})
# What an article is about is named so many times more often than anything else like it.
_MOSTLY = 2
_TITLE = 3
_SENTENCE = re.compile("[。；]|，[^，]*，")
_BUYS = re.compile("采购|招标|中标|成交|磋商|询价|施工")
_BUILT = frozenset({"vtic", "park", "satellite_factory", "school", "nursery", "facility"})
# A body's paper about a firm's own affairs is the firm's (公告 of a listed company).
_OFFICES = re.compile(
    "采购|招标|中标|成交|政府|公示|通知|方案|规划|计划|要点|纪要|意见|办法|总结|项目|任务|名单"
)


def is_project(mention: Mention) -> bool:
    """Whether a programme is a project or plan with a name of its own, and no policy or fund."""
    return _PROJECT.search(mention.names[0]) is not None


@cache
def kinds() -> dict[str, frozenset[str]]:
    """The kinds of `indicators.toml`; `wide` is who sends, orders and frames."""
    named = {name: frozenset(of) for name, of in load("indicators")["kinds"].items()}
    return named | {"wide": named["bodies"] | named["schemes"] | named["places"]}


@cache
def _label() -> re.Pattern[str]:
    words = "|".join(load("indicators")["issuer"]["labels"])
    return re.compile(rf"(?:{words})\s?[:：]\s?$")


@dataclass(frozen=True, slots=True)
class _Issuers:
    """Bodies that issue an article, in order of place."""

    labelled: list[Standing]
    signing: list[Standing]


def _next(issuers: Sequence[Standing], at: int) -> Mention | None:
    """The first that stands at `at` or behind it."""
    number = bisect_left(issuers, at, key=lambda one: one.span.start)
    return issuers[number].mention if number < len(issuers) else None


class Articles:
    """The articles of one text."""

    def __init__(self, ground: Ground, voices: Voices) -> None:
        self._ground, self._voices = ground, voices
        self._about: dict[int, Mention | None] = {}
        self._issuers: dict[int, _Issuers] = {}
        self._pages: dict[int, str] = {}

    def voice(self, article: int) -> str:
        """In whose voice it is written, as far as it matters whose signs they are."""
        if article not in self._pages:
            voice = self._voices.page(article)
            if voice == "official" and self._a_firms(article):
                voice = "company"
            elif voice == "company" and self._a_bodys(article):
                voice = "official"
            self._pages[article] = voice
        return self._pages[article]

    def _a_firms(self, article: int) -> bool:
        first = self._ground.passages_of(article)[:_TITLE]
        spans = [self._ground.text.passages[number].span for number in first]
        named = [one.mention.kind for span in spans for one in self._ground.named(span)]
        words = "".join(self._ground.flow[span.start : span.end] for span in spans)
        return "company" in named and "public_body" not in named and not _OFFICES.search(words)

    def _a_bodys(self, article: int) -> bool:
        """Whether a body signs it, and its first lines name no firm (a county's 招聘公告)."""
        issuers = self._issuers_of(article)
        firm = self._titled(article, frozenset({"company"}))
        return firm is None and bool(issuers.labelled or issuers.signing)

    def about(self, article: int) -> Mention | None:
        """What it is about."""
        if article not in self._about:
            self._about[article] = self._main(article)
        return self._about[article]

    def _main(self, article: int) -> Mention | None:
        """In the order that its voice asks for."""
        voice = self.voice(article)
        if voice == "author":
            return self._foremost(article, kinds()["places"])
        wide = self._titled(article, kinds()["bodies"] | kinds()["schemes"]) or self._place(article)
        site = (
            self._foremost(article, kinds()["sites"])
            or self._titled(article, kinds()["sites"])
            or self._only_firm(article)
        )
        if voice in ("company", "media", "other"):
            return site or wide
        return wide or site

    def _foremost(self, article: int, wanted: frozenset[str]) -> Mention | None:
        """The thing of these kinds that the article names far more often than any other."""
        mentions = [one for one in self._ground.mentions_of(article) if one.kind in wanted]
        counted = Counter(self._ground.identity.of(one) for one in mentions)
        ranked = counted.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < ranked[1][1] * _MOSTLY):
            return None
        return next(one for one in mentions if self._ground.identity.of(one) == ranked[0][0])

    def _place(self, article: int) -> Mention | None:
        """The place that the first lines name, of several the one that the article names most.

        Provinces frame a page more often than it is about them.
        """
        mentions = [
            one for one in self._ground.mentions_of(article) if one.kind in kinds()["places"]
        ]
        narrow = [one for one in mentions if not (one.place_code or "").endswith("0000")]
        counted = Counter(self._ground.identity.of(one) for one in narrow or mentions)
        passages = [self._ground.text.passages[n] for n in self._ground.passages_of(article)]
        named = [one for passage in passages[:_TITLE] for one in self._ground.named(passage.span)]
        titled = {
            self._ground.identity.of(one.mention)
            for one in named
            if one.mention.kind in kinds()["places"] and self._states(one)
        } & counted.keys()
        most = max(titled or counted, key=lambda one: counted[one], default=None)
        return next((one for one in mentions if self._ground.identity.of(one) == most), None)

    def _only_firm(self, article: int) -> Mention | None:
        firms = [one for one in self._ground.mentions_of(article) if one.kind == "company"]
        return firms[0] if len({self._ground.identity.of(one) for one in firms}) == 1 else None

    def _titled(self, article: int, wanted: frozenset[str]) -> Mention | None:
        """The one of these kinds that the first lines name."""
        for span in self._titles(article):
            for one in self._ground.named(span):
                if one.mention.kind in wanted and self._states(one):
                    return one.mention
        return None

    def _titles(self, article: int) -> list[Span]:
        """The first lines, as far as they are titles and no sentences."""
        numbers = self._ground.passages_of(article)[:_TITLE]
        spans = [self._ground.text.passages[number].span for number in numbers]
        return [one for one in spans if not _SENTENCE.search(self._ground.flow, one.start, one.end)]

    def _bought_for(self, article: int) -> Mention | None:
        """What a tender's title says is built or fitted out: a site, else its project."""
        spans = self._titles(article)
        if not any(_BUYS.search(self._ground.simple, one.start, one.end) for one in spans):
            return None
        return self._titled(article, _BUILT) or self._titled(article, kinds()["schemes"])

    def _states(self, one: Standing) -> bool:
        """Whether the first lines are about the name, and don't only say where they came from."""
        if one.mention.kind == "programme":
            # A plan's title names the plan itself, whose signs are its issuer's.
            return _WORKS.search(one.mention.names[0]) is not None
        low = max(0, one.span.start - 6)
        return _WHENCE.search(self._ground.flow, low, one.span.start) is None

    def issued(self, at: int) -> Mention | None:
        """Whose paper stands at `at`: the body labelled behind it, the project of the title,
        or the body that signs or is labelled elsewhere.
        """
        article = self._ground.text.article_of(at)
        if article not in self._issuers:
            self._issuers[article] = self._issuers_of(article)
        issuers = self._issuers[article]
        fitted = self._bought_for(article)
        if fitted is not None:
            return fitted
        labelled = _next(issuers.labelled, at)
        if labelled is not None:
            return labelled
        project = self._titled(article, kinds()["schemes"])
        if project is not None:
            return project
        others = [*issuers.labelled, *issuers.signing][-1:]
        signed = _next(issuers.signing, at) or next((one.mention for one in others), None)
        return signed or self._plan(article)

    def _plan(self, article: int) -> Mention | None:
        """The plan of the title, which a body's name does not open."""
        if self._titled(article, kinds()["bodies"]) is not None:
            return None
        spans = self._titles(article)
        named = [one.mention for span in spans for one in self._ground.named(span)]
        return next((one for one in named if one.kind == "programme" and is_project(one)), None)

    def _issuers_of(self, article: int) -> _Issuers:
        passages = self._ground.text.passages
        found = _Issuers([], [])
        for number in self._ground.passages_of(article):
            span = passages[number].span
            for one in self._ground.named(span):
                if one.mention.kind in _ISSUING and self._labelled(one):
                    found.labelled.append(one)
                elif one.mention.kind in kinds()["bodies"] and self._alone(one, span):
                    found.signing.append(one)
        return found

    def _labelled(self, one: Standing) -> bool:
        low = max(0, one.span.start - 12)
        return _label().search(self._ground.flow, low, one.span.start) is not None

    def _alone(self, one: Standing, passage: Span) -> bool:
        """Whether the name is all of its passage, but for a date."""
        ahead = self._ground.flow[passage.start : one.span.start].strip()
        return not ahead and bool(_SIGNED.fullmatch(self._ground.flow, one.span.end, passage.end))

"""Whose sign it is: the named thing that a passage without doubt speaks of.

Looked for from near to far: in the sentence, in the sentences before it in its
paragraph, and at last what the whole article is about, which a firm's page, a
body's paper, a report and a study show in ways of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sightline.claims.indicator_scene import Ground, Standing
from sightline.claims.indicator_voices import Voices
from sightline.claims.lexicon import load
from sightline.claims.mention import Mention
from sightline.claims.mentions_lexicon import Words
from sightline.text import Span

# What a clause begins behind.
_BOUNDARY = "，。；;！？：:\n“‘「（(,"
# A name so far from its clause's start is still its subject (时间, 近日, 据悉 stand ahead).
_LEAD = 10
# What ahead of a name makes it an origin, a goal or a partner.
_ASIDE = re.compile(
    r"(?:从|向|为|与|和|给|把|对|往|来自|面向|赴|前往|到|由|经|是|至|据|被|等|to|from|by|with|for|the)\s?$"
)
_JOINED = re.compile(r"\s?(?:、|和|及|与|以及|,? and|,|along with)\s?(?:the )?")
# A paper's signature: the body, then at most a date.
_SIGNED = re.compile(r"[\s\d０-９○〇零一二三四五六七八九十年月日（）()印章-]*$")
# What an article is about is named so many times more often than anything else like it.
_MOSTLY = 2
_TITLE = 3


@dataclass(frozen=True)
class Kinds:
    """The kinds of `indicators.toml`, and words that mean several names at once."""

    sites: frozenset[str]
    bodies: frozenset[str]
    schemes: frozenset[str]
    places: frozenset[str]
    together: Words
    meant: dict[str, frozenset[str]]

    @property
    def wide(self) -> frozenset[str]:
        """Who sends, orders and frames, rather than where it is done."""
        return self.bodies | self.schemes | self.places


@cache
def kinds() -> Kinds:
    """The bundled kinds."""
    data = load("indicators")
    words = {word: frozenset(row["kinds"]) for row in data["together"] for word in row["words"]}
    named = {name: frozenset(of) for name, of in data["kinds"].items()}
    return Kinds(**named, together=Words({word: word for word in words}), meant=words)


class Bearers:
    """Finds of whom the signs of one text are said."""

    def __init__(self, ground: Ground, voices: Voices) -> None:
        self._ground, self._voices = ground, voices
        self._about: dict[int, Mention | None] = {}
        self._together: dict[Span, list[Mention]] = {}

    def of(self, span: Span) -> list[Mention]:
        """Whom the sign at `span` is said of; none where that is in doubt."""
        sentence = self._ground.sentence_at(span.start)
        several = self._several(sentence, span)
        if several:
            return several
        known = kinds()
        here = self._ground.named(sentence)
        found = self._in_sentence(here, span, known.sites)
        if not found and self._page(span) != "company":
            found = self._subjects(here, span, known.wide)
        if not found:
            found = self._in_paragraph(sentence, known.sites)
        if found:
            return found
        about = self._article(span)
        return [about] if about is not None else self._near_places(sentence, here)

    def _page(self, span: Span) -> str:
        return self._voices.page(self._ground.text.article_of(span.start))

    def _several(self, sentence: Span, span: Span) -> list[Mention]:
        """All of a kind that the article has named, where a word stands for them together."""
        words = self._ground.flow[sentence.start : span.end]
        found = kinds().together.find(words)
        if not found:
            return []
        meant = kinds().meant[found[-1][2]]
        article = self._ground.text.article_of(span.start)
        limit = self._ground.text.flow.to_raw(sentence.start, sentence.end).start
        first: dict[int, Mention] = {}
        for mention in self._ground.mentions_of(article):
            if mention.kind in meant and mention.citation.start < limit:
                first.setdefault(self._ground.identity.of(mention), mention)
        return list(first.values())

    def _in_sentence(
        self, here: Sequence[Standing], span: Span, wanted: frozenset[str]
    ) -> list[Mention]:
        """The subject among the names ahead; else the one name behind."""
        subjects = self._subjects(here, span, wanted)
        if subjects:
            return subjects
        named = [one for one in here if one.mention.kind in wanted]
        ahead = [one for one in named if one.span.end <= span.start]
        if ahead:
            return [ahead[-1].mention]
        things = {self._ground.identity.of(one.mention): one.mention for one in named}
        return list(things.values()) if len(things) == 1 else []

    def _subjects(
        self, here: Sequence[Standing], span: Span, wanted: frozenset[str]
    ) -> list[Mention]:
        """The name that the clause, or else the sentence, begins with, and those joined to it."""
        ahead = [
            one
            for one in here
            if one.mention.kind in wanted and one.span.start < span.end and not self._aside(one)
        ]
        opening = [one for one in ahead if self._opens(one)]
        if not ahead:
            return []
        return self._joined(here, opening[-1] if opening else ahead[0])

    def _aside(self, one: Standing) -> bool:
        return (
            _ASIDE.search(self._ground.flow, max(0, one.span.start - 6), one.span.start) is not None
        )

    def _opens(self, one: Standing) -> bool:
        """Whether a clause begins with the name, or a few words ahead of it."""
        ahead = self._ground.flow[max(0, one.span.start - _LEAD) : one.span.start]
        return one.span.start < _LEAD or any(sign in ahead for sign in _BOUNDARY)

    def _joined(self, here: Sequence[Standing], chosen: Standing) -> list[Mention]:
        """The chosen name with those of its kind that stand in one row with it."""
        row = [one for one in here if one.mention.kind == chosen.mention.kind]
        at = row.index(chosen)
        first = last = at
        while first and self._beside(row[first - 1], row[first]):
            first -= 1
        while last + 1 < len(row) and self._beside(row[last], row[last + 1]):
            last += 1
        things = {
            self._ground.identity.of(one.mention): one.mention for one in row[first : last + 1]
        }
        return list(things.values())

    def _beside(self, one: Standing, other: Standing) -> bool:
        between = self._ground.flow[one.span.end : other.span.start]
        return len(between) < _LEAD and _JOINED.fullmatch(between) is not None

    def _in_paragraph(self, sentence: Span, wanted: frozenset[str]) -> list[Mention]:
        """What the nearest sentence before that names one is about."""
        for earlier in self._ground.sentences_before(sentence):
            named = [one for one in self._ground.named(earlier) if one.mention.kind in wanted]
            things = {self._ground.identity.of(one.mention) for one in named}
            if len(things) == 1:
                return [named[-1].mention]
            subjects = [one for one in named if not self._aside(one)]
            if subjects:
                return [subjects[0].mention]
            if named:
                return []
        return []

    def _article(self, span: Span) -> Mention | None:
        article = self._ground.text.article_of(span.start)
        if article not in self._about:
            self._about[article] = self._main(article)
        return self._about[article]

    def _main(self, article: int) -> Mention | None:
        """What an article is about, in the order that its voice asks for."""
        known, voice = kinds(), self._voices.page(article)
        site = self._foremost(article, known.sites)
        if voice in ("company", "media", "other"):
            return site or self._issuer(article) or self._titled(article, known.wide)
        issuer = self._issuer(article) or self._titled(article, known.wide)
        return issuer or site or self._foremost(article, known.places)

    def _foremost(self, article: int, wanted: frozenset[str]) -> Mention | None:
        """The thing of these kinds that the article names first and mostly."""
        mentions = [one for one in self._ground.mentions_of(article) if one.kind in wanted]
        counted = Counter(self._ground.identity.of(one) for one in mentions)
        if not counted:
            return None
        titled = self._titled(article, wanted)
        if titled is not None:
            return titled
        ranked = counted.most_common(2)
        if len(ranked) > 1 and ranked[0][1] < ranked[1][1] * _MOSTLY:
            return None
        return next(one for one in mentions if self._ground.identity.of(one) == ranked[0][0])

    def _titled(self, article: int, wanted: frozenset[str]) -> Mention | None:
        """The one of these kinds that the first lines name."""
        for number in self._ground.passages_of(article)[:_TITLE]:
            here = self._ground.named(self._ground.text.passages[number].span)
            named = [one.mention for one in here if one.mention.kind in wanted]
            if named:
                return named[0]
        return None

    def _issuer(self, article: int) -> Mention | None:
        """The body that signs the article."""
        passages = self._ground.text.passages
        for number in reversed(self._ground.passages_of(article)):
            span = passages[number].span
            for one in self._ground.named(span):
                if one.mention.kind in kinds().bodies and self._alone(one, span):
                    return one.mention
        return None

    def _alone(self, one: Standing, passage: Span) -> bool:
        """Whether the name is all of its passage, but for a date."""
        ahead = self._ground.flow[passage.start : one.span.start].strip()
        return not ahead and bool(_SIGNED.fullmatch(self._ground.flow, one.span.end, passage.end))

    def _near_places(self, sentence: Span, here: Sequence[Standing]) -> list[Mention]:
        places = [one.mention for one in here if one.mention.kind in kinds().wide]
        for earlier in self._ground.sentences_before(sentence):
            if places:
                break
            named = self._ground.named(earlier)
            places = [one.mention for one in named if one.mention.kind in kinds().wide]
        return places[:1]

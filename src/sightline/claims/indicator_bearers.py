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
from sightline.claims.indicator_signs import Sign
from sightline.claims.indicator_voices import Voices
from sightline.claims.lexicon import load
from sightline.claims.mention import Mention
from sightline.claims.mentions_lexicon import Words
from sightline.text import Span, simplify

# What a clause begins behind.
_BOUNDARY = "，。；;！？：:\n“‘「（(,"
# A name so far from its clause's start is still its subject (时间, 近日, 据悉 stand ahead).
_LEAD = 10
# What ahead of a name makes it an origin, a goal, a helper or a partner.
_ASIDE = re.compile(
    r"(?:从|向|为|与|和|给|把|对|往|来自|面向|赴|前往|到|由|经|是|至|据|被|等|要求|责成|会同|依托|联合|通过|以及|及"
    r"|to|from|by|with|for|the|of|and)\s?$"
)
# What ahead of a name makes it the place where it is done.
_WHERE = re.compile(r"(?:在|于|到|进入|进|入|赴|为|给|对|由|at|in|to|into|inside|by)(?: the)?\s?$")
# A sentence that begins with these goes on about what the one before was about.
_GOES_ON = re.compile(r"\s*(?:该|其|这家|这座|此|This|It|Its|The (?:company|factory|park|firm))")
_JOINED = re.compile(r"\s?(?:、|和|及|与|以及|,? and|,|along with)\s?(?:the )?")
_LOCAL = re.compile("(?P<own>[该我全])(?P<level>[县市州区乡镇])(?!域|区域|镇化)")
# A paper's signature: the body, then at most a date.
_SIGNED = re.compile(r"[\s\d０-９○〇零一二三四五六七八九十年月日（）()印章-]*$")
# What an article is about is named so many times more often than anything else like it.
_MOSTLY = 2
_TITLE = 3
# A study and a report speak of one place after the other: the nearest one counts there.
_ISSUED = frozenset({"official"})
_ISSUING = frozenset({"public_body", "vtic", "school", "organisation"})
_LABEL = re.compile(
    r"(?:采购人|招标人|采购单位|招标单位|发布单位|发布机构|发文单位|发文机关|制定单位|填报单位|编制单位)\s?[:：]\s?$"
)
_TELLING = frozenset({"author", "other"})


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
        self._issuers: dict[int, list[Standing]] = {}

    def of(self, sign: Sign) -> list[Mention]:
        """Whom a sign is said of; none where that is in doubt."""
        span = sign.span
        sentence = self._ground.sentence_at(span.start)
        known, voice, about = kinds(), self._page(span), self._article(span)
        here = self._ground.named(sentence)
        if sign.indicator == "internment_link":
            here = [one for one in here if one.mention.kind != "vtic"]
        found = self._several(sentence, span) or self._in_sentence(here, span, known.sites)
        if not found and voice != "company":
            found = self._local(sentence, span)
            if not found and (sign.paid or voice not in _ISSUED or about is None):
                found = self._subjects(here, span, known.wide)
        if not found and (voice != "company" or about is None):
            told = voice in _TELLING
            found = self._in_paragraph(sentence, known.sites | known.wide if told else known.sites)
        if found:
            return found
        about = (self._issuer(span) if voice in _ISSUED else None) or about
        return [about] if about is not None else self._near_places(sentence, here)

    def _page(self, span: Span) -> str:
        return self._voices.page(self._ground.text.article_of(span.start))

    def _several(self, sentence: Span, span: Span) -> list[Mention]:
        """All of a kind that the article has named, where a word stands for them together."""
        words = self._ground.simple[sentence.start : span.end]
        found = kinds().together.find(words)
        if not found:
            return []
        meant = kinds().meant.get(found[-1][2])
        if meant is None:
            return []
        article = self._ground.text.article_of(span.start)
        limit = self._ground.text.flow.to_raw(sentence.start, sentence.end).start
        first: dict[int, Mention] = {}
        for mention in self._ground.mentions_of(article):
            if mention.kind in meant and mention.citation.start < limit:
                first.setdefault(self._ground.identity.of(mention), mention)
        return list(first.values())

    def _local(self, sentence: Span, span: Span) -> list[Mention]:
        """The place that 该县, 全县 or 我县 means: the last named, or of the title."""
        found = list(_LOCAL.finditer(self._ground.simple, sentence.start, span.start))
        if not found:
            return []
        level = found[-1]["level"]
        article = self._ground.text.article_of(span.start)
        limit = self._ground.text.flow.to_raw(sentence.start, span.end).end
        named = [
            one
            for one in self._ground.mentions_of(article)
            if one.kind == "place" and level in simplify(one.names[0])
        ]
        before = [one for one in named if one.citation.start < limit]
        return (before or named)[:1] if found[-1]["own"] in "我全" else before[-1:]

    def _in_sentence(
        self, here: Sequence[Standing], span: Span, wanted: frozenset[str]
    ) -> list[Mention]:
        """The subject among the names ahead; else the one name behind."""
        subjects = self._subjects(here, span, wanted)
        if subjects:
            return subjects
        named = [one for one in here if one.mention.kind in wanted]
        here = [one for one in named if self._near(one, span)]
        things = {self._ground.identity.of(one.mention): one.mention for one in here}
        return list(things.values()) if len(things) == 1 else []

    def _near(self, one: Standing, span: Span) -> bool:
        """Whether the name is the place where it is done, or stands behind in the same clause."""
        flow = self._ground.flow
        if one.span.end <= span.start:
            return _WHERE.search(flow, max(0, one.span.start - 6), one.span.start) is not None
        return not any(sign in flow[span.end : one.span.start] for sign in "，。；;,")

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
            several = self._several(earlier, earlier)
            if several:
                return several
            named = [one for one in self._ground.named(earlier) if one.mention.kind in wanted]
            subjects = [one for one in named if not self._aside(one)]
            if _GOES_ON.match(self._ground.flow, earlier.start) and not subjects:
                continue
            things = {self._ground.identity.of(one.mention) for one in subjects or named}
            if len(things) == 1:
                return [(subjects or named)[-1].mention]
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
            return site or self._titled(article, known.wide)
        if voice == "author":
            return self._foremost(article, known.places, titled=False)
        return self._titled(article, known.wide) or site or self._foremost(article, known.places)

    def _foremost(
        self, article: int, wanted: frozenset[str], *, titled: bool = True
    ) -> Mention | None:
        """The thing of these kinds that the article names first and mostly."""
        mentions = [one for one in self._ground.mentions_of(article) if one.kind in wanted]
        counted = Counter(self._ground.identity.of(one) for one in mentions)
        if not counted:
            return None
        in_title = self._titled(article, wanted) if titled else None
        if in_title is not None:
            return in_title
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

    def _issuer(self, span: Span) -> Mention | None:
        """The body that issues what stands here: labelled as such, or signing the article.

        Of several, the next one behind, as papers are signed at their end.
        """
        article = self._ground.text.article_of(span.start)
        if article not in self._issuers:
            self._issuers[article] = self._issuers_of(article)
        issuers = self._issuers[article]
        behind = [one for one in issuers if one.span.start >= span.start]
        return (behind or issuers[-1:])[0].mention if issuers else None

    def _issuers_of(self, article: int) -> list[Standing]:
        passages = self._ground.text.passages
        spans = [passages[number].span for number in self._ground.passages_of(article)]
        return [
            one
            for span in spans
            for one in self._ground.named(span)
            if one.mention.kind in _ISSUING
            and (
                self._labelled(one)
                or (one.mention.kind in kinds().bodies and self._alone(one, span))
            )
        ]

    def _labelled(self, one: Standing) -> bool:
        return (
            _LABEL.search(self._ground.flow, max(0, one.span.start - 12), one.span.start)
            is not None
        )

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

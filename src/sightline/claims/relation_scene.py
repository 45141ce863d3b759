"""What stands in each sentence: names as signs, what words like 该公司 stand for, what it is about.

Sentences are gone through in order, so that a word that points back, or a
clause without a subject, finds what was spoken of before, within one article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sightline.claims.figure import Figure
from sightline.claims.mention import Mention
from sightline.claims.mentions_lexicon import lexicon
from sightline.claims.mentions_scene import Scene
from sightline.claims.relation_rules import MONEY, PERSONS, SIGNS, SITES, rules
from sightline.text import Span, Text, simplify

_BOUNDARY = "，。；;！？：:\n“‘「 （(给向对为由"
_COUNTED = {"persons": PERSONS, "RMB": MONEY, "facilities": SITES}
_REGION = "65"
# What a project's name ends in.
_PROJECTS = ("项目", "工程")
# Sentences among which a title is looked for, and its length.
_TITLE, _LONGEST_TITLE = 4, 60
# A firm's own page names it among so many sentences.
_OWN_HEAD = 2
# So many sentences back a pointing word may reach.
_REACH = 8
# What ahead of a name keeps it from being what the sentence is about.
# A clause that names whom it is about, if only as the county or its government.
_OWN_SUBJECT = re.compile(
    r"\s*(?:目前|现在|如今|今年|去年|近年来|现|已|(?:截至)?[12]\d{3}年[^，。；]{0,6})?"
    r"(?:[全我][县市区州乡镇村]|县里|乡里|村里|镇里|镇上|当地|各地|各乡|各县|全地区|[县市乡镇村]政府|驻村工作队)"
    r"|\s*(?i:the (?:whole )?(?:county|prefecture|city|township|village|region|government|authorities|work teams?)|work teams|local \w+|many|some) "
)
_CLAUSES = "，。；,;.!?！？：:"
_NOT_TOPIC = re.compile(
    r"(?:在|到|从|向|为|与|和|给|把|对|被|于|往|来自|走进|进入|据|找到|to|from|by|with|of|for|in|at|the|near) ?$"
)
# A legal form's point that ends a sentence, too: "... Ltd. We".
_ENDED = re.compile(r"\. (?=[A-Z][a-z]* [a-z])")
_POINT = re.compile(r"\.(?<=\d\.)(?=\d)")
_JOINED = re.compile("、|和|与|及|以及|,? and ")


_Place = Callable[[int, int], Span | None]


@dataclass(frozen=True, slots=True)
class Token:
    """Something in a sentence that a sketch shows as one sign; offsets of the flow."""

    start: int
    end: int
    sign: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A sentence whose tokens are single signs, with the way back to the flow."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]
    tokens: dict[int, Token]

    def flow_at(self, at: int) -> int:
        """The offset in the flow of the sketch's character `at`."""
        number = bisect_right(self.starts, at) - 1
        return at + self.shifts[number]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the flow that `[start, end)` of the sketch stands for."""
        last = self.tokens.get(end - 1)
        return Span(self.flow_at(start), last.end if last else self.flow_at(end - 1) + 1)

    def within(self, start: int, end: int) -> list[Token]:
        """The tokens in a stretch of the sketch."""
        return [self.tokens[at] for at in range(start, end) if at in self.tokens]


@dataclass
class Standing:
    """One sentence as it is come to: its tokens, and what a missing subject would be."""

    span: Span
    heading: bool
    tokens: list[Token]
    topic: Mention | None
    project: Mention | None

    def omitted(self, before: int, kinds: frozenset[str], flow: str) -> Mention | None:
        """What a clause without a subject at `before` is about; None where that is in doubt."""
        for token in self.tokens:
            if token.start >= before:
                break
            if (
                token.mention is None
                or token.mention.kind not in kinds
                or token.sign == SIGNS["place"]
            ):
                continue
            ahead = flow[max(self.span.start, token.start - 6) : token.start]
            return None if _NOT_TOPIC.search(ahead) else token.mention
        clause = max(flow.rfind(sign, self.span.start, before) for sign in _CLAUSES)
        if _OWN_SUBJECT.match(flow, clause + 1 if clause >= 0 else self.span.start):
            return None
        for one in (self.topic, self.project):
            if one is not None and one.kind in kinds:
                return one
        return None


class Identity:
    """Which mentions name one thing: those that share a spelling."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._of: dict[tuple[str, str], int] = {}
        for number, mention in enumerate(mentions):
            known = [self._of[key] for key in self._keys(mention) if key in self._of]
            for key in self._keys(mention):
                self._of[key] = known[0] if known else number

    def of(self, mention: Mention) -> int:
        """The number of the thing that `mention` names."""
        return self._of[(mention.kind, mention.names[-1].casefold())]

    @staticmethod
    def _keys(mention: Mention) -> list[tuple[str, str]]:
        codes = [mention.place_code] if mention.place_code else []
        return [(mention.kind, name.casefold()) for name in (*mention.names, *codes)]


@dataclass
class _Spoken:
    """What has been named so far in an article, the last last."""

    named: list[tuple[int, Mention]] = field(default_factory=list)
    topic: Mention | None = None
    own: Mention | None = None
    passage: int = -1


class Reader:
    """Goes through a text's sentences with their tokens."""

    def __init__(self, text: Text, mentions: Sequence[Mention], figures: Sequence[Figure]) -> None:
        self.text = text
        self.scene = Scene(text)
        self.identity = Identity(mentions)
        place = self.scene.in_flow
        tokens = [*_named(place, mentions), *_counted(place, figures)]
        self._tokens = _apart(tokens)
        self._starts = [token.start for token in self._tokens]
        named = [token for token in self._tokens if token.mention is not None]
        self._named = sorted(named, key=_raw_start)
        # A point inside a number ends no clause.
        self.words = _POINT.sub("\ue03f", self.scene.simple)
        found = rules().refers.find(self.scene.simple)
        self._refers = [(start, end, word) for start, end, word in found]
        self._refer_starts = [start for start, _, _ in self._refers]

    def sentences(self, wanted: Callable[[Span], bool]) -> Iterator[Standing]:
        """The sentences that `wanted` asks for and that name something, or go on with what did."""
        articles = _articles(self.text)
        spoken, article = _Spoken(), -1
        for number, span in enumerate(self.scene.sentences):
            here = bisect_right(articles, span.start)
            if here != article:
                spoken, article = _Spoken(), here
            if self.scene.passages[number] != spoken.passage:
                spoken.topic, spoken.passage = None, self.scene.passages[number]
            tokens = self._with_references(number, span, self.between(span), spoken)
            if wanted(span) and (tokens or spoken.topic or here in self._only):
                topic = spoken.topic or self._only.get(here)
                yield Standing(span, self.scene.headings[number], tokens, topic, self.project)
            self._remember(number, span, tokens, spoken)

    @cached_property
    def _only(self) -> dict[int, Mention]:
        """The firm whose own page an article is: its head names it, and no other is named."""
        articles = _articles(self.text)
        firms: dict[int, dict[int, Token]] = {}
        for token in self._named:
            if token.mention is not None and token.mention.kind == "company":
                here = bisect_right(articles, token.start)
                firms.setdefault(here, {}).setdefault(self.identity.of(token.mention), token)
        heads = {here: self._head(articles[here - 1] if here else 0) for here in firms}
        only = {here: next(iter(of.values())) for here, of in firms.items() if len(of) == 1}
        return {
            here: one.mention
            for here, one in only.items()
            if one.mention is not None and one.start < heads[here]
        }

    def _head(self, start: int) -> int:
        """Where the first sentences of the article that begins at `start` end."""
        ends = [span.end for span in self.scene.sentences if span.start >= start]
        return ends[_OWN_HEAD - 1] if len(ends) >= _OWN_HEAD else len(self.scene.flow)

    @cached_property
    def project(self) -> Mention | None:
        """The project that the page's title names, if it names one."""
        for sentence in self.scene.sentences[:_TITLE]:
            for token in self.between(sentence):
                if token.mention is not None and token.mention.names[0].endswith(_PROJECTS):
                    return token.mention
        return None

    @cached_property
    def home(self) -> Mention | None:
        """The one place of the region that the page's title names: what a plan or notice is about."""
        named = [
            token.mention
            for sentence in self.scene.sentences[:_TITLE]
            for token in self.between(sentence)
            if token.mention is not None and (token.mention.place_code or "").startswith(_REGION)
        ]
        counties = [one for one in named if one.place_code != f"{_REGION}0000"]
        return counties[0] if len({one.place_code for one in counties}) == 1 else None

    def title(self) -> str:
        """The words with which the page begins."""
        first = self.scene.sentences[:_TITLE]
        said = (self.scene.simple[span.start : span.end] for span in first)
        return " ".join(words for words in said if len(words) < _LONGEST_TITLE)

    def printed(self, start: int, end: int) -> list[Token]:
        """The names that begin in a stretch of the raw text."""
        low = bisect_left(self._named, start, key=_raw_start)
        return self._named[low : bisect_left(self._named, end, key=_raw_start)]

    def between(self, span: Span) -> list[Token]:
        """The names and figures that begin in a stretch of the flow."""
        low, high = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return self._tokens[low:high]

    def _with_references(
        self, number: int, span: Span, tokens: list[Token], spoken: _Spoken
    ) -> list[Token]:
        """The tokens, and those words that point back to something that is sure."""
        low = bisect_left(self._refer_starts, span.start)
        high = bisect_left(self._refer_starts, span.end)
        more: list[Token] = []
        for start, end, word in self._refers[low:high]:
            rule = rules().references[word]
            if any(one.start < end and start < one.end for one in tokens):
                continue
            if not self._stands(span, start, end, bare=rule.bare):
                continue
            earlier = [
                (number, one.mention)
                for one in tokens
                if one.mention is not None and one.end <= start
            ]
            before = [*spoken.named, *earlier]
            if rule.own:
                meant = spoken.own
            elif rule.latter:
                meant = next((one for _, one in reversed(before) if one.kind in rule.kinds), None)
            else:
                meant = self._meant(before, number, rule.kinds, spoken.topic)
            if meant is not None:
                more.append(Token(start, end, SIGNS[meant.kind], meant))
        return sorted([*tokens, *more], key=lambda one: one.start) if more else tokens

    def _stands(self, span: Span, start: int, end: int, *, bare: bool) -> bool:
        """Whether the word is no piece of a longer one, and begins a clause if it must."""
        flow = self.scene.flow
        if flow[start].isascii():
            if flow[start - 1 : start].isalnum() or flow[end : end + 1].isalnum():
                return False
            return not bare or start == span.start
        return not bare or start == span.start or flow[start - 1] in _BOUNDARY

    def _meant(
        self,
        named: Sequence[tuple[int, Mention]],
        number: int,
        kinds: frozenset[str],
        topic: Mention | None,
    ) -> Mention | None:
        """The one thing of these kinds that was last spoken of, None if it could be another."""
        fitting = [(at, one) for at, one in named if one.kind in kinds and number - at <= _REACH]
        if not fitting:
            return None
        last = fitting[-1][0]
        nearest = {self.identity.of(one): one for at, one in fitting if at == last}
        if len(nearest) == 1:
            return fitting[-1][1]
        if topic is not None and self.identity.of(topic) in nearest:
            return topic
        return None

    def _remember(self, number: int, span: Span, tokens: Sequence[Token], spoken: _Spoken) -> None:
        named = [
            one
            for one in tokens
            if one.mention is not None and one.mention.kind not in ("place", "media", "programme")
        ]
        if not named:
            return
        firms = [
            one.mention
            for one in named
            if one.mention is not None and one.mention.kind == "company"
        ]
        spoken.own = spoken.own or next(iter(firms), None)
        spoken.named += [(number, one.mention) for one in named if one.mention is not None]
        del spoken.named[:-60]
        first = named[0]
        ahead = self.scene.flow[max(span.start, first.start - 6) : first.start]
        things = {self.identity.of(one.mention) for one in named if one.mention is not None}
        joined = _JOINED.match(self.scene.flow, first.end)
        if (joined is None and not _NOT_TOPIC.search(ahead)) or len(things) == 1:
            spoken.topic = first.mention
        else:
            spoken.topic = None


def sketch(flow: str, span: Span, tokens: Sequence[Token]) -> Sketch:
    """The sentence at `span` with each token as its sign."""
    pieces: list[str] = []
    starts, shifts = [0], [span.start]
    signs: dict[int, Token] = {}
    size, done = 0, span.start
    for token in tokens:
        if token.start < done or token.end > span.end:
            continue
        pieces += (flow[done : token.start], token.sign)
        size += token.start - done
        signs[size] = token
        starts += (size, size + 1)
        size += 1
        done = token.end - bool(_ENDED.match(flow, token.end - 1))
        shifts += (token.start - size + 1, done - size)
    pieces.append(flow[done : span.end])
    return Sketch("".join(pieces), tuple(starts), tuple(shifts), signs)


def _raw_start(token: Token) -> int:
    return token.mention.citation.start if token.mention is not None else -1


def _named(place: _Place, mentions: Sequence[Mention]) -> Iterator[Token]:
    for mention in mentions:
        abroad = mention.kind == "place" and simplify(mention.names[0]) in lexicon().countries
        sign = SIGNS.get("country" if abroad else mention.kind)
        span = place(mention.citation.start, mention.citation.end) if sign else None
        if sign is not None and span is not None:
            yield Token(span.start, span.end, sign, mention)


def _counted(place: _Place, figures: Sequence[Figure]) -> Iterator[Token]:
    for figure in figures:
        sign = _COUNTED.get(figure.unit)
        if sign is None:
            continue
        for citation in figure.citations:
            span = place(citation.start, citation.end)
            if span is not None:
                yield Token(span.start, span.end, sign)


def _apart(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without those that overlap one before; a figure gives way to a name."""
    names = _free([one for one in tokens if one.mention is not None])
    starts = [one.start for one in names]
    figures = []
    for one in tokens:
        at = bisect_left(starts, one.end) - 1
        if one.mention is None and (at < 0 or names[at].end <= one.start):
            figures.append(one)
    return _free([*names, *figures])


def _free(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda one: (one.start, -one.end)):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _articles(text: Text) -> list[int]:
    """Where articles begin in the flow; none where the text does not tell them apart."""
    return [span.start for span in getattr(text, "articles", ())]

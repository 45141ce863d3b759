"""Whose sign it is: the named thing that a passage without doubt speaks of.

Looked for from near to far: in the sentence, in the sentences before it in its
paragraph, and at last what the whole article is about, which a firm's page, a
body's paper, a report and a study show in ways of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sightline.claims.indicator_articles import Articles, is_project, kinds
from sightline.claims.indicator_scene import Ground, Standing
from sightline.claims.indicator_signs import Sign
from sightline.claims.indicator_voices import Voices
from sightline.claims.lexicon import load
from sightline.claims.mention import Mention
from sightline.text import Span, simplify

# What a clause begins behind.
_BOUNDARY = "，。；;！？：:\n“‘「（(,"
# A name so far from its clause's start is still its subject (时间, 近日, 据悉 stand ahead).
_LEAD = 10
_AHEAD_OF_VERB = 40
# What ahead of a name makes it an origin, a goal, a helper or a partner.
_ASIDE = re.compile(
    r"(?:从|向|为|与|和|给|把|对|往|来自|面向|赴|前往|到|由|经|是|至|据|被|等|要求|责成|督促|会同|依托|联合|通过|以及|及|接收"
    r"|(?:地点|地址|位置|地区|代理机构|招标代理)\s?[:：]"
    r"|to|from|by|with|for|the|of|and|(?<=[a-z] )(?:in|at|near))\s?$"
)
_FROM = re.compile(r"\bfrom(?: the)? $")
# What ahead of a name makes it the place where it is done.
_WHERE = re.compile(
    r"(?:在|用于|供|于|到|进入|进|入|赴|为|给|对|由|at|in|to|into|inside|by)(?: the)?\s?$"
)
_FOR = re.compile("(?:用于|供|给)$")
_INMATES = frozenset({"vtic", "school"})
_DOES = re.compile(r"(?:由|在|于|at|in|by)(?: the)?\s?$")
# A body whose officer tells something isn't who does it.
_TELLS = re.compile(
    r"(?:党组|党委|副|第一|常务|原|有关|相关|就业|办公室|中心|分管)*"
    r"(?:书记|局长|主任|部长|科长|处长|股长|队长|县长|市长|镇长|乡长|站长|会长|专员|负责人|工作人员|干部|官员)"
    r"[^，。；]{0,12}?(?:介绍|说|表示|称|告诉|透露|指出|强调|坦言|讲)"
)
_GOAL = re.compile(r"(?:到|至|往|赴|向|在|进|抵|入|\bto|\bin|\binto)(?: the)?\s?$")
_SENDING = frozenset({"state_transfer", "state_quotas"})
_BY_PAPER = re.compile("(?:根据|按照?|依据|依照|贯彻|落实|结合|见)[^，。；]{0,8}《?$")
# A sentence that begins with these goes on about what the one before was about.
_GOES_ON = re.compile(r"\s*(?:该|其|这家|这座|此|This|It|Its|The (?:company|factory|park|firm))")
_LOCAL = re.compile(
    "(?P<own>[该我全])(?P<level>[县市州区乡镇局委])(?!域|区域|镇化)|(?<![全在从到])(?P<inner>[县市州乡镇])里(?!程|面)"
)
_POINTING = re.compile(
    r"(?:该|我|本)(?P<kind>公司|企业|厂|集团|车间|工厂|合作社|基地|中心|园区|校)|\b(?:[Tt]he|[Tt]his) (?P<word>company|factory|park|firm)\b"
)
_POINTED = {
    "中心": frozenset({"vtic", "school", "nursery"}),
    "校": frozenset({"vtic", "school", "nursery"}),
    "园区": frozenset({"park"}),
    "park": frozenset({"park"}),
}
_FIRMS = frozenset({"company", "facility", "satellite_factory"})
_JOINED = re.compile(r"\s?(?:、|和|及|与|以及|,? and|,|along with)\s?(?:the )?")
# A list that a sentence opens: so many firms or workshops.
_LIST = re.compile(r"以下(?P<count>\d{1,2}|[一二两三四五六七八九十])(?:家|个|座|户)")
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_AHEAD = 260
_GRANTS = re.compile(
    "(?:补贴|补助|奖补|奖励|吸纳|认定)[^。]{0,16}(?:公示|名单|公告|发放|明细|一览|情况|清单|表)"
)
_SERIAL = re.compile(r"\s*(\d{1,2})(?:[\s.、．]|(?=[^\d\s]))")
_ROWS = 15
# A study and a report speak of one place after the other: the nearest one counts there.
_TELLING = frozenset({"author", "other"})
_ISSUED = "official"
# A study and a firm's own page hand out no money by lists.
_OWN = frozenset({"author", "company"})


def _holds(one: Standing, span: Span) -> bool:
    return one.span.start <= span.start and span.end <= one.span.end


@cache
def _together() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """Words that mean several names at once, and of which kinds these are."""
    rows = load("indicators")["together"]
    return tuple((re.compile(row["pattern"]), frozenset(row["kinds"])) for row in rows)


class Bearers:
    """Finds of whom the signs of one text are said."""

    def __init__(self, ground: Ground, voices: Voices) -> None:
        self._ground = ground
        self._articles = Articles(ground, voices)
        self._granted: dict[int, list[Mention]] = {}

    def of(self, sign: Sign) -> list[Mention]:
        """Whom a sign is said of; none where that is in doubt."""
        if sign.bearer is not None:
            return [sign.bearer]
        span = sign.span
        sentence = self._ground.sentence_at(span.start)
        article = self._ground.text.article_of(span.start)
        voice, about = self._articles.voice(article), self._articles.about(article)
        here = self._ground.named(sentence)
        if voice != "author":
            here = [
                one for one in here if one.mention.kind != "programme" or is_project(one.mention)
            ]
        if sign.indicator == "internment_link":
            named = [one for one in here if _holds(one, span) and one.mention.kind == "programme"]
            if named and voice != "author":
                return [named[0].mention]
            here = [one for one in here if one.mention.kind != "vtic"]
        found = self._listed(sign) if sign.paid and voice not in _OWN else []
        found = found or self._nearby(sign, sentence, here, voice, about)
        if found:
            return found
        if voice == _ISSUED:
            scheme = self._scheme(sentence, here, span)
            if scheme is not None:
                return [scheme]
            about = self._articles.issued(span.start) or about
        return [about] if about is not None else self._near_places(sentence, here)

    def _nearby(
        self,
        sign: Sign,
        sentence: Span,
        here: Sequence[Standing],
        voice: str,
        about: Mention | None,
    ) -> list[Mention]:
        """Whom the sentence names, or those before it in its paragraph."""
        span, sites, wide = sign.span, kinds()["sites"], kinds()["wide"]
        found = self._several(sentence, span) or self._subjects(here, span, sites)
        own = voice == "company" and about is not None
        found = found or ([] if own else self._pointed(sentence, span))
        if not found and sign.indicator in _SENDING and voice != "company":
            found = self._senders(sentence, here, span, issued=voice == _ISSUED)
        found = found or self._only_near(here, span, sites)
        if found or own:
            return found
        if voice != "company":
            found = self._local(sentence, span, inner=voice != _ISSUED)
            if not found and (voice != _ISSUED or about is None):
                origin = self._origins(here) if sign.indicator == "state_transfer" else []
                found = origin or self._subjects(here, span, wide)
        return found or self._in_paragraph(sentence, sites | wide if voice in _TELLING else sites)

    def _senders(
        self, sentence: Span, here: Sequence[Standing], span: Span, *, issued: bool
    ) -> list[Mention]:
        """Who sends or sets numbers: in a body's own paper, only a body that it names as doing so."""
        if issued:
            bodies = self._subjects(here, span, kinds()["bodies"])
            return bodies if bodies and self._opens(self._first(here, bodies[0])) else []
        wide = [one for one in here if one.mention.kind in kinds()["wide"] and not self._goal(one)]
        things = {self._ground.identity.of(one.mention): one.mention for one in wide}
        found = self._local(sentence, span, inner=True)
        found = found or self._subjects(here, span, kinds()["wide"])
        return found or (list(things.values()) if len(things) == 1 else [])

    def _first(self, here: Sequence[Standing], mention: Mention) -> Standing:
        return next(one for one in here if one.mention is mention)

    def _goal(self, one: Standing) -> bool:
        """Whether workers go there, or its officer only speaks."""
        low = max(0, one.span.start - 6)
        goes = _GOAL.search(self._ground.simple, low, one.span.start) is not None
        return goes or self._tells(one)

    def _scheme(self, sentence: Span, here: Sequence[Standing], span: Span) -> Mention | None:
        """The plan that the sentence, or the ones before it in its paragraph, are about."""
        before = [self._ground.named(one) for one in self._ground.sentences_before(sentence)]
        ahead = [one for one in here if one.span.start < span.start]
        for names in (ahead, *before):
            plans = [
                one
                for one in names
                if one.mention.kind == "programme"
                and is_project(one.mention)
                and not self._cited(one)
            ]
            if plans:
                return plans[-1].mention
        return None

    def _cited(self, one: Standing) -> bool:
        """Whether it is done under the plan, which the words are not about."""
        low = max(0, one.span.start - _LEAD - 4)
        return _BY_PAPER.search(self._ground.flow, low, one.span.start) is not None

    def _origins(self, here: Sequence[Standing]) -> list[Mention]:
        """The place that an English sentence says the workers come from."""
        for one in here:
            low = max(0, one.span.start - 9)
            if one.mention.kind == "place" and _FROM.search(self._ground.flow, low, one.span.start):
                return self._joined(here, one)
        return []

    def _listed(self, sign: Sign) -> list[Mention]:
        """Those that receive money by a list that the paper opens behind the sign."""
        start = sign.span.start
        opening = self._ground.sentence_at(start).start
        opened = _LIST.search(self._ground.flow, opening, start + _AHEAD)
        if opened is None:
            return self._rows(sign)
        told = opened["count"]
        count = int(told) if told.isdigit() else _DIGITS[told]
        first = self._ground.passage_at(opened.start())
        found: dict[int, Mention] = {}
        for passage in self._ground.text.passages[first : first + 3 * count + 3]:
            behind = [one for one in self._ground.named(passage.span) if one.span.start > start]
            named = [one.mention for one in behind if one.mention.kind in kinds()["sites"]]
            if named and len(found) < count:
                found.setdefault(self._ground.identity.of(named[0]), named[0])
        return list(found.values()) if len(found) == count or len(found) > 1 else []

    def _rows(self, sign: Sign) -> list[Mention]:
        """Those that head the numbered rows of a paper which grants money by its title."""
        article = self._ground.text.article_of(sign.span.start)
        if article not in self._granted:
            self._granted[article] = self._heads_of_rows(article)
        return self._granted[article]

    def _heads_of_rows(self, article: int) -> list[Mention]:
        numbers = self._ground.passages_of(article)
        passages = [self._ground.text.passages[number].span for number in numbers]
        title = " ".join(self._ground.simple[one.start : one.end] for one in passages[:3])
        if _GRANTS.search(title) is None:
            return []
        found: dict[int, Mention] = {}
        row = 1
        for passage in passages:
            serial = _SERIAL.match(self._ground.flow, passage.start, passage.end)
            named = self._ground.named(passage) if serial and int(serial[1]) == row else []
            sites = [one.mention for one in named if one.mention.kind in kinds()["sites"]]
            if sites:
                found.setdefault(self._ground.identity.of(sites[0]), sites[0])
                row += 1
        return list(found.values()) if 1 < len(found) <= _ROWS else []

    def _pointed(self, sentence: Span, span: Span) -> list[Mention]:
        """What 该公司 and its like stand for: the last of the kind that the article has named."""
        words = list(
            _POINTING.finditer(
                self._ground.simple, sentence.start, min(sentence.end, span.end + _LEAD)
            )
        )
        if not words:
            return []
        word = words[-1]
        wanted = _POINTED.get(word["kind"] or word["word"], _FIRMS)
        named = self._ground.named_before(word.start())
        return [one for one in named if one.kind in wanted][-1:]

    def _several(self, sentence: Span, span: Span) -> list[Mention]:
        """All of a kind that the article has named, where a word stands for them together."""
        simple = self._ground.simple
        meant = next(
            (of for words, of in _together() if words.search(simple, sentence.start, span.end)),
            None,
        )
        if meant is None:
            return []
        first: dict[int, Mention] = {}
        for mention in self._ground.named_before(sentence.start):
            if mention.kind in meant:
                first.setdefault(self._ground.identity.of(mention), mention)
        return list(first.values())

    def _local(self, sentence: Span, span: Span, *, inner: bool) -> list[Mention]:
        """The place that 该县, 全县 or 我县 means: the last named, or of the title."""
        words = [
            one
            for one in _LOCAL.finditer(self._ground.simple, sentence.start, span.end)
            if not _TELLS.match(self._ground.simple, one.end())
        ]
        # In a body's own paper 县里 is the body itself.
        found = [one for one in words if inner or one["own"]]
        if not found:
            return []
        level = found[-1]["level"] or found[-1]["inner"]
        wanted = "public_body" if level in "局委" else "place"
        named = [
            one
            for one in self._ground.named_before(span.start)
            if one.kind == wanted and simplify(one.names[0]).endswith(level)
        ]
        return named[:1] if (found[-1]["own"] or "该") in "我全" else named[-1:]

    def _only_near(
        self, here: Sequence[Standing], span: Span, wanted: frozenset[str]
    ) -> list[Mention]:
        """The one name that tells where it is done."""
        near = [one for one in here if one.mention.kind in wanted and self._near(one, span)]
        things = {self._ground.identity.of(one.mention): one.mention for one in near}
        return list(things.values()) if len(things) == 1 else []

    def _near(self, one: Standing, span: Span) -> bool:
        """Whether the name is the place where it is done, or stands behind in the same clause."""
        flow = self._ground.flow
        if one.span.end <= span.start:
            return _WHERE.search(flow, max(0, one.span.start - 6), one.span.start) is not None
        if one.mention.kind in _INMATES and _FOR.search(flow, one.span.start - 2, one.span.start):
            return True
        return not any(sign in flow[span.end : one.span.start] for sign in "，。；;,")

    def _subjects(
        self, here: Sequence[Standing], span: Span, wanted: frozenset[str]
    ) -> list[Mention]:
        """The name that the clause, or else the sentence, begins with, and those joined to it."""
        ahead = [
            one
            for one in here
            if one.mention.kind in wanted
            and one.span.start < span.end
            and not self._aside(one)
            and not self._tells(one)
        ]
        opening = [one for one in ahead if self._opens(one)]
        if not ahead:
            return []
        return self._joined(here, opening[-1] if opening else ahead[0])

    def _aside(self, one: Standing) -> bool:
        """Whether a word ahead sets the name aside, or the row of names that it stands in."""
        for other in reversed(self._ground.named(self._ground.sentence_at(one.span.start))):
            if other.span.end <= one.span.start and other.mention.kind == one.mention.kind:
                if self._beside(other, one):
                    return self._aside(other)
                break
        low = max(0, one.span.start - 6)
        return _ASIDE.search(self._ground.flow, low, one.span.start) is not None

    def _tells(self, one: Standing) -> bool:
        """Whether the name is that of a body whose officer speaks."""
        behind = self._ground.simple[one.span.end : one.span.end + _AHEAD_OF_VERB]
        return one.mention.kind == "public_body" and _TELLS.match(behind) is not None

    def _does(self, one: Standing) -> bool:
        """Whether words ahead make the name who does it, or where it is done."""
        return (
            _DOES.search(self._ground.flow, max(0, one.span.start - 6), one.span.start) is not None
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
            subjects = subjects or [one for one in named if self._does(one)]
            things = {self._ground.identity.of(one.mention) for one in subjects}
            if len(things) == 1:
                return [subjects[-1].mention]
            if subjects:
                return [subjects[0].mention]
        return []

    def _near_places(self, sentence: Span, here: Sequence[Standing]) -> list[Mention]:
        places = [one.mention for one in here if one.mention.kind in kinds()["wide"]]
        for earlier in self._ground.sentences_before(sentence):
            if places:
                break
            named = self._ground.named(earlier)
            places = [one.mention for one in named if one.mention.kind in kinds()["wide"]]
        return places[:1]

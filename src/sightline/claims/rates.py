"""Rates: amounts per person, day or thing, and the spans they run over.

An amount becomes a rate by the words behind it (per worker, 元/人/月) or
before it (for each worker, 每人每月), by a word for what one person is paid,
or by the same rate named a sentence earlier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sightline.claims.lexicon import has_latin, load, units
from sightline.claims.measures import Measure
from sightline.claims.numbers import tidy
from sightline.claims.numbers_written import any_of

_TIMES = ("years", "months", "days")
_OVER = re.compile(
    r"(?i:\b(?:(?:given|paid|split|spread|distributed|disbursed|phased)(?: out)? (?:over|across|for)"
    r"|over|across|(?:discount|exemption|reduction|subsidy|subsidies|rebate|allowance|wage|bonus)\w*"
    r" (?:of [^,.;]{1,30} )?for)(?: the| a period of| a)?(?: next| first| following)? ?)$"
    r"|(?:期限|年限|连续|分|期)[^，。；\d]{0,6}$|(?:补贴|补助|减免|免收)[^，。；\d]{0,3}$"
)
_WEEKLY = re.compile(r"(?: off| per)?(?: (?:a|per|each|every|in))? (?P<unit>week|month|year)\b")
_BRACKET = re.compile(r" ?[(（][^()（）]{1,24}[)）](?= (?:an?|per|each|every) )")
_CLAUSE = re.compile("[。；;！？]|\\.(?= )")


@dataclass(frozen=True, slots=True)
class Rated:
    """A measure with what it is paid or counted per.

    Attributes:
        measure: The measure, its unit settled.
        per: FORMATS' span of a rate.
        over: The span a rate runs over, value and unit.
        is_rate: Whether the words make it a rate.
    """

    measure: Measure
    per: str | None = None
    over: tuple[float, str] | None = None
    is_rate: bool = False


@dataclass(frozen=True, slots=True)
class _Rates:
    per: dict[str, str]
    behind: re.Pattern[str]
    before_en: re.Pattern[str]
    before_zh: re.Pattern[str]
    yearly: re.Pattern[str]
    span_en: re.Pattern[str]
    personal: re.Pattern[str]
    grants: re.Pattern[str]
    most: int


@cache
def _rates() -> _Rates:
    data = load("rates")
    per = {word: name for name, words in data["per"].items() for word in words}
    people = units().persons
    things = any_of(data["things"]["zh"])
    spans = any_of([word for word in per if word.isascii()])
    personal = data["personal"]
    thing_en = r"(?:[\w-]+ ){0,2}?(?:household|family|village|county|company|factory|workshop|hectare|mu|square met(?:er|re)|sqm|ton|tonne|machine|unit|piece|set|item|shirt|garment|hour|week)s?\b"
    return _Rates(
        per=per,
        behind=re.compile(
            r"(?:(?: [\w-]+){0,2}?(?: per | for (?:each|every) | to each | each | a | an | every )"
            rf"(?:(?P<span>{spans})\b|(?P<who>{people})|(?P<thing>{thing_en}))"
            rf"|[/／每](?:(?P<hwho>人(?:次)?|名?学员|劳动力|名)|(?P<hspan>天|日|月|年|餐|顿)|(?P<hthing>{things})))"
        ),
        before_en=re.compile(
            rf"(?i:\b(?:(?:for|per|to) (?:each|every|an?)|per|each|(?:of|for) an?|every) (?P<who>{people})[^.;]{{0,90}})$"
        ),
        before_zh=re.compile(
            rf"(?:(?P<who>每(?:一)?(?:人|[名位个][^，。；\d]{{0,10}}?(?:人|劳动力|学员|员工|职工|工|生|民)|学员|劳动力)|人均)"
            rf"|(?P<thing>(?:每(?:个)?(?P<each>{things})|(?P<mean>[户亩])均)))(?:[^，。；元\d]{{0,16}}(?:，(?:平均|户均))?|[^，。；元]{{0,12}}(?:满|达)[^，。；元]{{0,10}})$"
            r"|每新?(?:招收|吸纳|招用|聘用|录用|安置|培训|带动|招|转移|介绍|输送|留用|组织)[一1]?[名个人][^。；元]{0,44}$"
        ),
        yearly=re.compile(
            r"(?i:\b(?:annual(?:ly)?|yearly|a year|per year|each year|every year|/year)\b)|年产|年加工|年生产|每年|/年|年可|年出口"
        ),
        span_en=re.compile(r"(?i:\b(?P<span>daily|monthly|annual|yearly)\b[^.;,]{0,40})$"),
        personal=re.compile(rf"(?i:\b(?:{any_of(personal['en'])})\b)|{any_of(personal['zh'])}"),
        grants=re.compile(
            rf"(?i:\b(?:{any_of(personal['grants_en'])})\b)|{any_of(personal['grants_zh'])}"
        ),
        most=personal["most"],
    )


def rate(sentence: str, found: Measure, known: Sequence[Rated]) -> Rated:
    """`found` with what it is per.

    Args:
        sentence: The sentence.
        found: One of its measures.
        known: The rated measures before it, of its sentence and paragraph.
    """
    before = sentence[max(0, found.number.start - 110) : found.number.start]
    if found.unit == "RMB":
        return _money(sentence, before, found, known)
    if found.unit == "items" and not _PER_THING.match(sentence, found.end):
        return _goods(sentence, before, found)
    if found.unit == "days":
        weekly = _WEEKLY.match(sentence, found.end)
        if weekly is not None and found.number.value < 32:
            span = weekly["unit"]
            return Rated(replace(found, end=weekly.end()), None, (1, f"{span}s"), is_rate=True)
    if found.unit == "persons" and _each(before, found):
        return Rated(replace(found, unit="count"))
    per = _said_daily(found) if found.unit == "count" else None
    return Rated(found, per)


_MORE = re.compile("[\u4e00-\u9fff]{0,8}(?:、|和|及)")
_SAID = {
    "day": re.compile("每人每天|每天|每日|日均|/天"),
    "month": re.compile("每月|月均|月薪|月工资|月收入|每个月|一个月|个月领"),
    "year": re.compile("每年|年均|年增收|年收入|年薪|年人均"),
    "meal": re.compile("每餐"),
}
# What is granted to whoever fulfils a condition: 吸纳30人以上的，奖补5万元.
_BOUND = re.compile(
    "的[，,][^，。；]{0,14}(?:奖补|奖励|补助|补贴|给予|资助|再奖)[^，。；\\d]{0,8}$"
)
_PRICE = re.compile("(?:单价|均价|售价)[为:：]?$")
_MACHINES = re.compile(r"(?i:\b(?:lines?|machines?|looms?|spindles?)$)|线$|机$|设备|锭$|床位")
_PER_THING = re.compile(
    r" (?:per|to (?:an?|each|every)|for (?:each|every)|in each) (?:[a-z]+ )?"
    r"(?:household|family|village|room|class|team|factory|workshop|county|group|dormitory)\b"
)


def _each(before: str, found: Measure) -> bool:
    """Whether one person is meant for each household: a ratio of one."""
    lone = found.number.value == 1 and found.qualifier == "at_least"
    if not lone:
        return False
    return re.search(r"(?i:\b(?:households?|famil(?:y|ies))\b)|每户|家庭", before) is not None


def _said_daily(found: Measure) -> str | None:
    """The span in what is counted itself: "three daily meals"."""
    daily = re.match(r"daily\b|monthly\b", found.what or "")
    return {"daily": "day", "monthly": "month"}[daily.group()] if daily else None


def _goods(sentence: str, before: str, found: Measure) -> Rated:
    if _MACHINES.search(found.what or ""):
        return Rated(found)
    yearly = _rates().yearly
    clause = _CLAUSE.split(before)[-1]
    behind = re.compile(r"[^,.;，。；]{0,24}").match(sentence, found.end)
    near = f"{clause} {behind.group() if behind else ''}"
    if re.search(r"日产|每天|每日|(?i:\bdaily\b|\b(?:a|per) day\b)", near):
        return Rated(found, "day")
    if re.search(r"月产|每月|(?i:\bmonthly\b|\b(?:a|per) month\b)", near):
        return Rated(found, "month")
    if yearly.search(near) or yearly.search(sentence[: found.number.start]):
        return Rated(replace(found, unit="items_per_year"), "year")
    return Rated(found)


def _money(sentence: str, before: str, found: Measure, known: Sequence[Rated]) -> Rated:
    rates = _rates()
    clause = _CLAUSE.split(before)[-1]
    personal, thing, per, end = _behind(sentence, found)
    after_end = sentence[end : end + 60]
    # Each way to say it in Chinese has 每 or 均.
    latin = rates.before_en.search(clause) if has_latin(clause) else None
    han = rates.before_zh.search(clause) if "每" in clause or "均" in clause else None
    if han is not None and han["thing"] and not thing:
        thing = han["each"] or han["mean"]
    personal = personal or (han is not None and not han["thing"]) or latin is not None
    per = per or _per_before(clause)
    small = found.number.value <= rates.most
    stretch = clause + sentence[found.number.start : end] + re.split("[,.;，。；]", after_end)[0]
    if not personal and not thing and small:
        granted = rates.grants.search(stretch) is not None
        earlier = any(one.measure.unit == "RMB_per_person" for one in known[-6:])
        speaks = (
            has_latin(sentence) and _said_people(sentence[: found.number.start + 200])
        ) or re.search("员工|工人|职工|学员|劳动力|学生", clause) is not None
        personal = (
            rates.personal.search(stretch) is not None
            or ((granted and (earlier or speaks)) or (per == "meal" and earlier))
            or (per in ("day", "month") and found.number.value < 10000)
        )
    bound = not personal and not thing and _BOUND.search(clause) is not None
    if bound or (not thing and not personal and _PRICE.search(clause[-8:])):
        return Rated(replace(found, end=end), per, None, is_rate=True)
    if thing and not personal:
        return Rated(replace(found, end=end), per, None, is_rate=True)
    if personal:
        return Rated(replace(found, unit="RMB_per_person", end=end), per, None, is_rate=True)
    return Rated(replace(found, end=end), per)


def _said_people(words: str) -> bool:
    """Whether English words speak of people."""
    return re.search(rf"\b{units().persons}", words) is not None


def _behind(sentence: str, found: Measure) -> tuple[bool, str | None, str | None, int]:
    """What stands behind an amount: per person, per thing, per span; and where it ends."""
    rates = _rates()
    personal, thing, per, end = False, None, None, found.end
    # "2,000 RMB subsidy per worker": the noun is behind the amount's own end.
    while (match := rates.behind.match(sentence, _unbracketed(sentence, end))) is not None:
        if match["who"] or match["hwho"]:
            personal = True
        elif match["span"] or match["hspan"]:
            per = rates.per[(match["span"] or match["hspan"]).lower()]
        else:
            thing = match["thing"] or match["hthing"]
        end = match.end()
    return personal, thing, per, end


def _unbracketed(sentence: str, end: int) -> int:
    """`end`, or behind the bracket there: "1,500 yuan ($212) a month"."""
    bracket = _BRACKET.match(sentence, end)
    return bracket.end() if bracket is not None else end


def _per_before(clause: str) -> str | None:
    rates = _rates()
    if has_latin(clause) and (found := rates.span_en.search(clause)) is not None:
        return rates.per[found["span"].lower()]
    near = re.split("[，。；,;（(]", clause)[-1]
    last = {
        name: max((found.end() for found in pattern.finditer(near)), default=0)
        for name, pattern in _SAID.items()
    }
    best = max(last, key=lambda name: last[name])
    return best if last[best] else None


def join_spans(sentence: str, rated: Sequence[Rated]) -> list[Rated]:
    """Spans that a rate runs over go into the rate and are no figures of their own."""
    out: list[Rated] = []
    for one in rated:
        time = one.measure.unit in _TIMES and one.over is None
        if time and out and _runs_over(sentence, out[-1], one):
            span = (one.measure.number.value, str(one.measure.unit))
            rate_before = out[-1]
            whole = (
                "total"
                if rate_before.per is None and rate_before.measure.unit != "percent"
                else rate_before.per
            )
            # The rate's passage grows over its span only where nothing but the span follows.
            near = one.measure.number.start - rate_before.measure.end < 40
            end = one.measure.end if near else rate_before.measure.end
            out[-1] = replace(
                rate_before, over=span, per=whole, measure=replace(rate_before.measure, end=end)
            )
        elif out and _ran_before(sentence, out[-1], one):
            span = (out[-1].measure.number.value, str(out[-1].measure.unit))
            out[-1] = replace(one, over=span)
        else:
            out.append(one)
    return out


def _ran_before(sentence: str, time: Rated, rate_behind: Rated) -> bool:
    """Whether a span of time opens the rate that follows it: 头三个月每人每天补30元."""
    if time.measure.unit not in _TIMES or rate_behind.measure.unit != "RMB_per_person":
        return False
    lead = sentence[max(0, time.measure.number.start - 2) : time.measure.number.start]
    gap = sentence[time.measure.end : rate_behind.measure.number.start]
    return lead.endswith(("头", "前")) and re.search("[，。；]", gap) is None


def _runs_over(sentence: str, before: Rated, time: Rated) -> bool:
    if before.measure.unit not in ("RMB_per_person", "percent") and not before.is_rate:
        return False
    gap = sentence[before.measure.number.end : time.measure.number.start]
    if len(gap) > 70:
        return False
    start = time.measure.number.start
    # "over 3 years" reads as more than three where nothing runs over them.
    start += len("over ") * sentence.startswith("over ", start)
    opening = _OVER.search(sentence[before.measure.number.start : start])
    return opening is not None or (
        before.measure.unit == "percent"
        and re.search(r"(?:discount|exemption|reduction)[\w -]* for (?:the )?$", gap) is not None
    )


_RATIO = re.compile(r" ?(?:per|for every|for each|to every|in every) ?")


def join_ratios(sentence: str, rated: Sequence[Rated]) -> list[Rated]:
    """Two counts of which one is said per the other become one ratio."""
    out: list[Rated] = []
    base: Measure | None = None  # what the last ratio is per: 每100人配2名干部、1名厨师
    for one in rated:
        before = out[-1] if out else None
        if (
            base is not None
            and before is not None
            and _goes_on(sentence, before.measure, one.measure)
        ):
            out.append(
                _quotient(base, one.measure, tidy(one.measure.number.value / base.number.value))
            )
            continue
        base = None
        if one.is_rate and one.measure.unit in ("RMB", "RMB_per_person"):
            out = [each for each in out if not _is_its_one(sentence, each.measure)]
            before = out[-1] if out else None
        if (
            before is not None
            and (value := _ratio(sentence, before.measure, one.measure)) is not None
        ):
            each = sentence[: before.measure.number.start].rstrip().endswith("每")
            base = before.measure if each else None
            out[-1] = _quotient(before.measure, one.measure, value)
        else:
            out.append(one)
    return out


def _quotient(first: Measure, last: Measure, value: float) -> Rated:
    """The ratio of two counts as one measure, which both their words hold."""
    what = f"{first.what or ''} per {last.what or last.unit or ''}".strip()
    number = replace(first.number, value=value, high=None)
    return Rated(
        replace(first, number=number, unit="count", unit_text=None, end=last.end, what=what)
    )


def _goes_on(sentence: str, ratio: Measure, found: Measure) -> bool:
    """Whether a count is one more for each of the same: 、1名厨师."""
    return _MORE.fullmatch(sentence, ratio.end, found.number.start) is not None


def _is_its_one(sentence: str, found: Measure) -> bool:
    """Whether a number is the one thing that a rate is paid for: 每介绍1人给予300元."""
    lead = sentence[max(0, found.number.start - 8) : found.number.start]
    return found.number.value == 1 and re.search("每[^，。；\\d]{0,6}$", lead) is not None


def _ratio(sentence: str, first: Measure, last: Measure) -> float | None:
    """The quotient of two counts, None where they are two figures."""
    money = ("RMB", "RMB_per_person", "other")
    if (
        first.unit in money
        or last.unit in money
        or first.unit == "percent"
        or last.unit == "percent"
    ):
        return None
    gap = sentence[first.end : last.number.start]
    if _RATIO.fullmatch(gap) and first.unit not in _TIMES:
        return tidy(first.number.value / last.number.value) if last.number.value else None
    lead = sentence[max(0, first.number.start - 2) : first.number.start].rstrip()
    if lead.endswith("每") and last.unit not in _TIMES and first.unit not in _TIMES:
        if re.search("[，。；]", gap) or len(gap) > 14 or not first.number.value:
            return None
        return tidy(last.number.value / first.number.value)
    return None

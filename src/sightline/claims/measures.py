"""Measures: what a number counts, read from the words around it.

A unit of measure stands right behind its number; a thing counted may have
adjectives before it, or be named once for several numbers. A number that
nothing is counted by gives no measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sightline.claims.figures_ages import is_age
from sightline.claims.lexicon import units
from sightline.claims.numbers import Number, behind, tidy

_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][\w'’-]*|[\"“”'‘’]|\S")
_CLAUSE_HAN = re.compile("[，。；、：！？,;:（(\\s]")
_GAP_HAN = re.compile(
    "(?:总数|数量|总量|数|已|增加|扩大|提高|上升|下降|减少|发展|增|达|到|至|了|共|有|为|约|各|仅|就|近|超|过|逾|计|约有|累计|[:：\\s])*"
)
_FROM_NAME = re.compile(
    r" (?:of|from)(?: (?:such|these|the|those|which|all|its|their|especially|whom|them))*\b"
)
_HAN_BEFORE = re.compile("[\u3400-\u9fff㎡）]\\W*$")
_COUNTED = re.compile(r"[\d余多万亿] ?$")
_LEVELS = ("县", "市", "乡", "镇", "村", "省", "地区", "街道", "社区", "城市")
_HUNDREDTHS = re.compile("[一二三四五六七八九](?![十百千万个名人家])")
# What a span of time is of, set right before it: 工期120日历天, 有效期：2年.
_TERM = re.compile("(?:^|[，。；：、,;:（(\\s])([\u4e00-\u9fff]{1,3}[期限制])[:：为]?$")
_EARNING = re.compile("(?:挣|赚|领到?|拿到?|工资|收入|月薪)[了个]?(?:约|近|到)?$")
_FOREIGN = {
    "$": "USD",
    "US$": "USD",
    "USD": "USD",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "HK$": "HKD",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with what it counts; offsets in the sentence.

    Attributes:
        number: The number itself.
        end: Behind the words that name what is counted.
        unit: FORMATS' unit; None where the words beside the number don't tell.
        unit_text: The measure as printed, for the unit "other".
        what: The thing counted, in the document's words.
        qualifier: How exactly the number is meant.
        firm: Whether a unit, classifier or known noun names what is counted.
    """

    number: Number
    end: int
    unit: str | None
    unit_text: str | None = None
    what: str | None = None
    qualifier: str = "exact"
    firm: bool = True


def measure(sentence: str, number: Number, limit: int) -> Measure | None:
    """What `number` counts in `sentence`; `limit` is where the next number begins.

    None for a number that counts nothing.
    """
    if number.form in ("part", "multiple"):
        return _share(sentence, number, limit)
    found = _currency(sentence, number) or _direct(sentence, number, limit)
    if found is None:
        found = (
            _chinese(sentence, number, limit)
            if _HAN.match(sentence[number.end : number.end + 2].lstrip())
            else _english(sentence, number, limit)
        )
    found = found or _named_before(sentence, number) or _earned(sentence, number)
    if found is None:
        bare = number.form in ("digits", "word") and not _HAN_BEFORE.search(
            sentence, max(0, number.start - 4), number.start
        )
        found = Measure(number, number.end, None, qualifier=number.qualifier, firm=False)
        return found if bare and not _HAN.match(sentence[number.end : number.end + 1]) else None
    return _bent(sentence, found)


def _earned(sentence: str, number: Number) -> Measure | None:
    """An amount that people speak of without its unit: 一个月挣三千五六."""
    if number.value < 100 or _HAN.match(sentence[number.end : number.end + 1]):
        return None
    if not _EARNING.search(sentence, max(0, number.start - 8), number.start):
        return None
    return Measure(number, number.end, "RMB", qualifier=number.qualifier)


def _bent(sentence: str, found: Measure) -> Measure:
    """`found` with a qualifier behind its unit taken in: 30人以上, 1 years and up."""
    after = behind(sentence, found.end)
    if after is None or found.number.high is not None:
        return found
    name, end = after
    if name == "more_than" and found.unit not in ("years", "months", "days", "other"):
        return found
    qualifier = name if found.qualifier in ("exact", "about") else found.qualifier
    return replace(found, end=end, qualifier=qualifier)


def _share(sentence: str, number: Number, limit: int) -> Measure:
    if number.form == "multiple":
        return Measure(number, number.end, "count", what="times", qualifier=number.qualifier)
    what, end = None, number.end
    of = re.compile(r" (?:of )?(?=the |its |their |all |our )|的| of ").match(sentence, number.end)
    if of is not None:
        phrase = _phrase(sentence, of.end(), limit, most=7)
        if phrase:
            what, end = sentence[phrase[0][0] : phrase[-1][1]], phrase[-1][1]
    return Measure(number, end, "percent", what=what, qualifier=number.qualifier)


def _currency(sentence: str, number: Number) -> Measure | None:
    if number.currency is None:
        return None
    foreign = _FOREIGN.get(number.currency)
    own = units().direct.match(sentence, number.end)
    end = number.end
    if own is not None and units().direct_names[str(own.lastgroup)] in ("RMB", "other"):
        end = own.end()
    elif own is not None and own.lastgroup is not None and not foreign:
        # "人民币 3 ... 平方米" is no amount of money.
        return None
    what = _what_behind(sentence, end)
    if foreign:
        return Measure(number, end, "other", foreign, what, number.qualifier)
    return Measure(number, end, "RMB", None, what, number.qualifier)


def _what_behind(sentence: str, end: int) -> str | None:
    """The noun that an amount is of: "2,000 RMB subsidy", "7 percent discount"."""
    if _HAN.match(sentence[end : end + 1]):
        return None
    of = re.compile(r" (?:of|in) (?:the |such |their |its )?").match(sentence, end)
    phrase = _phrase(sentence, of.end() if of else end, len(sentence), most=4)
    return sentence[phrase[0][0] : phrase[-1][1]] if phrase else None


def _direct(sentence: str, number: Number, limit: int) -> Measure | None:
    found = units().direct.match(sentence, number.end)
    if found is None or found.lastgroup is None:
        return None
    unit = units().direct_names[found.lastgroup]
    text = found.group().strip(" -")
    if text == "成":
        return _tenths(sentence, number, found.end(), unit)
    if number.form == "chinese" and unit == "items" and number.value < 2:
        return None
    what: str | None = None
    end = found.end()
    if unit in ("persons", "facilities", "items", "villages") and _HAN.match(text):
        only = frozenset((unit,)) if unit == "persons" else None
        noun = _noun_zh(sentence, found.end(), limit, only)
        if noun is None:
            noun = _noun_before_zh(sentence, number.start)
            what = noun[0] if noun else (None if text in "名位座栋幢" else text)
        else:
            what, end = noun[0], noun[2]
        if unit == "items" and noun is not None and noun[1] == "count":
            unit = "count"
    elif unit in ("RMB", "percent", "sqm"):
        what = _what_behind(sentence, end)
    elif unit == "households":
        what = text
    elif unit in ("years", "months", "days"):
        return _span(sentence, number, end, unit, text)
    return Measure(number, end, unit, text if unit == "other" else None, what, number.qualifier)


def _tenths(sentence: str, number: Number, end: int, unit: str) -> Measure:
    """Tenths as percent, with the hundredths that may follow: 四成六."""
    value = number.value * 10
    more = _HUNDREDTHS.match(sentence, end)
    if more is not None:
        value, end = value + "一二三四五六七八九".index(more.group()) + 1, more.end()
    return Measure(replace(number, value=tidy(value)), end, unit, qualifier=number.qualifier)


def _span(sentence: str, number: Number, end: int, unit: str, text: str) -> Measure:
    """A span of time, the half behind it taken in: 一年半."""
    if sentence.startswith("半", end) and number.high is None:
        number, end = replace(number, value=number.value + 0.5), end + 1
    term = _TERM.search(sentence, max(0, number.start - 7), number.start)
    what = term.group(1) if term is not None else text.strip("-").lower()
    return Measure(number, end, unit, None, what, number.qualifier)


def _noun_zh(
    sentence: str, start: int, limit: int, only: frozenset[str] | None = None
) -> tuple[str, str, int] | None:
    """The last known noun of the Chinese phrase that begins at `start`: word, unit, end.

    With `only`, of these units: 名 and 位 count people.
    """
    stop = units().stops_zh.search(sentence, start)
    after = min(stop.start() if stop else len(sentence), limit, start + 18)
    best = None
    for found in units().han.finditer(sentence, start, after):
        if only is None or units().han_nouns[found.group()] in only:
            best = found
    return (best.group(), units().han_nouns[best.group()], best.end()) if best else None


def _noun_before_zh(sentence: str, end: int) -> tuple[str, str, int] | None:
    """The known noun that stands right before the number: 岗位1200个."""
    start = max(0, end - 22)
    breaks = [
        m.end() for m in _CLAUSE_HAN.finditer(sentence, start, end) if m.group() not in ":： "
    ]
    start = breaks[-1] if breaks else start
    best = None
    for found in units().han.finditer(sentence, start, end):
        best = found
    if best is not None and best.group() in _LEVELS and best.start() > start:
        return None  # the end of a place's name: 墨玉县180座
    if best is None or not _GAP_HAN.fullmatch(sentence, best.end(), end):
        return None
    if _COUNTED.search(sentence, start, best.start()):
        return None  # 1200人次 96: the noun is another number's unit
    return best.group(), units().han_nouns[best.group()], best.start()


def _chinese(sentence: str, number: Number, limit: int) -> Measure | None:
    at = number.end + (sentence[number.end : number.end + 1] == " ")
    lexicon = units()
    classifier = lexicon.classifier.match(sentence, at)
    if classifier is None:
        noun = lexicon.han.match(sentence, at)
        # "1 车间": a blank parts a list's number or a table's cell from the noun.
        if noun is None or at > number.end or (number.form == "chinese" and number.value < 2):
            return None
        phrase = _noun_zh(sentence, at, limit) or (
            noun.group(),
            lexicon.han_nouns[noun.group()],
            noun.end(),
        )
        return Measure(number, phrase[2], phrase[1], None, phrase[0], number.qualifier)
    word = classifier.group()
    after = None
    if word in lexicon.fitting:
        after = _noun_zh(sentence, classifier.end(), limit, lexicon.fitting[word])
    after = after or _noun_zh(sentence, classifier.end(), limit)
    before = None if after else _noun_before_zh(sentence, number.start)
    noun_unit = after[1] if after else before[1] if before else None
    what = after[0] if after else before[0] if before else None
    end = after[2] if after else classifier.end()
    unit = noun_unit or lexicon.alone.get(word, "count")
    if word in lexicon.alone and lexicon.alone[word] in ("persons", "households", "items"):
        unit = "companies" if unit == "companies" else lexicon.alone[word]
    return Measure(number, end, unit, None, what or word, number.qualifier)


def _phrase(
    sentence: str, start: int, limit: int, most: int = 8, *, stop_at_and: bool = True
) -> list[tuple[int, int]]:
    """The words of the English noun phrase that begins at `start`, as spans."""
    words: list[tuple[int, int]] = []
    for found in _WORD.finditer(sentence, start, limit):
        word = found.group()
        if word in "\"“”'‘’" and len(word) == 1:
            if (
                words
                and word in '”"'
                and len(words) > 1
                and sentence[found.end() : found.end() + 1] != " "
            ):
                break
            continue
        if not word[0].isalpha() or not word[0].isascii():
            break
        if word.lower() in units().words["stops"] and not (
            words and word == "and" and not stop_at_and
        ):
            break
        words.append(found.span())
        if len(words) >= most:
            break
    return words


def _known_noun(sentence: str, words: Sequence[tuple[int, int]]) -> tuple[int, str] | None:
    """Where the last known noun of a phrase ends, and its unit; the longest name of it.

    People do something: what stands further behind them is what they do it to.
    """
    lexicon = units()
    best: tuple[int, str] | None = None
    people: tuple[int, str] | None = None
    for size in range(lexicon.longest, 0, -1):
        for at in range(len(words) - size, -1, -1):
            last = words[at + size - 1][1]
            unit = lexicon.nouns.get(sentence[words[at][0] : last].lower())
            if unit is None:
                continue
            if (
                unit == "persons"
                and sentence[last - 1] in "sn"
                and (not people or last < people[0])
            ):
                people = (last, unit)
            if best is None or last > best[0]:
                best = (last, unit)
    if best and people and len(sentence[people[0] : best[0]].split()) > 2:
        return people
    return best


def _second_noun(sentence: str, end: int, limit: int, unit: str) -> int:
    """Behind "provinces" in "19 cities and provinces": both are counted together."""
    more = re.compile(r" (?:and|or) ([\w-]+(?: [\w-]+)?)").match(sentence, end)
    if more is None or more.end() > limit:
        return end
    for size in (2, 1):
        other = " ".join(more.group(1).split()[:size])
        if units().nouns.get(other.lower()) in (unit, "count", "companies", "facilities"):
            return more.start(1) + len(other)
    return end


def _english(sentence: str, number: Number, limit: int) -> Measure | None:
    pointing = _FROM_NAME.match(sentence, number.end)
    start = number.end
    if pointing is not None and pointing.group().split()[0] == "of":
        start = pointing.end()
        if re.search("(?:them|whom|which)$", pointing.group()):
            return None
    words = _phrase(sentence, start, limit)
    named = _known_noun(sentence, words)
    if named is not None:
        last, unit = named
        end = _second_noun(sentence, last, limit, unit)
        return Measure(number, end, unit, None, sentence[words[0][0] : end], number.qualifier)
    plural = [span for span in words[:5] if re.search("[^s]s$", sentence[slice(*span)])]
    if not plural or number.value < 2 or pointing is not None:
        return None
    end = plural[0][1]
    return Measure(
        number, end, "count", None, sentence[words[0][0] : end], number.qualifier, firm=False
    )


def _named_before(sentence: str, number: Number) -> Measure | None:
    """What was named right before a bare number: "factories from 490", 岗位：1200."""
    before = _noun_before_zh(sentence, number.start)
    if before is not None and before[1] != "count":
        return Measure(number, number.end, before[1], None, before[0], number.qualifier)
    words = list(
        re.finditer(r"[A-Za-z][\w'’-]*", sentence[max(0, number.start - 60) : number.start])
    )
    at = len(words) - 1
    while at >= 0 and words[at].group().lower() in units().words["bridges_en"]:
        at -= 1
    if at < 0 or at == len(words) - 1 or is_age(sentence, number):
        return None
    gap = sentence[max(0, number.start - 60) : number.start][words[at].end() :]
    if re.search("[,;.()]", gap):
        return None
    for size in (2, 1):
        if at - size + 1 < 0:
            continue
        noun = " ".join(word.group().lower() for word in words[at - size + 1 : at + 1])
        unit = units().nouns.get(noun)
        if unit is not None and unit != "count":
            what = "children" if noun in units().words["parents"] else noun
            return Measure(number, number.end, unit, None, what, number.qualifier)
    return None

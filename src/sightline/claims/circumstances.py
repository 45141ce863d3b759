"""Circumstances: what a figure is meant as, planned or done, a limit, a rate, a sum.

Each reading is of cues in the figure's sentence, the words themselves in
`data/claims/kinds.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sightline.claims.lexicon import has_latin, load
from sightline.claims.measures import Measure
from sightline.claims.rates import Rated

_SENTENCE = re.compile(r"[。；;]|(?<=[a-z])\. ")
_NAMED_BUDGET = re.compile("预算|概算|估算|控制价|限价")
_GRANTED = re.compile(
    r"补|奖|津贴|标准|不低于|最低|招聘|现招|招工|(?i:\b(?:subsid|grant|allowance|bonus|reward|minimum|at least)\w*)"
)
# A column of what was done, beside one of what was planned.
_DONE_COLUMN = re.compile("完成|实际|已")
_CLAUSES = re.compile("[，,；;。]")
_PARTS = re.compile("[，,；;。：]")
_AGED = re.compile(r"(?i:\bage[ds]?(?: of| from| between)? ?$|children (?:from|under) ?$)")
_YEARS_OLD = re.compile("[^，。；]{0,2}周?岁")
_CONDITIONAL = re.compile(
    r"(?i:\b(?:companies|firms|those|workers|enterprises) (?:that|who|which)\b)"
)
_MUST = re.compile(r"须|应|不得|具备|满$|近[两三五一二\d]?$")
_REACH = re.compile(r"(?:(?!\b(?:that|which|who)\b)[^,.;:，。；：()\d]){0,48}")
_FROM_EN = re.compile(r"\bfrom (?:about |some |around )?$")
_TIMES = ("years", "months", "days")
_CURRENCIES = (None, "USD", "EUR", "GBP")
_HOURS = ("小时", "分钟", "hours", "hour", "minutes")
_LIMITS = ("at_least", "at_most", "more_than", "less_than")


@dataclass(frozen=True, slots=True)
class _Kinds:
    target: re.Pattern[str]
    budget: re.Pattern[str]
    threshold: re.Pattern[str]
    rate: re.Pattern[str]
    rate_en: re.Pattern[str]
    estimate: re.Pattern[str]
    settled: re.Pattern[str]
    done: re.Pattern[str]
    income: re.Pattern[str]
    pay: re.Pattern[str]
    standing: re.Pattern[str]
    lasting: re.Pattern[str]
    pays: re.Pattern[str]
    caps: re.Pattern[str]
    places: re.Pattern[str]
    earnings: re.Pattern[str]
    cumulative: re.Pattern[str]
    combines: re.Pattern[str]
    joined: re.Pattern[str]


def _either(row: dict[str, str], han: bool) -> re.Pattern[str]:
    return re.compile(row["zh"] if han else f"(?i:{row['en']})|{row['zh']}")


@cache
def _kinds(han: bool = False) -> _Kinds:
    """The cues, of Chinese alone where a sentence has no Latin letter."""
    data = load("kinds")
    return _Kinds(
        target=_either(data["target"], han),
        budget=_either(data["budget"], han),
        threshold=_either(data["threshold"], han),
        rate=re.compile(data["rate"]["zh"]),
        rate_en=re.compile(f"(?i:{data['rate']['en']})"),
        estimate=_either(data["estimate"], han),
        settled=_either(data["settled"], han),
        done=_either(data["done"], han),
        income=_either(data["income"], han),
        pay=_either(data["pay"], han),
        standing=_either(data["standing"], han),
        lasting=re.compile(data["lasting"]["words"]),
        pays=re.compile(data["pays"]["words"]),
        caps=re.compile(data["caps"]["words"]),
        places=re.compile(data["places"]["words"]),
        earnings=re.compile(data["earnings"]["words"]),
        cumulative=_either(data["cumulative"], han),
        combines=_either(data["combines"], han),
        joined=re.compile(data["combines"]["joined"]),
    )


def opens_plan(sentence: str) -> bool:
    """Whether a sentence that opens a list makes the list's figures planned."""
    return _kinds(not has_latin(sentence)).target.search(sentence) is not None


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page around a sentence makes of its figures, unless the sentence says otherwise.

    Attributes:
        planned: Whether its list, section or document is a plan.
        ruling: Whether its document is a rule.
        offers: Whether its document offers work: who is sought is planned.
        duty: Whether its section says what is required.
        row: Whether it stands in a table's row of a list or plan.
        listing: Whether its document is a list, whose money is set aside.
    """

    planned: bool = False
    ruling: bool = False
    offers: bool = False
    duty: bool = False
    row: bool = False
    listing: bool = False


def kind_of(sentence: str, rated: Rated, ground: Ground) -> str:
    """FORMATS' kind of one figure."""
    found = rated.measure
    latin = has_latin(sentence)
    kinds, before = _kinds(not latin), sentence[: found.number.start]
    clause = _SENTENCE.split(before)[-1] if latin else before[_sentence_start(before) :]
    last = _last_clauses(clause, 1)
    money = found.unit in ("RMB", "other") and found.unit_text in _CURRENCIES
    if kinds.caps.search((found.what or "") + last):
        return "threshold"
    worked_out = kinds.estimate.search(clause if latin or money else _last_clauses(clause, 2))
    if money and not rated.is_rate and kinds.budget.search(_last_clauses(clause, 2)):
        named = _NAMED_BUDGET.search(_last_clauses(clause, 2)) is not None
        return "estimate" if worked_out and not named else "budget"
    if worked_out:
        return "estimate"
    said = _last_clauses(clause, 2) if "均" in last else last
    income = rated.is_rate and kinds.income.search(said) is not None
    if rated.is_rate and not income and not _is_earned(kinds, clause, found, ground):
        return "threshold" if _is_least_wage(found, last) else "rate"
    if found.unit == "percent" and _is_share_of_price(found, clause, sentence):
        return "rate"
    limited = ground.ruling and found.qualifier in _LIMITS and not ground.planned
    after = sentence[found.end :]
    required = limited or _is_threshold(kinds, found, clause, sentence, latin=latin)
    if required or _is_duty(found, ground):
        return "threshold"
    shown = last + sentence[found.number.start : found.end]
    if _is_start_of_change(before, after) or kinds.lasting.search(shown):
        return "actual"
    if not _is_planned(kinds, clause, after if latin else "", found, ground):
        return "actual"
    earned = income or kinds.earnings.search(last) is not None
    return "budget" if money and not earned else "target"


def _is_earned(kinds: _Kinds, clause: str, found: Measure, ground: Ground) -> bool:
    """Whether pay is what people are told to get, and not what is offered or granted."""
    if found.unit != "RMB_per_person" or found.qualifier in ("at_least", "at_most"):
        return False
    if ground.offers or ground.planned or ground.ruling:
        return False
    said = _last_clauses(clause, 2 if "均" in clause[-8:] or "，" in clause[-6:] else 1)
    return kinds.pay.search(said) is not None and _GRANTED.search(clause) is None


def _sentence_start(before: str) -> int:
    """Where the stretch begins that no full stop or semicolon parts from the figure."""
    return max(before.rfind("。"), before.rfind("；"), before.rfind(";")) + 1


def _is_planned(kinds: _Kinds, clause: str, after: str, found: Measure, ground: Ground) -> bool:
    """Whether a figure is planned: by a cue that nothing settles, or by its ground.

    Args:
        kinds: The cues.
        clause: The words before it.
        after: The words behind it, where those may tell.
        found: Its measure.
        ground: What the page around it makes of it.
    """
    what = found.what or ""
    if ground.row:
        money = found.unit == "RMB"
        done = _DONE_COLUMN.search(what) or kinds.done.search(what + clause)
        return (ground.planned or money) and not done
    if ground.listing and found.unit == "RMB" and not kinds.done.search(what + clause):
        return True
    target = _last(kinds.target, clause)
    if after:
        target = max(target, _ahead(kinds.target, after))
    if target >= 0 and found.unit != "RMB" and kinds.pays.search(clause):
        target = _last(kinds.target, kinds.pays.split(clause)[0])
    sought = ground.offers and found.unit in ("persons", "jobs")
    if target < 0 and not sought and not ground.planned:
        return False
    settled = _last(kinds.settled, clause)
    if target > settled or (sought and settled < 0):
        return True
    return ground.planned and not kinds.done.search(clause) and not kinds.places.search(what)


def _is_least_wage(found: Measure, clause: str) -> bool:
    """Whether pay must reach an amount: 工资不低于1540元."""
    return found.qualifier in ("at_least", "at_most") and (
        re.search(r"不得?(?:低于|少于|高于)|最低", clause[-6:]) is not None
        or (
            found.number.qualifier in ("at_least", "at_most")
            and re.search("工资|月薪|报酬|薪", clause) is not None
            and re.search("以上|保底", clause[-4:]) is None
        )
    )


def _is_duty(found: Measure, ground: Ground) -> bool:
    """Whether a span of time or a ratio is what a section requires."""
    return ground.duty and (found.unit in _TIMES or 0 < found.number.value < 1)


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match begins, -1 without one."""
    at = -1
    for found in pattern.finditer(text):
        at = found.start()
    return at


def _ahead(pattern: re.Pattern[str], after: str) -> int:
    """1000 if the figure is the subject of what a cue right behind it tells."""
    reach = _REACH.match(after)
    near = after[: reach.end()] if reach else ""
    near = near.split(" in order to ")[0]  # what the subject is after is no plan for its number
    return 1000 if has_latin(near) and pattern.search(near) else -1


@lru_cache(maxsize=64)
def _last_clauses(text: str, count: int) -> str:
    return "，".join(_PARTS.split(text)[-count:])


def _is_start_of_change(before: str, after: str) -> bool:
    """The lower end of "from A to B" and 由A提高到B is what is, not what is planned."""
    if before.endswith(("由", "从")):
        return re.match("[^，。；]{0,8}[至到]", after) is not None
    if not before.endswith(" ") or _FROM_EN.search(before) is None:
        return False
    return re.match(r"[^.;]{0,60}? to ", after) is not None


def _is_share_of_price(found: Measure, clause: str, sentence: str) -> bool:
    if found.unit != "percent":
        return False
    kinds = _kinds()
    near = sentence[found.number.end : found.number.end + 60]
    words = (found.what or "") + near
    if kinds.rate_en.search(words) and re.search("[A-Za-z]", near[:8]):
        return True
    return (
        kinds.rate.search(_last_clauses(clause, 1)) is not None
        or re.match("收取|征收|优惠", near) is not None
    )


def _is_threshold(
    kinds: _Kinds, found: Measure, clause: str, sentence: str, *, latin: bool
) -> bool:
    bounded = found.qualifier in _LIMITS
    before = _last_clauses(clause, 1)
    aged = latin and _AGED.search(clause) is not None
    if aged or (found.unit == "years" and _YEARS_OLD.match(sentence, found.number.end)):
        return aged or found.qualifier != "exact"
    if latin:
        after = sentence[found.end :]
        cue = kinds.threshold.search(clause) or kinds.threshold.search(after[:160])
        near = kinds.threshold.search(before)
        conditional = _CONDITIONAL.search(clause)
        if cue and (near or (bounded and conditional) or (conditional and "eligible" in after)):
            return (
                bounded
                or re.search(r"(?i:minimum|maximum|requir|must|limit)", clause) is not None
                or bool(conditional)
            )
        return re.search(r"(?i:minimum|requirement)[^.;]{0,60}$", clause) is not None
    near = kinds.threshold.search(before)
    alone = found.unit == "count" and found.number.value == 1
    if (alone or found.unit in _TIMES) and found.qualifier == "at_least":
        return True
    within = found.unit == "days" and sentence.startswith(("内", "以内", "之内"), found.end)
    if within or (found.unit == "days" and found.qualifier == "at_most"):
        return True
    return (
        bounded
        and (
            near is not None
            or kinds.threshold.search(sentence[found.number.end : found.end + 24]) is not None
        )
    ) or (near is not None and _MUST.search(before) is not None)


def is_standing(sentence: str, found: Measure) -> bool:
    """Whether a figure tells how something is, so that a title's date is not its own."""
    if found.unit_text in _HOURS:
        return True
    standing = _kinds(not has_latin(sentence)).standing
    return standing.search(sentence, 0, found.number.start) is not None


def is_cumulative(
    sentence: str, found: Measure, kind: str, date: str | None, *, limit: bool
) -> bool | None:
    """Whether a figure sums over years (True), belongs to one (False), or is a stock (None)."""
    if kind in ("rate", "threshold") or found.unit in ("percent", "years", "months", "days"):
        return None
    near = sentence[max(0, found.number.start - 60) : found.end + 12]
    if _kinds(not has_latin(sentence)).cumulative.search(near):
        return True
    if date is None or limit:
        return None
    first, _, last = date.partition("/")
    return bool(last) and first[:4] != last[:4]


def combines(sentence: str, found: Measure) -> str | None:
    """The words that say that parts were added up, None where nothing does."""
    start, end = found.number.start, found.end
    stretch = sentence[max(0, start - 40) : end]
    kinds = _kinds(not has_latin(sentence))
    cue = kinds.joined.search(sentence, start, end)
    if cue is None and kinds.combines.search(stretch) is not None:
        if "," not in sentence[start:end]:
            stretch = _CLAUSES.split(stretch)[-1]
        cue = kinds.combines.search(stretch)
    return cue.group() if cue is not None else None

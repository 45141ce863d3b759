"""Words of a sentence that belong to its figures: who acts, and on what condition.

The actor is the organisation that the sentence is about, as it names it:
its subject, or whom 由 or "by" brings in. A name elsewhere in the sentence
may be of anybody.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sightline.claims.lexicon import load
from sightline.claims.numbers_written import any_of

_CAPITAL = re.compile("[A-Z]")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"


@cache
def _actors() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = load("kinds")["actor"]
    closing = any_of(data["zh"])
    name = (
        rf"(?:(?!{data['breaks']})[{_HAN}（）()]){{2,24}}?(?:{closing})(?![{_HAN}]?(?:{closing}))"
    )
    subject = re.compile(rf"(?:[^，。；：]{{0,16}}[，：])?(?P<name>{name})(?![长员])")
    brought = re.compile(rf"(?:^|[，。；])[^，。；]{{0,8}}由(?P<name>{name})(?![长员])")
    word = r"[A-Z][\w&'’-]*"
    latin = any_of(data["en"])
    english = re.compile(
        rf"(?:^(?:[A-Z][a-z]+ [^,.]{{0,40}}, )?(?:[Tt]he )?|\bby (?:the )?)"
        rf"(?P<name>(?:{word} |of |and |for ){{0,7}}?(?:{latin})(?:,? (?:Co\.,? ?)?Ltd\.?|\b))"
    )
    return subject, brought, english


@lru_cache(maxsize=16)
def actor_of(sentence: str) -> str | None:
    """The organisation that a sentence is about, None if it names none in that place."""
    subject, brought, english = _actors()
    found = subject.match(sentence)
    if found is None and "由" in sentence:
        found = brought.search(sentence)
    if found is None and _CAPITAL.search(sentence):
        found = english.search(sentence)
    return found["name"] if found is not None else None


_CONDITION = re.compile(
    r"(?i:\b(?:for|to|besides[^,]*,)? ?(?P<that>(?:companies|firms|enterprises|those|workers|households|employers|factories|people)"
    r" (?:that|who|which) [^,.;]{3,120})|\b(?P<if>(?:if|provided that|on condition that) [^,.;]{3,120})|\b(?P<each>for (?:each|every) [^,.;]{3,80}))"
)
_CONDITION_ZH = re.compile(
    r"(?:^|[，。；：、])(?:\d[.、．]|[（(]?[一二三四五六七八九十\d]{1,2}[)）、]|[一二三四五六七八九十]是)?"
    r"(?P<zh>(?:对|凡|经|按)?[^，。；：]{0,24}(?:吸纳|签订|稳定就业|招用|招收|新招|接收|新建|培训|就业满|工作满|务工)"
    r"[^，。；]{2,60}?(?:的|企业|车间|人员|劳动力|以上|个月|年))(?=[，,]|给予|按|可|每|补|奖|，)"
)


def condition_of(sentence: str, at: int) -> str | None:
    """The words that an amount or a limit at `at` is bound to: the last before it, else the first."""
    han = sentence.isascii() is False and re.search("[A-Za-z]{3}", sentence) is None
    pattern = _CONDITION_ZH if han else _CONDITION
    chosen = None
    for found in pattern.finditer(sentence):
        if chosen is not None and found.start() > at:
            break
        chosen = found
    if chosen is None:
        return None
    return next((words for words in chosen.groups() if words), None)

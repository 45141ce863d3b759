"""Chinese names: from the word that closes one, left to what does not belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sightline.claims.mentions_lexicon import Closing, lexicon
from sightline.claims.mentions_scene import Named, Scene
from sightline.text import Span

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_INSIDE = re.compile(rf"[{_HAN}A-Za-z0-9·（）()]")
_WORD = re.compile(rf"[{_HAN}，。；、的]")
_SIGNS = re.compile("[（）()·]")
_LONGEST = 40
# A legal form behind a word for a kind: the name goes on.
_LONGER = re.compile(
    rf"(?:[（(][{_HAN}]{{2,6}}[)）])?(?P<rest>[{_HAN}]{{0,8}}?(?:(?:股份)?有限公司|有限责任公司))"
)
_LEGAL = re.compile("有限公司$|有限责任公司$|股份公司$")
# Townships' names hold other little words (和夏阿瓦提乡, 阔依其乡), but none of these.
_NEVER = frozenset("的了是由在与被把将从向对等及或该这那每各于用给")
_NARROW = re.compile("[乡镇村]|街道|社区|团|\\d|[一二三四五六七八九十]号|中心$|学校$")
# Words for firms that a brand alone may stand before.
_FIRM_WORDS = frozenset(("公司", "集团", "商行"))
_LEVEL = re.compile("(?:地区|自治[区州县]|[县市区州乡镇])$")
_BRACKET = re.compile(rf"[（(][{_HAN}A-Za-z]{{2,8}}[)）]")
_PROGRAMME = re.compile(
    rf"(?P<name>[“\"‘「『](?P<bare>[{_HAN}A-Za-z0-9+、]{{2,12}})[”\"’」』]"
    r"(?:工程|行动|计划|活动|专项行动|援疆工程|援疆项目|项目)(?!(?:建设|推进)?领导小组))"
)
_SCHEME = re.compile(
    r"[“\"](?P<name>(?P<bare>[A-Z][\w’'-]*(?: [\w’'-]+){0,4}))[”\"] "
    r"(?:project|programme|program|scheme|initiative|campaign|drive)(?!\w)"
)
_CORPS = re.compile(
    r"(?P<name>第?[一二三四五六七八九十\d]{1,3}师[一二三四五六七八九〇零十\d]{1,4}团场?)(?![部长])"
)
# A notice of a tender is titled by its project; in lists, a project is a cell of its own.
_TITLED = re.compile(
    r"^[ \t]*(?P<name>[^\n，。；：:]{6,60}?(?:项目|工程))(?:[（(][^）)\n]*[）)])?"
    r"(?=(?:中标|成交|采购|招标|公开招标|竞争性|结果|变更|更正|单一来源|询价|流标)[^\n]{0,16}公[告示])",
    re.MULTILINE,
)
_CELL = re.compile(
    rf"(?:^|[\t|｜\u3000：:]|  )[ ]?(?P<name>[{_HAN}\d（）()“”—-]{{6,40}}(?:项目|工程))(?=[ \t\r]*(?:\n|\t|  |[|｜]|$))",
    re.MULTILINE,
)
_SOURCE = re.compile(
    rf"(?<=(?<!资金)来源[：:])\s?(?P<name>[{_HAN}A-Za-z0-9]{{2,20}}?)(?=记者|作者|编辑|通讯员|字体|字号|发布|浏览|点击|时间|阅读|[^{_HAN}A-Za-z0-9]|$)"
)


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands ahead of a closing word: how much of it says who."""

    own: int
    trade: bool
    place: bool


def chinese_names(scene: Scene, closings: Iterable[tuple[int, int]]) -> Iterator[Named]:
    """The names that the closing words at these spans close, in order.

    Of a name and a longer one that goes on with it, only the longer is given.
    """
    last: Named | None = None
    for start, end in closings:
        number = scene.sentence_at(start)
        if number is None or (last is not None and start < last.span.end):
            continue
        closing = lexicon().closings[scene.simple[start:end]]
        if not _closes(scene.simple, start, end, closing):
            continue
        floor = max(scene.sentences[number].start, last.span.end if last is not None else 0)
        joined = _joined(scene, last, Span(start, end), closing)
        begin = joined if joined is not None else _begin(scene, floor, start, closing)
        loose = False
        if joined is None:
            if _opened(scene.simple[begin:start]):
                continue
            verdict = _names(scene.simple[begin:start], scene.simple[start:end])
            if verdict is None:
                continue
            loose = verdict
        elif last is not None:
            loose = last.loose
            end += _bracketed(scene.simple, last, start, end)
        found = Named(Span(begin, end), closing.kind, (scene.flow[begin:end],), loose)
        if last is not None and joined is None:
            yield last
        last = found
    if last is not None:
        yield last


def other_names(scene: Scene) -> Iterator[Named]:
    """Names of other shapes: “百村千厂”工程, the corps' 第八师一四九团, a page's 来源：….

    A page's source is a medium unless its words close as another kind's do.
    """
    for pattern, kind in (
        (_PROGRAMME, "programme"),
        (_SCHEME, "programme"),
        (_CORPS, "public_body"),
        (_SOURCE, "media"),
    ):
        for match in pattern.finditer(scene.simple):
            start, end = match.span("name")
            if scene.sentence_at(start) is not None:
                bare = scene.flow[slice(*match.span("bare"))] if kind == "programme" else ""
                names = (scene.flow[start:end], bare) if bare else (scene.flow[start:end],)
                yield Named(Span(start, end), kind, names)


def project_names(scene: Scene) -> Iterator[Named]:
    """Projects that a title, a field or a cell names whole: …卫星工厂建设项目."""
    raw = scene.text.raw
    for pattern in (_TITLED, _CELL):
        for match in pattern.finditer(raw):
            span = scene.in_flow(*match.span("name"))
            if span is None or scene.sentence_at(span.start) is None:
                continue
            name = scene.flow[span.start : span.end]
            words = scene.simple[span.start : span.end]
            placed = any(sort == "place" for _, _, sort in lexicon().left.find(words))
            if placed or lexicon().head.match(words):
                yield Named(span, "programme", (name,))


def names_somebody(lead: str, word: str) -> bool:
    """Whether `lead` ahead of the closing word says who, and not only what."""
    return _names(lead, word) is False


def _opened(words: str) -> bool:
    """Whether a little word stands right ahead of the closing word (到工厂, but not 中等学校)."""
    if not words.endswith(lexicon().openers):
        return False
    found = lexicon().left.find(words)
    return not (found and found[-1][1:] == (len(words), "keep"))


def _traded(words: str) -> bool:
    """Whether a trade stands right ahead of the closing word."""
    found = lexicon().generic.find(words)
    return bool(found) and found[-1][1:] == (len(words), "trade")


def _closes(simple: str, start: int, end: int, closing: Closing) -> bool:
    """Whether the word closes a name here: it is no part of another word or of a longer name."""
    if closing.not_before and simple.startswith(closing.not_before, end):
        return False
    if closing.not_behind and simple.endswith(closing.not_behind, max(0, start - 2), start):
        return False
    if not _LEGAL.search(simple[start:end]):
        longer = _LONGER.match(simple, end)
        if longer is not None and not any(
            kind in ("stop", "place")
            for _, _, kind in lexicon().left.find(simple[longer.start("rest") : longer.end()])
        ):
            return False
    return True


def _bracketed(simple: str, last: Named, start: int, end: int) -> int:
    """One, if the name before goes on in a bracket that closes behind this word."""
    return int(
        simple[last.span.end : start] in ("(", "（") and simple[end : end + 1] in (")", "）")
    )


def _joined(scene: Scene, last: Named | None, word: Span, closing: Closing) -> int | None:
    """Where the name before begins, if this word makes a longer one of it."""
    if last is None or last.kind not in closing.after or word.start - last.span.end > 16:
        return None
    between = scene.simple[last.span.end : word.start]
    if between in ("(", "（"):
        return last.span.start if closing.kind == last.kind else None
    if not between:
        apart = last.kind in closing.apart and not _fills_cell(scene, last.span.start, word.end)
        return None if apart else last.span.start
    if _BRACKET.fullmatch(between):
        return last.span.start
    bounds = {kind for _, _, kind in lexicon().left.find(between)}
    if lexicon().counted.match(between):
        return None  # 甲公司、乙公司两家子公司
    if "stop" in bounds or (closing.kind == "public_body" and "place" in bounds):
        return None
    return last.span.start if _lead(between).own == 0 else None


def _fills_cell(scene: Scene, start: int, end: int) -> bool:
    """Whether a name is all that a cell or a line holds."""
    simple = scene.simple
    after = end in scene.cells or not _WORD.match(simple, end)
    return after and (
        start in scene.cells or start == 0 or simple[start - 1] in "\n\t |：:,， 1234567890"
    )


def _begin(scene: Scene, floor: int, end: int, closing: Closing) -> int:
    """Where the name that ends in the closing word at `end` begins, at `floor` or behind."""
    simple = scene.simple
    low = _run(scene, max(floor, end - _LONGEST), end)
    window = simple[low:end]
    for match in lexicon().counted.finditer(window):
        low += match.end()
        window = simple[low:end]
        break
    begin, place, safe = 0, -1, _head_end(window, 0)
    for start, after, kind in lexicon().left.find(window):
        if kind == "place":
            if start and window[start - 1] in "(（":
                continue  # 海螺手套（新疆）有限公司
            place = start if place < 0 else place
            safe = max(safe, _head_end(window, after))
        elif start < safe or after == len(window):
            continue
        elif kind == "soft" and place < 0 and _lead(window[after:]).own > 1:
            begin = after
        elif kind == "stop" and closing.wide and place >= 0 and after - start > 1:
            continue
        elif kind == "stop" and not _own(window, start, after, place):
            begin, place = after, -1
            safe = max(safe, _head_end(window, after))
    firm = closing.kind in ("company", "facility")
    if place > begin and not (firm and _brand_first(window[begin:place], window[place:])):
        begin = place
    return low + begin


def _run(scene: Scene, floor: int, end: int) -> int:
    """The start of the unbroken run of characters of names that ends at `end`."""
    simple, at = scene.simple, end
    while at > floor and at not in scene.cells:
        before = simple[at - 1]
        if before in ")）":
            opened = max(simple.rfind("(", floor, at), simple.rfind("（", floor, at))
            if opened < 0 or not _BRACKET.fullmatch(simple, opened, at):
                break
            at = opened
        elif before in "(（" or not _INSIDE.match(before):
            break
        else:
            at -= 1
    return at


def _head_end(window: str, at: int) -> int:
    """Where a township or village that begins at `at` ends; its name may hold a stop (阔依其乡)."""
    head = lexicon().head.match(window, at)
    if head is None or _lead(head.group()).own == 0:
        return at
    bounds = [
        head.group()[start:end]
        for start, end, kind in lexicon().left.find(head.group())
        if kind in ("stop", "soft")
    ]
    return head.end() if all(len(word) == 1 and word not in _NEVER for word in bounds) else at


def _own(window: str, start: int, after: int, place: int) -> bool:
    """Whether a stop is part of the name all the same: 和 in 喀什和兴, 投资 in 中泰投资."""
    behind = _lead(window[after:])
    if window[start:after] in ("和", "与", "为", "同"):
        if place >= 0 and behind.own == 0 and not behind.place:
            return True
        nearest = [
            first for first, _, kind in lexicon().left.find(window[after:]) if kind == "place"
        ]
        return place >= 0 and nearest[:1] != [0] and _ends_place(window[:start])
    trade = lexicon().generic.find(window[start:after])
    return (
        bool(trade)
        and trade[0][2] == "trade"
        and behind.own == 0
        and _lead(window[:start]).own >= 2
    )


def _ends_place(words: str) -> bool:
    found = lexicon().left.find(words)
    return bool(found) and found[-1][1:] == (len(words), "place")


def _brand_first(ahead: str, rest: str) -> bool:
    """Whether the words ahead of a place are the brand, as what follows the place has none."""
    if any(kind in ("stop", "soft") for _, _, kind in lexicon().left.find(ahead)):
        return False
    return 2 <= _lead(ahead).own <= 4 and len(ahead) <= 4 and _lead(rest).own == 0


@lru_cache(maxsize=4096)
def _lead(words: str) -> _Lead:
    own, trade, place = len(words), False, False
    for start, end, kind in lexicon().generic.find(words):
        own -= end - start
        trade = trade or kind == "trade"
        place = place or kind == "place"
    return _Lead(own - len(_SIGNS.findall(words)), trade, place)


# The same names stand on many pages.
@lru_cache(maxsize=4096)
def _names(words: str, word: str) -> bool | None:
    """None if `words` ahead of the closing word name nobody; whether they do so only loosely."""
    closing = lexicon().closings[word]
    found = lexicon().left.find(words)
    head = lexicon().head.match(words)
    placed = bool(found) and found[0][0] == 0 and found[0][2] == "place"
    lead = _lead(words)
    stopped = bool(found) and found[-1][1:] == (len(words), "stop")
    if stopped and closing.bare and not _traded(words):
        return None  # 今年公司
    if not placed and head is not None and _lead(head.group()).own > 0:
        placed = True
    if closing.placed:
        if stopped and closing.kind != "public_body":
            return None
        if (
            placed
            and closing.kind == "satellite_factory"
            and not lead.own
            and not _NARROW.search(words)
        ):
            return None  # 墨玉县卫星工厂 are all of a county's
        if placed:
            return False
        return True if _LEVEL.fullmatch(words) and len(words) < 4 else None
    if closing.kind == "company" and closing.after and not lead.own:
        return None  # 新疆分公司 is one of a firm that stands elsewhere
    if not closing.bare:
        return False if (placed or lead.own) and len(words) > 1 else None
    return False if _brands(words, word, lead, placed=placed) else None


def _brands(words: str, word: str, lead: _Lead, *, placed: bool) -> bool:
    """Whether a brand, or a place and a trade, stands ahead of a bare word for a kind."""
    if lead.own >= 2 and (placed or len(word) > 2 or _traded(words) or word in _FIRM_WORDS):
        return True
    grouped = word == "集团" and len(words) > 3  # 天津食品集团
    return placed and (lead.trade or grouped or len(word) > 2)

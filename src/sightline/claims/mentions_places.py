"""Places that a text names: a run of administrative names is one place, its last part the narrowest."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from sightline.claims.mention import Mention
from sightline.claims.mentions_lexicon import lexicon
from sightline.claims.mentions_scene import Scene
from sightline.text import Span, simplify

_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff"
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# Little words that townships' names hold, too: 和夏阿瓦提, 阔依其.
_MAY_BEGIN = "和其"
_ALONE = re.compile(
    rf"(?<![{_IDEOGRAPHS}])[{_IDEOGRAPHS}]{{2,6}}(?:乡|镇|街道|团场|村|社区)"
    rf"(?:\d{{1,2}}村|[{_IDEOGRAPHS}]{{1,8}}?(?:村|社区))?(?![{_IDEOGRAPHS}])"
)
_DISTRICT = re.compile(rf"[{_IDEOGRAPHS}]{{1,3}}[县区](?![域别间分块划内各])")
_MANY = re.compile("[各全该本我每几两多]|乡镇|所在|[一二三四五六七八九十]+[个]?[乡镇村]")
_WIDER = re.compile(r"(?:, [A-Z][a-z]+(?: (?:Province|Prefecture|City|County|Region))?)+")
# A township behind its county may hold words that count or point elsewhere (多鲁乡, 三道岭镇).
_TOWNSHIP = re.compile(
    rf"(?!各|每|本|该|全|我|几|多个|多数|[一二三四五六七八九十两]+个)[{_IDEOGRAPHS}]{{1,8}}?(?:乡|镇|街道|团场)"
)
# One that a little word of place or a list leads in.
_LED = re.compile(
    rf"(?<=[在到从自于往赴、])[{_IDEOGRAPHS}]{{2,7}}?[乡镇](?![长级村政企党卫中人{_IDEOGRAPHS}]?企业|[长级村政企党])"
)
_VILLAGE = re.compile(rf"(?<=[乡镇])(?:\d{{1,2}}|[{_IDEOGRAPHS}]{{2,7}}?)村(?![民委里级庄])")
_OWN_LEVEL = re.compile("[省市县州](?!场|区|委|政|长|民|里|内|级|上|直)")
_LEVEL = re.compile("(?:地区|[省县市区州盟]|自治[区州县]|兵团)$")


_Run = tuple[int, int, int, str | None]


def named_places(scene: Scene, taken: Sequence[Span]) -> Iterator[Mention]:
    """The places that stand outside the names at `taken`, in order."""
    spans = sorted(taken, key=lambda span: span.start)
    at = 0
    run: _Run | None = None
    for place in scene.places:
        while at < len(spans) and spans[at].end <= place.start:
            at += 1
        inside = at < len(spans) and spans[at].start < place.end
        if inside or scene.sentence_at(place.start) is None:
            continue
        if (
            run is not None
            and run[2] == place.start
            and place.start not in scene.cells
            and _HAN.match(scene.simple, place.start)
        ):
            run = (run[0], place.start, place.end, place.code)
            continue
        if run is not None:
            yield _place(scene, run)
        run = (place.start, place.start, place.end, place.code)
    if run is not None:
        yield _place(scene, run)


def printed_alone(scene: Scene, taken: Sequence[Span]) -> Iterator[Mention]:
    """Townships and villages that stand alone in a cell, a field or between marks."""
    spans = sorted(taken, key=lambda span: span.start)
    starts = [span.start for span in spans]
    for match in _ALONE.finditer(simplify(scene.text.raw)):
        span = scene.in_flow(*match.span())
        if span is None or scene.sentence_at(span.start) is None or not _single(match.group()):
            continue
        at = bisect_left(starts, span.end) - 1
        if at < 0 or spans[at].end <= span.start:
            yield Mention("place", (match.group(),), scene.text.cite(*match.span()))


def led_in(scene: Scene, taken: Sequence[Span]) -> Iterator[Mention]:
    """Townships without their county behind a little word of place (在达玛沟乡、杜瓦镇)."""
    spans = sorted(taken, key=lambda span: span.start)
    starts = [span.start for span in spans]
    for match in _LED.finditer(scene.simple):
        start, end = match.span()
        at = bisect_left(starts, end) - 1
        free = at < 0 or spans[at].end <= start
        if free and scene.sentence_at(start) is not None and _single(match.group()):
            yield Mention("place", (scene.flow[start:end],), scene.text.cite_flow(start, end))


def countries(scene: Scene, hits: Iterable[tuple[int, int, str]]) -> Iterator[Mention]:
    """Other countries, where the sentence speaks of trade with them."""
    for start, end, kind in hits:
        number = scene.sentence_at(start) if kind == "country" else None
        if number is None or (scene.flow[end : end + 1].isalpha() and scene.flow[start].isascii()):
            continue
        sentence = scene.sentences[number]
        if lexicon().trade.search(scene.simple, sentence.start, sentence.end):
            name = scene.flow[start:end]
            names = (name, f"the {name}") if scene.flow.startswith("the ", start - 4) else (name,)
            yield Mention("place", names, scene.text.cite_flow(start, end))


def _place(scene: Scene, run: _Run) -> Mention:
    """One run as a mention, with a township or village that follows it right away."""
    start, narrowest, end, code = run
    if scene.simple[end - 1] not in "省市县区" and _OWN_LEVEL.match(scene.simple, end):
        end += 1
    if _LEVEL.search(scene.simple, start, end):
        further = (
            _DISTRICT.match(scene.simple, end)
            or lexicon().head.match(scene.simple, end)
            or _TOWNSHIP.match(scene.simple, end)
        )
        if further is not None and _names_one(further.group()):
            narrowest, end, code = end, further.end(), None
            village = _VILLAGE.match(scene.simple, end)
            if village is not None and (
                village.group()[0].isdigit() or _names_one(village.group())
            ):
                narrowest, end = end, village.end()
    printed = scene.flow[start:end]
    names = [printed, re.sub(r" \([^)]*\)", "", printed), scene.flow[narrowest:end]]
    if (wider := _WIDER.match(scene.flow, end)) is not None and printed.isascii():
        names.append(printed + wider.group())
    citation = scene.text.cite_flow(start, end)
    return Mention("place", tuple(dict.fromkeys(names)), citation, place_code=code)


def _single(words: str) -> bool:
    """Whether no verb or particle stands in what closes as a township's name does."""
    bounds = [words[start:end] for start, end, kind in lexicon().left.find(words) if kind == "stop"]
    return not _MANY.match(words) and all(word in _MAY_BEGIN for word in bounds)


def _names_one(words: str) -> bool:
    """Whether the words are a township's name and no phrase that ends in one."""
    if not _HAN.match(words) or len(words) < 3:
        return False
    return not any(
        (kind == "place" and words[end - 1] in "省市县区州")
        or (kind == "stop" and (end - start > 1 or words[start] not in _MAY_BEGIN))
        for start, end, kind in lexicon().left.find(words)
    )

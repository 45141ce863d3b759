"""Places that a text names: a run of administrative names is one place, its last part the narrowest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sightline.claims.mention import Mention
from sightline.claims.mentions_lexicon import lexicon
from sightline.claims.mentions_scene import Scene
from sightline.text import Span

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LEVEL = re.compile("(?:地区|[县市区州盟]|自治[区州县]|兵团)$")


def named_places(scene: Scene, taken: Sequence[Span]) -> Iterator[Mention]:
    """The places that stand outside the names at `taken`, in order."""
    spans = sorted(taken, key=lambda span: span.start)
    at = 0
    run: tuple[int, int, str | None] | None = None
    for place in scene.places:
        while at < len(spans) and spans[at].end <= place.start:
            at += 1
        inside = at < len(spans) and spans[at].start < place.end
        if inside or scene.sentence_at(place.start) is None:
            continue
        if run is not None and run[1] == place.start and _HAN.match(scene.simple, place.start):
            run = (run[0], place.end, place.code)
            continue
        if run is not None:
            yield _place(scene, run)
        run = (place.start, place.end, place.code)
    if run is not None:
        yield _place(scene, run)


def _place(scene: Scene, run: tuple[int, int, str | None]) -> Mention:
    """One run as a mention, with a township or village that follows it right away."""
    start, end, code = run
    if _LEVEL.search(scene.simple, start, end):
        further = lexicon().head.match(scene.simple, end)
        if further is not None and _names_one(further.group()):
            end, code = further.end(), None
    printed = scene.flow[start:end]
    name = re.sub(r" \([^)]*\)", "", printed)
    return Mention("place", (name,), scene.text.cite_flow(start, end), place_code=code)


def _names_one(words: str) -> bool:
    """Whether the words are a township's name and no phrase that ends in one."""
    if not _HAN.match(words) or len(words) < 3:
        return False
    return not any(
        (kind == "stop" and end - start > 1) or kind == "place"
        for start, end, kind in lexicon().left.find(words)
    )

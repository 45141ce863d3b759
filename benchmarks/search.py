"""Search over a lifelike corpus: is every place found, and how much faster than by looking?

The rival is the fastest plain scan there is: `str.find` over all search
keys, held in memory ready folded. It is compared with the first page of
hits as a person gets it (citations, lines and words around them read from
the disk), and with all places of words that are not everywhere.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import RARE, Corpus
from sightline.case import Case, Hit, add, find, new_case, open_case, read_case, search
from sightline.case.search import places
from sightline.case.texts import whole
from sightline.text import Layer, Span, Text, fold

NAME = "search"
MODULES = ("sightline.case.index", "sightline.case.search", "sightline.text.fold")
FLOORS = {"recall": 1.0, "precision": 1.0}

FULL = 100_000_000
SAMPLE = 400_000
"""Bytes of the corpus."""
T = TypeVar("T")

PAGE = 20
RARER = 2_000
"""Places at most of a word whose places are all asked for."""

FIXED = (
    *("的", "县", "棉", "乌", "教培", "中心", "JP+", "教培中心+", "2018年", "培训补贴", *RARE),
    *("a", "e", "20", "th", "ing", "otton", "cotton", "Cotton Co., Ltd.", "satellite factor", "%"),
    *("http", "gov.cn/2018", "，", "）", "1,2", "和田地区", "新疆", "the county", "XINJIANG"),
)
"""Queries: one, two and more characters, marks, parts of words, words in any case."""


def run(full: bool) -> Mapping[str, float]:
    """Measure, and give the figures by name."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        size = _write(folder / "files", FULL if full else SAMPLE)
        new_case(folder / "case")
        with open_case(folder / "case", write=True) as case:
            adding, _ = _timed(lambda: _add(case, folder / "files"))
            reading, _ = _timed(lambda: read_case(case, lambda _: None, ()))
        with open_case(folder / "case") as case:
            figures = _compare(case, 200 if full else 60)
        database = (folder / "case" / "case.sqlite").stat().st_size
    return {
        "corpus_mb": round(size / 1e6, 1),
        "add_mb_per_second": round(size / 1e6 / adding, 2),
        "index_mb_per_second": round(size / 1e6 / reading, 2),
        "database_mb": round(database / 1e6, 1),
        **figures,
    }


def _write(folder: Path, size: int) -> int:
    folder.mkdir()
    made = 0
    for number, document in enumerate(Corpus(seed=20191017).documents(size)):
        data = document.encode()
        (folder / f"{number:05}.txt").write_bytes(data)
        made += len(data)
    return made


def _add(case: Case, folder: Path) -> None:
    now = datetime(2024, 5, 1, tzinfo=UTC)
    for found in find(folder, case.folder):
        add(case, found, now)


def _compare(case: Case, sampled: int) -> dict[str, float]:
    numbers = [number for (number,) in case.database.execute("SELECT number FROM captures")]
    keys = {number: Text("", whole(case.database, number)).key for number in numbers}
    texts = [key.text for key in keys.values()]
    right = given = both = 0
    scans: list[float] = []
    first: list[float] = []
    every: list[float] = []
    for query in _queries(texts, sampled):
        scanning, count = _best(partial(_count, texts, query))
        paging, _ = _best(partial(_page, case, query))
        asking, found = _timed(partial(_everywhere, case, query))
        expected = list(_places(keys, query))
        right, given = right + len(expected), given + len(found)
        got = {(number, span.start, span.end) for number, span in found}
        both += len(got.intersection(expected))
        scans.append(scanning)
        first.append(scanning / paging)
        if count <= RARER:
            every.append(scanning / asking)
    return {
        "queries": len(first),
        "places": right,
        "recall": both / right,
        "precision": both / given,
        "scan_ms": round(1000 * statistics.median(scans), 2),
        "first_page_times_faster_median": round(statistics.median(first), 1),
        "first_page_times_faster_least": round(min(first), 1),
        "first_page_20_times_faster_share": round(sum(x >= 20 for x in first) / len(first), 3),
        "all_places_times_faster_median": round(statistics.median(every), 1),
        "all_places_times_faster_least": round(min(every), 1),
    }


def _count(texts: Sequence[str], query: str) -> int:
    return sum(text.count(query) for text in texts)


def _page(case: Case, query: str) -> list[Hit]:
    return list(islice(search(case, query), PAGE))


def _everywhere(case: Case, query: str) -> list[tuple[int, Span]]:
    return list(places(case.database, query))


def _queries(texts: Sequence[str], count: int) -> Iterator[str]:
    """Folded queries: the fixed ones, pieces of the corpus, and pieces that it lacks."""
    chance = random.Random(7)
    yield from dict.fromkeys(map(fold, FIXED))
    for _ in range(count):
        text = chance.choice(texts)
        at = chance.randrange(len(text) - 100)
        piece = fold(text[at : at + chance.choice((1, 2, 2, 3, 4, 6, 9, 14, 30, 90))])
        if piece:
            yield piece
            yield fold(piece[::-1])


def _places(keys: Mapping[int, Layer], query: str) -> Iterator[tuple[int, int, int]]:
    for number, key in keys.items():
        at = key.text.find(query)
        while at >= 0:
            span = key.to_raw(at, at + len(query))
            yield number, span.start, span.end
            at = key.text.find(query, at + 1)


def _best(work: Callable[[], T]) -> tuple[float, T]:
    return min((_timed(work) for _ in range(3)), key=lambda each: each[0])


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    made = work()
    return time.perf_counter() - started, made

"""How fast documents are read: coding against a bare scan, and text to claims as a whole.

*Coding.* The peer is `ahocorasick-rs` as anyone would use it: all
spellings of the codebook in one automaton (its defaults; leftmost-longest,
so that it returns the same hits), run over text that is folded already,
its matches made rows (start, end, term). Ours begins with the decoded
string: repair, layout, search key, scan of terms and of all that decides
about them, gates, senses. Three ends are timed. *Columns*: a batch
(`code_batch`) ends with its hits in columns, as a bulk step hands them on:
document, offsets, term, flows, sense, reason. *Rows*: the same, and every
annotation made, with its clause and its quote. *Alone*: `annotate`, page
by page, as a case reads. All run in turns over the same made-up pages; the
best of several rounds counts, in processor time, so that a busy machine
does not. That the peer and both ways give the same hits in each page is
checked. Taken on pages of 10 kB, where what is done once a page weighs
most, and on texts of 1 MB.

*Path.* The steps of `case/steps.py` over pages of Chinese, one after the
other as a case runs them, behind masking; bytes are those of UTF-8. Time
is taken step by step; a step that asks for another one's rows finds them
made. Layers are all that `Text` holds: layout, flow, key, articles and
sentences.

*Linear.* The path over more and more pages, and over one document of
many megabytes (in full only), each in a process of its own: seconds for
each megabyte, and the peak of memory. From the command line, for a
gigabyte of pages, or for one document of 100 MB with some steps only:

    python -m benchmarks.reading_speed pages 1000
    python -m benchmarks.reading_speed document 100 annotations references
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import ahocorasick_rs

from benchmarks.notices import PAGE, Notices, term_spellings
from sightline.case.steps import STEPS, Work
from sightline.coding import Annotation, Codebook, Hits, annotate, code_batch, load_codebook
from sightline.text import Text
from sightline.text.masking import mask

NAME = "reading_speed"
MODULES = (
    "sightline.text",
    "sightline.claims",
    "sightline.coding",
    "sightline.case.steps",
    "sightline.data.text",
    "sightline.data.claims",
    "sightline.data.codebooks",
)
DENSITIES = (1, 50)
SIZES = {"pages of 10 kB": PAGE, "texts of 1 MB": 1_000_000}
# Ratios to a scan in the same process; a busy machine may double them.
CEILINGS = {
    "coding/pages of 10 kB/1 per 10 kB/times_a_bare_scan/columns": 14.0,
    "coding/pages of 10 kB/50 per 10 kB/times_a_bare_scan/columns": 16.0,
    "coding/pages of 10 kB/50 per 10 kB/times_a_bare_scan/alone": 30.0,
    "coding/texts of 1 MB/1 per 10 kB/times_a_bare_scan/columns": 12.0,
    "coding/texts of 1 MB/50 per 10 kB/times_a_bare_scan/columns": 14.0,
    "coding/texts of 1 MB/50 per 10 kB/times_a_bare_scan/alone": 18.0,
}
FLOORS_IN_FULL = {"path/text_mb_per_second": 5.0}
CAPTURE = "0" * 64
ROOT = Path(__file__).resolve().parents[1]
_MB = 1_000_000


def run(full: bool) -> dict[str, Any]:
    """Take all figures; a sample codes little and reads one small pile."""
    book = load_codebook()
    figures: dict[str, Any] = {
        "coding": {
            name: {
                f"{density} per 10 kB": coding(book, density, page, full) for density in DENSITIES
            }
            for name, page in SIZES.items()
        },
        "path": path(book, (3 if full else 0.3) * _MB),
    }
    if full:
        figures["documents"] = [_apart("pages", size) for size in (10, 30, 100)]
        figures["one document"] = [_apart("document", size) for size in (10, 100)]
    return figures


def coding(book: Codebook, density: int, page: int, full: bool) -> dict[str, Any]:
    """Code pages of a size beside a bare scan of their keys."""
    pages = list(Notices(book, density).pages(max(page, int((2 if full else 1) * _MB)), page))
    size = sum(len(page.encode()) for page in pages) / _MB
    keys = [Text(CAPTURE, page).key.text for page in pages]
    documents = [(CAPTURE, page) for page in pages]
    spelled = term_spellings(book)
    terms = list(spelled.values())
    automaton = ahocorasick_rs.AhoCorasick(
        list(spelled), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )

    def peer() -> list[int]:
        hits: list[int] = []
        for key in keys:
            found = automaton.find_matches_as_indexes(key)
            hits.append(len([(start, end, terms[number]) for number, start, end in found]))
        return hits

    def columns() -> Hits:
        return code_batch(documents, book)

    def rows() -> list[Annotation]:
        return list(code_batch(documents, book))

    def alone() -> list[Annotation]:
        return [one for page in pages for one in annotate(Text(CAPTURE, page), book)]

    hits = columns()
    expected, found = peer(), [len(hits.of(number)) for number in range(len(pages))]
    if expected != found:
        raise AssertionError(f"the scan gives {sum(expected)} hits, coding {sum(found)}")
    if list(hits) != alone():
        raise AssertionError("a batch gives other rows than its pages alone")
    scan, *ours = _race((peer, columns, rows, alone), 15 if full else 5)
    names = ("columns", "rows", "alone")
    return {
        "hits_per_10_kb": round(sum(found) * PAGE / (size * _MB), 1),
        "bare_scan_ms_per_mb": round(1000 * scan / size, 1),
        "coding_ms_per_mb": {
            name: round(1000 * spent / size, 1) for name, spent in zip(names, ours, strict=True)
        },
        "times_a_bare_scan": {
            name: round(spent / scan, 2) for name, spent in zip(names, ours, strict=True)
        },
    }


def _race(runners: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Run all in turns; the best round of each counts."""
    best = [float("inf")] * len(runners)
    for _ in range(rounds):
        for place, runs in enumerate(runners):
            gc.collect()
            began = time.process_time()
            runs()
            best[place] = min(best[place], time.process_time() - began)
    return best


def path(book: Codebook, size: float) -> dict[str, Any]:
    """Read pages with the steps of a case; of two rounds the better one counts, step by step."""
    pages = list(Notices(book, 5).pages(int(size)))
    read(pages[:2])
    rounds = [read(pages) for _ in range(2)]
    spent = {step: min(one[step] for one in rounds) for step in rounds[0]}
    mb = sum(len(page.encode()) for page in pages) / _MB
    return {
        "mb": round(mb, 1),
        "text_mb_per_second": round(mb / (spent["masking"] + spent["layers"]), 2),
        "mb_per_second": round(mb / sum(spent.values()), 2),
        "ms_per_mb": {step: round(1000 * seconds / mb, 1) for step, seconds in spent.items()},
    }


def read(pages: Iterable[str], steps: Sequence[str] = ()) -> dict[str, float]:
    """Read each page from text to claims, with all steps or some; the seconds that each took."""
    table = {step.name: step for step in STEPS if not steps or step.name in steps}
    books = (load_codebook(),)
    spent = dict.fromkeys(("masking", "layers", *table), 0.0)
    for page in pages:
        began = time.perf_counter()
        masked = mask(page)
        spent["masking"] += -began + (began := time.perf_counter())
        text = Text(CAPTURE, masked)
        _ = text.key, text.articles, [passage.sentences for passage in text.passages]
        spent["layers"] += -began + (began := time.perf_counter())
        work = Work(text, table, books)
        for step in table:
            work.of(step)
            spent[step] += -began + (began := time.perf_counter())
    return spent


def _apart(what: str, size: int) -> dict[str, Any]:
    """Read `size` MB in a process of its own, since peak memory never falls again."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading_speed", what, str(size)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _peak_mb() -> float | None:
    """Peak memory of this process, where the system tells it."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MB


def main(arguments: Sequence[str]) -> None:
    """Read pages, or one document, and print seconds and memory: `pages 10`, `document 100`."""
    what, size, *steps = arguments[0], int(arguments[1]), *arguments[2:]
    notices = Notices(load_codebook(), 5)
    if what == "pages":
        read(notices.pages(200_000), steps)
        before = _peak_mb()
        spent = read(notices.pages(size * _MB), steps)
    else:
        # One page after the other, so that only the document itself is held.
        document = "".join(notices.pages(size * _MB))
        before = _peak_mb()
        spent = read([document], steps)
    seconds, after = sum(spent.values()), _peak_mb()
    told = {
        "mb": size,
        "seconds_per_mb": round(seconds / size, 3),
        "mb_per_second": round(size / seconds, 2),
        "peak_mb": None if after is None else round(after),
        "peak_mb_before": None if before is None else round(before),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])

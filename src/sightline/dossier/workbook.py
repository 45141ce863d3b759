"""The workbook: the user's own rows, untouched, with the answer and its evidence beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sightline.dossier import telling
from sightline.dossier.outcome import (
    EXTRA,
    OUTCOMES,
    TIERS,
    Line,
    Run,
    Survey,
    as_text,
    evidence,
    hits_of,
    name_of,
    read_results,
    read_run,
    strongest,
    survey,
)
from sightline.dossier.plain import addresses
from sightline.dossier.sheets import MARKS, Book, Cell, Column, Link, Outcome, Sheet, making
from sightline.dossier.words import Words
from sightline.dossier.writing import replacing

WIDE = {"name": 34, "address": 40, "product": 26}
"""Widths of columns by the part that they play."""


def write_workbook(results: Path, run: Path, to: Path, language: str = "en") -> None:
    """Write `results` as a workbook at `to`, in one pass over its rows.

    Raises:
        InputError: A file is missing or is not what `sightline screen` writes.
    """
    about, words = read_run(run), Words(language)
    shape = survey(results)
    with replacing(to) as beside, making(beside, about.moment, words) as book:
        _summary(book, about, shape)
        tables = [
            _Screening(book, about, shape),
            _Evidence(book, about),
            _Near(book, about),
        ]
        for line in read_results(results):
            for table in tables:
                for cells in table.rows_of(line):
                    table.sheet.add(cells)
        for table in tables:
            table.sheet.finish()
        _searched(book, about)
        _limits(book, about)


class _Table:
    """One sheet that takes from each result the rows that belong on it."""

    def __init__(
        self, book: Book, run: Run, name: str, columns: Sequence[Column], frozen: int
    ) -> None:
        self.run, self.words = run, book.words
        self.sheet = Sheet(book, book.words(f"sheet.{name}"), columns, frozen)

    def rows_of(self, line: Line) -> Iterator[Sequence[Cell]]:
        """Give the rows that one result brings."""
        raise NotImplementedError

    def citation(self, hit: Line, given: Line) -> str:
        dataset = str(given.get("dataset") or hit.get("dataset") or "")
        return telling.citation(given, self.run.title_of(dataset), self.words)


class _Screening(_Table):
    """Each record with its outcome: the sheet to work in."""

    def __init__(self, book: Book, run: Run, shape: Survey) -> None:
        say = book.words
        parts = {header: part for part, named in run.columns.items() for header in named}
        own = [
            Column(header, WIDE.get(parts.get(header, ""), 16), wrap=False, own=True)
            for header in shape.headers
        ]
        if shape.extra:
            own.append(Column(say("column.extra"), 20, wrap=False, own=True))
        ours = [
            Column(say("column.row"), 10),
            Column(say("column.outcome"), 16),
            Column(say("column.hit"), 34),
            Column(say("column.score"), 8),
            Column(say("column.reasons"), 52),
            Column(say("column.citation"), 44),
            Column(say("column.source"), 30, wrap=False),
            *(Column(say(f"tier.{tier}"), 22) for tier in TIERS),
            Column(say("column.problem"), 34),
        ]
        self.shape = shape
        super().__init__(book, run, "screening", [*own, *ours], frozen=min(2, len(own)))

    def rows_of(self, line: Line) -> Iterator[Sequence[Cell]]:
        subject = line.get("subject") or {}
        own: list[Cell] = [subject.get(header) for header in self.shape.headers]
        if self.shape.extra:
            own.append(subject.get(EXTRA))
        best = strongest(line)
        answer = self._answer(best) if best else [None] * 5
        by_tier = ["\n".join(_captions(line, tier)) for tier in TIERS]
        yield [*own, line.get("row"), Outcome(line["outcome"]), *answer, *by_tier, _problem(line)]

    def _answer(self, best: Line) -> list[Cell]:
        first = next(evidence(best), None)
        cited = self.citation(best, first[1]) if first else None
        source = next((url for _, url in addresses(first[1])), None) if first else None
        return [
            best.get("caption"),
            best.get("score"),
            telling.reasons(best, self.words),
            cited,
            Link(source) if source else None,
        ]


class _Evidence(_Table):
    """Each hit with each place it rests on: the sheet to check."""

    def __init__(self, book: Book, run: Run) -> None:
        widths = {
            "row": 10, "subject": 34, "tier": 14, "entity": 34, "entity_id": 22, "dataset": 28,
            "score": 8, "rests": 18, "record": 16, "section": 14, "note": 10, "as_of": 12,
            "source": 44, "archive": 34, "more": 34, "stated_by": 34, "quote": 44, "path": 60, "doubt": 40,
        }  # fmt: skip
        straight = {"source", "archive", "more"}
        columns = [
            Column(book.words(f"column.{name}"), width, wrap=name not in straight)
            for name, width in widths.items()
        ]
        super().__init__(book, run, "evidence", columns, frozen=2)

    def rows_of(self, line: Line) -> Iterator[Sequence[Cell]]:
        for tier in TIERS:
            for hit in hits_of(line, tier):
                for step, given in list(evidence(hit)) or [(0, {})]:
                    yield self._row(line, hit, step, given)

    def _row(self, line: Line, hit: Line, step: int, given: Line) -> list[Cell]:
        links: dict[str, list[str]] = {"source": [], "archive": [], "more": []}
        for kind, address in addresses(given):
            links[kind].append(address)
        further = [*links["source"][1:], *links["archive"][1:], *links["more"]]
        carried = (
            self.words("column.rests_step", step=step) if step else self.words("column.rests_hit")
        )
        dataset = str(given.get("dataset") or hit.get("dataset") or "")
        place = given.get("record")
        if given.get("capture"):
            place = telling.citation({**given, "as_of": None}, "", self.words)
        return [
            line.get("row"),
            name_of(line, self.run),
            Outcome(str(hit.get("tier"))),
            hit.get("caption"),
            hit.get("entity"),
            self.run.title_of(dataset),
            hit.get("score"),
            carried,
            place,
            given.get("section"),
            given.get("note"),
            given.get("as_of"),
            Link(links["source"][0]) if links["source"] else None,
            Link(links["archive"][0]) if links["archive"] else None,
            "\n".join(further),
            given.get("source"),
            given.get("quote"),
            telling.path(hit, self.words),
            given.get("doubt"),
        ]


class _Near(_Table):
    """What came near and is no finding: the sheet to judge the threshold by."""

    def __init__(self, book: Book, run: Run) -> None:
        widths = {
            "row": 10, "subject": 34, "tier": 14, "entity": 34, "entity_id": 22, "dataset": 28,
            "score": 8, "reasons": 60,
        }  # fmt: skip
        columns = [Column(book.words(f"column.{name}"), width) for name, width in widths.items()]
        super().__init__(book, run, "near", columns, frozen=2)

    def rows_of(self, line: Line) -> Iterator[Sequence[Cell]]:
        for hit in line.get("near") or ():
            yield [
                line.get("row"),
                name_of(line, self.run),
                Outcome(str(hit.get("tier"))),
                hit.get("caption"),
                hit.get("entity"),
                self.run.title_of(str(hit.get("dataset"))),
                hit.get("score"),
                telling.reasons(hit, self.words),
            ]


def _captions(line: Line, tier: str) -> Iterator[str]:
    yield from dict.fromkeys(as_text(hit.get("caption")) for hit in hits_of(line, tier))


def _problem(line: Line) -> str | None:
    error = line.get("error")
    if not error:
        return None
    where = [as_text(error.get("column")), as_text(error.get("why"))]
    return ": ".join(part for part in where if part)


def _summary(book: Book, run: Run, shape: Survey) -> None:
    say, sheet = book.words, book.workbook.add_worksheet(book.words("sheet.summary"))
    for column, width in enumerate((26, 12, 62, 62)):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, say("page.kind"), book.title)
    read = "; ".join(f"{part}: {', '.join(named)}" for part, named in run.columns.items())
    facts = {
        "file": run.input,
        "rows": f"{shape.rows:,}",
        "started": run.started,
        "tool": run.tool,
        "threshold": as_text(run.threshold),
        "columns": read,
    }
    row = 2
    for key, value in facts.items():
        sheet.write_string(row, 0, say(f"summary.{key}"), book.strong)
        sheet.write_string(row, 1, book.safe(value), book.text)
        row += 1
    sheet.write_string(row, 0, say("page.file"), book.strong)
    sheet.write_string(row, 1, run.sha256, book.text)
    row += 2
    for column, key in enumerate(("summary.outcome", "summary.rows", "means", "means_not")):
        sheet.write_string(row, column, say(key), book.head)
    for tier in OUTCOMES:
        row += 1
        sheet.set_row(row, 34)
        mark = f"{MARKS[tier]} {say(f'tier.{tier}')}"
        sheet.write_string(row, 0, mark, book.tiers[tier])
        sheet.write_number(row, 1, shape.outcomes.get(tier, 0), book.number)
        sheet.write_string(row, 2, say(f"tier.{tier}.means"), book.wrapped)
        sheet.write_string(row, 3, say(f"tier.{tier}.not"), book.wrapped)
    sheet.write_string(row + 2, 0, say("summary.note"), book.text)
    sheet.write_string(row + 3, 0, say("page.not_clear"), book.strong)


def _searched(book: Book, run: Run) -> None:
    say = book.words
    widths = {"dataset": 44, "as_of": 14, "complete": 14, "total": 12, "note": 80, "address": 50}
    columns = [Column(say(f"searched.{name}"), width) for name, width in widths.items()]
    sheet = Sheet(book, say("sheet.searched"), columns)
    for each in run.searched:
        sheet.add(
            [
                each.get("title"),
                each.get("as_of"),
                say("searched.yes" if each.get("complete") else "searched.no"),
                each.get("known_total"),
                each.get("note"),
                Link(str(each["url"])) if each.get("url") else None,
            ]
        )
    sheet.finish()


def _limits(book: Book, run: Run) -> None:
    sheet = book.workbook.add_worksheet(book.words("sheet.limits"))
    sheet.set_column(0, 0, 110)
    sheet.fit_to_pages(1, 0)
    for row, (key, given) in enumerate(telling.limits(run)):
        sheet.set_row(row, 48)
        sheet.write_string(row, 0, book.safe(book.words(key, **given)), book.wrapped)

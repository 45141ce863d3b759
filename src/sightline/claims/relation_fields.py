"""Fields of lists, tables and tenders: each record's names tied by what their labels say.

A label stands before its value (采购人：…), in the cell beside it, or at the
head of a column.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from sightline.claims.mention import Mention
from sightline.claims.relation_rules import Field, rules
from sightline.claims.relation_scene import Reader, Token
from sightline.text import Span, simplify

# Characters behind a label in which its value is looked for, and those that may stand before it.
_REACH, _LEAD = 80, 12
_CHOSEN = re.compile("(?:公司)?为(?:中标|成交)")
_JOINED = ("、", "，", ",", "和", "及", "与")
_BARS = re.compile(r" ?[|｜│] ?")
_APART = re.compile(r"[ \u3000]*\t\s*|[ \u3000]{2,}| ?[|｜│] ?")
# What parts cells, the surest first; a blank or a comma only below a head of short cells.
_SIGNS = (
    re.compile(r"\t\t"), re.compile(r"\t"), _BARS, re.compile(r"[ \u3000]{2,}|\u3000"),
    re.compile(" "), re.compile("[,，]"),
)  # fmt: skip
_SURE = 4
_NUMBER = re.compile(r"\d+")
_FIRMS = frozenset(("company", "facility", "satellite_factory"))
_WIDEST_HEAD, _WIDEST_FORM = 14, 4
_MAY_HEAD = re.compile("名称|支援|受援|单位|企业|项目|主体|地点|所在|省市|人数|采购人|供应商")
_PARTED = re.compile(r"[\t|｜│,，\u3000]|\S +\S|^ +\S")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]|[/／].*")
_NUMBERING = re.compile(r"[\s\d一二三四五六七八九十、.．（()）]+")
# Labels whose value has the address that follows.
_HOUSED = frozenset(("buyer", "winner", "firm", "agency", "builder", "operator", "investor"))
_PLANNING = frozenset(("builder", "investor"))
_SETTLED = frozenset(("winner", "buyer"))
_DONE = re.compile("已建|建成|竣工|完工|验收|投产|中标|成交|采购公告|招标公告|投入使用")
_KEPT = frozenset(("buyer",))
_LONGEST_TABLE = 400


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation before its circumstances: who, what, whom, and where it is said (in the flow)."""

    span: Span
    sentence: Span
    predicate: str
    subject: Mention
    object: Mention | None
    literal: str | None = None
    flow: int | None = None
    stance: str | None = None
    stated: bool = False
    row: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """The names that a field gives."""

    label: str
    at: int
    tokens: tuple[Token, ...]


@dataclass
class _Record:
    """The values of one record by label, and the words of the record."""

    values: dict[str, list[Token]] = field(default_factory=dict)
    words: str = ""
    planned: bool = False
    row: bool = False
    workers: Span | None = None

    def put(self, entry: _Entry) -> None:
        self.values.setdefault(entry.label, []).extend(entry.tokens)


def read_fields(reader: Reader) -> Iterator[Tie]:
    """The ties that records of labelled fields state."""
    title = reader.title()
    planned = rules().stances["titles"].search(title) is not None
    for record in (*_records(reader), *_rows(reader)):
        record.planned = planned or _proposed(record)
        for rule in rules().fields:
            yield from _ties(rule, record)
        yield from _staff(reader, record)


def _proposed(record: _Record) -> bool:
    """Whether a record plans what it lists: a project with its builder, and nobody who has won it."""
    fields = record.values.keys()
    listed = "project" in fields and bool(fields & _PLANNING)
    return listed and not fields & _SETTLED and _DONE.search(record.words) is None


def _staff(reader: Reader, record: _Record) -> Iterator[Tie]:
    """Who works, by the number in a row, for the firm or the workshop that it is about."""
    tokens = [*record.values.get("firm", ()), *record.values.get("project", ())]
    firms = [
        one.mention for one in tokens if one.mention is not None and one.mention.kind in _FIRMS
    ]
    if record.workers is not None and firms:
        words = reader.scene.flow[record.workers.start : record.workers.end]
        yield Tie(
            record.workers,
            record.workers,
            "employs",
            firms[0],
            None,
            words,
            stance="stated",
            row=True,
        )


def _cell(reader: Reader, span: Span) -> Span | None:
    """The number in a cell, in the flow."""
    number = _NUMBER.search(reader.text.raw, span.start, span.end)
    return reader.scene.in_flow(*number.span()) if number is not None else None


def _records(reader: Reader) -> Iterator[_Record]:
    """Records of fields with colons: a label that comes again begins the next one."""
    record, last, began = _Record(_titled(reader)), "", 0
    flow = reader.scene.flow
    for entry in sorted([*_labelled(reader), *_beside(reader)], key=lambda one: one.at):
        if entry.label == "address":
            # An address is that of the organisation right before it.
            house = record.values.get(last, [])[-1:] if last in _HOUSED else []
            if house and entry.tokens:
                yield _Record({"organisation": house, "address": list(entry.tokens)})
            continue
        if entry.label == "project" and entry.tokens and not last:
            record.values.pop("project", None)  # the field says it better than the title
        if entry.label in record.values and last != entry.label:
            record.words = flow[began : entry.at]
            yield record
            kept = {name: each for name, each in record.values.items() if name in _KEPT}
            kept = {} if entry.label in _KEPT else kept
            record, began = _Record({**_titled(reader), **kept}), entry.at
        if entry.tokens:
            record.put(entry)
            last = entry.label
    record.words = flow[began : began + _LONGEST_TABLE]
    yield record


def _titled(reader: Reader) -> dict[str, list[Token]]:
    """The project of the page's title, as every record's until a field names another."""
    project = reader.project
    return {"project": [Token(0, 1, "", project)]} if project is not None else {}


def _labelled(reader: Reader) -> Iterator[_Entry]:
    """Fields whose label ends in a colon; behind a section's heading, 名称 is that section's."""
    flow, section = reader.scene.simple, ""
    for match in rules().label.finditer(flow):
        start = match.start()
        glued = (
            start and "\u4e00" <= flow[start - 1] <= "\u9fff" and start not in reader.scene.cells
        )
        if glued or reader.scene.sentence_at(start) is None:
            continue
        if (heading := rules().sections.get(match["label"])) is not None:
            section = heading
            continue
        label = rules().labels[match["label"]]
        tokens = _value(reader, match.end())
        if label == "chosen":
            # "… is the winner" behind the name tells what was settled.
            label, tokens = "winner", [one for one in tokens if _CHOSEN.match(flow, one.end)]
        if label == "name":
            label = section or "firm"
        if label in _HOUSED:
            tokens = [one for one in tokens if one.mention and one.mention.kind != "place"]
        yield _Entry(label, match.start(), tuple(tokens))


def _value(reader: Reader, at: int) -> list[Token]:
    """The names of a field: the first behind the label, and those joined to it."""
    flow = reader.scene.simple
    end = flow.find("\n", at + 1, at + _REACH)
    end = end if end >= 0 else at + _REACH
    following = rules().label.search(flow, at, end)
    end = following.start() if following is not None else end
    found: list[Token] = []
    for token in reader.between(Span(at, end)):
        if token.mention is None:
            continue
        if not found and len(flow[at : token.start].strip()) > _LEAD:
            break
        if found and flow[found[-1].end : token.start].strip() not in _JOINED:
            break
        found.append(token)
    return found


def _beside(reader: Reader) -> Iterator[_Entry]:
    """Fields whose label is a cell of its own, the value in the next one."""
    for at, line in _lines(reader):
        if not _APART.search(line):
            continue
        cells = [cell for cell in _cells(at, line, _APART) if cell[1]]
        if not 2 <= len(cells) <= _WIDEST_FORM:
            continue
        for (_, words), (after, _) in itertools.pairwise(cells):
            label = _label(words)
            if label and label not in ("name", "chosen"):
                tokens = reader.printed(after.start, after.end)[:1]
                if tokens:
                    yield _Entry(label, tokens[0].start, tuple(tokens))


def _rows(reader: Reader) -> Iterator[_Record]:
    """The rows of tables whose head has at least two labels."""
    head: list[str] = []
    sign, waiting = _APART, list[tuple[Span, str]]()
    fresh = False
    for at, line in _lines(reader):
        found = _head(line) if _MAY_HEAD.search(line) else None
        if found is not None:
            (head, sign), waiting, fresh = found, [], True
            continue
        cells = _cells(at, line, sign) if head else []
        if not cells:
            continue
        if fresh and not line.strip()[:1].isdigit() and not reader.printed(at, at + len(line)):
            head += [_label(words) for _, words in cells if words]  # a head of two lines
            continue
        fresh = False
        if line[:1] == " " and waiting:
            cells = [
                *waiting,
                *(
                    cell
                    for cell in cells
                    if cell[1] or line[cell[0].start - at : cell[0].end - at].strip()
                ),
            ]
        waiting = cells if len(cells) < len(head) else []
        if len(cells) == len(head):
            yield _row(reader, head, cells, line)


def _row(reader: Reader, head: list[str], cells: list[tuple[Span, str]], line: str) -> _Record:
    record = _Record(words=line, row=True)
    for label, (span, _) in zip(head, cells, strict=True):
        if label == "workers":
            record.workers = _cell(reader, span)
        tokens = reader.printed(span.start, span.end) if label else []
        if tokens:
            record.put(_Entry(label, 0, tuple(tokens[:1])))
            if label in _HOUSED:
                record.put(_Entry("organisation", 0, tuple(tokens[:1])))
    return record


def _head(line: str) -> tuple[list[str], re.Pattern[str]] | None:
    """The labels of a line that heads a table, and what parts its cells."""
    for rank, sign in enumerate(_SIGNS):
        if sign.search(line) is None:
            continue
        cells = _cells(0, line, sign)
        if rank >= _SURE and max(len(words) for _, words in cells) > _WIDEST_HEAD:
            continue
        labels = [_label(words) for _, words in cells]
        if sum(bool(label) for label in labels) > 1:
            return labels, sign
    return None


@lru_cache(maxsize=10_000)
def _label(words: str) -> str:
    """What a cell that holds a label says; brackets and blanks don't count."""
    bare = _BRACKETS.sub("", words).replace(" ", "")
    labels = rules().labels
    if bare in labels:
        return labels[bare]
    if len(bare) >= _WIDEST_HEAD:
        return ""
    fitting = [one for one in labels if len(one) > 3 and bare.startswith(one)]
    return labels[max(fitting, key=len)] if fitting else ""


def _lines(reader: Reader) -> Iterator[tuple[int, str]]:
    """The raw lines that may be parted into cells, with where they begin."""
    at = 0
    for line in simplify(reader.text.raw).split("\n"):
        if 2 < len(line) < _LONGEST_TABLE and _PARTED.search(line):
            yield at, line
        at += len(line) + 1


def _cells(at: int, line: str, sign: re.Pattern[str]) -> list[tuple[Span, str]]:
    """The cells of a line: raw span and words; empty ones keep their place."""
    found: list[tuple[Span, str]] = []
    start = 0
    for gap in (*sign.finditer(line), None):
        end = gap.start() if gap is not None else len(line)
        numbered = _NUMBERING.match(line, start, end)
        words = line[numbered.end() if numbered else start : end].strip(" ：:\r\t")
        found.append((Span(at + start, at + end), words))
        start = gap.end() if gap is not None else end
    if sign is _BARS:  # bars may stand at both ends
        found = found[1:] if line[:1] in "|｜│" else found
        found = found[:-1] if line.rstrip()[-1:] in "|｜│" else found
    return found


def _ties(rule: Field, record: _Record) -> Iterator[Tie]:
    for subject in record.values.get(rule.subject, ()):
        for other in record.values.get(rule.object, ()):
            checked = other if rule.object == "project" else subject
            if subject.mention is None or other.mention is None or checked.mention is None:
                continue
            if rule.others is not None and other.mention.kind not in rule.others:
                continue
            if rule.kinds is not None and checked.mention.kind not in rule.kinds:
                continue
            if subject.mention.names[0] == other.mention.names[0]:
                continue
            later = max(subject, other, key=lambda one: one.start)
            span = Span(later.start, later.end)
            # What a row has built or changed is still to come; a tender's money is there.
            coming = record.row and rules().stances["tobe"].search(record.words) is not None
            planned = (record.planned or coming) and "project" in (rule.subject, rule.object)
            planned = planned and (record.row or rule.predicate != "funded_by")
            yield Tie(
                span, span, rule.predicate, subject.mention, other.mention,
                stance="planned" if planned else "stated",
                row=record.row,
            )  # fmt: skip

"""Fields of lists, tables and tenders: each record's names tied by what their labels say.

A label stands before its value (采购人：…), in the cell beside it, or at the
head of a column.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sightline.claims.mention import Mention
from sightline.claims.relation_rules import Field, rules
from sightline.claims.relation_scene import Reader, Token
from sightline.text import Span

# Characters behind a label in which its value is looked for, and those that may stand before it.
_REACH, _LEAD = 80, 12
_CHOSEN = re.compile("(?:公司)?为(?:中标|成交)")
_JOINED = ("、", "，", ",", "和", "及", "与")
_GAP = re.compile(r"[ \u3000]*\t\s*|[ \u3000]{2,}| ?[|｜] ?")
_NUMBERING = re.compile(r"^[\s\d一二三四五六七八九十、.．（()）]+")
# Labels whose value has the address that follows.
_HOUSED = frozenset(("buyer", "winner", "firm", "agency", "builder", "operator", "investor"))
_KEPT = frozenset(("buyer",))
_LONGEST_TABLE = 400
# Sentences among which a title is looked for, and what a project's name ends in.
_TITLE = 4
_PROJECTS = ("项目", "工程")


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
    planned: bool = False


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

    def put(self, entry: _Entry) -> None:
        self.values.setdefault(entry.label, []).extend(entry.tokens)


def read_fields(reader: Reader) -> Iterator[Tie]:
    """The ties that records of labelled fields state."""
    for record in (*_records(reader), *_rows(reader)):
        for rule in rules().fields:
            yield from _ties(rule, record)


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
    """The project that the page's title names, if it names one."""
    for sentence in reader.scene.sentences[:_TITLE]:
        for token in reader.between(sentence):
            if token.mention is not None and token.mention.names[0].endswith(_PROJECTS):
                return {"project": [token]}
    return {}


def _labelled(reader: Reader) -> Iterator[_Entry]:
    """Fields whose label ends in a colon; behind a section's heading, 名称 is that section's."""
    flow, section = reader.scene.simple, ""
    for match in rules().label.finditer(flow):
        if reader.scene.sentence_at(match.start()) is None:
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
    for cells in _lines(reader):
        for (_, words), (after, _) in itertools.pairwise(cells):
            label = rules().labels.get(words)
            if label is None or label in ("name", "chosen") or len(cells) > 4:
                continue
            tokens = reader.printed(after.start, after.end)[:1]
            if tokens:
                yield _Entry(label, tokens[0].start, tuple(tokens))


def _rows(reader: Reader) -> Iterator[_Record]:
    """The rows of tables whose head has at least two labels."""
    head: list[str] | None = None
    for cells in _lines(reader):
        labels = [rules().labels.get(words, "") for _, words in cells]
        if sum(bool(label) for label in labels) > 1:
            head = labels
            continue
        if head is None or len(cells) != len(head):
            continue
        record = _Record(words=" ".join(words for _, words in cells))
        for label, (span, _) in zip(head, cells, strict=True):
            tokens = reader.printed(span.start, span.end)
            if label and tokens:
                record.put(_Entry(label, 0, tuple(tokens[:1])))
                if label in _HOUSED:
                    record.put(_Entry("organisation", 0, tuple(tokens[:1])))
        if record.values:
            yield record


def _lines(reader: Reader) -> Iterator[list[tuple[Span, str]]]:
    """The raw lines that are parted into cells: each cell's raw span and its words."""
    at = 0
    for line in reader.text.raw.split("\n"):
        if "\t" in line or "  " in line or "|" in line or "\u3000" in line or "｜" in line:
            cells, start = [], 0
            for gap in _GAP.finditer(line):
                if gap.start() > start:
                    cells.append((start, gap.start()))
                start = gap.end()
            cells.append((start, len(line)))
            found = [
                (Span(at + first, at + end), _NUMBERING.sub("", line[first:end]).strip(" ：:\r"))
                for first, end in cells
                if line[first:end].strip()
            ]
            if len(found) > 1:
                yield found
        at += len(line) + 1


def _ties(rule: Field, record: _Record) -> Iterator[Tie]:
    planned = rules().stances["tobe"].search(record.words) is not None
    for subject in record.values.get(rule.subject, ()):
        for other in record.values.get(rule.object, ()):
            checked = other if rule.object == "project" else subject
            if subject.mention is None or other.mention is None or checked.mention is None:
                continue
            if rule.kinds is not None and checked.mention.kind not in rule.kinds:
                continue
            if subject.mention.names[0] == other.mention.names[0]:
                continue
            later = max(subject, other, key=lambda one: one.start)
            span = Span(later.start, later.end)
            yield Tie(
                span, span, rule.predicate, subject.mention, other.mention,
                planned=planned and "project" in (rule.subject, rule.object),
            )  # fmt: skip

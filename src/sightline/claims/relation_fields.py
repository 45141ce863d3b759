"""Fields of lists and tenders: 采购人：… 中标人：…, each record's names tied by what their labels say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sightline.claims.mention import Mention
from sightline.claims.relation_rules import Field, rules
from sightline.claims.relation_scene import Reader, Token
from sightline.text import Span

# Characters behind a label in which its value is looked for.
_REACH = 80


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


@dataclass
class _Record:
    """The values of one record by label."""

    values: dict[str, list[tuple[Token, Span]]] = field(default_factory=dict)


def read_fields(reader: Reader) -> Iterator[Tie]:
    """The ties that records of labelled fields state."""
    for record in _records(reader):
        for rule in rules().fields:
            yield from _ties(rule, record)


def _records(reader: Reader) -> Iterator[_Record]:
    """Records: a label that comes again begins the next one, what came before all stays with all."""
    flow = reader.scene.flow
    record = _Record()
    last: tuple[str, int] | None = None
    for match in rules().label.finditer(flow):
        label = rules().labels[match["label"]]
        number = reader.scene.sentence_at(match.start())
        if number is None:
            continue
        if last is not None and label in record.values and last[0] != label:
            yield record
            record = _Record({k: v for k, v in record.values.items() if k == "buyer" != label})
        value = _value(reader, match.end())
        if value:
            record.values.setdefault(label, []).extend(
                (token, Span(match.start(), token.end)) for token in value
            )
        last = (label, match.start())
    if record.values:
        yield record


def _value(reader: Reader, at: int) -> list[Token]:
    """The names of a field: the first behind the label, and those joined to it."""
    flow = reader.scene.flow
    end = flow.find("\n", at, at + _REACH)
    end = end if end >= 0 else at + _REACH
    following = rules().label.search(flow, at, end)
    end = following.start() if following is not None else end
    found: list[Token] = []
    for token in reader.between(Span(at, end)):
        if token.mention is None:
            continue
        if not found and len(flow[at : token.start].strip()) > 12:
            break
        if found and flow[found[-1].end : token.start].strip() not in ("、", "，", ",", "和", "及"):
            break
        found.append(token)
    return found


def _ties(rule: Field, record: _Record) -> Iterator[Tie]:
    for subject, where in record.values.get(rule.subject, ()):
        for other, there in record.values.get(rule.object, ()):
            facility = other if rule.object == "project" else subject
            if subject.mention is None or other.mention is None or facility.mention is None:
                continue
            if rule.kinds is not None and facility.mention.kind not in rule.kinds:
                continue
            later = max(where, there)
            yield Tie(later, later, rule.predicate, subject.mention, other.mention)

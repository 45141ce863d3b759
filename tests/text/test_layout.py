"""Blocks and sentences of documents as PDF tools and web pages give them."""

from __future__ import annotations

from pathlib import Path

from sightline.text import Text

LINE = "The county office reported that work on the second hall had begun in the spring"


def flow_of(text: Text, kind: str) -> list[str]:
    """The blocks of one kind, as joined text."""
    return [text.flow.text[p.span.start : p.span.end] for p in text.passages if p.kind == kind]


def page(*lines: str) -> str:
    """Lines of one page."""
    return "\n".join(lines) + "\n"


def two_pages() -> Text:
    """A sentence over two pages, with notes, footer and page number between."""
    body = [f"{LINE} {word}" for word in ("one", "two", "six", "ten")]
    raw = page(
        "1. Background", "", *body, "and that the hall would be", "", "_" * 20,
        "1 http://www.example.gov.cn/a/very/long/address/of/the/first/note/that/goes/on/", "page.html or http://archive.is/AbCdE",
        "2 See the notice of the county", "", "Annual Report of the Example Institute", "", "3",
    ) + "\f" + page("finished in May.1 A third hall is planned.", *body)  # fmt: skip
    return Text("0" * 64, raw)


def test_a_sentence_goes_on_behind_notes_and_footers() -> None:
    """Notes, footer and page number in the middle of a sentence are stepped over."""
    text = two_pages()
    assert any("would be finished in May.1" in block for block in flow_of(text, "body"))
    assert flow_of(text, "furniture") == [
        "_" * 20,
        "Annual Report of the Example Institute",
        "3",
    ]


def test_notes_are_told_from_numbered_items() -> None:
    """Numbered lines below a rule are notes; the same form in the body is a heading or an item."""
    text = two_pages()
    assert [p.marker for p in text.passages if p.kind == "note"] == ["1", "2"]
    assert flow_of(text, "heading") == ["1. Background"]


def test_a_notes_mark_belongs_to_its_sentence() -> None:
    """The mark behind a full stop closes the sentence before it."""
    text = two_pages()
    found = [text.flow.text[s.start : s.end] for p in text.passages for s in p.sentences]
    assert any(sentence.endswith("finished in May.1") for sentence in found)


def test_chinese_sentences_end_with_their_closers() -> None:
    """Full stops inside closing quotes end the sentence behind the quote."""
    text = Text(
        "0" * 64, "他说：“岗位在家门口。”今年新建卫星工厂12座，投资1.5亿元。预计吸纳800人。"
    )
    (block,) = text.passages
    sentences = [text.flow.text[s.start : s.end] for s in block.sentences]
    assert sentences == [
        "他说：“岗位在家门口。”",
        "今年新建卫星工厂12座，投资1.5亿元。",
        "预计吸纳800人。",
    ]


def test_decimals_and_abbreviations_do_not_end_sentences() -> None:
    """1.74 million, Co., Ltd. and e.g. stay inside their sentence."""
    text = Text(
        "0" * 64,
        "Of 2.61 million, e.g. in Dashan Co., Ltd. of Dr. Note, 1.74 million can work. Next.",
    )
    (block,) = text.passages
    assert len(block.sentences) == 2


def test_all_notes_of_the_study_are_found(testimony: Path) -> None:
    """84 notes, in order, though page ends break two of them."""
    text = Text("0" * 64, testimony.read_text(encoding="utf-8"))
    markers = [p.marker for p in text.passages if p.kind == "note"]
    assert markers == [str(number) for number in range(1, 85)]


def test_a_mark_glued_to_a_number_ends_its_sentence() -> None:
    """Behind a year or a long number, the document's own marks are told from decimals."""
    raw = (
        "It rose to 20,000.1 Later 9.7 Megawatt came in 2016.2 Then it fell.\n\n" + "_" * 20 + "\n"
    )
    text = Text("0" * 64, raw + "1 http://a.example.cn/1\n2 http://a.example.cn/2\n")
    body = text.passages[0]
    assert [text.flow.text[s.start : s.end] for s in body.sentences] == [
        "It rose to 20,000.1",
        "Later 9.7 Megawatt came in 2016.2",
        "Then it fell.",
    ]

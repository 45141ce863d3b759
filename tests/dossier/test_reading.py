"""The reading page shows a document with its claims, asks nothing of the network, hides the masked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.dossier.reading import Coding, Sheet, is_reading, write_reading
from sightline.dossier.reading_checks import checks
from sightline.dossier.reading_marks import Claim, claims
from sightline.dossier.reading_text import paragraphs
from sightline.dossier.words import catalogue
from sightline.text import Text
from tests.dossier.test_page import HOSTILE, Seen, dom

NOTICE = """玉泉县2018年卫星工厂建设情况通报

　　玉泉县新建卫星工厂12座，由玉泉县明珠服装有限公司承租，实行半军事化管理。企业每吸纳1名工人补贴5000元[1]。联系人█████。
序号\t项目\t投资（万元）
1\t巴扎乡卫星工厂\t320

[1] 玉泉县人社局：http://www.example.gov.cn/2018/bt.html
"""
CODING = Coding(
    "yarn",
    "2",
    "Words of an invented trade",
    {"factory": "a satellite factory"},
    {3: "village yarn"},
)

Rows = dict[str, list[dict[str, Any]]]
Write = Callable[..., str]


class Maker:
    """Makes rows whose citations are cut from one text."""

    def __init__(self, raw: str) -> None:
        self.text = Text("ab" * 32, raw)
        self.rows: Rows = {"annotations": [], "figures": [], "entities": [], "references": []}

    def cite(self, quote: str, after: str = "") -> dict[str, Any]:
        """The first place of a quote, behind other words if given."""
        start = self.text.raw.index(quote, self.text.raw.index(after))
        return self.text.cite(start, start + len(quote)).as_dict()

    def add(self, file: str, quote: str, *, after: str = "", **given: Any) -> dict[str, Any]:
        """Add a row of one passage."""
        cited = self.cite(quote, after)
        number = sum(map(len, self.rows.values()))
        row = {"id": f"{number:024x}", **given, "citation": cited, "citations": [cited]}
        self.rows.setdefault(file, []).append(row)
        return row

    def term(self, quote: str, *flows: int, after: str = "") -> None:
        """Add an annotation."""
        self.add(
            "annotations", quote, after=after, codebook="yarn", term="factory", zh=quote,
            category="facility", flows=list(flows), sense=None, why="the code",
        )  # fmt: skip

    def figure(self, quote: str, value: float, unit: str, **given: Any) -> str:
        """Add a figure and give its id."""
        row = {
            "value": value, "value_high": None, "unit": unit, "unit_text": None, "per": None,
            "qualifier": "about", "kind": "actual", "references": [], **given,
        }  # fmt: skip
        return str(self.add("figures", quote, **row)["id"])


def notice() -> Maker:
    """A notice with a claim of every kind, several of them over the same words."""
    made = Maker(NOTICE)
    made.term("卫星工厂", 3, after="新建")
    made.term("半军事化管理")
    twelve = made.figure("12座", 12, "facilities", references=["1"])
    money = made.figure("5000元", 5000, "RMB_per_person")
    firm = made.add(
        "entities", "玉泉县明珠服装有限公司", schema="Company", kind="company",
        caption="玉泉县明珠服装有限公司", properties={"name": ["玉泉县明珠服装有限公司"]},
    )  # fmt: skip
    made.add(
        "relations", "卫星工厂12座，由玉泉县明珠服装有限公司承租", subject=firm["id"],
        predicate="operates", object=None, literal="卫星工厂", flow=3, date="2018",
        stance="planned", references=["1"],
    )  # fmt: skip
    made.add(
        "indicators", "实行半军事化管理", entity=firm["id"], framework="state_imposed",
        indicator="military_style_management", strength="explicit", asserted_by="official",
        stance="stated",
    )  # fmt: skip
    start = NOTICE.index("[1]") + 1
    made.add(
        "references", "[1] 玉泉县人社局：http://www.example.gov.cn/2018/bt.html", after="320",
        marker="1", anchors=[[start, start + 1]], note="玉泉县人社局",
        urls=[{"url": "http://www.example.gov.cn/2018/bt.html", "kind": "live", "group": 1}],
    )  # fmt: skip
    made.rows["checks"] = [
        {
            "id": "c" * 24, "formula": f"({twelve} - 2) * {money}", "inputs": [twelve, money],
            "stated": 60000.0, "recomputed": 50000.0, "tolerance": 500.0, "agrees": False,
            "why": "ten times the rate",
        }
    ]  # fmt: skip
    return made


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the page of what a maker made, and give its text."""

    def written(made: Maker, **given: Any) -> str:
        about = {"filename": "notice.txt", "remark": None, "codings": (CODING,), **given}
        language = about.pop("language", None)
        sheet = Sheet(
            media_type="text/plain", size=999, text=made.text, rows=made.rows, tool="Sightline 0",
            **about,
        )  # fmt: skip
        write_reading(sheet, tmp_path / "page.html", language)
        return (tmp_path / "page.html").read_text("utf-8")

    return written


def shown(text: str) -> str:
    """The text of the article as a browser would copy it, without its markup."""
    article = text[text.index("<article") : text.index("</article>")]
    return re.sub(r"<[^>]+>", "", article)


def test_nothing_is_asked_of_the_network(write: Write) -> None:
    """One file: no element loads anything, and a policy forbids what is not in it."""
    seen = Seen(write(notice()))
    assert not [tag for tag, given in seen.tags if given.get("src") or tag in {"link", "img"}]
    policy = next(given["content"] for _, given in seen.tags if given.get("http-equiv"))
    assert policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not any("style" in given or "onclick" in given for _, given in seen.tags)


def test_the_whole_text_is_printed_once(write: Write) -> None:
    """In its order, without losing or doubling a character that can be seen."""
    assert "".join(shown(write(notice())).split()) == "".join(NOTICE.split())


def test_marks_may_overlap_in_any_way() -> None:
    """Each character bears the claims that cover it, the shortest first, and no others."""
    made = Maker("The mill in Lop County took 300 workers on.")
    made.figure("Lop County took 300", 1, "count")
    made.figure("300 workers", 2, "persons")
    made.figure("County", 3, "count")
    found = claims(made.rows)
    pieces = [piece for each in paragraphs(made.text, found) for piece in each.pieces]
    values = [(piece.text, [found[at].fields["value"] for at in piece.claims]) for piece in pieces]
    assert values == [
        ("The mill in ", []),
        ("Lop ", [1]),
        ("County", [3, 1]),
        (" took ", [1]),
        ("300", [2, 1]),
        (" workers", [2]),
        (" on.", []),
    ]


@given(st.lists(st.sampled_from(["玉泉县", "12座", " ", "\t", "\n", "\r\n", "\f", "1 http://a.cn/", "[1]", "_" * 9, "the mill-", "。", "𠮷", "\x00", "█", "Page 3", "（记者 "]), max_size=40))  # fmt: skip
def test_no_text_loses_a_character(parts: list[str]) -> None:
    """Whatever a document holds, all that can be seen of it is printed once, in lines' order."""
    raw = "".join(parts)
    printed = [
        "".join(piece.text for piece in each.pieces) for each in paragraphs(Text("0" * 64, raw), ())
    ]
    assert sorted("".join("".join(printed).split())) == sorted("".join(raw.split()))


WORDS = "玉泉县新建卫星工厂十二座，由明珠服装有限公司承租。"


@given(
    st.lists(
        st.tuples(st.integers(0, len(WORDS) - 1), st.integers(1, 9)).map(
            lambda span: (span[0], min(span[0] + span[1], len(WORDS)))
        ),
        max_size=12,
    )
)
def test_each_character_bears_the_claims_over_it(spans: list[tuple[int, int]]) -> None:
    """For any spans: every claim over a character is on its piece, and each begins once."""
    found = [Claim("figures", "figures", (span,), ("",), {}) for span in spans]
    (paragraph,) = paragraphs(Text("0" * 64, WORDS), found)
    at = 0
    for piece in paragraph.pieces:
        for char in piece.text:
            assert char == WORDS[at]
            over = {number for number, (start, end) in enumerate(spans) if start <= at < end}
            assert set(piece.claims) == over
            at += 1
    begun = [number for piece in paragraph.pieces for number, _ in piece.begins]
    ended = [number for piece in paragraph.pieces for number in piece.ends]
    assert sorted(begun) == sorted(ended) == list(range(len(spans)))


def test_a_sentence_that_a_page_ends_is_set_whole() -> None:
    """Notes, footer and page number stand behind the paragraph, and no mark lies on them."""
    line = "The county office reported that work on the second hall had begun in the spring"
    body = [f"{line} {word}" for word in ("one", "two", "six", "ten")]
    foot = [
        "",
        "_" * 20,
        "1 http://www.example.gov.cn/2018/yarn.html",
        "",
        "Yearbook of yarn",
        "",
        "3",
    ]
    raw = "\n".join([*body, "and that the new hall would be", *foot])
    raw += "\n\f" + "\n".join(["finished in May.1 A third hall is planned.", *body])
    made = Maker(raw + "\n")
    start, end = raw.index("the new hall"), raw.index(" A third")
    made.add("figures", raw[start:end], value=1, unit="count", qualifier="exact")
    marked = [
        each
        for each in paragraphs(made.text, claims(made.rows))
        if any(piece.claims for piece in each.pieces)
    ]
    assert [each.kind for each in marked] == ["body"]
    words = "".join(piece.text for piece in marked[0].pieces if piece.claims)
    assert words == "the new hall would be finished in May.1"


def test_each_line_tells_where_it_stands() -> None:
    """So that any selected words can be cited by their offsets in the raw text."""
    line = "The county office reported that work on the second hall had begun in the spring"
    raw = "\n".join([line, line, line, "and ended in May.", "", "𠮷田县新建厂房", ""])
    made = Maker(raw)
    for each in paragraphs(made.text, ()):
        printed = "".join(piece.text for piece in each.pieces)
        ends = [start for start, _ in each.lines[1:]] + [len(printed)]
        for (start, at), end in zip(each.lines, ends, strict=True):
            words = printed[start:end].rstrip()
            assert words
            assert raw[at : at + len(words)] == words


def test_tabs_between_cells_stay_and_tabs_between_words_do_not() -> None:
    """A table's row keeps its columns; a text with tabs for blanks reads on."""
    table = Maker(NOTICE)
    assert [each.row for each in paragraphs(table.text, ())].count(True) == 2
    lines = ("\t".join(f"word{at}" for at in range(size)) for size in range(5, 45))
    words = Maker("\n\n".join(lines))
    assert not any(each.row for each in paragraphs(words.text, ()))


TITLES = [
    (
        "玉泉县关于卫星工厂建设情况的通报\n\n玉泉县新建卫星工厂12座。",
        "玉泉县关于卫星工厂建设情况的通报",
    ),
    ("玉泉县新建卫星工厂12座。\n\n其他。", "notice.txt"),
    ("1. Introduction\n\nThe mill took workers on.", "notice.txt"),
    ("Mills of Quay County\n\nThe mill took workers on.", "Mills of Quay County"),
]


@pytest.mark.parametrize(("raw", "title"), TITLES)
def test_a_page_bears_the_title_of_its_document(write: Write, raw: str, title: str) -> None:
    """Its first line if that reads as one, else the file's name."""
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", write(Maker(raw)))
    assert heading
    assert heading[1] == title


def test_notes_and_their_marks_lead_to_each_other(write: Write) -> None:
    """From the mark to the note, and back."""
    links = [given for tag, given in Seen(write(notice())).tags if tag == "a"]
    (mark,) = (given for given in links if given.get("class") == "anchor" and "id" in given)
    (back,) = (given for given in links if given.get("class") == "back")
    assert str(mark["href"]).replace("note", "mark") == back["href"] == f"#{mark['id']}"


def test_checks_are_told_with_their_figures(write: Write) -> None:
    """A formula has values in the place of figures; what does not agree comes first."""
    made = notice()
    other = {**made.rows["checks"][0], "agrees": True, "why": "another"}
    made.rows["checks"].insert(0, other)
    first, second = checks(made.rows, claims(made.rows))
    assert (first.result, second.result) == ("no", "yes")
    assert first.formula == "(12 − 2) × 5,000"
    assert (first.stated, first.recomputed) == ("60,000", "50,000")
    assert len(first.figures) == 2
    assert "(12 − 2) × 5,000" in write(made)


def test_relations_and_indicators_are_listed(write: Write) -> None:
    """With stance, speaker and quote, each leading to its place, without a script too."""
    text = write(notice())
    body = " ".join(re.sub(r"<[^>]+>", "", text[text.index('<section id="relations"') :]).split())
    assert "玉泉县明珠服装有限公司 operates planned 卫星工厂 2018" in body
    assert "Military-style management 1" in body
    assert "explicit · an official source 实行半军事化管理" in body
    start = NOTICE.index("实行半军事化管理")
    assert f"{start}–{start + 8}" in body


def test_nothing_found_is_never_clear(write: Write) -> None:
    """An empty page says what was looked for, what was not, and what that means."""
    made = Maker("Nothing to see here.")
    text = re.sub(r"<[^>]+>", "", write(made))
    assert "does not mean that there is nothing to find" in text
    assert "Vocabulary: looked for, none found." in text
    assert "Relations: not looked for by this version." in text
    assert "A text without marks is not a text without findings." in text


def test_the_sign_tells_our_pages(write: Write, tmp_path: Path) -> None:
    """A page may be written over, another file may not be taken for one."""
    write(notice())
    assert is_reading(tmp_path / "page.html")
    (tmp_path / "other.html").write_text("<html>mine</html>", "utf-8")
    assert not is_reading(tmp_path / "other.html")


@pytest.mark.parametrize("value", HOSTILE)
def test_values_never_become_markup(write: Write, value: str) -> None:
    """Text, name, codebook or claim: a hostile value adds no element anywhere."""

    def made(value: str) -> Seen:
        maker = Maker(f"{value}\n\nThe mill took 300 workers on. {value}")
        maker.figure("300 workers", 300, "persons", what=value, actor=value)
        maker.add(
            "entities", "The mill", kind="company", caption=value, properties={"alias": [value]}
        )
        coding = Coding(value, value, value, {"factory": value}, {1: value})
        return Seen(write(maker, filename=value, remark=value, codings=(coding,)))

    assert [tag for tag, _ in made(value).tags] == [tag for tag, _ in made("plain").tags]


def test_the_same_rows_give_the_same_bytes(write: Write) -> None:
    """The page depends on the document alone."""
    assert write(notice()) == write(notice())


def test_every_label_that_is_asked_for_exists() -> None:
    """Template and scripts ask for no label that the catalogue lacks."""
    folder = files("sightline.dossier") / "templates"
    asked = set(re.findall(r'say\("(reading[\w.]+\w)"', (folder / "reading.html.j2").read_text()))
    for name in ("reading.js", "reading_cards.js", "reading_find.js"):
        script = (folder / name).read_text("utf-8")
        asked |= {f"reading.{key}" for key in re.findall(r'say\("([\w.]+\w)"[,)]', script)}
        asked |= {f"reading.{key}" for key in re.findall(r'heading: "(\w+)"', script)}
        fields = script[script.find("const FIELDS") : script.find("const fields")]
        asked |= {f"reading.field.{key}" for key in re.findall(r'\["(\w+)", ', fields)}
    assert len(asked) > 60
    assert asked <= set(catalogue())


VOCABULARIES = {
    "unit": "persons person_times households RMB RMB_per_person sqm area_mu percent companies"
    " facilities villages jobs years months days items_per_year items count",
    "entity": "company public_body organisation media park vtic facility satellite_factory school"
    " nursery programme place person",
    "category": "facility program flow_code person_group place organisation slogan funding other",
    "figure_kind": "actual target budget rate threshold estimate",
    "strength": "explicit inferred weak",
    "asserted_by": "author official company witness media other",
    "framework": "ILO state_imposed",
}


@pytest.mark.parametrize(("family", "values"), VOCABULARIES.items())
def test_the_words_of_formats_have_labels(family: str, values: str) -> None:
    """In both languages."""
    assert {f"reading.{family}.{value}" for value in values.split()} <= set(catalogue())


HUES = ("one", "two", "three", "four", "five")
"""The colours of flows."""


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, as WCAG counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [
            each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
        ]
        return sum(
            weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
        )

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def palettes() -> list[dict[str, str]]:
    """The colours of the page by day and by night."""
    style = (files("sightline.dossier") / "templates" / "reading.css").read_text("utf-8")
    day, night = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for part in re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    )
    short = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", style))
    assert short
    return [day, {**day, **night}]


@pytest.mark.parametrize("palette", palettes(), ids=["day", "night"])
def test_colours_can_be_read(palette: dict[str, str]) -> None:
    """Words on every ground, and the words of every hue, by day and by night."""
    for ground in ("paper", "sheet", *HUES, "open", "held", "shade"):
        assert contrast(palette["ink"], palette[ground]) >= 7, ground
    for word in ("soft", "faint", "accent"):
        assert contrast(palette[word], palette["paper"]) >= 4.5, word
    for hue in HUES:
        assert contrast(palette[f"{hue}-ink"], palette[hue]) >= 4.5, hue
    for line in ("figure", "name", "relation", "indicator"):
        assert contrast(palette[line], palette["paper"]) >= 3, line


def test_a_browser_draws_outline_and_filters(write: Write, tmp_path: Path) -> None:
    """The script runs under the page's own policy; every claim is in the outline."""
    write(notice(), language="en")
    drawn = dom(tmp_path / "page.html", tmp_path / "profile")
    assert "8 of 8 claims" in drawn
    assert drawn.count("data-claim=") == 8
    assert "about 12 facilities" in drawn
    assert "planned" in drawn
    assert "village yarn" in drawn


def test_a_browser_opens_the_card_of_an_address(write: Write, tmp_path: Path) -> None:
    """Quote, fields, note, offsets and the other claims on the same words."""
    made = notice()
    write(made, language="en")
    row = made.rows["relations"][0]
    drawn = dom(tmp_path / "page.html", tmp_path / "profile", f"#c-{row['id']}")
    card = drawn[drawn.index('<article class="card relations"') :]
    assert "operates 卫星工厂" in card
    assert f"characters {row['citation']['start']}–{row['citation']['end']}" in card
    assert "玉泉县人社局" in card
    assert "Also marked here" in card


def test_a_browser_speaks_chinese(write: Write, tmp_path: Path) -> None:
    """All labels change with the switch."""
    write(notice(), language="zh")
    drawn = dom(tmp_path / "page.html", tmp_path / "profile")
    assert "8 条中的 8 条" in drawn
    assert "读法" in drawn
    assert ">How to read<" not in drawn


def test_a_browser_searches_in_the_text(write: Write, tmp_path: Path) -> None:
    """Also over the edges of marks."""
    write(notice(), language="en")
    assert "1 of 1" in dom(tmp_path / "page.html", tmp_path / "profile", "#q=新建卫星工厂12座")
    assert "not in the text" in dom(tmp_path / "page.html", tmp_path / "profile", "#q=棉花")


def packed(text: str) -> Sequence[dict[str, Any]]:
    """The claims that travel inside a page."""
    found: list[dict[str, Any]] = json.loads(Seen(text).scripts[1])
    return found


def test_claims_travel_with_their_quotes(write: Write) -> None:
    """Each passage with its offsets and the words there."""
    for claim in packed(write(notice())):
        for (start, end), quote in zip(claim["spans"], claim["quotes"], strict=True):
            assert NOTICE[start:end] == quote

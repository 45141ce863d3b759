"""Notes and furniture in the forms of reports, and texts that have none. Pages are invented."""

from __future__ import annotations

import pytest

from sightline.claims import read_references
from sightline.text import Text
from sightline.text.lines import measure, split_lines

PARAGRAPH = [
    "The county office reported that work on the second hall had begun in the",
    "spring. Each township was to open at least one workshop before winter, and",
    "the prefecture paid for machines. Officials visited twice and praised the",
    "tempo of the building work, which went on into the night when it had to.",
]


def kinds(raw: str) -> list[tuple[str, str]]:
    """Each block of `raw` with its kind."""
    text = Text("0" * 64, raw)
    return [(p.kind, text.flow.text[p.span.start : p.span.end]) for p in text.passages]


def marked(raw: str) -> list[tuple[str, list[str]]]:
    """Each note's number, and what stands around its marks."""
    return [
        (one.marker, [raw[a.start - 4 : a.end] for a in one.anchors])
        for one in read_references(Text("0" * 64, raw))
    ]


FORMS = [
    (
        (
            "Two halls opened [1]. A third followed,[2] and a fourth [1,3].\n\nReferences\n\n"
            "[1] County office, http://a.example.cn/1\n[2] Yearbook, 2018.\n[3] Ibid.\n"
        ),
        [("1", ["ed [1", "th [1"]), ("2", ["ed,[2"]), ("3", [" [1,3"])],
    ),
    (
        "Two halls of 900 m² opened.¹ A third followed.²\n\nNotes\n\n¹ http://a.example.cn/1\n² Ibid.\n",
        [("1", ["ned.¹"]), ("2", ["wed.²"])],
    ),
    (
        "全县新建车间十二座①，吸纳就业八百人。②\n\n注释：\n①县政府网站，2019年5月3日。\n②同上。\n",
        [("1", ["间十二座①"]), ("2", ["八百人。②"])],
    ),
    (
        (
            "Two halls opened.1 A third followed.2,3 Then came winter.\n\nNotes\n"
            "1. http://a.example.cn/1\n2. Yearbook, 2018, no. 4.\n3. Ibid.\n"
        ),
        [("1", ["ned.1"]), ("2", ["wed.2"]), ("3", ["d.2,3"])],
    ),
]


@pytest.mark.parametrize(("raw", "expected"), FORMS)
def test_notes_are_read_in_every_form(raw: str, expected: list[tuple[str, list[str]]]) -> None:
    """Plain, bracketed, raised and circled numbers head notes and mark them, also twice."""
    assert marked(raw) == expected


@pytest.mark.parametrize("number", ["- {} -", "Page {} of 2", "第{}页 共2页"])
@pytest.mark.parametrize("end", ["\f", "\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_notes_at_a_pages_foot_need_no_rule(number: str, end: str, line_end: str) -> None:
    """The body's mark and the page's end tell notes; the sentence that they interrupt is whole."""
    first = [
        *PARAGRAPH,
        "Money was paid.1 Later on the office paid",
        "",
        "1 See the yearbook, p. 33.",
    ]
    second = ["for posts, too.2 So it went on.", *PARAGRAPH, "", "2 Ibid."]
    pages = [
        "\n".join(["Survey of Looms", "", *page, "", number.format(at), ""])
        for at, page in enumerate([first, second], 1)
    ]
    raw = end.join(pages).replace("\n", line_end)
    assert [marker for marker, places in marked(raw) if places] == ["1", "2"]
    blocks = kinds(raw)
    assert any("office paid for posts, too.2" in text for kind, text in blocks if kind == "body")
    assert sum(kind == "furniture" for kind, _ in blocks) >= 2


def test_notes_may_be_numbered_anew_in_each_chapter() -> None:
    """A second list of notes begins at 1; its marks are sought in its own chapter."""
    chapter = "{0}. Chapter\n\nHalls were built in {1}.1 More followed.2\n\nNotes\n\n1 http://{1}.example.cn/\n2 Ibid.\n\n"
    raw = chapter.format(1, "spring") + chapter.format(2, "summer")
    assert marked(raw) == [
        ("1", ["ing.1"]),
        ("2", ["wed.2"]),
        ("1", ["mer.1"]),
        ("2", ["wed.2"]),
    ]
    anchors = [one.anchors[0].start for one in read_references(Text("0" * 64, raw))]
    assert anchors == sorted(anchors)


def test_what_follows_the_notes_is_no_note() -> None:
    """The foot of a web page does not run on from the last note."""
    blocks = kinds("全县新建车间十二座①。\n注释：\n①同上。\n责任编辑：某某\n上一篇：春耕忙\n")
    assert [kind for kind, _ in blocks] == ["body", "heading", "note", "furniture", "furniture"]


LISTS = [
    """洛浦县召开春季农业生产现场会议
墨玉县：小车间托起大梦想
皮山县三项措施促进就业增收
于田县玫瑰花迎来采摘季节
策勒县积极推进人居环境整治
民丰县组织干部学习会议精神
疏勒县新建标准化厂房八栋
疏附县农民画走进展厅
""",
    """Small workshop carries big dreams
Three measures raise incomes
Rose harvest begins this week
Cadres study the meeting's spirit
Shule builds eight factory halls
Farmers paint the capital
""",
    "1.洛浦县春晖服装厂\t20人\n2.墨玉县金穗服装厂\t120人\n3.皮山县明梭服装厂\t35人\n",
    "Steps\n\n1 Open the hall\n2 Hire people\n3 Pay them\n\nIt was followed in 12 counties.1\n",
]


@pytest.mark.parametrize("raw", LISTS)
def test_entries_of_a_list_stay_apart(raw: str) -> None:
    """Titles, rows and numbered steps are neither one paragraph nor notes."""
    blocks = kinds(raw)
    assert len(blocks) == len([line for line in raw.splitlines() if line])
    assert all(kind != "note" for kind, _ in blocks)


def test_wrapped_chinese_is_told_from_paragraphs_on_lines() -> None:
    """Forty characters a line, cut anywhere, are one paragraph; whole paragraphs are not wrapped."""
    words = "今年以来县里坚持把就业放在首位，全县新建卫星工厂十二座，吸纳富余劳动力八百人。" * 6
    wrapped = "\n".join(words[at : at + 40] for at in range(0, len(words), 40))
    assert measure(split_lines(wrapped)).wrapped
    assert len(kinds(wrapped)) == 1
    assert not measure(split_lines((words[:39] + "\n") * 9)).wrapped


def test_an_open_bracket_does_not_swallow_the_document() -> None:
    """A bracket that nobody closes holds a few lines together, not all that follow."""
    raw = "\n".join(PARAGRAPH) + "\n\n" + "A list (begun\n\n" + "Entry of it\n\n" * 60
    assert len(kinds(raw)) > 30


def test_a_heading_beside_a_page_number_is_read() -> None:
    """What stands below a page number once is a heading, not a running head."""
    page = "\n".join(PARAGRAPH)
    raw = "\f".join(
        f"{head}\n\n{page}\n\n{n}\n" for n, head in enumerate(["Aims", "Means", "Ends"])
    )
    headings = [text for kind, text in kinds(raw) if kind == "heading"]
    assert headings == ["Aims", "Means", "Ends"]

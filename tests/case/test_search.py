"""Search finds what a plain scan of the search keys finds, where the raw text has it."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.case import Case, add, find, new_case, open_case, read_case, search
from sightline.case import index as indexing
from sightline.case.index import BEYOND, BLOCK, Origins, blocks, grams, wanted
from sightline.case.search import places
from sightline.errors import InputError
from sightline.text import Text, fold

from .conftest import run

NOW = datetime(2024, 5, 1, tzinfo=UTC)


def scan(texts: dict[int, Text], query: str) -> list[tuple[int, int, int]]:
    """Every place of a folded query, by looking everywhere."""
    found = []
    for number, text in texts.items():
        at = text.key.text.find(query)
        while at >= 0:
            span = text.key.to_raw(at, at + len(query))
            found.append((number, span.start, span.end))
            at = text.key.text.find(query, at + 1)
    return sorted(found)


def asked(case: Case, query: str) -> list[tuple[int, int, int]]:
    """The same, by the index."""
    return sorted((number, span.start, span.end) for number, span in places(case.database, query))


def filled(folder: Path, documents: list[str]) -> dict[int, Text]:
    """Make a case of some texts, and give them by their numbers."""
    (folder / "files").mkdir(parents=True)
    for number, document in enumerate(documents):
        (folder / "files" / f"{number:03}.txt").write_text(document, "utf-8", newline="")
    new_case(folder / "case")
    with open_case(folder / "case", write=True) as case:
        for found in find(folder / "files", case.folder):
            add(case, found, NOW)
        read_case(case, lambda _: None, ())
    return {number + 1: Text("", document) for number, document in enumerate(documents)}


# Few characters, many neighbours: Latin, digits, marks, simplified and traditional ideographs,
# ideographs beyond the first plane, radicals that repair turns into ideographs, line ends.
ALPHABET = "ab1教培訓训中心⼼⽪𠮷𪚥+-.,，。 \n\r\tＪPé%é"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, Text]]:
    """Some texts of that alphabet, a few of them much longer than a block."""
    chance = random.Random(11)
    lengths = [1, 2, 3, 50, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + BEYOND, 3 * BLOCK, 2500]
    documents = ["教" + "".join(chance.choices(ALPHABET, k=length)) for length in lengths]
    folder = tmp_path_factory.mktemp("mixed")
    return folder / "case", filled(folder, documents)


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, min_size=1, max_size=8))
def test_any_query_is_found_wherever_it_stands(
    mixed: tuple[Path, dict[int, Text]], query: str
) -> None:
    """Recall and precision are 1, whatever the characters."""
    folder, texts = mixed
    folded = fold(query)
    if folded:
        with open_case(folder) as case:
            assert asked(case, folded) == scan(texts, folded)


def test_any_piece_of_a_text_is_found(mixed: tuple[Path, dict[int, Text]]) -> None:
    """Also pieces over the edges of blocks, and longer than a block."""
    folder, texts = mixed
    chance = random.Random(5)
    with open_case(folder) as case:
        for _ in range(300):
            key = chance.choice(list(texts.values())).key.text
            length = chance.choice((1, 2, 3, 5, BEYOND, BEYOND + 1, BEYOND + 2, BLOCK + 30, 2000))
            at = chance.randrange(len(key))
            piece = key[at : at + length]
            if "\n" not in piece and piece.strip():
                got = asked(case, piece)
                assert got
                assert got == scan(texts, piece)


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET + "https://wordy", max_size=40), st.data())
def test_a_block_has_every_gram_that_its_pieces_are_looked_up_by(
    text: str, data: st.DataObject
) -> None:
    """What the index asks for is what it keeps."""
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        assert set(wanted(text[start:end])) <= set(grams(text))


def test_blocks_lead_back_to_the_raw_text() -> None:
    """Joined lines, dropped blanks and characters that fold to two lead where the key leads."""
    text = Text("", "The mill buys cot-\nton  in 皮⼭县 教 培 中\n心ﬁnance。ß\r\n" * 40)
    for block in blocks(text):
        origins = Origins(block.map)
        for start in range(0, block.size, 7):
            for end in range(start + 1, min(start + 30, block.size + 1)):
                expected = text.key.to_raw(block.start + start, block.start + end)
                assert origins.span(start, end) == expected


FOUND = [
    ("教培中心", ["教培 中⼼"]),
    ("JP+", ["JP+"]),
    ("jp", ["JP"]),
    ("satellite FACT", ["satellite fact"]),
    ("rightwate", ["rightwate"]),
    ("1,200", ["1,200"]),
    ("墨玉縣明珠", ["墨玉县明珠"]),
]


@pytest.mark.parametrize(("query", "quotes"), FOUND)
def test_a_hit_quotes_the_raw_text(read: Case, query: str, quotes: list[str]) -> None:
    """Either script, any case, radicals and line ends; quoted as the document has it."""
    hits = list(search(read, query))
    assert [hit.citation.quote for hit in hits] == quotes


def test_a_word_is_found_over_the_end_of_a_line(tmp_path: Path) -> None:
    """A page set in lines breaks Chinese words anywhere; the quote has the break."""
    paragraph = (
        "二〇一八年以来，墨玉县围绕纺织服装产业开展培训，先后组织各乡镇的企业参加，全县共有十二家企业"
        "申报补贴，其中八家通过审核。县财政局按照培训人数拨付资金，企业须提交名册、发票和考勤表，由主管部门"
        "逐项核对。培训地点设在工业园区和教培中心，课程包括缝纫、质检和安全生产，合格者由企业录用。审计部门"
        "将于年底抽查资金使用情况，发现虚报的予以追回，并取消该企业次年的申报资格。公示期间如有异议，请以"
        "书面形式向县人民政府反映，联系地址见附件。"
    )
    at = paragraph.index("教培中心") + 3
    width = next(width for width in range(24, 40) if at % width == 0)
    lines = [paragraph[start : start + width] for start in range(0, len(paragraph), width)]
    filled(tmp_path, ["\n".join(lines) + "\n"])
    with open_case(tmp_path / "case") as case:
        (hit,) = search(case, "教培中心")
    assert (hit.citation.quote, hit.line) == ("教培中\n心", at // width)


def test_a_hit_says_where_it_stands(read: Case) -> None:
    """File, line and the words around, on both sides of a line end."""
    (hit,) = search(read, "明珠棉纺")
    assert (hit.filename, hit.line) == ("notice.txt", 2)
    assert hit.before.endswith("经审核，墨玉县")
    assert hit.after.startswith("有限公司培训1,200人")
    assert hit.citation.end - hit.citation.start == 4


def test_what_is_masked_is_not_found(read: Case) -> None:
    """Nobody can look up a private person."""
    assert list(search(read, "古丽巴哈尔")) == []
    assert list(search(read, "13899991234")) == []
    assert list(search(read, "学员"))


@pytest.mark.parametrize("query", ["", " ", "\t\n", "-", "\u00ad"])
def test_a_query_of_nothing_is_an_error(read: Case, query: str) -> None:
    """It would be everywhere."""
    with pytest.raises(InputError, match="nothing to search for"):
        search(read, query)


def test_an_index_made_by_other_rules_is_not_asked(read: Case) -> None:
    """It might miss what it should find; reading again makes it new."""
    read.database.execute("UPDATE done SET key = 'of another version' WHERE step = 'index'")
    with pytest.raises(InputError, match="another version made the index"):
        search(read, "棉")
    run(read)
    assert len(list(search(read, "明珠棉纺"))) == 1


def test_hits_come_as_they_are_asked_for(read: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hit of a common character does not wait for the last."""
    seen: list[int] = []
    made = indexing.Origins

    def count(packed: bytes) -> Origins:
        seen.append(1)
        return made(packed)

    monkeypatch.setattr(indexing, "Origins", count)
    next(search(read, "培"))
    assert len(seen) == 1

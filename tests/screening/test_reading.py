"""A supplier file is read as it is: every record once, in order, whatever its form."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from sightline.errors import InputError
from sightline.screening import Subject, look_at, workbooks

Put = Callable[..., Path]

CHINESE = (
    "供应商名称,地址,国家\n"
    "云雀纺纱有限公司,江苏省苏州市吴中区文化路21号,中国\n"
    "青鹿服饰加工厂,浙江省宁波市鄞州区,中国\n"
)
TRADITIONAL = (
    "供應商名稱,地址,國家\n"
    "雲雀紡紗有限公司,臺北市信義區松高路11號,臺灣\n"
    "青鹿服飾加工廠,高雄市左營區博愛二路,臺灣\n"
)


def read(path: Path, **options: object) -> list[Subject]:
    """Read all subjects of a file."""
    return list(look_at(path, **options).subjects())  # type: ignore[arg-type]


ENCODINGS = [
    (CHINESE, "utf-8"),
    (CHINESE, "utf-8-sig"),
    (CHINESE, "utf-16"),
    (CHINESE, "utf-16-le"),
    (CHINESE, "utf-16-be"),
    (CHINESE, "gb18030"),
    (TRADITIONAL, "big5"),
    (
        "Supplier Name,Country\nFjordhavn Trælast,Norge\nOsterholt Gerätebau Köln,Österreich\n",
        "cp1252",
    ),
]


@pytest.mark.parametrize(("text", "encoding"), ENCODINGS, ids=[each for _, each in ENCODINGS])
def test_usual_encodings(put: Put, text: str, encoding: str) -> None:
    """The same text comes out of every encoding that suppliers use."""
    header, first, _ = (line.split(",") for line in text.splitlines())
    subjects = read(put(text, encoding=encoding))
    assert len(subjects) == 2
    assert subjects[0].values == dict(zip(header, first, strict=True))
    assert subjects[0].texts("name") == (first[0],)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(put: Put, delimiter: str, line_end: str) -> None:
    """A file is split as it was written."""
    rows = [["Name", "Address"], ["Larkfield Ltd", '"Mill Lane; 4, | west"'], ["Elmgate", "Leeds"]]
    text = line_end.join(delimiter.join(row) for row in rows) + line_end
    subjects = read(put(text))
    assert [subject.values["Name"] for subject in subjects] == ["Larkfield Ltd", "Elmgate"]
    assert subjects[0].values["Address"] == "Mill Lane; 4, | west"


def test_a_spreadsheets_own_line_names_the_delimiter(put: Put) -> None:
    """`sep=;` is no header."""
    subjects = read(put("sep=;\nName;Country\nLarkfield;UK\n"))
    assert [dict(subject.values) for subject in subjects] == [
        {"Name": "Larkfield", "Country": "UK"}
    ]


def test_a_list_of_one_column_keeps_its_commas(put: Put) -> None:
    """Legal forms have commas: "Co., Ltd." is no second cell."""
    subjects = read(put("Name\nLarkfield Yarns Co., Ltd.\n\nElmgate\n"))
    assert [subject.values["Name"] for subject in subjects] == [
        "Larkfield Yarns Co., Ltd.",
        "Elmgate",
    ]


def test_rows_count_records_not_lines(put: Put) -> None:
    """A line break in quotes ends no record, a blank line is none, the header is not counted."""
    subjects = read(put('Name,Address\n\n"Two\nLines",Leeds\n   \nElmgate,"a\r\nb ""c"""\n\n'))
    assert [(subject.row, subject.values["Name"]) for subject in subjects] == [
        (1, "Two\nLines"),
        (2, "Elmgate"),
    ]
    assert subjects[1].values["Address"] == 'a\r\nb "c"'


def test_headers_of_the_same_text_and_blank_ones(put: Put) -> None:
    """No column hides another."""
    subjects = read(put("Name,Name,,NAME#2,\nLarkfield,云雀,x,y,z\n"))
    assert list(subjects[0].values) == ["Name", "Name#2", "column_3", "NAME#2", "column_5"]
    assert subjects[0].texts("name") == ("Larkfield", "云雀", "y")


def test_blank_cells_beyond_the_header_are_kept_and_harm_nothing(put: Put) -> None:
    """Spreadsheets write rows of commas."""
    subject = read(put("Name,Country\nLarkfield,UK,,\n"))[0]
    assert subject.problem is None
    assert subject.values["_extra"] == ["", ""]


BAD_ROWS = [
    ("Larkfield,UK,more", "_extra", "3 cells where the header has 2"),
    ("Larkfield", "Country", "1 cells where the header has 2"),
    ("Lark\0field,UK", "Name", "NUL"),
    (",", None, "nothing to screen"),
    ('Larkfield,"UK', "Country", "not closed"),
]


@pytest.mark.parametrize(("bad", "column", "why"), BAD_ROWS, ids=[why for *_, why in BAD_ROWS])
def test_a_bad_row_is_set_aside_and_the_rest_goes_on(
    put: Put, bad: str, column: str | None, why: str
) -> None:
    """Row and column named; the rows around it as if it were not there."""
    subjects = read(put(f"Name,Country\nElmgate,UK\n{bad}\nAshdown,UK\n"))
    assert [subject.row for subject in subjects] == [1, 2, 3]
    assert [subject.problem is None for subject in subjects] == [True, False, True]
    problem = subjects[1].problem
    assert problem is not None
    assert problem.column == column
    assert why in problem.why


def test_an_unquoted_extra_cell_is_kept(put: Put) -> None:
    """Nothing of a bad row is lost."""
    subject = read(put("Name,Country\nLarkfield, Leeds,UK\n"))[0]
    assert subject.values == {"Name": "Larkfield", "Country": " Leeds", "_extra": ["UK"]}


def test_a_stray_quotation_mark_takes_no_rows_with_it(put: Put) -> None:
    """An inch mark at the start of a cell opens nothing that a later one closes."""
    text = 'Name,Country\n"5 inch pipes,UK\nElmgate,UK\nAshdown,"UK"\nOak,UK\n'
    subjects = read(put(text))
    assert [subject.values["Name"] for subject in subjects][1:] == ["Elmgate", "Ashdown", "Oak"]
    assert [subject.problem is None for subject in subjects] == [False, True, True, True]


def test_a_cell_over_ten_megabytes(put: Put) -> None:
    """An absurd cell is cut in what is kept, and its row is set aside."""
    huge = "x" * 10_000_001
    subjects = read(put(f'Name,Country\n"{huge}",UK\nElmgate,UK\n'))
    assert [subject.problem is None for subject in subjects] == [False, True]
    problem = subjects[0].problem
    assert problem is not None
    assert problem.column == "Name"
    assert "10,000,001" in problem.why
    assert len(str(subjects[0].values["Name"])) == 1000


def test_torn_bytes_spoil_their_row_only(put: Put) -> None:
    """A file in UTF-8 with one row pasted from elsewhere."""
    good = "\n".join(f"云雀{n}厂,中国" for n in range(20))
    raw = (
        f"名称,国家\n{good}\n".encode() + "雲雀廠,中國\n".encode("big5") + "青鹿厂,中国\n".encode()
    )
    subjects = read(put(raw))
    assert [subject.row for subject in subjects if subject.problem] == [21]
    assert subjects[-1].values["名称"] == "青鹿厂"
    assert "\ufffd" in str(subjects[20].values["名称"])


def test_control_characters_are_no_part_of_a_name(put: Put) -> None:
    """They stay in the row as read and out of what is compared."""
    subject = read(put("Name,Country\nLark\x0bfield\x07,UK\n"))[0]
    assert subject.values["Name"] == "Lark\x0bfield\x07"
    assert subject.texts("name") == ("Lark field",)


def make_book(path: Path, *rows: Sequence[object], blank_sheet: bool = False) -> Path:
    """Write a workbook."""
    with xlsxwriter.Workbook(path) as book:
        if blank_sheet:
            book.add_worksheet("Cover")
        sheet = book.add_worksheet("Suppliers")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
    return path


def test_a_workbook(tmp_path: Path) -> None:
    """Numbers without a decimal point, dates as dates, wholly blank rows as no record."""
    path = make_book(
        tmp_path / "s.xlsx",
        ["Supplier Name", "Postal Code", "Since", None, "OK"],
        ["云雀纺纱有限公司", 830000, dt.date(2024, 5, 1), None, True],
        [None, None, None, None, None],
        ["Elmgate", 12.5, None, "x", False],
    )
    first, second = read(path)
    assert first.values == {
        "Supplier Name": "云雀纺纱有限公司",
        "Postal Code": "830000",
        "Since": "2024-05-01",
        "column_4": "",
        "OK": "TRUE",
    }
    assert first.texts("postal_code") == ("830000",)
    assert (second.row, second.values["Postal Code"]) == (2, "12.5")


def test_the_first_sheet_that_holds_anything(tmp_path: Path) -> None:
    """A blank cover sheet is passed over."""
    path = make_book(tmp_path / "s.xlsx", ["Name"], ["Larkfield"], blank_sheet=True)
    assert read(path)[0].values == {"Name": "Larkfield"}
    with pytest.raises(InputError, match="no sheet 'Extra'"):
        read(path, sheet="Extra")


def test_json_lines(put: Put) -> None:
    """Values as read; a key twice, a list of names, a line that is no object."""
    lines = [
        '{"name": "Larkfield", "aliases": ["云雀", "LFS"], "hs": 5205}',
        "",
        '{"name": "Elmgate", "name": "Elmgate Ltd", "weight": 1.5, "ok": null}',
        '["Ashdown"]',
        '{"name": "Oak',
        '{"name": "Fir\\u2028th", "n": 1e400}',
    ]
    subjects = read(put("\n".join(lines), "s.jsonl"))
    assert subjects[0].values == {"name": "Larkfield", "aliases": ["云雀", "LFS"], "hs": 5205}
    assert subjects[0].texts("name", "hs") == ("Larkfield", "云雀", "LFS", "5205")
    assert list(subjects[1].values) == ["name", "name#2", "weight", "ok"]
    assert [subject.problem is None for subject in subjects] == [True, True, False, False, True]
    assert "character" in str(subjects[3].problem)


def test_json_lines_with_keys_that_come_late(put: Put) -> None:
    """A column that only later records have plays its part all the same."""
    lines = [json.dumps({"name": f"Firm {n}"}) for n in range(1500)]
    lines.append(json.dumps({"供应商": "云雀纺纱有限公司", "邮编": "830000"}))
    last = read(put("\n".join(lines), "s.jsonl"))[-1]
    assert last.texts("name", "postal_code") == ("云雀纺纱有限公司", "830000")


def test_a_column_named_by_the_caller(put: Put) -> None:
    """`--map` says what a header does not."""
    path = put("Vendor (legal),Ort,Name\nLarkfield,Wien,J. Reed\n")
    subject = read(path, told={"name": ["Vendor (legal)"], "address": ["Ort"]})[0]
    assert subject.texts("name", "address") == ("Larkfield", "Wien")


UNREADABLE = [
    (b"", "s.csv", "empty"),
    (b"\n \n\n", "s.csv", "blank lines"),
    (b"Name,Country\n", "s.csv", "no record"),
    (bytes(range(256)) * 40, "s.csv", "binary"),
    (b"\x89PNG\r\n\x1a\n" + bytes(4000), "s.csv", "binary"),
    (b"PK\x03\x04" + b"\0" * 60, "s.xlsx", "workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "s.xls", "workbook"),
    (b"Colour,Size\nred,4\n", "s.csv", "no column of names"),
    (b'"Name,Country\nLark,UK\n', "s.csv", "not closed"),
    (",".join(f"c{n}" for n in range(20_000)).encode() + b"\nx\n", "s.csv", "20,000 columns"),
]


@pytest.mark.parametrize(("content", "name", "why"), UNREADABLE, ids=[w for *_, w in UNREADABLE])
def test_a_file_that_cannot_be_read_at_all(put: Put, content: bytes, name: str, why: str) -> None:
    """One line that names the file and the way out."""
    path = put(content, name)
    with pytest.raises(InputError, match=why) as refused:
        read(path)
    assert str(path) in str(refused.value)
    assert refused.value.hint


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    """Both are told apart."""
    with pytest.raises(InputError, match="no such file"):
        look_at(tmp_path / "none.csv")
    with pytest.raises(InputError, match="folder"):
        look_at(tmp_path)


def test_an_encoding_told_by_the_caller(put: Put) -> None:
    """A short file in a rarer encoding cannot be told from others; the caller can say."""
    path = put("Name,Country\nŁódzkie Zakłady Przędzalnicze,Polska\n", encoding="cp1250")
    assert read(path, encoding="cp1250")[0].values["Name"] == "Łódzkie Zakłady Przędzalnicze"
    with pytest.raises(InputError, match="no encoding 'cp99999'"):
        look_at(path, encoding="cp99999")


@pytest.mark.parametrize("name", ["腾远钴业", "美国光子公司", "湘财股份有限公司", "东方雨虹"])
def test_one_short_chinese_name_is_enough(put: Put, name: str) -> None:
    """Four characters in GBK could be Korean or Japanese; here they are Chinese."""
    assert read(put(f"name\n{name}\n", encoding="gbk"))[0].values == {"name": name}


TOLD_WRONG = [({"nmae": ["Name"]}, "no role 'nmae'"), ({"name": ["Naem"]}, "no column 'Naem'")]


@pytest.mark.parametrize(("told", "why"), TOLD_WRONG, ids=[why for _, why in TOLD_WRONG])
def test_a_mapping_that_fits_nothing(put: Put, told: dict[str, list[str]], why: str) -> None:
    """A slip in `--map` is told before a million rows are read."""
    with pytest.raises(InputError, match=why) as refused:
        look_at(put("Name\nLark\n"), told)
    assert refused.value.hint


def test_a_workbook_that_unpacks_to_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused before it is opened, and says what to do."""
    path = make_book(tmp_path / "s.xlsx", ["Name"], *([f"Firm {n}" * 50] for n in range(2000)))
    monkeypatch.setattr(workbooks, "UNPACKED_LIMIT", 100_000)
    with pytest.raises(InputError, match="unpacks to more than") as refused:
        look_at(path)
    assert "CSV" in str(refused.value.hint)


def test_rows_come_one_after_the_other(put: Put) -> None:
    """Reading holds a row, not the file: the first comes before the last is read."""
    path = put("Name,Country\n" + "Lark,UK\n" * 50_000)
    subjects = look_at(path).subjects()
    first = next(subjects)
    path.write_bytes(b"")
    assert first.row == 1
    assert sum(1 for _ in subjects) < 49_999

"""Cases made of a few lifelike files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sightline.case import Case, Outcome, add, find, new_case, open_case, read_case

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)

NOTICE = (
    "墨玉县人民政府关于2018年纺织服装企业培训补贴的公示\r\n"
    "　　经审核，墨玉县明珠棉纺有限公司培训1,200人，每人补贴800元[1]。\r\n"
    "联系人：学员古丽巴哈尔·买买提，电话 13899991234。\r\n"
    "[1] http://www.example.gov.cn/2018/notice.html\r\n"
)
REPORT = (
    "Brightwater Cotton Co., Ltd. opened a satellite factory in Lop County.\n"
    "The JP+ programme, also written 教培 中⼼+, paid for training.\n"
)
FILES = {
    "notice.txt": NOTICE.encode("gb18030"),
    "sub/report.md": REPORT.encode(),
    "sub/scan.pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n",
}


def put_all(case: Case, folder: Path) -> None:
    """Add all files of a folder."""
    for found in find(folder, case.folder):
        add(case, found, NOW)


def run(case: Case) -> list[Outcome]:
    """Read a case and give what became of each capture."""
    outcomes: list[Outcome] = []
    read_case(case, outcomes.append)
    return outcomes


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of documents."""
    folder = tmp_path / "files"
    for name, data in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """An empty case, open for writing."""
    new_case(tmp_path / "case")
    with open_case(tmp_path / "case", write=True) as opened:
        yield opened


@pytest.fixture
def read(case: Case, files: Path) -> Case:
    """A case with all documents read."""
    put_all(case, files)
    run(case)
    return case

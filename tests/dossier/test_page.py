"""The page shows what was found, asks nothing of the network, and runs nothing from a file."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sightline.dossier import page, write_page
from tests.dossier.conftest import CITED, LINES, Make, hit, line, subject

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Seen(HTMLParser):
    """What a browser would take as elements, and the texts of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        """Note what stands in a script."""
        if self.tags and self.tags[-1][0] == "script" and self.lasttag == "script":
            self.scripts[-1] += data


def written(make: Make, tmp_path: Path, *given: Any, **about: Any) -> str:
    """Write a page and give its text."""
    results, run = make(*given, **about)
    write_page(results, run, tmp_path / "index.html")
    return (tmp_path / "index.html").read_text("utf-8")


def data(text: str) -> list[Any]:
    """Give the rows that travel inside a page."""
    rows: list[Any] = json.loads(Seen(text).scripts[1])
    return rows


def dom(path: Path, profile: Path, fragment: str = "") -> str:
    """Open the page in a browser and give what it drew."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("no browser: apt-get install chromium")
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--lang=en", f"--user-data-dir={profile}", "--virtual-time-budget=4000", "--dump-dom",
        path.as_uri() + fragment,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, check=True, timeout=90).stdout.decode()


def test_all_outcomes_travel_inside(make: Make, tmp_path: Path) -> None:
    """Rows, hits and near misses are in the one file, and nothing is fetched."""
    text = written(make, tmp_path)
    assert [row[0] for row in data(text)] == [1, 2, 3, 4]
    seen = Seen(text)
    assert not [tag for tag, given in seen.tags if given.get("src") or tag in {"link", "img"}]
    assert {given["href"] for tag, given in seen.tags if tag == "a"} == {
        "#rows-heading",
        "#searched",
        "https://example.org/list",
    }


def test_no_finding_is_never_clear(make: Make, tmp_path: Path) -> None:
    """The head says what "none" does not mean, and the sources say what they lack."""
    text = written(make, tmp_path)
    assert "“No finding” is not “clear”." in text
    assert "Incomplete" in text
    assert "at least 90 exist" in text


def test_unreadable_rows_are_listed(make: Make, tmp_path: Path) -> None:
    """Row, column and reason stand in the page itself, without a script."""
    text = written(make, tmp_path)
    assert '<td class="n">4</td><td>Address</td><td>6 cells where the header has 4</td>' in text


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]>\u2028\u2029",
    "{{7*7}}",
    "'\"><svg/onload=alert(1)>",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_values_never_become_markup(make: Make, tmp_path: Path, value: str) -> None:
    """A hostile value arrives whole as text and adds no element anywhere."""
    plain = Seen(written(make, tmp_path, [_everywhere("plain")], **_head("plain")))
    hostile = Seen(written(make, tmp_path, [_everywhere(value)], **_head(value)))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in plain.tags]
    rows = json.loads(hostile.scripts[1])
    assert rows[0][2][0] == value
    assert "49" not in rows[0][2][0]


def _everywhere(value: str) -> dict[str, Any]:
    found = hit("listed", value, entity=value, why=value, reasons=[{"slot": value, "query": value}])
    record = {value: value, **subject("1", value), "_extra": [value]}
    return line(1, "unreadable", record, found, error={"row": 1, "column": value, "why": value})


def _head(value: str) -> dict[str, Any]:
    searched = [{"dataset": value, "title": value, "as_of": value, "note": value, "url": value}]
    return {"input": value, "tool": value, "searched": searched}


def test_addresses_of_other_kinds_are_no_links(make: Make, tmp_path: Path) -> None:
    """A dataset's address that is no web address is shown as text."""
    text = written(make, tmp_path, **_head("javascript:alert(1)"))
    assert not re.search(r'href="javascript', text)


def test_a_large_file_keeps_the_strongest(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a page has no room for all rows, findings come first and the rest is announced."""
    monkeypatch.setattr(page, "ROWS_HELD", 3)
    none = [line(number, "none", subject(str(number), "Lantern")) for number in (5, 6, 7)]
    text = written(make, tmp_path, [*none, *LINES])
    assert [row[0] for row in data(text)] == [5, 1, 2]
    assert "This page holds 3 of 7 rows" in text


def test_the_same_results_give_the_same_bytes(make: Make, tmp_path: Path) -> None:
    """The page depends on results and run alone."""
    assert written(make, tmp_path) == written(make, tmp_path)


def test_a_browser_draws_the_rows(make: Make, tmp_path: Path) -> None:
    """The script runs under the page's own policy and draws each row with its outcome."""
    written(make, tmp_path)
    drawn = dom(tmp_path / "index.html", tmp_path / "profile")
    assert "1 to 4 of 4 rows" in drawn
    assert drawn.index('id="row-1"') < drawn.index('id="row-2"') < drawn.index('id="row-3"')


def test_a_browser_filters_and_opens_a_card(make: Make, tmp_path: Path) -> None:
    """A search leaves the rows that hold its words; an open card shows path, stance and links."""
    written(make, tmp_path)
    assert "1 to 1 of 1 rows" in dom(tmp_path / "index.html", tmp_path / "profile", "#q=moorgate")
    card = dom(tmp_path / "index.html", tmp_path / "profile", "#row-2")
    body = card[card.index('id="row-2"') : card.index('id="row-3"')]
    assert "is a partner of" in body
    assert "planned" in body
    assert 'href="https://example.org/list?a=1&amp;b=2"' in body
    assert f'href="{CITED["archive_url"]}"' in body


def test_a_browser_runs_nothing_from_a_file(make: Make, tmp_path: Path) -> None:
    """Drawn from hostile values, cards hold no element that the page does not make itself."""
    value = "<img src=x onerror=document.title='run'></script><script>document.title='run'</script>"
    cited = [{**CITED, "url": "javascript:document.title='run'", "archive_url": value}]
    found = hit("listed", value, citations=cited)
    written(make, tmp_path, [line(1, "listed", subject("1", value, value), found)])
    drawn = dom(tmp_path / "index.html", tmp_path / "profile", "#row-1")
    tags = Seen(drawn).tags
    assert "<title>quays.csv" in drawn
    assert not [tag for tag, _ in tags if tag == "img"]
    assert not [given for _, given in tags if (given.get("href") or "").startswith("javascript")]


def test_a_browser_speaks_chinese(make: Make, tmp_path: Path) -> None:
    """The language switch changes every label, the drawn ones too."""
    written(make, tmp_path)
    drawn = dom(tmp_path / "index.html", tmp_path / "profile", "#lang=zh")
    assert '<html lang="zh"' in drawn
    assert "第 1 至 4 行，共 4 行" in drawn
    assert "列入名单" in drawn

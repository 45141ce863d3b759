"""A page is read as a reader sees it."""

from __future__ import annotations

import pytest

from sightline.reading import Unreadable, read

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>策勒县公示</title>
<style>p {{color: red}}</style></head><body>
<nav><a href="/">首页</a> <a href="/news">新闻中心</a></nav>
<div class="article"><h1>策勒县公示</h1>
<p>2018年，全县完成纺织技能培训1,200人，其中就业860人，每人补助800元。</p>
<table><tr><th>县</th><th>人数</th></tr><tr><td>策勒县</td><td>860</td></tr></table>
<p>短</p>
<p>上述资金由县财政局拨付，并已在政府网站公示七日，期间未收到异议。</p></div>
<div class="footer">版权所有</div><script>var hidden = "不可见";</script>
</body></html>"""


def test_the_main_text_is_whole() -> None:
    """Short cells and lines inside the main text stay, what is not shown goes."""
    reading = read(PAGE.format(charset="utf-8").encode())
    assert reading.media_type == "text/html"
    lines = [line.split() for line in (reading.raw or "").splitlines() if line.strip()]
    assert lines[0] == ["策勒县公示"]
    assert lines[2:5] == [["县", "人数"], ["策勒县", "860"], ["短"]]
    assert lines[-1][0].startswith("上述资金")


REAL_AND_DECLARED = [
    ("gb18030", "gb2312"),
    ("gb18030", "utf-8"),
    ("utf-8", "gb2312"),
    ("utf-16", "utf-8"),
    ("utf-8", "made-up"),
]


@pytest.mark.parametrize(("real", "declared"), REAL_AND_DECLARED)
def test_declared_and_real_encodings_may_differ(real: str, declared: str) -> None:
    """Whatever a page calls itself, its text is the same."""
    page = PAGE.format(charset=declared)
    assert read(page.encode(real)).raw == read(PAGE.format(charset="utf-8").encode()).raw


def test_a_short_page_is_kept_whole() -> None:
    """Where no main text stands out, all that is visible is the text."""
    reading = read("<html><body><div>棉花</div><div>采购</div></body></html>".encode())
    assert (reading.raw or "").split() == ["棉花", "采购"]


def test_a_title_that_the_page_does_not_show_is_kept() -> None:
    """A title often bears the only name of the office."""
    page = "<html><title>洛浦县 人民政府</title><body><p>会议通知，请准时参加。</p></body></html>"
    assert (read(page.encode()).raw or "").startswith("洛浦县 人民政府\n")


def test_a_page_without_text_is_refused() -> None:
    """An empty shell that a script would fill is no document."""
    with pytest.raises(Unreadable, match="no text"):
        read(b"<!doctype html><html><body><script>load()</script></body></html>")

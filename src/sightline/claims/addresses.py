"""Web addresses as documents print them: re-joined over lines, copies told from pages.

An address is taken as printed. A line end inside it is taken out; nothing
is added, decoded or guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal
from urllib.parse import unquote, urlsplit

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_PRINTED = rf"[^\s<>\"“”‘’「」{_HAN}\u3000-\u303f\uff00-\uffef]"
# A second address glued to the first begins where a scheme follows a letter or digit.
_ONE = rf"(?!(?<=[A-Za-z\d])https?://){_PRINTED}"
# Ideographs belong to an address only where they begin one of its parts.
_PART = (
    rf"(?<=[/=])(?!(?:和|及|或|与|见|等|的)\s)[{_HAN}]+"
    rf"(?:[{_HAN}《》]|[ ](?=[{_HAN}《》 ]*[/.?]))*"
    rf"(?:\([{_HAN}]+\))?(?=[/.?&\s_-]|$)"
)
_OPEN_END = re.compile(r"(?:[-/?=&%_#~:+]|%[0-9A-Fa-f])$")
_URL_LIKE = re.compile(r"[/?=&%_]|\d.*[-.]|[-.].*\d|^\d+\b|\.[a-z]{2,5}\b")
_EXTENSION = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|[sjx]?html?|aspx?|jspx?|php|do|txt|zip|rar)$", re.IGNORECASE
)
_WHOLE = re.compile(rf"//[^/]+/.*{_EXTENSION.pattern}", re.IGNORECASE | re.DOTALL)
_PROSE = re.compile(r"[A-Z][a-z]+[.,:;]?")
_WAYBACK_HEAD = re.compile(r"/(?:web|save)/(?:[0-9*]+/)?$")
_TRAILING = ".,;:!'’”\"。，；"
# An address is broken over this many lines at most.
_LINES = 30


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a note.

    Attributes:
        url: As printed, lines joined, without closing punctuation.
        kind: A live page, or an archive's copy.
        group: Counts the note's pages from 1; a copy has its page's number.
    """

    url: str
    kind: Literal["live", "archive"]
    group: int


@dataclass(frozen=True, slots=True)
class Found:
    """An address in a note's text: where it stands there, and how it reads."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class _Archives:
    pages: dict[str, re.Pattern[str] | None]
    paths: dict[str, str]
    address: re.Pattern[str]
    same: frozenset[str]
    copy: frozenset[str]
    copying: re.Pattern[str]
    stops: frozenset[str]


@cache
def _archives() -> _Archives:
    data = tomllib.loads(
        files("sightline.data").joinpath("claims/archives.toml").read_text("utf-8")
    )
    pages = {
        host: re.compile(row["page"]) if "page" in row else None
        for row in data["archive"]
        for host in row["hosts"]
    }
    words = data["words"]
    bare = "|".join(map(re.escape, sorted(pages, key=len, reverse=True)))
    return _Archives(
        pages,
        {host: row["path"] for row in data["archive"] if "path" in row for host in row["hosts"]},
        re.compile(
            rf"(?:https?://|ftp://|www\.(?=[\w-]+\.)|(?<![\w./@-])(?:{bare})/)(?:{_ONE}|{_PART})+",
            re.IGNORECASE,
        ),
        frozenset(words["same"]),
        frozenset(words["copy"]),
        re.compile(words["copying"]),
        frozenset(words["stops"]),
    )


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A printed line of a note: its text and what the page shows at its end."""

    text: str
    blank_after: bool
    full: bool


def find_addresses(lines: Sequence[NoteLine], blanks_end_words: bool) -> tuple[str, list[Found]]:
    """The addresses of a note, and the note's text with line feeds at line ends.

    Args:
        lines: The note as printed, at least one line.
        blanks_end_words: Whether this document prints a blank after the last
            word of a line, so that a line end without one cuts a word.
    """
    text = "\n".join(line.text for line in lines)
    ends: dict[int, int] = {}
    at = -1
    for number, line in enumerate(lines[:-1]):
        at += len(line.text) + 1
        ends[at] = number
    found: list[Found] = []
    position = 0
    while (match := _archives().address.search(text, position)) is not None:
        end = match.end()
        for _ in range(_LINES):
            head = text[match.start() : end]
            if end not in ends or not _goes_on(head, lines, ends[end], blanks_end_words):
                break
            more = _REST.match(text, end + 1)
            if more is None:
                break
            end = more.end()
        printed = text[match.start() : end].replace("\n", "")
        url = _trim(printed)
        cut = end - (len(printed) - len(url))
        found.append(Found(match.start(), cut, url))
        position = max(end, match.start() + 1)
    return text, found


_REST = re.compile(rf"(?:{_ONE})+")


def _goes_on(head: str, lines: Sequence[NoteLine], number: int, blanks_end_words: bool) -> bool:
    """Whether an address that reaches the end of line `number` goes on in the next."""
    tail = lines[number + 1].text.split(maxsplit=1)[0] if lines[number + 1].text else ""
    if not tail:
        return False
    if re.match(r"(?:https?://|www\.)", tail, re.IGNORECASE):
        return _WAYBACK_HEAD.search(head) is not None
    if blanks_end_words:
        return not lines[number].blank_after
    word = tail.strip(".,;:()").lower()
    if word in _archives().stops:
        return False
    if _WHOLE.search(head):
        return tail[0] in "?#&/" or (
            word in ("l", "x") and _EXTENSION.search(head + word) is not None
        )
    if _EXTENSION.search(head + word):
        return True
    if _OPEN_END.search(head):
        if head[-1] in "/-" and _PROSE.fullmatch(tail):
            return False
        return head[-1] != "/" or not word.isalpha() or _ends_there(lines[number + 1].text)
    return lines[number].full and _URL_LIKE.search(tail) is not None


def _ends_there(line: str) -> bool:
    """Whether the first word of `line` is set apart from what follows, as an address's end is."""
    words = line.split(maxsplit=2)
    return len(words) == 1 or words[0][-1] in ".,;)" or words[1].lower() in _archives().stops


def _trim(url: str) -> str:
    """`url` without the punctuation of the sentence around it."""
    while url:
        last = url[-1]
        unopened = last in _OPENING and url.count(last) > url.count(_OPENING[last])
        if last not in _TRAILING and not unopened:
            break
        url = url[:-1]
    return url


_OPENING = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【"}


def _parts(url: str) -> tuple[str, str]:
    """The host, without www, and the path of an address."""
    try:
        parts = urlsplit(url if "://" in url else f"//{url}")
        return (parts.hostname or "").lower().removeprefix("www."), parts.path
    except ValueError:  # brackets that are no IPv6 host
        return "", ""


def is_archive(url: str) -> bool:
    """Whether `url` is an archive's copy of a page."""
    host, path = _parts(url)
    archives = _archives()
    return host in archives.pages and path.startswith(archives.paths.get(host, ""))


def copied_page(url: str) -> str | None:
    """The address of the page that an archive's `url` copies, if it tells."""
    page: str | None = None
    for _ in range(4):  # a copy of a copy shows the page in the end
        pattern = _archives().pages.get(_parts(url)[0])
        found = pattern.search(url) if pattern is not None else None
        if found is None:
            break
        page = url = found.group("page")
    return page


def _plain(url: str) -> str:
    """What two spellings of one page's address share."""
    bare = re.sub(r"^(?:https?:/+)?(?:www\.)?|/?(?:#.*)?$", "", unquote(url).lower())
    return re.sub(r"^([^/]+):(?:80|443)(?=/|$)", r"\1", bare)


def _same_page(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


class _Group:
    """The addresses of one page, while a note is sorted."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.live: str | None = None
        self.copies: list[str] = []

    def takes(self, url: str, kind: str, between: str) -> bool:
        """Whether `url` is this page again, given the words between it and the address before."""
        words = _archives()
        page = self.live or next(filter(None, map(copied_page, self.copies)), None)
        shown = copied_page(url) if kind == "archive" else url
        if page is not None and shown is not None:
            return _same_page(page, shown)
        if kind == "live":
            return self.live is None and between in words.same
        if between in words.same or words.copying.fullmatch(between):
            return True
        return between in words.copy and not self.copies


def group_addresses(text: str, found: Sequence[Found]) -> list[Address]:
    """Sort a note's addresses into pages and their copies, in printed order."""
    groups: list[_Group] = []
    pages: dict[str, _Group] = {}
    out: list[Address] = []
    done = 0
    for address in found:
        between = _said_between(text[done : address.start])
        done = address.end
        kind: Literal["live", "archive"] = "archive" if is_archive(address.url) else "live"
        shown = copied_page(address.url) if kind == "archive" else address.url
        group: _Group | None = groups[-1] if groups else None
        if group is None or not group.takes(address.url, kind, between):
            group = pages.get(_plain(shown)) if shown else None
        if group is None:
            group = _Group(len(groups) + 1)
            groups.append(group)
        if kind == "live":
            group.live = group.live or address.url
            pages.setdefault(_plain(group.live), group)
        else:
            group.copies.append(address.url)
        out.append(Address(address.url, kind, group.number))
    return out


def _said_between(text: str) -> str:
    """The words between two addresses, "[" for a mere bracket, "," for a mere comma."""
    said = " ".join(text.split()).lower()
    words = said.strip(" .()[]<>（）【】:：")
    if not words:
        return "[" if said.endswith(("(", "[", "（", "【")) else ""
    return words if words in (",", ";") else words.strip(" ,，;；:：")

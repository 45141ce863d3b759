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
from urllib.parse import urlsplit

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# Ideographs belong to an address only where they begin one of its parts.
_URL = re.compile(
    r"(?:https?://|ftp://|www\.(?=[\w-]+\.))"
    rf"(?:[^\s<>\"“”‘’「」{_HAN}\u3000-\u303f\uff00-\uffef]"
    rf"|(?<=[/=])[{_HAN}]+(?:[{_HAN}《》]|[ ](?=[{_HAN}《》 ]*[/.?]))*(?=[/.?&\s\n]))+",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"(?:[-/?=&%_#~:+]|%[0-9A-Fa-f])$")
_URL_LIKE = re.compile(r"[/?=&%_]|\d.*[-.]|[-.].*\d|^\d+\b|\.[a-z]{2,5}\b")
_EXTENSION = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|[sjx]?html?|aspx?|jspx?|php|do|txt|zip|rar)$", re.IGNORECASE
)
_WAYBACK_HEAD = re.compile(r"/(?:web|save)/(?:[0-9*]+/)?$")
_TRAILING = ".,;:!'’”\"。，；"


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
    same: frozenset[str]
    copy: frozenset[str]
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
    return _Archives(
        pages, frozenset(words["same"]), frozenset(words["copy"]), frozenset(words["stops"])
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
    ends: list[int] = []
    at = -1
    for line in lines:
        at += len(line.text) + 1
        ends.append(at)
    found: list[Found] = []
    position = 0
    while (match := _URL.search(text, position)) is not None:
        end = match.end()
        while end in ends[:-1] and _goes_on(
            text[match.start() : end], lines, ends.index(end), blanks_end_words
        ):
            more = _URL_REST.match(text, end + 1)
            if more is None:
                break
            end = more.end()
        printed = text[match.start() : end].replace("\n", "")
        url = _trim(printed)
        cut = end - (len(printed) - len(url))
        found.append(Found(match.start(), cut, url))
        position = max(end, match.start() + 1)
    return text, found


_URL_REST = re.compile(rf"[^\s<>\"“”‘’「」{_HAN}\u3000-\u303f\uff00-\uffef]+")


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
    if _EXTENSION.search(head + word) and not _EXTENSION.search(head):
        return True
    if _OPEN_END.search(head):
        return not head.endswith("/") or not tail.isalpha() or tail.islower()
    return lines[number].full and _URL_LIKE.search(tail) is not None


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


def _host(url: str) -> str:
    return (urlsplit(url if "://" in url else f"//{url}").hostname or "").lower()


def is_archive(url: str) -> bool:
    """Whether `url` is an archive's copy of a page."""
    return _host(url) in _archives().pages


def copied_page(url: str) -> str | None:
    """The address of the page that an archive's `url` copies, if it tells."""
    pattern = _archives().pages.get(_host(url))
    found = pattern.search(url) if pattern is not None else None
    return found.group("page") if found is not None else None


def _same_page(one: str, other: str) -> bool:
    def plain(url: str) -> str:
        return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", url.lower())

    return plain(one) == plain(other)


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
        return between in words.same or (between in words.copy and not self.copies)


def group_addresses(text: str, found: Sequence[Found]) -> list[Address]:
    """Sort a note's addresses into pages and their copies, in printed order."""
    groups: list[_Group] = []
    out: list[Address] = []
    done = 0
    for address in found:
        between = " ".join(text[done : address.start].split()).strip(" .()[]").lower()
        between = between if between == "," else between.strip(" ,")
        done = address.end
        kind: Literal["live", "archive"] = "archive" if is_archive(address.url) else "live"
        group = _group_for(groups, address.url, kind, between)
        if kind == "live":
            group.live = group.live or address.url
        else:
            group.copies.append(address.url)
        out.append(Address(address.url, kind, group.number))
    return out


def _group_for(groups: list[_Group], url: str, kind: str, between: str) -> _Group:
    if groups:
        if groups[-1].takes(url, kind, between):
            return groups[-1]
        shown = copied_page(url) if kind == "archive" else url
        for group in groups:
            if shown and group.live and _same_page(group.live, shown):
                return group
    groups.append(_Group(len(groups) + 1))
    return groups[-1]

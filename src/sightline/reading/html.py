"""HTML: the text of a page as a reader sees it, without the site around it.

The main text is found by resiliparse, whose heuristics also drop short
lines and cells from its middle. A dropped cell is lost evidence, so the
heuristics only say where the main text begins and ends; between these
everything visible is kept.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from sightline.reading.unreadable import Unreadable

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|(?:html|head|body|title|meta|link|base)\b)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD = 4096

SMALL = 0.2
"""The least share of a page's visible text that its main text has; less, and all is kept."""


def looks_like(text: str) -> bool:
    """Tell whether decoded text is a web page."""
    return _OPENING.match(text[:_HEAD]) is not None


def declared_encoding(data: bytes) -> str | None:
    """Find the encoding that a page names in its head."""
    found = _CHARSET.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii") if found else None


def extract(page: str) -> str:
    """Take the main text out of a page.

    Raises:
        Unreadable: The page shows no text.
    """
    # Slow to import, and most cases hold no page.
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page)
    whole = extract_plain_text(tree, alt_texts=False, skip_elements=list(_furniture())).strip("\n")
    main = extract_plain_text(tree, main_content=True, alt_texts=False)
    title = " ".join((tree.title or "").split())
    text = _stretch(whole, main)
    if title and title not in text:
        text = f"{title}\n\n{text}" if text else title
    if not text.strip():
        raise Unreadable("the page shows no text", hint="save the page again once it has loaded")
    return text


def _stretch(whole: str, main: str) -> str:
    """Cut `whole` to the lines from the first to the last that `main` has too."""
    wanted = {line.strip() for line in main.splitlines()} - {""}
    lines = whole.splitlines()
    shared = [at for at, line in enumerate(lines) if line.strip() in wanted]
    if not shared or len(main) < SMALL * len(whole):
        return whole
    return "\n".join(lines[shared[0] : shared[-1] + 1])


@cache
def _furniture() -> tuple[str, ...]:
    rows = files("sightline.data").joinpath("reading/page_furniture.csv")
    with rows.open(encoding="utf-8") as lines:
        return tuple(row["selector"] for row in csv.DictReader(lines))

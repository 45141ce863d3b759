"""The reading page: one document with its claims, in one file that asks nothing of the network.

Text and marks are in the page itself; a small script adds cards, filters
and search and only ever sets text, never markup. All that comes in here is
masked already.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sightline.dossier.plain import printable
from sightline.dossier.reading_checks import RESULTS, Checked, checks
from sightline.dossier.reading_marks import HUES, KINDS, Claim, Row, claims, hue
from sightline.dossier.reading_text import Paragraph, Piece, paragraphs
from sightline.dossier.sealed import embedded, part, policy, speaker
from sightline.dossier.words import LANGUAGES, READING, catalogue
from sightline.dossier.writing import replacing
from sightline.text import Text, simplify
from sightline.text.masking import MASK

LONG = 300_000
"""From how many characters on a browser draws only the paragraphs in view."""

_SIGN = b'<meta name="generator" content="Sightline reading page">'
_HEAD = 4096
_JOINTS = re.compile(r"(?<=[/=_?&])(?=[\w%])")
_MASKED = re.compile(f"{MASK}+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_TITLE = 90
_NO_TITLE = re.compile(r"[.。!！?？;；:：,，、]$|^\d+[.、]|\t|  ")
_SCRIPTS = ("reading_cards.js", "reading_find.js", "reading.js")
_SHARED = ("stance.", "link.")


@dataclass(frozen=True)
class Coding:
    """A codebook that the document was coded with: what it calls its terms and flows."""

    name: str
    version: str
    title: str
    terms: Mapping[str, str]
    flows: Mapping[int, str]


@dataclass(frozen=True)
class Sheet:
    """What a reading page is made of.

    Attributes:
        filename: The document's name.
        media_type: What it is.
        size: Its bytes.
        remark: What a reader of the text should know.
        text: Its masked text.
        rows: Rows of an export, by the name of their file. A kind that was not looked for
            has no entry.
        codings: What it was coded with; the flows of relations are those of the first.
        tool: The program and its version.
    """

    filename: str
    media_type: str
    size: int
    remark: str | None
    text: Text
    rows: Mapping[str, Sequence[Row]]
    codings: Sequence[Coding]
    tool: str


def write_reading(sheet: Sheet, to: Path, language: str | None = None) -> None:
    """Write the page of one document.

    Args:
        sheet: The document with its rows.
        to: The file to write.
        language: Of labels, `en` or `zh`; None follows the reader's browser.
    """
    found = claims(sheet.rows)
    checked = checks(sheet.rows, found)
    templates = Environment(
        loader=PackageLoader("sightline.dossier"), autoescape=True, undefined=StrictUndefined
    )
    templates.filters["flat"] = lambda text: " ".join(text.split())
    say = speaker(language or LANGUAGES[0])
    style, script = part("reading.css"), "".join(map(part, _SCRIPTS))
    pieces = templates.get_template("reading.html.j2").generate(
        sheet=sheet,
        title=_title(sheet),
        language=language or "",
        spoken=language or LANGUAGES[0],
        script_of_text=_script_of(sheet.text.raw),
        long=len(sheet.text.raw) > LONG,
        masked=sheet.text.raw.count(MASK),
        counts=Counter(claim.kind for claim in found),
        kinds=KINDS,
        flows=_flows(sheet),
        ties=[claim for claim in found if claim.kind == "relations"],
        signs=_signs(found),
        checks=checked,
        results={name: sum(each.result == name for each in checked) for name in RESULTS},
        paragraphs=map(_Printer(found).paragraph, paragraphs(sheet.text, found)),
        hue=hue,
        say=say,
        term=partial(_term, say),
        number=lambda value: f"{value:,}",
        style=Markup(style),  # noqa: S704  our own file
        script=Markup(script),  # noqa: S704  our own file
        policy=policy(style, script),
        about=embedded(_about(sheet, checked)),
        claims=embedded([claim.packed() for claim in found]),
    )
    with replacing(to) as beside, beside.open("w", encoding="utf-8", newline="\n") as page:
        for piece in pieces:
            page.write(printable(piece))


def is_reading(path: Path) -> bool:
    """Tell whether a file is a page that `write_reading` wrote."""
    with path.open("rb") as page:
        return _SIGN in page.read(_HEAD)


def _title(sheet: Sheet) -> str:
    """The document's own title, or its file name.

    A title is the first line of the text, short and not a sentence; a numbered one heads only
    a section.
    """
    first = next((each for each in sheet.text.passages if each.kind != "furniture"), None)
    if first is None or first.kind not in ("heading", "body"):
        return sheet.filename
    said = sheet.text.flow.text[first.span.start : first.span.end]
    return said if len(said) <= _TITLE and not _NO_TITLE.search(said) else sheet.filename


def _script_of(raw: str) -> str:
    """Name the language that most of a text is in, for fonts and line ends."""
    han = len(_HAN.findall(raw))
    if han * 3 < len(_LETTER.findall(raw)):
        return "en"
    changed = sum(a != b for a, b in zip(raw, simplify(raw), strict=True))
    return "zh-Hant" if changed * 8 > han else "zh-Hans"


def _flows(sheet: Sheet) -> list[tuple[str, int]]:
    """Name the flows that the document speaks of, with their codebook."""
    found = {
        (row["codebook"], flow)
        for row in sheet.rows.get("annotations", ())
        if row["sense"] not in ("general", "ambiguous")
        for flow in row["flows"]
    }
    found |= {
        (coding.name, row["flow"])
        for coding in sheet.codings[:1]
        for row in sheet.rows.get("relations", ())
        if row["flow"] is not None
    }
    return sorted(found)


def _signs(found: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Bring indicators of one name together, in the order in which they first come."""
    by_name: dict[str, list[Claim]] = {}
    for claim in found:
        if claim.kind == "indicators":
            by_name.setdefault(claim.fields["indicator"], []).append(claim)
    return list(by_name.items())


def _term(say: Callable[[str], Markup], family: str, value: str) -> str:
    """Give the label of a value; an unknown one stands for itself."""
    key = f"{family}.{value}"
    return say(key) if key in catalogue() else value.replace("_", " ")


def _about(sheet: Sheet, checked: Sequence[Checked]) -> dict[str, Any]:
    shared = (READING, *_SHARED)
    return {
        "capture": sheet.text.capture,
        "languages": LANGUAGES,
        "kinds": KINDS,
        "hues": HUES,
        "terms": {coding.name: dict(coding.terms) for coding in sheet.codings},
        "flows": {coding.name: dict(coding.flows) for coding in sheet.codings},
        "checks": [[each.number, list(each.figures)] for each in checked],
        "words": {
            key.removeprefix(READING): [wording[each] for each in LANGUAGES]
            for key, wording in catalogue().items()
            if key.startswith(shared)
        },
    }


class _Printer:
    """Prints paragraphs as markup; a stretch bears the classes of the claims over it."""

    def __init__(self, found: Sequence[Claim]) -> None:
        self._claims = found
        self._marked: set[int] = set()
        self._article = 0

    def paragraph(self, each: Paragraph) -> Markup:
        element = "h3" if each.kind == "heading" else "p"
        styles = f"b {each.kind}{' row' if each.row else ''}"
        note = back = between = ""
        if each.note is not None:
            note = f' id="note-{each.note}"'
            if self._claims[each.note].fields["anchors"]:
                back = f'<a class="back" href="#mark-{each.note}" data-label="note_back"></a>'
        if each.article != self._article:
            between = '<div class="between" role="separator" data-label="another"></div>\n'
            self._article = each.article
        later = " ".join(f"{printed}:{raw}" for printed, raw in each.lines[1:])
        lines = f' data-l="{later}"' if later else ""
        inside = "".join(self._piece(piece, each.kind) for piece in each.pieces)
        return Markup(  # noqa: S704  the text is escaped, all else is ours or a number
            f'{between}<{element} class="{styles}" data-at="{each.start}"{lines}{note}>'
            f"{inside}{back}</{element}>\n"
        )

    def _piece(self, piece: Piece, kind: str) -> str:
        # Addresses are long, and browsers end no line inside them of their own accord.
        parts = _JOINTS.split(piece.text) if kind == "note" else (piece.text,)
        text = "<wbr>".join(map(_masked, parts))
        if piece.note is not None:
            first = "" if piece.note in self._marked else f' id="mark-{piece.note}"'
            self._marked.add(piece.note)
            text = f'<a class="anchor"{first} href="#note-{piece.note}">{text}</a>'
        if not piece.claims:
            return text
        over = [self._claims[number] for number in piece.claims]
        styles = " ".join(dict.fromkeys(style for claim in over for style in claim.style.split()))
        numbers = " ".join(map(str, piece.claims))
        begins = " ".join(f"{claim}.{passage}" for claim, passage in piece.begins)
        begin = f' data-b="{begins}"' if begins else ""
        spoken = [flow for at in piece.ends for flow in self._claims[at].fields.get("flows", ())]
        flows = f' data-f="{escape("·".join(map(str, spoken)))}"' if spoken else ""
        return f'<span class="m {styles}" data-c="{numbers}"{begin}{flows}>{text}</span>'


def _masked(text: str) -> str:
    """Escape a stretch, with what is masked set apart so that a browser may break its line."""
    escaped = str(escape(text))
    if MASK not in escaped:
        return escaped
    return _MASKED.sub(lambda run: f'<span class="masked">{run.group()}</span>', escaped)

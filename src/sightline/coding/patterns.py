"""Forms: the small language in which a codebook writes how a term is spelled.

A researcher writes one line for a family of spellings; here it becomes the
plain strings that are looked for:

    [x]      x or nothing
    {a|b}    a or b
    <name>   any form of the codebook's part of that name
    +        a plus sign in any of its forms, or lost (never at a form's end)
    、       a comma of any kind, or none
    *        at a form's end: the word may go on, as case endings do

English forms also get their plural, their other spellings (labor, labour),
and a blank, a hyphen or nothing between their words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sightline.errors import InputError
from sightline.text import fold_layer

_PLUS, _COMMA, _ENDING = "\ue000", "\ue001", "*"
_SIGNS = re.compile(f"[{_PLUS}{_COMMA}]")
# A letter of an alphabet, of whichever; ideographs need no blanks between words.
_LETTER = r"[^\W\d_\u3400-\u9fff]"
_LATIN = re.compile(_LETTER)
_BETWEEN_LETTERS = re.compile(rf"(?<={_LETTER})[- ](?={_LETTER})")
# How a plus sign is printed, typed, misread or lost between words.
_PLUSES = ("+", "十", "加", "&", "plus", "")
# Beyond so many words every blank may still be lost, but only one at a time.
_FREE_BLANKS = 4
_MOST_SPELLINGS = 4000

# What the scan does not see: quotation marks, and apostrophes that are part of a letter.
DROPPED = "\"'`´′"
_SIGHT = (*((sign, "") for sign in DROPPED), ("、", ","), (";", ","), ("➕", "+"))


class BadForm(InputError):
    """A form that the codebook's language can't read."""

    def __init__(self, form: str, why: str) -> None:
        super().__init__(
            f"the form {form!r} can't be read: {why}",
            hint="see docs/codebook.md for how forms are written",
        )


@dataclass(frozen=True, slots=True)
class Spelling:
    """One string to look for.

    Attributes:
        lost: Whether a plus sign is missing in it.
        goes_on: Whether the word may have an ending that isn't written here.
    """

    text: str
    lost: bool
    goes_on: bool = False


def sight(key: str) -> str:
    """Search-key text as the scan sees it: no quotation marks, one comma, one plus sign."""
    for sign, seen in _SIGHT:
        key = key.replace(sign, seen)
    return key


def spellings(
    form: str,
    parts: Mapping[str, Sequence[str]],
    variants: Mapping[str, str],
    *,
    english: bool,
) -> tuple[Spelling, ...]:
    """Every string that `form` stands for, as the scan sees it.

    Raises:
        BadForm: Brackets don't close, a part is unknown, or the form stands for too much.
    """
    if _ENDING in form:
        return _open(form, parts, variants, english=english)
    found: dict[str, bool] = {}
    written = [
        spelled
        for words in _expand(form, parts)
        for spelled in (_english(words, variants) if english else (words,))
    ]
    # A line feed parts words in the key too, so that all are folded at once.
    folded = sight(fold_layer(_BETWEEN_LETTERS.sub(" ", "\n".join(written))).text)
    for words in dict.fromkeys(folded.split("\n")):
        for text, lost in _joined(words.strip(" -")):
            if text:
                found[text] = found.get(text, True) and lost
        if len(found) > _MOST_SPELLINGS:
            raise BadForm(form, f"it stands for more than {_MOST_SPELLINGS} spellings")
    return tuple(Spelling(text, lost) for text, lost in found.items())


def _open(
    form: str, parts: Mapping[str, Sequence[str]], variants: Mapping[str, str], *, english: bool
) -> tuple[Spelling, ...]:
    """The spellings of a form with a `*`, of which those that end in one may go on."""
    stem = form.removesuffix(_ENDING)
    if _ENDING in stem or not stem:
        raise BadForm(form, "a * stands anywhere but at the end")
    found = spellings(stem, parts, variants, english=english)
    return tuple(Spelling(one.text, one.lost, goes_on=True) for one in found)


def _expand(form: str, parts: Mapping[str, Sequence[str]]) -> list[str]:
    reader = _Reader(form, parts)
    found = reader.sequence("")
    if reader.at < len(form):
        raise BadForm(form, f"nothing opens the {form[reader.at]!r} at {reader.at + 1}")
    return list(dict.fromkeys(found))


class _Reader:
    """Reads one form from left to right and returns what it stands for."""

    def __init__(self, form: str, parts: Mapping[str, Sequence[str]]) -> None:
        self._form, self._parts, self.at = form, parts, 0

    def sequence(self, closers: str) -> list[str]:
        """What stands from here to one of `closers` (or to the end)."""
        found = [""]
        while self.at < len(self._form) and self._form[self.at] not in closers:
            options = self._piece()
            found = [head + tail for head in found for tail in options]
            if len(found) > _MOST_SPELLINGS:
                raise BadForm(self._form, "it stands for too many spellings")
        return found

    def _piece(self) -> list[str]:
        sign = self._form[self.at]
        if sign == "[":
            return ["", *self._group("]")]
        if sign == "{":
            return self._group("}")
        if sign == "<":
            return self._part()
        if sign in "]}|":
            raise BadForm(self._form, f"nothing opens the {sign!r} at {self.at + 1}")
        self.at += 1
        return [{"+": _PLUS, "、": _COMMA}.get(sign, sign)]

    def _group(self, closer: str) -> list[str]:
        found: list[str] = []
        while self.at < len(self._form):
            self.at += 1
            found += self.sequence("|" + closer)
            if self._form[self.at : self.at + 1] == closer:
                self.at += 1
                return found
        raise BadForm(self._form, f"a {closer!r} is missing")

    def _part(self) -> list[str]:
        end = self._form.find(">", self.at)
        name = self._form[self.at + 1 : end] if end > 0 else ""
        if name not in self._parts:
            raise BadForm(self._form, f"there is no part {name!r}")
        self.at = end + 1
        others = {other: forms for other, forms in self._parts.items() if other != name}
        return [text for form in self._parts[name] for text in _expand(form, others)]


def _english(words: str, variants: Mapping[str, str]) -> Iterator[str]:
    """Singular and plural, in the spellings of both sides of the Atlantic."""
    words = " ".join(words.split())
    number = (words, _plural(words)) if _LATIN.match(words[-1:]) else (words,)
    swaps = [(word, other) for word, other in variants.items() if word in words.lower()]
    for chosen in itertools.product((False, True), repeat=len(swaps)):
        for text in number:
            for (word, other), swapped in zip(swaps, chosen, strict=True):
                if swapped:
                    text = re.sub(word, other, text, flags=re.IGNORECASE)
            yield text


def _plural(words: str) -> str:
    if re.search(r"[^aeiou]y$", words):
        return words[:-1] + "ies"
    return words + ("es" if re.search(r"(?:s|x|ch|sh)$", words) else "s")


def _joined(words: str) -> Iterator[tuple[str, bool]]:
    """Folded `words` with its signs and blanks in every form; True if a plus is lost.

    One text writes all its plus signs alike, and keeps or loses all its commas.
    """
    pluses = _PLUSES if _PLUS in words else ("",)
    for plus, comma in itertools.product(pluses, (",", "") if _COMMA in words else ("",)):
        signs = list(_SIGNS.finditer(words))
        options = [_written(words, one.start(), plus, comma) for one in signs]
        for chosen in itertools.product(*options):
            picked = iter(chosen)
            text = "".join(next(picked) if c in _PLUS + _COMMA else c for c in words)
            for spaced in _blanks(text):
                yield spaced, plus == "" and _PLUS in words


def _written(words: str, at: int, plus: str, comma: str) -> tuple[str, ...]:
    """The sign at `at` as it is written between these neighbours; none if it never is."""
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    latin = [_LATIN.match(beside) is not None for beside in (before, after)]
    if words[at] == _COMMA:
        return (f"{comma} ",) if any(latin) else (comma,)
    if not after and plus not in ("+", "十", "加"):
        return ()
    if all(latin):
        return {"+": ("+", " + ", "+ ", " +"), "plus": (" plus ",), "&": (" & ",)}.get(plus, ())
    if any(latin):
        # A blank beside an ideograph is folded away, so that one can only stand beside the other.
        return ("+", " +" if latin[0] else "+ ") if plus == "+" else (plus,)
    return () if plus == "plus" else (plus,)


def _blanks(text: str) -> Iterator[str]:
    """`text` with each blank between English words as it is, or lost as a hyphen is."""
    places = [found.start() for found in _BETWEEN_LETTERS.finditer(text)]
    chosen: Iterator[tuple[int, ...]]
    if len(places) <= _FREE_BLANKS:
        chosen = (
            closed
            for size in range(len(places) + 1)
            for closed in itertools.combinations(places, size)
        )
    else:
        chosen = iter([(), *((place,) for place in places)])
    for closed in chosen:
        yield "".join(c for at, c in enumerate(text) if at not in closed) if closed else text

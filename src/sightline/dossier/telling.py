"""Hits in words: reasons, paths and citations as one line each."""

from __future__ import annotations

from collections.abc import Iterator

from sightline.dossier.outcome import Line, Run, as_text
from sightline.dossier.words import Words


def reasons(hit: Line, words: Words) -> str:
    """Say why: in a few words, then which parts agreed, the weightiest first."""
    given = sorted(hit.get("reasons") or (), key=lambda each: -abs(each.get("weight") or 0))
    told = [as_text(hit.get("why")), *(_reason(each, words) for each in given)]
    return "\n".join(part for part in told if part)


def _reason(reason: Line, words: Words) -> str:
    sides = [as_text(reason.get(side)) for side in ("query", "target")]
    agreement = words.term("agreement", as_text(reason.get("agreement")))
    weight = reason.get("weight")
    weighed = f", {weight:+.1f}" if weight is not None else ""
    told = " / ".join(side for side in sides if side)
    return f"{words.term('slot', as_text(reason.get('slot')))}: {told} ({agreement}{weighed})"


def path(hit: Line, words: Words) -> str:
    """Say the path from the row to the hit, a line a step, each with its stance."""
    return "\n".join(_step(step, hit, words) for step in hit.get("path") or ())


def _step(step: Line, hit: Line, words: Words) -> str:
    start, end = (_end(step, at, hit) for at in ("from", "to"))
    link = words.term("link", as_text(step.get("link")))
    stance = step.get("stance")
    how = f" ({words.term('stance', stance)})" if stance else ""
    return f"{start} → {link}{how} → {end}"


def _end(step: Line, at: str, hit: Line) -> str:
    """Name one end of a step by the best that is known of it."""
    entity = step.get(at)
    known = hit.get("caption") if entity == hit.get("entity") else None
    return as_text(step.get(f"{at}_caption") or known or entity or step.get("literal"))


def citation(given: Line, title: str, words: Words) -> str:
    """Name the place that a hit rests on: dataset, record, section and note, or the quote's."""
    return ", ".join(part for part in (title, *_places(given, words)) if part)


def _places(given: Line, words: Words) -> Iterator[str]:
    if given.get("capture"):
        capture = {**given, "capture": str(given["capture"])[:12]}
        yield words("cite.capture", **{key: capture[key] for key in ("capture", "start", "end")})
    for key in ("record", "section", "note", "page", "cell", "as_of"):
        if (value := given.get(key)) is not None:
            yield words(f"cite.{key}", **{key: value})


def limits(run: Run) -> Iterator[tuple[str, dict[str, str]]]:
    """Give what the answer does not say: keys of the catalogue with what fills them."""
    for name in ("none", "incomplete", "same", "stance", "moved", "law"):
        given: dict[str, str] = {}
        if name == "incomplete":
            if not run.incomplete:
                continue
            given = {"datasets": "; ".join(run.incomplete)}
        yield f"limits.{name}", given

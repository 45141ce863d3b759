"""Talk stays on stderr, on one line, and harmless to the reader's terminal."""

from __future__ import annotations

import pytest

from sightline.cli import talk

VISIBLE_CASES = [
    ("新疆溢达纺织有限公司", "新疆溢达纺织有限公司"),
    ("two\nlines\tand more", "two lines and more"),
    ("\x1b[2J gone", "\\u001b[2J gone"),  # would clear the reader's screen
    ("txt\u202egpj.exe", "txt\\u202egpj.exe"),  # would show the name backwards
    ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
    ("a\udcffb", "a\\udcffb"),  # a file name that is no valid UTF-8
]


@pytest.mark.parametrize(("said", "shown"), VISIBLE_CASES)
def test_visible_keeps_words_and_takes_their_power(said: str, shown: str) -> None:
    """Any script is shown as it is; what would steer a terminal is spelled out."""
    assert talk.visible(said) == shown


def test_a_giant_cell_is_cut() -> None:
    """An error about a cell of megabytes does not print it."""
    assert len(talk.visible("x" * 10_000_000)) == talk.LONGEST


def test_talk_goes_to_stderr_only(capsys: pytest.CaptureFixture[str]) -> None:
    """Data on stdout can be piped on, whatever is said beside it."""
    talk.say("Read 3 captures.")
    talk.warn("row 7: no name", hint="give one")
    talk.fail("no case here")
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "Read 3 captures.\n"
        "sightline: warning: row 7: no name (hint: give one)\n"
        "sightline: error: no case here\n"
    )


def test_a_short_step_says_nothing_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    """A log holds no bar and no line for what took no time."""
    with talk.progress("Reading", 3) as advance:
        for _ in range(3):
            advance()
    assert capsys.readouterr() == ("", "")


def test_a_long_step_says_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a terminal a long step still shows that it goes on."""
    monkeypatch.setattr(talk, "PLAIN_EVERY", 0.0)
    with talk.progress("Screening rows", 150) as advance:
        advance(50)
        advance(100)
    assert capsys.readouterr().err == "Screening rows: 50 of 150\nScreening rows: 150 of 150\n"


def test_a_terminal_gets_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a person looks on, the step is drawn with its count."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with talk.progress("Screening rows", 150) as advance:
        advance(150)
    assert "150/150" in capsys.readouterr().err

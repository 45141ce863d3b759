"""The command line's frame: what is listed, how fast, and how a call fails."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from scripts.cli_reference import commands
from sightline.cli import failures
from sightline.cli.main import COMMANDS, app
from sightline.errors import InputError
from tests.conftest import Outcome

Call = Callable[..., Outcome]


def spawn(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    """Start the command line as a process of its own."""
    code = "from sightline.cli.main import main; main()"
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-c", code, *arguments], **options
    )


def test_help_lists_every_command(sightline: Call) -> None:
    """A newcomer sees all there is on one page."""
    told = sightline("--help")
    assert told.code == 0
    assert told.err == ""
    words = " ".join(told.out.split())  # a long summary is wrapped
    for name, target in COMMANDS.items():
        assert f"{name} {target.summary}" in words


def test_help_imports_nothing_heavy() -> None:
    """Help answers at once: no room is loaded, and no library beside click."""
    code = (
        "import sys; from sightline.cli.main import run; run(['--help']);"
        "print(*sorted(m for m in sys.modules if '.' not in m or m.startswith('sightline')),"
        " file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert loaded.isdisjoint({"numpy", "pypinyin", "rich", "rapidfuzz", "jinja2", "platformdirs"})
    assert {name for name in loaded if name.startswith("sightline.")} == {
        "sightline.cli",
        "sightline.cli.failures",
        "sightline.cli.main",
        "sightline.cli.talk",
        "sightline.errors",
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_summaries_are_the_commands_own(name: str) -> None:
    """What `--help` says of a command without loading it is what the command says of itself."""
    command = app.get_command(click.Context(app), name)
    assert command is not None
    assert COMMANDS[name].summary == f"{command.get_short_help_str(limit=200).rstrip('.')}."


def test_every_command_ends_its_help_with_examples() -> None:
    """An example says more than a list of options."""
    for context in commands():
        shown = context.command.get_help(context)
        assert f"\n    {context.command_path}" in shown.partition("Examples:")[2], (
            context.command_path
        )


def test_version_names_the_program(sightline: Call) -> None:
    """The version is what a report of a defect begins with."""
    assert sightline("--version").out.startswith("sightline 0.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serch"], "Did you mean 'search'?"),
        (["--colour"], "No such option '--colour'"),
        (["doctor", "--yaml"], "(hint: sightline doctor --help)"),
        (["doctor", "too", "many"], "unexpected extra arguments"),
    ],
)
def test_a_wrong_call_is_one_line_and_code_2(
    sightline: Call, arguments: list[str], said: str
) -> None:
    """Whoever mistypes reads what and where to look, not a page."""
    told = sightline(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert told.err.startswith("sightline: error: ")
    assert told.err.count("\n") == 1
    assert said in told.err


def test_a_bare_call_shows_help_on_stderr(sightline: Call) -> None:
    """A bare call is a question; a script that makes one by mistake gets no data and code 2."""
    told = sightline()
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Usage: sightline")


OS_CASES = [
    (errno.ENOSPC, "free some space"),
    (errno.EROFS, "give a folder that you may write to"),
    (errno.EACCES, "check who may read and write there"),
    (errno.ENOENT, "check the spelling"),
]


@pytest.mark.parametrize(("number", "remedy"), OS_CASES)
def test_system_errors_name_the_file_and_a_remedy(number: int, remedy: str) -> None:
    """A full disk or a locked folder is told with the file and what to do."""
    failure = failures.explain(OSError(number, os.strerror(number), "cases/亿利/case.db"))
    assert failure.code == 2
    assert failure.message.startswith("cases/亿利/case.db: ")
    assert failure.hint is not None
    assert remedy in failure.hint


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("database is locked", "another process writes this case"),
        ("database or disk is full", "free some space"),
        ("attempt to write a readonly database", "give a folder that you may write to"),
        ("database disk image is malformed", "restore the case from its backup"),
    ],
)
def test_database_errors_have_a_remedy(said: str, remedy: str) -> None:
    """SQLite's words are kept, and the way out stands beside them."""
    failure = failures.explain(sqlite3.OperationalError(said))
    assert said in failure.message
    assert remedy in (failure.hint or "")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("row 7 of suppliers.csv: no name"), 2),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 141),
        (MemoryError(), 2),
        (ZeroDivisionError("division by zero"), 2),
    ],
)
def test_every_error_has_a_code(error: BaseException, code: int) -> None:
    """No error is left to Python's own trace."""
    assert failures.explain(error).code == code


def test_a_defect_says_that_it_is_one() -> None:
    """An error that nobody foresaw does not pass for the user's fault."""
    failure = failures.explain(KeyError("亚克西"))
    assert "unexpected KeyError" in failure.message
    assert "SIGHTLINE_TRACEBACK=1" in (failure.hint or "")


def test_a_trace_is_shown_when_asked_for(sightline: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who mends the program sees where it broke."""
    monkeypatch.setenv("SIGHTLINE_TRACEBACK", "1")
    with pytest.raises(click.UsageError):
        sightline("serch")


def test_a_full_disk_behind_stdout_is_told() -> None:
    """Output that could not be written is an error, even if it was only a page of help."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full: this is tested on Linux")
    with full.open("wb") as out, spawn("--help", stdout=out, stderr=subprocess.PIPE) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.startswith(b"sightline: error: ")
    assert b"free some space" in err
    assert err.count(b"\n") == 1


def test_a_reader_that_leaves_is_no_error() -> None:
    """`sightline ... | head` ends without a word when head has seen enough."""
    read, write = os.pipe()
    os.close(read)
    with spawn("doctor", stdout=write, stderr=subprocess.PIPE) as process:
        os.close(write)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 141
    assert b"error" not in err
    assert b"Traceback" not in err


def test_output_is_utf8_whatever_the_locale() -> None:
    """A Chinese name comes out the same on a machine set to another encoding."""
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    with spawn("亿利资源", env=environment, stderr=subprocess.PIPE) as process:
        _, err = process.communicate(timeout=60)
    assert "亿利资源" in err.decode("utf-8")

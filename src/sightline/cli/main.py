"""The entry point: names to commands, and failures to one line.

A command's module is imported only when that command runs, so that
`sightline --help` answers at once. Whatever goes wrong below ends here
as one line on stderr with the way out; SIGHTLINE_TRACEBACK=1 shows the
whole trace to someone who mends the program.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import click

from sightline import __version__
from sightline.cli import failures, talk


class Target(NamedTuple):
    """Where a command lives, and the line that `--help` shows for it without going there."""

    module: str
    attribute: str
    summary: str


# A test compares each summary with the command's own help.
COMMANDS: dict[str, Target] = {
    "demo": Target(
        "sightline.cli.demo",
        "demo",
        "Read the example briefing, screen the example suppliers, name the page to open.",
    ),
    "case": Target("sightline.cli.case", "case", "Open a case and see what it holds."),
    "add": Target("sightline.cli.case", "add", "Add files and folders to a case."),
    "read": Target(
        "sightline.cli.read", "read", "Read a case's new documents, or one document as a page."
    ),
    "search": Target("sightline.cli.case", "search", "Search the texts of a case."),
    "export": Target("sightline.cli.case", "export", "Write what a case holds as JSON Lines."),
    "dataset": Target("sightline.cli.dataset", "dataset", "List and show the datasets at hand."),
    "codebook": Target(
        "sightline.cli.codebook", "codebook", "List, check, show and compare codebooks."
    ),
    "screen": Target("sightline.cli.screen", "screen", "Screen a supplier file."),
    "doctor": Target("sightline.cli.doctor", "doctor", "Tell what is installed and missing."),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        command = getattr(importlib.import_module(target.module), target.attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{target.module}:{target.attribute} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and for a misspelt one suggest the nearest name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            raise click.exceptions.NoSuchCommand(name, possibilities=list(COMMANDS), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, target.summary) for name, target in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  sightline demo
  sightline case new mycase
  sightline screen suppliers.csv --to out
""",
)
@click.version_option(__version__, prog_name="sightline", message="%(prog)s %(version)s")
def app() -> None:
    """From a published document to a product on a shelf, each step with its evidence.

    Data goes to stdout, talk to stderr. Exit codes: 0 done, 1 done with
    findings where asked for, 2 the input or the call is wrong.
    """


def run(arguments: Sequence[str]) -> int:
    """Carry out one call and return its exit code; never raises unless asked to by the environment."""
    try:
        code = _carry_out(arguments)
        # Here and not at exit: a full disk behind stdout is an error like any other.
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as bare:
        click.echo(bare.format_message(), err=True)
        return failures.WRONG
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("SIGHTLINE_TRACEBACK") == "1":
            raise
        failure = failures.explain(error)
        if failure.message:
            talk.fail(failure.message, failure.hint)
        return failure.code
    return code


def _carry_out(arguments: Sequence[str]) -> int:
    try:
        with app.make_context("sightline", list(arguments)) as context:
            app.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    return 0


def main() -> NoReturn:
    """Run the command line of this process."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Everything written is UTF-8, on a Windows pipe too; a name that is no valid
        # Unicode is shown escaped instead of ending the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = run(sys.argv[1:])
    leave_quietly()
    sys.exit(code)


def leave_quietly() -> None:
    """Give up output that nobody can take any more, so that Python's exit does not trip over it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

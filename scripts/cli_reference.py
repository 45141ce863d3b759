"""Write docs/cli.md from what `--help` really prints, or check that it is still so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from sightline.cli.main import app

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
WIDTH = 88

HEAD = """# Commands

This page is written from the program's own help by `make docs`; a test fails if they differ.
[Formats](formats.md) says what the commands write.
"""


def commands() -> Iterator[click.Context]:
    """Walk all commands, each in the context that its help needs."""
    yield from _below(_context(app, "sightline", None))


def _below(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _below(_context(found, name, context))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(
        command,
        parent=parent,
        info_name=name,
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **command.context_settings,
    )


def page() -> str:
    """Render the whole reference."""
    parts = [HEAD]
    for context in commands():
        shown = context.command.get_help(context).rstrip()
        parts.append(f"## {context.command_path}\n\n```text\n{shown}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Write the page with --write; without, say whether it is still true."""
    fresh = page()
    if "--write" in sys.argv[1:]:
        PAGE.write_text(fresh, "utf-8", newline="\n")
    elif PAGE.read_text("utf-8") != fresh:
        print("docs/cli.md is not what --help prints; run: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

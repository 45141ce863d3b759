"""The codebooks that a case is read with: the bundled one, and an investigator's own beside it.

Own codebooks are copied into the case, so that it is read alike on another
machine and after the file has been edited or lost. `settings.toml` lists
them in their order; a line may be taken out by hand. One of a bundled
codebook's name stands in its place.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

from sightline.coding import Codebook, bundled_codebooks, load_codebook
from sightline.coding.loading import BUNDLED
from sightline.errors import InputError

SETTINGS = "settings.toml"
FOLDER = "codebooks"

_NAME = re.compile(r"[\w-][\w.-]{0,79}")
_HEAD = "# How this case is read. Its own codebooks are in the folder codebooks/.\n"


def names(folder: Path) -> tuple[str, ...]:
    """Give the names of the codebooks that the case in `folder` is read with, in their order.

    Raises:
        InputError: The settings can't be read.
    """
    path = folder / SETTINGS
    hint = f'write codebooks = ["{BUNDLED}"], or remove the file'
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return (BUNDLED,)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}", hint=hint) from error
    listed = said.get("codebooks")
    if (
        set(said) != {"codebooks"}
        or not isinstance(listed, list)
        or not all(isinstance(name, str) and _NAME.fullmatch(name) for name in listed)
    ):
        raise InputError(f"{path}: it is no list of codebooks' names", hint=hint)
    return tuple(dict.fromkeys(listed))


def codebooks(folder: Path) -> tuple[Codebook, ...]:
    """Load the codebooks of the case in `folder`, in the order of its settings.

    Raises:
        InputError: The settings or a codebook can't be read.
    """
    return tuple(_load(folder, name) for name in names(folder))


def use(folder: Path, given: Sequence[str]) -> tuple[Codebook, ...]:
    """Read the case in `folder` with these codebooks too, from now on; give those added.

    Args:
        folder: The case.
        given: Names of bundled codebooks, or paths of TOML files or folders of them.

    Raises:
        InputError: A codebook can't be read or has no usable name; then none is added.
    """
    loaded = [(name, load_codebook(name)) for name in given]
    for name, codebook in loaded:
        if not _NAME.fullmatch(codebook.name):
            hint = "use letters, digits, dots and hyphens"
            raise InputError(f"{name}: {codebook.name!r} can't name a codebook", hint=hint)
        # Two terms that claim one spelling would otherwise fail every capture.
        _ = codebook.spellings
    listed = list(names(folder))
    for name, codebook in loaded:
        if name not in bundled_codebooks():
            _copy(Path(name), folder / FOLDER / codebook.name)
        if codebook.name not in listed:
            listed.append(codebook.name)
    quoted = ", ".join(f'"{name}"' for name in listed)
    unfinished = folder / f"{SETTINGS}.part"
    unfinished.write_text(f"{_HEAD}codebooks = [{quoted}]\n", "utf-8", newline="\n")
    unfinished.replace(folder / SETTINGS)
    return tuple(codebook for _, codebook in loaded)


def _load(folder: Path, name: str) -> Codebook:
    own = folder / FOLDER / name
    if own.is_dir():
        return load_codebook(own)
    if name in bundled_codebooks():
        return load_codebook(name)
    raise InputError(
        f"{folder}: the codebook {name!r} is not in the case",
        hint=f"give it again with --codebook, or take it out of {folder / SETTINGS}",
    )


def _copy(given: Path, to: Path) -> None:
    """Put a codebook's files at `to`, in place of those of an earlier version."""
    if given.resolve() == to.resolve():
        return
    beside = to.with_name(f"{to.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for page in [given] if given.is_file() else sorted(given.glob("*.toml")):
        shutil.copyfile(page, beside / f"{page.stem}.toml")
    if to.exists():
        shutil.rmtree(to)
    beside.rename(to)

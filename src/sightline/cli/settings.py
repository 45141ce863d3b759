"""Settings: where a user's own things live, and the clock.

Nothing is read at import: a command asks for the settings when it runs
and hands the values on. SIGHTLINE_HOME takes the place of the platform's
user folder, SOURCE_DATE_EPOCH that of the clock.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sightline.errors import InputError

KNOWN = ("dataset_folders",)


@dataclass(frozen=True)
class Settings:
    """The user's folder and what `settings.toml` in it says."""

    home: Path
    dataset_folders: tuple[Path, ...]
    """Where the user's own datasets are, the standing folder first."""

    @property
    def file(self) -> Path:
        """Give the path of the settings file, whether it exists or not."""
        return self.home / "settings.toml"


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the user's settings; a missing file means the defaults.

    Raises:
        InputError: The file is no TOML, or has a key or value that means nothing here.
    """
    home = _home(environ)
    standing = home / "datasets"
    try:
        said = tomllib.loads((home / "settings.toml").read_text("utf-8"))
    except FileNotFoundError:
        return Settings(home, (standing,))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{home / 'settings.toml'}: {error}", hint="mend or remove it") from error
    return Settings(home, (standing, *_folders(said, home / "settings.toml")))


def _home(environ: Mapping[str, str]) -> Path:
    if override := environ.get("SIGHTLINE_HOME"):
        return Path(override).expanduser()
    from platformdirs import user_data_path

    return user_data_path("sightline", appauthor=False)


def _folders(said: Mapping[str, object], file: Path) -> tuple[Path, ...]:
    unknown = sorted(set(said) - set(KNOWN))
    if unknown:
        raise InputError(f"{file}: unknown setting {unknown[0]!r}", hint=f"known: {KNOWN[0]}")
    folders = said.get("dataset_folders", [])
    if not isinstance(folders, list) or not all(isinstance(each, str) for each in folders):
        raise InputError(
            f"{file}: dataset_folders is {folders!r}", hint='write dataset_folders = ["PATH"]'
        )
    return tuple(file.parent / Path(each).expanduser() for each in folders)


def now(environ: Mapping[str, str] = os.environ) -> datetime:
    """Tell the time in UTC, to the second; SOURCE_DATE_EPOCH fixes it.

    Raises:
        InputError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    fixed = environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError) as error:
        hint = "give whole seconds since 1970, as `date +%s` prints them"
        raise InputError(f"SOURCE_DATE_EPOCH is {fixed!r}", hint=hint) from error

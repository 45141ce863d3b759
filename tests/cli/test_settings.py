"""Settings: where a user's things are, and the clock that can be fixed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sightline.cli import settings
from sightline.errors import InputError


def test_the_override_takes_the_place_of_the_user_folder(tmp_path: Path) -> None:
    """Everything of the user's is under SIGHTLINE_HOME; nothing has to exist before."""
    chosen = settings.load({"SIGHTLINE_HOME": str(tmp_path / "mine")})
    assert chosen.home == tmp_path / "mine"
    assert chosen.dataset_folders == (tmp_path / "mine" / "datasets",)
    assert not chosen.home.exists()


def test_the_platform_decides_without_an_override() -> None:
    """The user folder is where this platform keeps such things, in a folder of our name."""
    assert settings.load({}).home.name == "sightline"


def test_further_dataset_folders_stand_after_the_own(tmp_path: Path) -> None:
    """A team's folder is searched beside the user's; a relative one starts at the settings."""
    (tmp_path / "settings.toml").write_text('dataset_folders = ["team", "/lists"]', "utf-8")
    chosen = settings.load({"SIGHTLINE_HOME": str(tmp_path)})
    assert chosen.dataset_folders == (tmp_path / "datasets", tmp_path / "team", Path("/lists"))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("dataset_folders = ", "settings.toml"),  # no TOML
        ("dataset_folder = []", "unknown setting 'dataset_folder'"),  # a slip of the pen
        ("dataset_folders = 'lists'", "dataset_folders is 'lists'"),
    ],
)
def test_settings_that_mean_nothing_are_refused(tmp_path: Path, said: str, why: str) -> None:
    """A misspelt setting is told, not passed over."""
    (tmp_path / "settings.toml").write_text(said, "utf-8")
    with pytest.raises(InputError, match=r"settings\.toml") as caught:
        settings.load({"SIGHTLINE_HOME": str(tmp_path)})
    assert why in str(caught.value)
    assert caught.value.hint


def test_the_clock_can_be_fixed() -> None:
    """Under SOURCE_DATE_EPOCH two runs tell the same time, in UTC."""
    fixed = settings.now({"SOURCE_DATE_EPOCH": "1571270400"})
    assert fixed == datetime(2019, 10, 17, tzinfo=UTC)
    assert settings.now({}).tzinfo is UTC


@pytest.mark.parametrize("value", ["yesterday", "1e9", "9" * 40])
def test_a_clock_fixed_to_nonsense_is_refused(value: str) -> None:
    """A wrong SOURCE_DATE_EPOCH is told with its value."""
    with pytest.raises(InputError, match=value):
        settings.now({"SOURCE_DATE_EPOCH": value})

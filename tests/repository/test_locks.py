"""The locks hold what the package says it needs, and the package says what it needs."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib

import pytest

from tests.repository.tree import ROOT, imports, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def normal(name: str) -> str:
    """Spell a package's name in the one way that all spellings of it share."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    """Give the packages that requirement lines name."""
    found = (re.match(r"[\w.-]+", line) for line in requirements)
    return {normal(match[0]) for match in found if match}


def pinned(lock: str) -> dict[str, set[str]]:
    """Read a lock's versions by package; one package may have one for each range of Pythons."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE):
        versions.setdefault(normal(name), set()).add(version)
    return versions


def test_every_locked_version_has_a_hash() -> None:
    """What is installed is what was locked, byte for byte."""
    for lock in LOCKS:
        for block in re.split(r"\n(?=\S)", lock.read_text("utf-8")):
            assert block.startswith("#") or not block.strip() or "--hash=sha256:" in block


def test_locks_hold_what_the_package_asks_for() -> None:
    """A dependency is added together with its lock."""
    core = pinned((ROOT / "requirements" / "core.txt").read_text("utf-8"))
    dev = pinned((ROOT / "requirements" / "dev.txt").read_text("utf-8"))
    assert names(PROJECT["dependencies"]) <= set(core)
    assert names(PROJECT["optional-dependencies"]["dev"]) | set(core) <= set(dev)


def test_locks_agree_with_each_other() -> None:
    """What the tests run with is what a user gets."""
    dev = pinned((ROOT / "requirements" / "dev.txt").read_text("utf-8"))
    for lock in LOCKS:
        for name, versions in pinned(lock.read_text("utf-8")).items():
            assert dev[name] == versions, f"{lock.name}: {name}"


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """The packages whose modules the sources import."""
    packages = importlib.metadata.packages_distributions()
    tops = {name.partition(".")[0] for _, module in modules() for name in imports(module)}
    foreign = tops - set(sys.stdlib_module_names) - {"sightline"}
    return {normal(packages[top][0]) for top in foreign}


def test_what_is_imported_is_declared(imported: set[str]) -> None:
    """Nothing works only because a development tool brought a package along."""
    assert imported <= names(PROJECT["dependencies"])


def test_what_is_declared_is_imported(imported: set[str]) -> None:
    """No user installs what nothing uses."""
    assert names(PROJECT["dependencies"]) <= imported

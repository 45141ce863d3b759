"""The rooms import one another as the table says, and a core room nothing from outside."""

from __future__ import annotations

import tomllib
from graphlib import TopologicalSorter

import pytest

from tests.repository.tree import ROOT, SOURCES, imports, modules

TABLE = tomllib.loads((ROOT / "tests" / "repository" / "arrows.toml").read_text("utf-8"))
ROOMS = TABLE["rooms"]


def under(name: str, roots: list[str]) -> bool:
    """Tell whether a dotted name is one of the roots or lies below one."""
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def test_every_room_is_in_the_table() -> None:
    """A room is built after its arrows are decided, not before."""
    built = {folder.parent.name for folder in SOURCES.glob("*/*.py")}
    # `data` holds no code, only what code reads.
    assert built - {"data"} <= set(ROOMS)


def test_arrows_make_no_ring() -> None:
    """The table itself has an order, so that no two rooms need each other."""
    graph = {room: row["imports"] for room, row in ROOMS.items()}
    assert set(TopologicalSorter(graph).static_order()) == set(ROOMS)


def test_rooms_import_only_what_the_table_allows() -> None:
    """Data moves left to right; a later room never reaches back into an earlier one."""
    wrong = []
    for dotted, module in modules():
        room = dotted.partition(".")[0]
        if room not in ROOMS:
            continue
        allowed = [room, *ROOMS[room]["imports"], *TABLE["everyone"]]
        # `from sightline import __version__` reaches no room.
        wrong += [
            f"{dotted} imports {name}"
            for name in imports(module)
            if name.startswith("sightline.")
            and name != "sightline.__version__"
            and not under(name.removeprefix("sightline."), allowed)
        ]
    assert not wrong


def test_core_rooms_reach_for_nothing_outside() -> None:
    """No database, network, clock or printing in the rooms above `case`."""
    wrong = [
        f"{dotted} imports {name}"
        for dotted, module in modules()
        if ROOMS.get(dotted.partition(".")[0], {}).get("core")
        for name in imports(module)
        if under(name, TABLE["outside"])
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("name", "expected"),
    [("text.fold", True), ("text", True), ("texts.fold", False)],  # a longer name is another room
)
def test_a_room_is_matched_by_whole_names(name: str, expected: bool) -> None:
    """`texts` is not below `text`."""
    assert under(name, ["text"]) is expected

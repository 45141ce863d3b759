"""A cell that holds several names is asked for each of them."""

from __future__ import annotations

import pytest

from sightline.screening.spellings import spellings

CELLS = [
    ("Larkfield Spinning Ltd", []),
    ("云雀纺纱有限公司", []),
    ("云雀纺纱有限公司 Larkfield Spinning Ltd", ["云雀纺纱有限公司", "Larkfield Spinning Ltd"]),
    ("Larkfield Spinning Ltd（云雀纺纱有限公司）", ["云雀纺纱有限公司", "Larkfield Spinning Ltd"]),
    ("Larkfield Ltd; Elmgate Mills", ["Larkfield Ltd", "Elmgate Mills"]),
    ("Larkfield Ltd / Elmgate Mills", ["Larkfield Ltd", "Elmgate Mills"]),
    ("Larkfield Ltd (formerly Elmgate Mills)", ["Larkfield Ltd", "Elmgate Mills"]),
    ("云雀纺纱有限公司（曾用名：青鹿纺纱厂）", ["云雀纺纱有限公司", "青鹿纺纱厂"]),
    ("Fjordhavn Trælast A/S", []),
    ("云雀（苏州）纺纱有限公司", []),
    ("云雀T恤有限公司", []),
    ("Hoshi 星 Trading", []),
]


@pytest.mark.parametrize(("cell", "parts"), CELLS, ids=[cell for cell, _ in CELLS])
def test_the_names_of_a_cell(cell: str, parts: list[str]) -> None:
    """Two languages, a list, a former name; but no legal form or place torn off."""
    assert list(spellings(cell)) == [cell, *parts]

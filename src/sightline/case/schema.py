"""The schema: every version that a case's database went through, in order.

A new case runs all migrations from nothing, an older one those that it
lacks, so both ways lead to the same tables. A migration that was released
is never edited; the next one is added below it.
"""

from __future__ import annotations

APPLICATION = 0x5347484C
"""`PRAGMA application_id` of a case: the letters SGHL."""

_CAPTURES = (
    """
    CREATE TABLE captures (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        url TEXT,
        filename TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        captured_at TEXT NOT NULL,
        previous TEXT
    )
    """,
    # What follows is derived: it can be dropped and rebuilt from the archive.
    """
    CREATE TABLE states (
        capture INTEGER PRIMARY KEY REFERENCES captures (number),
        status TEXT NOT NULL,
        why TEXT
    )
    """,
    """
    CREATE TABLE done (
        capture INTEGER NOT NULL REFERENCES captures (number),
        step TEXT NOT NULL,
        key TEXT NOT NULL,
        rows INTEGER NOT NULL,
        PRIMARY KEY (capture, step)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE texts (
        capture INTEGER NOT NULL REFERENCES captures (number),
        start INTEGER NOT NULL,
        line INTEGER NOT NULL,
        data BLOB NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX texts_place ON texts (capture, start)",
    """
    CREATE TABLE rows (
        step TEXT NOT NULL,
        capture INTEGER NOT NULL REFERENCES captures (number),
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        id TEXT NOT NULL,
        body TEXT NOT NULL
    )
    """,
    "CREATE INDEX rows_place ON rows (step, capture)",
)

_INDEX = (
    # The search key in blocks; numbers are never used twice, because `grams` may
    # still speak of a block that is gone.
    """
    CREATE TABLE blocks (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        capture INTEGER NOT NULL REFERENCES captures (number),
        start INTEGER NOT NULL,
        size INTEGER NOT NULL,
        text TEXT NOT NULL,
        map BLOB NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX blocks_place ON blocks (capture, start)",
    # Only which block holds which gram: every candidate is read again, so
    # positions would be kept for nothing.
    """
    CREATE VIRTUAL TABLE grams USING fts5 (
        held, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
    )
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_CAPTURES, _INDEX)
"""Statements that lead from version n to n + 1, from n = 0 on."""

VERSION = len(MIGRATIONS)
"""The version that this program reads and writes (`PRAGMA user_version`)."""

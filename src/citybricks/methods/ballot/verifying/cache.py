"""What was verified once and need not be again: ballots that passed, boards up to a height."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RULES = "1"
"""Changes with what the checks demand, so that nothing passes by older rules."""
_MANY = 500
"""Hashes in one question to the database."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A board that passed up to an event, and what was counted by then."""

    height: int
    event_hash: str
    state: dict[str, Any]


class Cache:
    """Verdicts in a file of SQLite; only what passed is kept.

    Who can write to the file can make a false verdict: it belongs to who verifies.

    Parameters
    ----------
    path
        The file; made when it is not there.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = path
        with closing(self._open()) as database:
            database.execute("CREATE TABLE IF NOT EXISTS passed (key TEXT PRIMARY KEY)")
            database.execute(
                "CREATE TABLE IF NOT EXISTS boards"
                " (setup TEXT PRIMARY KEY, height INTEGER, event TEXT, state TEXT)"
            )
            database.commit()

    def passed(self, setup: str, hashes: Collection[str]) -> set[str]:
        """Return those of the hashes of documents that passed with the setup of a digest."""
        keys = {f"{RULES}{setup}{one}": one for one in hashes}
        names = list(keys)
        found: set[str] = set()
        with closing(self._open()) as database:
            for start in range(0, len(names), _MANY):
                some = names[start : start + _MANY]
                marks = ",".join("?" * len(some))
                rows = database.execute(f"SELECT key FROM passed WHERE key IN ({marks})", some)  # noqa: S608
                found.update(keys[row[0]] for row in rows)
        return found

    def keep(self, setup: str, hashes: Collection[str]) -> None:
        """Note documents that passed."""
        if hashes:
            with closing(self._open()) as database, database:
                database.executemany(
                    "INSERT OR IGNORE INTO passed VALUES (?)",
                    [(f"{RULES}{setup}{one}",) for one in hashes],
                )

    def checkpoint(self, setup: str) -> Checkpoint | None:
        """Return how far the board of a setup passed."""
        with closing(self._open()) as database:
            row = database.execute(
                "SELECT height, event, state FROM boards WHERE setup = ?", (RULES + setup,)
            ).fetchone()
        return None if row is None else Checkpoint(row[0], row[1], json.loads(row[2]))

    def keep_checkpoint(self, setup: str, checkpoint: Checkpoint) -> None:
        """Note how far a board passed."""
        state = json.dumps(checkpoint.state, separators=(",", ":"))
        row = (RULES + setup, checkpoint.height, checkpoint.event_hash, state)
        with closing(self._open()) as database, database:
            database.execute("INSERT OR REPLACE INTO boards VALUES (?, ?, ?, ?)", row)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=30)

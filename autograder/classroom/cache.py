"""cache.sqlite: results of single exercises, each under a key of all that it depends on.

It only saves work. Where the file is damaged, locked or full, that is said once and everything is judged.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from autograder.classroom.lines import exercise_from_json, exercise_to_json
from autograder.course.model import ExerciseResult

CACHE = "cache.sqlite"
EVERY = 200
"""Results between two times that they are brought to the disk; a kill costs so many at most."""
MOST = 2_000_000
"""Results kept, of some 600 bytes each; the oldest go."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS results (number INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, result BLOB NOT NULL)"
)
_NOTES = "CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, note TEXT NOT NULL)"
_NOTED = "SELECT note FROM notes WHERE key = ?"
_NOTE = "INSERT OR REPLACE INTO notes (key, note) VALUES (?, ?)"
_GET = "SELECT result FROM results WHERE key = ?"
_PUT = "INSERT OR REPLACE INTO results (key, result) VALUES (?, ?)"
_TRIM = "DELETE FROM results WHERE number <= (SELECT max(number) FROM results) - ?"


class Cache:
    """Results by key, on disk."""

    def __init__(self, path: Path) -> None:
        """Opens or makes the file; what is wrong with it is in `problem`, and then it is as if it were empty."""
        self._path = path
        self._base: sqlite3.Connection | None = None
        self._waiting = 0
        self.problem = ""
        try:
            self._base = sqlite3.connect(path, timeout=1.0)
            self._base.executescript(f"BEGIN; {_TABLE}; {_NOTES}; COMMIT")
        except sqlite3.Error as error:
            self._give_up(error)

    def get(self, key: str) -> ExerciseResult | None:
        """The result under this key; None where there is none that can be read."""
        if self._base is None:
            return None
        try:
            row = self._base.execute(_GET, (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return None if row is None else _unpacked(row[0])

    def put(self, key: str, result: ExerciseResult) -> None:
        """Keeps a result, in the place of another under the same key."""
        if self._base is None:
            return
        try:
            self._base.execute(_PUT, (key, _packed(result)))
            self._waiting += 1
            if self._waiting >= EVERY:
                self._base.commit()
                self._waiting = 0
        except sqlite3.Error as error:
            self._give_up(error)

    def noted(self, key: str) -> str | None:
        """What was noted under this key; None where there is nothing."""
        if self._base is None:
            return None
        try:
            row = self._base.execute(_NOTED, (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return row[0] if row is not None and type(row[0]) is str else None

    def note(self, key: str, note: str) -> None:
        """Keeps a text, in the place of another under the same key."""
        if self._base is None:
            return
        try:
            self._base.execute(_NOTE, (key, note))
            self._waiting += 1
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Brings what was kept to the disk."""
        if self._base is None:
            return
        try:
            if self._waiting:
                self._base.execute(_TRIM, (MOST,))
            self._base.commit()
            self._base.close()
        except sqlite3.Error as error:
            self._give_up(error)
        self._base = None

    def _give_up(self, error: sqlite3.Error) -> None:
        said = f"{self._path}: cannot be used ({error}), so nothing is taken from it or kept in it."
        self.problem = f"{said} It only saves work: delete it, and the next run makes it anew."
        if self._base is not None:
            with suppress(sqlite3.Error):  # of what cannot be used nothing more is asked
                self._base.close()
            self._base = None


def _packed(result: ExerciseResult) -> bytes:
    return zlib.compress(json.dumps(exercise_to_json(result), allow_nan=False).encode("ascii"))


@cache
def _decoder() -> Any:
    import msgspec

    return msgspec.json.Decoder(ExerciseResult)


def _unpacked(data: object) -> ExerciseResult | None:
    """None for what was not packed here: zlib's checksum tells a damaged page of the file."""
    import msgspec

    try:
        raw = zlib.decompress(data) if isinstance(data, bytes) else b""
        try:
            return _decoder().decode(raw)  # type: ignore[no-any-return]  # what the decoder was made for
        except msgspec.MsgspecError:  # half a surrogate pair is text to Python alone
            return exercise_from_json(json.loads(raw))
    except (zlib.error, ValueError, KeyError, TypeError):
        return None

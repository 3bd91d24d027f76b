"""Answers on the disk while they are compared: a private file that the system takes away, whatever happens to us.

What is equal lies there once, under a number; the numbers are given from 0 on. SQLite sorts what does not fit into its
few megabytes by way of the disk.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
CREATE TABLE answers (number INTEGER PRIMARY KEY, digest BLOB UNIQUE, said BLOB);
CREATE TABLE names (place INTEGER PRIMARY KEY, name TEXT, number INTEGER);
CREATE TABLE places (band INTEGER, least INTEGER, number INTEGER);
"""
_CROWDED = """
DROP TABLE IF EXISTS crowded;
CREATE TABLE crowded AS
SELECT band, least, min(number) AS first FROM places GROUP BY band, least HAVING count(*) > 1;
CREATE INDEX by_place ON crowded (band, least);
"""
_NEAR = """
SELECT first, band, number FROM places JOIN crowded USING (band, least) ORDER BY first, band, number
"""


class Shelf:
    """Answers by number, who has given which, and which of them stand near each other. Raises sqlite3.Error."""

    def __init__(self) -> None:
        import sqlite3  # a browser's Python has none, and nobody compares a class there

        self._base = sqlite3.connect("")  # a file without a name
        self._base.executescript(_TABLES)
        self._count = 0

    def __len__(self) -> int:
        """How many different answers there are."""
        return self._count

    def put(self, name: str, said: str) -> bool:
        """Adds who has said what. Whether nobody had said that before."""
        raw = said.encode("utf-8", "surrogatepass")
        digest = sha256(raw).digest()
        row = self._base.execute("SELECT number FROM answers WHERE digest = ?", (digest,)).fetchone()
        number = self._count if row is None else row[0]
        if row is None:
            self._base.execute("INSERT INTO answers VALUES (?, ?, ?)", (number, digest, zlib.compress(raw, 1)))
            self._count += 1
        held = name.encode("utf-8", "surrogatepass")
        self._base.execute("INSERT INTO names (name, number) VALUES (?, ?)", (held, number))
        return row is None

    def place(self, least: Sequence[int]) -> None:
        """Says of the answer that came last where it stands: a number in each band."""
        rows = ((band, one, self._count - 1) for band, one in enumerate(least))
        self._base.executemany("INSERT INTO places VALUES (?, ?, ?)", rows)

    def near(self) -> Iterator[list[int]]:
        """The numbers of two answers and more that stand at one place, in the order in which such places came up."""
        self._base.executescript(_CROWDED)
        for _, rows in groupby(self._base.execute(_NEAR), itemgetter(0, 1)):
            yield [number for _, _, number in rows]

    def said(self, number: int) -> str:
        """What was said."""
        (raw,) = self._base.execute("SELECT said FROM answers WHERE number = ?", (number,)).fetchone()
        return zlib.decompress(raw).decode("utf-8", "surrogatepass")

    def names(self) -> Iterator[tuple[int, str]]:
        """The number of the answer and the name of each who has given one, in the order in which they came."""
        for number, name in self._base.execute("SELECT number, name FROM names ORDER BY place"):
            yield number, name.decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Lets go of all of it."""
        self._base.close()

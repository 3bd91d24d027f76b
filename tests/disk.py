"""Whoever imports this does not wait for the disk: a quarter of the time of tests that grade small classes.

What was written is there for every process, also after a kill. Waiting would show where the power is cut: no test does.
"""

from __future__ import annotations

import os
import sqlite3
from typing import Any

_connect = sqlite3.connect


def _unsafe(*args: Any, **options: Any) -> sqlite3.Connection:
    made = _connect(*args, **options)
    made.execute("PRAGMA synchronous = OFF")
    return made


os.fsync = lambda fd: None
sqlite3.connect = sqlite3.dbapi2.connect = _unsafe

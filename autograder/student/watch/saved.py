"""Whether a file was saved: by what its entry on disk says, and where that is not enough, by what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

Mark = tuple[int, int]
What = Literal["", "touched", "changed", "gone"]

GONE_SECONDS = 1.0
"""An editor that writes a new file and renames it leaves none in between, for less than this."""
COARSE_SECONDS = 3.0
"""Some disks tell times in steps of two seconds: for so long after a save another one may look the same."""


def mark(path: Path) -> Mark | None:
    """Changes when the file is saved; None while it is not there, as in the middle of a save."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


class Watched:
    """One file, looked at again and again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark, self._content = mark(path), _content(path)
        self._seen = float("-inf")
        """When it was last seen to be saved."""
        self._missed: float | None = None
        """Since when it has not been there."""

    def look(self, now: float) -> What:
        """What has happened since the last look: the same content saved again is `touched`. `now` are seconds.

        One that has not been there for a while is `gone`, once.
        """
        found = mark(self._path)
        content = _content(self._path) if found != self._mark or now - self._seen < COARSE_SECONDS else self._content
        if found is None or content is None:
            return self._missing(now)
        self._missed = None
        if (found, content) == (self._mark, self._content):
            return ""
        what: What = "touched" if content == self._content else "changed"
        self._mark, self._content, self._seen = found, content, now
        return what

    def _missing(self, now: float) -> What:
        if self._missed is None:
            self._missed = now
        if self._mark is None or now - self._missed < GONE_SECONDS:
            return ""
        self._mark = self._content = None
        return "gone"


def newest(paths: Mapping[str, Path], names: Iterable[str]) -> str | None:
    """Of several the one that was saved last: what somebody works on, where a command has changed many."""
    return max(names, key=lambda name: (mark(paths[name]) or (0, 0))[0], default=None)


def _content(path: Path) -> bytes | None:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return None

"""Whether a file was saved: what its entry on disk says now and said before."""

from __future__ import annotations

from pathlib import Path

Mark = tuple[int, int]


def mark(path: Path) -> Mark | None:
    """Changes when the file is saved; None while it is not there, as in the middle of a save."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size

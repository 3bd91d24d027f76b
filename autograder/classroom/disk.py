"""What a disk does to results, in a sentence: a mistake that the person at the desk can mend, or a fault."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import FULL, GraderFault, UserError


@contextlib.contextmanager
def writing_into(folder: Path) -> Iterator[None]:
    """Says what an OSError in the block means.

    Raises GraderFault where the disk gave way in the middle, and UserError where the folder was never to be written.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno in FULL:
            raise GraderFault(
                f"{folder}: the results cannot be written ({reason}). What is written is kept: make room, "
                "then the same command goes on from there."
            ) from error
        raise UserError(f"{folder}: results cannot be written here ({reason}). {_fix(error, folder)}") from error


def _fix(error: OSError, folder: Path) -> str:
    """What to do about a place that was never to be written."""
    where = Path(os.fsdecode(error.filename)) if error.filename else folder
    if where != folder and where.is_dir():
        return f"{where.name} is a folder there, and a file of the results is called so: move it away."
    if isinstance(error, PermissionError) and where != folder and where.is_file():
        return f"It is about {where.name}: close it where it is open in a spreadsheet, or have its permissions changed."
    if folder.is_symlink() and not folder.exists():
        return "It is a link that leads nowhere: mend it, or name another folder."
    return "Name a folder that you may write to, or have its permissions changed."


def require_writable(folder: Path) -> None:
    """UserError where nothing can be written into this folder, before anybody has begun to work there."""
    with writing_into(folder), tempfile.TemporaryFile(dir=folder):
        pass

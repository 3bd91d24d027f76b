"""What a disk does to results, in a sentence: a mistake that the person at the desk can mend, or a fault."""

from __future__ import annotations

import contextlib
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
        raise UserError(f"{folder}: results cannot be written here ({reason}).") from error

"""One writer: two runs that write into one folder would each undo what the other has done."""

from __future__ import annotations

import contextlib
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from autograder.classroom.disk import writing_into
from autograder.errors import UserError
from autograder.text import show_text
from autograder.writing import sweep

try:
    import fcntl
except ImportError:  # where there are no such locks, nothing keeps a second run away
    fcntl = None  # type: ignore[assignment]

LOCK = ".lock"


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Makes `folder`, and keeps other runs from writing into it while the block lasts.

    The system lets go of the lock when this process ends, in whatever way, so an old lock file stands in nobody's way;
    it is never removed, for a third run could then lock another file than a second one. The process's number and its
    machine in it are for the message only. Raises UserError where another process writes there.
    """
    with contextlib.ExitStack() as stack:
        with writing_into(folder):
            folder.mkdir(parents=True, exist_ok=True)
            file = stack.enter_context(open(folder / LOCK, "a+b", buffering=0))
            _lock(file.fileno(), folder)
            file.truncate(0)
            file.write(f"{os.getpid()} {platform.node()}".encode("utf-8", "replace"))
            sweep(folder)
        yield


def _lock(handle: int, folder: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        number, _, machine = os.pread(handle, 300, 0).decode("utf-8", "replace").strip().partition(" ")
        writer = f"process {number}" if number.isascii() and number.isdigit() else "another process"
        if machine and machine != platform.node():  # a network's disk locks for all: its number means nothing here
            writer += f" on {show_text(machine)}"
        raise UserError(
            f"{folder}: {writer} is writing its results here. "
            "Wait until it has ended, or name another folder with --out."
        ) from None
    except OSError:  # some network file systems have no locks: then there is none, and grading goes on
        return

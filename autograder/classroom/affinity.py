"""Which core a grading process works on.

A grader and its worker take turns: while one computes, the other waits. On two cores each turn wakes a core that has
gone to sleep, and that costs more than the call itself; on one core it does not.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def on_one_core(seat: int | None = None) -> Iterator[None]:
    """Keeps this process, and what it starts inside, on one core; does nothing where the system has no such thing.

    `seat` numbers the processes that work side by side, so that each gets a core of its own as far as there are cores;
    without one it is the core that the system has chosen.
    """
    if sys.platform != "linux":
        yield
        return
    cores = os.sched_getaffinity(0)
    core = _current_core() if seat is None else sorted(cores)[seat % len(cores)]
    with contextlib.suppress(OSError):  # a container may forbid it: then it is only slower
        os.sched_setaffinity(0, {core} & cores or cores)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, cores)


def _current_core() -> int:
    """The core that this process runs on at this moment (the field `processor` of proc(5), number 39)."""
    fields = Path("/proc/self/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return int(fields[36])

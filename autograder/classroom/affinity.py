"""Which core a grading process works on.

A grader and its worker take turns: while one computes, the other waits. On two cores each turn wakes a core that has
gone to sleep, and that costs more than the call itself; on one core it does not.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
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


@contextlib.contextmanager
def on_free_core() -> Iterator[None]:
    """The same for a process that knows of no others: a core that no such process of this user has taken yet.

    Each holds the lock of a file as long as it runs. Where no core is free it stays on all of them.
    """
    if sys.platform != "linux":
        yield
        return
    cores, current = os.sched_getaffinity(0), _current_core()
    with contextlib.ExitStack() as stack:
        for core in sorted(cores, key=lambda core: (core != current, core)):
            if _take(core, stack):
                stack.enter_context(on_one_core(sorted(cores).index(core)))
                break
        yield


def _take(core: int, stack: contextlib.ExitStack) -> bool:
    """Whether this process has now the lock that stands for a core; it keeps it until `stack` is closed."""
    import fcntl

    folder = Path(tempfile.gettempdir()) / f"autograder-cores-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid != os.getuid():
            return False
        file = open(folder / str(core), "ab")  # noqa: SIM115  # closed with the stack
    except OSError:
        return False
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    stack.callback(file.close)
    return True


def _current_core() -> int:
    """The core that this process runs on at this moment (the field `processor` of proc(5), number 39)."""
    fields = Path("/proc/self/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return int(fields[36])

"""What crossing the wall costs: a call there and back, a session, and a bare fork to compare with. Prints JSON.

    python benchmarks/wall.py [--calls 2000] [--sessions 100]

Medians in microseconds and milliseconds. Ratios are the figures that carry over to another machine.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from autograder.classroom.affinity import on_one_core
from autograder.sandbox.outcomes import Loaded, Returned
from autograder.sandbox.process.launcher import PRELOAD, Launcher, SessionLimits

CODE = "def same(values):\n    return values\n"
LIMITS = SessionLimits(seconds=10.0, memory_mb=256)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--sessions", type=int, default=100)
    given = parser.parse_args()
    for name in PRELOAD:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    with on_one_core(), Launcher() as launcher:  # as grading does
        fork = timed(bare_fork, given.sessions)
        start = perf_counter()
        launcher.open(LIMITS).load("m", CODE, filename="m.py")
        first = perf_counter() - start
        session = timed(lambda: one_session(launcher), given.sessions)
        calls = {
            name: round(1e6 * call_cost(launcher, value, given.calls), 1)
            for name, value in (
                ("array of 3", np.arange(3.0)),
                ("list of 3", [1.0, 2.0, 3.0]),
                ("array of 512 x 64", np.zeros((512, 64))),
            )
        }
        result = {
            "layers": launcher.layers,
            "call_us": calls,
            "first_session_ms": round(1e3 * first, 2),
            "session_ms": round(1e3 * session, 2),
            "bare_fork_ms": round(1e3 * fork, 2),
            "session_over_fork": round(session / fork, 2),
        }
    print(json.dumps(result, indent=2))


def timed(act: Callable[[], object], times: int) -> float:
    """The median duration in seconds, after one that does not count."""
    act()
    found = []
    for _ in range(times):
        start = perf_counter()
        act()
        found.append(perf_counter() - start)
    return median(found)


def bare_fork() -> None:
    """A child of this process, which has imported what the zygote has; it ends at once."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def one_session(launcher: Launcher) -> None:
    """A worker made, a file loaded, a function called, the worker ended."""
    with launcher.open(LIMITS) as session:
        assert session.load("m", CODE, filename="m.py") == Loaded()
        session.call("m", "same", ([1.0],), {})


def call_cost(launcher: Launcher, value: object, times: int) -> float:
    with launcher.open(LIMITS) as session:
        session.load("m", CODE, filename="m.py")
        assert isinstance(session.call("m", "same", (value,), {}), Returned)
        return timed(lambda: session.call("m", "same", (value,), {}), times)


if __name__ == "__main__":
    main()

"""What a zygote does once before it makes workers: what every worker will do, so that it is done in none of them.

Python fits code that has run a few times to what it met, and keeps what it looked up; all of that is written to memory.
In a worker such a write copies a page. Nothing that a program can see is left of the rehearsal.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from autograder.sandbox.datafiles import BEHIND_THE_WALL, DataFiles
from autograder.sandbox.process.packing import pack
from autograder.sandbox.process.wire import CALL, LOAD, PREFIX, Request, frame, read_request
from autograder.sandbox.process.worker import Worker

TIMES = 20
"""Python fits code to what it meets after eight times or so, some of it after twice as many."""
NAME = "rehearsal"
PROGRAM = '''"""A program as students write them."""
import math
import numpy as np

LIMIT = 3


def shares(values, scale=1.0):
    """Plain Python."""
    if not values:
        raise ValueError("there are no values")
    largest = max(values)
    parts = [math.exp((value - largest) / scale) for value in values]
    whole = sum(parts)
    return [part / whole for part in parts]


def table(rows, *, axis=-1):
    """Arrays."""
    array = np.asarray(rows, dtype=float)
    parts = np.exp(array - array.max(axis=axis, keepdims=True))
    weights = parts / parts.sum(axis=axis, keepdims=True)
    return weights, weights @ array.T, {"mean": float(np.mean(array)), "rows": len(array), "whole": array.ndim == 2}
'''
CALLS: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("shares", ([1.0, 2.0, 3.0],), {"scale": 2.0}),
    ("shares", ([],), {}),
    ("table", (np.ones((2, 3)),), {}),
    ("table", ([[1.0, 2.0], [3.0, 4.0]],), {"axis": 0}),
    ("nobody", (1, "text"), {}),
)


def rehearse() -> None:
    """Loads and calls a program in this process, as a worker does."""
    with DataFiles({}, (BEHIND_THE_WALL,), alone=True).shown():  # loading shows files for good; this takes that back
        for _ in range(2):
            worker = Worker()
            _answer(worker, Request(0, LOAD, NAME, f"{NAME}.py", PROGRAM, None, False, ["math", "numpy"]), [])
            for time in range(TIMES):
                for function, args, kwargs in CALLS:
                    buffers: list[bytes] = []
                    packed = pack(args, buffers), pack(kwargs, buffers) if kwargs else None
                    _answer(worker, Request(0, CALL, NAME, function, *packed, bool(time % 2)), buffers)
    del sys.modules[f"submission.{NAME}"]


def _answer(worker: Worker, request: Request, buffers: list[bytes]) -> None:
    message = memoryview(frame(request, buffers))
    header, _ = PREFIX.unpack_from(message)
    start = PREFIX.size + header
    worker.answer(read_request(bytes(message[PREFIX.size : start]), message[start:]))

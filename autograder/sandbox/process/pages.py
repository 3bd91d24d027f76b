"""A zygote's memory in large pages: a fork copies an entry for each page, and the worker's end drops each again.

Both together are a third of what an empty worker costs. In a large page a worker copies no more than the four KiB that
it writes to, as ever. Nothing but the cost depends on it: where the kernel has no large pages to give, all stays as it
was. Hardly anything is imported here: the room is laid out before all else.
"""

from __future__ import annotations

from pathlib import Path

LARGE = 1 << 21
COLLAPSE = 25
"""MADV_COLLAPSE, Linux 6.1: puts what lies there into a large page, now."""
SMALL = 400
"""Bytes: Python takes what is smaller than 512 from arenas of its own, of which this is to fill many."""
NEAR = 1 << 18
"""Bytes: an arena has more than that, and is given back when nothing is left in it."""

_held: dict[int, bytes] = {}
"""One block in each stretch of NEAR bytes, so that its arena stays."""


def lay_out(size: int) -> None:
    """Has Python take so much memory in one piece, in which what comes after this will lie."""
    blocks = [b""] * (size // SMALL)
    for number in range(len(blocks)):
        blocks[number] = bytes(SMALL)
    for block in blocks:
        _held[id(block) // NEAR] = block


def gather() -> None:
    """Puts what has come to lie there, and on C's heap, into large pages."""
    import ctypes

    from autograder.sandbox.wall.prctl import libc

    for number in sorted({*_laid_out(), *_heap()}):
        libc.madvise(ctypes.c_void_p(number * LARGE), ctypes.c_size_t(LARGE), COLLAPSE)


def _laid_out() -> set[int]:
    """The numbers of the large pages that are Python's from end to end."""
    parts = LARGE // NEAR
    return {near // parts for near in _held if all(near // parts * parts + part in _held for part in range(parts))}


def _heap() -> set[int]:
    lines = Path("/proc/self/maps").read_text().splitlines()
    spans = [line.split()[0].split("-") for line in lines if line.endswith("[heap]")]
    return {number for start, end in spans for number in range(-(-int(start, 16) // LARGE), int(end, 16) // LARGE)}

"""A zygote's memory in large pages: a fork copies an entry for each page, and the worker's end drops each again.

Both together are a third of what an empty worker costs. In a large page a worker copies no more than the four KiB that
it writes to, as ever; copying those is another third. So what every worker uses lies together. Nothing but the cost
depends on it: where the kernel has no large pages to give, all stays as it was. Hardly anything is imported here: the
room is laid out before all else.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterable
from pathlib import Path

LARGE = 1 << 21
COLLAPSE = 25
"""MADV_COLLAPSE, Linux 6.1: puts what lies there into a large page, now."""
SMALL = 400
"""Bytes: Python takes what is smaller than 512 from arenas of its own, of which this is to fill many."""
NEAR = 1 << 18
"""Bytes: an arena has more than that, and is given back when nothing is left in it."""

FIRST = ("ast", "ctypes", "importlib.abc", "msgspec", "resource", "socket", "weakref")
"""What the engine's part behind the wall imports, beside what programs may."""
ALIGNMENT, SMALLEST_LARGE = 16, 512
POOL, POOL_HEADER = 1 << 14, 48
"""Python's small objects lie in pools of this size, each of blocks of one size. Where another Python's pools are of
another, some more blocks are taken than are needed, and no other harm is done."""
MOST_HOLES, IN_ORDER = 1 << 15, 5
_held: dict[int, bytes] = {}
"""One block in each stretch of NEAR bytes, so that its arena stays."""
_fillings: list[object] = []


def lay_out(size: int) -> None:
    """Has Python take so much memory in one piece, in which what comes after this will lie."""
    blocks = [b""] * (size // SMALL)
    for number in range(len(blocks)):
        blocks[number] = bytes(SMALL)
    for block in blocks:
        _held[id(block) // NEAR] = block


def bring(modules: Iterable[str]) -> None:
    """Imports what the engine stands on, and fills the holes that this leaves: the engine itself will lie together."""
    for name in (*FIRST, *modules):
        importlib.import_module(name)
    gc.collect()
    for size in range(ALIGNMENT, SMALLEST_LARGE + 1, ALIGNMENT):
        _fill(size)


def _fill(size: int) -> None:
    """Takes blocks of so many bytes until they come from a new pool: then no other pool of theirs has any left.

    A new one gives its blocks in their order. The first of an old one may be free as well, and hardly the next ones.
    """
    in_order, last = 0, 0
    for number in range(MOST_HOLES):
        block = _block(size, number)
        _fillings.append(block)
        begins, follows = id(block) % POOL == POOL_HEADER, id(block) == last + size
        in_order, last = 1 if begins else in_order + follows if in_order and follows else 0, id(block)
        if in_order == IN_ORDER:
            return


def _block(size: int, number: int) -> object:
    if size == ALIGNMENT:
        return object()
    return bytes(size - bytes.__basicsize__) if size > bytes.__basicsize__ + 1 else (1 << 20) + number


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

"""What programs leave behind in a worker though nothing of theirs is held any more, cleared up for the next one."""

from __future__ import annotations

import gc
import typing
from collections.abc import Callable, Iterable

import numpy as np

ROOM = 63 / 64
"""Of the memory that a program may take, how much has to be free for the next one."""


def cleared(memory: int) -> bool:
    """Clears up after programs that are gone; whether nothing of them is left. `memory` are bytes that one may take.

    Arrays of objects are in no collection, so a circle through one is there for good; it is told by what it fills.
    """
    for forget in _caches():
        forget()
    gc.collect()
    return _has_room(int(memory * ROOM))


def _caches() -> Iterable[Callable[[], None]]:
    """Of `typing`, which hands out again what it made for anything that was equal: 1 for 1.0."""
    return typing._cleanups  # type: ignore[attr-defined,no-any-return]


def _has_room(size: int) -> bool:
    """Whether so many bytes can be had. None of them is touched, so the asking costs nothing."""
    try:
        return np.empty(size, np.uint8) is not None
    except MemoryError:
        return False

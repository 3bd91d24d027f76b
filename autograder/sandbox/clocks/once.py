"""Work that is done once for a class, in whoever's turn it falls: it is no part of the time that judging them took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Clock:
    """Seconds that this process has spent for the class as a whole."""

    seconds: float = 0.0


SPENT = Clock()


@contextmanager
def for_the_class() -> Iterator[None]:
    """Counts what is done inside to the class."""
    start = time.perf_counter()
    try:
        yield
    finally:
        SPENT.seconds += time.perf_counter() - start


def charge(seconds: float) -> None:
    """Counts seconds to whoever is judged now, which they used in a process that is gone."""
    SPENT.seconds -= seconds

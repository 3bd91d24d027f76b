"""What NumPy does where it cannot reckon on, as a student's file asks for it: kept to that file.

At home many files and the checks share one process. And a number that is rounded to 0, for it is too small for the
computer, is no error whatever the file says: among numbers that lie far apart that is the right answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

UNDER: dict[str, Any] = {"under": "ignore"}


class Reckoning:
    """What one file has asked for so far, by `np.seterr`."""

    def __init__(self) -> None:
        self._asked: dict[str, Any] = {}

    @contextmanager
    def its_own(self) -> Iterator[None]:
        """Inside, NumPy does what the file asks for; afterwards what it did before."""
        with np.errstate(**self._asked | UNDER):
            before: dict[str, Any] = {**np.geterr()}
            try:
                yield
            finally:
                self._asked |= {kind: way for kind, way in np.geterr().items() if way != before[kind]}

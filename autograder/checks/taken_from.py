"""Whether a value that a check compares came out of what a call gave."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np


def parts_of(value: Any) -> Any:
    """What a dict, a tuple or a list holds; of others nothing."""
    return value.values() if type(value) is dict else value if type(value) in (tuple, list) else ()


def is_row(part: Any, value: Any) -> bool:
    """Whether it is a row, or an entry, of an array."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "biufc":
        return False
    if isinstance(part, np.ndarray):
        return part.base is value
    return isinstance(part, np.generic) and value.ndim == 1 and bool((value == part).any())


def holds_the_same(one: Any, other: Any) -> bool:
    """Whether two rows hold the very same parts: a check made a list of what an object gave."""
    return type(other) is list and len(one) == len(other) and all(map(operator.is_, one, other))

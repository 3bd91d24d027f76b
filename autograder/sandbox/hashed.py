"""What stands in a set, or is the key of a dict: it is looked up by its hash, which a sender may have chosen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from autograder.sandbox.bounds import MAX_COLLIDING, NotPlain
from autograder.sandbox.handles import Handle, Lent

_FREE = (str, bytes, float, bool)
"""Kinds of which few share a hash, or whose hashes are secret."""


def unchanging(part: Any) -> Any:
    """Plain data as Python takes it there: a set in it is a frozen one. NotPlain for what has no hash."""
    kind = type(part)
    if kind is tuple:
        return tuple(map(unchanging, part))
    if kind is set:  # what is in it has been here: nothing is compared again
        return frozenset(part)
    if kind is Handle or kind is Lent:
        raise NotPlain("objects in a set or as keys of a dict")
    try:
        hash(part)
    except TypeError as error:
        raise NotPlain(f"a {kind.__name__}, which may change, in a set or as the key of a dict") from error
    return part


def check(parts: Collection[Any], says: str) -> None:
    """Raises NotPlain for parts among which it would be slow to look anything up: before any of them is.

    `says` is what it says, with a place for how many may be there.
    """
    hard = sum(type(part) not in _FREE and (type(part) is not int or abs(part) >= 2**63) for part in parts)
    if hard > MAX_COLLIDING:
        raise NotPlain(says.format(MAX_COLLIDING))


OF_A_SET = "a set of more than {} tuples"
OF_A_DICT = "a dict with more than {} tuples as keys"

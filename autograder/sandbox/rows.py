"""Long rows of numbers: what crosses as one buffer, and takes no room among the parts of an answer."""

from __future__ import annotations

from itertools import chain
from typing import Any

PACKED_FROM = 32
"""Parts of a list or a tuple, from which on it is looked at."""
EXACT = 2**53
"""Whole numbers up to here are the same as floats."""
_NUMBERS = frozenset((float, int))
_LETTERS: dict[type[Any], str] = {list: "l", tuple: "t"}


def rows_of(value: Any) -> tuple[str, str, list[int]] | None:
    """The kinds of rows, what they hold, and their shape; None for what is no list or tuple of numbers, or of such.

    ``("l", "f", [n])`` is a list of n floats, ``("lt", "i", [n, m])`` a list of n tuples of m ints, and "m" are ints
    and floats side by side, of which each is known again.
    """
    if len(value) < PACKED_FROM:
        return None
    kinds: set[type[Any]] = set(map(type, value))
    if kinds <= _NUMBERS:
        return _told(_LETTERS[type(value)], kinds, value, [len(value)])
    if len(kinds) != 1 or not kinds <= _LETTERS.keys():
        return None
    lengths = set(map(len, value))
    inner = set(map(type, chain.from_iterable(value)))
    if len(lengths) != 1 or not inner or not inner <= _NUMBERS:
        return None
    letters = _LETTERS[type(value)] + _LETTERS[kinds.pop()]
    return _told(letters, inner, chain.from_iterable(value), [len(value), lengths.pop()])


def _told(letters: str, kinds: set[type[Any]], numbers: Any, shape: list[int]) -> tuple[str, str, list[int]] | None:
    if kinds == {float}:
        return letters, "f", shape
    whole = [number for number in numbers if type(number) is int]
    most = 2**63 - 1 if len(kinds) == 1 else EXACT
    if min(whole) < -most or max(whole) > most:
        return None
    return letters, "i" if len(kinds) == 1 else "m", shape

"""What lean workers have ready, which programs that is enough for, and what happens to one that asks for more.

A worker reaches no files, so what a program may import is imported before the fork. The whole of that is 30 MB, and a
fork costs by the page; most programs need a third of it. They begin in a worker that has no more than that, and one
that asks for more ends there and begins again in a whole one, so that nobody can tell which of them it was.
"""

from __future__ import annotations

import importlib.abc
import os
import re
import sys
from typing import NoReturn

LEAN = (
    *("__future__", "abc", "bisect", "cmath", "collections", "collections.abc", "contextlib", "copy", "dataclasses"),
    *("datetime", "decimal", "enum", "fractions", "functools", "heapq", "itertools", "math", "numbers", "numpy"),
    *("numpy.linalg", "numpy.random", "operator", "random", "re", "statistics", "string", "struct", "sys", "time"),
    *("types", "typing", "warnings"),
)
"""Modules that cost next to nothing beside NumPy and the engine's own, and that honest programs use."""
NOT_READY = 75
"""The exit status of a worker whose program asks for a module that it has not. A program that exits with it by itself
begins again in a whole worker, and has crashed when it does so there."""

_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)|import[ \t]+([^#;\n]+))", re.MULTILINE)
_STAR = re.compile(r"import[ \t]+\*")
_AROUND = ("modules", "__import__", "importlib")
"""In a program that looks around among modules."""


class NotReady(BaseException):
    """The program needs a whole worker, and is to begin again in one.

    Not an Exception: a check that expects an error must not take this for one.
    """


class NotAlone(NotReady):
    """What came of the program may be due to others that were in its process: it begins again in one of its own."""


def is_enough(source: str) -> bool:
    """Whether a program looks as if a lean worker would do. A wrong guess costs time, and nothing else."""
    if any(word in source for word in _AROUND) or ("*" in source and _STAR.search(source)):
        return False
    for one, several in _IMPORT.findall(source):
        for name in several.split(",") if several else (one,):
            words = name.split()
            if words and words[0] not in LEAN:
                return False
    return True


class _NoMore(importlib.abc.MetaPathFinder):
    """Asked before every other finder: what has to be found is not ready."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> NoReturn:
        os._exit(NOT_READY)


def end_where_more_is_asked_for() -> None:
    """From now on this process ends when it looks for a module that is not imported yet."""
    sys.meta_path.insert(0, _NoMore())

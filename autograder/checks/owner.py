"""Who makes an object's calls, and who it is that asks something of an object."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from typing import Any, NoReturn, Protocol

_LOOKERS = ("_pytest", "reprlib", "pdb", "bdb", "IPython", "debugpy")
"""Who writes an object down to explain a failure: that is no question to the student's code."""
IN_CHECK = "__is_a_check__"
"""Stands in the globals of a file of checks: what asks from there means the student's, not what stands for it."""


class Owner(Protocol):
    """What makes an object's calls."""

    def use(self, operation: str, /, *args: Any, **kwargs: Any) -> Any: ...

    def data_of(self, target: Any) -> Any: ...

    def class_of(self, target: Any, untold: bool = False) -> Any: ...

    def refuse(self, target: Any) -> NoReturn: ...

    def items(self, target: Any) -> Iterator[Any]: ...

    def not_called(self, target: Any, name: str) -> NoReturn: ...


def in_check() -> bool:
    """Whether it is the text of a check that asks what the caller answers."""
    return IN_CHECK in sys._getframe(2).f_globals


def copied_by_check() -> bool:
    """Whether it is for the text of a check that Python's `copy` asks, however deep in what is copied."""
    asking: types.FrameType | None = sys._getframe(2)
    while asking is not None and asking.f_globals.get("__name__") == "copy":
        asking = asking.f_back
    return asking is not None and IN_CHECK in asking.f_globals


def looked_at() -> bool:
    """Whether it is pytest or a debugger that asks for the text of an object."""
    asking = str(sys._getframe(2).f_globals.get("__name__"))
    return asking.startswith(_LOOKERS)

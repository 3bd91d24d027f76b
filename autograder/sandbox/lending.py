"""A function of the check's in the student's hands: a function of their own side, that asks for each answer.

Plain data go over, plain data come back. The check's function stays where it is.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from autograder.sandbox.outcomes import Raised, Returned
from autograder.sandbox.restore import tables_restored
from autograder.sandbox.values import NotPlain, Plain, to_plain

Ask = Callable[[tuple[Plain, ...], dict[str, Plain]], Returned | Raised]


def stand_in(name: str, ask: Ask, alive: Callable[[], bool]) -> Callable[..., Any]:
    """The function that a student's code calls in place of the check's, while that check runs."""

    def function(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        if not alive():
            raise RuntimeError(f"{name} was lent for one check, which is over")
        try:
            handed, named = to_plain(args), to_plain(kwargs)
        except NotPlain as error:
            raise TypeError(f"{name} takes plain data, not {error}") from None
        outcome = ask(handed, named)
        if isinstance(outcome, Raised):
            raise rebuild(outcome)
        return tables_restored(outcome.value)

    function.__name__ = function.__qualname__ = name
    return function


def rebuild(raised: Raised) -> Exception:
    """The builtin exception that stands for what was raised on the other side."""
    kind = getattr(builtins, raised.builtin or "", None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = RuntimeError
    for candidate in kind.__mro__:
        try:
            error = candidate(raised.text)
        except TypeError:  # such as UnicodeDecodeError, which wants five arguments
            continue
        if isinstance(error, Exception):
            return error
    return RuntimeError(raised.text)

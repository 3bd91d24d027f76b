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


_LONGEST_NAME = 100


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
    """What stands for an exception of the other side: a builtin one, under the name that it had there."""
    kind = getattr(builtins, raised.builtin or "", None)
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        kind = RuntimeError
    for candidate in kind.__mro__:
        try:
            error = candidate(raised.text)
        except TypeError:  # such as UnicodeDecodeError, which wants five arguments
            continue
        if isinstance(error, Exception):
            return _under_its_name(error, raised)
    return RuntimeError(raised.text)


def _under_its_name(error: Exception, raised: Raised) -> Exception:
    """The same with a class of the student's name for it: at home a check sees that, too."""
    name = raised.type_name
    if name == raised.builtin or not name.isidentifier() or len(name) > _LONGEST_NAME:
        return error
    named: Exception = type(name, (type(error),), {})(*error.args)
    return named

"""Functions that a check hands over: asked from the other side with plain data, in the grader, counted and limited."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from autograder.checks.functions import frozen, of_function
from autograder.errors import GraderFault
from autograder.sandbox.handles import Lent
from autograder.sandbox.loading import nearest_builtin
from autograder.sandbox.outcomes import Raised, Returned
from autograder.sandbox.restore import tables_restored
from autograder.sandbox.timelimit import OutOfTime, limited
from autograder.sandbox.values import NotPlain, Plain, to_plain, weight

MOST_CALLS = 10_000
"""In one call of the student's: at home as in class, where more take too long."""
MOST_FUNCTIONS = 1_000
MOST_BYTES = 1 << 22
"""Of arguments: the check's function works on them in the grader."""
MOST_INSIDE = 8
"""Calls of the student's inside of a function of the check's inside of a call, and so on."""
_TEXT = 200


class LentFunctions:
    """The functions that one check has lent."""

    def __init__(self) -> None:
        self._lent: dict[int, tuple[Callable[..., Any], Lent]] = {}
        self._calls = 0
        self._inside = 0
        self._over = False
        self.failure: BaseException | None = None
        """What ended the check in the middle of a function of its own."""

    def begin(self) -> None:
        """Another call of the student's: one that is made inside of a function of the check's counts on."""
        if not self._inside:
            self._calls = 0
            self.failure = None

    def end(self) -> None:
        """The check is over. A known mistake may be asked its calls again, within that one's own time."""
        self._over = True

    def lend(self, function: Callable[..., Any]) -> Lent:
        """What stands for the function. The same function is the same again."""
        known, key = self._lent.get(id(function)), of_function(function)
        if known is None or known[1].key != key:
            if len(self._lent) >= MOST_FUNCTIONS:
                raise NotPlain(f"one function more than the {MOST_FUNCTIONS} that a check may lend")
            name = str(getattr(function, "__name__", "function"))
            name = "function" if name == "<lambda>" else name
            known = function, Lent(len(self._lent) + 1, name, self._guarded(function, name, key), key)
            self._lent[id(function)] = known
        return known[1]

    def _guarded(
        self, function: Callable[..., Any], name: str, key: Hashable | None
    ) -> Callable[[tuple[Plain, ...], dict[str, Plain], float | None], Returned | Raised]:
        then = function if key is None else frozen(function)

        def answer(args: tuple[Plain, ...], kwargs: dict[str, Plain], seconds: float | None) -> Returned | Raised:
            refused = self._refusal(name, args, kwargs)
            if refused is not None:
                return refused
            self._inside += 1
            asked = then if self._over else function
            try:
                handed, named = tables_restored(args), tables_restored(kwargs)
                value = (
                    asked(*handed, **named) if seconds is None else limited(lambda: asked(*handed, **named), seconds)
                )
                return Returned(to_plain(value))
            except (OutOfTime, KeyboardInterrupt):
                raise
            except NotPlain as error:
                return Raised("TypeError", f"{name} gave {error}, which a student's code cannot be handed", "TypeError")
            except BaseException as error:
                if isinstance(error, Exception) and not isinstance(error, AssertionError | GraderFault):
                    return Raised(type(error).__name__, str(error)[:_TEXT], nearest_builtin(type(error)))
                self.failure = error  # the check's own word about what it was called with
                return Raised("AssertionError", f"{name} cannot be called like that", "AssertionError")
            finally:
                self._inside -= 1

        return answer

    def _refusal(self, name: str, args: tuple[Plain, ...], kwargs: dict[str, Plain]) -> Raised | None:
        self._calls += 1
        if self._calls > MOST_CALLS and not self._over:
            return Raised("RuntimeError", f"{name} was called more than {MOST_CALLS} times in one call", "RuntimeError")
        if self._inside >= MOST_INSIDE:
            return Raised("RecursionError", f"{name} is called inside of itself too often", "RecursionError")
        if any(type(part) is int and part.bit_length() > 64 for part in (*args, *kwargs.values())):
            return Raised("OverflowError", f"{name} takes no integer of more than 64 bits", "OverflowError")
        if weight(args) + weight(kwargs) > MOST_BYTES:
            return Raised("ValueError", f"{name} takes no more than {MOST_BYTES >> 20} MiB at a time", "ValueError")
        return None

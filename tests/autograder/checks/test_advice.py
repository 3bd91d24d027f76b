"""advice: what to do about answers that only show their reason side by side."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.checks.advice import with_advice
from autograder.checks.outline import outline
from autograder.checks.sentences import Call
from autograder.sandbox.outcomes import Raised, Returned

KEPT = "It begins with all that f returned before"


def call(function: str, argument: Any, value: Any) -> Call:
    """One call that came back."""
    return Call(function, (argument,), {}, Returned(value))


def test_a_list_that_grows_from_call_to_call_is_told() -> None:
    """Whoever keeps one list for all calls hears of it, and not only that the length is wrong."""
    said = with_advice("Wrong.", [call("f", [3.0], [1.0]), call("f", [4.0], [1.0, 2.0])], ())
    assert said.startswith(f"Wrong. {KEPT}: is a list made once")


@pytest.mark.parametrize(
    ("earlier", "last"),
    [
        (call("f", [3.0], [1.0]), call("f", [3.0, 4.0], [1.0, 2.0])),  # what it was called with goes on too
        (call("f", [3.0], [1.0]), call("f", [4.0], [1.5, 2.0])),
        (call("f", [3.0], [1.0]), call("f", [4.0], [1.0])),
        (call("f", [3.0], []), call("f", [4.0], [1.0])),
        (call("g", [3.0], [1.0]), call("f", [4.0], [1.0, 2.0])),
        (call("f", [3.0], 1.0), call("f", [4.0], 2.0)),
    ],
)
def test_other_answers_are_not_said_to_be_kept(earlier: Call, last: Call) -> None:
    """A longer answer to a longer question, other numbers, another function."""
    assert with_advice("Wrong.", [earlier, last], ()) == "Wrong."


TOO_FAR = "def f(a):\n    total = 0\n    for x in a:\n        total += x\n        return total\n"


def test_a_return_in_a_loop_is_asked_about() -> None:
    """One step too far to the right: the loop ends in its first round."""
    said = with_advice("Wrong.", [call("f", [3.0], 3.0)], outline(TOO_FAR))
    assert (
        said == "Wrong. The `return` in line 5 stands inside a loop, which it ends in its first round: is that meant?"
    )


@pytest.mark.parametrize(
    "source",
    [
        "def f(a):\n    for x in a:\n        if x < 0:\n            continue\n        return x\n",  # a search
        "def f(a):\n    for x in a:\n        if x:\n            return x\n    return 0\n",
        "def f(a):\n    for x in a:\n        try:\n            return 1 / x\n        except E:\n            pass\n",
        "def f(a):\n    for x in a:\n        def g():\n            return x\n        y = g()\n    return y\n",
        "def f(a):\n    for x in a:\n        y = x\n    return y\n",
        TOO_FAR.replace("def f", "def g"),  # another function
        f"{TOO_FAR}\n\ndef f(a):\n    return a\n",  # the last one counts
    ],
)
def test_other_returns_are_not_asked_about(source: str) -> None:
    """A search, a return below the loop, another function, a definition that does not count."""
    assert "stands inside a loop" not in with_advice("Wrong.", [call("f", [3.0], 3.0)], outline(source))


def test_an_error_before_the_return_is_not_its_doing() -> None:
    """Who never came to the return is told of the error alone."""
    raised = Call("f", ([3.0],), {}, Raised("KeyError", "1", "KeyError", 4))
    assert with_advice("Wrong.", [raised], outline(TOO_FAR)) == "Wrong."

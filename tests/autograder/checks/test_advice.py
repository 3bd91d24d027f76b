"""advice: what to do about answers that only show their reason side by side."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.checks.advice import with_advice
from autograder.checks.sentences import Call
from autograder.sandbox.outcomes import Returned

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

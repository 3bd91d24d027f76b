"""Parameters in another order or under other names: both signatures are told, and only where they are what is wrong."""

from __future__ import annotations

import pytest

from autograder.checks.outline import outline
from autograder.checks.sentences import Call
from autograder.checks.signatures import is_table, on_signature, signatures, takes_others
from autograder.sandbox.handles import Handle
from autograder.sandbox.outcomes import CallOutcome, Raised, Returned

WANTED = {"share": ("parts", "place"), "Model": ("rate",), "Model.fit": ("xs", "ys")}
INSIDE = Raised("TypeError", "'float' object is not subscriptable", "TypeError", 2)


def told(source: str, call: Call) -> str:
    return on_signature(call, outline(source), WANTED)


def share(*args: object, outcome: CallOutcome = INSIDE, **kwargs: object) -> Call:
    return Call("share", args, kwargs, outcome)


@pytest.mark.parametrize("outcome", [INSIDE, Returned(0.5)])
def test_another_order_is_told_with_both_signatures(outcome: CallOutcome) -> None:
    """Whether it raised or gave a wrong answer: what was handed over met the wrong parameter."""
    said = told("import math\n\ndef share(place, parts):\n    return parts[place]\n", share([0.5], 0, outcome=outcome))
    assert said.startswith("The checks call share(parts, place), and your file in line 3 has share(place, parts).")


@pytest.mark.parametrize("parameters", ["parts, place", "values, index", "*args", "parts, *rest"])
def test_what_the_call_met_rightly_is_not_told(parameters: str) -> None:
    """Other names in the same order are as good where a check hands values over by place."""
    assert told(f"def share({parameters}):\n    return 1\n", share([0.5], 0)) == ""


def test_only_what_was_handed_over_counts() -> None:
    """The order of parameters that the call left out is not what is wrong with it."""
    assert told("def share(parts, more=1, place=2):\n    return 1\n", share([0.5])) == ""
    assert "share(parts, more, place)" in told("def share(parts, more=1, place=2):\n    return 1\n", share([0.5], 0))


def test_a_name_that_the_check_writes_and_the_file_has_not() -> None:
    """An argument handed over by name has to find it."""
    wrong = Raised("TypeError", "share() got an unexpected keyword argument 'place'", "TypeError")
    call = share([0.5], outcome=wrong, place=0)
    assert takes_others(call)
    assert "your file in line 1 has share(parts, at)." in told("def share(parts, at=0):\n    return 1\n", call)


MODEL = "class Model:\n    def __init__(self, speed):\n        pass\n\n    def fit(self, ys, xs):\n        pass\n"


def test_what_makes_an_object_and_its_methods_have_signatures_too() -> None:
    """Without self, which nobody hands over."""
    wrong = Raised("TypeError", "Model.__init__() got an unexpected keyword argument 'rate'", "TypeError")
    assert "The checks call Model(rate), and your file in line 2 has Model(speed)." in told(
        MODEL, Call("Model", (), {"rate": 1.0}, wrong)
    )
    model = Handle(7, "an object of type Model")
    assert "The checks call fit(xs, ys), and your file in line 5 has fit(ys, xs)." in told(
        MODEL, Call(".fit()", (model, [1.0], [2.0]), {}, Returned(None))
    )
    assert told(MODEL, Call(".fit()", (model,), {}, Returned(None))) == ""


def test_a_file_with_the_right_parameters_is_not_told_of_them() -> None:
    """An error of another call in it, which says the same words, is none of the check's call."""
    wrong = Raised("TypeError", "share() missing 1 required positional argument: 'place'", "TypeError")
    assert told("def share(parts, place):\n    return share(parts)\n", share([0.5], 0, outcome=wrong)) == ""


def test_a_damaged_note_of_signatures_is_none() -> None:
    """It lies in a student's folder, where anybody may write into it."""
    assert is_table({"share": ["parts"]})
    assert not any(map(is_table, [None, [], {"share": "parts"}, {"share": [1]}]))
    assert signatures(outline("def share(parts, place):\n    def inner(self):\n        pass\n")) == {
        "share": ("parts", "place")
    }

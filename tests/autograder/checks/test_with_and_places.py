"""A check's `with`, slices and `del` on an object of the student's, and what it makes of what it was given."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.checks.run import Verdict
from autograder.course.model import Exercise
from autograder.sandbox.process.launcher import Launcher
from tests.autograder.checks.both_places import judged_in_both

EXERCISE = Exercise("read", "Read", "code", "read.py", 10.0)
SOURCE = """
import numpy as np

class Door:
    def __init__(self, forgiving=True):
        self.open, self.seen, self.forgiving = False, None, forgiving

    def __enter__(self):
        self.open = True
        return self

    def __exit__(self, kind, error, trace):
        self.open = False
        self.seen = kind and f"{kind.__name__}: {error.args[0]}"
        return self.forgiving

    def fail(self):
        raise ValueError("no")

class Broken(Door):
    def __exit__(self, kind, error, trace):
        raise OSError("jammed")

class Shelf:
    def __init__(self, *books):
        self.books = list(books)

    def __getitem__(self, place):
        return self.books[place]

    def __setitem__(self, place, book):
        self.books[place] = book

    def __delitem__(self, place):
        del self.books[place]

    def __iter__(self):
        return iter(self.books)

    def __floor__(self):
        return -1

    def __float__(self):
        return 8.5

    def __index__(self):
        return 2

    def __bytes__(self):
        return b"books"

class Steps:
    def __init__(self):
        self.now = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.now += 1
        return self.now

def rows():
    return [3, 1, 2]

def table():
    return np.array([[1.0, 2.0], [3.0, 4.0]])

def named():
    return {"a": [1.5, 2.5], "b": [3.5]}

def shelves():
    return [Shelf(1), Shelf(2)]

def same(values):
    return list(values)
"""


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


@pytest.fixture
def ran(launcher: Launcher) -> Callable[[Callable[..., None]], Verdict]:
    """The ending and the message of a check on that program, where home and class agree on them."""

    def run(function: Callable[..., None]) -> Verdict:
        found = [(one.ending, one.message) for one in judged_in_both(launcher, EXERCISE, function, SOURCE)]
        assert found[0] == found[1]
        return Verdict(*found[0])

    return run


Ran = Callable[[Callable[..., None]], Verdict]


def test_a_with_enters_and_leaves(ran: Ran) -> None:
    """What `__enter__` gives is what `as` names, and `__exit__` is told that nothing went wrong."""

    def check(submission: Any) -> None:
        with submission.Door() as door:
            assert door.open
        assert not door.open
        assert door.seen is None

    assert ran(check) == Verdict("passed")


def test_leaving_is_told_what_the_check_raised_and_may_swallow_it(ran: Ran) -> None:
    """The kind and the text of the error cross; a door that does not forgive lets it through."""

    def check(submission: Any) -> None:
        with submission.Door() as outer, submission.Door(False) as inner:
            raise KeyError("key")
        assert (outer.seen, inner.seen) == ("KeyError: key", "KeyError: key")
        with pytest.raises(LookupError), inner:
            raise LookupError("gone")
        assert inner.seen == "LookupError: gone"

    assert ran(check) == Verdict("passed")


def test_leaving_is_told_what_the_students_own_code_raised(ran: Ran) -> None:
    """And the error goes on, though the door forgives."""

    def check(submission: Any) -> None:
        door = submission.Door()
        with pytest.raises(ValueError, match="no"), door:
            door.fail()
        assert door.seen == "ValueError: no"

    assert ran(check) == Verdict("passed")


def test_who_swallows_everything_passes_nothing(ran: Ran) -> None:
    """A failed comparison, an error of the student's and one over the student's data end the check all the same."""

    def compares(submission: Any, close: Any) -> None:
        with submission.Door() as door:
            close(door.open, 5.0)

    def asserts(submission: Any) -> None:
        with submission.Door() as door:
            assert door.seen, "expected it to have seen something"

    def raises(submission: Any, close: Any) -> None:
        with submission.Door() as door:
            door.fail()
            close(1.0, 2.0)

    def chokes(submission: Any, close: Any) -> None:
        with submission.Door():
            close(submission.rows()[7], 2.0)

    assert ran(compares).message.startswith(
        "You called Door().__enter__(), then asked for Door().open. It returned True"
    )
    assert ran(asserts).message.endswith(
        "then asked for Door().seen. It returned None, expected it to have seen something."
    )
    assert ran(raises).message.endswith("then called Door().fail(). It raised ValueError: no (line 18 of your file).")
    assert ran(chokes).ending == "broke"


def test_an_error_in_leaving_is_told(ran: Ran) -> None:
    """With what was done before."""

    def check(submission: Any) -> None:
        with submission.Broken():
            pass

    said = "You called Broken().__enter__(), then called Broken().__exit__(None, None, None). It raised OSError: jammed"
    assert ran(check).message == f"{said} (line 22 of your file)."


def test_what_is_said_after_a_with_is_of_the_call_before_its_end(ran: Ran) -> None:
    """That `__exit__` gave None is nobody's fault."""

    def check(submission: Any) -> None:
        with submission.Door(False) as door:
            found = door.open
        assert found == 3, "expected 3"

    assert ran(check).message.endswith("then asked for Door(False).open. It returned True, expected 3.")


def test_what_is_no_context_is_said(ran: Ran) -> None:
    """By what it lacks."""

    def check(submission: Any) -> None:
        with submission.Shelf(1):
            pass

    said = ran(check).message
    assert (
        said
        == "You called Shelf(1).__enter__(). It raised AttributeError: 'Shelf' object has no attribute '__enter__'."
    )


def test_slices_reach_the_students_code(ran: Ran) -> None:
    """To read, to set and to delete."""

    def check(submission: Any) -> None:
        shelf = submission.Shelf(1, 2, 3, 4)
        assert shelf[1:] == [2, 3, 4]
        assert shelf[::-2] == [4, 2]
        shelf[:2] = [7]
        del shelf[1:2]
        assert list(shelf) == [7, 4]
        assert shelf[:1] == 5, "expected 5"

    assert ran(check).message.endswith("asked for Shelf(1, 2, 3, 4)[:1]. It returned [7], expected 5.")


def test_what_was_deleted_or_gone_through_is_counted(ran: Ran) -> None:
    """Else it would be said that `Shelf(1, 2)` itself gives one book."""

    def deletes(submission: Any, close: Any) -> None:
        shelf = submission.Shelf(1, 2)
        del shelf[0]
        close(list(shelf), [1, 2])

    def goes(submission: Any, close: Any) -> None:
        steps = submission.Steps()
        next(steps)
        close(next(steps), 1)

    assert ran(deletes).message.startswith(
        "You took 1 step with Shelf(1, 2), then went through Shelf(1, 2). It returned [2]"
    )
    assert ran(goes).message.startswith("You took 1 step with Steps(), then called next(Steps()). It returned 2")


def test_an_attribute_can_be_deleted(ran: Ran) -> None:
    """By the student's own rules."""

    def check(submission: Any) -> None:
        door = submission.Door()
        del door.seen
        assert not hasattr(door, "seen")
        del door.seen

    said = ran(check).message
    assert said.startswith("You took 1 step with Door(), then ran del Door().seen. It raised AttributeError")


def test_conversions_are_the_students_own(ran: Ran) -> None:
    """`floor` is not what `float` would give, nor `bytes` so many zeros as `index` says."""

    def check(submission: Any) -> None:
        shelf = submission.Shelf()
        assert (math.floor(shelf), float(shelf), bytes(shelf), [0, 1, 2][shelf]) == (-1, 8.5, b"books", 2)
        assert math.ceil(shelf) == 9

    assert ran(check) == Verdict("passed")


def test_a_check_asks_for_the_class_of_an_object(ran: Ran) -> None:
    """Of the student's file; plain data are of none."""

    def check(submission: Any) -> None:
        assert isinstance(submission.Broken(), submission.Door)
        assert not isinstance(submission.Shelf(), submission.Door)
        assert not isinstance(submission.rows(), submission.Door)
        assert isinstance(submission.Shelf(1), submission.Door), "expected a door"

    assert ran(check).message == "You called isinstance(Shelf(1), Door). It returned False, expected a door."


@pytest.mark.parametrize(
    ("function", "change", "came"),
    [
        ("rows", lambda value: value.sort(), "[3, 1, 2]"),
        ("rows", lambda value: value.append(9), "[3, 1, 2]"),
        ("rows", lambda value: value.pop(), "[3, 1, 2]"),
        ("rows", lambda value: value.__setitem__(0, 8), "[3, 1, 2]"),
        ("table", lambda value: value.__iadd__(1), "[[1, 2], [3, 4]]"),
        ("table", lambda value: value[0].fill(7), "[[1, 2], [3, 4]]"),
        ("named", lambda value: value.pop("a"), "{'a': [1.5, 2.5], 'b': [3.5]}"),
        ("named", lambda value: value["a"].sort(reverse=True), "{'a': [1.5, 2.5], 'b': [3.5]}"),
        ("shelves", lambda value: value.reverse(), ""),
    ],
)  # fmt: skip
def test_what_a_check_makes_of_a_value_is_not_said_to_have_come(
    ran: Ran, function: str, change: Callable[[Any], None], came: str
) -> None:
    """The sentence tells what the call gave, and that the check made something of it."""

    def check(submission: Any, close: Any) -> None:
        value = getattr(submission, function)()
        change(value)
        close(value, "something else")

    said = ran(check).message
    assert said.startswith(f"You called {function}(). It returned {came}")
    assert ". In what the check makes of it: " in said


def test_an_argument_that_the_check_changes_later_is_told_as_it_was(ran: Ran) -> None:
    """Whether it was handed over or came back in a Call."""

    def handed(submission: Any) -> None:
        values = [1, 2]
        given = submission.same(values)
        values.append(3)
        assert given == values, "expected all of them"

    def left(submission: Any, close: Any) -> None:
        call = submission.call("same", [2, 1])
        call.arguments[0].sort()
        close(call.arguments[0], [1, 3])

    assert ran(handed).message == "You called same([1, 2]). It returned [1, 2], expected all of them."
    assert ran(left).message.startswith("You called same([2, 1]). It returned [2, 1]. In what the check makes of it: ")


def test_a_value_that_the_check_leaves_alone_is_told_as_ever(ran: Ran) -> None:
    """A copy is what the check has; the sentence finds the call by it, and by a part of it."""

    def whole(submission: Any, close: Any) -> None:
        close(submission.table(), np.zeros((2, 2)))

    def part(submission: Any, close: Any) -> None:
        close(submission.named()["b"], [4.5])

    assert "In what the check makes" not in ran(whole).message + ran(part).message

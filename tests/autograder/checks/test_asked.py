"""What a check asks about an object, a class or a function of the student's without calling it."""

from __future__ import annotations

import copy
import inspect
import types
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import Any

import pytest

from autograder.checks.submission import SubmissionProxy
from autograder.course.model import Exercise
from autograder.sandbox.outcomes import Returned
from autograder.sandbox.process.launcher import Launcher
from tests.autograder.checks.both_places import judged_in_both

EXERCISE = Exercise("read", "Read", "code", "read.py", 10.0)
SOURCE = '''
import enum

class Shape:
    """Has an area."""

    def __init__(self, width=1.0, *, name="shape"):
        self.width, self.name = width, name

    def scaled(self, by=2):
        return type(self)(self.width * by)

class Square(Shape):
    __slots__ = ()

    def __call__(self):
        return self.width

class Walk:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

class Level(enum.IntEnum):
    LOW = 1

class LevelError(ValueError):
    pass

def level(n):
    return Level(n)

def counted(n):
    yield n

def told(xs, how="up"):
    """Tells."""
    return None

def untold(xs):
    return None
'''


def knows_types(submission: Any, close: Any) -> None:
    """The type of an object is the class of the file."""
    shape, square = submission.Shape(), submission.Square()
    assert type(shape) is submission.Shape, "type(x) is the class"
    assert type(square) == submission.Square != type(shape), "each has its own"  # noqa: E721
    assert type(square).__name__ == "Square", "with its name"
    assert square.__class__ is submission.Square, "__class__ is the same"
    assert square.__class__.__name__ == "Square", "with its name"
    assert type(submission.counted(1)) is types.GeneratorType, "one of Python's own is Python's own"
    assert float is float, "of data nothing changes"
    assert type("New", (), {}).__name__ == "New", "a class can be made"
    assert type(int) is type, "a class is a class"
    assert isinstance(float, type), "as ever"
    assert issubclass(bool, int), "as ever"


def knows_families(submission: Any, close: Any) -> None:
    """What a class is built on."""
    assert issubclass(submission.Square, submission.Shape), "a square is a shape"
    assert not issubclass(submission.Shape, submission.Square), "not the other way"
    assert issubclass(submission.LevelError, ValueError), "an error is built on Python's"
    assert not issubclass(submission.LevelError, KeyError), "and on that alone"
    assert not issubclass(int, submission.Shape), "a class of Python's is none of theirs"
    assert isinstance(submission.Square(), (int, submission.Shape)), "one of several"
    assert not isinstance(submission.Square(), int | float), "none of several"
    assert isinstance(submission.Level(1), int), "an IntEnum is an int"


def knows_what_it_can(submission: Any, close: Any) -> None:
    """What an object can be asked to do."""
    shape, square, walk = submission.Shape(), submission.Square(), submission.Walk()
    assert callable(square), "one can be called"
    assert not callable(shape), "one can be called"
    assert isinstance(walk, Iterator), "one can be gone through"
    assert not isinstance(shape, Iterable), "one can be gone through"
    assert not isinstance(walk, Sized), "and has no length"
    assert not isinstance(walk, Callable), "and has no length"
    assert hasattr(walk, "__next__"), "by its methods"
    assert not hasattr(shape, "__next__"), "by its methods"
    assert hasattr(shape, "scaled"), "of any name"
    assert not hasattr(shape, "moved"), "of any name"
    assert hasattr([], "append"), "of data nothing changes"
    assert callable(len), "of data nothing changes"
    assert not callable(1), "of data nothing changes"
    assert hasattr(submission, "told"), "what the file has"
    assert not hasattr(submission, "left_out"), "what the file has"
    assert callable(submission.told), "what the file has can be called"
    assert callable(submission.Shape), "what the file has can be called"


def knows_what_is_written(submission: Any, close: Any) -> None:
    """Texts, attributes and parameters."""
    shape = submission.Shape(2.0)
    assert submission.Shape.__doc__ == shape.__doc__ == "Has an area.", "the class's text"
    assert submission.told.__doc__ == "Tells.", "the function's text"
    assert submission.untold.__doc__ is None, "the function's text"
    assert vars(shape) == shape.__dict__ == {"width": 2.0, "name": "shape"}, "attributes"
    assert str(inspect.signature(submission.told)) == "(xs, how='up')", "a function's parameters"
    assert inspect.signature(submission.Shape).parameters["name"].kind.name == "KEYWORD_ONLY", "a class's"
    assert inspect.signature(submission.Shape.scaled).parameters["by"].default == 2, "a method's"


def copies(submission: Any, close: Any) -> None:
    """A copy is another object."""
    shape = submission.Shape(2.0)
    one, [other] = copy.copy(shape), copy.deepcopy([shape])
    one.width, other.width = 3.0, 4.0
    close([shape.width, one.width, other.width], [2.0, 3.0, 4.0])
    assert type(one) is submission.Shape, "of the same class"


CHECKS = [copies, knows_types, knows_families, knows_what_it_can, knows_what_is_written]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_what_python_knows_of_an_object_is_the_students_in_both_places(
    launcher: Launcher, check: Callable[..., None]
) -> None:
    home, there = judged_in_both(launcher, EXERCISE, check, SOURCE)
    assert (home.ending, home.message) == ("passed", "")
    assert (there.ending, there.message) == ("passed", "")


LIES = """
class Meta(type):
    __name__ = property(lambda kind: "int")
    __mro__ = property(lambda kind: (int, object))

    def __instancecheck__(kind, value):
        return True

    __subclasscheck__ = __eq__ = __instancecheck__

    def __hash__(kind):
        return 0

class Other(metaclass=Meta):
    pass

class Evil(metaclass=Meta):
    __class__ = int

    def __eq__(self, other):
        return True
"""


def is_not_lied_to(submission: Any) -> None:
    """A class that calls itself an int, and everything an instance of it."""
    evil = submission.Evil()
    assert type(evil) is submission.Evil, "its own class"
    assert type(evil).__name__ == "Evil", "by its own name"
    assert not isinstance(evil, int), "no int"
    assert not isinstance(evil, submission.Other), "none of the other"
    assert not issubclass(submission.Evil, int), "not built on int"
    assert not issubclass(submission.Evil, submission.Other), "nor on the other"
    assert not callable(evil), "and not called"


def test_a_class_that_lies_about_itself_is_not_believed(launcher: Launcher) -> None:
    home, there = judged_in_both(launcher, EXERCISE, is_not_lied_to, LIES)
    assert (home.ending, home.message) == (there.ending, there.message) == ("passed", "")


def asks_left_out(submission: Any) -> None:
    """A class that is not there."""
    assert issubclass(submission.Circle, submission.Shape), "a circle is a shape"


def asks_untold(submission: Any) -> None:
    """A text that is not there."""
    assert submission.untold.__doc__, "say what it does"


def asks_callable(submission: Any) -> None:
    """An object that is no function."""
    assert callable(submission.Shape(1.5)), "it is to be called"


class Liar:
    """A program whose process says of every class that it is built on itself."""

    def call(self, function: str, args: Any, kwargs: Any, *, want_arguments: bool) -> Returned:
        return Returned([args[0], "Other", 7])

    def forget(self) -> None:
        pass


def test_a_class_that_is_said_to_be_built_on_itself_is_no_circle() -> None:
    submission = SubmissionProxy(Liar())
    assert not issubclass(submission.Shape, ValueError)
    assert issubclass(submission.Shape, submission.Other)


SAID = {
    asks_left_out: "asked for Circle.__bases__. It raised AttributeError: the file defines no Circle",
    asks_untold: "asked for untold.__doc__. It returned None",
    asks_callable: "called callable(Shape(1.5)). It returned False",
}


@pytest.mark.parametrize("check", SAID, ids=lambda check: check.__name__)
def test_a_wrong_answer_is_told_alike_in_both_places(launcher: Launcher, check: Callable[..., None]) -> None:
    home, there = judged_in_both(launcher, EXERCISE, check, SOURCE)
    assert SAID[check] in home.message
    assert home.message == there.message
    assert home.ending == there.ending == "failed"


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


OPERATORS = ["2 * x", "x ** 2", "x + 1", "1 | x", "x[0]", "x @ x", "-x", "x < 1", "abs(x)", "x()", "1 in x", "len(x)"]


@pytest.mark.parametrize("left_out", OPERATORS)
def test_an_operator_that_a_class_leaves_out_fails_its_check_and_breaks_none(launcher: Launcher, left_out: str) -> None:
    space: dict[str, Any] = {}
    text = f"def check(submission):\n    x = submission.Bare()\n    a, b = {left_out}\n"
    exec(text, space)
    home, there = judged_in_both(launcher, EXERCISE, space["check"], "class Bare:\n    pass\n")
    assert home.ending == there.ending == "failed"
    assert home.message == there.message
    assert "TypeError" in home.message


def test_a_value_of_the_file_is_compared_with_nothing_and_says_so() -> None:
    submission = SubmissionProxy(Liar())
    with pytest.raises(TypeError, match=r"TABLE is compared with a value.*Let a function of the file return it"):
        assert submission.TABLE != {"a": 1}
    assert submission.Shape == submission.Shape
    assert submission.Shape != submission.Other

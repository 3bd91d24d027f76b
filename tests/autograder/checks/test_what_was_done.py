"""What a student reads says what was called, what came and what was wanted, at home as in class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.checks.advice import with_advice
from autograder.checks.outline import outline
from autograder.checks.run import Verdict
from autograder.course.model import Exercise
from autograder.sandbox.process.launcher import Launcher
from tests.autograder.checks.both_places import judged_in_both

EXERCISE = Exercise("read", "Read", "code", "read.py", 10.0)
WELFORD = """class Welford:
    def __init__(self):
        self.n, self.mean, self._rest, self.rate = 0, 0.0, 0.0, 1

    def add(self, x):
        self.n += 1
        step = x - self.mean
        self.mean += step / self.n
        self._rest += step * (x - self.mean)
        return self

    @property
    def variance(self):
        return self._rest / self.n

    def count(self):
        return self.n

    def __iter__(self):
        return iter([self.n, self.mean])

    def __mul__(self, other):
        return Welford().add(other)

    @classmethod
    def of(cls, *values):
        made = cls()
        for value in values:
            made.add(value)
        return made

    @staticmethod
    def name(letters=2):
        return "Welford"[:letters]
"""


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


@pytest.fixture
def ran(launcher: Launcher) -> Callable[[Callable[..., None], str], Verdict]:
    """Runs a check on a program in both places, and gives the verdict with its advice where they agree."""

    def run(function: Callable[..., None], source: str) -> Verdict:
        found = [
            (one.ending, with_advice(one.message, one.calls, outline(source)))
            for one in judged_in_both(launcher, EXERCISE, function, source)
        ]
        assert found[0] == found[1]
        return Verdict(*found[0])

    return run


Ran = Callable[[Callable[..., None], str], Verdict]


@pytest.mark.parametrize(
    "name", ["items", "use", "refuse", "make", "record", "raised", "end", "not_called", "_calls", "_target", "_special"]
)
def test_every_name_is_the_students(ran: Ran, name: str) -> None:
    """No helper of the engine's takes the place of a function or of a method."""

    def check(submission: Any, close: Any) -> None:
        """It is called."""
        close(getattr(submission, name)(1.5), 3.0)
        close(getattr(submission.Model(), name)(1.5), 3.0)

    def twice(value: float) -> str:
        return f"def {name}({'self, ' * (value > 0)}x):\n    return x * 2"

    method = twice(1).replace("\n", "\n    ")
    assert ran(check, f"{twice(0)}\n\nclass Model:\n    {method}\n") == Verdict("passed")


def test_methods_that_need_no_object(ran: Ran) -> None:
    """Of a class, through its name; what is not there is said."""

    def check(submission: Any, close: Any) -> None:
        """They work."""
        made = submission.Welford.of(1.5, 2.5)
        close(made.mean, 2.0)
        assert made == made
        close(submission.Welford.name(letters=3), "Wel")

    def lacks(submission: Any) -> None:
        """It is not there."""
        submission.Welford.identity(3)

    def attribute(submission: Any) -> None:
        """A value of a class is none of its methods."""
        submission.Welford.of.name()

    assert ran(check, WELFORD) == Verdict("passed")
    said = ran(lacks, WELFORD).message
    assert said.startswith("The file defines no class Welford with a method identity that needs no object. ")
    assert said.endswith("give it identity, with @classmethod or @staticmethod above its def.")
    assert "a check can call Welford.of, and ask nothing else of it" in ran(attribute, WELFORD).message


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("class welford:\n    pass\n", "no class Welford. Did you rename it? Your file has welford"),
        ("class Accum:\n    pass\n", "no class Welford. Did you rename it? Your file has Accum"),
        ("x = 1\n", "no class Welford."),
        (
            "def welford():\n    pass\n",
            "no class Welford. Your file has a function welford: a class Welford is wanted, which begins with class.",
        ),
        (
            "class Welford:\n    pass\n\nWelford = Welford()\n",
            "no class Welford. Line 4 of your file gives that name to a value, in place of the class of line 1. Choose",
        ),
    ],
)
def test_a_class_is_called_a_class(ran: Ran, source: str, line: str) -> None:
    """Misspelt, renamed, left out or hidden by a value: nobody is told to write a function."""

    def check(submission: Any) -> None:
        """It is made."""
        submission.Welford()

    said = ran(check, source).message
    assert line in said
    assert "begins with def" not in said


def unpacked(submission: Any, close: Any) -> None:
    """Three values."""
    n, mean, std = submission.summary([1.0, 2.0])
    close(n, 2)
    close(mean, 1.5)
    close(std, 0.5)


CALLED = "You called summary([1, 2]). It returned "
WANTED = "three values are wanted: n, mean and std."


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("{'n': 2, 'mean': 1.5, 'std': 0.5}", f"{CALLED}{{'n': 2, 'mean': 1.5, 'std': 0.5}}, a dict; {WANTED}"),
        ("{2: 'n', 1.5: 'mean', 0.25: 'std'}", f"{CALLED}{{2: 'n', 1.5: 'mean', 0.25: 'std'}}, a dict; {WANTED}"),
        ("'abc'", f"{CALLED}'abc', a text; {WANTED}"),
        ("{2.0, 1.5, 0.5}", f"{CALLED}{{0.5, 1.5, 2}}, a set, which has no order; {WANTED}"),
    ],
)
def test_what_is_taken_apart_is_named(ran: Ran, value: str, line: str) -> None:
    """A dict gives its keys, a text its letters, a set anything: the student is told of the whole."""
    assert ran(unpacked, f"def summary(x):\n    return {value}\n").message == line


def test_a_set_does_not_pass_for_a_pair(ran: Ran) -> None:
    """Whatever order its parts come in; what goes through a set as one is welcome."""

    def check(submission: Any, close: Any) -> None:
        """Two values."""
        low, high = submission.pair()
        close(low + high, 3)

    def through(submission: Any, close: Any) -> None:
        """A set."""
        found = submission.pair()
        close(sorted(found), [1, 2])
        close(sum(one for one in submission.pair()), 3)

    assert ran(check, "def pair():\n    return {1, 2}\n").ending == "failed"
    assert ran(check, "def pair():\n    return 1, 2\n").ending == "passed"
    assert ran(through, "def pair():\n    return {1, 2}\n").ending == "passed"


def test_a_row_or_an_entry_of_an_array_is_a_part(ran: Ran) -> None:
    """The whole array is shown."""

    def check(submission: Any, close: Any) -> None:
        """Two values."""
        low, high = submission.pair()
        close(low, 1.5)
        close(high, 2.5)

    rows = "import numpy as np\ndef pair():\n    return np.array([[1.5], [2.5]])\n"
    entries = "import numpy as np\ndef pair():\n    return np.array([1.5, 3.5])\n"
    part = "of which one part is an array of length 1, expected one number, 1.5."
    assert ran(check, rows).message == f"You called pair(). It returned [[1.5], [2.5]], {part}"
    assert ran(check, entries).message == "You called pair(). It returned [1.5, 3.5], expected 2.5, off by 1."


def test_steps_that_led_to_an_object_are_told(ran: Ran) -> None:
    """All of them where they are short, else the last one and how many there were before."""

    def few(submission: Any, close: Any) -> None:
        """Three numbers."""
        one = submission.Welford()
        one.add(1.5)
        one.add(2.25)
        one.rate = 2
        one.add(4.0)
        close(one.variance, 0.0)

    def many(submission: Any, close: Any) -> None:
        """Many numbers."""
        one = submission.Welford()
        for number in range(9):
            one.add(number)
        close(one.variance, 0.0)

    steps = "called Welford().add(1.5), .add(2.25), set .rate = 2 and called .add(4)"
    assert ran(few, WELFORD).message.startswith(f"You {steps}, then asked for Welford().variance. It returned 1.09722")
    told = "You called Welford().add(8) after 8 more steps, then asked for Welford().variance."
    assert ran(many, WELFORD).message.startswith(told)


SELFISH = """class Row:
    def __init__(self, *parts):
        self.parts = list(parts)

    def __mul__(self, other):
        self.parts = [part * other for part in self.parts]
        return self

    __rmul__ = __imul__ = __mul__

    def __setitem__(self, place, part):
        self.parts[place] = part

    def __iter__(self):
        return iter(self.parts)
"""


def test_an_operator_that_changes_its_object_is_a_step(ran: Ran) -> None:
    """Whoever tries what is told gets what is told."""

    def by_two(submission: Any, close: Any) -> None:
        """Twice the row; the row itself stays."""
        row = submission.Row(1.5, 2.0)
        row * 2
        close(list(row), [1.5, 2.0])

    def turned(submission: Any, close: Any) -> None:
        """Also from the other side."""
        row = submission.Row(1.5, 2.0)
        2 * row
        close(list(row), [1.5, 2.0])

    def placed(submission: Any, close: Any) -> None:
        """A part is set."""
        row = submission.Row(1.5, 2.0)
        row[0] = 4.0
        row *= 2
        close(list(row), [1.5, 2.0])

    came = "then went through Row(1.5, 2). It returned"
    assert ran(by_two, SELFISH).message.startswith(f"You computed Row(1.5, 2) * 2, {came} [3, 4], expected")
    assert ran(turned, SELFISH).message.startswith(f"You took 1 step with Row(1.5, 2), {came} [3, 4], expected")
    start = f"You set Row(1.5, 2)[0] = 4 and computed *= 2, {came} [8, 4], expected"
    assert ran(placed, SELFISH).message.startswith(start)


def test_what_iteration_gave_has_a_subject(ran: Ran) -> None:
    """As a list that the check made, taken apart, or computed on."""

    def listed(submission: Any, close: Any) -> None:
        """A list."""
        close(list(submission.Welford() * 3.0), [1, 4.0])

    def apart(submission: Any, close: Any) -> None:
        """Two values."""
        n, mean = submission.Welford() * 3.0
        close(n, 1)
        close(mean, 4.5)

    def computed(submission: Any, close: Any) -> None:
        """A sum."""
        close(sum(submission.Welford() * 3.0), 5.0)

    start = "You went through Welford() * 3. It returned [1, 3.0]"
    assert ran(listed, WELFORD).message == f"{start}, expected [1, 4]: entry [1] is 3, expected 4, off by 1."
    assert ran(apart, WELFORD).message == f"{start}, expected 4.5, off by 1.5."
    assert ran(computed, WELFORD).message == f"{start}. In what the check makes of it: expected 5, off by 1."


@pytest.mark.parametrize("how", ["close", "equal", "added", "indexed", "attribute"])
def test_a_method_in_place_of_a_value(ran: Ran, how: str) -> None:
    """It is named, and so is what is wanted."""

    def check(submission: Any, close: Any) -> None:
        """A count."""
        count = submission.Welford().count
        match how:
            case "close":
                close(count, 0)
            case "equal":
                assert count == 0, "nothing was added yet"
            case "added":
                close(1 + count, 1)
            case "indexed":
                close(count[0], 0)
            case "attribute":
                close(count.real, 0)

    wanted = "It returned a method: a value is wanted. Write @property above def count, and it is one."
    assert ran(check, WELFORD) == Verdict("failed", f"You asked for Welford().count. {wanted}")


def test_kinds_are_told_where_they_are_meant(ran: Ran) -> None:
    """1 and 1.0, a list and an array look alike, and here they are not."""

    def a_list(submission: Any) -> None:
        """A list."""
        assert isinstance(submission.row(), list), "expected a list"

    def order(submission: Any) -> None:
        """An order."""
        assert repr(submission.order([2, 1.0, 1, 0])) == "[0, 1.0, 1, 2]", "equal values keep their order"

    def whole(submission: Any) -> None:
        """A whole number."""
        assert isinstance(submission.count(), int), "expected an int"

    array = "import numpy as np\ndef row():\n    return np.array([1, 2])\n"
    said = "You called row(). It returned [1, 2], an array of length 2 (int64), expected a list."
    assert ran(a_list, array).message == said
    assert ran(whole, "def count():\n    return 2.0\n").message.endswith("It returned 2, a float, expected an int.")
    shown = "You called order([2, 1.0, 1, 0]). It returned [0, 1, 1.0, 2]. equal values keep their order."
    assert ran(order, "def order(x):\n    return [0, 1, 1.0, 2]\n").message == shown


@pytest.mark.parametrize("text", ["", "NEGATIVE VALUE", "other"])
def test_an_error_with_another_message(ran: Ran, text: str) -> None:
    """In one line, with what came and what it is held against."""

    def check(submission: Any) -> None:
        """A message."""
        with pytest.raises(ValueError, match="negative value"):
            submission.root(-1.0)

    came = f"It raised ValueError{text and ': '}{text} (line 2 of your file)"
    wanted = "expected a message with 'negative value'."
    source = f"def root(x):\n    raise ValueError({text!r})\n"
    assert ran(check, source).message == f"You called root(-1). {came}, {wanted}"


def test_a_check_that_hands_over_what_is_no_data_is_told_so(ran: Ran) -> None:
    """By the function that it calls."""

    def check(submission: Any) -> None:
        """An iterator."""
        submission.total(iter([1.0]))

    verdict = ran(check, "def total(x):\n    return sum(x)\n")
    assert verdict.ending == "broke"
    assert (
        "this check hands total an object of type list_iterator (wrap it in list(...)). A check hands over plain data"
        in verdict.message
    )


def test_arrays_are_what_they_are() -> None:
    """The oracle of the variance that the words above quote."""
    assert np.var([1.5, 2.25, 4.0]) == pytest.approx(1.09722, abs=1e-5)


def test_a_check_that_hands_over_too_much_is_told_so(ran: Ran) -> None:
    """It is no crash of the student's program."""

    def check(submission: Any) -> None:
        """Many words."""
        submission.count(["a word"] * 60_000)

    def numbers(submission: Any, close: Any) -> None:
        """Many numbers."""
        close(submission.count(list(range(100_000))), 100_000)

    verdict = ran(check, "def count(x):\n    return len(x)\n")
    assert verdict.ending == "broke"
    assert "this check hands count 410 KiB of lists and texts, where 256 KiB can be sent at once." in verdict.message
    assert ran(numbers, "def count(x):\n    return len(x)\n").ending == "passed"

"""Objects, lent functions and richer data: the same at home as behind the wall, and nothing of them decides a mark."""

from __future__ import annotations

import datetime
import gc
import operator
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from autograder.checks.lent import MOST_CALLS
from autograder.checks.objects import MOST_ITEMS
from autograder.checks.run import Close
from autograder.checks.sentences import sentence
from autograder.checks.submission import CheckStopped, SubmissionProxy, end_of, record_of
from autograder.course.model import Tolerance
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

# at home Python itself says that an object's __del__ raised
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

VALUE = """
class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents, self.step = data, 0.0, parents, lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def step():
            self.grad += out.grad
            other.grad += out.grad

        out.step = step
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def step():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.step = step
        return out

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        order, seen = [], set()

        def visit(value):
            if value not in seen:
                seen.add(value)
                for parent in value.parents:
                    visit(parent)
                order.append(value)

        visit(self)
        self.grad = 1.0
        for value in reversed(order):
            value.step()

    def __repr__(self):
        return f"Value({self.data})"


class Bag:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, item):
        self.items[key] = item

    def __delitem__(self, key):
        del self.items[key]

    def __contains__(self, item):
        return item in self.items

    def __eq__(self, other):
        return self.items == (other.items if isinstance(other, Bag) else other)

    def __lt__(self, other):
        return len(self) < len(other)

    def __call__(self, factor=1):
        return [factor * item for item in self.items]


def pairs(n):
    for i in range(n):
        yield i, Value(i)


def forever():
    while True:
        yield 1


def add(step):
    return lambda number: number + step


def slope(f, x, h=1e-6):
    return (f(x + h) - f(x - h)) / (2 * h)


def many(f, n):
    return sum(f(i) for i in range(n))


def swallow(f, x):
    try:
        return f(x)
    except ValueError as error:
        return str(error)


def hand_in(f):
    return f(Value(1))


kept = []


def keep(f):
    kept.append(f)


def use_kept():
    return kept[0](1)


def table(frame):
    return frame.assign(y=frame["x"] * 2)


def array(n):
    import numpy as np
    return np.arange(n)


def several():
    import datetime, decimal, fractions
    import numpy as np
    return [{3, 1}, decimal.Decimal("0.10"), fractions.Fraction(1, 3), datetime.date(2024, 2, 29),
            np.array(["a", "bc"]), np.array(["2024-02-29"], "M8[D]")]


class Equal:
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return True

    __le__ = __ge__ = __gt__ = __ne__ = __contains__ = __lt__

    def __sub__(self, other):
        return self

    __rsub__ = __sub__

    def __abs__(self):
        return self


def cheat(x):
    return Equal()


class Rude:
    def __len__(self):
        return 10**9

    def __iter__(self):
        raise SystemExit("no")

    def __getattr__(self, name):
        raise RuntimeError("no " + name)

    def __str__(self):
        return "x" * 100_000_000

    def __repr__(self):
        return 7

    def __del__(self):
        raise SystemExit


def crowd():
    return [object() for _ in range(20_000)]
"""
PROGRAM = Program("objects", "objects.py", VALUE, SessionLimits(60, 512, 600))
HURRIED = replace(PROGRAM, limits=SessionLimits(1, 512, 600))


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto", also=("pandas",)) as made:
        yield made


@pytest.fixture(params=["home", "class"])
def submission(request: pytest.FixtureRequest) -> Iterator[SubmissionProxy]:
    """The program at home and behind the wall."""
    host = LocalHost(limit=True) if request.param == "home" else WalledHost(request.getfixturevalue("launcher"))
    target = HostedTarget(host, HURRIED if "is_stopped" in request.node.name else PROGRAM)
    target.load()
    proxy = SubmissionProxy(target)
    yield proxy
    end_of(proxy)
    host.close()


def told(submission: SubmissionProxy) -> str:
    """The sentence on the last call."""
    return sentence(record_of(submission)[-1])


def test_an_autograd_value_can_be_graded(submission: Any) -> None:
    """Operators from both sides, methods, attributes and text, as micrograd has them."""
    a = submission.Value(2.0)
    b = 1 + 3 * a * a
    b.backward()
    assert (b.data, a.grad, repr(b), f"{a}") == (13.0, 12.0, "Value(13.0)", "Value(2.0)")
    a.data = 5.0
    assert a.data == 5.0
    assert b.parents[0] is not a
    assert (a * a).parents[0] is a


def test_a_container_can_be_graded(submission: Any) -> None:
    """Length, items, iteration, membership, comparison, call."""
    bag = submission.Bag(3, 1, 2)
    bag[0] = 7
    del bag[1]
    assert (len(bag), bag[0], list(bag), bag(factor=2)) == (2, 7, [7, 2], [14, 4])
    assert 7 in bag
    assert 3 not in bag
    assert bag == submission.Bag(7, 2)
    assert bag == [7, 2]
    assert submission.Bag() < bag
    assert bool(submission.Bag()) is False


def test_sentences_name_the_object(submission: Any) -> None:
    """What a student reads of an object is what they would have typed."""
    a = submission.Value(2.0)
    assert told(submission).startswith("You called Value(2). It returned an object of type Value")
    b = a * 3 + 1
    b.backward()
    assert told(submission) == "You called ((Value(2) * 3) + 1).backward(). It returned None"
    b.grad  # noqa: B018
    assert told(submission) == (
        "You called ((Value(2) * 3) + 1).backward(), then asked for ((Value(2) * 3) + 1).grad. It returned 1"
    )
    with pytest.raises(AttributeError):
        a.weights  # noqa: B018
    assert "You asked for Value(2).weights. It raised AttributeError" in told(submission)
    with pytest.raises(TypeError, match="has no len"):
        len(a)


def test_generators_are_gone_through_and_end(submission: Any) -> None:
    """Item by item, objects among them; one that never ends stops the check."""
    assert [(i, value.data) for i, value in submission.pairs(3)] == [(0, 0), (1, 1), (2, 2)]
    assert list(submission.pairs(0)) == []
    steps = submission.forever()
    assert [next(steps), next(steps)] == [1, 1]
    with pytest.raises(CheckStopped, match=f"{MOST_ITEMS} at most"):
        list(submission.forever())


def test_a_function_that_is_returned_can_be_called(submission: Any) -> None:
    """A closure is an object too."""
    assert submission.add(3)(4) == 7
    assert told(submission) == "You called add(3)(4). It returned 7"


def test_functions_are_lent(submission: Any) -> None:
    """A check's function is called with plain data; its errors are the student's to handle."""
    assert submission.slope(lambda x: x**2, 3.0) == pytest.approx(6.0)

    def refuses(x: float) -> float:
        raise ValueError("not there")

    assert submission.swallow(refuses, 1) == "not there"
    with pytest.raises(ValueError, match="not there"):
        submission.slope(refuses, 1.0)
    seen: list[Any] = []
    submission.swallow(seen.append, [1, (2.5, "x")])
    assert seen == [[1, (2.5, "x")]]


def test_a_lent_function_may_call_the_student_again(submission: Any) -> None:
    """Call in call, answered in order."""
    assert submission.many(lambda n: submission.add(n)(1) if n else submission.many(abs, 3), 3) == 3 + 2 + 3


def test_what_a_lent_function_asserts_fails_the_check(submission: Any) -> None:
    """Its word is the check's, whatever the student's code does with the error."""

    def whole(x: Any) -> Any:
        assert isinstance(x, int), "hand over a whole number"
        return x

    with pytest.raises(AssertionError, match="a whole number"):
        submission.swallow(whole, 0.5)


def test_lent_functions_are_counted_and_take_data_only(submission: Any) -> None:
    """No more than so many calls; no object; nothing once the check is over."""
    with pytest.raises(RuntimeError, match=f"more than {MOST_CALLS} times"):
        submission.many(lambda n: 1, 10**6)
    with pytest.raises(TypeError, match="takes plain data, not an object of type Value"):
        submission.hand_in(lambda x: x)
    with pytest.raises(OverflowError, match="64 bits"):
        submission.swallow(lambda x: x, 2**70)
    submission.keep(lambda x: x + 1)
    assert submission.use_kept() == 2
    end_of(submission)
    with pytest.raises(RuntimeError, match="which is over"):
        submission.use_kept()


def test_a_lent_function_that_does_not_end_is_stopped(submission: Any) -> None:
    """The time of the call is the function's time as well."""

    def endless(x: float) -> float:
        while True:
            x += 1

    with pytest.raises(CheckStopped, match="did not finish within 1 seconds"):
        submission.swallow(endless, 1.0)
    assert submission.add(1)(1) == 2


def test_sets_exact_numbers_dates_and_text(submission: Any) -> None:
    """They arrive as what they are, and `close` compares them so."""
    found = submission.several()
    assert found[:4] == [{1, 3}, Decimal("0.10"), Fraction(1, 3), datetime.date(2024, 2, 29)]
    close = Close(Tolerance(1e-9, 1e-9), submission)
    close(found[0], {1, 3})
    close(found[1], 0.1)
    close(found[1], Decimal("0.1"))
    close(found[2], Fraction(1, 3))
    close(found[4], ["a", "bc"])
    close(found[5], np.array(["2024-02-29"], "M8[D]"))
    for wrong, expected in ((found[0], [1, 3]), (found[0], {1}), (0.1, Decimal("0.1")), (found[4], ["a", "b"])):
        with pytest.raises(AssertionError):
            close(wrong, expected)


@pytest.mark.parametrize(
    "ask",
    [
        lambda x: x == 3,
        lambda x: x != 4,
        lambda x: abs(x - 3) < 1e-9,
        lambda x: abs(3 - x) < np.float64(1e-9),
        lambda x: x == np.ones(3),
        lambda x: np.ones(3) == x,
        lambda x: x in [1, 2, 3],
        lambda x: 3 in x,
        lambda x: [x] == [3],
        lambda x: {"a": x} == {"a": 3},
        lambda x: np.testing.assert_allclose(x, 3.0),
        lambda x: bool(np.all(np.asarray([x, x]) == 3)),
    ],
)
def test_no_object_says_that_it_is_right(submission: Any, ask: Callable[[Any], Any]) -> None:
    """One that was not asked for is data's equal in no comparison, whatever its own methods say."""
    with pytest.raises((CheckStopped, TypeError)):
        operator.truth(ask(submission.cheat(1)))
    with pytest.raises(AssertionError, match="an object of type Equal, expected one number"):
        Close(Tolerance(1e-9, 1e-9), submission)(submission.cheat(1), 3)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_rude_objects_are_outcomes(submission: Any) -> None:
    """Whatever an object's methods do is that call's outcome, and the next call is answered."""
    rude = submission.Rude()
    assert len(rude) == 10**9
    for ask in (list, lambda x: x.name, repr):
        with pytest.raises((CheckStopped, RuntimeError, TypeError)):
            ask(rude)
    end_of(submission)
    assert submission.add(1)(1) == 2
    del rude, submission
    gc.collect()  # what ends with an exit of its own ends here, and not in the test that happens to come next


def test_a_crowd_of_objects_is_refused(submission: Any) -> None:
    """More than may be held is no answer, and at the end of a check there is room again."""
    with pytest.raises(CheckStopped, match="one object more than"):
        submission.crowd()
    end_of(submission)
    assert submission.add(1)(1) == 2


def test_objects_of_a_check_are_gone_with_it(submission: Any) -> None:
    """Nothing of one check reaches the next."""
    value = submission.Value(1)
    end_of(submission)
    with pytest.raises(RuntimeError, match="a check that is over"):
        value.data  # noqa: B018


def test_arrays_still_come_back(submission: Any) -> None:
    """What is no object is not held for one."""
    assert submission.array(3).tolist() == [0, 1, 2]


def test_tables_are_rebuilt(submission: Any) -> None:
    """A DataFrame arrives as one and is compared column by column; any cell is data."""
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"k": ["a", None], "x": [1.5, 2.0]}, index=["p", "q"])
    close = Close(Tolerance(1e-9, 1e-9), submission)
    found = submission.table(frame)
    assert found["y"].tolist() == [3.0, 4.0]
    close(found, frame.assign(y=[3.0, 4.0]))
    close(found["y"], pandas.Series([3.0, 4.0], index=["p", "q"], name="y"))
    with pytest.raises(AssertionError, match=r"in column 'y': .*entry \[1\] is 4, expected 5"):
        close(found, frame.assign(y=[3.0, 5.0]))
    with pytest.raises(AssertionError, match="it has the column 'y' too much"):
        close(found, frame)

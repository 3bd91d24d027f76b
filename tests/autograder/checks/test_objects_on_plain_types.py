"""A class that a check calls by its name may be built on anything: a right program is right, a lie is worth nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.checks.run import Close, NotClose
from autograder.checks.submission import CheckStopped, SubmissionProxy, end_of
from autograder.course.model import Tolerance
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

Make = Callable[[str], Any]

SOLUTIONS = {
    "a named tuple": """
from collections import namedtuple


class Solution(namedtuple("Solution", "root steps")):
    def better(self, other):
        return self if self.steps < other.steps else other


def solve(start):
    return Solution(start / 2, 3)
""",
    "typing's named tuple": """
from typing import NamedTuple


class Solution(NamedTuple):
    root: float
    steps: int

    def better(self, other):
        return self if self.steps < other.steps else other


def solve(start):
    return Solution(start / 2, 3)
""",
    "an ordinary class": """
class Solution:
    def __init__(self, root, steps):
        self.root, self.steps = root, steps

    def better(self, other):
        return self if self.steps < other.steps else other


def solve(start):
    return Solution(start / 2, 3)
""",
}
VECTORS = {
    "a tuple": """
class Vector(tuple):
    def __new__(cls, *parts):
        return super().__new__(cls, parts)

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self, other)))

    def __mul__(self, factor):
        return Vector(*(factor * a for a in self))

    __rmul__ = __mul__

    def length(self):
        return sum(a * a for a in self) ** 0.5


def total(vectors):
    return sum(vectors[1:], vectors[0])
""",
    "a list": """
class Vector(list):
    def __init__(self, *parts):
        super().__init__(parts)

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self, other)))

    def __mul__(self, factor):
        return Vector(*(factor * a for a in self))

    __rmul__ = __mul__

    def length(self):
        return sum(a * a for a in self) ** 0.5


def total(vectors):
    return sum(vectors[1:], vectors[0])
""",
    "an array": """
import numpy as np


class Vector(np.ndarray):
    def __new__(cls, *parts):
        return np.array(parts, float).view(cls)

    def length(self):
        return float(np.sqrt((self * self).sum()))


def total(vectors):
    return sum(vectors[1:], vectors[0])
""",
    "a class below another": """
class Row(tuple):
    def __new__(cls, *parts):
        return super().__new__(cls, parts)

    def __add__(self, other):
        return Row(*(a + b for a, b in zip(self, other)))

    def __mul__(self, factor):
        return Row(*(factor * a for a in self))

    __rmul__ = __mul__

    def length(self):
        return sum(a * a for a in self) ** 0.5


class Vector(Row):
    pass


def total(vectors):
    return sum(vectors[1:], vectors[0])
""",
}
RATES = {
    "a float": """
class Rate(float):
    def yearly(self):
        return Rate((1 + self) ** 12 - 1)
""",
    "NumPy's float": """
import numpy as np


class Rate(np.float64):
    def yearly(self):
        return Rate((1 + self) ** 12 - 1)
""",
}
OTHERS = """
from enum import IntEnum


class Vocabulary(dict):
    def learn(self, text):
        for word in text.split():
            self[word] = self.get(word, 0) + 1
        return self

    @classmethod
    def of(cls, text):
        return cls().learn(text)


class Colour(IntEnum):
    RED = 1
    BLUE = 2

    def other(self):
        return Colour(3 - self)


class Token(str):
    def plural(self):
        return Token(self + "s")


class Matrix(list):
    def transposed(self):
        return Matrix([list(row) for row in zip(*self)])


def neighbours():
    return {Colour.RED: 1}, {Token("a"), Token("b")}


def grow(vocabulary):
    vocabulary.learn("more")


Table = dict
Number = float


class Lie(tuple):
    __eq__ = __contains__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = tuple.__hash__


class Other(tuple):
    pass


def lie():
    return Lie((1, 2))


def others():
    return Other((1, 2))


class Meta(type):
    __eq__ = __instancecheck__ = __subclasscheck__ = lambda *args: True
    __hash__ = lambda self: 1
    __module__ = property(lambda self: "builtins")
    __mro__ = property(lambda self: (tuple, object))


class Bent(tuple, metaclass=Meta):
    @property
    def __class__(self):
        return float

    def parts(self):
        return len(self)
"""


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


@pytest.fixture(params=["home", "class"])
def program(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes a submission of a program's text, at home and behind the wall."""
    made = []

    def make(source: str) -> Any:
        host = LocalHost(limit=True) if request.param == "home" else WalledHost(request.getfixturevalue("launcher"))
        target = HostedTarget(host, Program("plain", "plain.py", source, SessionLimits(60, 512, 600)))
        target.load()
        proxy = SubmissionProxy(target)
        made.append((host, proxy))
        return proxy

    yield make
    for host, proxy in made:
        end_of(proxy)
        host.close()


def closely(submission: Any) -> Close:
    return Close(Tolerance(), submission)


@pytest.mark.parametrize("kind", SOLUTIONS)
def test_a_record_is_an_object_whatever_it_is_built_on(program: Make, kind: str) -> None:
    """Its fields, its methods, and what a function gives once the check has called the class by its name."""
    submission = program(SOLUTIONS[kind])
    one, other = submission.Solution(2.0, steps=9), submission.solve(8.0)
    assert (one.root, one.steps, other.root, other.steps) == (2.0, 9, 4.0, 3)
    assert one.better(other) is other


@pytest.mark.parametrize("kind", VECTORS)
def test_a_vector_is_an_object_whatever_it_is_built_on(program: Make, kind: str) -> None:
    """Operators give objects of the class; what these hold is compared with data."""
    submission = program(VECTORS[kind])
    close = closely(submission)
    v, w = submission.Vector(3.0, 4.0), submission.Vector(1.0, 2.0)
    assert v.length() == 5.0
    assert len(v) == 2
    assert v[1] == 4.0
    assert list(v + w) == [4.0, 6.0]
    close(v + w, (4.0, 6.0))
    close((v + w) * 2, [8.0, 12.0])
    close([2 * v, w], [(6.0, 8.0), (1.0, 2.0)])
    assert (2 * v).length() == 10.0
    assert np.allclose(v, [3.0, 4.0])
    close(submission.total([v, w, w]), [5.0, 8.0])


@pytest.mark.parametrize("kind", VECTORS)
@pytest.mark.parametrize("other", VECTORS)
def test_a_reference_may_be_built_on_another_type(program: Make, kind: str, other: str) -> None:
    """What the reference's object holds is what is expected, and a wrong one differs."""
    submission, reference = program(VECTORS[kind]), program(VECTORS[other])
    close = closely(submission)
    close(submission.Vector(3, 4) + submission.Vector(1, 2), reference.Vector(3, 4) + reference.Vector(1, 2))
    with pytest.raises(NotClose, match=r"It returned .4, 5., .*expected .4, 6."):
        close(submission.Vector(3, 4) + submission.Vector(1, 1), reference.Vector(3, 4) + reference.Vector(1, 2))


@pytest.mark.parametrize("kind", RATES)
def test_a_number_of_ones_own_computes_as_a_number(program: Make, kind: str) -> None:
    """It converts, is formatted, compared, computed with, and keeps its methods."""
    submission = program(RATES[kind])
    rate = submission.Rate(0.01)
    assert rate.yearly() == pytest.approx(1.01**12 - 1)
    assert submission.Rate(0.01) == pytest.approx(0.01)
    assert math.isclose(rate.yearly().yearly() + 1, 1.01**144)
    assert (float(rate), f"{rate:.1%}", round(rate * 100), rate < 0.02, 2 * rate) == (0.01, "1.0%", 1, True, 0.02)
    assert np.isfinite(rate)
    assert np.isclose(rate, 0.01)
    closely(submission)(rate, 0.01)


def test_a_dict_an_enumeration_a_text_and_a_list_of_ones_own_are_objects(program: Make) -> None:
    """Also where a method makes it that is called by the class's name, and where a call has changed it."""
    submission = program(OTHERS)
    close = closely(submission)
    words = submission.Vocabulary.of("a b a")
    assert (words["a"], "b" in words, len(words), sorted(words), dict(words)) == (
        2,
        True,
        2,
        ["a", "b"],
        {"a": 2, "b": 1},
    )
    close(words, {"a": 2, "b": 1})
    words.learn("b")
    submission.grow(words)
    assert submission.call("grow", words).arguments[0] is words
    assert words == {"a": 2, "b": 2, "more": 2}
    red = submission.Colour(1)
    assert (red.name, red.other().name, [0, 5][red], red.other() == 2) == ("RED", "BLUE", 5, True)
    token = submission.Token("cat")
    assert (str(token.plural()), token.plural().plural() == "catss", len(token)) == ("cats", True, 3)
    matrix = submission.Matrix([[1, 2], [3, 4]])
    close(matrix.transposed(), [[1, 3], [2, 4]])
    assert matrix.transposed().transposed() == [[1, 2], [3, 4]]


def test_in_sets_and_as_keys_they_are_the_data_that_they_hold(program: Make) -> None:
    """There they are looked up by their value."""
    submission = program(OTHERS)
    submission.Colour(1), submission.Token("cat")
    assert submission.neighbours() == ({1: 1}, {"a", "b"})


def test_what_no_check_called_by_its_name_is_data(program: Make) -> None:
    """As is what Python's own types make under a new name; and a class is forgotten with its check."""
    submission = program(OTHERS)
    assert type(submission.others()) is tuple
    assert type(submission.Table({"a": 1})) is dict
    assert type(submission.Number(1)) is float
    submission.Other((3,))
    assert type(submission.others()) is not tuple
    end_of(submission)
    assert type(submission.others()) is tuple


def test_a_class_is_forgotten_though_calling_it_failed(program: Make) -> None:
    """Nothing was held then, and yet the next check has data."""
    submission = program(OTHERS)
    with pytest.raises(TypeError):
        submission.Other(1, 2, 3)
    end_of(submission)
    assert type(submission.others()) is tuple


def test_an_object_that_was_not_asked_for_is_compared_by_what_it_holds(program: Make) -> None:
    """Its own == is never asked; a wrong one does not equal what is expected."""
    submission = program(OTHERS)
    submission.Lie((0, 0))
    lie = submission.lie()
    assert (lie == (3, 4), lie != (3, 4), 3 in lie, lie == (1, 2), 2 in lie) == (False, True, False, True, True)
    with pytest.raises(NotClose, match=r"expected \[3, 4\]"):
        closely(submission)(lie, (3, 4))
    with pytest.raises(NotClose):
        closely(submission)(submission.Lie((1, 2)), (3, 4))


def test_an_ordinary_object_is_still_no_data(program: Make) -> None:
    """What holds nothing as a plain type equals nothing, and is nothing that could be expected."""
    submission, reference = program(SOLUTIONS["an ordinary class"]), program(SOLUTIONS["an ordinary class"])
    with pytest.raises(CheckStopped, match="expected data"):
        assert submission.solve(2.0) == (1.0, 3)
    with pytest.raises(TypeError):
        closely(submission)(submission.Solution(1, 2), reference.Solution(1, 2))


def test_a_metaclass_that_lies_bends_nothing(program: Make) -> None:
    """Classes are compared by identity, as the interpreter has them."""
    submission = program(OTHERS)
    bent = submission.Bent((1, 2))
    assert bent.parts() == 2
    assert type(submission.others()) is tuple
    closely(submission)(bent, (1, 2))


MORE = """
from collections import Counter, defaultdict
from enum import IntEnum


class Filter(dict):
    def __getattr__(self, name):
        return self[name]


class Memo(dict):
    def __init__(self, f):
        self.f = f

    def __missing__(self, key):
        self[key] = self.f(key)
        return self[key]

    def __call__(self, x):
        return self[x]


class Account(list):
    owner = "?"


class Pair(tuple):
    def swapped(self):
        return Pair(self[::-1])


class Size(IntEnum):
    SMALL = 1


def filtered():
    return Filter(estimate=2.5)


def memoised(f):
    return Memo(f)


def account(owner):
    made = Account([1, 2])
    made.owner = owner
    return made


def data():
    return Pair((1, 2)), Size.SMALL, Counter("aab"), defaultdict(list, {1: [2]}), {account("Ada")[0]}
"""


def test_what_holds_more_than_its_data_is_an_object_where_a_function_returns_it(program: Make) -> None:
    """No check has called its class by the name, and yet it answers, is called and has attributes."""
    submission = program(MORE)
    asked: list[float] = []

    def square(x: float) -> float:
        asked.append(x)
        return x * x

    assert submission.filtered().estimate == 2.5
    remembered = submission.memoised(square)
    assert [remembered(3.0), remembered(3.0), asked] == [9.0, 9.0, [3.0]]
    assert submission.account("Ada").owner == "Ada"
    assert submission.account("Ada") == [1, 2]
    closely(submission)(submission.account("Ada"), (1.0, 2.0))


def test_what_holds_no_more_is_data_where_a_function_returns_it(program: Make) -> None:
    """A method alone is no reason, and a library's class is data as it was."""
    given = program(MORE).data()
    assert given == ((1, 2), 1, {"a": 2, "b": 1}, {1: [2]}, {1})
    assert list(map(type, given)) == [tuple, int, dict, dict, set]


def test_an_exception_of_the_programs_own_has_its_name_and_its_builtin_base(program: Make) -> None:
    """At home it is the very class; in class one that says the same."""
    submission = program("class NoMoney(ValueError):\n    pass\n\n\ndef pay():\n    raise NoMoney('3 are missing')\n")
    with pytest.raises(ValueError, match="3 are missing") as caught:
        submission.pay()
    assert caught.type.__name__ == "NoMoney"


def test_bytes_sets_of_sets_and_pairs_as_keys_are_data(program: Make) -> None:
    """They come back as they were, and go over as such."""
    submission = program("def same(x):\n    return x\n\n\ndef raw():\n    return bytearray(b'\\x00ab')\n")
    for value in (b"\x00\xff", {frozenset({"a", "b"}), frozenset()}, {(0, 1): b"a", (1, 0): {(2, frozenset({3}))}}):
        assert submission.same(value) == value
        closely(submission)(submission.same(value), value)
    assert submission.raw() == b"\x00ab"
    with pytest.raises(NotClose, match=r"returned b'\\x00ab', expected b'a'"):
        closely(submission)(submission.raw(), b"a")
    with pytest.raises(NotClose, match=r"has the keys \[\(0, 1\)\], expected \[\(1, 0\)\]"):
        closely(submission)(submission.same({(0, 1): 1}), {(1, 0): 1})

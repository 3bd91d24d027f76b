"""What is more than numbers and lists: each kind that crosses is lied with, forged and made endless, for real."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
pytest.importorskip("pandas", reason="pandas is in the extra dev")
pytest.importorskip("matplotlib", reason="matplotlib is in the extra instructor")
if not sys.platform.startswith("linux"):
    pytest.skip("the wall is built of parts of Linux", allow_module_level=True)

from autograder.classroom.bench import Bench
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import ExerciseResult, Submission, SubmittedFile

COURSE = Path(__file__).parents[1] / "courses" / "handling"
HONEST = (COURSE / "solutions" / "kinds.py").read_text(encoding="utf-8")
HEAD = '''
import os
import sys
from fractions import Fraction


def mark(*args, **kwargs):
    """Written where this runs without a wall."""
    with open("MARKED", "w") as file:
        file.write("here")


class Liar:
    """Equal to everything, and everything in one."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        return Liar()

    def __eq__(self, other):
        mark()
        return True

    def __lt__(self, other):
        return True

    __le__ = __ge__ = __gt__ = __contains__ = __eq__

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 1

    def __bool__(self):
        return True

    def __len__(self):
        return 3

    def __float__(self):
        mark()
        return 6.0

    def __iter__(self):
        return iter([Liar()] * 4)

    def __next__(self):
        return Liar()

    def __getitem__(self, key):
        return Liar()

    def __add__(self, other):
        return Liar()

    __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __abs__ = __add__

    def __reduce__(self):
        return (mark, ())

    __reduce_ex__ = __getstate__ = __setstate__ = __del__ = mark

    @property
    def __class__(self):
        return float

    def __array__(self, *args, **kwargs):
        import numpy
        return numpy.array([1.0, 4.0, 9.0])

    def __array_ufunc__(self, *args, **kwargs):
        return True

    def __repr__(self):
        return "6.0"
'''
EVERYTHING = "\n\nCounter = area = squares = table = plot = total = letters = share = "
FORGE = """
import sys
worker = sys.modules["autograder.sandbox.process.worker"]


def forge(packed):
    worker.pack = lambda value, buffers: packed


def Counter(*args):
    return 1


area = squares = table = plot = total = letters = share = Counter
"""
LIES = {
    "one that is equal to all": EVERYTHING + "Liar()",
    "a class whose objects are equal to all": EVERYTHING + "Liar",
    "a list of them": EVERYTHING + "lambda *args: [Liar()] * 4",
    "a dict of them": EVERYTHING + "lambda *args: {'x': Liar(), 'y': Liar()}",
    "a metaclass that lies": """

class Meta(type):
    __eq__ = __instancecheck__ = __subclasscheck__ = lambda *args: True
    __hash__ = type.__hash__
    __name__ = property(mark)


class Counter(metaclass=Meta):
    total = Liar()
    __len__ = lambda self: 3
    __add__ = add = lambda self, other: self
    __class__ = property(mark)


area = squares = table = plot = total = letters = share = lambda *args: Counter
""",
    "classes on plain types, called by their names, that are equal to all": """

class Meta(type):
    __eq__ = __instancecheck__ = __subclasscheck__ = lambda *args: True
    __hash__ = lambda self: 1
    __mro__ = __module__ = property(mark)


class Counter(tuple, metaclass=Meta):
    total = Liar()
    __new__ = lambda cls, *parts: tuple.__new__(cls, parts)
    __eq__ = __contains__ = __lt__ = __gt__ = __le__ = __ge__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __iter__ = lambda self: iter(["x", "y"])
    __hash__ = lambda self: 1
    __len__ = lambda self: 3
    __mul__ = __rmul__ = __add__ = __radd__ = add = lambda self, *others: self
    __class__ = property(mark)
    __array__ = __array_ufunc__ = __reduce__ = __float__ = __index__ = mark


area = squares = table = plot = total = letters = share = lambda *args: Counter(1, 2)
""",
    "a class on a number, called by its name, with answers that are no data": """

class Counter(float):
    __float__ = __int__ = __len__ = __str__ = __repr__ = __hash__ = __format__ = lambda self, *args: Liar()
    __eq__ = __lt__ = __gt__ = lambda self, other: Liar()
    total = property(lambda self: self)
    add = __add__ = lambda self, other: self


area = total = share = lambda *args: Counter(8.0)
""",
    "subclasses of numbers": """

class Same(Fraction):
    __eq__ = __lt__ = __gt__ = __mul__ = __rmul__ = lambda self, other: True
    __hash__ = Fraction.__hash__
    __reduce__ = __copy__ = __deepcopy__ = mark


def share(part, whole):
    return Same(5, 7)


class Float(float):
    __eq__ = __sub__ = __rsub__ = __abs__ = lambda self, *other: True
    __hash__ = float.__hash__


def area(f, a, b, n):
    return Float(0.5)


total = lambda: Float(1.0)
""",
    "a set that holds everything": """

class Everything(set):
    __eq__ = __contains__ = __le__ = __ge__ = __sub__ = lambda self, other: True
    __hash__ = lambda self: 1
    __iter__ = lambda self: iter(["a", "b", "c"])


letters = lambda text: Everything("xyz")
""",
    "a set of things that are equal to all": "\n\nletters = lambda text: {Liar()}",
    "a set of texts that collide": """

letters = lambda text: {2 ** 61 - 1 + (2 ** 61 - 1) * n for n in range(3000)} | {"a"}
""",
    "a generator that never ends": "\n\nimport itertools\nsquares = lambda n: itertools.count()",
    "one that gives itself": """

class Self:
    __iter__ = __next__ = lambda self: self


squares = lambda n: Self()
""",
    "one that waits": "\n\ndef squares(n):\n    yield 0\n    while True:\n        pass",
    "a length that lies": """

class Long:
    __len__ = lambda self: 10 ** 12
    __length_hint__ = lambda self: 10 ** 12
    __iter__ = lambda self: iter([0, 1, 4])


squares = lambda n: Long()
""",
    "one that gives things equal to all": "\n\nsquares = lambda n: (Liar() for _ in range(4))",
    "one deep in another": "\n\ndef squares(n):\n    yield squares(n)",
    "a function called a million times": """

def area(f, a, b, n):
    for _ in range(10 ** 6):
        try:
            f(1.0)
        except Exception:
            pass
    return 0.0
""",
    "a function given what it never takes": """

def area(f, a, b, n):
    for given in (Liar(), 10 ** 5000, "x" * 10 ** 7, [[]] * 10 ** 6, None, f, (), {"a": Liar()}, float("nan")):
        try:
            f(given)
        except Exception:
            pass
        try:
            f(given, given, x=given)
        except Exception:
            pass
    return 0.0
""",
    "a function kept for the next check": """

KEPT = []


def area(f, a, b, n):
    KEPT.append(f)
    return KEPT[0](2.0)
""",
    "a function called from inside of itself": """

def area(f, a, b, n):
    return f(area(f, a, b, n))
""",
    "a function asked for its frame": """

def area(f, a, b, n):
    try:
        f.__globals__["mark"] = mark
        f.__code__ = mark.__code__
        f.__closure__[0].cell_contents = mark
    except Exception:
        pass
    return f(2.0)
""",
    "cells that are equal to all": """

import pandas as pd
table = lambda xs: pd.DataFrame({"x": [Liar(), Liar()], "y": [Liar(), Liar()]}, dtype=object)
""",
    "a table that lies": """

import pandas as pd


class Lying(pd.DataFrame):
    columns = property(lambda self: ["x", "y"])
    shape = property(lambda self: (2, 2))
    __getitem__ = __eq__ = lambda self, key: Liar()
    to_numpy = mark
    iloc = property(lambda self: Liar())


table = lambda xs: Lying({"x": [0.0, 0.0], "z": [0.0, 0.0]})
""",
    "a table with names that are equal to all": """

import pandas as pd
table = lambda xs: pd.DataFrame([[1.0, 2.0], [2.0, 4.0]], columns=[Liar(), Liar()])
""",
    "a table of ten million cells": """

import numpy as np
import pandas as pd
table = lambda xs: pd.DataFrame(np.zeros((10, 1_000_000)))
""",
    "a table of very many rows of nothing": """

import pandas as pd
table = lambda xs: pd.DataFrame(index=range(10 ** 9))
""",
    "a table in a table": """

import pandas as pd
table = lambda xs: pd.DataFrame({"x": [pd.DataFrame({"x": [1]})] * 2, "y": [pd.Series([1])] * 2})
""",
    "an index that never ends": """

import pandas as pd


class Endless(pd.RangeIndex):
    def tolist(self):
        while True:
            pass

    __array__ = __iter__ = tolist


def table(xs):
    made = pd.DataFrame({"x": [0.0], "y": [0.0]})
    made.__class__ = type("Frame", (pd.DataFrame,), {"index": property(lambda self: Endless(2))})
    return made
""",
    "a figure of a million points": """

import matplotlib.pyplot as plt
import numpy as np


def plot(xs):
    axes = plt.subplots()[1]
    axes.plot(np.arange(1_000_000.0), np.arange(1_000_000.0))
    return axes
""",
    "a figure of a million lines": """

import matplotlib.pyplot as plt


def plot(xs):
    axes = plt.subplots()[1]
    line = axes.plot([1.0], [1.0])[0]
    axes._children = [line] * 1_000_000
    return axes
""",
    "a figure whose texts are endless": """

import matplotlib.pyplot as plt


def plot(xs):
    axes = plt.subplots()[1]
    axes.set_title("Squares" * 10 ** 7)
    axes.plot(xs, xs)
    return axes
""",
    "axes that lie": """

import matplotlib.pyplot as plt
from matplotlib.axes import Axes


class Lying(Axes):
    get_title = lambda self, *args: Text("Squares")
    lines = property(lambda self: [Liar()])
    get_xlim = lambda self: (Liar(), Liar())


class Text(str):
    __eq__ = lambda self, other: True
    __hash__ = str.__hash__


plot = lambda xs: Lying(plt.figure(), (0, 0, 1, 1))
""",
    "a figure in which nothing ends": """

import matplotlib.pyplot as plt
from matplotlib.lines import Line2D


class Endless(Line2D):
    def get_data(self, orig=True):
        while True:
            pass


def plot(xs):
    axes = plt.subplots()[1]
    axes.add_line(Endless([1], [1]))
    return axes
""",
    "a file that is another": """

import builtins, io


def total():
    for name in ("../solutions/kinds.py", "../tests/visible/test_kinds.py", "/etc/passwd", "/proc/self/environ",
                 "COURSE/exercises/others.csv", "COURSE/solutions/kinds.py"):
        for door in (builtins.open, io.open, io.FileIO, io.open_code):
            try:
                print(door(name).read())
                return 21.0
            except OSError:
                pass
    return 0.0
""",
    "a file that it made itself": """

import os, sys


def total():
    files = sys.modules["autograder.sandbox.datafiles"]
    files.DataFiles._opened = files.DataFiles._own = mark
    with os.fdopen(os.open("numbers.csv", os.O_RDWR | os.O_CREAT), "w") as file:
        file.write("21")
    return 21.0
""",
    "links and pipes in its place": """

import os


def total():
    for make in (lambda: os.mkfifo("numbers.csv"), lambda: os.symlink("/etc/passwd", "numbers.csv")):
        make()
    return 21.0
""",
}
TAGS = {
    "a function lent to the grader": {"x": ["Lent", [1, "f"]]},
    "the number of no object": {"x": ["Handle", [2**62, "an object of type Counter"]]},
    "a method for an object": {"x": ["Handle", [0, "a method"]]},
    "an object's number that is none": {"x": ["Handle", ["1", 2]]},
    "an object with a lying name": {"x": ["Handle", [5, "6.0, expected 6.0. Passed" * 10**4]]},
    "a table without an index": {"x": ["Frame", [None, {"t": []}, None]]},
    "a table that is too short": {
        "x": [
            "Frame",
            [
                {"x": ["Labels", [["x", "y"], {"t": [None]}, False]]},
                {"t": [[1.0], [2.0, 4.0]]},
                {"x": ["Labels", [[0, 1], {"t": [None]}, False]]},
            ],
        ]
    },
    "a table with a table for its names": {
        "x": ["Frame", [{"x": ["Labels", [[{"d": []}, {"d": []}], {"t": [{"d": []}]}, False]]}] * 3]
    },
    "a table of tuples that are none": {"x": ["Labels", [[1, 2], {"t": ["a", "b"]}, True]]},
    "a column named by a list": {"x": ["Column", [[1], [2.0, 4.0], {"x": ["Labels", [[0, 1], {"t": [[]]}, False]]}]]},
    "axes without anything": {"x": ["Axes", []]},
    "axes of other things": {"x": ["Axes", [1] * 15]},
    "axes of functions": {"x": ["Axes", ["Squares", "", "", {"t": [{"x": ["Lent", [1, "f"]]}]}, *[{"t": []}] * 11]]},
    "a line of another kind": {"x": ["Line", [{"x": ["Lent", [1, "f"]]}, [1.0], "", "", "", ""]]},
    "a figure in a figure": {"x": ["Figure", ["", {"t": [{"x": ["Figure", ["", {"t": []}]]}]}]]},
    "a fraction over nothing": {"x": ["Fraction", [1, 0]]},
    "a fraction of texts": {"x": ["Fraction", ["1", "3"]]},
    "a number that signals": {"x": ["Decimal", ["sNaN"]]},
    "a number of a million digits": {"x": ["Decimal", ["1e999999999"]]},
    "a number that is code": {"x": ["Decimal", ["__import__('os')"]]},
    "a day that is none": {"x": ["date", [2026, 13, 45]]},
    "a thing that there is not": {"x": ["os.system", ["true"]]},
    "a set of lists": {"s": [[1], [2]]},
    "a set of objects": {"s": [{"x": ["Handle", [1, "a"]]}]},
    "two tags at once": {"s": ["a", "b"], "x": ["Handle", [1, "a"]]},
    "no tag": {},
}
QUESTIONS = {
    "to a function that was not lent": "{'t': []}, {'d': []}, line=7",
    "without arguments": "None, None, line=1",
    "with objects": "{'t': [{'x': ['Handle', [1, 'a']]}]}, {'d': []}, line=1",
    "that never end": "{'t': [1.0]}, {'d': []}, line=1",
    "with the names of functions": "{'t': []}, {'d': [['__globals__', 1.0]]}, line=1",
}
ASK = """

def answer(self, request, buffers):
    while True:
        self._connection.sendall(worker.frame(worker.Reply(self._open[-1], worker.CALLBACK, QUESTION), []))


worker._Worker._call = answer
"""


@pytest.fixture(scope="module")
def benches() -> Iterator[tuple[Bench, Bench]]:
    """With the usual limits, for honest code on a busy machine, and with narrow ones, for what never ends."""
    course = load_course(COURSE, with_solutions=True)
    hasty = [replace(one, limits=replace(one.limits, seconds=1.0, total_seconds=1.5)) for one in course.exercises]
    open_course = replace(course, exercises=tuple(replace(one, allowed_imports=None) for one in hasty))
    with Bench(Grader(course)) as given, Bench(Grader(open_course)) as made:
        made.launcher, launcher = given.launcher, made.launcher  # with pandas and Matplotlib ready
        assert judge(given, HONEST).score == 10.0
        yield given, made
        made.launcher = launcher


@pytest.fixture
def patient(benches: tuple[Bench, Bench]) -> Bench:
    return benches[0]


@pytest.fixture
def bench(benches: tuple[Bench, Bench]) -> Bench:
    return benches[1]


@pytest.fixture
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place that anyone may write to: what lies there was written by code of a student's that no wall held."""
    folder = tmp_path_factory.mktemp("open")
    for place in (folder, *folder.parents[:2]):
        place.chmod(0o777)
    return folder / "marked"


def judge(bench: Bench, source: str) -> ExerciseResult:
    return bench.judge(Submission("mallory", {"kinds": SubmittedFile("kinds.py", source)})).exercises[0]


def contained(bench: Bench, source: str, marked: Path) -> None:
    """Grades the program: it earns nothing, breaks nothing, and nothing of it runs where it must not."""
    result = judge(bench, source.replace("MARKED", str(marked)).replace("COURSE", str(COURSE)))
    assert not marked.exists(), "code of a student's ran where no wall held it"
    assert result.status != "not_graded", result.message
    assert not any(check.outcome == "grader_error" for check in result.checks)
    assert result.score == 0.0, [check for check in result.checks if check.outcome == "passed"]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.whole if place % 2 else []) for place, name in enumerate(LIES)]
)
def test_lies_earn_nothing(bench: Bench, patient: Bench, marked: Path, name: str) -> None:
    """Whatever an object, a table, a figure or a generator says of itself, none of it is a point."""
    contained(bench, HEAD + LIES[name], marked)
    assert judge(patient, HONEST).score == 10.0


@pytest.mark.parametrize("name", TAGS)
def test_forged_kinds_earn_nothing(bench: Bench, marked: Path, name: str) -> None:
    """A reply whose parts are no such thing, for each kind, is refused or is a wrong answer."""
    contained(bench, f"{FORGE}\nforge({TAGS[name]!r})\n", marked)


@pytest.mark.parametrize("name", QUESTIONS)
def test_forged_questions_earn_nothing(bench: Bench, patient: Bench, marked: Path, name: str) -> None:
    """Questions to a check's function that no code asked, as many as may be, end the call and nothing else."""
    contained(bench, FORGE + ASK.replace("QUESTION", QUESTIONS[name]), marked)
    assert judge(patient, HONEST).score == 10.0


def test_it_would_be_seen(marked: Path) -> None:
    """The mark is written where the same code runs without a wall."""
    names: dict[str, object] = {}
    exec(HEAD.replace("MARKED", str(marked)), names)
    liar = names["Liar"]
    assert callable(liar)
    assert liar() == 6.0
    assert marked.exists()
    assert os.stat(marked.parent).st_mode & 0o777 == 0o777

"""One rule for imports and one set of words for what cannot be run, at home and behind the wall."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Program
from autograder.sandbox.imports import HARMLESS
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.loading import why_not_run
from autograder.sandbox.outcomes import Loaded, LoadOutcome, Raised
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

MATH = ("math", "numpy")
DOES_WITHOUT = "this exercise does without {}; it can use numpy and Python's own modules, such as math"
OWN_FILE = "there is no {} here, since each file is graded by itself"
NOT_THERE = "{} is not available while grading: do without it"

Both = Callable[[str, tuple[str, ...] | None], LoadOutcome]


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        yield made


@pytest.fixture
def both(launcher: Launcher) -> Both:
    """Loads a text at home and behind the wall; what comes of it is the same."""

    def load(source: str, allowed: tuple[str, ...] | None) -> LoadOutcome:
        program = Program("m", "m.py", source, SessionLimits(3.0), allowed)
        home = LocalHost().load(program, 3.0)
        walled = WalledHost(launcher)
        try:
            assert walled.load(program, 3.0) == home
        finally:
            walled.close()
        return home

    return load


@pytest.mark.parametrize(
    "source",
    [
        "from __future__ import annotations\nimport math",
        "import copy, dataclasses, sys, re, random, enum, time\ncopy.copy([sys.float_info.min])",
        "import collections.abc\nfrom json.decoder import JSONDecodeError\ncollections.abc.Sized",
        "from numpy import *\nassert exp(0) == 1 and max([1, 2]) == 2",
        "from numpy.linalg import norm\nnorm([1.0])",
        "import matplotlib.pyplot as plt\nimport scipy.special, pandas as pd\nfrom torch.nn import functional as F",
        "from seaborn import *",
        "from softmax import softmax\nfrom .scores import *\nimport exercises.context",
        "def f():\n    import scipy\n    return 1\nf()",
        "try:\n    import scipy.special as s\nexcept ImportError:\n    s = None\nassert s is None",
        "try:\n    from scipy import (\n        special,\n    )\nexcept ModuleNotFoundError:\n    pass",
    ],
)
@pytest.mark.parametrize("allowed", [MATH, ("math", "numpy", "decimal")])
def test_what_is_imported_and_not_used_costs_nothing(both: Both, source: str, allowed: tuple[str, ...]) -> None:
    """Python's harmless modules are there; what is not there costs nothing until it is used, or is done without."""
    assert both(source, allowed) == Loaded()


@pytest.mark.parametrize(
    ("source", "said", "line"),
    [
        ("import matplotlib.pyplot as plt\nplt.plot([1])", DOES_WITHOUT.format("matplotlib.pyplot"), 2),
        ("import scipy\n\nscipy.special.softmax([1])", DOES_WITHOUT.format("scipy"), 3),
        ("from scipy.special import *\nx = [1]\nsoftmax(x)", DOES_WITHOUT.format("scipy.special"), 3),
        ("from torch.nn import Module\nclass A(Module):\n    pass", DOES_WITHOUT.format("torch.nn"), 2),
        ("from os import sep\nprint(sep + 'a')", DOES_WITHOUT.format("os"), 2),
        ("from pandas import DataFrame\nisinstance(1, DataFrame)", DOES_WITHOUT.format("pandas"), 2),
        ("from softmax import softmax\nsoftmax([1])", OWN_FILE.format("softmax"), 2),
        ("from exercises.softmax import softmax\nsoftmax([1])", OWN_FILE.format("exercises.softmax"), 2),
        ("from . import softmax\nsoftmax.softmax", OWN_FILE.format("softmax"), 2),
        ("from helpers import size\nfor _ in size: pass", OWN_FILE.format("helpers"), 2),
        ("import asyncio\nasyncio.run(1)", DOES_WITHOUT.format("asyncio"), 2),
    ],
)
def test_what_is_used_and_not_there_is_named(both: Both, source: str, said: str, line: int) -> None:
    """The sentence comes where the name is used, and is the same wherever the file runs."""
    outcome = both(source, MATH)
    assert isinstance(outcome, Raised)
    assert outcome.text.startswith(said)
    assert (outcome.builtin, outcome.line) == ("ModuleNotFoundError", line)


@pytest.mark.parametrize("name", ["scipy", "matplotlib.pyplot", "softmax", "asyncio", "seaborn.objects"])
def test_without_a_list_what_is_ready_in_class_counts(both: Both, name: str) -> None:
    """Where an exercise lists nothing, a package that is installed at home alone is not there either."""
    outcome = both(f"import {name} as it\nit.thing", None)
    assert isinstance(outcome, Raised)
    assert outcome.text.startswith((NOT_THERE.format(name), OWN_FILE.format(name)))
    assert both("import numpy, os, threading\nos.sep", None) == Loaded()


def test_a_course_can_take_a_module_away(both: Both) -> None:
    """`-statistics` in the list: then the mean has to be written."""
    outcome = both("import statistics\nstatistics.mean([1])", ("numpy", "-statistics"))
    assert isinstance(outcome, Raised)
    assert "does without statistics" in outcome.text
    assert "-" not in outcome.text


def test_what_is_harmless_is_pythons_own() -> None:
    """No package of anybody else's is always there."""
    assert {name.partition(".")[0] for name in HARMLESS} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("source", "says", "line"),
    [
        ("x = 1\n<<<<<<< HEAD\nx = 2\n", "the mark of a merge that is not finished", 2),
        ("x = 1\n=======\nx = 2\n", "the mark of a merge", 2),
        ("import math\n%matplotlib inline\n", "`%matplotlib inline` is a command for a notebook", 2),
        ("!pip install numpy\n", "is a command for a notebook", 1),
        ("x = = 3\n", "invalid syntax, in `x = = 3`", 1),
        ("assert 1 + 1 == 3\n", "an assert of the file's own does not hold: `assert 1 + 1 == 3`", 1),
        ("name = input('Name: ')\n", "nobody types while checks run", 1),
        ("raise ValueError('no')\n", "no", 1),
        ("exit()\n", "exit() ends the whole program", 1),
    ],
)
def test_why_a_file_cannot_be_run(both: Both, source: str, says: str, line: int) -> None:
    """A student reads what to mend, the same words in both places."""
    outcome = both(source, MATH)
    assert isinstance(outcome, Raised)
    assert says in outcome.text
    assert outcome.line == line


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("assert x == 2", "an assert of the file's own does not hold"),
        ("return f(x)", "a function calls itself and comes to no end"),
        ("exit()", "exit() ends the whole program: a function hands over what it has with return"),
        ("quit(1)", "exit() ends the whole program: a function hands over what it has with return"),
    ],
)
def test_why_a_call_ended(launcher: Launcher, body: str, says: str) -> None:
    """Where Python says little, a student reads what it means, the same words in both places."""
    program = Program("m", "m.py", f"def f(x):\n    {body}\n", SessionLimits(3.0), MATH)
    for host in (LocalHost(), WalledHost(launcher)):
        assert host.load(program, 3.0) == Loaded()
        outcome = host.call(program, "f", (1,), {}, 3.0, want_arguments=False)
        host.close()
        assert isinstance(outcome, Raised)
        assert says in outcome.text
        assert outcome.line == 2


@pytest.mark.parametrize(
    ("source", "version"),
    [
        ("type Row = list[float]\n", (3, 12)),
        ("def first[T](rows: list[T]) -> T:\n    return rows[0]\n", (3, 12)),
        ("class Box[T]:\n    pass\n", (3, 12)),
        ("d = {}\nx = f'{d['a']}'\n", (3, 12)),
        ("x = f'{1:{\"\\n\"}}'\n", (3, 12)),
        ("class Box[T = int]:\n    pass\n", (3, 13)),
        ("try:\n    pass\nexcept ValueError, TypeError:\n    pass\n", (3, 14)),
        ("x = t'{1}'\n", (3, 14)),
    ],
)
def test_syntax_that_only_a_later_python_knows_is_said_to_be_just_that(source: str, version: tuple[int, int]) -> None:
    """Where this Python reads it, there is nothing to say."""
    try:
        compile(source, "m.py", "exec")
    except SyntaxError as error:
        text, _ = why_not_run(error, source, "m.py")
        assert "this may be newer syntax (Python {}.{})".format(*version) in text
    else:
        assert sys.version_info >= version


def why(source: str) -> str:
    """What is said of a file that cannot be run."""
    try:
        exec(compile(source, "m.py", "exec"), {"__name__": "m"})
    except Exception as error:
        return why_not_run(error, source, "m.py")[0]
    raise AssertionError("it runs")


def test_a_call_above_its_definition_says_where_it_belongs() -> None:
    """Python reads from the top, and a beginner does not."""
    said = why("print(half(3))\n\n\ndef half(a):\n    return a / 2\n")
    wanted = "line 4 defines it, and Python reads from the top. Move this line to the end of the file"
    assert said == f"name 'half' is not defined: {wanted}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("results = []\nresluts.append(1)\n", ": is `results` meant?"),
        ("prnt(3)\n", ": is `print` meant?"),
        ("def f(numbers):\n    return nubmers\n\n\nf(1)\n", ": is `numbers` meant? (raised in line 2)"),
        ("quux = 1\nresults\n", "name 'results' is not defined"),
        ("raise NameError('no', name=5)\n", "no"),  # a program's own
        ("raise NameError('no', name='(' * 9)\n", "no"),
        ("globals()[5] = 1\nresluts\n", "name 'resluts' is not defined"),
    ],
)
def test_a_name_that_is_nearly_right_is_asked_about(source: str, said: str) -> None:
    """Of what is known in that place; what is like nothing is left as Python says it."""
    assert said in why(source)
    assert ("meant" in said) == ("meant" in why(source))

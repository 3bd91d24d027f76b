"""transplant: definitions of one program put in place of another's. The oracle is what the programs do when run."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course.transplant import replaced, transplant


def run(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(source, "<composed>", "exec", dont_inherit=True), names)
    return names


BASE = '''"""The base."""

from __future__ import annotations

import math

SCALE = 2
TABLE = {}
TABLE["a"] = 1


# What doubles.
def double(x):
    return SCALE * x


def outer(x):
    def helper(y):
        return y + 1
    return double(helper(x))


class Box:
    size = 3

    def area(self):
        return double(self.size)


AREA = Box().area()
'''

CASES = [
    # name, donor, expression -> its value
    ("a function: the others call it", "def double(x):\n    return -x\n", {"outer(1)": -2, "AREA": -3}),
    ("a constant", "SCALE = 5\n", {"double(1)": 5, "AREA": 15}),
    ("a constant that a constant needs", "STEP = 7\nSCALE = STEP + 1\n", {"double(1)": 8}),
    ("a constant that is changed: both parts go", "TABLE = {}\nTABLE['b'] = 2\n", {"TABLE": {"b": 2}}),
    ("a class", "class Box:\n    def area(self):\n        return SCALE\n", {"AREA": 2}),
    ("a class of a new base", "class Big:\n    size = 9\nclass Box(Big):\n    pass\nAREA = Box.size", {"AREA": 9}),
    ("an import and who needs it", "import cmath\ndef double(x):\n    return cmath.exp(0 * x).real\n", {"outer(1)": 1}),
    ("an import in place of a function", "from math import sqrt as double\n", {"outer(3)": 2}),
    ("an import the base has", "import math\ndef outer(x):\n    return math.sqrt(x)\n", {"outer(4)": 2}),
    ("an import of another kind", "import os.path\ndef outer(x):\n    return os.path.sep\n", {"outer(4)": "/"}),
    ("a star", "from math import *\ndef double(x):\n    return sqrt(x)\n", {"outer(3)": 2}),
    ("a new helper below", "def double(x):\n    return aid(x)\ndef aid(x):\n    return x + 10\n", {"outer(1)": 12}),
    (
        "a name nested in the base is no definition",
        "def helper(y):\n    return 100\n",
        {"outer(1)": 4, "helper(0)": 100},
    ),
    (
        "a decorator of its own, with a comment above",
        "def twice(f):\n    return lambda x: f(f(x))\n# twice\n@twice\ndef double(x):\n    return 3 * x\n",
        {"outer(1)": 18},
    ),
    ("a constant that needs what the base defines later", "LIMIT = outer(2)\n", {"LIMIT": 6}),
    ("a default that the base binds later", "def double(x, n=AREA):\n    return n\nAREA = 4\n", {"outer(0)": 4}),
    (
        "a default from a function",
        "def double(x, n=seven()):\n    return n\ndef seven():\n    return 7\n",
        {"outer(0)": 7},
    ),
    ("a lambda", "double = lambda x: x ** 3\n", {"outer(1)": 8}),
    ("several names in one statement", "SCALE, LIMIT = 3, 4\n", {"double(1)": 3, "LIMIT": 4}),
    ("several statements on one line", "SCALE = 3; LIMIT = 4\n", {"double(1)": 3, "LIMIT": 4}),
    ("a backslash between statements", "SCALE = 3; \\\nLIMIT = 4\n", {"double(1)": 3, "LIMIT": 4}),
    (
        "a statement with branches",
        "if math.pi > 3:\n    def double(x):\n        return 1\nelse:\n    double = None\n",
        {"outer(1)": 1},
    ),
    ("a fallback", "try:\n    import not_there as np\nexcept ImportError:\n    np = None\n", {"np": None}),
    (
        "a global of a function",
        "count = 0\ndef double(x):\n    global count\n    count += 1\n    return count\n",
        {"[outer(1), outer(1)]": [2, 3]},
    ),
    ("an attribute of a function", "def double(x):\n    return double.by * x\ndouble.by = 4\n", {"outer(1)": 8}),
    ("the same twice", "LIMIT = 1\nLIMIT += 1\nLIMIT += 1\n", {"LIMIT": 3}),
    ("a call for its effect", "SEEN = []\ndef note(x):\n    SEEN.append(x)\nnote(1)\n", {"SEEN": [1]}),
    ("a directive", "from __future__ import division\ndef double(x):\n    return x / 2\n", {"outer(2)": 1.5}),
    ("a docstring", '"""The donor."""\n', {"__doc__": "The donor."}),
    ("nothing at all", "", {"outer(1)": 4, "AREA": 6, "TABLE": {"a": 1}, "__doc__": "The base."}),
    ("only a comment", "# nothing\n", {"outer(1)": 4}),
    ("text of many lines", 'SCALE = """one\n\n\n# two"""\n', {"SCALE": "one\n\n\n# two"}),
    ("lines that end as on Windows", "SCALE = 3\r\ndef double(x):\r\n    return SCALE\r\n", {"outer(1)": 3}),
]


@pytest.mark.parametrize(("donor", "values"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_the_donor_defines_takes_the_place(donor: str, values: dict[str, Any]) -> None:
    """The program has the donor's definitions, and all the others as before, each calling the other."""
    names = run(replaced(BASE, donor))
    for expression, value in values.items():
        assert eval(expression, names) == value
    assert {"double", "outer", "Box", "AREA", "TABLE", "math"} <= set(names)


@pytest.mark.parametrize("donor", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_nothing_stands_twice(donor: str) -> None:
    """What is replaced is gone: each function and class stands once."""
    once = replaced(BASE, donor)
    defined = [node.name for node in ast.parse(once).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert len(defined) == len(set(defined))


def test_a_whole_file_is_the_whole_program() -> None:
    """A donor that defines everything runs as it stands, in its own order; the base shows nowhere."""
    donor = "import math\nA = 1\nA += math.floor(1.5)\ndef f():\n    return A\nB = f()\n"
    program = replaced("A = 10\nB = 20\ndef f():\n    return 30\n", donor)
    assert {name: run(program)[name] for name in "AB"} == {"A": 2, "B": 2}
    assert "0" not in program


def test_comments_stay_with_what_they_stand_above() -> None:
    """A comment goes and comes with the definition below it."""
    program = replaced("# old\ndef f():\n    return 1\n\n\n# kept\nX = 1\n", "# new\ndef f():\n    return 2\n")
    assert program == "# new\ndef f():\n    return 2\n\n\n# kept\nX = 1\n"


DONOR = """\
import math
from fractions import Fraction
FACTOR = 3
OTHER = 4
def double(x):
    return aid(x) + outer_of(x)
def aid(x):
    FACTOR_ = FACTOR
    return math.floor(FACTOR_ * x)
def outer_of(x):
    return len(outer.__name__)
def outer(x):
    return "the donor's"
def unrelated():
    return Fraction(1)
SCALE = 100
"""


def test_a_transplant_takes_what_it_needs_and_no_more() -> None:
    """Helpers, constants and imports come along, however far down; the rest of the donor stays behind."""
    names = run(transplant(BASE, DONOR, ["double"]))
    assert names["double"](2) == 11
    assert names["outer"](1) == 11  # the base's own, which calls the donor's
    assert names["SCALE"] == 2
    assert not {"unrelated", "Fraction", "OTHER"} & set(names)
    assert {"aid", "FACTOR", "outer_of"} <= set(names)


def test_a_transplant_of_nothing_is_the_base() -> None:
    """Without names the program does what the base does."""
    names = run(transplant(BASE, DONOR, []))
    assert (names["outer"](1), names["AREA"], names["TABLE"]) == (4, 6, {"a": 1})


def test_a_name_that_both_have_means_the_base_s_unless_it_is_asked_for() -> None:
    """A constant of the same name comes from the donor only where it is named."""
    donor = "SCALE = 100\ndef outer(x):\n    return SCALE * x\n"
    assert run(transplant(BASE, donor, ["outer"]))["outer"](1) == 2
    assert run(transplant(BASE, donor, ["outer", "SCALE"]))["outer"](1) == 100


def test_a_local_name_is_no_need() -> None:
    """A variable, a parameter or an attribute with the name of a donor's helper does not bring it along."""
    donor = "aid = 1\ndef outer(aid):\n    return [x for x in (aid, aid.real)]\ndef double(x):\n    x = aid_(x)\n"
    assert "aid = 1" not in transplant(BASE, donor, ["outer"])


def test_what_cannot_be_transplanted_is_refused() -> None:
    """A name that the donor lacks, and text that is not Python."""
    with pytest.raises(KeyError, match="triple"):
        transplant(BASE, DONOR, ["double", "triple"])
    with pytest.raises(SyntaxError):
        transplant(BASE, "def f(:\n", [])


NAMES = "abcdef"
bodies = st.dictionaries(
    st.sampled_from(NAMES), st.tuples(st.integers(0, 9), st.lists(st.sampled_from(NAMES), max_size=2)), max_size=6
)


def program(bodies: dict[str, tuple[int, list[str]]], constants: bool) -> str:
    """Functions that add a number to what later ones give; constants that are made by calling them."""
    lines = []
    for name, (number, called) in bodies.items():
        calls = "".join(f" + ({other}() if '{other}' in globals() else 0)" for other in called if other > name)
        lines.append(f"def {name}():\n    return {number}{calls}\n")
        if constants:
            lines.append(f"{name.upper()} = {number}\n")
    return "\n".join(lines)


@given(bodies, bodies, st.booleans())
def test_composition_is_the_two_run_one_after_the_other(base: Any, donor: Any, constants: bool) -> None:
    """For functions and constants, the program has the names and values of the base with the donor run after it."""
    ours, theirs = program(base, constants), program(donor, constants)
    together = run(f"{ours}\n{theirs}")
    composed = run(replaced(ours, theirs))
    assert set(composed) == set(together)
    for name in {*base, *donor}:
        assert composed[name]() == together[name]()
        assert composed.get(name.upper()) == together.get(name.upper())


@given(bodies, bodies, st.sets(st.sampled_from(NAMES)))
def test_a_transplant_has_the_named_functions_and_all_of_the_base(base: Any, donor: Any, names: set[str]) -> None:
    """Named functions are the donor's, those of the base the base's, and the rest are the helpers they reach."""
    wanted = names & set(donor)
    tree = ast.parse(transplant(program(base, False), program(donor, False), wanted))
    found = {node.name: ast.dump(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
    ours, theirs = (
        {
            node.name: ast.dump(node)
            for node in ast.parse(program(part, False)).body
            if isinstance(node, ast.FunctionDef)
        }
        for part in (base, donor)
    )
    reached, asked = set(wanted), list(wanted)
    while asked:
        name = asked.pop()
        new = {other for other in donor[name][1] if other > name and other in donor and other not in base} - reached
        reached |= new
        asked += new
    assert found == {**ours, **{name: theirs[name] for name in reached}}

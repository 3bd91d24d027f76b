"""Instructors' notebooks of two graders, written for the import's tests: seven assignments as people write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any, Literal

import nbformat

Cell = dict[str, Any]
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def plain(text: str) -> str:
    return dedent(text).strip("\n")


def code(text: str, shows: str = "") -> Cell:
    """A code cell, with what it showed when it was last run."""
    cell = nbformat.v4.new_code_cell(plain(text))
    if shows:
        cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": shows}, execution_count=1)]
    return cell  # type: ignore[no-any-return]


def text(said: str) -> Cell:
    return nbformat.v4.new_markdown_cell(plain(said))  # type: ignore[no-any-return]


def raw(said: str) -> Cell:
    return nbformat.v4.new_raw_cell(plain(said))  # type: ignore[no-any-return]


def question(config: str, *cells: Cell, tests: tuple[Cell, ...] = (), before: tuple[Cell, ...] = ()) -> list[Cell]:
    """A question for Otter: its YAML, its text, its solution, its tests."""
    made = [raw("# BEGIN QUESTION\n" + plain(config)), *before, raw("# BEGIN SOLUTION"), *cells, raw("# END SOLUTION")]
    made += [raw("# BEGIN TESTS"), *tests, raw("# END TESTS")] if tests else []
    return [*made, raw("# END QUESTION")]


def nb(said: str, kind: Literal["solution", "test", "manual", "task"], name: str, points: float = 0) -> Cell:
    """A cell that nbgrader knows; a manual one and a task are text."""
    cell = text(said) if kind in ("manual", "task") else code(said)
    about: dict[str, Any] = {"grade_id": name, "schema_version": 3, "locked": False, "task": kind == "task"}
    about |= {"grade": kind in ("test", "manual"), "solution": kind in ("solution", "manual")}
    cell["metadata"]["nbgrader"] = about | ({} if kind == "solution" else {"points": points})
    return cell


def solved(signature: str, *lines: str) -> str:
    """A function of which students get the signature."""
    return "\n".join([f"def {signature}:", *(f"    {line}" for line in (BEGIN, *lines, END))])


def hidden(*lines: str) -> str:
    return "\n".join(["### BEGIN HIDDEN TESTS", *lines, "### END HIDDEN TESTS"])


@dataclass(frozen=True)
class Example:
    """A notebook, what a wrong program makes of its points, and what is left to a person."""

    name: str
    grader: Literal["otter", "nbgrader"]
    cells: list[Cell]
    points: float
    """Of the exercise of its code: all that became checks."""
    wrong: dict[str, tuple[str, str, float]]
    """By what is wrong: a text of the solution, what stands in its place, and the points of that program."""
    todos: tuple[tuple[int, str], ...] = ()
    """Of what a person must finish: the cell, and words of the reason."""
    written: dict[str, float] = field(default_factory=dict)
    """The written answers and their points."""
    notes: tuple[str, ...] = ()

    def save(self, folder: Path) -> Path:
        path = folder / f"{self.name}.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.from_dict(cell) for cell in self.cells]), path)
        return path


ARRAYS = Example(
    "arrays",
    "otter",
    [
        raw("# ASSIGNMENT CONFIG\ninit_cell: true\ngenerate:\n    seed: 3"),
        text("# Heights\nTwelve people were measured."),
        code("import numpy as np\n%matplotlib inline"),
        code(
            """
            def in_metres(heights):
                return np.asarray(heights) / 100

            heights = np.array([150.0, 160.0, 170.0, 180.0])
            """
        ),
        *question(
            "name: q1\npoints: 3",
            code(
                """
                def standardise(x):
                    \"\"\"x with mean 0 and standard deviation 1.\"\"\"
                    # BEGIN SOLUTION
                    x = np.asarray(x)
                    return (x - x.mean()) / x.std()
                    # END SOLUTION
                """
            ),
            before=(text("**Question 1.** Write `standardise`."),),
            tests=(
                code("abs(standardise([1.0, 2.0, 6.0]).mean()) < 1e-9", "True"),
                code('""" # BEGIN TEST CONFIG\npoints: 2\nhidden: true\n""" # END TEST CONFIG\n'
                     "np.round(standardise([1.0, 2.0, 6.0]), 3)", "array([-0.926, -0.463,  1.389])"),
            ),
        ),
        *question(
            "name: q2",
            code(
                """
                mean_height = np.mean(in_metres(heights)) # SOLUTION
                spread = max(heights) - min(heights) # SOLUTION
                """
            ),
            tests=(
                code("1 < mean_height < 2", "True"),
                code("# HIDDEN\nround(float(mean_height + spread), 2)", "31.65"),
            ),
        ),
        *question(
            "name: q3\nmanual: true\npoints: 4",
            text("**SOLUTION:** Without it, the unit would decide."),
            before=(text("**Question 3.** Why do we standardise?"),),
        ),
    ],
    points=4,
    wrong={
        "q1": ("/ x.std()", "/ x.var()", 2.0),
        "q2": ("np.mean(in_metres(heights))", "np.mean(heights)", 3.0),
    },
    todos=((24, "`q3` is marked by a person"),),
    written={"q3": 4.0},
    notes=("the variable mean_height became a function", "the variable spread became a function"),
)  # fmt: skip

TABLES = Example(
    "tables",
    "otter",
    [
        text("```otter\n# ASSIGNMENT CONFIG\ntests:\n    ok_format: false\nfiles:\n    - towns.csv\n```"),
        code("rows = [('Ulm', 126), ('Jena', 111), ('Bonn', 336)]"),
        *question(
            "name: total\npoints:\n    each: 1.5",
            code(
                """
                def total(rows):
                    \"\"\"All people.\"\"\"
                    found = 0 # SOLUTION NO PROMPT
                    for _, people in rows: # SOLUTION NO PROMPT
                        found += people # SOLUTION NO PROMPT
                    \"\"\" # BEGIN PROMPT
                    found = ...
                    \"\"\" # END PROMPT
                    return found # SOLUTION
                """
            ),
            before=(text("Add up the people."),),
            tests=(
                code(
                    """
                    \"\"\" # BEGIN TEST CONFIG
                    failure_message: Two towns have all the people of both.
                    \"\"\" # END TEST CONFIG
                    def test_two_towns(total, rows):
                        assert total(rows[:2]) == 237

                    test_two_towns(total, rows)  # IGNORE
                    """
                ),
                code("# HIDDEN\ndef test_none(env):\n    assert env['total']([]) == 0\n\ntest_none({})  # IGNORE"),
            ),
        ),
        *question(
            "name: largest\npoints: [1, 0]",
            code(
                """
                # BEGIN SOLUTION
                largest = rows[0]
                for row in rows:
                    if row[1] > largest[1]:
                        largest = row
                # END SOLUTION
                print(largest)
                """
            ),
            tests=(
                code("def test_it(largest):\n    assert largest == ('Bonn', 336)"),
                code("def test_form(largest):\n    assert len(largest) == 2"),
            ),
        ),
        *question(
            "name: picture\nmanual: true",
            code("plt.bar(*zip(*rows)) # SOLUTION"),
            before=(text("Draw the towns."), raw("# BEGIN PROMPT"), text("_Your picture._"), raw("# END PROMPT")),
        ),
    ],
    points=4,
    wrong={
        "total": ("found += people", "found = people", 2.5),
        "largest": ("row[1] > largest[1]", "row[1] < largest[1]", 3.0),
    },
    todos=((1, "towns.csv does not lie beside the notebook"), (22, "`picture` is marked by a person")),
    written={"picture": 1.0},
    notes=("the variable largest became a function",),
)  # fmt: skip

TROUBLE = Example(
    "trouble",
    "otter",
    [
        code("import math\nseen = []"),
        *question(
            "name: roots\npoints: 2",
            code("def roots(n):\n    return [math.sqrt(k) for k in range(n)] # SOLUTION"),
            tests=(code("roots(5)[4]", "2.0"), code("print(len(roots(3)))\nprint(roots(1))", "3\n[0.0]")),
        ),
        *question(
            "name: memory",
            code("def remember(x):\n    seen.append(x) # SOLUTION\n    return len(seen) # SOLUTION"),
            code("seen = [1] # SOLUTION"),
            tests=(code("remember(2)\nlen(seen)", "2"),),
        ),
        *question("name: shape", code("f = lambda x: x ** 2 # SOLUTION"), tests=(code("f(3)", "9"),)),
        *question("name: graph", code("area = roots(3) # SOLUTION"), tests=(code("area", "<Figure size 640x480>"),)),
    ],
    points=2,
    wrong={"roots": ("math.sqrt(k)", "k", 1.0), "shape": ("x ** 2", "x * 2", 1.0)},
    todos=(
        (14, "cells 1, 14 assign or change seen"),
        (8, "the test `roots` is a person's work (its 1 points are not in the course until it is a check)"),
        (17, "the test `memory` is a person's work"),
        (33, "this is no plain value: '<Figure size 640x480>'"),
    ),
    notes=("the variable f became a function", "the variable area became a function"),
)

TRACE = solved("trace(m)", "'''The sum of the diagonal.'''", "return np.diag(np.asarray(m)).sum()")
SYMMETRIC = solved("is_symmetric(m)", "m = np.asarray(m)", "return bool((m == m.T).all())")
FLIGHTS = Example(
    "flights",
    "otter",
    [
        raw("# ASSIGNMENT CONFIG\ninit_cell: true"),
        code("import numpy as np\nimport pandas as pd\n%matplotlib inline\nnp.random.seed(42)"),
        code("flights = pd.DataFrame({'city': list('abac'), 'delay': [3.0, 10.0, 5.0, np.nan]})\nflights.head()"),
        *question(
            "name: mean",
            code("mean_delay = flights['delay'].mean() # SOLUTION\nmean_delay"),
            tests=(code("isinstance(mean_delay, float)", "True"), code("np.isclose(mean_delay, 6.0)", "np.True_")),
        ),
        *question(
            "name: late",
            code("late = flights[flights['delay'] > 4] # SOLUTION\nlate"),
            tests=(code("# HIDDEN\nset(late['city']) == {'a', 'b'} and len(late) == 2", "True"),),
        ),
        *question(
            "name: tally",
            code(
                """
                class Tally:
                    def __init__(self):
                        self.count = 0

                    def add(self, number):
                        self.count += number # SOLUTION
                        return self # SOLUTION
                """
            ),
            tests=(code("Tally().add(2).add(3).count", "5"),),
        ),
    ],
    points=3,
    wrong={"mean": ("].mean()", "].max()", 2.5), "late": ("> 4", "> 5", 2.0), "tally": ("+=", "=", 2.0)},
    notes=("the variable late became a function",),
)

MATRICES = Example(
    "matrices",
    "nbgrader",
    [
        text("# Matrices"),
        code("import numpy as np"),
        nb(TRACE, "solution", "trace"),
        nb("assert trace([[1, 2], [3, 4]]) == 5\n" + hidden("assert trace(np.eye(7)) == 7"), "test", "trace_tests", 3),
        nb(SYMMETRIC, "solution", "symmetric"),
        nb(
            hidden("assert is_symmetric([[1, 2], [2, 1]])", "assert not is_symmetric([[1, 2], [3, 1]])"),
            *("test", "symmetric_tests", 1),
        ),
        nb("np.testing.assert_allclose(trace(np.ones((2, 2))), 2)", "test", "ones", 0.5),
    ],
    points=4.5,
    wrong={
        "no diagonal": ("np.diag(np.asarray(m)).sum()", "np.asarray(m).sum()", 1.0),
        "always": ("bool((m == m.T).all())", "True", 3.5),
        "one size": ("np.diag(np.asarray(m)).sum()", "np.asarray(m)[0][0] + np.asarray(m)[1][1]", 3.0),
    },
)

PRICES = Example(
    "prices",
    "nbgrader",
    [
        text("# Prices\nThe list is given."),
        code("from statistics import median\n\nprices = [4, 8, 15, 16, 23, 42]"),
        code("def cheap(limit):\n    return [price for price in prices if price < limit]"),
        nb(f"{BEGIN}\nmiddle = median(prices)\nabove = [p for p in prices if p > middle]\n{END}", "solution", "middle"),
        nb("assert middle == 15.5\nassert len(above) == 3", "test", "middle_test", 2),
        code("doubled = [2 * price for price in above]"),
        nb(f"total = 0\n{BEGIN}\nfor price in doubled:\n    total += price\n{END}", "solution", "total"),
        nb("assert total == 162, 'all of them, doubled'\nassert cheap(10) == [4, 8]", "test", "total_test", 1),
    ],
    points=3,
    wrong={"middle": ("median(prices)", "prices[0]", 0.0), "total": ("total += price", "total = price", 2.0)},
    notes=(
        *("the variable middle became a function", "the variable above became a function"),
        *("the variable doubled became a function", "the variable total became a function"),
    ),
)  # fmt: skip

SCHEME = plain(
    """
    ### BEGIN MARK SCHEME
    1 for speed, 1 for memory
    ### END MARK SCHEME
    ### BEGIN SOLUTION
    A list keeps pointers.
    ### END SOLUTION
    """
)
COUNT = solved("count(word)", "counts[word] = counts.get(word, 0) + 1", "return counts[word]")
ESSAY = Example(
    "essay",
    "nbgrader",
    [
        text("Explain, then program."),
        nb(SCHEME, "manual", "why_arrays", 2),
        nb("Draw how the values lie in memory.", "task", "drawing", 3),
        nb("counts = {}\n\n" + COUNT, "solution", "count"),
        nb("assert count('a') > 0", "test", "count_some", 1),
        nb("assert count('a') == 2", "test", "count_again", 1),
        nb("count('b')\nassert counts['b'] == 1", "test", "count_global", 2),
        nb("import inspect\nassert 'for' not in inspect.getsource(count)", "test", "no_loop", 1),
    ],
    points=1,
    wrong={"none": ("return counts[word]", "return -1", 0.0)},
    todos=(
        (7, "count changes the global counts"),
        (8, "it imports inspect"),
        (6, "does not pass it twice alike"),
        (2, "`why_arrays` is marked by a person"),
        (3, "`drawing` is marked by a person"),
    ),
    written={"why_arrays": 2.0, "drawing": 3.0},
)  # fmt: skip

EXAMPLES = (ARRAYS, TABLES, TROUBLE, FLIGHTS, MATRICES, PRICES, ESSAY)

"""What the import makes of code outside of functions: a function each, or a reason why not."""

from __future__ import annotations

import ast

import pytest

from autograder.author.importing.cells import Assignment, Cell
from autograder.author.importing.program import Program, make_program


def made(*texts: str, test: str = "", given: str = "") -> Program:
    """The program of solution cells, behind a given one."""
    cells = [Cell(1, "given", given)] if given else []
    cells += [Cell(number, "solution", text, "s") for number, text in enumerate(texts, len(cells) + 1)]
    cells += [Cell(99, "test", test, "t")] if test else []
    program = make_program(Assignment("lab.ipynb", tuple(cells)))
    ast.parse(program.text)
    return program


def values(program: Program) -> dict[str, object]:
    """What the functions that stand for variables return."""
    names: dict[str, object] = {}
    exec(program.text, names)
    return {name: names[name]() for name in program.variables}  # type: ignore[operator]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("x = 3",), {"x": 3}),
        (("x: int = (1 +\n     2)  # a comment",), {"x": 3}),
        (("x = 3\ny = x * 2",), {"x": 3, "y": 6}),
        (("x = 3", "y = [x for _ in range(x)]"), {"x": 3, "y": [3, 3, 3]}),
        (("a, b = divmod(17, 5)",), {"b": 2}),
        (("total = 0\nfor k in range(4):\n    total += k",), {"total": 6}),
        (("d = {}\nfor k in (1, 2):\n    d.setdefault(k % 1, []).append(k)",), {"d": {0: [1, 2]}}),
        (("xs = []\nfor k in (1, 2):\n    list.append(xs, k)",), {"xs": [1, 2]}),
        (("xs = []\nxs.append(2)\nxs[0] += 1",), {"xs": [3]}),
        (("x = 3; y = x + 1",), {"x": 3, "y": 4}),
        (("x = 3", "def f(x):\n    return x", "z = f(4) + x"), {"x": 3, "z": 7}),
        (("x = 'ü' + 'x'", "y = ('ü', x)"), {"x": "üx", "y": ("ü", "üx")}),
        (("import random\nrandom.seed(1)\nr = random.random()",), {"r": 0.13436424411240122}),
    ],
)
def test_a_variable_becomes_a_function(texts: tuple[str, ...], wanted: dict[str, object]) -> None:
    """That returns what the notebook's variable held, and is read by a call everywhere else."""
    assert values(made(*texts)) == wanted


def test_functions_read_variables_by_calls() -> None:
    """A function's own variable of that name is no such thing."""
    program = made("rate = 2", "def scaled(x):\n    return rate * x\n\ndef own():\n    rate = 5\n    return rate")
    names: dict[str, object] = {}
    exec(program.text, names)
    assert (names["scaled"](4), names["own"]()) == (8, 5)  # type: ignore[operator]
    assert "return rate() * x" in program.text


def test_a_lambda_becomes_a_function_of_its_arguments() -> None:
    """It is called as before."""
    program = made("square = lambda x, n=2: x ** n", "nine = square(3)")
    assert values(program) == {"nine": 9}
    assert program.student == {"square"}


def test_given_values_stay_as_they_are() -> None:
    """What leans on nothing of the student's is no function, a loop neither."""
    program = made("y = table[1]", given="table = {}\nfor k in range(3):\n    table[k] = k * k")
    assert values(program) == {"y": 1}
    assert "table[k] = k * k" in program.text


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (("x = 1", "x = x + 1"), "cells 1, 2 assign or change x"),
        (("xs = [1]", "xs.append(2)"), "cells 1, 2 assign or change xs"),
        (("n = 0", "def count():\n    global n\n    n += 1"), "count changes the global n"),
        (("seen = {}", "def note(x):\n    seen[x] = 1"), "note changes the global seen"),
    ],
)
def test_what_is_changed_later_is_a_persons_work(texts: tuple[str, ...], why: str) -> None:
    """A function makes a new value at each call; the to-do says so and keeps the text."""
    program = made(*texts)
    assert program.variables == frozenset()
    first = next(todo for todo in program.todos if not todo.note)
    assert why in first.what
    assert first.source
    assert any(why in reason for reason in program.refused.values())


def test_a_place_that_cannot_be_rewritten_is_a_persons_work() -> None:
    """Such as one inside a text, where Python does not say where it stands; never is it rewritten wrongly."""
    program = made("x = 3", 'said = f"""\n{x}\n"""', "line = f'{x}!'", 'plain = """\na\n"""')
    wrong = [todo.what for todo in program.todos if not todo.note]
    assert wrong == ["it reads x where its text cannot be changed"] or values(program)["said"] == "\n3\n"
    assert values(program)["line"] == "3!"
    assert values(program)["plain"] == "\na\n"

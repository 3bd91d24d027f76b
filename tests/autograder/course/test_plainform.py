"""plainform: one function in many styles has one form."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest

from autograder.course.plainform import plain


def form(text: str) -> str:
    """The plain form of the one function in a text."""
    function = ast.parse(text).body[0]
    assert isinstance(function, ast.FunctionDef)
    return ast.unparse(plain(function))


def runs(text: str) -> Callable[..., Any]:
    """The function in a text, ready to be called."""
    space: dict[str, Any] = {}
    exec(text, space)
    found: Callable[..., Any] = space["f"]
    return found


def test_a_name_for_what_is_computed_once_is_no_difference() -> None:
    """Whether a largest number has a name or not, the function says the same."""
    named = "def f(a):\n    top = max(a)\n    total = sum(a)\n    return [x - top + total for x in a]"
    assert form(named) == form("def f(a):\n    return [x - max(a) + sum(a) for x in a]")


def test_names_inside_a_comprehension_are_no_difference() -> None:
    """What a comprehension, or a lambda in it, calls its own things is a matter of taste."""
    one = "def f(a):\n    return [sorted(row, key=lambda x: -x) for place, row in enumerate(a) if place]"
    assert form(one) == form(one.replace("place", "i").replace("row", "line").replace("x", "weight"))


def test_two_names_given_at_once_are_two_statements() -> None:
    """`a, b = x, y` gives two names, each of which may go."""
    assert form("def f(x):\n    a, b = x + 1, x + 2\n    return a * b") == form(
        "def f(x):\n    return (x + 1) * (x + 2)"
    )


@pytest.mark.parametrize(
    "body",
    [
        "total = 0\n    for x in a:\n        total += x\n    return total",
        "found = []\n    for x in a:\n        found.append(x)\n    return found",
        "b = list(a)\n    b[0] = 9\n    return [b, b]",
        "b = a[0]\n    a = a[1:]\n    return [b, a]",
        "pairs = zip(a, a)\n    return [list(pairs), list(pairs)]",
        "first, last = a[0], a[-1]\n    first, last = last, first\n    return [first, last]",
        "x = 7\n    return [x for x in a] + [x]",
        "if (n := len(a)) > 1:\n        return n\n    return 0",
        "def g(x):\n        b = x\n        return b\n    return g(a)",
    ],
)
def test_the_plain_form_answers_the_same(body: str) -> None:
    """What changes, is read once or has a name twice stays as it is written."""
    text = f"def f(a):\n    {body}"
    assert runs(form(text))([3, 1, 2]) == runs(text)([3, 1, 2])


def test_the_given_tree_is_left_alone() -> None:
    """Plain is a copy: others still read the function as it was written."""
    function = ast.parse("def f(a):\n    b = len(a)\n    return b").body[0]
    assert isinstance(function, ast.FunctionDef)
    before = ast.dump(function)
    plain(function)
    assert ast.dump(function) == before

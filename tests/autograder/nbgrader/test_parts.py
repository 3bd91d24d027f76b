"""Source in parts: what some names need, and the same source one level deeper."""

from __future__ import annotations

import ast

import pytest

from autograder.nbgrader.parts import indent, needed, split

SOURCE = '''"""A docstring."""
import math
import numpy as np

LIMIT = 3


def helper(x):
    return math.sqrt(x) + LIMIT


@np.vectorize
def test_it(value):
    """One.

    Two."""
    assert helper(value) > LIMIT, """a
text"""


def other():
    return np.pi
'''


def test_a_function_brings_what_it_needs_and_nothing_else():
    """Imports, helpers and constants come along; other functions do not."""
    text = "\n".join(part.text for part in needed(split(SOURCE), ["test_it"]))
    assert "import math" in text
    assert "LIMIT = 3" in text
    assert "def helper" in text
    assert "@np.vectorize\ndef test_it" in text
    assert "def other" not in text
    assert "A docstring" not in text


def test_names_that_need_each_other_end():
    """Two functions that call each other are both taken, once."""
    parts = split("def a():\n    return b()\ndef b():\n    return a()\n")
    assert tuple(needed(parts, ["a"])) == parts


def test_deeper_source_means_the_same():
    """Text that spans lines keeps its lines; everything else moves."""
    deeper = "def outer():\n" + indent(SOURCE)
    inner = ast.parse(deeper).body[0]
    assert isinstance(inner, ast.FunctionDef)
    assert [ast.dump(node) for node in inner.body] == [ast.dump(node) for node in ast.parse(SOURCE).body]


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("import a.b as c, d.e", {"c", "d"}),
        ("from x import y as z", {"z"}),
        ("first, *rest = 1, 2", {"first", "rest"}),
        ("if True:\n    def f(): pass\nelse:\n    g = 1", {"f", "g"}),
        ("class K:\n    inner = 1", {"K"}),
    ],
)
def test_what_a_statement_binds(statement, names):
    """The names that the statement gives to its module."""
    assert split(statement)[0].binds == names

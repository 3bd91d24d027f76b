"""leftover: what a program keeps outside of its objects, and how it begins anew."""

from __future__ import annotations

import types

import numpy as np
import pytest

from autograder.checks.leftover import Leftover

KEEPS = """
import numpy as np

count = 0
seen = [1, [2]]
table = np.zeros(2)


class Shelf:
    books = {"a": [1]}
    number = 0

    def put(self, book, into=[]):
        into.append(book)
        self.books.setdefault("b", []).append(book)
        Shelf.number += 1
        return list(into)

    @property
    def all(self, *, extra={}):
        return extra


def touch():
    global count, made
    count += 1
    made = [1]
    seen[1].append(3)
    seen.append(4)
    table[0] = 5
"""


def loaded(source: str) -> types.ModuleType:
    module = types.ModuleType("kept")
    exec(source, module.__dict__)
    return module


def test_everything_is_as_it_was_loaded() -> None:
    """Values at the margin, a class's own, defaults, and what is inside of them; a new name is gone."""
    module = loaded(KEEPS)
    leftover = Leftover(module)
    assert leftover.any
    for _ in range(2):
        module.touch()
        assert module.Shelf().put("x") == ["x"]
        assert (module.count, module.Shelf.number, module.table[0]) == (1, 1, 5)
        leftover.restore()
        assert (module.count, module.seen, module.Shelf.number) == (0, [1, [2]], 0)
        assert module.Shelf.books == {"a": [1]}
        assert np.array_equal(module.table, [0, 0])
        assert not hasattr(module, "made")


@pytest.mark.parametrize(
    "source",
    [
        "import math\nEPS = 1e-9\ndef f(x, y=()):\n    return x\n",
        "class A:\n    def __init__(self):\n        self.a = []\n",
        "from collections import OrderedDict\nfrom fractions import Fraction\n",  # other people's classes
    ],
)
def test_most_programs_keep_nothing(source: str) -> None:
    """For these nothing has to be done a second time."""
    assert not Leftover(loaded(source)).any


def test_what_is_no_plain_data_is_left_alone() -> None:
    """A lock or an object in a list cannot be copied for sure."""
    module = loaded("import threading\nlocks = [threading.Lock()]\nclass A: pass\nthings = {'a': A()}\n")
    leftover, lock = Leftover(module), module.locks[0]
    module.locks.append(1)
    leftover.restore()
    assert module.locks == [lock, 1]

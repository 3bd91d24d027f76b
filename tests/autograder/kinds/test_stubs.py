"""stubs: made from solutions, so that there is one source."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.course.stubs import make_stub
from autograder.errors import CourseError
from autograder.kinds.stubs import stub_changes

PY, YAML = Path("solutions/f.py"), Path("solutions/f.yaml")
SOLUTION = '''"""Title."""

import math


def outer(x):
    """Doc."""
    ### BEGIN SOLUTION
    def inner(y):
        return y

    return inner(x)
    ### END SOLUTION


class Head:
    def first(self):
        ### BEGIN SOLUTION
        return 1
        ### END SOLUTION

    async def second(self):
        given = 2
        ### BEGIN SOLUTION
        return given
        ### END SOLUTION
'''
STUB = '''"""Title."""

import math


def outer(x):
    """Doc."""
    raise NotImplementedError("outer is not written yet")


class Head:
    def first(self):
        raise NotImplementedError("first is not written yet")

    async def second(self):
        given = 2
        raise NotImplementedError("second is not written yet")
'''


def test_each_region_becomes_one_line() -> None:
    """What stands around a region stays; the region is the function's own NotImplementedError."""
    assert make_stub(SOLUTION, PY) == STUB
    compile(make_stub(SOLUTION, PY), "f.py", "exec")


def test_elsewhere_the_stub_lines_stay() -> None:
    """In a YAML or Markdown file a region is replaced by what its STUB lines say."""
    inside = "scores: [2, 3]\n### STUB: scores:\n### STUB:   - \n"
    source = f"# Shapes\n### BEGIN SOLUTION\n{inside}### END SOLUTION\nend: 1\n"
    assert make_stub(source, YAML) == "# Shapes\nscores:\n  -\nend: 1\n"


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("def f():\n    ### BEGIN SOLUTION\n    pass\n", 2, "this region never ends. Add `### END SOLUTION`."),
        ("def f():\n    pass\n    ### END SOLUTION\n", 3, "a region ends that never began."),
        (
            "def f():\n    ### BEGIN SOLUTION\n    ### BEGIN SOLUTION\n    pass\n",
            3,
            "a region begins inside the one of line 2.",
        ),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n", 1, "a region must stand inside a function."),
        ("def f(:\n    ### BEGIN SOLUTION\n", 1, "this is not valid Python"),
    ],
)
def test_marks_that_do_not_pair_up_are_named(source: str, line: int, says: str) -> None:
    """A CourseError with file and line."""
    with pytest.raises(CourseError) as caught:
        make_stub(source, PY)
    assert (caught.value.where, caught.value.line) == (PY, line)
    assert says in str(caught.value)


def test_the_tiny_course_is_in_step(measuring: Path) -> None:
    """Nothing to write where every stub is what its solution makes."""
    assert stub_changes(load_course(measuring)) == {}


def test_a_stub_out_of_step_is_found(measuring: Path) -> None:
    """A stub that was changed, or is gone, is listed with the text it should have."""
    stub = measuring / "exercises" / "median.py"
    text = stub.read_text()
    stub.write_text(text + "# by hand\n")
    assert stub_changes(load_course(measuring)) == {stub: text}
    stub.unlink()
    assert stub_changes(load_course(measuring, require_stubs=False)) == {stub: text}


def test_a_solution_without_marks_is_left_alone(measuring: Path) -> None:
    """The key of a quiz has a stub of its own making."""
    (measuring / "solutions" / "median.py").write_text("def median(values):\n    return 0\n")
    assert stub_changes(load_course(measuring)) == {}

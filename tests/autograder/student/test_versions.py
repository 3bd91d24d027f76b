"""A file that runs at home with a later Python than the one that grades: home says so, and class names the versions."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.author.release import release
from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.errors import CourseError
from autograder.sandbox.newer import why_missing
from autograder.student.check import Study
from autograder.student.versions import Newer, newer_names, newer_syntax

Student = Any
BATCHED = "import itertools\n\n\ndef median(values):\n    if len(values) > 99:\n        itertools.batched(values, 2)\n"
BATCHED += "    return sorted(values)[len(values) // 2]\n"
MATCH = "def median(values):\n    match len(values):\n        case _:\n"
MATCH += "            return sorted(values)[len(values) // 2]\n"


def set_python(folder: Path, version: str) -> None:
    path = folder / "course.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | {"python": version}), encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import math\nmath.sumprod([1], [2])\n", Newer(2, "math.sumprod", (3, 12))),
        ("import math as m\n\nx = m.fma(1, 2, 3)\n", Newer(3, "math.fma", (3, 13))),
        ("from itertools import chain, batched\n", Newer(1, "itertools.batched", (3, 12))),
        ("import collections.abc\nx: collections.abc.Buffer\n", Newer(2, "collections.abc.Buffer", (3, 12))),
        ("import math\nmath.dist([1], [2])\n", None),
        ("math = object()\nmath.sumprod\n", None),
        ("def batched(values):\n    return values\n", None),
        ("not python at all (", None),
    ],
)
def test_names_that_are_newer(text: str, found: Newer | None) -> None:
    """A name counts where it is taken out of the library's module, however that is called."""
    assert newer_names(text, (3, 11)) == found
    assert newer_names(text, (3, 14)) is None


@pytest.mark.skipif(sys.version_info < (3, 12), reason="this Python reads none of it")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('x = 1\ny = f"lengths {"differ"}"\n', 2),
        ('f"{chr(10).join(["\\n"])}"\n', 1),
        ("f'{\n1}'\n", 1),
        ("type Vector = list[float]\n", 1),
        ("def first[T](values: list[T]) -> T:\n    return values[0]\n", 1),
        ("f\"{'inside'} and {1:{2}} \\n\"\n", None),
        ("f'''{\"one\" # no\n}'''\n", 1),
        ("f'''{\"one\"\n}'''\n", None),
        ("x = f'{1!r:>{10}}{{}}'\n", None),
    ],
)
def test_syntax_that_is_newer(text: str, line: int | None) -> None:
    """Statements and f-strings that 3.11 does not read, and none that it does."""
    found = newer_syntax(text, (3, 11))
    assert (found.line if found else None) == line


def test_syntax_that_the_grader_does_not_read_is_no_file_at_home_either(student: Student) -> None:
    """As in class nothing can be earned, and both pytest and check say which versions there are, and where."""
    student.write("median", MATCH)
    set_python(student.path, "3.9")
    line = "exercises/median.py:4: SyntaxError: this is newer syntax (Python 3.10) than that of Python 3.9"
    output = student.pytest("exercises/median.py")
    assert line in output
    assert re.search(r"median +0 of 40 +next: mend exercises/median.py:4", output)
    assert line in student.command("check", "median").stdout
    set_python(student.path, "3.10")
    assert "40 of 40" in student.pytest("exercises/median.py")


@pytest.mark.parametrize("graded_by", ["3.11", "3.12"])
def test_a_name_that_the_grader_has_not_is_said_at_home(student: Student, graded_by: str) -> None:
    """What passes here is not called done while class may not have it."""
    student.write("median", BATCHED)
    set_python(student.path, graded_by)
    said = "do without itertools.batched in line 6: Python 3.12 has it, Python 3.11, which grades your file, has not"
    output, check = student.pytest("exercises/median.py"), student.command("check", "median").stdout
    assert (f"next: {said}" in output) == (f"Before you hand in: {said}." in check) == (graded_by == "3.11")
    assert ("done: all checks here pass" in output) == (graded_by == "3.12")
    assert ("40 of 40" in output) == (graded_by == "3.12")


def test_a_release_says_which_python_grades(course: Course, tmp_path: Path) -> None:
    """The one that releases, unless the course names another; the handout's README says it too."""
    here = "{}.{}".format(*sys.version_info[:2])
    release(course, tmp_path / "out")
    assert load_course(tmp_path / "out").python == here
    assert f"Your work is graded with Python {here}." in (tmp_path / "out" / "README.md").read_text()


@pytest.mark.parametrize("value", ["3.11", "python3", '"311"', '"2.7"', "[3, 11]"])
def test_a_version_is_written_in_quotes(measuring: Path, value: str) -> None:
    """YAML takes 3.10 for 3.1."""
    manifest = measuring / "course.yaml"
    manifest.write_text(manifest.read_text() + f"python: {value}\n")
    with pytest.raises(CourseError, match=r"is no version of Python\. Write the Python that grades in quotes"):
        load_course(measuring)


def test_class_names_the_versions(measuring: Path) -> None:
    """An error about a name that a later Python has says which; where none has it, there is nothing to add."""
    here = "{}.{}".format(*sys.version_info[:2])
    text = "module 'math' has no attribute 'sumprod'"
    expected = f": Python 3.12 has it, Python {here}, which runs this, has not" if sys.version_info < (3, 12) else ""
    assert why_missing(text) == expected
    assert why_missing("cannot import name 'batched' from 'itertools' (unknown location)") == expected
    assert why_missing("module 'math' has no attribute 'squareroot'") == ""
    assert why_missing("'list' object has no attribute 'sumprod'") == ""
    assert re.fullmatch(r": this is NumPy [\d.]+", why_missing("module 'numpy' has no attribute 'sofmax'"))
    (measuring / "exercises" / "median.py").write_text(
        "import math\n\n\ndef median(values):\n    return math.sumprod(values)\n"
    )
    result, _ = Study(load_course(measuring)).check(["median"])
    assert (expected in result.exercises[0].checks[0].message) or sys.version_info >= (3, 12)

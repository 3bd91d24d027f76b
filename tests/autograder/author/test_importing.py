"""autograder import nbgrader: its own quickstart assignment, and the cells that are a check or a person's work."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

pytest.importorskip("nbgrader", reason="its notebooks are read with nbgrader's packages")
nbformat = pytest.importorskip("nbformat")

from autograder.author.importing.course import Imported, import_course  # noqa: E402
from autograder.author.importing.nbgrader import read_nbgrader  # noqa: E402
from autograder.classroom.grader import Grader  # noqa: E402
from autograder.cli import app  # noqa: E402
from autograder.course.manifest import load_course  # noqa: E402
from autograder.course.model import SubmittedFile  # noqa: E402
from autograder.errors import UserError  # noqa: E402
from autograder.kinds.registry import kind_of  # noqa: E402
from autograder.sandbox.here import LocalHost  # noqa: E402
from tests.autograder.author.graded import graded  # noqa: E402


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `nbgrader quickstart` copies; the command itself starts nbgrader six times for other things."""
    example = files("nbgrader") / "docs" / "source" / "user_guide" / "source" / "ps1"
    with as_file(example) as folder:
        return shutil.copytree(folder, tmp_path_factory.mktemp("nbgrader") / "ps1")


def code(text: str, **about: object) -> dict[str, object]:
    """A code cell; with words about it, one that nbgrader knows."""
    made = nbformat.v4.new_code_cell(text)
    if about:
        known = {"grade": False, "locked": False, "schema_version": 3, "solution": False}
        made.metadata["nbgrader"] = known | about
    return made  # type: ignore[no-any-return]


def imported(folder: Path, *cells: dict[str, object]) -> tuple[Imported, Path]:
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    nbformat.write(notebook, folder / "lab.ipynb")
    return import_course([read_nbgrader(folder / "lab.ipynb")], folder / "out"), folder / "out"


def score(course: Path, text: str) -> float:
    """What a text in place of the notebook's code gets."""
    read = load_course(course)
    exercise = read.exercises[0]
    grader = kind_of(exercise).grader(read, exercise, Grader(read, [exercise.id]).checks[exercise.id])
    return grader.grade(SubmittedFile(exercise.file, text), LocalHost(), None).score


SOLUTION = code(
    "def f(x):\n    ### BEGIN SOLUTION\n    return x + 1\n    ### END SOLUTION", solution=True, grade_id="f"
)
RIGHT = "def f(x):\n    return x + 1\n"


def graded_cell(text: str) -> dict[str, object]:
    return code(text, grade=True, grade_id="tests", points=2)


def test_nbgraders_own_assignment_comes_in_and_is_graded_right(quickstart: Path, tmp_path: Path) -> None:
    """By one command; its solution gets all that became checks, a wrong one less, and verify passes."""
    pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
    course = tmp_path / "course"
    done = typed("import", "nbgrader", quickstart, "--out", course)
    assert done.exit_code == 0, done.output
    listed = (course / "IMPORT.md").read_text(encoding="utf-8")
    assert "problem1.ipynb, cell 13, line 3: the test `sum_of_squares_uses_squares` is a person's work" in listed
    assert "it deletes the global squares" in listed
    solution = (course / "solutions" / "problem1.py").read_text(encoding="utf-8")
    wrong = solution.replace("range(1, n + 1)", "range(1, n)")
    rows = graded(course, tmp_path, "problem1.py", {"right": solution, "wrong": wrong})
    scores = {student: row["exercises"][0]["score"] for student, row in rows.items()}
    assert scores == {"right": 2.5, "wrong": 1.0}  # only the errors for invalid input are right
    done = typed("verify", "--course", course)
    assert done.exit_code == 0, done.output
    assert "! problem1: there are 0 accepted styles" in done.output


def test_points_and_hidden_tests(tmp_path: Path) -> None:
    """A cell with hidden tests is two checks of half its points; nothing of the hidden ones is in the visible file."""
    hidden = "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(41) == 42\n### END HIDDEN TESTS"
    made, course = imported(tmp_path, SOLUTION, graded_cell(hidden))
    assert (made.checks, load_course(course).exercises[0].points) == (2, 2)
    assert "41" not in (course / "tests" / "visible" / "test_lab.py").read_text(encoding="utf-8")
    assert score(course, RIGHT) == 2
    assert score(course, "def f(x):\n    return 2\n") == 1
    assert "return x + 1" not in (course / "exercises" / "lab.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("import numpy as np\nnp.testing.assert_allclose([f(1.5)], [2.5])", "return x"),
        ("from nose.tools import assert_equal\nassert_equal(f(1), 2)", "return x"),
        ("assert 2 == f(1), 'one more'", "return x"),
        ("assert list(map(f, [1, 2])) == [2, 3]", "return 2"),
        ("try:\n    f('a')\nexcept:\n    pass\nelse:\n    raise AssertionError('no error')", "return 2"),
        ("for n in range(5):\n    assert f(n) == n + 1", "return 2"),
        ("print(f(1))\nassert isinstance(f(1), int)", "return 'a'"),
        ("def doubled(n):\n    return 2 * f(n)\nassert doubled(1) == 4", "return x"),
    ],
)
def test_what_becomes_a_check(tmp_path: Path, text: str, wrong: str) -> None:
    """It gives the reference all points and a wrong answer none."""
    made, course = imported(tmp_path, SOLUTION, graded_cell(text))
    assert (made.checks, made.todos) == (1, ())
    assert (score(course, RIGHT), score(course, f"def f(x):\n    {wrong}\n")) == (2, 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("old = f\ndel f", "deletes the global f"),
        ("f = lambda x: 3\nassert f(1) == 3", "rebinds f"),
        ("assert 'f' in globals()", "uses globals"),
        ("assert f.__doc__", "asks about f itself"),
        ("import inspect\nassert 'return' in inspect.getsource(f)", "imports inspect"),
        ("score = 2.0 * (f(1) == 2)\nscore", "its last value is the score"),
        ("assert f(unheard_of) == 2", "uses unheard_of"),
        ("assert f(1) == 3", "the notebook's own solution does not pass it"),
        ("assert f(1) = 2", "is no Python"),
    ],
)
def test_what_is_a_persons_work(tmp_path: Path, text: str, why: str) -> None:
    """It is named with its place, its reason and its source; an exercise without a check is a draft."""
    made, course = imported(tmp_path, SOLUTION, graded_cell(text))
    (todo,) = made.todos
    assert (todo.file, todo.cell, todo.note) == ("lab.ipynb", 2, False)
    assert why in todo.what
    assert todo.source == text
    assert [one.id for one in load_course(course).drafts] == ["lab"]
    assert text.splitlines()[0] in (course / "IMPORT.md").read_text(encoding="utf-8")


def test_a_plain_notebook_and_a_folder_in_use_are_refused(tmp_path: Path) -> None:
    """With what to do, and nothing written."""
    nbformat.write(nbformat.v4.new_notebook(cells=[code("x = 1")]), tmp_path / "plain.ipynb")
    with pytest.raises(UserError, match="no cell that nbgrader knows"):
        read_nbgrader(tmp_path / "plain.ipynb")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match="not empty"):
        imported(tmp_path, SOLUTION, graded_cell("assert f(1) == 2"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]

"""variants: a mistake file and the reference make one program."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.course.model import Course, Exercise
from autograder.course.solutions import explanation, explanations, load_target
from autograder.course.variants import composed, load_mistake
from autograder.errors import CourseError
from autograder.sandbox.outcomes import Returned


@pytest.fixture
def course(measuring: Path) -> Course:
    """The tiny course, to be changed."""
    return load_course(measuring, with_solutions=True)


@pytest.fixture
def exercise(course: Course) -> Exercise:
    return course.exercise("median")


def mistake(course: Course, text: str, name: str = "new.py") -> Path:
    path = course.root / "solutions" / "mistakes" / "median" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_with_one_helper_is_a_whole_program(course: Course, exercise: Exercise) -> None:
    """What the file does not define comes from the reference, and calls what the file does define."""
    reference = course.solution(exercise)
    reference.write_text(
        "def middle(values):\n    return sorted(values)[0]\n\n\ndef median(values):\n    return middle(values)\n"
    )
    path = mistake(course, '"""You took the largest."""\n\n\ndef middle(values):\n    return max(values)\n')
    answer = load_mistake(course, exercise, path).call("median", ([1.0, 3.0, 2.0],), {}, want_arguments=False)
    assert answer == Returned(3.0)
    text = composed(course, exercise, path)
    assert load_target(path, text).call("median", ([1.0, 3.0],), {}, want_arguments=False) == Returned(3.0)
    assert ast.get_docstring(ast.parse(text)) == explanation(path) == "You took the largest."


def test_a_form_s_mistake_is_its_own_text(course: Course, exercise: Exercise) -> None:
    """Only code is composed."""
    path = mistake(course, "# You forgot the focus.\nfocus:\n", "no_focus.yaml")
    assert composed(course, exercise, path) == "# You forgot the focus.\nfocus:\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x = 1\n\ndef median(:\n    pass\n", r"new\.py:3: this is not valid Python"),
        ("x = 1\nreturn x\n", r"new\.py:2: this is not valid Python: .return. outside function"),
        ("x = 1\0\n", r"new\.py:1: this file cannot be read: it holds a zero byte"),
        ("x = 1 / 0\n", r"new\.py: this file cannot be run: ZeroDivisionError"),
    ],
)
def test_a_broken_file_is_named(course: Course, exercise: Exercise, text: str, says: str) -> None:
    """The message has the mistake's own file and line, not those of the composed program."""
    path = mistake(course, text)
    with pytest.raises(CourseError, match=says):
        load_mistake(course, exercise, path)


def test_a_broken_reference_is_named_as_itself(course: Course, exercise: Exercise) -> None:
    """Where the reference is not Python, it is not the mistake that is blamed."""
    path = mistake(course, "def median(values):\n    return 0\n")
    course.solution(exercise).write_text("def median(:\n")
    with pytest.raises(CourseError, match=r"solutions/median\.py:1: this is not valid Python"):
        composed(course, exercise, path)


def test_the_first_of_several_files_that_says_anything_speaks_for_the_name(course: Course, exercise: Exercise) -> None:
    """The plain file's docstring counts; without one, another file's."""
    body = "def median(values):\n    return 0\n"
    mistake(course, body, "zero.py")
    mistake(course, f'"""You gave zero."""\n{body}', "zero.numpy.py")
    assert explanations(course.mistakes(exercise))["zero"] == "You gave zero."
    mistake(course, f'"""You gave nothing."""\n{body}', "zero.py")
    assert explanations(course.mistakes(exercise))["zero"] == "You gave nothing."


def test_mistakes_repeat_nothing_of_the_reference(repository: Path) -> None:
    """No function of a mistake file of this repository's courses is the reference's own, word for word."""
    for root in (repository, repository / "tests" / "courses" / "measuring"):
        course = load_course(root, with_solutions=True)
        for exercise in course.exercises:
            if exercise.kind != "code":
                continue
            own = functions(course.solution(exercise).read_text(encoding="utf-8"))
            for path in course.mistakes(exercise):
                found = functions(path.read_text(encoding="utf-8"))
                assert found, path
                assert not {name for name, body in found.items() if own.get(name) == body}, path


def functions(source: str) -> dict[str, str]:
    """Each top-level function's arguments' names and its body without docstring."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            found[node.name] = ast.unparse([ast.Expr(ast.Constant(a.arg)) for a in node.args.args] + body)
    return found

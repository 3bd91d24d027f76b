"""What is wrong with a course before its exam, its checks tried on the references: cheap enough for a release."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from autograder.author.breaking import broken_checks
from autograder.author.leaks import functions, given_away
from autograder.author.places import place
from autograder.course.collect import collect
from autograder.course.model import Course, Exercise
from autograder.course.solutions import load_target, read_source
from autograder.course.variants import load_mistake
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of
from autograder.kinds.stubs import made_stub, stub_changes, stub_of

Worth = Callable[[str], float]
"""The points that a function of a stub gives away, by its name."""


def release_problems(course: Course) -> list[str]:
    """Everything that speaks against handing this course out and can be seen without the whole exam."""
    return [
        f"{exercise.id}: {problem}"
        for exercise in course.exercises
        for problem in dict.fromkeys(_release_problems(course, exercise))
    ]


def _release_problems(course: Course, exercise: Exercise) -> list[str]:
    """With the checks that its own reference does not pass: at home every right student would fail them."""
    found = load_problems(course, exercise)
    if not found and kind_of(exercise).by_checks:
        checks = collect(course, [exercise])[exercise.id]
        broken = kind_of(exercise).grader(course, exercise, checks).broken
        found += broken_checks(course, exercise, checks, broken)
    return [*found, *handout_problems(course, exercise)]


def load_problems(course: Course, exercise: Exercise) -> list[str]:
    """What keeps this exercise from being judged: its reference, checks, mistakes and styles, each file by itself."""
    problems: list[str] = []

    def attempt(load: Callable[..., object], *arguments: object) -> bool:
        try:
            load(*arguments)
        except CourseError as error:
            problems.append(_of_another(course, exercise, error) or str(error))
        return not problems

    if not course.solution(exercise).is_file():
        return [f"{place(course, course.solution(exercise))} is not there"]
    kind = kind_of(exercise)
    if kind.runs_code:
        if attempt(load_target, course.solution(exercise), None, exercise.data):
            for path in course.mistakes(exercise):
                attempt(load_mistake, course, exercise, path)
        for path in course.accepted(exercise):
            attempt(load_target, path, None, exercise.data)
    attempt(collect, course, [exercise])
    if not problems:  # what only the kind itself knows: a rubric, a key
        attempt(lambda: kind.grader(course, exercise, collect(course, [exercise])[exercise.id]))
    return problems


def _of_another(course: Course, exercise: Exercise, error: CourseError) -> str:
    """What to say where another exercise's file is at fault, which is said there; empty where it is none's."""
    for other in (*course.exercises, *course.drafts):
        if other.id != exercise.id and error.where in (course.solution(other), course.stub(other)):
            return f"it can be examined once {place(course, error.where)} is mended: the examination reads that too"
    return ""


def handout_problems(course: Course, exercise: Exercise, worth: Worth | None = None) -> list[str]:
    """Why this exercise should not be handed out as it lies there, a sentence each.

    With `worth`, which grades, a function counts as solved too where it differs from the solution and earns points.
    """
    try:
        return [*_stub_problems(course, exercise), *_leaks(course, exercise, worth), *_given_nothing(course, exercise)]
    except CourseError as error:
        return [str(error)]


def _stub_problems(course: Course, exercise: Exercise) -> Iterator[str]:
    stub = course.stub(exercise)
    name = place(course, stub)
    if not stub.is_file():
        yield f"{name} is not there: run autograder stubs"
    elif stub in stub_changes(course, [exercise]):
        yield f"{name} is out of step with its solution: run autograder stubs"
    elif made_stub(course, exercise) is None and read_source(stub) == read_source(course.solution(exercise)):
        yield f"{name} is its own solution: put ### BEGIN SOLUTION and ### END SOLUTION around what is to be found"


def _leaks(course: Course, exercise: Exercise, worth: Worth | None) -> Iterator[str]:
    """Functions that would be handed out solved."""
    for one in given_away(course, exercise):
        points = worth(one.name) if worth else 0.0
        if one.solved or points:
            gives = f" and gives away {points:.3g} of {exercise.points:g} points" if points else ""
            yield (
                f"{place(course, course.stub(exercise))}:{one.line}: {one.name} stands there solved{gives}. Put "
                "### BEGIN SOLUTION and ### END SOLUTION around its body; or, where students are meant to have it, "
                f"write `given: [{one.name}]` into the exercise in course.yaml"
            )


def _given_nothing(course: Course, exercise: Exercise) -> Iterator[str]:
    """Names in `given` that nothing has."""
    if kind_of(exercise).runs_code and exercise.given:
        tree = ast.parse(stub_of(course, exercise))
        stub = place(course, course.stub(exercise))
        known = {name for name, _ in functions(tree)} | {n.name for n in tree.body if isinstance(n, ast.ClassDef)}
        for missing in sorted(set(exercise.given) - known):
            yield f"course.yaml says that {missing} is given, and {stub} has no such name"

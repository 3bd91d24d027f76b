"""What is wrong with a course beside its exams: what cannot be loaded, what reads wrong, what students would meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.author.check_lint import lint_course, lint_exercise
from autograder.author.handout_exam import examine_handout
from autograder.author.lint import load_problems
from autograder.author.preflight import Tell, load_limits
from autograder.author.reached import never_reached
from autograder.author.steady import unsteady
from autograder.author.verify import Problem
from autograder.classroom.grader import Grader
from autograder.course.manifest import MANIFEST, chosen, with_drafts
from autograder.course.model import Course, Exercise
from autograder.errors import CourseError


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found before any exam, and who can be examined: None, where nothing can be loaded."""

    grader: Grader | None
    problems: tuple[Problem, ...]


def for_author(course: Course) -> Course:
    """The course as its author sees it: with its drafts, and with the reasons of hidden failures."""
    return replace(with_drafts(course), hidden_feedback="full")


def survey(course: Course, only: Sequence[str] = (), *, tell: Tell | None = None) -> Survey:
    """Surveys the exercises in `only`, all where it is empty. One that cannot be loaded is named and left out.

    With `tell`, which hears what is done next, each file is first loaded under limits, in a process of its own: one
    that hangs is named too.
    """
    exercises = chosen(course, only)
    problems = [Problem(MANIFEST, what) for what in lint_course(course)]
    unsafe = load_limits(course, exercises, tell) if tell else []
    problems += [Problem(*found) for found in unsafe]
    exercises = tuple(one for one in exercises if one.id not in {name for name, _ in unsafe})
    if unsafe and not exercises:
        return Survey(None, tuple(problems))
    tell = tell or _quiet
    grader, broken = _loaded(course, exercises)
    problems += broken
    for exercise in exercises:
        tell(f"{exercise.id}: reading")
        problems += [Problem(exercise.id, what) for what in lint_exercise(course, exercise)]
    if grader is not None:
        for exercise in grader.exercises:
            checks = grader.checks[exercise.id]
            silent = () if grader.broken else never_reached(course, exercise, checks)
            problems += [Problem(exercise.id, what) for what in (*unsteady(course, exercise, checks), *silent)]
    if grader is not None and not broken:  # what fails here already would only be said again, and may never end
        failing = {check.exercise for checks in grader.checks.values() for check in checks if check.id in grader.broken}
        tell("the folder to hand out, with the references in it")
        ready = [exercise for exercise in exercises if not exercise.draft and exercise.id not in failing]
        problems += [Problem(*found) for found in examine_handout(course, ready)]
    return Survey(grader, tuple(problems))


def _quiet(what: str) -> None:
    """Hears nothing."""


def _loaded(course: Course, exercises: Sequence[Exercise]) -> tuple[Grader | None, list[Problem]]:
    """A grader of what can be loaded, and why the others cannot: every file's reason, not only the first."""
    try:
        return Grader(course, [exercise.id for exercise in exercises]), []
    except CourseError as error:
        first = error
    found = {exercise.id: load_problems(course, exercise) for exercise in exercises}
    whole = [exercise.id for exercise in exercises if not found[exercise.id]]
    if len(whole) == len(exercises):  # nothing that is one exercise's own
        raise first
    problems = [Problem(name, what) for name, reasons in found.items() for what in reasons]
    return (Grader(course, whole) if whole else None), problems

"""Hints belong to functions: which ladder of hints is meant, and which one helps with what fails now."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import PurePath

from autograder.checks.sentences import UNDEFINED
from autograder.course.model import Course, Exercise, ExerciseResult
from autograder.errors import CourseError
from autograder.student.files import read_own

_FUNCTION = re.compile(rf"You called (\w+)\(|{UNDEFINED}|^(\w+) is not written yet")


@dataclass(frozen=True, slots=True)
class Ladder:
    """Hints from gentle to clear, for one function of an exercise or, where `function` is empty, for all of it."""

    exercise: str
    function: str
    hints: tuple[str, ...]

    @property
    def name(self) -> str:
        """``median`` or ``median.middle``: what `autograder hint` is asked for, and what is counted."""
        return f"{self.exercise}.{self.function}" if self.function else self.exercise


def ladder(exercise: Exercise, function: str = "") -> Ladder:
    """The hints for a function; those for the exercise where the function has none of its own.

    An exercise that has hints for its functions alone is helped by all of them, one after the other.
    """
    own = dict(exercise.function_hints)
    if own.get(function):
        return Ladder(exercise.id, function, own[function])
    general = exercise.hints or tuple(f"{name}: {text}" for name, texts in own.items() for text in texts)
    return Ladder(exercise.id, "", general)


def find_ladder(course: Course, name: str) -> Ladder:
    """The ladder for `median`, `median.middle`, `middle` or `exercises/median.py`.

    Raises CourseError where there is none, with what there is.
    """
    exercise = find_exercise(course, name)
    if exercise is not None:
        return ladder(exercise)
    first, _, function = name.rpartition(".")
    found = [
        Ladder(one.id, function, texts)
        for one in course.exercises
        for known, texts in one.function_hints
        if known == function and first in ("", one.id)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(f"`autograder hint {one.name}`" for one in found)
        raise CourseError(f"{function} has hints in {len(found)} exercises.", fix=f"Ask for one: {names}.")
    for one in course.exercises:
        if first in ("", one.id) and _defines(course, one, function):
            return ladder(one)
    raise unknown(course, name)


def _defines(course: Course, exercise: Exercise, function: str) -> bool:
    text = read_own(course.stub(exercise), exercise.file).text if course.stub(exercise).is_file() else None
    return text is not None and re.search(rf"(?m)^(?:async )?def {re.escape(function)}\b", text) is not None


def find_exercise(course: Course, name: str) -> Exercise | None:
    """The exercise of this id, or the one whose file this is: `median.py`, `exercises/median.py`."""
    file = PurePath(name.replace("\\", "/")).name
    return next((one for one in course.exercises if name == one.id or file == one.file), None)


def exercise_named(course: Course, name: str) -> Exercise:
    """The same; CourseError where there is none."""
    exercise = find_exercise(course, name)
    if exercise is None:
        raise unknown(course, name)
    return exercise


def unknown(course: Course, name: str) -> CourseError:
    """What to say where nothing has this name."""
    ids = [exercise.id for exercise in course.exercises]
    functions = [function for exercise in course.exercises for function, _ in exercise.function_hints]
    close = difflib.get_close_matches(name.rpartition(".")[2], [*ids, *functions], 1)
    meant = f"Did you mean {close[0]}? " if close else ""
    return CourseError(f"there is no exercise or function {name!r}.", fix=f"{meant}Exercises: {', '.join(ids)}.")


def failing_function(result: ExerciseResult | None) -> str:
    """The function that the first check that did not pass has called; empty where that is not known."""
    for check in result.checks if result else ():
        found = _FUNCTION.search(check.message) if check.outcome not in ("passed", "not_run") else None
        if found:
            return next(name for name in found.groups() if name)
    return ""

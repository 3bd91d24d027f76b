"""One's own work, as a lesson's pages and pictures may ask for it: what a function answers, what a form holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.checks.sentences import wanted
from autograder.checks.show import show
from autograder.course.model import Course
from autograder.course.solutions import load_target
from autograder.errors import CourseError, UserError
from autograder.sandbox.handles import has_objects
from autograder.sandbox.outcomes import CallOutcome, Crashed, NoSuchFunction, NotData, Raised, Returned, TimedOut
from autograder.sandbox.values import Plain
from autograder.student.files import ExerciseFile
from autograder.text import show_text


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call gave: plain data in `value`, or in `why_not` the sentence that says why there is none."""

    value: Plain = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """The student's own files of one course. `exercise` is an id of course.yaml throughout.

    Every method raises CourseError for an id that the course does not have.
    """

    course: Course
    _files: Mapping[str, ExerciseFile] = field(repr=False)

    def untouched(self, exercise: str) -> bool:
        """Whether the file is still as it was handed out."""
        return self._file(exercise).untouched

    def problem(self, exercise: str) -> str | None:
        """Why the file cannot be run or read, in one line; None where all is well. Runs the file."""
        return self._file(exercise).problem

    def call(self, exercise: str, function: str, *arguments: Plain) -> Answer:
        """What a function of the student's own file answers. UserError where the file cannot be run."""
        file = self._sound(exercise)
        return _answer(file.target.call(function, arguments, {}, want_arguments=False))

    def reference(self, exercise: str, function: str, *arguments: Plain) -> Answer:
        """What the course's own solution answers; a folder that was handed out has none, and the answer says so."""
        row = self._file(exercise).exercise
        solution = self.course.solution(row)
        if not solution.is_file():
            return Answer(why_not="This folder holds no solutions.")
        return _answer(load_target(solution, data=row.data).call(function, arguments, {}, want_arguments=False))

    def form(self, exercise: str) -> Plain:
        """The data that a form holds. UserError where it cannot be read."""
        return self._sound(exercise).data

    def _sound(self, exercise: str) -> ExerciseFile:
        file = self._file(exercise)
        if file.problem:
            raise UserError(file.problem)
        return file

    def _file(self, exercise: str) -> ExerciseFile:
        if exercise not in self._files:
            what = f"the lesson asks for {exercise!r}, which is no exercise of this course."
            raise CourseError(what, self.course.root / "lesson", fix=f"It has {', '.join(self._files)}.")
        return self._files[exercise]


def own_work(course: Course) -> OwnWork:
    """Reads nothing yet: a file is read and run when something of it is asked for, once."""
    return OwnWork(course, {exercise.id: ExerciseFile(course, exercise) for exercise in course.exercises})


def _answer(outcome: CallOutcome) -> Answer:
    match outcome:
        case Returned(value, special=True) if has_objects(value):  # a lesson has no check to hold it for
            return Answer(why_not=f"It returned {show(value)}.")
        case Returned(value):
            return Answer(value)
        case Raised(type_name, text):
            return Answer(why_not=f"{type_name}: {show_text(text)}" if text else type_name)
        case NotData(what):
            return Answer(why_not=f"It returned {what}.")
        case NoSuchFunction(name):
            return Answer(why_not=f"The file defines no {wanted(name)}.")
        case Crashed(reason):
            return Answer(why_not=f"The program ended in the middle of it: {reason}.")
        case TimedOut(seconds):
            return Answer(why_not=f"No answer within {seconds:g} seconds.")

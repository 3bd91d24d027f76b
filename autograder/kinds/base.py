"""What a kind of exercise is: its stub, what is visibly wrong, how it is graded, what a person reads as its evidence.

A kind is a folder here, or a module anywhere, with a `KIND`, and a line in `autograder/course/registry.py`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from autograder.course.model import Check, Course, Exercise, ExerciseResult, SubmittedFile
from autograder.course.solutions import explanations, read_source
from autograder.course.stubs import BEGIN, make_stub
from autograder.errors import CourseError
from autograder.kinds.controls.base import Controls
from autograder.sandbox.hosts import Host
from autograder.sandbox.values import Plain

Cell = Literal["python", "prose", "file"]


class ExerciseGrader(Protocol):
    """Everything that grading one exercise needs, made once for a class."""

    @property
    def broken(self) -> Mapping[str, str]:
        """Checks that the course's own reference does not pass: they judge nobody. Check id -> reason."""
        ...

    def grade(self, file: SubmittedFile | None, host: Host, student: str | None) -> ExerciseResult:
        """One student's result.

        `host` runs nothing but this student's code; `student` is the name they handed in under, None where nobody asks
        for one. Raises GraderFault where the host gave way.
        """
        ...


class Comparison(Protocol):
    """The answers of a class to one exercise, taken one by one. What it holds in memory does not grow with them."""

    def add(self, name: str, text: str) -> None:
        """Takes the text of a file. Raises sqlite3.Error where there is no room for it, as the others do."""
        ...

    def groups(self) -> list[tuple[str, ...]]:
        """Groups of names whose answers are copies of each other, in the order in which they came."""
        ...

    def close(self) -> None:
        """Lets go of the answers."""
        ...


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something wrong that the course knows: a file's text, and the misconception that it must be told, if any."""

    name: str
    text: str
    misconception: str | None


class Kind(ABC):
    """One kind of exercise. What is said here suits a file that is neither run nor judged by check functions."""

    name: str
    cell: Cell = "prose"
    """What it is in a notebook: names in the kernel, prose that is marked as a whole, or a file that a cell writes."""
    to_do: str = "Write your answer in the next cell."
    """What a student does in a notebook."""
    unsaid: str = ""
    """What is said of a row that was not earned and has no message, where its title alone would read like praise."""
    runs_code: bool = False
    """Whether a student's file is a program, which runs in a sandbox."""
    by_checks: bool = False
    """Whether check functions judge it, of which a student has some at home."""
    asks_name: bool = True
    """Whether a result depends on the name that a student handed in under."""
    wanted_styles: int = 0
    """How many accepted styles the course's exam asks for."""
    compares: bool = False
    """Whether the answers of a class are held against each other, by a `comparison`."""

    @abstractmethod
    def grader(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> ExerciseGrader:
        """A grader for a class. Raises CourseError where the course's own part of it is at fault."""

    def stub(self, course: Course, exercise: Exercise) -> str | None:
        """The stub that follows from the solution; None where it marks no regions."""
        path = course.solution(exercise)
        source = read_source(path)
        return make_stub(source, path) if BEGIN in source else None

    def solved(self, course: Course, exercise: Exercise, student: str) -> str:
        """What a student of this name who knows everything hands in."""
        return read_source(course.solution(exercise))

    def data(self, text: str, path: Path) -> Plain:
        """What check functions get as `submission` where no code runs. CourseError, with file and line, if damaged."""
        raise NotImplementedError(f"{self.name} has no data")

    def visible_problems(self, exercise: Exercise, text: str) -> list[str]:
        """What a student can see for themselves is wrong or missing, a sentence each. Nothing of the key.

        Raises CourseError where the file is damaged.
        """
        return []

    def asked(self, exercise: Exercise, text: str) -> tuple[str, ...]:
        """The names of what a file asks one by one, in order; empty for a kind that asks one thing."""
        return ()

    def taken_out(self, exercise: Exercise, text: str, asked: Sequence[str]) -> list[str]:
        """A sentence on what was `asked` in the file as it was handed out and is not there any more."""
        return []

    def answer(self, text: str) -> str:
        """The part of a file that a person marks, as text for a table; empty where only its name can stand there."""
        return text

    def own_name(self, exercise: Exercise, text: str, names: Sequence[str]) -> str:
        """Of a student's names the one that a file goes by; the first where it bears none of them."""
        return names[0]

    def known_wrong(self, course: Course, exercise: Exercise, student: str) -> Iterator[Wrong]:
        """What the course knows to be wrong, each to be refused and named in the course's own exam."""
        return iter(())

    def explanations(self, course: Course, exercise: Exercise) -> Mapping[str, str]:
        """What each misconception that can be named says to the student, by its name."""
        return explanations(course.mistakes(exercise))

    def comparison(self, course: Course, exercise: Exercise) -> Comparison:
        """Finds the answers of a class that are copies of each other; a person looks at them."""
        raise NotImplementedError(f"{self.name} compares nothing")

    def depends_on(self, course: Course, exercise: Exercise) -> tuple[str, ...] | None:
        """Texts of the course that a result depends on, beside the exercise's own files, points, tolerance and limits.

        None where that cannot be said: then no result is kept for another student, or for another run.
        """
        return None

    def learned_files(self, course: Course, exercise: Exercise) -> dict[str, bytes]:
        """Path below the course's root -> content, of what a page's Python would take too long to learn by itself."""
        return {}

    def exam_gaps(self, course: Course, exercise: Exercise, student: str) -> list[str]:
        """Parts of the exercise of which nothing wrong is known, so that the exam cannot try them."""
        return []

    def controls(self, course: Course, exercise: Exercise, stub: str, *, told: bool = False) -> Controls:
        """What a page has for it. `stub` is the file as it is handed out; `told`: the reader may have the key."""
        return Controls()

    def command(self, exercise: Exercise, *, alone: bool) -> str:
        """What a student types to have it checked; `alone`: the course has no other of this kind."""
        return f"autograder check {exercise.id}"

    def readme_lines(self, exercise: Exercise, *, alone: bool) -> list[str]:
        """What the README for students says of it beyond its row; `alone`: the course has no other of this kind."""
        return []


def require_checks(course: Course, exercise: Exercise, checks: Sequence[Check]) -> Sequence[Check]:
    """The checks of an exercise that is judged by them; CourseError where there are none."""
    if not checks:
        fix = f"Add tests/visible/test_{exercise.id}.py or tests/hidden/test_{exercise.id}.py."
        raise CourseError(f"exercise {exercise.id!r} has no checks.", course.root / "tests", fix=fix)
    return checks

"""The nouns of the engine, as plain frozen data. Standard library only; every other room imports from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

Feedback = Literal["title", "diagnosis", "full"]
WrittenPolicy = Literal["propose", "final_when_sure"]
Status = Literal["graded", "missing", "not_started", "crashed", "timed_out", "needs_review", "not_graded"]
"""`not_graded`: something broke that is not the student's doing, so there are no points, and none to be had, yet."""
UNTOUCHED = frozenset({"missing", "not_started"})
"""Of such an exercise nothing was handed in that could be judged."""
Exam = Literal["full", "basic"]
Outcome = Literal["passed", "failed", "crashed", "timed_out", "not_run", "grader_error"]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Two numbers are close when |a - b| <= atol + rtol * |b|, b being the expected one."""

    rtol: float = 1e-6
    atol: float = 1e-9


@dataclass(frozen=True, slots=True)
class Limits:
    """What one exercise's code may use: wall-clock seconds for one call and for all that judging it takes, and MiB."""

    seconds: float = 5.0
    memory_mb: int = 1024
    total_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """Percent of the score that one day late costs, and the most that lateness can cost."""

    percent_per_day: float = 0.0
    max_percent: float = 100.0


class DataFile(NamedTuple):
    """A file that an exercise comes with: its name as a student's code writes it, and where its bytes lie."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Exercise:
    """One row of the course: what is handed in under which file name, and how it is weighed."""

    id: str
    title: str
    kind: str
    """A name of `autograder.course.registry.KINDS`."""
    file: str
    points: float
    lesson: str = ""
    hints: tuple[str, ...] = ()
    function_hints: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Hints that belong to one function: its name, and them."""
    tolerance: Tolerance = Tolerance()
    limits: Limits = Limits()
    allowed_imports: tuple[str, ...] | None = None
    bonus: bool = False
    """Whether its points count to the score and not to the maximum."""
    given: tuple[str, ...] = ()
    """Functions that students are handed as they are, on purpose; a method is `Class.method`."""
    data: tuple[DataFile, ...] = ()
    """Files in exercises/ that a student's code reads, the whole course's among them."""
    draft: bool = False
    """Whether its author still works on it: then it is neither handed out nor graded."""
    exam: Exam = "full"
    """`basic` where it has no accepted styles and known mistakes yet: then `verify` wishes for them, and warns."""


@dataclass(frozen=True, slots=True)
class Course:
    """A course folder, read and validated. `root` is the folder that holds course.yaml."""

    root: Path
    name: str
    title: str
    exercises: tuple[Exercise, ...]
    seed: int = 0
    hidden_feedback: Feedback = "diagnosis"
    written: WrittenPolicy = "propose"
    late: LatePolicy = LatePolicy()
    due: str = ""
    """When the work is due, as `autograder.course.when` reads it; empty where no time is set."""
    drop_lowest: int = 0
    """How many exercises count for nobody: each student's own with the smallest share of the points."""
    curve: tuple[tuple[float, float], ...] = ()
    """Percent of what counts -> grade, by rising percent; straight lines between. Empty where there is none."""
    python: str = ""
    """The Python that grades, like ``3.11``; empty where course.yaml does not say."""
    drafts: tuple[Exercise, ...] = ()
    """What stands in course.yaml and is not ready: no exercise to anyone but its author."""

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise with this id; KeyError when there is none."""
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        raise KeyError(exercise_id)

    @property
    def max_score(self) -> float:
        return float(sum(exercise.points for exercise in self.exercises))

    def stub(self, exercise: Exercise) -> Path:
        return self.root / "exercises" / exercise.file

    def solution(self, exercise: Exercise) -> Path:
        return self.root / "solutions" / exercise.file

    def accepted(self, exercise: Exercise) -> tuple[Path, ...]:
        """Other correct styles, by file name."""
        return _variants(self.root / "solutions" / "accepted" / exercise.id, Path(exercise.file).suffix)

    def mistakes(self, exercise: Exercise) -> tuple[Path, ...]:
        """Known wrong versions, by name; of several files of one name, that with the plain one comes first."""
        paths = _variants(self.root / "solutions" / "mistakes" / exercise.id, Path(exercise.file).suffix)
        return tuple(sorted(paths, key=lambda path: (mistake_name(path), path.stem)))


def mistake_name(path: Path) -> str:
    """The misconception that a mistake file shows: `unstable` for unstable.py and for unstable.numpy.py."""
    return path.name.partition(".")[0]


def _variants(folder: Path, suffix: str) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.glob(f"*{suffix}") if path.is_file()))


@dataclass(frozen=True, slots=True)
class Check:
    """One collected check function with one set of parameters."""

    id: str
    """For example ``hidden/test_median.py::test_even_length``."""
    exercise: str
    title: str
    visible: bool
    points: float
    needs: tuple[str, ...]
    function: Callable[..., object] = field(compare=False, repr=False)
    fixtures: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)
    misconception: str | None = None
    """What a failure of this check shows, where the author declared it."""


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """One file that a student handed in for one exercise: its text, or the reason why it cannot be read."""

    path: str
    text: str | None
    problem: str = ""
    ask: bool = False
    """Whether a person must say which file counts: it is never guessed, and it costs nobody points unseen."""
    read_as: str = ""
    """How it was read, where it was not called or made as the exercise wants: the student hears of it too."""


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of the person behind a submission; empty where it is not. Ids are text: they may begin with 0."""

    name: str = ""
    id: str = ""
    login: str = ""
    email: str = ""
    section: str = ""
    submitted_at: str = ""
    """ISO 8601, with the offset where the download has one."""
    attempt: str = ""
    group: str = ""
    excused: str = ""
    """The word that excuses them from this work, as the platform or a table has it: `EX`, `N/A`, `yes`."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What one student handed in: exercise id -> file. An exercise that is not there is missing."""

    student: str
    files: Mapping[str, SubmittedFile]
    named: bool = True
    """False for one's own files, checked at home: then `student` is no name to hold the files against."""
    who: Who | None = None
    names: tuple[str, ...] = ()
    """What the student may be called in the files beside `student`; in a group, the members."""
    lead: str = ""
    """In a group the first member, as whose work it is judged, once for all; else empty."""
    only: tuple[str, ...] = ()
    """The exercises to judge, where the others' results are known; empty for all that the grader was made for."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check. A `grader_error` has max_score 0: it is left out of the student's score."""

    id: str
    title: str
    visible: bool
    outcome: Outcome
    score: float
    max_score: float
    message: str = ""
    diagnosis: str | None = None


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    id: str
    kind: str
    score: float
    max_score: float
    status: Status
    message: str = ""
    checks: tuple[CheckResult, ...] = ()
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class StudentResult:
    course: str
    student: str
    score: float
    max_score: float
    needs_review: bool
    isolation: str
    exercises: tuple[ExerciseResult, ...]
    who: Who | None = None

    @property
    def shown(self) -> str:
        """How a message names the student: by name where it is known, and by what the results call them."""
        name = self.who.name if self.who else ""
        return f"{name} ({self.student})" if name and name != self.student else self.student

    @property
    def excused(self) -> bool:
        """Whether the work does not count for them, whatever they handed in: they are in no mean and get no grade."""
        return self.who is not None and bool(self.who.excused)

    @property
    def handed_in_nothing(self) -> bool:
        """Whether there is no file of theirs for any exercise."""
        return all(exercise.status == "missing" for exercise in self.exercises)

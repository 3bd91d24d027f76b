"""results.jsonl into an nbgrader course: scores to its gradebook, graded notebooks to its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.classroom.lines import from_line
from autograder.classroom.packing import numbered, there
from autograder.course.model import StudentResult, Submission
from autograder.errors import UserError
from autograder.intake.folders import open_intake
from autograder.nbgrader.bench import desk
from autograder.nbgrader.cells import GradebookError
from autograder.nbgrader.config import COURSE_FOLDER
from autograder.nbgrader.gradebook import Book
from autograder.nbgrader.papers import Papers
from autograder.nbgrader.sheet import assignment_name


def push(results: Path, folder: Path, url: str, submissions: Path | None, tell: Callable[[int], None]) -> int:
    """Enters every line of `results` into the gradebook at `url` of the nbgrader course in `folder`.

    Where `submissions` are given, the notebooks show the students' files and are kept as handed in, too. `tell` hears
    how many students are in. Raises UserError for results that are not of this course.
    """
    if not (folder / COURSE_FOLDER / "course.yaml").is_file():
        fix = "Make it with: autograder nbgrader build --out DIR"
        raise GradebookError(f"{folder}: this is not an nbgrader course made by autograder. {fix}")
    the_desk = desk((folder / COURSE_FOLDER).resolve())
    assignment = assignment_name(the_desk.course.name)
    papers = Papers(folder, assignment, the_desk.sheets)
    intake = open_intake(submissions, the_desk.course) if submissions else None

    def read() -> Iterator[StudentResult]:
        for result in read_results(results, the_desk.course.name):
            submission: Submission | None = None
            if intake is not None and result.student in intake.students:
                submission = intake.read(result.student, the_desk.course)
                papers.hand_in(submission)
            papers.hand_back(result, submission)
            yield result

    done = 0
    with Book(url, assignment, the_desk.sheets) as book:
        for done in book.push(read()):
            tell(done)
    return done


def read_results(path: Path, course: str) -> Iterator[StudentResult]:
    """The results in a file that `autograder grade` wrote. UserError, with the line, for anything else."""
    try:
        for number, (_, raw) in enumerate(numbered(there(path)), 1):
            if raw.strip():
                yield _result(path, number, raw.decode("utf-8"), course)
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error


def _result(path: Path, number: int, line: str, course: str) -> StudentResult:
    try:
        result = from_line(line)
    except ValueError as error:
        raise UserError(f"{path}:{number}: {error}. Give the results.jsonl that `autograder grade` wrote.") from error
    if result.course != course:
        raise UserError(f"{path}:{number}: this is a result in {result.course!r}; the notebooks are of {course!r}.")
    return result

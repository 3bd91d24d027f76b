"""A course to a folder that nbgrader works on: notebooks, the course they came from, nbgrader's configuration."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Sequence
from pathlib import Path

from autograder.author.wheel import wheel_name, write_wheel
from autograder.classroom.grader import Grader
from autograder.course.digest import course_files
from autograder.course.model import Check, CheckResult, Course, Exercise, Submission
from autograder.course.solutions import read_source
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of
from autograder.nbgrader.config import CONFIG_FILE, COURSE_FOLDER, WHEELS, config_text
from autograder.nbgrader.sheet import Sheet, SheetCell, assignment_name, grade_ids
from autograder.nbgrader.source import marker_in, paper_source, test_source
from autograder.sandbox.here import LocalHost

NOTHING = Submission("", {})
"""What a student who handed in nothing handed in."""
INSTRUCTOR = "instructor"
"""Whose numbers a quiz has in the source notebooks."""
QUANTUM = 2**40
SETUP = f"%pip install --quiet ./{WHEELS}/{wheel_name()}"
"""The line that a student runs in a notebook; the engine is on no index, what it needs is."""
_README = """\
# {title}

The notebooks of this folder check your work: run the cells below your own. What they need is in `wheels/`. Install it
once, in the environment of your Jupyter, in this folder:

    pip install {wheel}

or in a cell of a notebook that lies in this folder:

    {setup}

Then choose *Kernel, Restart*. A check that passes says `Passed.`, another one says what is not right yet; grading adds
further checks. Leave the names of the files and of the cells as they are, and hand in the notebooks.
"""


def build(grader: Grader, out: Path) -> list[Path]:
    """Writes the nbgrader course to `out` and returns the notebooks. The same course gives the same bytes.

    What nbgrader keeps there (the gradebook, releases, submissions) stays. Raises CourseError where an exercise
    cannot stand in a notebook.
    """
    course = grader.course
    sheets = sheets_of(grader)
    assignment = assignment_name(course.name)
    folder = out / "source" / assignment
    folder.mkdir(parents=True, exist_ok=True)
    _copy_course(course, out / COURSE_FOLDER)
    for stale in set(folder.glob("*.ipynb")) - {folder / sheet.file_name for sheet in sheets.values()}:
        stale.unlink()
    _write_setup(course, folder)
    for file in {file.name: file for exercise in grader.exercises for file in exercise.data}.values():
        (folder / file.name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.path, folder / file.name)
    for sheet in sheets.values():
        (folder / sheet.file_name).write_text(notebook_text(sheet.to_json()), encoding="utf-8")
    (out / CONFIG_FILE).write_text(config_text(assignment, course.late), encoding="utf-8")
    return [folder / sheet.file_name for sheet in sheets.values()]


def notebook_text(notebook: dict[str, object]) -> str:
    """A notebook as Jupyter writes it, with its keys in order."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def sheets_of(grader: Grader) -> dict[str, Sheet]:
    """Exercise id -> its notebook. The cells follow from what grading lists for a student who handed in nothing."""
    blank = {result.id: result for result in grader.grade(NOTHING, LocalHost(), "").exercises}
    return {
        exercise.id: _sheet(grader, exercise, blank[exercise.id].checks)
        for exercise in grader.exercises
    }  # fmt: skip


def _sheet(grader: Grader, exercise: Exercise, rows: tuple[CheckResult, ...]) -> Sheet:
    course = grader.course
    source, stub = kind_of(exercise).solved(course, exercise, INSTRUCTOR), read_source(course.stub(exercise))
    for path, text in ((course.solution(exercise), source), (course.stub(exercise), stub)):
        line = marker_in(text)
        if line:
            raise CourseError(f"nbgrader would take this for a mark of its own: {line!r}.", path, fix="Reword it.")
    intro = SheetCell(f"{exercise.id}__intro", "intro", _introduction(exercise))
    if kind_of(exercise).cell == "prose":
        answer = SheetCell(exercise.id, "answer", source.rstrip("\n"), stub.rstrip("\n"), exercise.points)
        return Sheet(exercise, (intro, answer))
    head = Sheet(exercise, ()).head
    own = SheetCell(exercise.id, "solution", head + source.rstrip("\n"), head + stub.rstrip("\n"))
    return Sheet(exercise, (intro, own, *_tests(grader, exercise, rows)))


def _introduction(exercise: Exercise) -> str:
    lines = [f"# {exercise.title}", f"{exercise.points:g} points."]
    if exercise.lesson:
        lines.append(f"Lesson: {exercise.lesson}")
    lines.append(kind_of(exercise).to_do)
    if kind_of(exercise).cell != "prose":
        lines.append(
            f"Where Python knows no module named autograder, run this once, in a cell of its own:\n\n    {SETUP}"
        )
    return "\n\n".join(lines)


def _write_setup(course: Course, folder: Path) -> None:
    """What a plain Jupyter needs to run the notebooks' checks: the engine's wheel, and how to install it."""
    wheels = folder / WHEELS
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir()
    wheel = write_wheel(wheels)
    text = _README.format(title=course.title, wheel=f"./{WHEELS}/{wheel.name}", setup=SETUP)
    (folder / "README.md").write_text(text, encoding="utf-8")


def _tests(grader: Grader, exercise: Exercise, rows: tuple[CheckResult, ...]) -> list[SheetCell]:
    worth = share_out(exercise.points, [row.max_score for row in rows])
    checks: dict[str, Check] = {check.id: check for check in grader.checks[exercise.id]}
    cells: list[SheetCell] = []
    for name, row, points in zip(grade_ids(exercise.id, (row.id for row in rows)), rows, worth, strict=True):
        if row.id in checks:
            source = test_source(grader.course, exercise, checks[row.id], points)
        else:
            source = paper_source(grader.course, exercise, row, points, first=not cells)
        cells.append(SheetCell(name, "test", source, points=points, check=row.id))
    return cells


def share_out(points: float, weights: Sequence[float]) -> list[float]:
    """The points of an exercise by weight, in whole 2^-40ths, so that nbgrader's sum of them is exact in any order."""
    total = math.fsum(weights)
    ends = [round(points * math.fsum(weights[: index + 1]) / total * QUANTUM) for index in range(len(weights))]
    return [(end - start) / QUANTUM for start, end in zip([0, *ends], ends, strict=False)]


def _copy_course(course: Course, into: Path) -> None:
    """What grading needs, so that the nbgrader folder stands alone and grades what its notebooks ask."""
    if into.exists():
        if not (into / "course.yaml").is_file():
            raise CourseError("this is not a course, so it is not replaced.", where=into, fix="Choose another --out.")
        shutil.rmtree(into)
    for path in course_files(course.root):
        copy = into / path.relative_to(course.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)

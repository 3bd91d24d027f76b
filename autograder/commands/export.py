"""autograder export: results to where grades are due, and the quiz to where it is asked."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.classroom.standing import Standing
from autograder.commands.common import Course, course_root
from autograder.commands.feedback_files import OutFile, feedback_command
from autograder.commands.gradebooks import gradebook_command
from autograder.commands.results import Proposals, Results, names, read_results, say, write_bytes
from autograder.course.manifest import load_course
from autograder.course.model import Course as CourseData
from autograder.course.model import Exercise, StudentResult
from autograder.course.solutions import read_source
from autograder.errors import CourseError, UserError
from autograder.exchange.moodle_xml import moodle_xml
from autograder.exchange.parquet import parquet
from autograder.exchange.people import person_of
from autograder.exchange.platforms import PLATFORMS
from autograder.exchange.qti import qti_zip
from autograder.exchange.quiz_items import fixed
from autograder.exchange.result_files import Telling, Visibility, classroom50, gradescope
from autograder.exchange.scores import EXCUSED
from autograder.filenames import portable_names
from autograder.kinds.quiz.key import read_key
from autograder.kinds.registry import exercises_of
from autograder.pages.words import Explanations
from autograder.writing import replacing

export_app = typer.Typer(no_args_is_help=True, help="Bring results to a learning platform, and the quiz.")
for _name in PLATFORMS:
    export_app.command(_name)(gradebook_command(_name))
export_app.command("feedback")(feedback_command)

Folder = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A folder; each student gets one in it.")]


class Shown(StrEnum):
    """When hidden checks are shown."""

    hidden = "hidden"
    after_due_date = "after_due_date"
    after_published = "after_published"
    visible = "visible"


Hidden = Annotated[Shown, typer.Option("--hidden-checks", help="When students see the hidden checks.")]


@export_app.command("gradescope")
def gradescope_command(
    results: Results,
    folder: Folder,
    hidden: Hidden = Shown.after_published,
    proposals: Proposals = False,
    course: Course = None,
) -> None:
    """Write a results.json for each student, as a Gradescope autograder would."""
    loaded = load_course(course_root(course))
    telling = _telling(loaded, hidden.value, proposals)
    graded = read_results(results, loaded)
    made = ((one, gradescope(one, telling, graded.left(one))) for one in graded)
    _write_each(folder, "results.json", graded, made)


@export_app.command("classroom50")
def classroom50_command(
    results: Results,
    folder: Folder,
    classroom: Annotated[str, typer.Option(help="The classroom's short name.")] = "",
    assignment: Annotated[str, typer.Option(help="The assignment's name. Default: the course's.")] = "",
    proposals: Proposals = False,
    course: Course = None,
) -> None:
    """Write a result.json for each student, as Classroom 50 reads it; its points are hundredths."""
    loaded = load_course(course_root(course))
    telling = _telling(loaded, "hidden", proposals)
    graded = read_results(results, loaded)
    made = (
        (
            one,
            classroom50(
                one,
                telling,
                owner=person_of(one).login,
                classroom=classroom,
                assignment=assignment or loaded.name,
                left=graded.left(one),
            ),
        )
        for one in graded
    )
    _write_each(folder, "result.json", graded, made)


@export_app.command("qti")
def qti_command(
    out_file: OutFile,
    variant: Annotated[str, typer.Option(help="Whose numbers everybody gets: any text.")] = "A",
    course: Course = None,
) -> None:
    """Write the quiz as QTI 1.2, for Canvas and others. It holds the key."""
    title, made = _quiz(course, variant)
    write_bytes(out_file, qti_zip(title, made))
    _tell_quiz(out_file, len(made), variant)


@export_app.command("moodle-xml")
def moodle_xml_command(
    out_file: OutFile,
    variant: Annotated[str, typer.Option(help="Whose numbers everybody gets: any text.")] = "A",
    course: Course = None,
) -> None:
    """Write the quiz as Moodle XML, with what each answer is told. It holds the key."""
    title, made = _quiz(course, variant)
    write_bytes(out_file, moodle_xml(title, made))
    _tell_quiz(out_file, len(made), variant)


def _quiz(course: Path | None, variant: str) -> tuple[str, list[Any]]:
    loaded = load_course(course_root(course), with_solutions=True)
    quizzes: tuple[Exercise, ...] = tuple(exercises_of(loaded, "quiz"))
    if not quizzes:
        raise CourseError("this course has no quiz.", where=loaded.root / "course.yaml")
    items = [item for one in quizzes for item in read_key(read_source(loaded.solution(one)), loaded.solution(one))]
    return quizzes[0].title, [fixed(item, variant) for item in items]


def _tell_quiz(out_file: Path, count: int, variant: str) -> None:
    say(f"Wrote {out_file}: {count} questions with their key. Keep it from students.")
    say(f"Everybody gets the same numbers, those of {variant!r}; an order is asked as pairs of step and place.")


@export_app.command("parquet")
def parquet_command(results: Results, out_file: OutFile) -> None:
    """Write all checks of all students as one Parquet table, for your own analysis."""
    if importlib.util.find_spec("pyarrow") is None:
        raise UserError("Parquet is written by pyarrow, which is not installed: pip install pyarrow")
    graded = read_results(results)
    out_file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(out_file) as file:
        parquet(graded, file)
    say(f"Wrote {out_file}.")


def _telling(course: CourseData, hidden: Visibility, proposals: bool) -> Telling:
    return Telling(course, _explain(course), hidden, proposals)


def _explain(course: CourseData) -> Callable[[str, str], str]:
    return Explanations(course).of


def _write_each(
    folder: Path, name: str, graded: Standing, made: Iterable[tuple[StudentResult, dict[str, Any]]]
) -> None:
    folders = portable_names(graded.starts)
    excused = []
    for result, data in made:
        if result.excused:
            excused.append(person_of(result).shown)
            continue
        content = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write_bytes(folder / folders[result.student] / name, content.encode("utf-8", "replace"))
    if excused:
        say(f"Left out, {EXCUSED}: {names(excused)}.")
    say(f"Wrote {name} for {len(graded) - len(excused)} students into {folder}.")

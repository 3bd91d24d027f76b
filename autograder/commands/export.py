"""autograder export: results to where grades are due, and the quiz to where it is asked."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache, partial
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.classroom.gradebook import number
from autograder.classroom.policy import final
from autograder.classroom.standing import Standing
from autograder.commands.common import Course, course_root, need_packages
from autograder.commands.feedback import feedback_text
from autograder.commands.gradebooks import gradebook_command
from autograder.commands.results import Proposals, Results, Some, graded_download, names, read_results, say, write_bytes
from autograder.course.manifest import load_course
from autograder.course.model import Course as CourseData
from autograder.course.model import Exercise, StudentResult
from autograder.course.solutions import read_source
from autograder.errors import CourseError, UserError
from autograder.exchange import feedback as archives
from autograder.exchange.moodle_xml import moodle_xml
from autograder.exchange.parquet import parquet
from autograder.exchange.people import Person, match, person_of
from autograder.exchange.platforms import PLATFORMS, open_book
from autograder.exchange.qti import qti_zip
from autograder.exchange.quiz_items import fixed
from autograder.exchange.result_files import Telling, Visibility, classroom50, gradescope
from autograder.exchange.scores import EXCUSED, Wish, score_of
from autograder.exchange.sheet import read_sheet
from autograder.filenames import portable_names
from autograder.intake.options import kind_kept
from autograder.kinds.quiz.key import read_key
from autograder.kinds.registry import exercises_of
from autograder.pages.words import Explanations
from autograder.writing import replacing

export_app = typer.Typer(no_args_is_help=True, help="Bring results to a learning platform, and the quiz.")
for _name in PLATFORMS:
    export_app.command(_name)(gradebook_command(_name))

Folder = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A folder; each student gets one in it.")]
OutFile = Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")]


_NOT_READY = "Mark what waits with `autograder mark`; --with-proposals passes on what is proposed."


class Shown(StrEnum):
    """When hidden checks are shown."""

    hidden = "hidden"
    after_due_date = "after_due_date"
    after_published = "after_published"
    visible = "visible"


Hidden = Annotated[Shown, typer.Option("--hidden-checks", help="When students see the hidden checks.")]


class Where(StrEnum):
    """Who takes feedback."""

    moodle = "moodle"
    canvas = "canvas"
    mail = "mail"


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


@export_app.command("feedback")
def feedback_command(
    where: Annotated[Where, typer.Argument(help="Who takes it.")],
    results: Results,
    out_file: OutFile,
    download: Annotated[Path | None, typer.Option(help="canvas: the download that was graded.")] = None,
    worksheet: Annotated[Path | None, typer.Option(help="moodle: the worksheet, for names and numbers.")] = None,
    proposals: Proposals = False,
    course: Course = None,
) -> None:
    """Write feedback for upload (Moodle, Canvas) or as a table for a mail merge."""
    loaded = load_course(course_root(course))
    graded = read_results(results, loaded)
    folder = results if results.is_dir() else results.parent
    wish = Wish(proposals=proposals, zeros=True)
    ready = Some(graded, [place for place, one in enumerate(graded) if not score_of(one, wish).hindered])
    if len(graded) and not len(ready):
        raise UserError(f"{results}: nobody's feedback is ready. {_NOT_READY}")
    if where is Where.mail:
        content, count = _mail(ready, loaded), len(ready)
        if unknown := [person.shown for person in map(person_of, ready) if not person.email]:
            say(f"Without an e-mail address: {names(unknown)}. Grade with a --roster that has one.")
    elif where is Where.moodle:
        content, count = _moodle(ready, loaded, worksheet, kind_kept(folder))
    else:
        content, count = _canvas(ready, loaded, download or graded_download(folder, loaded), kind_kept(folder))
    write_bytes(out_file, content)
    excused = [person_of(one).shown for one in graded if one.excused]
    if excused:
        say(f"Left out, {EXCUSED}: {names(excused)}.")
    if waiting := [shown for shown in ready.left_out() if shown not in set(excused)]:
        say(f"Left out, since a person has not marked them yet: {names(waiting)}.")
    say(f"Wrote {out_file}, feedback for {count} of {len(graded)} students.")


def _mail(graded: Some, course: CourseData) -> bytes:
    rows, says = [], Explanations(course)
    for one in graded:
        person = person_of(one)
        total = final(one, course, graded.left(one))
        points = [f"{total.score:.6g}", f"{total.max_score:.6g}"]
        if course.curve:
            points.append("" if total.grade is None else number(total.grade))
        rows.append([person.email, person.name, one.student, *points, feedback_text(one, course, says=says)])
    return archives.mail_table(rows, grades=bool(course.curve))


def _page(result: StudentResult, course: CourseData, left: float, says: Explanations) -> str:
    need_packages("jinja2")
    from autograder.pages.student import render_student

    return render_student(result, course, says, left)


def _moodle(graded: Some, course: CourseData, worksheet: Path | None, kind: str) -> tuple[bytes, int]:
    """Feedback in folders with each participant's number, by which a Moodle download tells people apart."""
    people = [person_of(one) for one in graded]
    own = [one.student if kind in ("", "moodle") and one.student.isdigit() else "" for one in graded]
    targets: dict[int, Person] = {
        place: replace(person, ids=(number,) if number else ())
        for place, (person, number) in enumerate(zip(people, own, strict=True))
    }
    if worksheet is not None:
        rows = [row.person for row in open_book("moodle", read_sheet(worksheet)).rows]
        matched = match(people, rows)
        targets = {place: rows[row] for place, row in matched.pairs.items()}
        for place, why in matched.left.items():
            say(f"Not passed on: {people[place].shown} {why}.")
    numbered = {place: person for place, person in targets.items() if person.ids and person.ids[0].isdigit()}
    if not numbered:
        raise UserError("no participant's number is known: give Moodle's grading worksheet with --worksheet.")
    if len(numbered) < len(targets):
        say(f"Without a participant's number: {names(targets[p].shown for p in targets if p not in numbered)}.")
    says = Explanations(course)
    entries = [
        (archives.moodle_entry(person.name, person.ids[0]), _page(one, course, graded.left(one), says).encode())
        for place, person in numbered.items()
        for one in [graded[place]]
    ]
    return archives.make_zip(entries), len(entries)


def _canvas(graded: Some, course: CourseData, download: Path | None, kind: str) -> tuple[bytes, int]:
    if download is None:
        raise UserError("Canvas takes feedback under the very names that were sent: name the download with --download.")
    sent = archives.canvas_sent(download)
    # What a Canvas download calls somebody comes before a student id, which may be somebody else's number there.
    ids = () if kind == "canvas" else ((name, place) for place, one in enumerate(graded) for name in person_of(one).ids)
    users = dict(ids) | {one.student: place for place, one in enumerate(graded)}
    exercises = {exercise.file.casefold(): exercise.id for exercise in course.exercises}
    entries, told, says = [], set(), Explanations(course)
    read = lru_cache(maxsize=1)(lambda place: graded[place])  # a student's files stand side by side
    for file in sent:
        if file.user not in users:
            continue
        result = read(users[file.user])
        text = feedback_text(result, course, exercises.get(file.file.casefold(), ""), says)
        if not text:  # of an exercise that was not graded in this run
            continue
        told.add(result.student)
        page = partial(_page, result, course, graded.left(result), says)
        entries.append((file.name, archives.comment_file(file.file, text, page)))
    if not entries:
        raise UserError(f"{download}: no file in it belongs to a student with results in this folder.")
    return archives.make_zip(entries), len(told)


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

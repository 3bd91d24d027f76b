"""autograder export feedback: what each student is told, as a platform takes it or for a mail merge."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import lru_cache, partial
from pathlib import Path
from typing import Annotated

import typer

from autograder.classroom.gradebook import number
from autograder.classroom.policy import final
from autograder.commands.common import Course, course_root, need_packages
from autograder.commands.feedback import feedback_text
from autograder.commands.results import Proposals, Results, Some, graded_download, names, read_results, say, write_bytes
from autograder.course.manifest import load_course
from autograder.course.model import Course as CourseData
from autograder.course.model import StudentResult
from autograder.errors import UserError
from autograder.exchange import feedback as archives
from autograder.exchange.people import Person, match, person_of
from autograder.exchange.platforms import open_book
from autograder.exchange.scores import EXCUSED, Wish, score_of
from autograder.exchange.sheet import read_sheet
from autograder.intake.options import kind_kept
from autograder.pages.words import Explanations

OutFile = Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")]
_NOT_READY = "Mark what waits with `autograder mark`; --with-proposals passes on what is proposed."


class Where(StrEnum):
    """Who takes feedback."""

    moodle = "moodle"
    canvas = "canvas"
    mail = "mail"


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

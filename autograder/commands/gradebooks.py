"""autograder export canvas, moodle, blackboard, brightspace: a platform's own gradebook, filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from autograder.commands.common import Course, Json, print_json
from autograder.commands.feedback import feedback_html, feedback_text
from autograder.commands.results import Proposals, Results, names, read_results, say, write_bytes
from autograder.course.manifest import find_root, load_course
from autograder.course.model import Course as CourseData
from autograder.course.model import StudentResult
from autograder.errors import UserError
from autograder.exchange.book import Book, Filled, fill
from autograder.exchange.platforms import PLATFORMS, open_book
from autograder.exchange.scores import OPEN, WAITING, Wish, score_of
from autograder.exchange.sheet import Sheet, read_sheet
from autograder.intake.excused import means
from autograder.intake.options import kept_column
from autograder.pages.words import Explanations

OneExercise = Annotated[str | None, typer.Option("--exercise", metavar="ID", help="This exercise's score alone.")]


def gradebook_command(name: str) -> Callable[..., None]:
    title = PLATFORMS[name].title

    def command(
        results: Results,
        into: Annotated[Path, typer.Option(metavar="THEIR.csv", help="The gradebook as the platform exported it.")],
        out_file: Annotated[Path, typer.Option("--out", metavar="FILLED.csv", help="The same file, filled in.")],
        exercise: OneExercise = None,
        column: Annotated[str | None, typer.Option(help="Which column: its name, or its number there.")] = None,
        proposals: Proposals = False,
        zeros: Annotated[bool, typer.Option("--zeros", help="0 for those who handed in nothing.")] = False,
        overwrite: Annotated[bool, typer.Option("--overwrite", help="Also where a grade is already.")] = False,
        before_lateness: Annotated[bool, typer.Option("--before-lateness", help="The score without penalty.")] = False,
        grade: Annotated[bool, typer.Option("--grade", help="The curve's grade in place of points.")] = False,
        feedback: Annotated[bool, typer.Option(help="Fill in feedback where the file has a column for it.")] = True,
        as_json: Json = False,
        course: Course = None,
    ) -> None:
        loaded = course_here(course)
        graded = read_results(results, loaded)
        _require_exercise(graded, exercise)
        _require_another(into, out_file)
        sheet = read_sheet(into)
        book = open_book(name, sheet, column or _column_told(results, sheet, exercise), _titles(loaded, exercise))
        _require_curve(loaded, exercise, grade=grade)
        wish = Wish(exercise or "", proposals, zeros, grade)
        written = _feedback(loaded, book, exercise) if feedback and loaded and book.feedback is not None else _silent
        scores = [
            score_of(result, wish, 1.0 if before_lateness else graded.left(result), written(result), loaded)
            for result in graded
        ]
        filled = fill(book, scores, overwrite=overwrite)
        write_bytes(out_file, book.sheet.to_bytes())
        if as_json:
            print_json(_account(book, filled, out_file))
        else:
            _tell(book, filled, out_file, title)

    command.__doc__ = f"Fill in a gradebook of {title}: the same file, its own cells apart."
    return command


def course_here(given: Path | None) -> CourseData | None:
    """The course, for titles and for feedback; grades can be passed on without."""
    root = given or find_root(Path.cwd())
    return None if root is None else load_course(root, require_stubs=False)


def _require_exercise(graded: Iterable[StudentResult], exercise: str | None) -> None:
    known = {one.id: None for result in graded for one in result.exercises}
    if exercise is not None and exercise not in known:
        raise UserError(f"no result has an exercise {exercise!r}. Known: {', '.join(known)}.")


def _require_curve(course: CourseData | None, exercise: str | None, *, grade: bool) -> None:
    if grade and exercise is not None:
        raise UserError("--grade is of the whole course, so it does not go with --exercise.")
    if grade and (course is None or not course.curve):
        raise UserError("--grade needs `curve:` in course.yaml. Run it in the course's folder, or add --course.")


def _require_another(into: Path, out_file: Path) -> None:
    if out_file.resolve() == into.resolve() or (out_file.exists() and into.exists() and out_file.samefile(into)):
        raise UserError(f"{out_file}: --out must be another file than --into: what was downloaded stays as it is.")


def _column_told(results: Path, sheet: Sheet, exercise: str | None) -> str:
    """The column that `grade` was told of, where this file has it; one exercise's score has a column of its own."""
    told = kept_column(results) if exercise is None else ""
    return told if told and any(means(told, title) for title in sheet.header) else ""


def _titles(course: CourseData | None, exercise: str | None) -> list[str]:
    """What a column may be called if nobody says which it is."""
    if course is None:
        return [exercise] if exercise else []
    if exercise is None:
        return [course.title, course.name]
    return [exercise, *(one.title for one in course.exercises if one.id == exercise)]


def _feedback(course: CourseData, book: Book, exercise: str | None) -> Callable[[StudentResult], str]:
    says = Explanations(course)

    def written(result: StudentResult) -> str:
        text = feedback_text(result, course, exercise or "", says)
        return feedback_html(text) if book.html else text

    return written


def _silent(result: StudentResult) -> str:
    return ""


def _account(book: Book, filled: Filled, out_file: Path) -> dict[str, Any]:
    return {
        "out": str(out_file),
        "column": book.title,
        "filled": filled.count,
        "scaled": filled.scaled,
        "capped": list(filled.capped),
        "skipped": [{"student": name, "why": why} for name, why in filled.skipped],
        "unmatched": [{"student": name, "why": why} for name, why in filled.unmatched],
        "without_result": list(filled.others),
    }


def _tell(book: Book, filled: Filled, out_file: Path, title: str) -> None:
    whence = f" from {filled.scaled[0]:g}" if filled.scaled and not filled.mixed else ", each from their own maximum,"
    scale = f", scaled{whence} to {filled.scaled[1]:g} points" if filled.scaled else ""
    grades = "1 grade" if filled.count == 1 else f"{filled.count} grades"
    say(f"Filled {grades} into the column {book.title}{scale}.")
    if filled.capped:
        say(f"Cut to the maximum, which {title} does not take more than: {names(filled.capped)}.")
    for why in sorted({why for _, why in filled.skipped}):
        left = [name for name, reason in filled.skipped if reason == why]
        say(f"Left as it was, {why}: {names(left)}.")
    if any(why in (WAITING, OPEN) for _, why in filled.skipped):
        say("Mark what waits with `autograder mark` or in reviews.csv; --with-proposals passes on what is proposed.")
    for why in sorted({why for _, why in filled.unmatched}):
        say(f"Not passed on, {why}: {', '.join(name for name, reason in filled.unmatched if reason == why)}.")
    if filled.others:
        say(f"In the gradebook without a result here: {names(filled.others)}.")
    say(f"Wrote {out_file}.")

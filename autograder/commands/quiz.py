"""autograder quiz: the course's quiz, one question at a time, or as a page."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from autograder.commands.common import Course, Json, course_root, need_packages, out, print_json
from autograder.course.manifest import load_course
from autograder.course.model import Course as LoadedCourse
from autograder.course.model import Exercise
from autograder.course.solutions import read_source
from autograder.errors import CourseError, UserError
from autograder.kinds.quiz.asking import Back, Leave, ask_quiz, restart
from autograder.kinds.quiz.key import Item, read_key
from autograder.kinds.quiz.marking import Marked
from autograder.kinds.quiz.questions import Question
from autograder.kinds.quiz.sheet import read_questions
from autograder.kinds.quiz.sheetfile import SheetFile
from autograder.kinds.quiz.standing import Quiz, as_data, standings
from autograder.kinds.registry import exercises_of
from autograder.pages.page import plain
from autograder.student.quiz_view import feedback_view, question_view, review_view
from autograder.writing import write_atomically

WIDEST = 88


def quiz(
    name: Annotated[str | None, typer.Argument(help="Which quiz, where the course has several.")] = None,
    afresh: Annotated[bool, typer.Option("--restart", help="Take your answers out first, after asking.")] = False,
    page: Annotated[Path | None, typer.Option("--page", help="Write a page for self-study; needs the key.")] = None,
    student: Annotated[str | None, typer.Option("--student", help="With --page: this student's own numbers.")] = None,
    as_json: Json = False,
    course: Course = None,
) -> None:
    """Ask the quiz one question at a time. Your answers are kept in its file; with the key, feedback comes at once."""
    loaded = load_course(course_root(course), require_stubs=False)
    exercise = _chosen(loaded, name)
    if afresh and (as_json or page):
        raise typer.BadParameter("--restart asks questions; --json and --page ask none", param_hint="--restart")
    if student is not None and page is None:
        raise typer.BadParameter("this goes with --page; your own name stands in your file", param_hint="--student")
    if page is not None:
        _write_page(loaded, exercise, page, student)
        return
    file = SheetFile(loaded.stub(exercise), f"exercises/{exercise.file}")
    asked = _quiz(loaded, exercise, file)
    if as_json:
        print_json(as_data(exercise.id, asked, standings(asked, file.read())))
        return
    desk = Terminal()
    desk.title(exercise.title)
    if afresh and not restart(asked, file, desk):
        return
    review = ask_quiz(asked, file, desk)
    desk.show(review_view(review, file.name, with_key=asked.key is not None))


class Terminal:
    """A desk that prints and reads lines. Lines that come from a file are shown, as if they were typed."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self._console.width = min(self._console.width, WIDEST)
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")

    def show(self, view: RenderableType) -> None:
        """Prints something made for Rich."""
        self._console.print(view)

    def title(self, text: str) -> None:
        self._console.print(Text(plain(text), "bold"))

    def say(self, text: str) -> None:
        self._console.print(Text(plain(text)))

    def hear(self, label: str) -> str:
        try:
            line = plain(input(f"{plain(label)}: ")).strip()
        except (EOFError, KeyboardInterrupt):
            self._console.print()
            raise Leave from None
        if not sys.stdin.isatty():
            self._console.print(Text(line))
        if line.casefold() == "q":
            raise Leave
        if line == "<":
            raise Back
        return line

    def ask(self, question: Question, place: str, student: str) -> None:
        self.show(question_view(question, place, student))

    def tell(self, marked: Marked, said: Sequence[str]) -> None:
        self.show(feedback_view(marked, said))


def _chosen(course: LoadedCourse, name: str | None) -> Exercise:
    found = exercises_of(course, "quiz")
    if not found:
        raise CourseError("this course has no quiz.", where=course.root / "course.yaml")
    names = ", ".join(exercise.id for exercise in found)
    if name is None and len(found) > 1:
        raise UserError(f"this course has several quizzes: {names}. Name one, as in `autograder quiz {found[0].id}`.")
    for exercise in found:
        if name in (None, exercise.id):
            return exercise
    raise UserError(f"there is no quiz {name!r} in this course, only {names}.")


def _key(course: LoadedCourse, exercise: Exercise) -> tuple[Item, ...] | None:
    """The key; None in a folder that was handed out."""
    path = course.solution(exercise)
    return read_key(read_source(path), path) if path.is_file() else None


def _quiz(course: LoadedCourse, exercise: Exercise, file: SheetFile) -> Quiz:
    items = _key(course, exercise)
    if items is not None:
        return Quiz.of_key(items)
    questions = {question.id: question for question in reversed(read_questions(file.text(), Path(file.name)))}
    return Quiz(tuple(reversed(questions.values())))


def _write_page(course: LoadedCourse, exercise: Exercise, page: Path, student: str | None) -> None:
    items = _key(course, exercise)
    if items is None:
        raise UserError(f"the page is made from the key, solutions/{exercise.file}, which is not in this folder.")
    need_packages("jinja2")
    from autograder.pages.quiz_page import render_quiz

    name = f"{course.name}/{exercise.id}"
    try:
        write_atomically(page, render_quiz(items, exercise.title, student, kept_as=name))
    except OSError as error:
        raise UserError(f"{page}: cannot be written ({error.strerror}).") from error
    out.print(f"Wrote {page}. It holds the answers: for learning, not for marks.", markup=False)

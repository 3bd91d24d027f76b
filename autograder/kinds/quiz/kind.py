"""The kind `quiz`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from autograder.course.model import Check, Course, Exercise
from autograder.course.solutions import read_source
from autograder.errors import CourseError
from autograder.kinds.base import Kind, Wrong
from autograder.kinds.quiz.answers import plain
from autograder.kinds.quiz.controls import Sheet
from autograder.kinds.quiz.grader import QuizGrader, questions_gone, sheet_problems
from autograder.kinds.quiz.key import Item, read_key
from autograder.kinds.quiz.marking import notes_of, right_answer, wrong_answers
from autograder.kinds.quiz.questions import same_student
from autograder.kinds.quiz.sheet import blank_sheet, filled_sheet, put_answer, read_questions, read_sheet


class Quiz(Kind):
    """A sheet of answers."""

    name = "quiz"
    cell = "file"
    to_do = "Fill in the next cell and run it, then the one below: it shows your own numbers and what is still open."

    def grader(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> QuizGrader:
        return QuizGrader(course, exercise)

    def stub(self, course: Course, exercise: Exercise) -> str | None:
        path = course.solution(exercise)
        return _blank(read_source(path), path, exercise.title)

    def solved(self, course: Course, exercise: Exercise, student: str) -> str:
        items = _items(course, exercise)
        answers = {item.question.id: right_answer(item, item.question.drawn(student)) for item in items}
        return filled_sheet([item.question for item in items], student, answers, exercise.title)

    def visible_problems(self, exercise: Exercise, text: str) -> list[str]:
        return sheet_problems(text, Path(exercise.file))

    def asked(self, exercise: Exercise, text: str) -> tuple[str, ...]:
        return tuple(read_sheet(text, Path(exercise.file)).given)

    def taken_out(self, exercise: Exercise, text: str, asked: Sequence[str]) -> list[str]:
        there = self.asked(exercise, text)
        gone = [name for name in asked if name not in there]
        return [questions_gone(exercise.file, gone)] if gone else []

    def answer(self, text: str) -> str:
        return ""

    def own_name(self, exercise: Exercise, text: str, names: Sequence[str]) -> str:
        """Of a student's names the one for which the sheet was filled in."""
        try:
            written = read_sheet(text, Path(exercise.file)).student
        except CourseError:
            return names[0]
        return next((name for name in names if same_student(written, name)), names[0])

    def depends_on(self, course: Course, exercise: Exercise) -> tuple[str, ...]:
        return (exercise.title,)  # it stands in the sheet

    def known_wrong(self, course: Course, exercise: Exercise, student: str) -> Iterator[Wrong]:
        """Each wrong answer that the key knows, alone among right ones."""
        right = self.solved(course, exercise, student)
        for item in _items(course, exercise):
            for answer, note in wrong_answers(item, item.question.drawn(student)):
                text = put_answer(right, item.question.id, plain(answer))
                yield Wrong(f"{item.question.id}: {plain(answer)}", text, note.misconception)

    def explanations(self, course: Course, exercise: Exercise) -> Mapping[str, str]:
        says: dict[str, str] = {}
        for item in _items(course, exercise):
            for note in notes_of(item):
                if note.misconception:
                    says.setdefault(note.misconception, note.says)
        return says

    def exam_gaps(self, course: Course, exercise: Exercise, student: str) -> list[str]:
        return [
            f"question {item.question.id} knows no wrong answer"
            for item in _items(course, exercise)
            if not any(wrong_answers(item, item.question.drawn(student)))
        ]

    def controls(self, course: Course, exercise: Exercise, stub: str, *, told: bool = False) -> Sheet:
        questions = read_questions(stub, course.stub(exercise))
        return Sheet(stub, questions, _items(course, exercise) if told else ())

    def command(self, exercise: Exercise, *, alone: bool) -> str:
        return "autograder quiz" if alone else f"autograder quiz {exercise.id}"

    def readme_lines(self, exercise: Exercise, *, alone: bool) -> list[str]:
        typed = self.command(exercise, alone=alone)
        return [
            f"* `{typed}` asks the questions of `exercises/{exercise.file}` one at a time, with your own numbers,",
            "  and keeps your answers there.",
        ]


@lru_cache(maxsize=8)  # whoever reads files and whoever marks answers asks for it anew
def _blank(key: str, path: Path, title: str) -> str:
    return blank_sheet([item.question for item in read_key(key, path)], title)


def _items(course: Course, exercise: Exercise) -> tuple[Item, ...]:
    path = course.solution(exercise)
    return read_key(read_source(path), path)


KIND = Quiz()

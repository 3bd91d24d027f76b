"""Grades a quiz: the student's sheet of answers against the key. No student's code runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from autograder.course.model import CheckResult, Course, Exercise, ExerciseResult, Status, SubmittedFile
from autograder.course.solutions import read_source
from autograder.errors import CourseError
from autograder.kinds.feedback import tells_message, tells_misconception
from autograder.kinds.quiz.answers import BadAnswer, read_answer
from autograder.kinds.quiz.key import Item, read_key
from autograder.kinds.quiz.marking import Marked, mark
from autograder.kinds.quiz.questions import Question, same_student
from autograder.kinds.quiz.repair import Unreadable
from autograder.kinds.quiz.sheet import Given, Sheet, read_questions, read_sheet
from autograder.kinds.rows import total
from autograder.sandbox.hosts import Host
from autograder.text import show_text

OPEN = "Not answered."


class QuizGrader:
    """Everything that grading one quiz needs, made once for a class."""

    def __init__(self, course: Course, exercise: Exercise) -> None:
        """Raises CourseError where the key cannot be read."""
        self.broken: dict[str, str] = {}
        self._course = course
        self._exercise = exercise
        solution = course.solution(exercise)
        self.items = read_key(read_source(solution), solution)

    def grade(self, file: SubmittedFile | None, host: Host, student: str | None) -> ExerciseResult:
        """One student's result; `student` is the name they handed in under, None where nobody asks for one."""
        if file is None:
            return self._without("missing", f"There is no file {self._exercise.file}.")
        if file.text is None:
            return self._without("crashed", file.problem)
        try:
            sheet = read_sheet(file.text, Path(self._exercise.file))
        except CourseError as error:
            return self._without("crashed", str(error))
        rows: list[CheckResult] = []
        flagged = False
        for item in self.items:
            try:
                rows.append(self._row(item, sheet, student))
            except (OSError, MemoryError):  # the machine's fault, not the answer's
                raise
            except Exception as error:  # whatever an answer breaks costs its own question alone
                rows.append(self._choked(item, error))
                flagged = True
        if all(row.outcome == "not_run" for row in rows):
            return self._without("not_started", "Nothing is filled in yet.")
        return self._judged(rows, sheet, student, flagged=flagged)

    def _without(self, status: Status, message: str) -> ExerciseResult:
        rows = tuple(self._bare(item) for item in self.items)
        return ExerciseResult(self._exercise.id, "quiz", 0.0, self._exercise.points, status, message, rows)

    def _bare(self, item: Item) -> CheckResult:
        name = f"quiz/{self._exercise.id}#{item.question.id}"
        return CheckResult(name, item.question.title, False, "not_run", 0.0, item.points)

    def _choked(self, item: Item, error: Exception) -> CheckResult:
        what = show_text(f"{type(error).__name__}: {error}")
        said = f"Marking could not work with this answer ({what}). A person will look at it."
        return replace(self._bare(item), outcome="failed", message=said)

    def _judged(
        self, rows: Sequence[CheckResult], sheet: Sheet, student: str | None, *, flagged: bool
    ) -> ExerciseResult:
        known = {item.question.id for item in self.items}
        strange = [f"there is no question {name!r} in this quiz." for name in sheet.given if name not in known]
        remarks = [*sheet.strays, *(f"{self._exercise.file}: {text}" for text in strange)]
        borrowed = student is not None and bool(sheet.student) and not same_student(sheet.student, student)
        if borrowed:
            said = f"The sheet was filled in for {sheet.student!r} and handed in by {student!r}: a person must look."
            remarks.insert(0, f"{said} It is marked with the numbers of {sheet.student!r}.")
        result = total(self._exercise, rows, "graded", " ".join(remarks), flagged=flagged)
        return replace(result, needs_review=True, status="needs_review") if borrowed else result

    def _row(self, item: Item, sheet: Sheet, student: str | None) -> CheckResult:
        bare, given = self._bare(item), sheet.given.get(item.question.id)
        if given is None:
            return replace(bare, message=OPEN)
        try:
            answer = read_answer(item.question, given.raw)
            if answer is None:
                return replace(bare, message=OPEN)
            marked = mark(item, answer, item.question.drawn(sheet.student or student or ""))
        except BadAnswer as error:
            said = _place(Path(self._exercise.file), given, item.question, error)
            return replace(bare, outcome="failed", message=said)
        return self._marked(bare, item, marked)

    def _marked(self, bare: CheckResult, item: Item, marked: Marked) -> CheckResult:
        score = marked.share * item.points
        if marked.share >= 1:
            return replace(bare, outcome="passed", score=score)
        feedback = self._course.hidden_feedback
        says = [note.says for note in marked.notes] if tells_misconception(bare.visible, feedback) else []
        says += [item.says] if tells_message(bare.visible, feedback) else []
        named = [note.misconception for note in marked.notes if note.misconception]
        partly = f"Partly right: {marked.share:.0%}." if marked.share else ""
        message = " ".join(part for part in (partly, *says) if part)
        return replace(bare, outcome="failed", score=score, message=message, diagnosis=named[0] if named else None)


def sheet_problems(text: str, path: Path) -> list[str]:
    """What a student can see for themselves: what is not answered, what is no answer. Nothing of the key.

    Raises CourseError where the sheet is damaged.
    """
    sheet, questions = read_sheet(text, path), read_questions(text, path)
    problems = list(sheet.strays)
    if not sheet.student and any(question.numbers for question in questions):
        problems.append(f"{path}: write your name behind `student:`; it chooses your own numbers.")
    readable, unanswered = {question.id for question in questions}, list[Question]()
    for name, lost in sheet.given.items():
        if isinstance(lost.raw, Unreadable) and name not in readable:
            what = lost.raw.what.rstrip(".")
            problems.append(
                f"{path}:{lost.line}: {name}: this cannot be read ({what}). Copy its lines from a fresh sheet."
            )
    for question in questions:
        given = sheet.given[question.id]
        try:
            if read_answer(question, given.raw) is None:
                unanswered.append(question)
        except BadAnswer as error:
            problems.append(_place(path, given, question, error))
    return problems + _unanswered(path, unanswered, len(questions), sheet)


def questions_gone(file: str, gone: Sequence[str]) -> str:
    """What to say of questions that are not in a sheet any more: they count in class, answered or not."""
    named = ", ".join(map(repr, gone[:5])) + (f" and {len(gone) - 5} more" if len(gone) > 5 else "")
    if len(gone) == 1:
        return f"{file}: the question {named} is not in it any more, and counts. Copy its lines from a fresh sheet."
    return f"{file}: the questions {named} are not in it any more, and count. Copy their lines from a fresh sheet."


def _unanswered(path: Path, waiting: Sequence[Question], of: int, sheet: Sheet) -> list[str]:
    if not waiting:
        return []
    first = waiting[0]
    said = f"{len(waiting)} of {of} questions are not answered yet. The next one is {first.id!r}"
    said = f"{path}:{sheet.given[first.id].line}: {said}."
    own = [f"{question.id}: {question.prompt_for(sheet.student)}" for question in waiting if question.numbers]
    return [said, *([f"With your own numbers: {text}" for text in own] if sheet.student else [])]


def _place(path: Path, given: Given, question: Question, error: BadAnswer) -> str:
    return f"{path}:{given.line}: the answer to {question.id!r}: {error}"

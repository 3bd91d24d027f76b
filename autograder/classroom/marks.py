"""A person's marks over the machine's: they win, they survive regrading, and a changed answer is looked at again."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.classroom.gradebook import number
from autograder.classroom.review_table import Mark, Review, mark_of, merge, read_reviews, shown, write_reviews
from autograder.course.model import Course, Exercise, ExerciseResult, Status, StudentResult, Submission, SubmittedFile
from autograder.errors import IntakeError
from autograder.kinds.registry import kind_of

REVIEWS = "reviews.csv"
MARKS = "marks.csv"
"""The marks given so far, kept apart from the table that people edit."""
CHANGED = "The answer has changed since a person marked it."


@dataclass(slots=True)
class Reviews:
    """The rows of reviews.csv while a class is graded, and the marks in them by student and exercise."""

    course: Course
    out: Path
    rows: dict[tuple[str, str], Review]
    marks: dict[str, dict[str, Mark]] = field(default_factory=dict)

    @classmethod
    def open(cls, course: Course, out: Path, given: Path | None, students: Iterable[str]) -> Reviews:
        """Reads what was kept in `out`, and the marks in `given`, and keeps both there before anything is graded.

        Raises IntakeError, with the line, for a mark that cannot be one, and for whom nobody knows.
        """
        names = _names([*students, *_graded_before(out)])
        kept = {row.key: row for row, _ in read_reviews(out / MARKS)} if (out / MARKS).is_file() else {}
        kept = {key: row for key, row in kept.items() if key[1] in {exercise.id for exercise in course.exercises}}
        rows = kept
        # A table that was filled in where it lies counts without being named.
        tables = [(out / REVIEWS, False)] * (out / REVIEWS).is_file() + ([(given, True)] if given else [])
        for path, strict in tables:
            rows = merge(rows, _read(course, path, names, kept, strict=strict))
        made = cls(course, out, rows)
        for review in rows.values():
            made._take(review)
        if rows != kept:
            out.mkdir(parents=True, exist_ok=True)
            made.write()
        return made

    def _take(self, review: Review) -> None:
        most = self.course.exercise(review.exercise).points
        mark = mark_of(review, math.inf, str(self.out / MARKS))
        if mark is not None:  # where the exercise has come to be worth less, a person looks again
            fits = mark.points <= most
            settled = replace(mark, points=min(mark.points, most), sure=mark.sure and fits)
            self.marks.setdefault(review.student, {})[review.exercise] = settled

    def fingerprint(self, student: str) -> str:
        """Changes when this student's marks do; empty where there are none."""
        marks = self.marks.get(student)
        return "" if not marks else repr(sorted(marks.items()))

    def settle(self, result: StudentResult, submission: Submission) -> StudentResult:
        """The machine's result with the person's marks in it; the rows follow."""
        for exercise in result.exercises:
            key = (result.student, exercise.id)
            mark = self.marks.get(result.student, {}).get(exercise.id)
            self.rows[key] = self._row(result.student, exercise, submission, mark)
            if not (mark or exercise.needs_review or self.rows[key].comment):
                del self.rows[key]
        marks = {
            name: replace(mark, sure=not self.rows[result.student, name].mark.endswith("?"))
            for name, mark in self.marks.get(result.student, {}).items()
            if (result.student, name) in self.rows
        }
        return overrule(result, marks)

    def _row(self, student: str, exercise: ExerciseResult, submission: Submission, mark: Mark | None) -> Review:
        before = self.rows.get((student, exercise.id))
        file = submission.files.get(exercise.id)
        digest = _digest(file)
        made = Review(
            student=student,
            exercise=exercise.id,
            title=self.course.exercise(exercise.id).title,
            proposed=number(exercise.score),
            max_score=number(exercise.max_score),
            reason=shown(exercise.message),
            evidence=shown(_evidence(exercise)),
            answer=shown(_answer(self.course.exercise(exercise.id), file)),
            answer_digest=digest,
        )
        if mark is None:  # a comment waits for its mark
            return replace(made, comment=before.comment if before else "")
        changed = before is not None and before.answer_digest not in ("", digest)
        unsure = "?" if changed or not mark.sure else ""
        return replace(made, mark=f"{number(mark.points)}{unsure}", comment=mark.comment)

    def complete(self, result: StudentResult, read: Callable[[], Submission]) -> None:
        """Makes the rows that a result kept from an earlier run needs and that are not there any more."""
        for exercise in result.exercises:
            if exercise.needs_review and (result.student, exercise.id) not in self.rows:
                self.rows[result.student, exercise.id] = self._row(result.student, exercise, read(), None)

    def write(self) -> None:
        """The table for a person, then what they wrote, which holds even where somebody deletes rows of the table."""
        rows = self._in_order()
        write_reviews(self.out / REVIEWS, rows)
        write_reviews(self.out / MARKS, [row for row in rows if row.mark or row.comment])

    def _in_order(self) -> list[Review]:
        place = {exercise.id: number for number, exercise in enumerate(self.course.exercises)}
        return sorted(self.rows.values(), key=lambda row: (row.student, place[row.exercise]))


def _names(students: Iterable[str]) -> dict[str, str]:
    """What may stand in a table -> the student. A spreadsheet drops the zeros at the head of a number."""
    found = {_plain(student): student for student in students}
    for name, student in list(found.items()):
        if name.isdigit():
            found.setdefault(name.lstrip("0"), student)
    return found


def _plain(name: str) -> str:
    return shown(name).replace("\n", " ").strip()


def _graded_before(out: Path) -> list[str]:
    path = out / "results.jsonl"
    if not path.is_file():
        return []
    found = re.findall(rb'"student": ("(?:[^"\\\\]|\\\\.)*")', path.read_bytes())
    return [json.loads(name) for name in found]


def _read(
    course: Course,
    path: Path,
    names: Mapping[str, str],
    kept: Mapping[tuple[str, str], Review],
    *,
    strict: bool,
) -> list[Review]:
    """The rows with a mark or a comment that is new. A mark that is kept already is not asked whether it may be one."""
    seen: dict[tuple[str, str], Review] = {}
    exercises = {exercise.id: exercise for exercise in course.exercises}
    for row, place in read_reviews(path):
        known = names.get(_plain(row.student))
        review = replace(row, student=known or row.student)
        stored, said = kept.get(review.key), review.mark.strip()
        as_kept = stored is not None and stored.mark == said
        same_comment = stored is not None and stored.comment == review.comment
        if (same_comment and (as_kept or not said)) or not (said or review.comment.strip()):
            continue
        if review.exercise not in exercises:
            if strict:
                raise IntakeError(f"{place}: there is no exercise {review.exercise!r}. Known: {', '.join(exercises)}.")
            continue
        if said and not as_kept:
            mark_of(review, exercises[review.exercise].points, place)
        if known is None:
            raise IntakeError(f"{place}: nobody of the name {review.student!r} has handed in anything.")
        if review.key in seen and seen[review.key].mark != review.mark:
            raise IntakeError(
                f"{place}: {review.student!r} has another mark for {review.exercise!r} further up. Keep one."
            )
        seen[review.key] = review
    return list(seen.values())


def overrule(result: StudentResult, marks: Mapping[str, Mark]) -> StudentResult:
    """The result with these marks, exercise -> mark, in place of the machine's scores."""
    if not marks:
        return result
    exercises = tuple(_overruled(one, marks[one.id]) if one.id in marks else one for one in result.exercises)
    return replace(
        result,
        exercises=exercises,
        score=math.fsum(one.score for one in exercises),
        needs_review=any(one.needs_review for one in exercises),
    )


def _overruled(exercise: ExerciseResult, mark: Mark) -> ExerciseResult:
    said = f"Marked by a person: {number(mark.points)} of {number(exercise.max_score)} points."
    message = " ".join(part for part in (said, mark.comment, "" if mark.sure else CHANGED) if part)
    status: Status = "graded" if mark.sure else "needs_review"
    return replace(exercise, score=mark.points, message=message, status=status, needs_review=not mark.sure)


def _digest(file: SubmittedFile | None) -> str:
    text = "" if file is None else f"{file.text}|{file.problem}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _answer(exercise: Exercise, file: SubmittedFile | None) -> str:
    """What the student wrote; of code and of a quiz, which no table shows well, the file's name."""
    if file is None:
        return ""
    return file.path if file.text is None else kind_of(exercise).answer(file.text) or file.path


def _evidence(exercise: ExerciseResult) -> str:
    """What was found for and against, a line each: the rows that have something to say."""
    signs = {"passed": "+", "failed": "-"}
    rows = [row for row in exercise.checks if row.message or row.outcome == "grader_error"]
    return "\n".join(f"({signs.get(row.outcome, '?')}) {row.title} {row.message}".strip() for row in rows)

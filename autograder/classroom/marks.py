"""A person's marks over the machine's: they win, they survive regrading, and a changed answer is looked at again."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.classroom.alike import Alike, read_alike
from autograder.classroom.disk import writing_into
from autograder.classroom.gradebook import number
from autograder.classroom.names import Names
from autograder.classroom.overruled import NOT_GRADED, awaiting, overrule
from autograder.classroom.review_table import Mark, Review, mark_of, read_reviews, shown, write_reviews
from autograder.classroom.tables_read import read_tables
from autograder.columns import Layout
from autograder.course.model import Course, Exercise, ExerciseResult, StudentResult, Submission, SubmittedFile
from autograder.kinds.registry import kind_of

REVIEWS = "reviews.csv"
MARKS = "marks.csv"
"""The marks given so far, kept apart from the table that people edit."""
MOST_NAMED = 5
"""Students who are named beside an answer that is a copy of theirs."""


@dataclass(slots=True)
class Reviews:
    """The rows of reviews.csv while a class is graded, and the marks in them by student and exercise."""

    course: Course
    out: Path
    rows: dict[tuple[str, str], Review]
    names: Names
    marks: dict[str, dict[str, Mark]] = field(default_factory=dict)
    elsewhere: dict[tuple[str, str], Review] = field(default_factory=dict)
    """What a person wrote about exercises that the course does not have now: it may have them again."""
    alike: Alike = field(default_factory=Alike)
    """Whose answers are copies of each other: they wait for a person, whatever the machine made of them."""
    otherwise: list[str] = field(default_factory=list)
    """What the table that was named now has put in another's place, as when two people have marked."""
    layout: Layout = field(default_factory=Layout)
    """The columns of the table as a person has it, their own among them."""

    called: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Names that stand in the table, by student and exercise as it has them."""

    @classmethod
    def open(cls, course: Course, out: Path, given: Path | None, names: Names) -> Reviews:
        """Reads what was kept in `out`, and the marks in `given`, and keeps both there before anything is graded.

        Raises IntakeError, with the line, for a mark that cannot be one, and for whom nobody knows.
        """
        stored = list(read_reviews(out / MARKS)) if (out / MARKS).is_file() else []
        kept, places = {row.key: row for row, _ in stored}, {row.key: place for row, place in stored}
        read = read_tables(course, kept, names, out / REVIEWS, given)
        rows = read.rows
        known = {exercise.id for exercise in course.exercises}
        here = {key: row for key, row in rows.items() if key[1] in known}
        elsewhere = {key: row for key, row in rows.items() if key[1] not in known and row.written}
        made = cls(course, out, here, names, elsewhere=elsewhere, alike=read_alike(out, course))
        made.otherwise, made.layout, made.called = read.otherwise, read.layout, read.called
        for review in here.values():
            made._take(review, places.get(review.key, str(out / MARKS)))
        if rows != kept:
            made.write()
        return made

    def _take(self, review: Review, place: str) -> None:
        most = self.course.exercise(review.exercise).points
        mark = mark_of(review, math.inf, place)
        if mark is not None and mark.points > most:  # it has come to be worth less: a person looks again
            mark = replace(mark, points=most, typed=mark.points)
        if mark is not None:
            self.marks.setdefault(review.student, {})[review.exercise] = mark

    @property
    def above(self) -> list[str]:
        """Who has a mark above what its exercise is worth now, with the exercise."""
        return [
            f"{self.names.written(student)} {exercise}"
            for student, marks in sorted(self.marks.items())
            for exercise, mark in marks.items()
            if mark.typed is not None
        ]

    @property
    def unused(self) -> dict[str, int]:
        """Exercises that the course does not have now, and how many students have a mark or a comment there."""
        return dict(sorted(Counter(exercise for _, exercise in self.elsewhere).items()))

    def left_behind(self, present: Collection[str]) -> dict[str, str]:
        """Who is not `present` any more and has marks here, and who handed in the very answers that were marked.

        That is somebody whose folder has another name now; empty where it is nobody, or could be several.
        """
        marked = [row for row in self.rows.values() if row.student not in present and row.written]
        now: dict[tuple[str, str], set[str]] = {}
        for row in self.rows.values():
            if row.student in present and row.answer_digest and not row.mark:
                now.setdefault((row.exercise, row.answer_digest), set()).add(row.student)
        alike: dict[str, set[str]] = {row.student: set() for row in marked}
        for row in marked:
            alike[row.student] |= now.get((row.exercise, row.answer_digest), set())
        return {student: min(found) if len(found) == 1 else "" for student, found in sorted(alike.items())}

    def fingerprint(self, student: str) -> str:
        """Changes when what lies over this student's result does; empty where nothing does."""
        marks, copied = sorted(self.marks.get(student, {}).items()), self.alike.of(student)
        told = repr((marks, copied) if copied else marks)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16] if marks or copied else ""

    def settle(
        self, result: StudentResult, submission: Submission, changed: Collection[str] | None = None
    ) -> StudentResult:
        """The machine's result with the person's marks in it, and no copy of another's answer final; the rows follow.

        Where only some exercises have `changed` since the rows were made, `submission` need hold these alone.
        """
        result = awaiting(result, self.alike.of(result.student))
        for exercise in result.exercises:
            if changed is not None and exercise.id not in changed:
                continue
            key = (result.student, exercise.id)
            mark = self.marks.get(result.student, {}).get(exercise.id)
            before = self.rows.pop(key, None)
            if mark or exercise.needs_review or (before is not None and (before.comment or before.notes)):
                self.rows[key] = self._row(result.student, exercise, submission, mark, before)
        marks = {
            name: replace(mark, sure=mark.typed is None and not self.rows[result.student, name].mark.endswith("?"))
            for name, mark in self.marks.get(result.student, {}).items()
            if (result.student, name) in self.rows
        }
        return overrule(result, marks, self.course)

    def _row(
        self,
        student: str,
        exercise: ExerciseResult,
        submission: Submission,
        mark: Mark | None,
        before: Review | None = None,
    ) -> Review:
        file = submission.files.get(exercise.id)
        digest = _digest(file)
        not_graded = exercise.status == NOT_GRADED
        made = Review(
            student=student,
            exercise=exercise.id,
            title=self.course.exercise(exercise.id).title,
            proposed="" if not_graded else number(exercise.score),
            max_score=number(self.course.exercise(exercise.id).points if not_graded else exercise.max_score),
            reason=shown(self._reason(student, exercise)),
            evidence=shown(_evidence(exercise)),
            answer=shown(_answer(self.course.exercise(exercise.id), file)),
            answer_digest=digest,
            name=submission.who.name
            if submission.who and submission.who.name not in ("", student)
            else self.called.get((self.names.written(student), exercise.id), ""),
        )
        made = replace(made, notes=before.notes if before else ())
        if mark is None:  # a comment waits for its mark
            return replace(made, comment=before.comment if before else "")
        changed = before is not None and before.answer_digest not in ("", digest)
        asked = before is not None and before.mark.endswith("?")
        unsure = "?" if changed or asked or not mark.sure else ""
        return replace(made, mark=f"{number(mark.given)}{unsure}", comment=mark.comment)

    def _reason(self, student: str, exercise: ExerciseResult) -> str:
        """Why a person should look. Whose answer is like it stands here alone: no student reads this table."""
        others = [self.names.written(name) for name in self.alike.others(student, exercise.id)]
        if not others:
            return exercise.message
        more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        named = ", ".join(others[:MOST_NAMED])
        return f"{exercise.message} Nearly the same words as {named}{more}: look at them together.".strip()

    def lacks(self, result: StudentResult) -> bool:
        """Whether a result kept from an earlier run needs rows that are not there any more."""
        waiting = (exercise for exercise in result.exercises if exercise.needs_review)
        return any((result.student, exercise.id) not in self.rows for exercise in waiting)

    def complete(self, result: StudentResult, submission: Submission) -> None:
        """Makes those rows."""
        for exercise in result.exercises:
            if exercise.needs_review and (result.student, exercise.id) not in self.rows:
                self.rows[result.student, exercise.id] = self._row(result.student, exercise, submission, None)

    def write(self, present: Collection[str] | None = None) -> None:
        """The table for a person, then what they wrote, which holds even where somebody deletes rows of the table.

        Of those who are not `present` any more nothing is asked, and what was written stays.
        """
        rows = self._in_order()
        here = [row for row in rows if present is None or row.student in present]
        with writing_into(self.out):
            self.out.mkdir(parents=True, exist_ok=True)
            write_reviews(self.out / REVIEWS, map(self._asking, here), self.names.written, self.layout)
            written = [*rows, *(row for _, row in sorted(self.elsewhere.items()))]
            write_reviews(self.out / MARKS, [replace(row, name="") for row in written if row.written])

    def _asking(self, row: Review) -> Review:
        """The row as it stands in the table: what is above the exercise's points now is a question there."""
        mark = self.marks.get(row.student, {}).get(row.exercise)
        above = mark is not None and mark.typed is not None and not row.mark.endswith("?")
        return replace(row, mark=f"{row.mark}?") if above else row

    def _in_order(self) -> list[Review]:
        place = {exercise.id: number for number, exercise in enumerate(self.course.exercises)}
        return sorted(self.rows.values(), key=lambda row: (row.student, place[row.exercise]))


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

"""One question at the desk: its answers, what the rubric finds in each, and the proposals as they are read now."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import partial

from autograder.classroom.alike import Groups
from autograder.classroom.desk_groups import groups
from autograder.classroom.desk_queue import in_order, sheaves
from autograder.classroom.desk_reader import ClassReader, Reading, Taught
from autograder.classroom.review_table import Review
from autograder.course.model import Course, Exercise
from autograder.kinds.written.answers import Labelled, course_answers
from autograder.kinds.written.grader import keep_for, marker_for, rubric_path
from autograder.kinds.written.mark import Marked, Marker
from autograder.kinds.written.rubric import Rubric
from autograder.tables import read_number


@dataclass(frozen=True, slots=True)
class Proposal:
    """Points, and what they rest on; `found` and `other`, the second likeliest, are None where there is no rubric.

    `points` is None where nothing was graded: what a person gives there is theirs alone.
    """

    points: float | None
    found: frozenset[str] | None
    sure: float
    other: frozenset[str] | None = None


class Sheet:
    """The answers of a class to one question. Made once; `rows` and `teach` follow what happens at the desk."""

    def __init__(
        self,
        course: Course,
        exercise: Exercise,
        rows: Mapping[str, Review],
        found: Mapping[str, frozenset[str]],
        copied: Groups = (),
    ) -> None:
        """`rows` are those of the review table, by student; `found` is as for `teach`; `copied` as `grade` found them.

        Raises CourseError where the rubric cannot be read.
        """
        self.exercise = exercise
        self.rows = dict(rows)
        self._copied = copied
        self._marker: Marker | None = None
        self._known: list[Labelled] = []
        self._marked: dict[str, tuple[str, Marked]] = {}
        self._lock = threading.Lock()
        if rubric_path(course, exercise).is_file():
            self._marker = marker_for(course, exercise)
            self._known = course_answers(rubric_path(course, exercise))
        self._kept = partial(keep_for, course, exercise)
        self._reader: ClassReader | None = None
        self._readings: dict[str, Reading] = {}
        self._groups: list[tuple[str, ...]] = []
        self.teach(found)

    @property
    def rubric(self) -> Rubric | None:
        return None if self._marker is None else self._marker.rubric

    def most(self, student: str) -> float:
        """The points that the answer can get."""
        return read_number(self.rows[student].max_score) or self.exercise.points

    def marked(self, student: str) -> Marked | None:
        """What the rubric finds, with its evidence; None where there is no rubric or no text, or it was not graded."""
        answer = self.rows[student].answer
        if self._marker is None or not answer.strip() or self._not_graded(student):
            return None
        kept = self._marked.get(student)
        if kept is None or kept[0] != answer:
            kept = self._marked[student] = (answer, self._marker.mark(answer))
        return kept[1]

    def teach(self, found: Mapping[str, frozenset[str]]) -> None:
        """Reads every proposal again; `found` is what a person has seen in whose answer, oldest first."""
        with self._lock:
            if self._marker is not None:
                self._reader = self._taught(self._marker, found)
            self._read()

    def refresh(self, rows: Mapping[str, Review], copied: Groups = ()) -> None:
        """Takes the rows and copies as they stand on the disk now."""
        with self._lock:
            same = {student: row.answer for student, row in rows.items()} == {
                student: row.answer for student, row in self.rows.items()
            }
            same = same and self._copied == copied
            self.rows, self._copied = dict(rows), copied
            if not same:
                self._read()

    def _taught(self, marker: Marker, found: Mapping[str, frozenset[str]]) -> ClassReader:
        taught = [
            Taught(self.rows[student].answer, names, marked)
            for student, names in found.items()
            if student in self.rows and (marked := self.marked(student)) is not None
        ]
        return ClassReader(marker.rubric, self._known, taught, marker.traits, self._kept)

    def _read(self) -> None:
        readings = {}
        for student, row in self.rows.items():
            marked = self.marked(student)
            if self._reader is not None and marked is not None:
                readings[student] = self._reader.read(row.answer, marked)
        said: dict[str, Hashable] = {student: (row.concepts, row.misconceptions) for student, row in readings.items()}
        texts = {student: row.answer for student, row in self.rows.items()}
        alone = {student: ("alone", student) for student in texts if student not in readings}
        self._readings, self._groups = readings, groups(texts, {**alone, **said}, self._copied)

    def reading(self, student: str) -> Reading | None:
        """What the answer seems to say; None where there is no rubric or no text."""
        return self._readings.get(student)

    def proposal(self, student: str) -> Proposal:
        """What would be given for an answer that nobody looks at. Of what was not graded nothing is proposed."""
        if self._not_graded(student):
            return Proposal(None, None, 0.0)
        reading = self.reading(student)
        if reading is None:
            return Proposal(read_number(self.rows[student].proposed) or 0.0, None, 0.5)
        points = round(reading.share * self.most(student), 6)
        return Proposal(points, reading.concepts | reading.misconceptions, reading.sure, reading.other)

    def _not_graded(self, student: str) -> bool:
        """Whether the table proposes nothing: nobody could tell which file counts, or it could not be read."""
        return not self.rows[student].proposed.strip()

    def points(self, student: str, found: frozenset[str]) -> float:
        """What these concepts and misconceptions are worth. KeyError where the rubric has no such name."""
        rubric = self.rubric
        if rubric is None:
            raise KeyError("there is no rubric")
        concepts, wrong = ({one.id for one in rubric.concepts}, {one.id for one in rubric.misconceptions})
        if not found <= concepts | wrong:
            raise KeyError("the rubric has no such concept")
        return round(rubric.score(tuple(found), tuple(found)) * self.most(student), 6)

    def copies_of(self, student: str) -> tuple[str, ...]:
        """Whose answers here are copies of this student's, or the other way round."""
        own = next((group for group in self._copied if student in group), ())
        return tuple(one for one in own if one != student and one in self.rows)

    def group_of(self, student: str) -> tuple[str, ...]:
        """Everybody whose answer is like this student's, themselves among them."""
        return next((group for group in self._groups if student in group), (student,))

    def sheaves(self, done: frozenset[str]) -> list[tuple[str, ...]]:
        """Those without a mark for whom the same is proposed and sure enough, to be read side by side. No copies."""
        passed = done | {student for group in self._copied for student in group}
        proposed = {
            student: proposal.found
            for student in self.rows
            if student not in passed and (proposal := self.proposal(student)).found is not None
        }
        return sheaves(proposed, self._readings)

    def waiting(self, done: frozenset[str]) -> list[str]:
        """Those without a mark, the most telling first, like answers side by side. No reading vouches for a copy.

        What was not graded comes last: `Enter` gives nothing there, and a person has to look at files.
        """
        copied = {student for group in self._copied for student in group}
        readings = {student: reading for student, reading in self._readings.items() if student not in copied}
        left = [tuple(one for one in group if one not in done) for group in self._groups]
        ordered = in_order([group for group in left if group], readings)
        ordered.sort(key=lambda group: all(map(self._not_graded, group)))
        return [student for group in ordered for student in group]

"""The answers of a class as they are read, for what can only be said once all have been: who has written the same."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from autograder.classroom.alike import Alike, Groups
from autograder.classroom.child import packed, submission_in
from autograder.course.model import Course, Exercise, Submission
from autograder.errors import GraderFault
from autograder.kinds.registry import kind_of


class Compared:
    """Only what is compared is held, a few sentences a student, and that on the disk: a file that has no name.

    In memory are the names of those who work in groups, and of those who copied. Raises GraderFault where the disk
    gives way.
    """

    def __init__(self, course: Course, exercises: Iterable[Exercise]) -> None:
        compared = [exercise for exercise in exercises if kind_of(exercise).compares]
        self._members: dict[str, list[str]] = {}
        self._told: set[tuple[str, str]] = set()
        with _on_disk():
            self._found = {exercise.id: kind_of(exercise).comparison(course, exercise) for exercise in compared}
            self._base = sqlite3.connect("")
            self._base.execute("PRAGMA journal_mode = OFF")
            self._base.execute("CREATE TABLE read (student BLOB PRIMARY KEY, work BLOB NOT NULL)")

    def take(self, submission: Submission) -> None:
        """Notes one student's answers. A group's work is one answer, the first that one of them hands in."""
        name = submission.lead or submission.student
        if submission.lead:
            self._members.setdefault(name, []).append(submission.student)
        files = {one: file for one in self._found if (file := submission.files.get(one)) is not None}
        if not files:
            return
        said = {one: file.text for one, file in files.items() if file.text is not None}
        work = zlib.compress(packed(replace(submission, files=files)), 1)
        with _on_disk():
            self._base.execute("INSERT OR REPLACE INTO read VALUES (?, ?)", (_key(submission.student), work))
            for exercise, text in said.items():
                if (exercise, name) not in self._told:
                    self._found[exercise].add(name, text)
        if submission.lead:
            self._told |= {(exercise, name) for exercise in said}

    def submission(self, student: str) -> Submission:
        """What was taken of a student's; nothing where it could not be read."""
        with _on_disk():
            row = self._base.execute("SELECT work FROM read WHERE student = ?", (_key(student),)).fetchone()
        return Submission(student, {}) if row is None else submission_in(zlib.decompress(row[0]))

    def alike(self) -> Alike:
        """Who has written the same, in the order in which they were read."""
        with _on_disk():
            found = {exercise: self._with_members(one.groups()) for exercise, one in self._found.items()}
        return Alike({exercise: groups for exercise, groups in found.items() if groups})

    def _with_members(self, groups: Iterable[tuple[str, ...]]) -> Groups:
        return tuple(tuple(one for name in group for one in self._members.get(name, (name,))) for group in groups)

    def close(self) -> None:
        """Lets go of the answers."""
        for found in self._found.values():
            found.close()
        self._base.close()


@contextlib.contextmanager
def _on_disk() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise GraderFault(
            f"the answers of the class cannot be compared: there is no room for temporary files ({error}). What is "
            "graded is kept: make room, or name another folder in SQLITE_TMPDIR, then the same command goes on."
        ) from error


def _key(student: str) -> bytes:
    return student.encode("utf-8", "surrogatepass")

"""Scores that our own runner gave, into nbgrader's gradebook: many students in one go."""

from __future__ import annotations

import contextlib
import itertools
import os
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import bindparam, insert, select, update

from autograder.course.model import ExerciseResult, StudentResult
from autograder.nbgrader.cells import GradebookError, cell_keys, ensure_assignment
from autograder.nbgrader.marks import comment, needs_person, scores
from autograder.nbgrader.sheet import Sheet

BATCH = 200


@contextlib.contextmanager
def _scripts_on_path() -> Iterator[None]:
    """nbgrader makes an empty database with the command `alembic`, which an environment that is not activated hides."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


@dataclass(frozen=True, slots=True)
class _Row:
    """One grade or comment that is in the gradebook already."""

    id: str
    manual: float | None = None
    auto: float | None = None


class Book:
    """nbgrader's gradebook, opened for one assignment whose notebooks are these sheets."""

    def __init__(self, url: str, assignment: str, sheets: Mapping[str, Sheet]) -> None:
        """Raises GradebookError where the database cannot be opened, or holds other cells under these names."""
        try:
            with _scripts_on_path():
                self._gradebook = Gradebook(url, assignment)
        except Exception as error:  # every driver has errors of its own
            raise GradebookError(f"the gradebook {_shown(url)} cannot be opened: {_first_line(error)}") from error
        self._sheets = sheets
        ensure_assignment(self._gradebook, assignment, sheets)
        found = self._gradebook.find_assignment(assignment)
        self._assignment: str = found.id
        self._notebooks: dict[str, str] = {notebook.name: notebook.id for notebook in found.notebooks}
        self._cells = {name: cell_keys(self._gradebook, assignment, sheet) for name, sheet in sheets.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._gradebook.close()

    def push(self, results: Iterable[StudentResult]) -> Iterator[int]:
        """Enters the results; yields how many are in so far. A person's marks and comments stay."""
        done, rest = 0, iter(results)
        while batch := list(itertools.islice(rest, BATCH)):
            self._push_batch(batch)
            done += len(batch)
            yield done

    def _push_batch(self, results: list[StudentResult]) -> None:
        session = self._gradebook.db
        names = [result.student for result in results]
        known = set(session.scalars(select(Student.id).where(Student.id.in_(names))))
        self._insert(Student, [{"id": name} for name in dict.fromkeys(names) if name not in known])
        notebooks = self._submitted(list(dict.fromkeys(names)))
        there = self._existing(list(notebooks.values()))
        fresh: dict[Any, list[dict[str, Any]]] = {Grade: [], Comment: []}
        changed: dict[Any, list[dict[str, Any]]] = {Grade: [], Comment: []}
        for result in results:
            for exercise in result.exercises:
                if exercise.id not in self._sheets:
                    who = f"the result of {result.student!r}"
                    raise GradebookError(f"{who} has an exercise {exercise.id!r}, which is not of this course.")
                self._enter(notebooks[result.student, exercise.id], exercise, there, fresh, changed)
        for model in (Grade, Comment):
            self._insert(model, fresh[model])
            self._update(model, changed[model])
        session.commit()

    def _enter(
        self,
        notebook: str,
        exercise: ExerciseResult,
        there: Mapping[tuple[str, ...], _Row],
        fresh: Mapping[Any, list[dict[str, Any]]],
        changed: Mapping[Any, list[dict[str, Any]]],
    ) -> None:
        sheet = self._sheets[exercise.id]
        cells, own = self._cells[exercise.id]
        watched = needs_person(sheet, exercise)
        for grade_id, points in scores(sheet, exercise).items():
            score = None if exercise.status == "not_graded" else points
            row = there.get((notebook, cells[grade_id]))
            if row is None:
                keys = {"id": new_uuid(), "notebook_id": notebook, "cell_id": cells[grade_id]}
                fresh[Grade].append(keys | {"auto_score": score, "needs_manual_grade": grade_id in watched})
            else:
                moved = row.manual is not None and row.auto != score
                changed[Grade].append(
                    {"key": row.id, "auto_score": score, "needs_manual_grade": grade_id in watched or moved}
                )
        text = comment(exercise)
        row = there.get((notebook, own, "comment"))
        if row is None:
            fresh[Comment].append({"id": new_uuid(), "notebook_id": notebook, "cell_id": own, "auto_comment": text})
        else:
            changed[Comment].append({"key": row.id, "auto_comment": text})

    def _submitted(self, students: list[str]) -> dict[tuple[str, str], str]:
        """(student, exercise) -> key of the submitted notebook, made where it is not there yet."""
        session = self._gradebook.db
        query = select(SubmittedAssignment.student_id, SubmittedAssignment.id).where(
            SubmittedAssignment.assignment_id == self._assignment, SubmittedAssignment.student_id.in_(students)
        )
        handed_in: dict[str, str] = {row[0]: row[1] for row in session.execute(query)}
        new = {student: new_uuid() for student in students if student not in handed_in}
        self._insert(
            SubmittedAssignment,
            [{"id": key, "assignment_id": self._assignment, "student_id": student} for student, key in new.items()],
        )
        handed_in |= new
        keys = select(SubmittedNotebook.assignment_id, SubmittedNotebook.notebook_id, SubmittedNotebook.id).where(
            SubmittedNotebook.assignment_id.in_(list(handed_in.values()))
        )
        there = {(submission, notebook): key for submission, notebook, key in session.execute(keys)}
        rows, found = [], {}
        for student, submission in handed_in.items():
            for exercise in self._sheets:
                notebook = self._notebooks[exercise]
                key = there.get((submission, notebook))
                if key is None:
                    key = new_uuid()
                    rows.append({"id": key, "assignment_id": submission, "notebook_id": notebook, "flagged": False})
                found[student, exercise] = key
        self._insert(SubmittedNotebook, rows)
        return found

    def _existing(self, notebooks: list[str]) -> dict[tuple[str, ...], _Row]:
        """(notebook, cell) -> the grade that is there; (notebook, cell, "comment") -> the comment that is there."""
        found: dict[tuple[str, ...], _Row] = {}
        for start in range(0, len(notebooks), 500):
            some = notebooks[start : start + 500]
            grades = select(Grade.notebook_id, Grade.cell_id, Grade.id, Grade.manual_score, Grade.auto_score)
            for notebook, cell, key, manual, auto in self._gradebook.db.execute(
                grades.where(Grade.notebook_id.in_(some))
            ):
                found[notebook, cell] = _Row(key, manual, auto)
            comments = select(Comment.notebook_id, Comment.cell_id, Comment.id)
            for notebook, cell, key in self._gradebook.db.execute(comments.where(Comment.notebook_id.in_(some))):
                found[notebook, cell, "comment"] = _Row(key)
        return found

    def _insert(self, model: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._gradebook.db.execute(insert(model.__table__), rows)

    def _update(self, model: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            table = model.__table__
            values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "key"}
            self._gradebook.db.connection().execute(
                update(table).where(table.c.id == bindparam("key")).values(values), rows
            )


def _shown(url: str) -> str:
    """A database's URL without its password."""
    head, at, tail = url.rpartition("@")
    return f"{head.partition('://')[0]}://...@{tail}" if at else url


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]

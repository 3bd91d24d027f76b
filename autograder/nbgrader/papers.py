"""The notebooks that nbgrader keeps for each student: as handed in, and as graded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course.model import StudentResult, Submission
from autograder.errors import IntakeError
from autograder.nbgrader.extract import find_answer
from autograder.nbgrader.marks import fill
from autograder.nbgrader.salvage import salvage
from autograder.nbgrader.sheet import Sheet


class Papers:
    """The folders `submitted` and `autograded` of an nbgrader course, for one assignment."""

    def __init__(self, folder: Path, assignment: str, sheets: Mapping[str, Sheet]) -> None:
        self._folder = folder
        self._assignment = assignment
        self._sheets = sheets

    def hand_in(self, submission: Submission) -> None:
        """Writes the notebooks that hold a student's files, as if the student had worked in them."""
        for name, sheet in self._sheets.items():
            own = own_text(sheet, submission)
            if own is not None:
                self._write("submitted", submission.student, name, sheet.to_json(own))

    def hand_back(self, result: StudentResult, submission: Submission | None) -> None:
        """Writes the graded notebooks, which formgrader and feedback show.

        Without the submission, a notebook that nbgrader has keeps what the student wrote.
        """
        for exercise in result.exercises:
            if exercise.status != "missing" and exercise.id in self._sheets:
                sheet = self._sheets[exercise.id]
                own = own_text(sheet, submission) if submission else self._kept(result.student, sheet)
                self._write("autograded", result.student, exercise.id, fill(sheet, own, exercise))

    def _kept(self, student: str, sheet: Sheet) -> str | None:
        """What stands in the student's own cell of a notebook that was graded before or was handed in."""
        for step in ("autograded", "submitted"):
            path = self._path(step, student, sheet.exercise.id)
            if path.is_file():
                with open(path, "rb") as file:
                    return find_answer(salvage(file).cells, sheet).own
        return None

    def _path(self, step: str, student: str, name: str) -> Path:
        if Path(student).name != student or student in (".", ".."):
            raise IntakeError(f"{student!r} cannot be the name of a student's folder.")
        return self._folder / step / student / self._assignment / f"{name}.ipynb"

    def _write(self, step: str, student: str, name: str, notebook: dict[str, Any]) -> None:
        path = self._path(step, student, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # nbgrader leaves it without permission to write
        path.write_text(json.dumps(notebook), encoding="ascii")


def own_text(sheet: Sheet, submission: Submission) -> str | None:
    """What stands in the student's own cell for the file that they handed in."""
    file = submission.files.get(sheet.exercise.id)
    return None if file is None or file.text is None else sheet.head + file.text.rstrip("\n")

"""The steps that nbgrader_config.py puts into nbgrader's own commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    ClearSolutions,
    DeduplicateIds,
    Execute,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from traitlets import Enum, Unicode

from autograder.nbgrader.bench import NotebookDesk, desk
from autograder.nbgrader.cells import GradebookError
from autograder.nbgrader.extract import Answer, find_answer, to_file
from autograder.nbgrader.intake import PROBLEM, exercise_ids
from autograder.nbgrader.marks import comment, needs_person, outputs, scores
from autograder.nbgrader.salvage import Cell
from autograder.nbgrader.sheet import Sheet, notebook_cell

Resources = dict[str, Any]
RESULT = "autograder_result"
NOTES = "autograder_notes"
MAX_EXTRA = 100


class CourseRoom(NbGraderPreprocessor):  # type: ignore[misc]
    """A step that knows the course. Notebooks that are not of the course are left to nbgrader."""

    folder = Unicode(help="The course that the notebooks were made of.").tag(config=True)
    isolation = Enum(["auto", "strict"], "auto", help="How strong the wall must be.").tag(config=True)

    @property
    def desk(self) -> NotebookDesk:
        return desk(Path(self.folder), self.isolation)

    def sheet(self, resources: Resources) -> Sheet | None:
        """The sheet of the notebook at hand, or None where it is not of the course."""
        name = resources["unique_key"]
        return self.desk.sheets[name] if name in exercise_ids(self.folder) else None


class ReleaseStubs(CourseRoom, ClearSolutions):  # type: ignore[misc]
    """In ClearSolutions' place: a student gets the course's own stub."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        sheet = self.sheet(resources)
        if sheet is None:
            return super().preprocess(nb, resources)  # type: ignore[no-any-return]
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == sheet.own.grade_id:
                cell.source = sheet.own.stub
        return nb, resources


class RepairCells(CourseRoom):
    """Puts what a student wrote back into the notebook that was given out: its cells, in their order, once each."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        sheet = self.sheet(resources)
        if sheet is None:
            return nb, resources
        answer = find_answer(_cells(nb), sheet)
        problem = nb.metadata.get(PROBLEM, "")
        notes = (*((problem,) if problem else ()), *answer.notes)
        where = "{student}/{assignment}/{notebook}".format(**resources["nbgrader"])
        for note in notes:
            self.log.warning("%s: %s", where, note)
        repaired = sheet.to_json(sheet.own.stub if answer.own is None else answer.own)
        _put_back(repaired["cells"], answer, sheet)
        repaired["metadata"][PROBLEM] = problem
        repaired["metadata"][NOTES] = list(answer.notes)
        repaired["metadata"]["autograder_own_cell"] = answer.own is not None
        return from_dict(repaired), resources


def _cells(nb: NotebookNode) -> list[Cell]:
    named = ((cell, cell.metadata.get("nbgrader", {}).get("grade_id", "")) for cell in nb.cells)
    return [Cell(cell.cell_type, cell.source, name) for cell, name in named]


def _put_back(cells: list[dict[str, Any]], answer: Answer, sheet: Sheet) -> None:
    """The student's other cells, before and after their own, so that a person sees all that was handed in.

    A raw cell becomes Markdown, since pages show a raw cell's HTML as it is.
    """
    place = next(index for index, cell in enumerate(sheet.cells) if cell is sheet.own)
    for start, extra in ((place + 1, answer.after), (place, answer.before)):
        made = [
            notebook_cell("code" if cell.cell_type == "code" else "markdown", cell.source, {}, f"{start}/{number}")
            for number, cell in enumerate(extra[:MAX_EXTRA])
        ]
        cells[start:start] = made


class WalledExecute(CourseRoom, Execute):  # type: ignore[misc]
    """In Execute's place: the student's code runs in the walled-off worker, and the course's checks judge it."""

    def preprocess(self, nb: NotebookNode, resources: Resources, **kw: Any) -> tuple[NotebookNode, Resources]:
        sheet = self.sheet(resources)
        if sheet is None:
            self.log.warning("%s is not of the course: it runs in a kernel, without the wall", resources["unique_key"])
            return super().preprocess(nb, resources, **kw)  # type: ignore[no-any-return]
        self.log.info("Judging behind the wall (isolation: %s)", self.desk.isolation)
        answer = find_answer(_cells(nb), sheet)
        if not nb.metadata.get("autograder_own_cell", True):
            answer = Answer(None, answer.before, answer.after)
        student = resources["nbgrader"]["student"]
        result = self.desk.judge(student, sheet.exercise.id, to_file(answer, sheet))
        made = outputs(sheet, result)
        for cell in nb.cells:
            cell_outputs = made.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if cell_outputs is not None:
                cell.outputs = from_dict(cell_outputs)
        problem = nb.metadata.get(PROBLEM, "")
        resources[RESULT] = result
        resources[NOTES] = (
            *nb.metadata.get(NOTES, ()),
            *((f"something could not be read: {problem}",) * bool(problem)),
        )
        return nb, resources


class RecordMarks(CourseRoom, SaveAutoGrades):  # type: ignore[misc]
    """In SaveAutoGrades' place: scores, proposed marks, evidence, and whether a person must look, to the gradebook.

    A person's mark and comment stay; as nbgrader does, a mark that was given before is shown for another look.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        sheet, result = self.sheet(resources), resources.get(RESULT)
        if sheet is None or result is None:
            return super().preprocess(nb, resources)  # type: ignore[no-any-return]
        names = resources["nbgrader"]
        place = (names["notebook"], names["assignment"], names["student"])
        watched = needs_person(sheet, result)
        with Gradebook(names["db_url"]) as gradebook:
            submitted = gradebook.find_submission_notebook(*place)
            grades = {grade.name: grade for grade in submitted.grades}
            earned = scores(sheet, result)
            if grades.keys() != earned.keys():
                fix = f"Run `nbgrader generate_assignment {names['assignment']} --force` and grade again."
                raise GradebookError(
                    f"the gradebook knows other cells of {names['notebook']!r} than this course. {fix}"
                )
            for name, grade in grades.items():
                grade.auto_score = earned[name] if result.status != "not_graded" else None
                grade.needs_manual_grade = name in watched or grade.manual_score is not None
            gradebook.find_comment(sheet.own.grade_id, *place).auto_comment = comment(result, resources[NOTES])
            gradebook.db.commit()
        return nb, resources


class _LeftAside(CourseRoom):
    """A step of nbgrader's that a notebook of the course does not need, since RepairCells has made it anew."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        if self.sheet(resources) is not None:
            return nb, resources
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]


class OtherClearOutput(_LeftAside, ClearOutput):  # type: ignore[misc]
    """For notebooks that are not of the course."""


class OtherDeduplicateIds(_LeftAside, DeduplicateIds):  # type: ignore[misc]
    """For notebooks that are not of the course."""


class OtherOverwriteKernelspec(_LeftAside, OverwriteKernelspec):  # type: ignore[misc]
    """For notebooks that are not of the course."""


class OtherOverwriteCells(_LeftAside, OverwriteCells):  # type: ignore[misc]
    """For notebooks that are not of the course."""


class OtherCheckCellMetadata(_LeftAside, CheckCellMetadata):  # type: ignore[misc]
    """For notebooks that are not of the course."""

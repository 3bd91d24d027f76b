"""Assignments written down as a course, each check tried on the reference before it counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from autograder.author.importing.cells import Assignment, Cell, Todo, identifier
from autograder.author.importing.checks import Made, translate
from autograder.author.importing.data import data_files
from autograder.author.importing.judged import NotTranslated
from autograder.author.importing.program import Program, make_program
from autograder.author.steady import unsteady
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.errors import CourseError, UserError
from autograder.kinds.stubs import stub_changes
from autograder.kinds.written.grader import MARKER
from autograder.writing import write_atomically

LIST = "IMPORT.md"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it: the course's files, relative to its folder, the numbers of checks, and what is left to do."""

    files: tuple[Path, ...]
    checks: int
    todos: tuple[Todo, ...]


def import_course(assignments: Sequence[Assignment], out: Path) -> Imported:
    """Makes a course in `out`. UserError where that holds something already, or where the assignments hold nothing."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError(f"{out} is there already and not empty. Name a new folder with --out.")
    name = identifier(out.resolve().name, "course")
    rows: list[dict[str, Any]] = []
    todos: list[Todo] = []
    checks = 0
    for assignment in assignments:
        found = _Import(assignment, out, {row["id"] for row in rows})
        found.write()
        rows += found.rows
        todos += [*assignment.todos, *found.todos]
        checks += found.checks
    if not rows:
        raise UserError("there is nothing to import: no notebook has a graded cell that could be taken over.")
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:3], "big")
    course = {"version": 1, "name": name, "title": out.resolve().name, "seed": seed, "exercises": rows}
    _write(out / "course.yaml", f"# Imported. What a person must finish is in {LIST}.\n" + _yaml(course))
    for path, text in stub_changes(load_course(out, require_stubs=False)).items():
        _write(path, text)
    _write(out / LIST, _list(todos))
    made = (path for path in out.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    return Imported(tuple(sorted(path.relative_to(out) for path in made)), checks, tuple(todos))


class _Import:
    """One notebook: an exercise of its code, and a written answer for each cell that a person marks."""

    def __init__(self, assignment: Assignment, out: Path, taken: set[str]) -> None:
        self._assignment, self._out, self._taken = assignment, out, set(taken)
        self.rows: list[dict[str, Any]] = []
        self.todos: list[Todo] = []
        self.checks = 0

    def write(self) -> None:
        if any(cell.role in ("solution", "test") for cell in self._assignment.cells):
            self._code()
        said: list[Cell] = []
        for cell in self._assignment.cells:
            if cell.role == "manual":
                about = [one.text for one in said if one.name == cell.name] or [one.text for one in said]
                self._written(cell, "\n\n".join([*about, cell.prompt]).strip())
            said = [*said, cell] if cell.role == "prose" else []

    def _id(self, name: str) -> str:
        plain, number = identifier(name), 2
        made = plain
        while made in self._taken:
            made, number = f"{plain}_{number}", number + 1
        self._taken.add(made)
        return made

    def _todo(self, cell: Cell, line: int, what: str, *, source: str = "") -> None:
        self.todos.append(Todo(self._assignment.file, cell.number, line, what, source=source))

    def _code(self) -> None:
        name = self._id(self._assignment.stem)
        data = self._data()
        program = make_program(self._assignment)
        program.data = frozenset(data)
        self.todos += program.todos
        tests = list(self._translated(program))
        row: dict[str, Any] = {
            "id": name,
            "title": Path(self._assignment.file).stem,
            "kind": "code",
            "file": f"{name}.py",
        }
        row |= {"points": 1.0, "exam": "basic"} | ({"given": program.given} if program.given else {})
        row |= {"allowed_imports": program.packages} if program.packages else {}
        row |= {"data": data} if data else {}
        _write(self._out / "solutions" / f"{name}.py", program.text)
        tests = self._tried(row, tests)
        self.checks = len(tests)
        row["points"] = round(sum(cell.points for cell, _ in tests), 6)
        self.rows.append(row | ({} if tests else {"draft": True}))

    def _data(self) -> list[str]:
        """Copies the files that the notebook reads to where the students' files lie. Gives their names there."""
        files = data_files(self._assignment)
        self.todos += files.todos
        for name, path in files.found.items():
            content, copy = path.read_bytes(), self._out / "exercises" / name
            if copy.is_file() and copy.read_bytes() != content:
                what = f"the file {name} of another notebook has the same name and other bytes: rename one of them"
                self.todos.append(Todo(self._assignment.file, 1, 1, what))
                continue
            copy.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(copy, content)
        return list(files.found)

    def _translated(self, program: Program) -> Iterator[tuple[Cell, Made]]:
        names: set[str] = set()
        for cell in self._assignment.cells:
            if cell.role != "test":
                continue
            plain = f"test_{identifier(cell.name, 'cell')}" + ("_hidden" if cell.hidden else "")
            name, number = plain, 2
            while name in names:
                name, number = f"{plain}_{number}", number + 1
            names.add(name)
            try:
                yield cell, translate(cell, program, name, cell.points or 0.01)
            except NotTranslated as error:
                self._lost(cell, error.line, str(error))

    def _lost(self, cell: Cell, line: int, why: str) -> None:
        worth = f"its {cell.points:g} points are not in the course until it is a check" if cell.points else "worth 0"
        self._todo(cell, line, f"the test `{cell.name}` is a person's work ({worth}): {why}", source=cell.text)

    def _tried(self, row: dict[str, Any], tests: list[tuple[Cell, Made]]) -> list[tuple[Cell, Made]]:
        """The checks that the reference passes. The others become a person's work."""
        if not tests:
            return []
        self._write_checks(row["id"], tests)
        trial = {"version": 1, "name": "trial", "exercises": [row]}
        _write(self._out / "course.yaml", _yaml(trial))
        try:
            grader = Grader(load_course(self._out, require_stubs=False), [row["id"]])
            broken = grader.broken
        except CourseError as error:
            for cell, _ in tests:
                self._lost(cell, 1, f"the notebook's solution cannot be judged: {error}")
            tests = []
        else:
            reasons = {
                _name(check): f"the notebook's own solution does not pass it: {why}" for check, why in broken.items()
            }
            for check in grader.checks[row["id"]]:
                if check.id not in broken and unsteady(grader.course, grader.exercises[0], [check]):
                    reasons[_name(check.id)] = "the notebook's own solution does not pass it twice alike"
            for cell, made in tests:
                if made.name in reasons:
                    self._lost(cell, 1, reasons[made.name])
            tests = [(cell, made) for cell, made in tests if made.name not in reasons]
        self._write_checks(row["id"], tests)
        return tests

    def _write_checks(self, name: str, tests: list[tuple[Cell, Made]]) -> None:
        for room, hidden in (("visible", False), ("hidden", True)):
            made = [check for cell, check in tests if cell.hidden is hidden]
            path = self._out / "tests" / room / f"test_{name}.py"
            path.unlink(missing_ok=True)
            if made:
                material = dict.fromkeys(text for check in made for text in check.material)
                parts = ["import pytest", *material, *(check.source for check in made)]
                _write(path, "\n\n\n".join(parts) + "\n")

    def _written(self, cell: Cell, prompt: str) -> None:
        name = self._id(cell.name)
        title = name.replace("_", " ").capitalize()
        answer = cell.text.strip() or "(the notebook holds no model answer)"
        lines = [f"# {title}", prompt, MARKER, "<!-- ### BEGIN SOLUTION -->", answer, "<!-- ### END SOLUTION -->"]
        _write(self._out / "solutions" / f"{name}.md", "\n\n".join(filter(None, lines)) + "\n")
        concept = {"id": "answer", "points": 1, "says": cell.scheme or answer, "patterns": []}
        rubric = {"version": 1, "exercise": name, "question": prompt or title, "concepts": [concept]}
        _write(self._out / "solutions" / "rubrics" / f"{name}.yaml", _yaml(rubric))
        row = {"id": name, "title": title, "kind": "written", "file": f"{name}.md", "points": cell.points}
        self.rows.append(row | {"exam": "basic"})
        where = f"solutions/rubrics/{name}.yaml"
        what = f"`{cell.name}` is marked by a person: nothing is proposed until {where} has patterns"
        self._todo(cell, 1, what)


def _name(check: str) -> str:
    return check.rpartition("::")[2]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)


def _list(todos: Sequence[Todo]) -> str:
    """IMPORT.md: first what must be done, then what is good to know."""
    lines = ["# What a person must finish", ""]
    for wanted in (False, True):
        lines += ["## Good to know", ""] if wanted else []
        for todo in (one for one in todos if one.note is wanted):
            lines.append(f"* {todo.file}, cell {todo.cell}, line {todo.line}: {todo.what}")
            lines += ["", *(f"      {line}" for line in todo.source.splitlines()), ""] if todo.source else []
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"

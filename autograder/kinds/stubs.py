"""Stubs are made from solutions: one source. Nothing is stripped by hand, so nothing is forgotten."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.errors import CourseError
from autograder.kinds.quiz.key import read_key
from autograder.kinds.quiz.marking import right_answer
from autograder.kinds.quiz.sheet import blank_sheet, filled_sheet

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
STUB = "### STUB:"


def make_stub(source: str, path: Path) -> str:
    """The solution's text with each region between the marks replaced.

    In Python a region becomes `raise NotImplementedError("<function> is not written yet")`; elsewhere what follows
    `### STUB:` on lines inside the region stays. Raises CourseError for marks that do not pair up.
    """
    names = _functions(source, path) if path.suffix == ".py" else {}
    made: list[str] = []
    begin: int | None = None
    for number, line in enumerate(source.splitlines(), 1):
        if BEGIN in line:
            if begin is not None:
                raise CourseError(f"a region begins inside the one of line {begin}.", path, number)
            begin = number
            if path.suffix == ".py":
                indent = line[: len(line) - len(line.lstrip())]
                made.append(f'{indent}raise NotImplementedError("{_owner(names, number, path)} is not written yet")')
        elif END in line:
            if begin is None:
                raise CourseError("a region ends that never began.", path, number)
            begin = None
        elif begin is None:
            made.append(line)
        elif STUB in line:
            made.append(line.partition(STUB)[2].removeprefix(" ").rstrip())
    if begin is not None:
        raise CourseError("this region never ends.", path, begin, f"Add `{END}`.")
    return "\n".join(made) + "\n"


def made_stub(course: Course, exercise: Exercise) -> str | None:
    """The stub that follows from the solution; None where the solution has neither regions nor is a quiz's key."""
    solution = course.solution(exercise)
    if not solution.is_file():
        return None
    source = read_source(solution)
    if exercise.kind == "quiz":
        return blank_sheet([item.question for item in read_key(source, solution)], exercise.title)
    return make_stub(source, solution) if BEGIN in source else None


def stub_of(course: Course, exercise: Exercise) -> str:
    """What a student is handed: made from the solution afresh, since somebody may have worked in exercises/.

    Where none can be made, the stub is of its author's own making.
    """
    made = made_stub(course, exercise)
    return read_source(course.stub(exercise)) if made is None else made


def solved(course: Course, exercise: Exercise, student: str) -> str:
    """What a student of this name who knows everything hands in: the reference, or a quiz filled in by its key."""
    solution = course.solution(exercise)
    source = read_source(solution)
    if exercise.kind != "quiz":
        return source
    items = read_key(source, solution)
    answers = {item.question.id: right_answer(item, item.question.drawn(student)) for item in items}
    return filled_sheet([item.question for item in items], student, answers, exercise.title)


def _functions(source: str, path: Path) -> dict[range, str]:
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"this is not valid Python: {error.msg}.", path, error.lineno) from error
    return {
        range(node.lineno, (node.end_lineno or node.lineno) + 2): node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _owner(names: dict[range, str], line: int, path: Path) -> str:
    holders = [lines for lines in names if line in lines]
    if not holders:
        raise CourseError("a region must stand inside a function.", path, line)
    return names[min(holders, key=len)]


def stub_changes(course: Course) -> dict[Path, str]:
    """Stub file -> the text it should have, for every stub that is not in step with its solution.

    A stub of its author's own making is left alone.
    """
    changes = {}
    for exercise in course.exercises:
        stub, text = course.stub(exercise), made_stub(course, exercise)
        if text is not None and (not stub.is_file() or read_source(stub) != text):
            changes[stub] = text
    return changes

"""Stubs are made from solutions: one source. Nothing is stripped by hand, so nothing is forgotten."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.errors import CourseError
from autograder.model import Course, Exercise
from autograder.solutions import read_source

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


def stub_of(course: Course, exercise: Exercise) -> str:
    """What a student is handed: made from the solution afresh, since somebody may have worked in exercises/.

    A solution without regions, such as the key of a quiz, has a stub of its own making there.
    """
    solution = course.solution(exercise)
    if solution.is_file() and BEGIN in read_source(solution):
        return make_stub(read_source(solution), solution)
    return read_source(course.stub(exercise))


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

    A solution without regions, such as the key of a quiz, has a stub of its own making and is left alone.
    """
    changes = {}
    for exercise in course.exercises:
        source = read_source(course.solution(exercise))
        if BEGIN not in source:
            continue
        stub = course.root / "exercises" / exercise.file
        text = make_stub(source, course.solution(exercise))
        if not stub.is_file() or read_source(stub) != text:
            changes[stub] = text
    return changes

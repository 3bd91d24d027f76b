"""Stubs are made from solutions: one source. Nothing is stripped by hand, so nothing is forgotten."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.errors import CourseError

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

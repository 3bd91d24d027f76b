"""Stubs are made from solutions: one source. Nothing is stripped by hand, so nothing is forgotten."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.errors import CourseError

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
STUB = "### STUB:"
Owner = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def make_stub(source: str, path: Path) -> str:
    """The solution's text with each region between the marks replaced.

    In Python a region becomes `raise NotImplementedError("<function> is not written yet")`; elsewhere what follows
    `### STUB:` on lines inside the region stays. Raises CourseError for marks that do not pair up.
    """
    names = _owners(source, path) if path.suffix == ".py" else {}
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


def _owners(source: str, path: Path) -> dict[range, Owner]:
    """The lines of each function and class, a mark behind its end among them."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise CourseError(f"this is not valid Python: {error.msg}.", path, error.lineno) from error
    return {
        range(node.lineno, (node.end_lineno or node.lineno) + 2): node
        for node in ast.walk(tree)
        if isinstance(node, Owner)
    }


def _owner(owners: dict[range, Owner], line: int, path: Path) -> str:
    """The function around a region."""
    around = sorted((lines for lines in owners if line in lines), key=len)
    functions = [owners[lines] for lines in around if isinstance(owners[lines], _FUNCTIONS)]
    if functions:
        return functions[0].name
    if around:
        name = owners[around[0]].name
        what = f"this region stands around functions of the class {name}, and must stand inside of one."
        raise CourseError(what, path, line, "Give the body of each method a region of its own.")
    fix = "Put it around the body of a function, below its docstring."
    raise CourseError("a region must stand inside a function.", path, line, fix)

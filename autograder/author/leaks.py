"""What a stub gives away: functions that stand finished in it although nobody said that they are given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of
from autograder.kinds.stubs import stub_of

Function = ast.FunctionDef | ast.AsyncFunctionDef
UNWRITTEN = "NotImplementedError"


@dataclass(frozen=True, slots=True)
class Written:
    """A function that a stub of code has already: its name, `Class.method` for a method, and its line in the stub."""

    name: str
    line: int
    solved: bool
    """Whether it is the solution's own, to the letter."""


def written_functions(stub: str, solution: str) -> list[Written]:
    """The functions of a stub that are more than a place to write. SyntaxError where either is no Python."""
    own = {name: ast.dump(node) for name, node in functions(ast.parse(solution))}
    return [
        Written(name, node.lineno, own.get(name) == ast.dump(node))
        for name, node in functions(ast.parse(stub))
        if not _is_open(node)
    ]


def given_away(course: Course, exercise: Exercise) -> list[Written]:
    """The finished functions of an exercise's stub that course.yaml does not say are given."""
    if not kind_of(exercise).runs_code:
        return []
    try:
        written = written_functions(stub_of(course, exercise), read_source(course.solution(exercise)))
    except SyntaxError as error:
        raise CourseError(f"this is not valid Python: {error.msg}.", course.stub(exercise), error.lineno) from error
    return [one for one in written if not is_given(exercise, one.name)]


def is_given(exercise: Exercise, name: str) -> bool:
    """Whether this function, or the class that it belongs to, is declared as given."""
    return name in exercise.given or name.partition(".")[0] in exercise.given


def functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Those at the top of a file and in its classes, with their names."""
    for node in tree.body:
        if isinstance(node, Function):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{part.name}", part) for part in node.body if isinstance(part, Function))


def functions_of(source: str) -> list[str]:
    """Their names alone."""
    return [name for name, _ in functions(ast.parse(source))]


def emptied(stub: str, name: str, instead: str) -> str:
    """The stub with the body of one of its functions replaced by the statement `instead`."""
    tree = ast.parse(stub)
    for found, node in functions(tree):
        if found == name:
            node.body = ast.parse(instead).body
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _is_open(node: Function) -> bool:
    """Whether a student is meant to write it: it says so by its error, or does nothing at all."""
    if any(isinstance(part, ast.Name) and part.id == UNWRITTEN for part in ast.walk(node)):
        return True
    return all(_is_nothing(statement) for statement in node.body)


def _is_nothing(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None | ast.Constant(value=None)):
            return True
    return False

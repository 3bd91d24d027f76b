"""A mistake says only what is wrong: its file's definitions, put in place of the reference's, are the whole program.

As text, so that grading a mistake as a submission and replaying calls on it run the very same program.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

from autograder.course.model import Course, Exercise
from autograder.course.solutions import load_target, read_source
from autograder.course.transplant import replaced
from autograder.errors import CourseError
from autograder.sandbox.local import LocalTarget


def composed(course: Course, exercise: Exercise, path: Path) -> str:
    """The program that a mistake file stands for: the reference with all that the file defines in place of its own.

    A file that defines everything is that program already. A file that is not Python stands for itself. Raises
    CourseError with file and line where it or the reference is not valid Python.
    """
    source = read_source(path)
    if path.suffix != ".py":
        return source
    solution = course.solution(exercise)
    reference = read_source(solution)
    return _composed(reference, solution, source, path)


@lru_cache(maxsize=512)
def _composed(reference: str, solution: Path, source: str, path: Path) -> str:
    """Kept, as an exam asks for each mistake's program many times."""
    _require_python(reference, solution)
    _require_python(source, path)
    return replaced(reference, source)


def load_mistake(course: Course, exercise: Exercise, path: Path) -> LocalTarget:
    """Runs the program that a mistake file stands for. Raises CourseError where it cannot be run."""
    return load_target(path, composed(course, exercise, path), exercise.data)


@lru_cache(maxsize=512)
def definitions(source: str) -> frozenset[str]:
    """The functions, classes and variables that a program defines at its top."""
    names: set[str] = set()
    for statement in ast.parse(source).body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=targets):
                names.update(target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return frozenset(names)


def functions_of(source: str) -> frozenset[str]:
    """The functions and classes that a program defines at its top, and names that it gives to one."""
    tree = ast.parse(source)
    imported = {a.asname or a.name for node in tree.body if isinstance(node, ast.ImportFrom) for a in node.names}
    return definitions(source) | imported


def _require_python(source: str, path: Path) -> None:
    """Compiled whole, as only that names every error with its line in this file."""
    try:
        compile(source, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise CourseError(f"this is not valid Python: {error.msg}.", path, error.lineno) from error
    except ValueError as error:  # a null byte
        raise CourseError(f"this is not valid Python: {error}.", path) from error

"""The course's own code, trusted and run in this process: references, accepted styles, mistakes."""

from __future__ import annotations

import ast
import hashlib
import inspect
import os
import sys
import types
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.course.model import DataFile, mistake_name
from autograder.errors import CourseError
from autograder.files import decode_source
from autograder.sandbox.datafiles import attach, files_beside, showing
from autograder.sandbox.local import LocalTarget, raised_outcome


def load_target(path: Path, source: str | None = None, data: Sequence[DataFile] = ()) -> LocalTarget:
    """Runs a Python file of the course and wraps it. Raises CourseError where it cannot be run.

    `source` is the program that the file stands for, where that is more than its text; `data` are the data files of its
    exercise, which it opens as a student's file does.
    """
    return LocalTarget(run_file(path, source, data), str(path))


def run_file(path: Path, source: str | None = None, data: Sequence[DataFile] = ()) -> types.ModuleType:
    """Runs a Python file, or the `source` it stands for, as a module of its own.

    It never takes the place of another, nor is its folder importable. Raises CourseError where it cannot be run.
    """
    module = types.ModuleType(f"{path.parent.name}.{path.stem}.{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module  # dataclasses look their module up there
    if data:
        attach(module, files_beside(data, str(path.absolute()), alone=False))
    try:
        code = compile(read_source(path) if source is None else source, str(path), "exec")
        with showing(module):
            exec(code, module.__dict__)
    except SyntaxError as error:
        raise CourseError(f"this is not valid Python: {error.msg}.", path, error.lineno) from error
    except Exception as error:
        line = raised_outcome(error, str(path)).line if source is None else None
        raise CourseError(f"this file cannot be run: {type(error).__name__}: {error}.", path, line) from error
    return module


def read_source(path: Path) -> str:
    """The text of a file of the course; CourseError, with the line, where it is not there or no text."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CourseError(f"this file cannot be read: {error.strerror or error}.", where=path) from error
    decoded = decode_source(raw, path.name, most=None)
    if decoded.text is None:
        raise CourseError(f"this file cannot be read: it {decoded.what}", path, decoded.line, "Save it as UTF-8.")
    return decoded.text


def explanations(paths: Iterable[Path]) -> dict[str, str]:
    """What each mistake says to the student, by its name: of the files of one name, the first that says anything."""
    says: dict[str, str] = {}
    for path in paths:
        name = mistake_name(path)
        says[name] = says.get(name) or explanation(path)
    return says


def explanation(path: Path) -> str:
    """What a mistake file says to the student: its docstring, or a YAML or text file's leading comment block."""
    text = read_source(path)
    if path.suffix == ".py":
        try:
            doc = ast.get_docstring(ast.parse(text))
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            raise CourseError(f"this is not valid Python: {getattr(error, 'msg', error)}.", path, line) from error
        return " ".join(inspect.cleandoc(doc or "").split())
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# ").strip())
    return " ".join(lines)

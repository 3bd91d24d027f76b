"""An assignment as plain data, whichever grader it was written for, and what a person must do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from autograder.errors import UserError

Role = Literal["prose", "given", "solution", "test", "manual"]
MAGIC = re.compile(r"^\s*[%!?]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `number` is its place in the notebook, from 1; `name` its grade_id, or its question's name."""

    number: int
    role: Role
    text: str
    name: str = ""
    points: float = 0.0
    solved: frozenset[int] = frozenset()
    """The 1-based lines of `text` that students do not get. Empty in a solution: they get nothing of it."""
    hidden: bool = False
    prompt: str = ""
    """Of a manual cell: what students find there before they write."""
    scheme: str = ""
    """How a person marks it, as far as the notebook says."""
    output: str | None = None
    """Of a test that is judged by what it shows: the text that it is to show."""
    why: str = ""
    """Of a test: what a student is told who does not pass it, where the notebook says so."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that a person must finish, or should know (`note`): where, and why."""

    file: str
    cell: int
    line: int
    what: str
    note: bool = False
    source: str = ""
    """The cell's own text, where nothing of it came in."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A notebook that was read: its file's name, its cells in order, and what reading it could not settle."""

    file: str
    cells: tuple[Cell, ...]
    todos: tuple[Todo, ...] = ()
    folder: Path | None = None
    """Where the notebook lies, and its data files beside it."""
    files: tuple[tuple[int, str], ...] = ()
    """Files that the notebook lists itself, each with the cell that does."""

    @property
    def stem(self) -> str:
        return identifier(Path(self.file).stem)


def identifier(text: str, first: str = "exercise") -> str:
    """A name for an exercise or a check: lower-case letters, digits and _, a letter first."""
    name = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_") or first
    return name if name[0].isalpha() else f"{first}_{name}"


def fenced(code: str) -> str:
    """Code as a block of Markdown."""
    return f"```python\n{code.strip()}\n```"


def read_notebook(path: Path) -> Any:
    """The notebook, in nbformat's version 4. UserError where it is none, or one of another language."""
    import nbformat

    try:
        notebook = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise UserError(f"{path} is not there.") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror or error}.") from error
    except Exception as error:  # whatever nbformat makes of a damaged file
        raise UserError(f"{path} cannot be read as a notebook: {type(error).__name__}. Open it in Jupyter.") from error
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if str(language).casefold() != "python":
        raise UserError(f"{path} is a notebook in {language}; only Python can be imported.")
    return notebook


def without_magics(cell: Cell, file: str) -> tuple[Cell, tuple[Todo, ...]]:
    """The cell with lines that only a notebook understands left out; lines keep their numbers."""
    lines, todos = cell.text.split("\n"), []
    if cell.role in ("prose", "manual"):
        return cell, ()
    if cell.text.lstrip().startswith("%%"):
        return replace(cell, text="", role="given"), (Todo(file, cell.number, 1, "a cell for a magic was left out"),)
    for index, line in enumerate(lines):
        if MAGIC.match(line):
            lines[index] = ""
            if "matplotlib" not in line:
                todos.append(Todo(file, cell.number, index + 1, f"`{line.strip()}` was left out", note=True))
    return replace(cell, text="\n".join(lines)), tuple(todos)

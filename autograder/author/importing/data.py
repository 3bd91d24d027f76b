"""The data files of a notebook: what its code opens by a name, and what of that lies beside it."""

from __future__ import annotations

import ast
import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.author.importing.cells import Assignment, Cell, Todo
from autograder.course.data_files import MOST_BYTES, why_no_data_file

READERS = frozenset(
    {
        *("open", "loadtxt", "genfromtxt", "fromfile", "memmap", "imread", "read_csv", "read_table", "read_fwf"),
        *("read_excel", "read_json", "read_parquet", "read_pickle", "read_html", "read_feather", "loadmat"),
    }
)
"""Calls whose first argument is a file that must be there."""
SAVED = (".npy", ".npz")
"""What `np.load` reads; `load` alone is many things."""
WRITES = set("wax")
ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
DRIVE = re.compile(r"[A-Za-z]:[\\/]")
BESIDE = (".csv", ".tsv", ".txt", ".dat", ".json", ".npy", ".npz", ".xlsx")
"""What is taken for data where it lies beside a notebook whose code does not name it."""


@dataclass(slots=True)
class Files:
    """Name below exercises/ -> the file itself, and what came of the names that are none."""

    found: dict[str, Path] = field(default_factory=dict)
    todos: list[Todo] = field(default_factory=list)


def data_files(assignment: Assignment) -> Files:
    """The files that the notebook's code names and that lie beside it; a to-do for each that cannot be taken."""
    return _Search(assignment).files()


class _Search:
    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._folder = assignment.folder
        self._files = Files()
        self._said: set[str] = set()

    def files(self) -> Files:
        if self._folder is None:
            return self._files
        for number, name in self._assignment.files:
            self._listed(number, name)
        texts: dict[str, str] = {}
        for cell in self._assignment.cells:
            if cell.role in ("given", "solution", "test"):
                self._cell(cell, texts)
        self._note_others()
        return self._files

    def _listed(self, number: int, name: str) -> None:
        """A file of Otter's `files`, or all that lie in a folder of them."""
        assert self._folder is not None
        place = self._folder / name
        inside = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
        for path in inside:
            self._take(os.path.relpath(path, self._folder).replace(os.sep, "/"), number, 1, wanted=True)

    def _cell(self, cell: Cell, texts: dict[str, str]) -> None:
        try:
            tree = ast.parse(cell.text)
        except SyntaxError:
            return
        texts |= _constants(tree, texts)
        read = {id(node) for node in ast.walk(tree) if isinstance(node, ast.Call) for node in _files_of(node)}
        for node, name in _names(tree, texts):
            self._take(name, cell.number, node.lineno, wanted=id(node) in read)
        for inner in ast.walk(tree):
            self._module(inner, cell)

    def _module(self, node: ast.AST, cell: Cell) -> None:
        """A program that lies beside the notebook and is imported."""
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in (f"{module.partition('.')[0]}.py" for module in modules if module):
            assert self._folder is not None
            if (self._folder / name).is_file():
                self._todo(cell.number, getattr(node, "lineno", 1), name, _PROGRAM)

    def _take(self, name: str, number: int, line: int, *, wanted: bool) -> None:
        """`wanted`: the code reads it, so that something is to be said where it cannot be had."""
        if ADDRESS.match(name):
            if wanted:
                self._todo(number, line, name, _ADDRESS)
            return
        plain = posixpath.normpath(name) if name else ""
        if plain in self._files.found or not plain:
            return
        why = self._why_not(plain)
        if not why:
            assert self._folder is not None
            self._files.found[plain] = self._folder / plain
        elif wanted:
            self._todo(number, line, name, why)

    def _why_not(self, name: str) -> str:
        assert self._folder is not None
        if posixpath.isabs(name) or name.startswith("..") or DRIVE.match(name):
            return "lies outside of the notebook's folder and is not copied: put it beside the notebook"
        path = self._folder / name
        parts = [path, *path.parents[: name.count("/")]]
        if any(one.is_symlink() for one in parts):
            return "is a link and is not copied: put the file itself there"
        if not path.is_file():
            return "does not lie beside the notebook: put it into exercises/, and its name into `data:` of course.yaml"
        if name.endswith(".py"):
            return _PROGRAM
        problem = why_no_data_file(name, list(self._files.found))
        if problem:
            return f"cannot be a data file: {problem}"
        size = path.stat().st_size + sum(one.stat().st_size for one in self._files.found.values())
        if size > MOST_BYTES:
            most = f"all data files of an exercise are {MOST_BYTES >> 20} at most, and with it they are"
            return f"is not copied: {most} {size / 2**20:.1f} MiB. Take a part of its rows"
        return ""

    def _note_others(self) -> None:
        """Data beside the notebook that nothing names: a name may be put together while the code runs."""
        assert self._folder is not None
        beside = sorted(path.name for path in self._folder.iterdir() if path.suffix in BESIDE and path.is_file())
        for name in (name for name in beside if name not in self._files.found and name not in self._said):
            what = f"{name} lies beside the notebook, its code does not name it, and it is not copied"
            self._files.todos.append(Todo(self._assignment.file, 1, 1, what, note=True))

    def _todo(self, number: int, line: int, name: str, why: str) -> None:
        if name not in self._said:
            self._said.add(name)
            self._files.todos.append(Todo(self._assignment.file, number, line, f"the file {name} {why}"))


_PROGRAM = "is a program, and each file is graded by itself: copy what is needed from it into the solution"
_ADDRESS = "is on the network, where nothing is reached while grading: save it beside the notebook and read it by name"


def _files_of(call: ast.Call) -> Iterator[ast.expr]:
    """The argument that is a file to be read, or what a path's own method reads."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if name in ("read_text", "read_bytes") and owner is not None:
        yield owner
    elif name == "open" and isinstance(owner, ast.Call | ast.BinOp):  # Path("x").open()
        if not _writes(call, 0):
            yield owner
    elif call.args and ((name in READERS and not (name == "open" and _writes(call, 1))) or _is_saved(name, call)):
        yield call.args[0]


def _writes(call: ast.Call, place: int) -> bool:
    modes = [*call.args[place : place + 1], *(word.value for word in call.keywords if word.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and WRITES & set(str(mode.value)) for mode in modes)


def _is_saved(name: str, call: ast.Call) -> bool:
    first = call.args[0]
    return name == "load" and isinstance(first, ast.Constant) and str(first.value).endswith(SAVED)


def _constants(tree: ast.Module, known: Mapping[str, str]) -> dict[str, str]:
    """Names that stand for one text: `DATA = "data"`."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            text = _text(node.value, {**known, **found})
            if text is not None:
                found[node.targets[0].id] = text
    return found


def _names(tree: ast.AST, texts: Mapping[str, str]) -> Iterator[tuple[ast.expr, str]]:
    """Every expression that is a text or a path of known parts, the largest first."""
    for node in ast.iter_child_nodes(tree):
        text = _text(node, texts) if isinstance(node, ast.expr) else None
        if text is None:
            yield from _names(node, texts)
        elif isinstance(node, ast.expr) and "\n" not in text and "\0" not in text and len(text) < 256:
            yield node, text


def _text(node: ast.expr, texts: Mapping[str, str]) -> str | None:
    """What a text or a path is, as far as the notebook says it in one place."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return texts.get(node.id)
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
        return _joined(parts, texts, "")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Div):
        return _joined([node.left, node.right], texts, "/" if isinstance(node.op, ast.Div) else "")
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Path", "pathlib.Path", "os.path.join"):
        return _joined(node.args, texts, "/")
    return None


def _joined(parts: list[ast.expr], texts: Mapping[str, str], between: str) -> str | None:
    found = [_text(part, texts) for part in parts]
    known = [one for one in found if one is not None]
    if len(known) < len(found) or not known:
        return None
    return posixpath.join(*known) if between else "".join(known)

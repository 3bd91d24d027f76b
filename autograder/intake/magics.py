"""What only a notebook understands, taken out of a cell: its commands become comments, and lines keep their numbers."""

from __future__ import annotations

import ast
import re
import warnings
from pathlib import PurePosixPath

from autograder.intake.parsed import tree_of

_HERE = frozenset({"time", "capture", "prun", "memit", "snakeviz"})
"""Cell magics that run the cell's own Python where it stands, so that what it defines is there afterwards."""
_TO_FILE = frozenset({"writefile", "file"})
_ASSIGNED = re.compile(r"^(\s*)([A-Za-z_][\w.\[\], ]*?)\s*=\s*([!%].*)$")
_COMMAND = re.compile(r"^(\s*)((?:[%!?]|[A-Za-z_][\w.]*\?\??\s*$).*)$")
_LONGEST = 16 << 10
_MOST = 5
"""Characters of a cell and runs of commands in it that are looked at one by one; beyond, all that looks so is one."""
_OF_THE_HOST = ("IPython", "google.colab")


def python_of(cell: str, file: str = "") -> str:
    """The cell as Python, as far as it is. `file` is the exercise's: a cell that writes a file of that name is it."""
    first, line_end, body = cell.lstrip().partition("\n")
    if first.startswith("%%"):
        name, _, said = first[2:].strip().partition(" ")
        target = PurePosixPath(said.split()[-1]).name if said.split() else ""
        if name not in _HERE and not (name in _TO_FILE and file and target == file):
            return "\n".join(f"# {line}" for line in cell.splitlines())
        above = cell[: len(cell) - len(cell.lstrip())]
        return f"{above}# {first}{line_end}{python_of(body, file)}"
    return _without_host(_without_commands(cell))


def _without_commands(cell: str) -> str:
    """A line that is not Python and looks like a command gives way; what stands in a text of several lines stays."""
    lines = cell.split("\n")
    for _ in range(_MOST if len(cell) <= _LONGEST else 0):
        row = _first_wrong(lines)
        if row is None or row >= len(lines) or _commented(lines[row]) == lines[row]:
            return "\n".join(lines)
        _give_way(row, lines)
    return cell if tree_of(cell) else "\n".join(map(_commented, lines))


def _give_way(row: int, lines: list[str]) -> None:
    """The command in this line, the lines that it goes on in, and the commands that follow at once."""
    goes_on = False
    while row < len(lines) and (goes_on or _commented(lines[row]) != lines[row]):
        line = lines[row]
        lines[row] = f"# {line}" if goes_on else _commented(line)
        goes_on = line.rstrip().endswith("\\")
        row += 1


def _commented(line: str) -> str:
    if found := _ASSIGNED.match(line):
        return f"{found[1]}{found[2]} = None  # {found[3]}"
    if found := _COMMAND.match(line):
        return f"{found[1]}pass  # {found[2]}"
    return line


def _first_wrong(lines: list[str]) -> int | None:
    """The index of the first line that is not Python; None where all are, or nobody can say."""
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse("\n".join(lines))
    except SyntaxError as error:
        return None if error.lineno is None else error.lineno - 1
    except (ValueError, RecursionError, MemoryError):
        return None
    return None


def _without_host(cell: str) -> str:
    """What a notebook has of its own: `display` prints, and statements that talk to the notebook's host go."""
    if not any(word in cell for word in ("display", "get_ipython", *_OF_THE_HOST, "drive.mount")):
        return cell
    tree = tree_of(cell)
    if tree is None or any(isinstance(node, ast.FunctionDef) and node.name == "display" for node in ast.walk(tree)):
        return cell
    lines = cell.split("\n")
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and _is_of_host(node) and _stands_alone(node, lines):
            _comment_out(node, lines)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "display":
            row, column = node.func.lineno - 1, len(_head(lines[node.func.lineno - 1], node.func.col_offset))
            if lines[row][column:].startswith("display"):
                lines[row] = f"{lines[row][:column]}print  {lines[row][column + len('display') :]}"
    return "\n".join(lines)


def _is_of_host(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith(_OF_THE_HOST)
    if isinstance(node, ast.Import):
        return all(alias.name.startswith(_OF_THE_HOST) for alias in node.names)
    called = node.value if isinstance(node, ast.Expr) else None
    return isinstance(called, ast.Call) and ast.unparse(called.func).startswith(("get_ipython()", "drive.mount"))


def _stands_alone(node: ast.stmt, lines: list[str]) -> bool:
    """Whether nothing else stands in its lines."""
    end = node.end_lineno or node.lineno
    before = _head(lines[node.lineno - 1], node.col_offset)
    after = lines[end - 1].encode("utf-8", "replace")[node.end_col_offset or 0 :].decode("utf-8", "replace")
    return not before.strip() and (not after.strip() or after.lstrip().startswith("#"))


def _comment_out(node: ast.stmt, lines: list[str]) -> None:
    indent = _head(lines[node.lineno - 1], node.col_offset)
    for row in range(node.lineno - 1, node.end_lineno or node.lineno):
        word = "pass  # " if row == node.lineno - 1 else "# "
        lines[row] = f"{indent}{word}{lines[row].strip()}"


def _head(line: str, offset: int) -> str:
    """The line up to an offset, which Python counts in bytes."""
    return line.encode("utf-8", "replace")[:offset].decode("utf-8", "replace")

"""The marks that Otter Assign knows inside of code: which lines students do not get, and how a test is set up."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.author.importing.cells import Cell
from autograder.author.importing.regions import regions
from autograder.course.yamlfile import read_yaml
from autograder.errors import CourseError, UserError

SOLUTION = ("# BEGIN SOLUTION", "# END SOLUTION")
IGNORED = ("# BEGIN IGNORE", "# END IGNORE")
SOLVED_LINE = re.compile(r"[ \t]*#[ \t]*(SOLUTION( NO PROMPT)?|SEED)[ \t]*$")
IGNORED_LINE = re.compile(r"#[ \t]*IGNORE[ \t]*$")
IGNORED_CELL = re.compile(r"\s*##?[ \t]*ignore[ \t]*(##)?[ \t]*$", re.IGNORECASE)
SOLUTION_HEAD = re.compile(r"\s*##[ \t]*solution[ \t]*##[ \t]*$", re.IGNORECASE)
PROMPT = (re.compile(r"\s*(\"{3}|'{3})[ \t]*#[ \t]*BEGIN PROMPT"), re.compile(r".*#[ \t]*END PROMPT[ \t]*$"))
PLUGIN = (re.compile(r"\s*(\"{3}|'{3})[ \t]*#[ \t]*BEGIN PLUGIN"), re.compile(r".*#[ \t]*END PLUGIN[ \t]*$"))
CONFIG = (
    re.compile(r"\s*(\w+\s*=\s*)?(\"{3}|'{3})[ \t]*#[ \t]*BEGIN\s+TEST\s+CONFIG", re.IGNORECASE),
    re.compile(r"\s*(\"{3}|'{3})[ \t]*;?[ \t]*#[ \t]*END\s+TEST\s+CONFIG", re.IGNORECASE),
)
ANSWER_WORD = re.compile(r"^(<strong>|\*\*)solution:?(</strong>|\*\*):?", re.IGNORECASE | re.MULTILINE)
TEST_HEAD = re.compile(r"\s*##?[ \t]*(hidden[ \t]+)?test[ \t]*(##)?[ \t]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TestSetup:
    """What a test cell says about itself. `points` is None where its question decides."""

    hidden: bool = False
    points: float | None = None
    why: str = ""
    success: str = ""

    __test__ = False  # nothing for pytest


def is_ignored(text: str) -> bool:
    """Whether the whole cell is in no output, or only sets up Otter itself."""
    return bool(IGNORED_CELL.match(text.partition("\n")[0])) or "otter.Notebook(" in text


def solved_cell(cell: Cell, file: str) -> Cell:
    """A cell of code with its marks read: a solution where students do not get all of it, else given.

    Lines keep their numbers. Prompts stay as comments.
    """
    lines = without_ignored(cell.text, file, cell.number).split("\n")
    if SOLUTION_HEAD.match(lines[0]):
        lines[0] = ""
    _blank(lines, PLUGIN, file, cell.number, keep=False)
    _blank(lines, PROMPT, file, cell.number, keep=True)
    text, inside = regions("\n".join(lines), SOLUTION, file, cell.number)
    lines, solved = text.split("\n"), set(inside)
    for index, line in enumerate(lines):
        if SOLVED_LINE.search(line):
            lines[index] = SOLVED_LINE.sub("", line)
            solved.add(index + 1)
    role: Any = "solution" if solved else "given"
    return replace(cell, role=role, text="\n".join(lines), solved=frozenset(solved))


def test_setup(cell: Cell, file: str) -> tuple[str, TestSetup]:
    """A test cell's code with what is no test left blank, and what it says about itself. UserError for bad YAML."""
    lines = without_ignored(cell.text, file, cell.number).split("\n")
    setup = TestSetup()
    if CONFIG[0].match(lines[0]):
        end = next((index for index, line in enumerate(lines) if CONFIG[1].match(line)), 0)
        if not end:
            raise UserError(f"{file}, cell {cell.number}, line 1: this test config never ends.")
        setup = _setup(read_config("\n".join(lines[1:end]), file, cell.number))
        lines[: end + 1] = [""] * (end + 1)
    elif lines[0].lstrip().startswith("#") and re.search(r"\bhidden\b", lines[0], re.IGNORECASE):
        setup, lines[0] = TestSetup(hidden=True), ""
    elif TEST_HEAD.match(lines[0]):
        lines[0] = ""
    return "\n".join(lines), setup


test_setup.__test__ = False  # type: ignore[attr-defined]


def _setup(data: dict[str, Any]) -> TestSetup:
    points = data.get("points")
    kept = None if points is None else float(points)
    said = (str(data.get(name) or "").strip() for name in ("failure_message", "success_message"))
    return TestSetup(bool(data.get("hidden")), kept, *said)


def read_config(text: str, file: str, number: int) -> dict[str, Any]:
    """The YAML of a cell that sets something up; UserError where it is none."""
    try:
        data = read_yaml(text, Path(file)).data
    except CourseError as error:
        raise UserError(f"{file}, cell {number}: this cannot be read as YAML: {error.what}") from error
    if not isinstance(data, dict | None):
        raise UserError(f"{file}, cell {number}: names and their values are wanted here, as in `points: 2`.")
    return data or {}


def without_ignored(text: str, file: str, number: int) -> str:
    """The code without the lines that are in no output; the others keep their numbers."""
    plain, inside = regions(text, IGNORED, file, number)
    lines = plain.split("\n")
    return "\n".join(
        "" if index in inside or IGNORED_LINE.search(line) else line for index, line in enumerate(lines, 1)
    )


def _blank(
    lines: list[str], marks: tuple[re.Pattern[str], re.Pattern[str]], file: str, number: int, keep: bool
) -> None:
    """Empties what stands between two marks, or keeps it as comments."""
    begin = 0
    for index, line in enumerate(lines, 1):
        if not begin and marks[0].match(line):
            begin, lines[index - 1] = index, ""
        elif begin and marks[1].match(line):
            begin, lines[index - 1] = 0, ""
        elif begin:
            lines[index - 1] = _comment(line) if keep else ""
    if begin:
        raise UserError(f"{file}, cell {number}, line {begin}: what begins here never ends.")


def _comment(line: str) -> str:
    code = line.lstrip()
    return line if not code or code.startswith("#") else line[: len(line) - len(code)] + f"# {code}"

"""Our marks around what students write."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.author.importing.syntax import Definition, first_line, functions, last_line
from autograder.course.stubs import BEGIN, END, make_stub
from autograder.errors import CourseError


def marked(node: Definition, lines: list[str], solved: frozenset[int]) -> str | None:
    """A definition with marks around what students write; None where that is nothing of it.

    `solved` are the 1-based lines that they do not get; where it is empty they get no body.
    """
    found = _marked(node, lines, solved)
    if found is not None and not _stub_is_python(found):
        found = _marked(node, lines, frozenset())  # a mark that cuts a statement in two
    return found


def _marked(node: Definition, lines: list[str], solved: frozenset[int]) -> str | None:
    spans: list[tuple[int, int]] = []
    first = first_line(node)
    for function in functions(node):
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        if not body:
            continue
        start, end = first_line(body[0]), function.end_lineno or 0
        whole = not solved or first in solved or first_line(function) in solved
        spans += _runs(line for line in range(start, end + 1) if whole or line in solved)
    if not spans:
        return None
    begins, ends = dict(spans), {end for _, end in spans}
    made: list[str] = []
    margin = ""
    for number in range(first, last_line(node, lines) + 1):
        line = lines[number - 1]
        if number in begins:
            shift = next((text for text in lines[number - 1 :] if text.strip()), line)
            margin = shift[: len(shift) - len(shift.lstrip())]
            if made and not made[-1].strip():  # where the notebook's own mark stood
                made.pop()
            made.append(f"{margin}{BEGIN}")
        made.append(line)
        if number in ends:
            made.append(f"{margin}{END}")
    return "\n".join(made)


def written_methods(text: str) -> list[str]:
    """The methods of a class with marks that have none themselves, as `Class.method`: students get them whole."""
    (node,) = ast.parse(text).body
    lines = text.split("\n")
    methods = functions(node) if isinstance(node, ast.ClassDef) else []
    whole = [one for one in methods if not any(BEGIN in line for line in lines[one.lineno - 1 : one.end_lineno])]
    return [f"{node.name}.{one.name}" for one in whole if isinstance(node, ast.ClassDef)]


def _stub_is_python(text: str) -> bool:
    try:
        ast.parse(make_stub(text, Path("stub.py")))
    except (SyntaxError, CourseError):
        return False
    return True


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other, as the first and last of each run."""
    start = last = 0
    for number in numbers:
        if start and number != last + 1:
            yield start, last
        start = number if not start or number != last + 1 else start
        last = number
    if start:
        yield start, last

"""What in a file is newer than the Python that grades it: found at home, where a later one may run it well."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.sandbox.newer import Version, came_with


@dataclass(frozen=True, slots=True)
class Newer:
    """Something in line `line` that Python has since `since`; `what` is how to call it."""

    line: int
    what: str
    since: Version


def version_of(text: str) -> Version | None:
    """``3.11`` of course.yaml; None where none is set."""
    major, dot, minor = text.partition(".")
    return (int(major), int(minor)) if dot else None


def newer_syntax(text: str, graded_by: Version) -> Newer | None:
    """The first place that this Python reads and the one that grades does not; None where there is none.

    A file that cannot be read here either is no matter of versions.
    """
    if graded_by >= sys.version_info[:2]:
        return None
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    try:
        ast.parse(text, feature_version=graded_by)
    except SyntaxError as error:
        since = re.search(r"(\d+)\.(\d+) and greater", str(error.msg))
        if since:
            return Newer(error.lineno or 1, "newer syntax", (int(since[1]), int(since[2])))
    line = _free_fstring(text) if graded_by < (3, 12) <= sys.version_info[:2] else None
    return Newer(line, "newer syntax", (3, 12)) if line else None


def newer_names(text: str, graded_by: Version) -> Newer | None:
    """The first use of a library's name that the Python that grades has not; None where there is none."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    found = (
        Newer(line, f"{module}.{name}", since)
        for line, module, name in _names(tree)
        if (since := came_with(module, name)) and since > graded_by
    )
    return min(found, key=lambda one: one.line, default=None)


def _names(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """(line, module, name) of what the file takes out of modules."""
    called: dict[str, str] = {}
    nodes = list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                called[alias.asname or alias.name] = alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, node.module, alias.name) for alias in node.names)
    for node in nodes:
        if isinstance(node, ast.Attribute) and (module := called.get(_dotted(node.value))):
            yield node.lineno, module, node.attr


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _free_fstring(text: str) -> int | None:
    """The line of an f-string whose expressions hold its own quotes, a backslash or a comment, as 3.12 allows."""
    start, middle, end = (getattr(tokenize, name) for name in ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END"))
    open_ones: list[tuple[str, int]] = []  # the quotes, and the line in which the string begins
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == end:
            open_ones.pop()
        if open_ones and token.type not in (middle, end):
            quotes, line = open_ones[-1]
            inside = any(outer in token.string for outer, _ in open_ones)
            broken = len(quotes) == 1 and token.type == tokenize.NL
            if inside or broken or "\\" in token.string or token.type == tokenize.COMMENT:
                return line
        if token.type == start:
            open_ones.append((token.string.lstrip("rRbBfFuU"), token.start[0]))
    return None

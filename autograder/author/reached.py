"""Checks that judge nobody, since with the reference they never come to what they assert."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FrameType
from typing import Any

from autograder.author.asserting import Function, asserts
from autograder.author.breaking import on_the_reference
from autograder.course.collect import own_parts
from autograder.course.model import Check, Course, Exercise

_PERHAPS = (ast.For, ast.While, ast.If, ast.Try, ast.Match, ast.FunctionDef)
"""Statements whose inside may never be come to."""


def never_reached(course: Course, exercise: Exercise, checks: tuple[Check, ...]) -> Iterator[str]:
    """A sentence for each check that passes on the reference and comes to none of its assertions there.

    Of a check with parameters, one that comes to an assertion is enough.
    """
    seen: dict[str, set[int]] = {}
    sites: dict[str, set[int]] = {}
    for check in checks:
        found = _lines_of(check)
        if found:
            lines: set[int] = set()
            verdict = on_the_reference(course, exercise, replace(check, function=_watched(check.function, lines)))
            name = check.id.partition("[")[0]
            sites[name] = found
            seen[name] = seen.get(name, set()) | (lines if verdict.ending == "passed" else found)
    for name, lines in seen.items():
        if not lines & sites[name]:
            file, _, called = name.partition("::")
            yield (
                f"tests/{file}:{min(sites[name])}: {called} asserts nothing: with the reference it never comes to "
                "this line. Does it loop over nothing?"
            )


def _lines_of(check: Check) -> set[int]:
    """The lines of a check's assertions in its file; empty where one is surely reached, or its text is not there."""
    function = inspect.unwrap(check.function)
    try:
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, SyntaxError):
        return set()
    helpers = {name for name, value in function.__globals__.items() if inspect.isfunction(value)}
    (written,) = (node for node in tree.body if isinstance(node, Function))
    if _surely(written.body, helpers) or any(isinstance(part, ast.Raise) for part in own_parts(written)):
        return set()  # what raises by itself is not meant to be reached where all is right
    return {line + first - 1 for part in ast.walk(written) if asserts(part, helpers) for line in _span(part)}


def _surely(body: list[ast.stmt], helpers: set[str]) -> bool:
    """Whether an assertion stands where whoever comes to the end has come to it."""
    for statement in body:
        if isinstance(statement, ast.With):
            inside = any(_inside(item, helpers) for item in statement.items) or _surely(statement.body, helpers)
        else:
            inside = not isinstance(statement, _PERHAPS) and _inside(statement, helpers)
        if inside:
            return True
    return False


def _inside(part: ast.AST, helpers: set[str]) -> bool:
    return any(asserts(one, helpers) for one in ast.walk(part))


def _span(part: ast.AST) -> range:
    first = getattr(part, "lineno", 0)
    return range(first, (getattr(part, "end_lineno", None) or first) + 1)


def _watched(function: Callable[..., Any], lines: set[int]) -> Callable[..., Any]:
    """The function, which notes the lines of its own that it comes to."""
    code = inspect.unwrap(function).__code__

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        if frame.f_code.co_filename != code.co_filename:
            return None
        lines.add(frame.f_lineno)
        return trace

    def run(**fixtures: Any) -> Any:
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            return function(**fixtures)
        finally:
            sys.settrace(before)

    return run

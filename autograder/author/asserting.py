"""Checks that judge nobody, since they assert nothing: by what is written, and by what is reached on the reference."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FrameType
from typing import Any

from autograder.author.breaking import on_the_reference
from autograder.course.model import Check, Course, Exercise

_JUDGES = ("assert", "close", "raises", "fail", "warns")
"""Parts of names of what asserts when it is called."""
_PERHAPS = (ast.For, ast.While, ast.If, ast.Try, ast.Match, ast.FunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def returned_and_silent(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(Line, what is wrong) for each check of a file that returns a value, or that asserts nothing at all."""
    helpers = {node.name: node for node in tree.body if isinstance(node, Function)}
    for check in (node for name, node in helpers.items() if name.startswith("test")):
        given = [part for part in _own(check) if isinstance(part, ast.Return) and _gives(part)]
        if given:
            yield given[0].lineno, f"{check.name} returns a value, which nobody reads: assert it"
        elif not _sites(check, set(helpers)):
            yield check.lineno, f"{check.name} asserts nothing, so it passes whatever comes back"


def never_reached(course: Course, exercise: Exercise, checks: tuple[Check, ...]) -> Iterator[str]:
    """A sentence for each check that passes on the reference and comes to none of its assertions there."""
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
    try:
        lines, first = inspect.getsourcelines(inspect.unwrap(check.function))
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, SyntaxError):
        return set()
    names = {name for name, value in inspect.unwrap(check.function).__globals__.items() if inspect.isfunction(value)}
    (function,) = (node for node in tree.body if isinstance(node, Function))
    if _surely(function.body, names) or any(isinstance(part, ast.Raise) for part in _own(function)):
        return set()  # what raises by itself is not meant to be reached where all is right
    return {line + first - 1 for line in _sites(function, names)}


def _surely(body: list[ast.stmt], helpers: set[str]) -> bool:
    """Whether an assertion stands where whoever comes to the end has come to it."""
    for statement in body:
        if isinstance(statement, ast.With):
            inside = any(_sites(item, helpers) for item in statement.items) or _surely(statement.body, helpers)
        else:
            inside = not isinstance(statement, _PERHAPS) and bool(_sites(statement, helpers))
        if inside:
            return True
    return False


def _sites(check: ast.AST, helpers: set[str]) -> set[int]:
    """The lines on which a check asserts, or may: a helper that it calls can assert for it."""
    found: set[int] = set()
    for part in ast.walk(check):
        match part:
            case ast.Assert(test=test) if not (isinstance(test, ast.Constant) and test.value):
                found.update(_span(part))
            case ast.Raise():
                found.update(_span(part))
            case ast.Call(func=function, args=args):
                handed = {arg.id for arg in args if isinstance(arg, ast.Name)}
                if _judges(ast.unparse(function), helpers) or handed & {"close", "submission"}:
                    found.update(_span(part))
    return found


def _span(part: ast.stmt | ast.expr) -> range:
    return range(part.lineno, (part.end_lineno or part.lineno) + 1)


def _judges(called: str, helpers: set[str]) -> bool:
    name = called.rpartition(".")[2]
    return called in helpers or any(word in name for word in _JUDGES)


def _own(check: Function) -> Iterator[ast.AST]:
    """The parts of a function, without those of functions in it."""
    left: list[ast.AST] = [*check.body]
    while left:
        part = left.pop(0)
        yield part
        if not isinstance(part, Function | ast.Lambda | ast.ClassDef):
            left[:0] = ast.iter_child_nodes(part)


def _gives(part: ast.Return) -> bool:
    return part.value is not None and not (isinstance(part.value, ast.Constant) and part.value.value is None)


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

"""Checks that the course's own reference does not pass, each with the line at which it ended: they judge nobody."""

from __future__ import annotations

import difflib
import inspect
import linecache
import re
from collections.abc import Iterator, Mapping, Sequence

from autograder.author.places import place
from autograder.checks.run import Verdict, run_check
from autograder.checks.sentences import UNDEFINED
from autograder.course.model import Check, Course, Exercise
from autograder.course.solutions import load_target, read_source
from autograder.course.variants import functions_of
from autograder.kinds.registry import kind_of
from autograder.kinds.turns import in_time
from autograder.sandbox.loading import line_in
from autograder.sandbox.timelimit import Budget


def broken_checks(
    course: Course, exercise: Exercise, checks: Sequence[Check], broken: Mapping[str, str]
) -> Iterator[str]:
    """A sentence for each of the `checks` that `broken` has, with file and line. Check id -> why it does not pass."""
    for check in checks:
        if check.id in broken:
            file = f"tests/{check.id.partition('::')[0]}"
            line, why = _line(check, on_the_reference(course, exercise, check)), broken[check.id]
            if more := _meant(course, exercise, why) or _instead(check, line, why):
                why = f"{why.removesuffix('.')}. {more}"
            yield f"{file}:{line}: the reference does not pass {check.id}: {why}"


def on_the_reference(course: Course, exercise: Exercise, check: Check) -> Verdict:
    """How a check ends on the exercise's own solution."""
    solution, kind = course.solution(exercise), kind_of(exercise)
    budget = Budget(exercise.limits.total_seconds)
    if kind.runs_code:
        target = load_target(solution, data=exercise.data)
        return in_time(lambda: run_check(check, exercise, course.seed, target, reference=target), budget)
    data = kind.data(read_source(solution), solution)
    return in_time(lambda: run_check(check, exercise, course.seed, None, data=data), budget)


def _line(check: Check, verdict: Verdict) -> int:
    """Where in its file the check ended; where that is not known, where it begins."""
    code = inspect.unwrap(check.function).__code__
    found = line_in(verdict.error, code.co_filename) if verdict.error else None
    return code.co_firstlineno if found is None else found


_INSTEAD = (
    (
        r"BaseException",
        "Name the class of Python's own that the error is built on, and ask for theirs by caught.type.__name__",
    ),
    (
        r"ask nothing else of it|'Function'",
        "A check can call a class; what belongs to the class it can ask of one of its objects",
    ),
    (
        r"\b(is_dataclass|fields|asdict|astuple|replace)\(",
        "What `dataclasses` knows stays in the student's program: make objects, compare their attributes",
    ),
    (
        r"\biter\(.+\bis\b",
        'A loop of the check\'s is its own: ask hasattr(x, "__next__"), or take one with next(x) and go on',
    ),
)
"""What stands in the message or in the check's line, where that asks for what cannot be had -> what to write."""


def _instead(check: Check, line: int, why: str) -> str:
    text = linecache.getline(inspect.unwrap(check.function).__code__.co_filename, line)
    found = next((words for pattern, words in _INSTEAD if re.search(pattern, why) or re.search(pattern, text)), "")
    return f"{found}." if found else ""


def _meant(course: Course, exercise: Exercise, why: str) -> str:
    """The name of the solution's that a check may have meant, where it asks for one that is not there."""
    asked = re.search(UNDEFINED, why)
    if asked is None or not kind_of(exercise).runs_code:
        return ""
    solution = course.solution(exercise)
    close = difflib.get_close_matches(asked[1], sorted(functions_of(read_source(solution))), 1)
    return f"{place(course, solution)} has {close[0]}: did you mean that?" if close else ""

"""Mistakes and accepted styles of the course, graded in the page and by this Python: equal JSON.

Every one of them with --whole, which CI gives; without it a fixed sample of each exercise's, the reference among them.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from autograder.course.manifest import load_course
from autograder.course.model import Course, Exercise
from autograder.course.variants import composed
from autograder.kinds.registry import exercises_of
from autograder.student.browser import Desk
from tests.autograder.website.conftest import REPOSITORY, Page

COURSE = load_course(REPOSITORY, require_stubs=False)
CODE = exercises_of(COURSE, "code")
NEWER_SUM = {("alignment", "mistakes/exact_sum.py")} if sys.version_info < (3, 12) else set()
"""The page's Python is 3.12, whose sum() of floats makes up for rounding: what leans on that differs in older ones."""


def programs(course: Course, exercise: Exercise) -> Iterator[tuple[str, str]]:
    """The reference, each accepted style and each mistake of an exercise: name, text."""
    yield "reference", course.solution(exercise).read_text(encoding="utf-8")
    for path in course.accepted(exercise):
        yield f"accepted/{path.name}", path.read_text(encoding="utf-8")
    for path in course.mistakes(exercise):
        yield f"mistakes/{path.name}", composed(course, exercise, path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The course in this process, in a folder of its own to write in."""
    root = tmp_path_factory.mktemp("whole") / "course"
    root.mkdir()
    shutil.copy(REPOSITORY / "course.yaml", root)
    for name in ("exercises", "solutions", "tests/visible", "tests/hidden"):
        shutil.copytree(REPOSITORY / name, root / name)
    return Desk(str(root), lambda text: None)


@pytest.mark.parametrize("exercise", CODE, ids=lambda one: one.id)
def test_the_page_judges_as_this_python_does(
    visit: Callable[[str], Page],
    serve: Callable[[Path], str],
    attention_site: Path,
    desk: Desk,
    exercise: Exercise,
    sampled: Callable[[Sequence[tuple[str, str]], int], list[tuple[str, str]]],
    record_property: Callable[[str, object], None],
) -> None:
    """Points, statuses, every message and every diagnosis are the same."""
    page = visit(serve(attention_site))
    tried, differ = 0, []
    reference, *others = programs(COURSE, exercise)
    for name, text in [reference, *sampled(others, 6)]:
        if (exercise.id, name) in NEWER_SUM:
            continue
        here = json.loads(desk.check(exercise.id, text))
        there = page.graded(exercise.id, text)
        tried += 1
        if there.get("result") != here:
            differ.append((name, there if "result" not in there else told_apart(here, there["result"])))
    record_property("programs", tried)
    print(f"{exercise.id}: {tried} programs graded in the page and by Python {sys.version.split()[0]}")
    assert differ == []


def told_apart(here: object, there: object) -> list[tuple[object, object]]:
    """The leaves that differ, here and there."""
    if isinstance(here, dict) and isinstance(there, dict) and here.keys() == there.keys():
        return [pair for key in here for pair in told_apart(here[key], there[key])]
    if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        return [pair for one, other in zip(here, there, strict=True) for pair in told_apart(one, other)]
    return [] if here == there else [(here, there)]

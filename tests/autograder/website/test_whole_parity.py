"""Mistakes and accepted styles of the course, graded in the page and by this Python: equal JSON; and figures of them.

A sample of each second exercise's programs is tried; all of all with --whole, which takes some minutes.
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
SAMPLE = 1
"""Mistakes of an exercise that are tried where not all are."""
CODE = exercises_of(COURSE, "code")
TRIED = [pytest.param(one, id=one.id, marks=pytest.mark.whole if n % 2 else []) for n, one in enumerate(CODE)]
"""The course's exercises of code; without --whole each second."""
NEWER_SUM = {("alignment", "mistakes/exact_sum.py")} if sys.version_info < (3, 12) else set()
"""The page's Python is 3.12, whose sum() of floats makes up for rounding: what leans on that differs in older ones."""


def programs(course: Course, exercise: Exercise, *, whole: bool) -> Iterator[tuple[str, str]]:
    """The reference, accepted styles and mistakes of an exercise: name, text. Some of them, where not the `whole`."""

    def tried(paths: Sequence[Path], sample: int) -> Sequence[Path]:
        return paths if whole else paths[:: -(-len(paths) // sample)]

    yield "reference", course.solution(exercise).read_text(encoding="utf-8")
    for path in tried(course.accepted(exercise), 1):
        yield f"accepted/{path.name}", path.read_text(encoding="utf-8")
    for path in tried(course.mistakes(exercise), SAMPLE):
        yield f"mistakes/{path.name}", composed(course, exercise, path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The course in this process, in a folder of its own to write in."""
    root = tmp_path_factory.mktemp("whole") / "course"
    root.mkdir()
    shutil.copy(REPOSITORY / "course.yaml", root)
    for name in ("exercises", "solutions", "tests/visible", "tests/hidden"):
        shutil.copytree(REPOSITORY / name, root / name)
    return Desk(str(root), lambda *told: None)


@pytest.fixture(scope="module")
def page(attention: Callable[[], Page]) -> Page:
    """The course's page for self-study, open for all tests here."""
    return attention()


@pytest.mark.parametrize("exercise", TRIED)
def test_the_page_judges_as_this_python_does(
    page: Page,
    desk: Desk,
    exercise: Exercise,
    record_property: Callable[[str, object], None],
    pytestconfig: pytest.Config,
) -> None:
    """Points, statuses, every message and every diagnosis are the same."""
    count, differ = 0, []
    for name, text in programs(COURSE, exercise, whole=pytestconfig.getoption("--whole")):
        if (exercise.id, name) in NEWER_SUM:
            continue
        here = json.loads(desk.check(exercise.id, text))
        there = page.graded(exercise.id, text)
        count += 1
        if there.get("result") != here:
            differ.append((name, there if "result" not in there else told_apart(here, there["result"])))
    record_property("programs", count)
    print(f"{exercise.id}: {count} programs graded in the page and by Python {sys.version.split()[0]}")
    assert differ == []


def told_apart(here: object, there: object) -> list[tuple[object, object]]:
    """The leaves that differ, here and there."""
    if isinstance(here, dict) and isinstance(there, dict) and here.keys() == there.keys():
        return [pair for key in here for pair in told_apart(here[key], there[key])]
    if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        return [pair for one, other in zip(here, there, strict=True) for pair in told_apart(one, other)]
    return [] if here == there else [(here, there)]


SHOWN = [
    ("softmax", "plain", "0.4018", "0.40176"),
    pytest.param("scores", "abs", "-1.0000", "-1", marks=pytest.mark.whole),
    ("alignment", "row_coverage", "output0", "0.9"),
    pytest.param("attention", "no_scale", "0.3814", "0.331122", marks=pytest.mark.whole),
]


@pytest.mark.parametrize(("name", "mistake", "in_figure", "expected"), SHOWN)
def test_show_me_these_numbers(page: Page, name: str, mistake: str, in_figure: str, expected: str) -> None:
    """A failing check opens its figure with the call's own numbers, the student's beside what was expected."""
    exercise = COURSE.exercise(name)
    (path,) = [path for path in COURSE.mistakes(exercise) if path.stem == mistake]
    page.go(f"exercise-{name}").check(name, composed(COURSE, exercise, path))
    result = page.browser.find_element("css selector", f"#exercise-{name} .result")
    (button,) = [one for one in result.find_elements("css selector", ".next button") if one.text.startswith("Show me")]
    button.send_keys("\ue007")
    shown = result.find_element("css selector", ".shown")
    call = shown.find_element("css selector", ".call")
    assert [head.text for head in call.find_elements("css selector", "thead th")] == ["place", "yours", "expected"]
    assert expected in call.text
    assert "(differs)" in call.get_attribute("textContent")
    assert in_figure in shown.find_element("css selector", "figure").text
    assert page.run("return document.activeElement.className") == "shown"


def test_what_no_figure_can_show(page: Page) -> None:
    """Where a figure cannot show the call, nothing is offered."""
    text = "def dot(a, b):\n    return 0.0\n\n\ndef scores(query, states):\n    return [0.0 for _ in states]\n"
    changed = text.replace("return 0.0", "return sum(x * y for x, y in zip(a, b, strict=True)) if len(a) == 2 else 0.0")
    page.go("exercise-scores").check("scores", changed)
    assert "dot([1, 2, 3], [4, 5, 6])" in page.text("#exercise-scores .result")
    assert page.run("return document.querySelector('#exercise-scores .next button')") is None


def test_all_of_numpy_is_there(page: Page) -> None:
    """`from numpy import *` works, which asks for every part of it."""
    text = "from numpy import *\n\n\ndef dot(a, b):\n    return float(inner(a, b)) + 1\n"
    assert "You called dot(" in page.go("exercise-scores").check("scores", text)

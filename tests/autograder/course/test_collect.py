"""collect: pytest finds the checks of a course, once; what is wrong with a file of checks is named."""

from __future__ import annotations

import gc
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from types import ModuleType

import pytest

from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import Check, Course
from autograder.errors import CourseError

TITLE = '    """A title."""\n'


def found(root: Path, text: str, room: str = "visible") -> tuple[Check, ...]:
    """The checks of `median` once its visible file holds this text."""
    (root / "tests" / room / "test_median.py").write_text(text, encoding="utf-8")
    return collect(load_course(root))["median"]


def test_the_tiny_courses_checks(course: Course) -> None:
    """Visible checks come first, then hidden ones, each file in its own order, with title, weight and needs."""
    checks = collect(course)
    assert [check.id for check in checks["median"]] == [
        "visible/test_median.py::test_odd_count",
        "hidden/test_median.py::test_even_count",
        "hidden/test_median.py::test_input_is_left_alone",
        "hidden/test_median.py::test_nothing_to_measure",
    ]
    assert [check.visible for check in checks["median"]] == [True, False, False, False]
    assert [check.points for check in checks["median"]] == [1.0, 2.0, 1.0, 1.0]
    assert checks["median"][1].title == "An even count has two middle values, and their mean counts."
    assert checks["median"][1].fixtures == ("submission", "reference", "close", "rng")
    wide = checks["trapezoid"][1]
    assert (wide.id, wide.params) == ("visible/test_trapezoid.py::test_constant[3.0]", {"width": 3.0})
    assert wide.title == "Under a constant curve lies a rectangle. (3.0)"
    assert checks["trapezoid"][2].needs == ("test_constant",)


def test_a_collection_leaves_no_trace(course: Course) -> None:
    """Neither modules nor settings of pytest are left behind, so that courses and runs do not meet."""
    modules, environment = set(sys.modules), dict(os.environ)
    first, second = collect(course), collect(course)
    assert first == second
    assert {name for name in set(sys.modules) - modules if name.startswith("tests.")} <= set()
    assert dict(os.environ) == environment


def test_no_folder_above_the_course_is_read(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much lies beside the course: a class's folder, a home, all that a test run has left in /tmp."""
    read: list[str] = []
    scan = os.scandir

    def note(path: str) -> object:
        read.append(str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", note)
    collect(course)
    assert any(path.startswith(str(course.root / "tests")) for path in read)
    assert [path for path in read if course.root.is_relative_to(path) and Path(path) != course.root] == []


def test_threads_collect_one_after_another(course: Course) -> None:
    """Modules and environment are the whole process's: several threads at once find what one finds."""
    alone = [check.id for check in collect(course)["median"]]
    with ThreadPoolExecutor(4) as pool:
        found_by = list(pool.map(lambda _: [check.id for check in collect(course)["median"]], range(12)))
    assert found_by == [alone] * 12


def test_another_thread_may_import_meanwhile(course: Course) -> None:
    """Modules that come and go while checks are collected are nobody's error."""
    over, interval = Event(), sys.getswitchinterval()

    def come_and_go() -> None:
        while not over.is_set():
            for change in (sys.modules.__setitem__, lambda name, _: sys.modules.pop(name)):
                for number in range(100):
                    change(f"of_nobody_{number}", ModuleType("of_nobody"))

    with ThreadPoolExecutor(1) as pool:
        sys.setswitchinterval(1e-6)
        try:
            busy = pool.submit(come_and_go)
            assert all(collect(course)["median"] for _ in range(3))
        finally:
            over.set()
            sys.setswitchinterval(interval)
    busy.result()


def test_a_declared_misconception_is_kept(measuring: Path) -> None:
    """A check may say what its failure shows."""
    text = f"import pytest\n\n@pytest.mark.misconception('unsorted')\ndef test_a():\n{TITLE}"
    assert found(measuring, text)[0].misconception == "unsorted"


def test_memory_is_not_looked_through(course: Course) -> None:
    """A collection of garbage, which pytest makes at its end, takes longer than all else where much is loaded."""
    seen: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        seen.append(phase)

    gc.disable()  # none of its own accord
    gc.callbacks.append(note)
    try:
        collect(course)
    finally:
        gc.callbacks.remove(note)
        gc.enable()
    assert seen == []


def test_a_course_without_checks_has_none(measuring: Path) -> None:
    """No files of checks: every exercise has an empty tuple."""
    for file in measuring.glob("tests/*/test_*.py"):
        file.unlink()
    assert collect(load_course(measuring)) == {"median": (), "trapezoid": ()}


def test_only_the_titles_first_line_counts(measuring: Path) -> None:
    """What stands further down in the docstring is for the author."""
    assert found(measuring, 'def test_a():\n    """First.\n\n    More.\n    """\n')[0].title == "First."


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("def test_a(:\n", 1, "this is not valid Python"),
        ("x = 1\nimport no_such_module\n", 2, "cannot be imported: ModuleNotFoundError: No module named 'no_such_mod"),
        ("x = 1\n\nprint(1 / 0)\n", 3, "cannot be imported: ZeroDivisionError"),
        (f"\n\ndef test_a(submision):\n{TITLE}", 3, "check test_a asks for the unknown fixture 'submision'. Known"),
        (f"def test_a(tmp_path):\n{TITLE}", 1, "asks for the unknown fixture 'tmp_path'"),
        ("\ndef test_a(submission):\n    pass\n", 2, "check test_a has no title. Give it a docstring"),
        (f"class TestA:\n    def test_a(self):\n    {TITLE}", 2, "a check must be a plain function."),
        (
            f"import pytest\n\n@pytest.mark.points(0)\ndef test_a():\n{TITLE}",
            3,
            "check test_a has points that are not a number more than 0: 0. Write @pytest.mark.points(2)",
        ),
        (f"import pytest\n\n@pytest.mark.points('2')\ndef test_a():\n{TITLE}", 3, "points that are not a number"),
        (f"import pytest\n\n@pytest.mark.points()\ndef test_a():\n{TITLE}", 3, "points that are not one number"),
        ("x = 1\0", None, "this is not valid Python"),
    ],
)
def test_a_broken_file_of_checks_is_named(measuring: Path, text: str, line: int | None, says: str) -> None:
    """A syntax error, an import error, an unknown fixture, no docstring: each gives file, line and what to do."""
    with pytest.raises(CourseError) as caught:
        found(measuring, text)
    assert caught.value.where == measuring / "tests" / "visible" / "test_median.py"
    assert line is None or caught.value.line == line
    assert says in str(caught.value)


def test_a_file_of_no_exercise_is_named(measuring: Path) -> None:
    """Checks whose file name is no exercise's would never run: that is an error."""
    (measuring / "tests" / "hidden" / "test_mode.py").write_text("")
    with pytest.raises(
        CourseError, match=r"belongs to no exercise. Delete it, or name it .* one of: median, trapezoid."
    ):
        collect(load_course(measuring))


def test_a_parameter_that_the_check_does_not_take_is_an_error(measuring: Path) -> None:
    """pytest's own complaint is passed on with the file."""
    text = f"import pytest\n\n@pytest.mark.parametrize('n', [1])\ndef test_a():\n{TITLE}"
    with pytest.raises(CourseError, match=r"test_median.py:4: check test_a cannot be collected: .* no argument"):
        found(measuring, text)


def test_a_need_that_no_check_meets_is_an_error(measuring: Path) -> None:
    """A misspelt name after `needs` would never hold anything back."""
    text = f"import pytest\n\n@pytest.mark.needs('test_b')\ndef test_a():\n{TITLE}"
    with pytest.raises(CourseError, match=r"test_median.py:3: check test_a needs 'test_b', which"):
        found(measuring, text)


def test_ctrl_c_while_checks_are_collected_is_no_mistake_of_the_course(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pytest ends by itself then: whoever called it has to end as well, and not to blame the checks."""

    def press(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("autograder.course.collect.declare_markers", press)
    caught: BaseException | None = None
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background may not hear of it
    try:
        collect(course)
    except (KeyboardInterrupt, CourseError) as error:
        caught = error
    finally:
        signal.signal(signal.SIGINT, before)
    assert isinstance(caught, KeyboardInterrupt)

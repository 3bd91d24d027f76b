"""pytest collects tests/visible and tests/hidden, once; what it finds becomes Checks."""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
import math
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

import pytest

from autograder.course.data_files import all_shown
from autograder.course.model import Check, Course, Exercise
from autograder.course.yamlfile import shown
from autograder.errors import CourseError

FIXTURES = ("submission", "reference", "close", "rng")
ROOMS = ("visible", "hidden")
_TURN = threading.RLock()
"""Modules, environment and standard output are the whole process's: one thread collects at a time."""
_ENDING: tuple[int, ...] = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""The signals by which somebody ends a command."""


def collect(course: Course, only: Sequence[Exercise] | None = None) -> dict[str, tuple[Check, ...]]:
    """Exercise id -> its checks, visible ones first, each file in its own order; of the exercises in `only`, or all.

    Files of a draft, and of exercises that are not asked for, are not looked at: they may be unfinished.

    Raises CourseError, with file and line, for a file that does not compile or import, a check without a title, a
    fixture that the engine does not have, or a file that belongs to no exercise.
    """
    folders = [course.root / "tests" / room for room in ROOMS]
    wanted = course.exercises if only is None else tuple(only)
    elsewhere = {exercise.id for exercise in (*course.exercises, *course.drafts)} - {one.id for one in wanted}
    files = [file for folder in folders for file in sorted(folder.glob("test_*.py"))]
    files = [file for file in files if exercise_of(file) not in elsewhere]
    _require_owners(course, files)
    found: dict[str, list[Check]] = {exercise.id: [] for exercise in wanted}
    if not files:
        return dict.fromkeys(found, ())
    with all_shown(course):
        items = _items(course.root, files)
    for item in items:
        check = to_check(course, item)
        _require_needs_met(check, item, found[check.exercise])
        found[check.exercise].append(check)
    return {exercise: tuple(checks) for exercise, checks in found.items()}


def exercise_of(file: Path) -> str:
    """``tests/hidden/test_median.py`` belongs to ``median``."""
    return file.stem.removeprefix("test_")


def to_check(course: Course, item: pytest.Item) -> Check:
    """One collected pytest item as a Check; CourseError where it is not one."""
    line = (item.location[1] or 0) + 1
    if not isinstance(item, pytest.Function) or item.cls is not None:
        raise CourseError("a check must be a plain function.", where=item.path, line=line)
    callspec = getattr(item, "callspec", None)
    if item.get_closest_marker("parametrize") and "NOTSET" in item.name.partition("[")[2]:
        fix = "Give it some, or it judges nobody."
        raise CourseError(f"check {item.originalname} is parametrized with no values.", item.path, line, fix)
    params = dict(callspec.params) if callspec else {}
    names = tuple(inspect.signature(item.function).parameters)
    fixtures = tuple(name for name in names if name not in params)
    for name in fixtures:
        if name not in FIXTURES:
            fix = f"Known fixtures: {', '.join(FIXTURES)}."
            raise CourseError(f"check {item.name} asks for the unknown fixture {name!r}.", item.path, line, fix)
    doc = inspect.getdoc(item.function)
    if not doc:
        fix = "Give it a docstring: the sentence a student reads as its title."
        raise CourseError(f"check {item.name} has no title.", where=item.path, line=line, fix=fix)
    room = item.path.parent.name
    title = doc.splitlines()[0].strip()
    return Check(
        id=f"{room}/{item.path.name}::{item.name}",
        exercise=exercise_of(item.path),
        title=f"{title} ({callspec.id})" if callspec else title,
        visible=room == "visible",
        points=_points(item, line),
        needs=tuple(str(name) for mark in item.iter_markers("needs") for name in mark.args),
        function=item.function,
        fixtures=fixtures,
        params=params,
        misconception=_misconception(item),
    )


def _require_needs_met(check: Check, item: pytest.Item, earlier: list[Check]) -> None:
    """A need that names no check before this one would never hold it back."""
    names = {other.id.rpartition("::")[2].partition("[")[0] for other in earlier}
    for name in check.needs:
        if name.partition("[")[0] not in names:
            name_of_check = check.id.rpartition("::")[2]
            what = f"check {name_of_check} needs {name!r}, which is no check of this exercise that runs before it."
            line = (item.location[1] or 0) + 1
            raise CourseError(what, item.path, line, fix=f"Checks before it: {', '.join(sorted(names)) or 'none'}.")


def _points(item: pytest.Function, line: int) -> float:
    mark = item.get_closest_marker("points")
    if mark is None:
        return 1.0
    value = mark.args[0] if len(mark.args) == 1 else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        fix = "Write @pytest.mark.points(2): one number, more than 0."
        what = "not one number" if len(mark.args) != 1 else f"not a number more than 0: {shown(value)}"
        raise CourseError(f"check {item.name} has points that are {what}.", item.path, line, fix)
    return float(value)


def _misconception(item: pytest.Function) -> str | None:
    mark = item.get_closest_marker("misconception")
    return str(mark.args[0]) if mark and mark.args else None


def _require_owners(course: Course, files: Sequence[Path]) -> None:
    """Every file has an exercise; those that have none are said together."""
    ids = [exercise.id for exercise in course.exercises]
    strays = [file for file in files if exercise_of(file) not in ids]
    if strays:
        others = [f"{file.parent.name}/{file.name}" for file in strays[1:]]
        also = f", and neither does {', nor '.join(others)}" if others else ""
        fix = f"Delete it, or name it test_<exercise>.py after one of: {', '.join(ids)}."
        raise CourseError(f"this file of checks belongs to no exercise{also}.", strays[0], fix=fix)


def _require_valid(file: Path) -> None:
    try:
        tree = ast.parse(file.read_bytes(), str(file))
    except SyntaxError as error:
        raise CourseError(f"this is not valid Python: {error.msg}.", file, error.lineno) from error
    except ValueError as error:  # a null byte, to some versions of Python
        raise CourseError(f"this is not valid Python: {error}.", file) from error
    for node in tree.body:
        own = own_parts(node) if isinstance(node, ast.FunctionDef) and node.name.startswith("test") else iter(())
        found = next((part.lineno for part in own if isinstance(part, ast.Yield | ast.YieldFrom)), None)
        if found is not None:
            fix = "A check runs from its beginning to its end: take the `yield` out."
            raise CourseError("a check cannot yield.", file, found, fix)


def own_parts(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """The parts of a function in their order, without those of functions and classes in it."""
    left: list[ast.AST] = [*function.body]
    while left:
        part = left.pop(0)
        yield part
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            left[:0] = ast.iter_child_nodes(part)


_NO_PART = (
    *("debugging", "doctest", "junitxml", "legacypath", "logging", "pastebin"),
    *("setuponly", "setupplan", "stepwise"),
)
"""Plugins of pytest's own without a part in finding checks: to set them up took a third of a small course's time."""


class _Collector:
    """The pytest plugin that keeps what a collection found."""

    def __init__(self) -> None:
        self.items: list[pytest.Item] = []
        self.failures: list[tuple[str, str]] = []
        """What failed, by its path from the course, and pytest's words."""
        self.stopped = False
        """Whether somebody pressed Ctrl-C: pytest ends then, and says nothing of it to who called it."""

    def pytest_configure(self, config: pytest.Config) -> None:
        declare_markers(config)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = list(session.items)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failures.append((report.nodeid, report.longreprtext))


def declare_markers(config: pytest.Config) -> None:
    """Tells pytest the engine's own marks."""
    config.addinivalue_line("markers", "points(n): how much this check weighs (default 1)")
    config.addinivalue_line("markers", "needs(name): leave this check out when the named one failed")
    config.addinivalue_line("markers", "misconception(name): the misconception that a failure of this check shows")


def _items(root: Path, files: list[Path]) -> list[pytest.Item]:
    collector = _Collector()
    options = ["--collect-only", "-q", "--import-mode=importlib", "--noconftest", "-p", "no:cacheprovider"]
    # Where there are no file descriptors to keep, as in a web page, either would end the collection.
    options += ["-s", "-p", "no:faulthandler"]
    # Both look through all of memory at the end for what was dropped without a word, which takes longer than the rest.
    options += ["-p", "no:unraisableexception", "-p", "no:threadexception"]
    options += [word for name in _NO_PART for word in ("-p", f"no:{name}")]
    # Else pytest reads every folder above the course, with all that lies beside it there.
    options += ["--confcutdir", str(root / "tests")]
    arguments = [*options, "-c", os.devnull, "--rootdir", str(root), *map(str, files)]
    printed = io.StringIO()
    quiet = contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed)
    with _TURN, _alone(), quiet[0], quiet[1], _hearing_of_ctrl_c(collector):
        code = pytest.main(arguments, plugins=[collector])
    if collector.stopped:
        raise KeyboardInterrupt
    if collector.failures:
        for file in files:
            _require_valid(file)
        raise _collection_error(*collector.failures[0], files)
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise CourseError(f"the checks cannot be collected: {printed.getvalue().strip()}", where=root / "tests")
    return collector.items


@contextlib.contextmanager
def _hearing_of_ctrl_c(collector: _Collector) -> Iterator[None]:
    """Notes that it was pressed, or that another signal is to end this: a file of checks may raise the same by itself,
    and is then at fault."""
    listening = threading.current_thread() is threading.main_thread()
    usual = {number: signal.getsignal(number) for number in _ENDING if listening}
    if usual.get(signal.SIGINT) is not signal.default_int_handler:
        usual.pop(signal.SIGINT, None)  # somebody else listens
    heard = {number: handler for number, handler in usual.items() if callable(handler)}

    def pressed(number: int, frame: FrameType | None) -> None:
        collector.stopped = True
        heard[number](number, frame)

    for number in heard:
        signal.signal(number, pressed)
    try:
        yield
    finally:
        for number, handler in heard.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """A collection without other plugins, and without the modules of another course under the same names."""
    kept = {name: sys.modules.pop(name) for name in list(sys.modules) if _is_check_module(name)}
    before = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD"), os.environ.pop("PYTEST_ADDOPTS", None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        for name, value in zip(("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_ADDOPTS"), before, strict=True):
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        for name in [name for name in list(sys.modules) if _is_check_module(name)]:  # others may be importing
            del sys.modules[name]
        sys.modules.update(kept)


def _is_check_module(name: str) -> bool:
    return re.match(r"tests(\.(visible|hidden)(\.|$)|$)", name) is not None


def _collection_error(which: str, text: str, files: list[Path]) -> CourseError:
    """The error of an import that failed, at the last line that lies in one of the check files, or at its check."""
    reason = next((line[2:].strip() for line in reversed(text.splitlines()) if line.startswith("E ")), text[-300:])
    for line in reversed(text.splitlines()):
        for file in files:
            match = re.match(rf"(?:.*/)?{re.escape(file.parent.name)}/{re.escape(file.name)}:(\d+):", line)
            if match:
                return CourseError(f"this file of checks cannot be imported: {reason}", file, int(match[1]))
    path = next((file for file in files if which.partition("::")[0].endswith(f"{file.parent.name}/{file.name}")), None)
    if path is None:
        return CourseError(f"a file of checks cannot be imported: {reason}")
    named = re.search(r"(?:In )?\S+::(test\w*): (.*)", " ".join(reason.split()))
    if named is None:
        return CourseError(f"this file of checks cannot be collected: {reason}", path)
    begins = (node.lineno for node in ast.parse(path.read_bytes()).body if getattr(node, "name", "") == named[1])
    return CourseError(f"check {named[1]} cannot be collected: {named[2]}", path, next(begins, None))

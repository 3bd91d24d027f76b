"""What all tests share: how they are spread over processes, what is made once for all, and how much is swept."""

from __future__ import annotations

import compileall
import contextlib
import gc
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import autograder
import tests.disk  # noqa: F401  # nobody waits for it
from autograder.sandbox.process import launcher
from autograder.student import apart
from tests.forks import Fork
from tests.zygotes import Pool

# Read by processes that are started from here. Threads of BLAS that wait for each other took five sixths of the time of
# the tests that solve many small systems, and every process of a run had as many as there are cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Where this package is there, jsonschema makes a grammar of it for a second in each process that reads a notebook.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
KEEPS_NOTHING = sys.dont_write_bytecode
TOGETHER = ("tests/autograder/nbgrader/", "tests/autograder/website/")
"""Folders whose tests one process runs, because they share what takes long to make."""
LONGEST_FIRST = (
    *("tests/autograder/nbgrader/", "tests/autograder/website/", "tests/autograder/classroom/test_cluster.py"),
    *("tests/autograder/author/test_exam.py", "tests/autograder/kinds/written/test_rubrics.py"),
    *("tests/regression/test_class.py", "tests/attacks/test_hostile_course.py", "tests/autograder/test_style.py"),
    *("tests/attacks/", "tests/autograder/author/", "tests/autograder/classroom/", "tests/autograder/student/"),
    *("tests/autograder/pages/", "tests/autograder/kinds/", "tests/autograder/intake/", "tests/lesson/"),
    *("tests/autograder/exchange/", "tests/autograder/checks/"),
)
"""With several processes these begin in this order, so that at the end only short ones are left to share."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="Run the largest sweeps in full, not a fixed sample of them.")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadfile` a file stays in one process, and so does a folder of TOGETHER."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Rooms(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((room for room in TOGETHER if nodeid.startswith(room)), super()._split_scope(nodeid))

        def remove_node(self, node: Any) -> str | None:
            """A test that ended its process is told, and not tried again by the next, which takes what is left."""
            for unit in self.assigned_work[node].values():
                for test in (name for name, done in unit.items() if not done):
                    unit[test] = True
                    super().remove_node(node)
                    return str(test)
            return super().remove_node(node)

    config.option.loadscopereorder = False  # else what has most tests would begin, however short they are
    return Rooms(config, log)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "whole: a part of a sweep that is run with --whole only")
    if not hasattr(config, "workerinput"):
        # As pip leaves the engine: where Python keeps nothing, each of the processes that tests start would compile it.
        compileall.compile_dir(str(Path(autograder.__file__).parent), quiet=2)
    sys.dont_write_bytecode = False  # a file of tests is rewritten once, not by each process of each run
    gc.disable()  # until all tests are collected: hardly any of it is garbage, and looking took a sixth of the time


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--whole"):
        left_out = [item for item in items if item.get_closest_marker("whole")]
        items[:] = [item for item in items if item not in left_out] if left_out else items
        config.hook.pytest_deselected(items=left_out)
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there by now stays to the end: a collection of garbage need not look through it each time."""
    sys.dont_write_bytecode = KEEPS_NOTHING
    gc.enable()
    gc.collect()
    gc.freeze()


def _turn(item: pytest.Item) -> int:
    """When its file begins: the longest first, the others as they were found."""
    turns = (place for place, name in enumerate(LONGEST_FIRST) if item.nodeid.startswith(name))
    return next(turns, len(LONGEST_FIRST))


@pytest.fixture(scope="session", autouse=True)
def zygotes() -> Iterator[Pool]:
    """Walls are built by each test, and the warm processes behind them are handed on."""
    pool = Pool()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launcher, "Zygote", pool.lend)
        yield pool
    pool.close()


@pytest.fixture(scope="session", autouse=True)
def judged_in_a_fork() -> Iterator[None]:
    """Where a command judges in a process of its own, that is forked; commands that are run as a program start one."""
    with pytest.MonkeyPatch.context() as patch:
        if sys.platform == "linux":
            patch.setattr(apart, "started", Fork)
        yield


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """`made_once(name, make)`: a folder that `make` fills for the first who asks, whichever process that is.

    Nobody may change what lies there; who wants to takes a copy. Where `make` fails, the next who asks tries again.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made_once"

    def get(name: str, make: Callable[[Path], None]) -> Path:
        folder = shared / name
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(shared / f"{name}.lock"):
            if not (shared / f"{name}.done").exists():
                make(folder)
                (shared / f"{name}.done").touch()
        return folder

    return get


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time. Where the system has no such locks, tests are not run in several processes."""
    with open(path, "wb") as file:
        if importlib.util.find_spec("fcntl"):
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield

"""cores: a grading process and what it starts stay on one core."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.classroom.affinity import on_free_core, on_one_core

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not place processes")
ASK = [sys.executable, "-c", "import os; print(sorted(os.sched_getaffinity(0)))"]


def test_inside_there_is_one_core_and_afterwards_all() -> None:
    """A process started inside is on the same core; afterwards everything is as it was."""
    before = os.sched_getaffinity(0)
    with on_one_core():
        inside = os.sched_getaffinity(0)
        assert len(inside) == 1
        assert subprocess.run(ASK, capture_output=True, text=True, check=True).stdout == f"{sorted(inside)}\n"
    assert os.sched_getaffinity(0) == before


def test_processes_side_by_side_have_cores_of_their_own() -> None:
    """Seats go around the cores that there are."""
    cores = sorted(os.sched_getaffinity(0))
    taken = []
    for seat in range(len(cores) + 1):
        with on_one_core(seat):
            taken += os.sched_getaffinity(0)
    assert taken == [*cores, cores[0]]


def test_an_error_inside_frees_the_process_too() -> None:
    """Whatever ends the work, the process may use all its cores again."""
    before = os.sched_getaffinity(0)
    with pytest.raises(ZeroDivisionError), on_one_core():
        raise ZeroDivisionError
    assert os.sched_getaffinity(0) == before


HOLD = """
import os, sys
from autograder.classroom.affinity import on_free_core
with on_free_core():
    print(*sorted(os.sched_getaffinity(0)), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for the locks of cores, so that no other grader on the machine has a say."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


@pytest.fixture
def holders(places: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that took a core, ended with the test."""
    begun: list[subprocess.Popen[str]] = []
    yield begun
    for process in begun:
        process.kill()
        process.wait()


def hold(holders: list[subprocess.Popen[str]]) -> list[int]:
    """Begins a process that looks for a free core: the cores that it has then."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen([sys.executable, "-c", HOLD], text=True, **pipes)  # type: ignore[call-overload]
    holders.append(process)
    return [int(core) for core in process.stdout.readline().split()]


def test_processes_that_know_of_no_others_share_no_core(holders: list[subprocess.Popen[str]]) -> None:
    """Each takes a core that none has; where none is free, it stays on all; one that was killed gives its core back."""
    cores = sorted(os.sched_getaffinity(0))
    taken = [hold(holders) for _ in cores]
    assert sorted(taken) == [[core] for core in cores]
    assert hold(holders) == cores
    holders[0].kill()
    holders[0].wait()
    assert hold(holders) == taken[0]


def test_a_free_core_is_given_back(places: Path) -> None:
    """Afterwards the process has all its cores, and the next one finds the core free."""
    before = os.sched_getaffinity(0)
    for _ in range(2 * len(before)):
        with on_free_core():
            assert len(os.sched_getaffinity(0)) == 1
        assert os.sched_getaffinity(0) == before


def test_a_strangers_folder_is_not_used(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who made the folder of locks could keep everybody waiting: then no core is chosen."""
    before = os.sched_getaffinity(0)
    real = os.getuid()
    (places / f"autograder-cores-{real + 1}").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: real + 1)
    with on_free_core():
        assert os.sched_getaffinity(0) == before

"""cores: a grading process and what it starts stay on one core."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from autograder.classroom.affinity import on_one_core

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

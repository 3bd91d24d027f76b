"""The warm processes that tests hand on: as good as new ones, or not handed on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Returned
from autograder.sandbox.process import launcher
from autograder.sandbox.process.launcher import Launcher
from tests.zygotes import Pool

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere no process is kept warm")
LIMITS = SessionLimits(seconds=30)
VANDAL = "import math, numpy\nmath.pi = numpy.pi = 3\ndef f():\n    return math.pi\n"
HONEST = "import math, numpy\ndef f():\n    return [math.pi, numpy.pi]\n"


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """One that nobody has used."""
    made = Pool()
    monkeypatch.setattr(launcher, "Zygote", made.lend)
    yield made
    made.close()


def answer(program: str) -> object:
    """What a program answers behind the wall that a launcher of its own builds."""
    with Launcher("auto") as one, one.open(LIMITS) as session:
        session.load("line", program, filename="line.py")
        return session.call("line", "f", (), {})


def running(pool: Pool) -> list[int]:
    """The processes that nobody has."""
    return [zygote.pid for _, zygote in pool.idle]


def test_a_program_finds_nothing_of_another_launchers(pool: Pool) -> None:
    """What one did to modules and builtins is gone with its worker, and the process is the same."""
    before = answer(HONEST)
    made = running(pool)
    assert answer(VANDAL) == Returned(3)
    assert answer(HONEST) == before
    assert running(pool) == made


def test_what_would_start_otherwise_is_started(pool: Pool) -> None:
    """Other layers, other libraries or another environment are another process."""
    answer(HONEST)
    with Launcher("auto", also=("colorsys",)) as one, one.open(LIMITS) as session:
        session.load("line", HONEST, filename="line.py")
    assert len(set(running(pool))) == 2


def test_one_that_has_died_is_replaced(pool: Pool) -> None:
    """The launcher that finds it dead starts another, as it would its own."""
    before = answer(HONEST)
    for pid in running(pool):
        os.kill(pid, signal.SIGKILL)
    assert answer(HONEST) == before


def test_one_with_a_worker_left_is_ended(pool: Pool) -> None:
    """A launcher that closes ends its workers, so what still has one is not handed on."""
    with Launcher("auto") as one:
        session = one.open(LIMITS)
        session.load("line", HONEST, filename="line.py")
    assert running(pool) == []
    session.close()


def test_no_more_are_kept_than_that(pool: Pool) -> None:
    """Of those that nobody has the oldest is ended."""
    for number in range(10):
        with Launcher("none", also=(f"no_such_module_{number}",)) as one:
            one.fork(LIMITS).end()
    assert len(running(pool)) == 8

"""The spawned worker for systems without a wall: the same outcomes, a hard kill, and modules that import anywhere."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Crashed, Loaded, Raised, Returned, TimedOut
from autograder.sandbox.process.session import Session
from autograder.sandbox.process.spawned import Spawner

CODE = """
def double(value):
    return value * 2
def loop():
    while True:
        pass
def leave():
    import os
    os._exit(5)
"""
ELSEWHERE = """
import os, signal, socket, sys
for name in ("resource", "fcntl", "pyseccomp", "autograder.sandbox.wall.prctl"):
    sys.modules[name] = None
for module, name in ((os, "fork"), (os, "pidfd_open"), (signal, "pidfd_send_signal"), (socket, "AF_UNIX")):
    if hasattr(module, name):
        delattr(module, name)
import autograder.classroom.bench, autograder.sandbox.process.launcher, autograder.sandbox.wall.doctor
sys.platform = "win32"
from autograder.sandbox.process.launcher import Launcher, SessionLimits
with Launcher("none") as launcher, launcher.open(SessionLimits(seconds=60.0)) as session:
    print(launcher.name, session.load("m", "def f(x): return x + 1", filename="m.py"), session.call("m", "f", (1,), {}))
"""


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(Spawner(), SessionLimits(seconds=30.0)) as opened:
        assert opened.load("m", CODE, filename="m.py") == Loaded()
        yield opened


def test_a_call_there_and_back(session: Session) -> None:
    """Plain data go there and come back, exceptions as data."""
    assert session.call("m", "double", ([1.0],), {}) == Returned([1.0, 1.0])
    raised = session.call("m", "double", (None,), {})
    assert isinstance(raised, Raised)
    assert raised.type_name == "TypeError"


def test_a_loop_is_killed(session: Session) -> None:
    """A call that never ends is stopped, and its process with it."""
    assert session.call("m", "loop", (), {}, seconds=0.5) == TimedOut(0.5)
    assert not session.alive


def test_an_exit_is_a_crash(session: Session) -> None:
    """A process that ends itself is reported with its status."""
    assert session.call("m", "leave", (), {}) == Crashed("the process exited with status 5")


def test_a_set_of_texts_comes_in_the_same_order_every_time() -> None:
    source, orders = "def f():\n    return list({str(n) for n in range(20)})\n", []
    for _ in range(2):
        with Session(Spawner(), SessionLimits(seconds=30.0)) as opened:
            assert opened.load("m", source, filename="m.py") == Loaded()
            orders.append(opened.call("m", "f", (), {}))
    assert isinstance(orders[0], Returned)
    assert orders[0] == orders[1]


def test_where_nothing_of_linux_is_there(python: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Everything imports without the modules and calls that only Linux has, and code one trusts can be run."""
    done = python("-c", ELSEWHERE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("none Loaded() Returned(value=2")

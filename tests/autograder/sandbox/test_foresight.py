"""Calls that are asked ahead: nobody can tell, but by the clock."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.sandbox.likely import Likely, LikelyCall
from autograder.sandbox.outcomes import Loaded, Raised, Returned, TimedOut
from autograder.sandbox.process import foresight
from autograder.sandbox.process.launcher import Launcher, SessionLimits
from autograder.sandbox.process.session import Session

LIMITS = SessionLimits(seconds=60.0)
PURE = """
import numpy as np

def mean(xs):
    return sum(xs) / len(xs)

def clear(xs, value=0.0):
    for index in range(len(xs)):
        xs[index] = value
    return {"n": len(xs), "whole": (value, None)}

def table(rows):
    return np.asarray(rows, dtype=float) @ np.ones(len(rows[0]))

def later(xs):
    return lambda: xs

def deep(n):
    return 0 if n == 0 else deep(n - 1)
"""


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        made.try_out()
        yield made


def likely(*calls: tuple[Any, ...]) -> Likely:
    return Likely([LikelyCall(name, tuple(args), {}, want) for name, want, *args in calls])


def opened(launcher: Launcher, source: str, calls: Likely | None) -> Session:
    session = launcher.open(LIMITS, lean=True)
    assert session.load("m", source, filename="m.py", likely=calls) == Loaded()
    return session


VALUES = st.recursive(
    st.one_of(
        st.integers(-5, 5), st.floats(), st.none(), st.text(max_size=3), st.sampled_from([1e308, -0.0, math.nan])
    ),
    lambda parts: st.lists(parts, max_size=4),
    max_leaves=12,
)
CALLS = st.tuples(st.sampled_from(["mean", "clear", "table", "nobody", "deep"]), st.booleans(), VALUES)


@given(asked=st.lists(CALLS, max_size=8), foreseen=st.lists(CALLS, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_is_the_same_whether_it_was_asked_ahead_or_not(
    launcher: Launcher, asked: list[tuple[Any, ...]], foreseen: list[tuple[Any, ...]]
) -> None:
    """Whatever was foreseen, in another order, once or twice: values, changed arguments and errors with their lines."""
    calls = likely(*foreseen, *asked[::-1])
    with opened(launcher, PURE, calls) as ahead, opened(launcher, PURE, None) as plain:
        for name, want, value in [*asked, *asked]:
            one, other = (s.call("m", name, (value,), {}, want_arguments=want) for s in (ahead, plain))
            assert repr(one) == repr(other)


def test_what_was_foreseen_crosses_in_one_message(launcher: Launcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the load and that message nothing is sent for the calls."""
    with opened(launcher, PURE, likely(("mean", False, [1.0, 3.0]), ("clear", True, [1.0]))) as session:
        channel = session._worker
        assert channel is not None
        monkeypatch.setattr(channel, "ask", None)
        assert session.call("m", "mean", ([1.0, 3.0],), {}) == Returned(2.0)
        changed = session.call("m", "clear", ([1.0],), {}, want_arguments=True)
        assert changed == Returned({"n": 1, "whole": (0.0, None)}, ([0.0],))


def test_long_answers_come_in_several_pieces(launcher: Launcher) -> None:
    """More of them than a socket holds at once."""
    source = "import numpy as np\ndef f(n):\n    return np.arange(20000.0) + n\n"
    with opened(launcher, source, likely(*(("f", False, n) for n in range(20)))) as session:
        for n in range(20):
            found = session.call("m", "f", (n,), {})
            assert isinstance(found, Returned)
            assert np.array_equal(found.value, np.arange(20000.0) + n)


@pytest.mark.parametrize(
    "source",
    [
        "seen = []\ndef f(x):\n    seen.append(x)\n    return seen[:]",
        "import sys\nseen = sys.modules\ndef f(x, seen=[]):\n    seen.append(x)\n    return seen[:]",
        "class C:\n    seen = []\ndef f(x):\n    C.seen.append(x)\n    return C.seen[:]",
    ],
)
def test_a_program_that_may_remember_hears_of_a_call_when_it_is_made(launcher: Launcher, source: str) -> None:
    """Nothing that a later check asks reaches it before: what it says of an earlier one is said by then."""
    with opened(launcher, source, likely(("f", False, 1), ("f", False, 2))) as session:
        assert session.call("m", "f", (2,), {}) == Returned([2])
        assert session.call("m", "f", (1,), {}) == Returned([2, 1])


def test_a_program_cannot_deny_what_it_is(launcher: Launcher) -> None:
    """That it may do more is said before it runs: what it sends in the worker's name comes too late."""
    source = (
        "import sys\n"
        "worker = sys.modules['autograder.sandbox.process.worker']\n"
        "wire = sys.modules['autograder.sandbox.process.wire']\n"
        "worker.keeps_nothing = lambda names: True\n"
        "worker.LOADED = wire.COMPUTES\n"
        "seen = []\n"
        "def f(x):\n    seen.append(x)\n    return seen[:]\n"
    )
    with launcher.open(LIMITS) as session:
        session._lean = True  # `is_enough` would have it begin in a whole worker, where nothing is asked ahead
        session.load("m", source, filename="m.py", likely=likely(("f", False, 1)))
        assert session.answers is None
        assert session.call("m", "f", (2,), {}) == Returned([2])


def test_a_call_that_hangs_costs_the_check_that_makes_it(launcher: Launcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program begins again and is asked as ever: the others have their answers."""
    monkeypatch.setattr(foresight, "SECONDS", 0.05)
    source = "def f(x):\n    while x:\n        pass\n    return x\n"
    with launcher.open(SessionLimits(seconds=1.0), lean=True) as session:
        calls = likely(("f", False, 0), ("f", False, 1))
        assert session.load("m", source, filename="m.py", likely=calls) == Loaded()
        assert session.call("m", "f", (0,), {}) == Returned(0)
        assert session.call("m", "f", (1,), {}) == TimedOut(1.0)


def test_a_call_that_crashes_costs_the_check_that_makes_it(launcher: Launcher) -> None:
    """As does one that needs more memory than there is."""
    source = "def f(x):\n    return sum(len('x' * (x << 20)) for n in range(3))\n"
    with launcher.open(SessionLimits(seconds=60.0, memory_mb=64), lean=True) as session:
        calls = likely(("f", False, 1), ("f", False, 4000), ("f", False, 2))
        assert session.load("m", source, filename="m.py", likely=calls) == Loaded()
        assert session.call("m", "f", (1,), {}) == Returned(3 << 20)
        short = session.call("m", "f", (4000,), {})
        assert isinstance(short, Raised)
        assert short.builtin == "MemoryError"
        assert session.call("m", "f", (2,), {}) == Returned(6 << 20)


def test_answers_that_are_no_data_are_asked_for_again(launcher: Launcher) -> None:
    """A function that was given back is held for the check that asked, and has a number of its own."""
    with opened(launcher, PURE, likely(("later", False, [1.0]))) as session:
        held = session.call("m", "later", ([1.0],), {})
        assert isinstance(held, Returned)
        assert held.special
        again = session.call("m", "()", (held.value,), {})
        assert again == Returned([1.0])

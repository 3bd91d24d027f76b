"""Programs of a student that only compute are judged in one worker: nobody can tell, but by the clock."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.sandbox.handles import Lent
from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.likely import Likely, LikelyCall
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Loaded, LoadOutcome, Raised, Returned, TimedOut
from autograder.sandbox.process import company, foresight, session
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.process.remote import Worker
from autograder.sandbox.process.started import Zygote
from autograder.sandbox.ready import NotAlone, NotReady
from autograder.sandbox.timelimit import Budget
from autograder.sandbox.walled import WalledHost

LIMITS = SessionLimits(seconds=60.0, memory_mb=256)
COMPUTES = "import numpy as np\ntable = 3.0\ndef f(x):\n    return float(np.sum(x)) * table\n"
LOOKS_AROUND = """
import sys
import numpy as np

def f(x):
    return sorted(name for name in sys.modules if name.startswith("submission."))
"""
REMEMBERS = "seen = []\ndef f(x):\n    seen.append(x)\n    return seen[:]\n"
FILLS = """
import numpy as np

def f(x):
    block = np.ones(20 << 20)
    def again(n):
        return block if n else again(n)
    return again(1).size
"""
"""160 MB, in a circle that nobody breaks."""
RAISES = "def f(x):\n    return 1 / 0\n"
BREAKS = "table = 1 / 0\n"
IS_NONE = "def f(:\n"
DIGS = "def f(x, n=0):\n    return f(x, n + 1)\n"
COUNTS_DOWN = """
def f(x, n=0):
    try:
        return f(x, n + 1)
    except Exception:
        return n
"""
"""How deep it may still go."""
SLOW = "def f(x):\n    n = 0\n    while n < 40_000_000:\n        n += 1\n    return n\n"
"""More than any computer does in the time that a program may take among others."""
LEAKS = """
import numpy as np

def f(x):
    circle = np.array([None, None])
    circle[0], circle[1] = circle, np.ones(8 << 20)
    return 1
"""
"""64 MB, for good: no collection knows of arrays."""
LOOKS_FOR_ROOM = """
import numpy as np

def f(x):
    try:
        return np.ones(28 << 20).size
    except Exception:
        return "full"
"""
"""224 MB."""
CALLS_TRUE_ONE = """
from typing import List, Literal, Union
kinds = str(Literal[(True,)]) + str(Union[list[True], list[0.0], None]) + str(List[list[-0.0]])
def f(x):
    return kinds
"""
READS_ONE = """
from typing import List, Literal, Union
kinds = str(Literal[(1,)]) + str(Union[list[1], list[-0.0], None]) + str(List[list[0.0]])
def f(x):
    return kinds
"""
PROGRAMS = (COMPUTES, LOOKS_AROUND, REMEMBERS, FILLS, RAISES, BREAKS, IS_NONE, DIGS)


class Counted:
    """How many workers were made, and a handle of the last one's process."""

    made = 0
    last: int


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    counted, fork = Counted(), Zygote.fork
    handles: list[int] = []

    def counting(zygote: Zygote, limits: SessionLimits) -> Worker:
        counted.made += 1
        worker = fork(zygote, limits)
        counted.last = os.dup(worker._handle)
        handles.append(counted.last)
        return worker

    monkeypatch.setattr(Zygote, "fork", counting)
    yield counted
    for handle in handles:
        os.close(handle)


@pytest.fixture(autouse=True)
def nobody_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes longer than programs are together."""
    monkeypatch.setattr(company, "SECONDS", 600.0)
    monkeypatch.setattr(session, "WITHIN", 600.0)
    monkeypatch.setattr(foresight, "SECONDS", 600.0)


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        made.try_out()
        yield made


def program(place: int, source: str, limits: SessionLimits = LIMITS) -> Program:
    return Program(f"m{place}", f"m{place}.py", source, limits, likely=Likely())


def answer(host: WalledHost, one: Program, *args: Any) -> tuple[LoadOutcome, Any]:
    """As a grader does it: with NotReady it is done again, from its load on."""
    for _ in range(2):
        target = HostedTarget(host, one)
        try:
            loaded = target.load()
            outcome = target.call("f", args, {}, want_arguments=False) if isinstance(loaded, Loaded) else None
        except NotReady:
            host.close()
            continue
        host.forget(one, 60.0)
        host.close()
        return loaded, outcome
    raise AssertionError("it is never ready")


def one_after_another(launcher: Launcher, sources: Sequence[str], argument: Any = 1.0) -> list[Any]:
    with WalledHost(launcher, lean=True) as host:
        return answers(host, [program(place, source) for place, source in enumerate(sources)], argument)


def answers(host: WalledHost, programs: Sequence[Program], *args: Any) -> list[Any]:
    for one in programs:
        host.begin(one)
    return [answer(host, one, *args) for one in programs]


def test_programs_that_compute_cost_one_process(launcher: Launcher, forks: Counted) -> None:
    found = one_after_another(launcher, [COMPUTES] * 5, [1.0, 2.0])
    assert found == [(Loaded(), Returned(9.0))] * 5
    assert forks.made == 1


def test_each_student_has_processes_of_their_own(launcher: Launcher, forks: Counted) -> None:
    """The end of a student's host is the end of its process, judged or not, and a host that is nobody's has no such."""
    for number in range(2):
        with WalledHost(launcher, lean=True) as host:
            answers(host, [program(0, COMPUTES)] * number, 1.0)
            host.begin(program(1, COMPUTES))
        assert select.select([forks.last], [], [], 0)[0]  # the handle of a process is read when that has ended
    host = WalledHost(launcher, lean=True)
    answers(host, [program(place, COMPUTES) for place in range(2)], 1.0)
    assert forks.made == 4


def test_what_may_do_more_is_alone(launcher: Launcher, forks: Counted) -> None:
    """It finds no program of the same student, however many are loaded."""
    found = one_after_another(launcher, [COMPUTES, LOOKS_AROUND, COMPUTES, REMEMBERS, LOOKS_AROUND, COMPUTES])
    assert [outcome.value for _, outcome in found] == [3.0, ["submission.m1"], 3.0, [1.0], ["submission.m4"], 3.0]
    assert forks.made == 4  # what keeps something, too, is alone


@given(st.lists(st.sampled_from(PROGRAMS), min_size=2, max_size=7))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_is_the_one_of_a_process_of_its_own(launcher: Launcher, sources: list[str]) -> None:
    """Whatever came before: values, errors with their lines, programs that do not load, recursion without an end."""
    together = one_after_another(launcher, sources)
    for place, source in enumerate(sources):
        assert repr(together[place]) == repr(answer(WalledHost(launcher, lean=True), program(place, source), 1.0))


def test_memory_is_what_a_program_alone_has(launcher: Launcher, forks: Counted) -> None:
    """What programs before it left behind is collected."""
    assert one_after_another(launcher, [FILLS] * 4) == [(Loaded(), Returned(20 << 20))] * 4
    assert forks.made == 1


def test_a_full_memory_among_others_is_met_alone(
    launcher: Launcher, forks: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever finds it full beside others is judged again in a process where nobody is."""
    short = "import numpy as np\ndef f(x):\n    return float(np.ones(int(x)).size)\n"
    (_, before), (_, full) = one_after_another(launcher, [short, short], 64 << 20)
    assert isinstance(before, Raised)
    assert isinstance(full, Raised)
    assert full.builtin == "MemoryError"
    assert forks.made == 3


def test_who_leaves_in_the_middle_of_a_call_leaves_nothing_of_it_behind(launcher: Launcher) -> None:
    """A check's function asks for more than there is room for beside others, and the call around it is not over."""
    asks = "import numpy as np\ndef f(ask):\n    return ask(1.0)\ndef full(x):\n    return np.ones(64 << 20).size\n"
    one, other = program(0, asks), program(1, COUNTS_DOWN)
    with WalledHost(launcher, lean=True) as host:

        def ask(args: tuple[Any, ...], kwargs: dict[str, Any], seconds: float) -> Any:
            return host.call(one, "full", args, kwargs, seconds, want_arguments=False)

        for each in (one, other):
            host.begin(each)
        assert host.load(one, 60.0) == Loaded()
        with pytest.raises(NotAlone):
            host.call(one, "f", (Lent(0, "ask", ask),), {}, 60.0, want_arguments=False)
        host.close()
        found = answer(host, other, 1.0)
    assert found == answer(WalledHost(launcher, lean=True), other, 1.0)


def test_memory_that_is_gone_for_good_is_no_loss_of_the_next(launcher: Launcher, forks: Counted) -> None:
    """Even where that would never say that it met a full memory."""
    found = one_after_another(launcher, [LEAKS, LOOKS_FOR_ROOM])
    assert found == [(Loaded(), Returned(1)), (Loaded(), Returned(28 << 20))]
    assert forks.made == 2


def test_what_a_library_keeps_is_forgotten(launcher: Launcher, forks: Counted) -> None:
    """`typing` gives for 1 what it made for True; the next program hears nothing of that."""
    (_, first), (_, second) = one_after_another(launcher, [CALLS_TRUE_ONE, READS_ONE])
    assert forks.made == 1
    assert second == answer(WalledHost(launcher, lean=True), program(1, READS_ONE), 1.0)[1] != first


def test_what_takes_long_is_alone(launcher: Launcher, forks: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """So nothing beside it can have been in its way."""
    with WalledHost(launcher, lean=True) as host:
        programs = [program(0, COMPUTES), program(1, SLOW)]
        for one in programs:
            host.begin(one)
        monkeypatch.setattr(session, "WITHIN", 0.25)
        assert [answer(host, one, 1.0)[1] for one in programs] == [Returned(3.0), Returned(40_000_000)]
    assert forks.made == 2


def test_among_others_a_program_is_told_when_its_time_there_is_over(
    launcher: Launcher, forks: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever took it, calls or checks: there is to be time left to judge it alone. Who is alone is not told."""
    with WalledHost(launcher, lean=True) as host:
        for place in (1, 2):
            host.begin(program(place, COMPUTES))
        for place, seconds, late in ((0, 0.0, False), (1, 600.0, False), (2, 0.0, True)):
            target = HostedTarget(host, program(place, COMPUTES))
            assert target.load() == Loaded()
            monkeypatch.setattr(host._session, "_until", seconds and time.monotonic() + seconds)
            assert target.has_outstayed() == late
            assert host.alive != late
            host.close()
    assert forks.made == 2


def test_who_has_no_time_left_among_others_goes_and_leaves_them_together(launcher: Launcher, forks: Counted) -> None:
    """What it asks next is not begun there, so nobody has to end the process."""
    programs = [program(place, COMPUTES) for place in range(3)]
    with WalledHost(launcher, lean=True) as host:
        for one in programs:
            host.begin(one)
        assert host.load(programs[0], 60.0) == Loaded()
        assert host._session is not None
        host._session._until = 0.0
        with pytest.raises(NotAlone):
            host.call(programs[0], "f", (1.0,), {}, 60.0, want_arguments=False)
        host.close()
        assert [answer(host, one, 1.0)[1] for one in programs[1:]] == [Returned(3.0)] * 2
    assert forks.made == 1


def test_what_is_slow_to_load_is_alone(launcher: Launcher, forks: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the whole of its own time; and so are the others then, which were in the process that it held up."""
    monkeypatch.setattr(session, "WITHIN", 0.25)
    sources = [COMPUTES, SLOW + "table = f(1)\n", COMPUTES]
    with WalledHost(launcher, lean=True) as host:
        programs = [program(place, source) for place, source in enumerate(sources)]
        for one in programs:
            host.begin(one)
        monkeypatch.setattr(session, "WITHIN", 600.0)
        found = [answer(host, one, 1.0)[1] for one in programs]
    assert found == [Returned(3.0), Returned(40_000_000), Returned(3.0)]
    assert forks.made == 4


def test_a_process_that_is_killed_while_it_waits_is_nobodys_fault(launcher: Launcher, forks: Counted) -> None:
    with WalledHost(launcher, lean=True) as host:
        programs = [program(place, COMPUTES) for place in range(3)]
        for one in programs[:2]:
            host.begin(one)
        assert answer(host, programs[0], 1.0)[1] == Returned(3.0)
        signal.pidfd_send_signal(forks.last, signal.SIGKILL)
        assert select.select([forks.last], [], [], 30)[0]
        host.begin(programs[2])
        assert [answer(host, one, 1.0)[1] for one in programs[1:]] == [Returned(3.0)] * 2


def test_what_hangs_takes_its_process_along(launcher: Launcher, forks: Counted) -> None:
    """It is met alone again, and so are those that come after it."""
    limits = SessionLimits(seconds=0.2)
    sources = (COMPUTES, "def f(x):\n    while True:\n        pass\n", COMPUTES)
    with WalledHost(launcher, lean=True) as host:
        found = answers(host, [program(place, source, limits) for place, source in enumerate(sources)], 1.0)
    assert [outcome for _, outcome in found] == [Returned(3.0), TimedOut(0.2), Returned(3.0)]
    assert forks.made == 3


def test_a_load_that_hangs_costs_no_more_time_than_its_own(
    launcher: Launcher, forks: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among others it is stopped early, on nobody's account, and has its whole time alone."""
    monkeypatch.setattr(session, "WITHIN", 0.05)
    hanging = program(0, "while True:\n    pass\n", LIMITS)
    with WalledHost(launcher, lean=True) as host:
        host.begin(hanging)
        target = HostedTarget(host, hanging, Budget(0.3))
        assert target.load() == TimedOut(0.3, whole=True)
    assert forks.made == 2


def test_programs_are_together_for_a_while_and_with_the_same_limits(
    launcher: Launcher, forks: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others took of the processor's time, and what they may use, is then no less than alone."""
    with WalledHost(launcher, lean=True) as host:
        programs = [program(place, COMPUTES, SessionLimits(60.0 + place // 2)) for place in range(4)]
        assert [outcome for _, outcome in answers(host, programs, 1.0)] == [Returned(3.0)] * 4
        assert forks.made == 3  # those with the limits of the first, and each other
        again = [program(place, COMPUTES, SessionLimits(60.0)) for place in (4, 5)]
        for one in again:
            host.begin(one)
        monkeypatch.setattr(company, "SECONDS", 0.0)
        assert [answer(host, one, 1.0)[1] for one in again] == [Returned(3.0)] * 2
    assert forks.made == 5


def test_what_is_answered_after_a_hidden_input_is_told_alone(launcher: Launcher, forks: Counted) -> None:
    """By those whose visible checks are not over: they leave the process in which it was sent."""
    with WalledHost(launcher, lean=True) as host:
        one, other = (program(place, COMPUTES) for place in range(2))
        for each in (one, other):
            host.begin(each)
        assert host.load(one, 60.0) == Loaded()
        host.look_ahead(one, Likely())
        assert host.call(one, "f", (1.0,), {}, 60.0, want_arguments=False) == Returned(3.0)
        host.close()
        assert answer(host, other, 1.0)[1] == Returned(3.0)
        assert forks.made == 2
        foreseen = Likely([LikelyCall("f", (1.0,), {}, False)])
        late = replace(program(2, COMPUTES), likely=foreseen)
        host.begin(late)  # nobody comes there any more to be asked what is told in words
        assert answer(host, late, 1.0)[1] == Returned(3.0)
        assert forks.made == 3

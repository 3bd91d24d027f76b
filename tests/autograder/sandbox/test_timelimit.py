"""A loop that never ends is stopped, wherever it runs; anything else is left alone."""

from __future__ import annotations

import functools
import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

from autograder.sandbox.clocks import alarm, clock
from autograder.sandbox.clocks.once import for_the_class
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Loaded, TimedOut
from autograder.sandbox.timelimit import Budget, OutOfTime, call_off, limited, undisturbed


def loop() -> None:
    while True:
        pass


def loop_that_catches_errors() -> None:
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def loop_that_catches_everything() -> None:
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            continue


def in_thread(function: Callable[[], Any]) -> BaseException | Any:
    """What the function gave or raised on a thread that is not the main one."""
    got: list[Any] = []

    def run() -> None:
        try:
            got.append(function())
        except BaseException as error:
            got.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return got[0]


@pytest.mark.parametrize("code", [loop, loop_that_catches_errors, loop_that_catches_everything])
def test_an_endless_loop_is_stopped(code: Callable[[], None]) -> None:
    """Also one that catches whatever is raised in it."""
    before = sys.gettrace()
    with pytest.raises(OutOfTime):
        limited(code, 0.05)
    assert sys.gettrace() is before


@pytest.mark.parametrize("code", [loop, loop_that_catches_errors])
def test_away_from_the_main_thread_too(code: Callable[[], None]) -> None:
    """Where no alarm can be had, as on Windows, a timer thread does it."""
    assert isinstance(in_thread(lambda: limited(code, 0.05)), OutOfTime)


def test_what_ends_in_time_gives_its_value() -> None:
    """The value and the error of code that ends are its own."""
    assert limited(lambda: 3, 60) == 3
    assert in_thread(lambda: limited(lambda: 3, 60)) == 3
    with pytest.raises(ZeroDivisionError):
        limited(lambda: 1 / 0, 60)


def test_nothing_is_interrupted_later() -> None:
    """When the code has ended, so has its clock."""
    limited(lambda: None, 0.02)
    assert in_thread(lambda: limited(lambda: None, 0.02)) is None
    time.sleep(0.1)


def test_it_can_be_called_off() -> None:
    """While someone looks around in a debugger, nothing is interrupted."""

    def code() -> str:
        call_off()
        time.sleep(0.1)
        return "unhurried"

    assert limited(code, 0.02) == "unhurried"


@pytest.mark.parametrize("away", [False, True])
def test_a_debugger_may_take_long_to_open(away: bool) -> None:
    """From `breakpoint()` on nothing is interrupted, also where the limit passes before the debugger has its prompt."""
    debugger = {"__name__": "pdb", "time": time}
    exec("def set_trace():\n    time.sleep(0.2)", debugger)

    def code() -> str:
        debugger["set_trace"]()
        time.sleep(0.1)
        return "unhurried"

    assert (in_thread(lambda: limited(code, 0.02)) if away else limited(code, 0.02)) == "unhurried"


def test_a_limit_that_begins_undisturbed_still_holds() -> None:
    """What is not to be disturbed from outside can be limited inside, and an outer limit rings when it is over."""

    def spin() -> None:
        while True:
            pass

    def inner() -> str:
        with undisturbed(), pytest.raises(OutOfTime):
            limited(spin, 0.05)
        spin()
        return "never"

    with pytest.raises(OutOfTime):
        limited(inner, 0.3)


def test_a_call_that_loops_on_a_host_of_this_process_is_stopped() -> None:
    """The limit on a call holds at home too, though the conversation around it is not to be disturbed."""
    program = Program("loop", "loop.py", "def f():\n    while True:\n        pass\n", SessionLimits(0.05, 64, 5.0))
    target = HostedTarget(LocalHost(limit=True), program)
    assert isinstance(target.load(), Loaded)
    assert isinstance(target.call("f", (), {}, want_arguments=False), TimedOut)


@pytest.mark.parametrize("away", [False, True], ids=["main thread", "another thread"])
def test_a_limit_of_work_is_not_reached_by_waiting(away: bool) -> None:
    """A busy machine makes code wait, and waiting is not the code's doing; work is, and waiting without end as well."""
    waited: list[object] = []

    def wait_a_little() -> None:
        time.sleep(1.0)
        waited.append("all of it")

    def work() -> None:
        while True:
            pass

    def wait_for_ever() -> None:
        while True:
            time.sleep(0.05)

    def all_three() -> None:
        limited(wait_a_little, 0.2, of_work=True)
        for endless in (work, wait_for_ever):
            try:
                limited(endless, 0.1, of_work=True)
            except OutOfTime:
                waited.append("stopped")

    if away:
        thread = threading.Thread(target=all_three)
        thread.start()
        thread.join()
    else:
        all_three()
    assert waited == ["all of it", "stopped", "stopped"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no alarm")
def test_an_interruption_is_not_overtaken_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where this process is so slow that it takes longer to interrupt than it is until then."""
    monkeypatch.setattr(clock, "AGAIN", 0.002)
    opens = alarm.opens_debugger

    def slowly(frame: FrameType | None) -> bool:
        time.sleep(0.01)
        return opens(frame)

    monkeypatch.setattr(alarm, "opens_debugger", slowly)
    with pytest.raises(OutOfTime):
        limited(loop, 0.01)


def busy(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


@pytest.fixture
def unheard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The code in which an interruption was raised although nobody hears of it there."""
    places: list[str] = []

    def note(told: Any) -> None:
        if told.exc_type is OutOfTime:
            places.append(getattr(told.object, "__qualname__", str(told.object)))

    monkeypatch.setattr(sys, "unraisablehook", note)
    return places


@pytest.mark.skipif(sys.platform == "win32", reason="there is no alarm")
def test_an_interruption_waits_while_garbage_is_collected(unheard: list[str]) -> None:
    """What is raised there goes unheard: the interruption waits for a moment, and is told elsewhere."""
    phases: list[str] = []

    def listen(phase: str, info: dict[str, int]) -> None:
        if not phases:  # the clock has run out by the end of this
            phases.append(phase)
            busy(0.1)

    def make_garbage() -> None:
        gc.collect(0)
        loop()

    gc.callbacks.append(listen)
    try:
        with pytest.raises(OutOfTime):
            limited(make_garbage, 0.02)
    finally:
        gc.callbacks.remove(listen)
    assert phases == ["start"]
    assert not [place for place in unheard if "listen" in place]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no alarm")
def test_an_interruption_waits_while_an_object_is_deleted(unheard: list[str]) -> None:
    class Slow:
        def __del__(self) -> None:
            busy(0.1)

    def drop() -> None:
        Slow()
        loop()

    with pytest.raises(OutOfTime):
        limited(drop, 0.02)
    assert not [place for place in unheard if "Slow" in place]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no alarm")
def test_what_is_deleted_on_the_way_out_is_not_interrupted(unheard: list[str]) -> None:
    """A program that went on after one interruption is interrupted at every line, but not where nobody hears of it."""
    deleted: list[str] = []

    class Slow:
        def __del__(self) -> None:
            deleted.append("begun")
            deleted.append("done")

    def go_on() -> object:
        with suppress(OutOfTime):
            loop()
        return Slow(), loop()  # what has been made of this is given up when it ends here

    with pytest.raises(OutOfTime):
        limited(go_on, 0.02)
    assert deleted == ["begun", "done"]
    assert unheard == []


@pytest.mark.parametrize("seconds", [0.02, 60.0], ids=["after an interruption", "in time"])
def test_what_runs_after_a_thread_kept_time_can_be_traced(seconds: float) -> None:
    """A debugger or a measure of coverage: Python 3.11 stands still in it if it believes an interruption is to come."""
    code = f"""
import sys, threading
from autograder.sandbox.timelimit import OutOfTime, limited

def runs():
    try:
        limited((lambda: None) if {seconds} > 1 else (lambda: [0 for _ in iter(int, 1)]), {seconds})
    except OutOfTime:
        pass

def traced():
    for nothing in []:
        pass
    return "left"

thread = threading.Thread(target=runs)
thread.start()
thread.join()
sys.settrace(lambda *seen: None)
print(traced())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == "left\n", done.stderr


def test_an_interruption_that_comes_too_late_reaches_nothing_else() -> None:
    """It may be on its way when the work is done."""

    def works_about_as_long_as_it_may() -> int:
        stopped = 0
        for seconds in (*(0.01 + number / 2000 for number in range(40)), 3600.0):
            try:
                limited(functools.partial(busy, seconds), 0.02)
            except OutOfTime:
                stopped += 1
            sum(range(1000))
        return stopped

    assert in_thread(works_about_as_long_as_it_may) in range(1, 42)


def test_what_is_done_for_the_class_costs_nobody_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is first waits until a process or a mistake is made ready, and has all of their seconds still."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    budget = Budget(10.0)
    now[0] += 3
    with for_the_class():
        now[0] += 60
    assert budget.left() == pytest.approx(7.0)

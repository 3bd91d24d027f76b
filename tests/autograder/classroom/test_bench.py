"""The bench: a grader and a wall that fit each other."""

from __future__ import annotations

import itertools
import os
import select
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
if not sys.platform.startswith("linux"):
    pytest.skip("the wall is built of parts of Linux", allow_module_level=True)

from autograder.classroom.bench import Bench
from autograder.classroom.grader import Grader
from autograder.course.model import Course, Limits, Submission
from autograder.sandbox import timelimit
from autograder.sandbox.process.launcher import Launcher, Session, SessionLimits
from autograder.sandbox.process.remote import Worker


def test_what_the_course_allows_can_be_imported(course: Course, hand_in: Callable[..., Submission]) -> None:
    """A module from an exercise's list is there behind the wall, whatever else is."""
    median = replace(course.exercises[0], allowed_imports=("colorsys", "not_installed"))
    source = "import colorsys\n" + course.solution(median).read_text(encoding="utf-8")
    with Bench(Grader(replace(course, exercises=(median, *course.exercises[1:])), ["median"])) as bench:
        result = bench.judge(hand_in("ada", median=source))
    assert result.score == result.max_score == 40.0


@pytest.mark.parametrize(("times", "status"), [(0, "graded"), (1, "graded"), (2, "graded"), (1000, "not_graded")])
def test_a_submission_that_is_killed_is_tried_again(
    course: Course, hand_in: Callable[..., Submission], monkeypatch: pytest.MonkeyPatch, times: int, status: str
) -> None:
    """What the machine does to a student's process costs no mark; where it does so each time, there is none yet."""
    loads = itertools.count()
    load = Session.load

    def load_and_be_killed(self: Session, *args: Any, **options: Any) -> object:
        outcome = load(self, *args, **options)
        if next(loads) < times and isinstance(self._worker, Worker):
            signal.pidfd_send_signal(self._worker._handle, signal.SIGKILL)
        return outcome

    reference = course.solution(course.exercises[0]).read_text(encoding="utf-8")
    asked_one_by_one = f"import random\n{reference}"  # of others the answers are there by then
    with Bench(Grader(course, ["median"])) as bench:
        monkeypatch.setattr(Session, "load", load_and_be_killed)
        (result,) = bench.judge(hand_in("ada", median=asked_one_by_one)).exercises
    points = 40.0 if status == "graded" else 0.0
    assert (result.status, result.score, result.max_score) == (status, points, points)
    assert result.needs_review == (status == "not_graded")


def test_what_dies_of_its_own_limit_is_not_tried_again(
    course: Course, hand_in: Callable[..., Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processor time that is used up is the submission's own doing, and one try is enough."""
    forks = itertools.count()
    fork = Launcher.fork

    def counted(self: Launcher, limits: SessionLimits, *, lean: bool = False) -> object:
        next(forks)
        return fork(self, limits, lean=lean)

    limits = Limits(seconds=30.0, total_seconds=1.0)  # two seconds of processor time
    median = replace(course.exercises[0], limits=limits)
    patched = replace(course, exercises=(median, *course.exercises[1:]))
    monkeypatch.setattr(timelimit.Budget, "left", lambda self: 30.0)  # the wall clock looks away
    with Bench(Grader(patched, ["median"])) as bench:
        monkeypatch.setattr(Launcher, "fork", counted)
        (result,) = bench.judge(hand_in("ada", median="while True:\n    pass\n")).exercises
    assert (result.status, result.score, result.max_score) == ("crashed", 0.0, 40.0)
    assert "out of processor time" in result.message
    assert next(forks) == 1


def test_each_exercise_has_a_process_of_its_own(course: Course, hand_in: Callable[..., Submission]) -> None:
    """What one file does to NumPy, to the decimal module or to chance stays in its own process."""
    spoiler = "import numpy, random, sys\nnumpy.exp = numpy.sum = numpy.asarray = None\nsys.modules['math'] = None\n"
    area = course.solution(course.exercise("trapezoid")).read_text(encoding="utf-8")
    with Bench(Grader(course)) as bench:
        result = bench.judge(hand_in("ada", median=spoiler, trapezoid="import math, numpy\nnumpy.exp(0)\n" + area))
    assert [(one.id, one.score) for one in result.exercises] == [("median", 0.0), ("trapezoid", 60.0)]


TAKES_ROOM = """
import numpy as np
def median(values):
    circle = np.array([None, None])
    circle[0], circle[1] = circle, np.zeros(1 << 19)
    return 0.0
"""
"""4 MB at each call, which nothing frees."""
NEEDS_ROOM = """
import numpy as np
plain = area
def area(*given):
    try:
        np.zeros(31 << 20)
    except Exception:
        return "full"
    return plain(*given)
"""
"""248 MB of 256, and where it does not get them it does not say so."""


REMEMBERS = "\nseen = []\nfirst = median\ndef median(values):\n    seen.append(values)\n    return first(values)\n"
LOOKS_AROUND = "\nimport sys\n"


@pytest.mark.parametrize(
    ("median", "area"),
    [("", ""), ("", "\narea = max\n"), (REMEMBERS, ""), (LOOKS_AROUND, ""), ("\nmedian = 1 / 0\n", LOOKS_AROUND)],
)
def test_a_process_that_is_killed_between_any_two_messages_changes_nothing(
    course: Course, hand_in: Callable[..., Submission], monkeypatch: pytest.MonkeyPatch, median: str, area: str
) -> None:
    """Before a question and before its answer is taken, in a process of its own and in one that was handed on; and
    nothing is left open."""
    added = {"median": median, "trapezoid": area}
    texts = {one.id: course.solution(one).read_text(encoding="utf-8") + added[one.id] for one in course.exercises}
    messages, kill_at = itertools.count(), -1

    def killing(real: Callable[..., Any]) -> Callable[..., Any]:
        def done(worker: Worker, *given: Any, **options: Any) -> Any:
            if next(messages) == kill_at:
                signal.pidfd_send_signal(worker._handle, signal.SIGKILL)
                assert select.select([worker._handle], [], [], 30)[0]
            return real(worker, *given, **options)

        return done

    with Bench(Grader(course)) as bench:
        wanted = [bench.judge(hand_in("ada", **texts)) for _ in range(3)][-1]  # all that is known of others is known
        for name in ("ask", "take", "_receive"):
            monkeypatch.setattr(Worker, name, killing(getattr(Worker, name)))
        messages = itertools.count()
        assert bench.judge(hand_in("ada", **texts)) == wanted
        opened, sent = len(os.listdir("/proc/self/fd")), next(messages)
        assert sent > 4
        for number in range(sent):
            kill_at, messages = number, itertools.count()
            assert bench.judge(hand_in("ada", **texts)) == wanted
        assert len(os.listdir("/proc/self/fd")) == opened


def test_programs_that_compute_cost_one_process_right_or_wrong(
    course: Course, hand_in: Callable[..., Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what may do more has one of its own."""
    right = {one.id: course.solution(one).read_text(encoding="utf-8") for one in course.exercises}
    forks, fork = itertools.count(), Launcher.fork

    def counted(launcher: Launcher, limits: SessionLimits, **options: Any) -> Any:
        next(forks)
        return fork(launcher, limits, **options)

    with Bench(Grader(course)) as bench:
        monkeypatch.setattr(Launcher, "fork", counted)
        assert [one.score for one in bench.judge(hand_in("ada", **right)).exercises] == [40.0, 60.0]
        assert next(forks) == 1
        wrong = right | {"trapezoid": "def area(*given):\n    return 0.0\n"}
        assert [one.score for one in bench.judge(hand_in("ben", **wrong)).exercises] == [40.0, 0.0]
        assert next(forks) == 3
        more = right | {"trapezoid": LOOKS_AROUND + right["trapezoid"]}
        assert [one.score for one in bench.judge(hand_in("cleo", **more)).exercises] == [40.0, 60.0]
        assert next(forks) == 6


def test_what_an_exercise_leaves_behind_costs_no_other_a_point(
    course: Course, hand_in: Callable[..., Submission]
) -> None:
    """Though both only compute: where one meets what is left of the other, it is judged alone."""
    small = [replace(one, limits=replace(one.limits, memory_mb=256), allowed_imports=None) for one in course.exercises]
    area = course.solution(course.exercise("trapezoid")).read_text(encoding="utf-8")
    with Bench(Grader(replace(course, exercises=tuple(small)))) as bench:
        result = bench.judge(hand_in("ada", median=TAKES_ROOM, trapezoid=area + NEEDS_ROOM))
    assert [one.score for one in result.exercises] == [0.0, 60.0]


def test_the_time_of_an_exercise_is_bounded_whatever_is_slow(
    course: Course, hand_in: Callable[..., Submission]
) -> None:
    """Calls that return count too: what has no time left is failed as such, and the next exercise has its own time."""
    slow = "import time\ndef median(values):\n    time.sleep(0.4)\n    return sorted(values)[len(values) // 2]\n"
    limits = Limits(seconds=5.0, total_seconds=0.6)
    exercises = tuple(replace(one, limits=limits, allowed_imports=None) for one in course.exercises)
    area = course.solution(course.exercise("trapezoid"))
    with Bench(Grader(replace(course, exercises=exercises))) as bench:
        median, trapezoid = bench.judge(hand_in("ada", median=slow, trapezoid=area)).exercises
    assert median.checks[-1].outcome == "timed_out"
    assert median.score < median.max_score
    assert trapezoid.score == 60.0


def test_bytes_are_bounded_in_all(course: Course, hand_in: Callable[..., Submission]) -> None:
    """Answers that are too large together are refused: a failure of the checks that are left, and no crash of ours."""
    large = "import numpy\ndef median(values):\n    return numpy.zeros(8_000_000)\n"
    with Bench(Grader(course, ["median"])) as bench:
        (result,) = bench.judge(hand_in("ada", median=large)).exercises
    assert (result.status, result.score, result.max_score) == ("graded", 0.0, 40.0)


def test_what_breaks_while_programs_are_begun_is_met_where_each_is_judged(
    course: Course, hand_in: Callable[..., Submission], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody loses a point by it, and no other exercise hears of it."""
    texts = {one.id: course.solution(one).read_text(encoding="utf-8") for one in course.exercises}

    def broken(*given: Any) -> None:
        raise ValueError("of no interest")

    with Bench(Grader(course)) as bench:
        wanted = bench.judge(hand_in("ada", **texts))
        monkeypatch.setattr("autograder.kinds.code.grader.CodeGrader.begin", broken)
        assert bench.judge(hand_in("ada", **texts)) == wanted

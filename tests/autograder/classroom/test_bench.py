"""The bench: a grader and a wall that fit each other."""

from __future__ import annotations

import itertools
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
from autograder.course.model import Course, Submission
from autograder.sandbox.process.launcher import Session
from autograder.sandbox.process.remote import Worker


def test_what_the_course_allows_can_be_imported(course: Course, hand_in: Callable[..., Submission]) -> None:
    """A module from an exercise's list is there behind the wall, whatever else is."""
    median = replace(course.exercises[0], allowed_imports=("colorsys", "not_installed"))
    source = "import colorsys\n" + course.solution(median).read_text(encoding="utf-8")
    with Bench(Grader(replace(course, exercises=(median, *course.exercises[1:])), ["median"])) as bench:
        result = bench.judge(hand_in("ada", median=source))
    assert result.score == result.max_score == 40.0


@pytest.mark.parametrize(("times", "score"), [(0, 40.0), (1, 40.0), (2, 40.0), (1000, 0.0)])
def test_a_submission_that_is_killed_is_tried_again(
    course: Course, hand_in: Callable[..., Submission], monkeypatch: pytest.MonkeyPatch, times: int, score: float
) -> None:
    """What the machine does to a student's process now and then costs no mark; what happens each time is theirs."""
    loads = itertools.count()
    load = Session.load

    def load_and_be_killed(self: Session, *args: Any, **options: Any) -> object:
        outcome = load(self, *args, **options)
        if next(loads) < times and isinstance(self._worker, Worker):
            signal.pidfd_send_signal(self._worker._handle, signal.SIGKILL)
        return outcome

    monkeypatch.setattr(Session, "load", load_and_be_killed)
    with Bench(Grader(course, ["median"])) as bench:
        result = bench.judge(hand_in("ada", median=course.solution(course.exercises[0])))
    assert (result.score, result.needs_review) == (score, False)

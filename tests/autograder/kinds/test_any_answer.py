"""Any plain answer, any check: each check ends as passed or failed, in bounded time, and none is left out."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis.extra.numpy as npst
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import Course, Exercise, ExerciseResult, SubmittedFile
from autograder.kinds.code.grader import CodeGrader
from autograder.kinds.registry import kind_of
from autograder.sandbox.here import LocalHost
from autograder.sandbox.outcomes import CallOutcome, Crashed, Loaded, LoadOutcome, NotData, Raised, Returned, TimedOut

REPOSITORY = Path(__file__).parents[3]
COURSES = (REPOSITORY, REPOSITORY / "tests" / "courses" / "measuring")

NUMBERS = st.one_of(
    st.sampled_from([0, 1, -1, 2**63, -(2**64), 10**400, -(10**400), True, False]),
    st.sampled_from([0.0, -0.0, 1e308, -1e-320, float("inf"), float("-inf"), float("nan"), 1j, complex("nan")]),
    st.integers(-5, 5),
    st.floats(-2, 2),
)
LEAVES = st.one_of(NUMBERS, st.none(), st.text(max_size=4), st.just("x" * 10_000))
DTYPES = ["?", "i1", "i8", "u1", "u8", "f2", "f4", "f8", "c8", "c16"]
ARRAYS = st.one_of(
    npst.arrays(st.sampled_from(DTYPES), npst.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=3)),
    st.sampled_from(DTYPES).map(lambda kind: np.ones((), kind)),  # no wall lets one by, and no check may mind
)
KEYS = st.one_of(st.text(max_size=3), st.integers(-3, 3), st.none(), st.booleans(), st.just(2**63), st.just(1.5))
RAGGED = st.sampled_from([[], [[]], [[1.0], [1.0, 2.0]], [[1.0, 2.0], 3.0], ([0.5] * 3, [[0.5, None]]), ((), ())])
HUGE_ANSWERS = ([0.5] * 30_000, [[0.5, 0.5]] * 3_000, np.zeros((300, 300)), [[0.0] * 1_000] * 10, [None] * 5_000)
HUGE = st.integers(0, len(HUGE_ANSWERS) - 1).map(HUGE_ANSWERS.__getitem__)  # hypothesis would write them all out
ANSWERS = st.one_of(
    st.recursive(
        st.one_of(LEAVES, ARRAYS),
        lambda part: st.one_of(
            st.lists(part, max_size=4),
            st.lists(part, max_size=3).map(tuple),
            st.dictionaries(KEYS, part, max_size=3),
        ),
        max_leaves=12,
    ),
    RAGGED,
    HUGE,
)
OUTCOMES = st.one_of(
    ANSWERS.map(Returned),
    st.sampled_from(
        [
            Raised("ValueError", "no", "ValueError"),
            Raised("Odd", "\x1b[2J", None),
            NotData("a Decimal"),
            Crashed("killed"),
            TimedOut(1.0),
        ]
    ),
)


class Answering(LocalHost):
    """A host that loads anything and answers each call with what was drawn, its arguments left as drawn too."""

    def __init__(self, outcomes: list[CallOutcome], arguments: list[Any]) -> None:
        super().__init__()
        self._outcomes = outcomes
        self._arguments = arguments
        self._asked = 0

    def load(self, *_: Any) -> LoadOutcome:
        return Loaded()

    def call(self, _: Any, __: str, args: tuple[Any, ...], *rest: Any, want_arguments: bool) -> CallOutcome:
        self._asked += 1
        outcome = self._outcomes[self._asked % len(self._outcomes)]
        if not want_arguments or not isinstance(outcome, Returned):
            return outcome
        return dataclasses.replace(outcome, arguments=tuple(self._arguments) if self._arguments else args)


@cache
def code_exercises() -> list[tuple[Course, Exercise, CodeGrader]]:
    made = []
    for root in COURSES:
        course = load_course(root, with_solutions=True)
        checks = collect(course)
        for exercise in course.exercises:
            if kind_of(exercise).runs_code:
                made.append((course, exercise, CodeGrader(course, exercise, checks[exercise.id])))
    return made


def judged(index: int, outcomes: list[CallOutcome], arguments: list[Any]) -> ExerciseResult:
    grader = code_exercises()[index][2]
    return grader.grade(SubmittedFile("any.py", "any = 1"), Answering(outcomes, arguments))


anything = given(outcomes=st.lists(OUTCOMES, min_size=1, max_size=3), arguments=st.lists(ANSWERS, max_size=2))


@pytest.mark.parametrize("index", range(0, 10, 2))
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@anything
def test_any_answer_is_judged(index: int, outcomes: list[CallOutcome], arguments: list[Any]) -> None:
    """No check breaks, none is left out of the score, and the result is one that can be written."""
    judge(index, outcomes, arguments)


@pytest.mark.whole
@pytest.mark.parametrize("index", range(10))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@anything
def test_any_of_more_answers_is_judged(index: int, outcomes: list[CallOutcome], arguments: list[Any]) -> None:
    """The same of more of them, and of each exercise."""
    judge(index, outcomes, arguments)


def judge(index: int, outcomes: list[CallOutcome], arguments: list[Any]) -> None:
    exercise = code_exercises()[index][1]
    result = judged(index, outcomes, arguments)
    assert {check.outcome for check in result.checks} <= {"passed", "failed", "not_run", "timed_out", "crashed"}
    assert sum(check.max_score for check in result.checks) > 0
    assert all(check.max_score > 0 for check in result.checks)
    assert (result.max_score, result.status != "not_graded") == (exercise.points, True)
    assert 0 <= result.score <= exercise.points
    if result.score == exercise.points:
        pytest.fail("an answer that knows nothing got full points")
    for check in result.checks:
        if check.outcome == "not_run" and result.status == "graded":
            assert check.message.startswith("Waits until")


def test_every_code_exercise_is_tried() -> None:
    """The test above goes over all of them, the one before it over each second."""
    assert len(code_exercises()) == 10

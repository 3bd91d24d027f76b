"""What lateness leaves of a score, as the gradebook beside the results says it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebook import write_gradebook
from autograder.classroom.lines import to_line
from autograder.classroom.standing import Standing
from autograder.course.model import ExerciseResult, LatePolicy, StudentResult


@given(st.floats(0.001, 500), st.sampled_from([0.0, 0.0674, 1.0, 3.0]))
def test_who_was_in_time_has_lost_nothing(tmp_path_factory: pytest.TempPathFactory, score: float, days: float) -> None:
    """Points with many decimals are rounded in the gradebook: that is no lateness, and lateness is what it costs."""
    folder = tmp_path_factory.mktemp("run")
    one = StudentResult("c", "ada", score, 500.0, False, "none", (ExerciseResult("e", "code", score, 500.0, "graded"),))
    (folder / "results.jsonl").write_text(to_line(one) + "\n", encoding="ascii")
    text = io.StringIO()
    write_gradebook([one], ["e"], text, late=(LatePolicy(10, 50), {"ada": days}))
    (folder / "gradebook.csv").write_text(text.getvalue(), encoding="utf-8")
    left = Standing(folder / "results.jsonl", "").left(one)
    if days == 0:
        assert left == 1.0
    else:
        assert abs(left - (1 - 0.1 * (1 if days < 1 else days))) <= 0.0002 / max(score, 0.0001)

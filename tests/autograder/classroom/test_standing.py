"""What lateness leaves of a score, as the gradebook beside the results says it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebook import write_gradebook
from autograder.classroom.lines import to_line
from autograder.classroom.standing import Standing
from autograder.course.model import ExerciseResult, LatePolicy, StudentResult
from autograder.errors import UserError


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


@pytest.mark.parametrize("saved", ["plain", "semicolons", "tabs", "named separator", "UTF-16"])
def test_a_gradebook_that_a_spreadsheet_has_saved_says_the_same(tmp_path: Path, saved: str) -> None:
    """Else everybody would be in time as soon as somebody has opened it in a German Excel and saved it."""
    one = StudentResult("c", "ada", 7.5, 10.0, False, "none", (ExerciseResult("e", "code", 7.5, 10.0, "graded"),))
    (tmp_path / "results.jsonl").write_text(to_line(one) + "\n", encoding="ascii")
    text = io.StringIO()
    write_gradebook([one], ["e"], text, late=(LatePolicy(10, 50), {"ada": 2}))
    german = text.getvalue().replace(",", ";").replace(".", ",").replace("\n", "\r\n")
    content = {
        "plain": text.getvalue().encode(),
        "semicolons": b"\xef\xbb\xbf" + german.encode(),
        "tabs": german.replace(";", "\t").encode(),
        "named separator": b"sep=;\r\n" + german.encode(),
        "UTF-16": german.encode("utf-16"),
    }[saved]
    (tmp_path / "gradebook.csv").write_bytes(content)
    assert Standing(tmp_path / "results.jsonl", "").left(one) == pytest.approx(0.8)


def test_points_that_a_spreadsheet_took_for_a_date_are_named(tmp_path: Path) -> None:
    """They are nobody's points any more, and are not guessed."""
    one = StudentResult("c", "ada", 7.5, 10.0, False, "none", (ExerciseResult("e", "code", 7.5, 10.0, "graded"),))
    (tmp_path / "results.jsonl").write_text(to_line(one) + "\n", encoding="ascii")
    (tmp_path / "gradebook.csv").write_text("student;score_after_lateness\nada;06. Mai\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"gradebook\.csv: .* 'ada' is '06\. Mai', .* `autograder grade` again"):
        Standing(tmp_path / "results.jsonl", "").left(one)

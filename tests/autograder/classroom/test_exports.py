"""exports: results.jsonl and gradebook.csv."""

from __future__ import annotations

import csv
import io
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebook import harmless, number, write_gradebook
from autograder.classroom.lines import from_line, to_json, to_line
from autograder.course.model import CheckResult, ExerciseResult, StudentResult

scores = st.floats(0, 1000)
names = st.text(min_size=1)
checks = st.builds(
    CheckResult,
    *(names, names, st.booleans(), st.sampled_from(["passed", "failed", "crashed", "not_run", "grader_error"])),
    *(scores, scores, st.text(), st.none() | names),
)
exercises = st.builds(
    ExerciseResult,
    *(names, st.sampled_from(["code", "form"]), scores, scores, st.sampled_from(["graded", "missing"]), st.text()),
    *(st.lists(checks, max_size=2).map(tuple), st.booleans()),
)
results = st.builds(
    StudentResult, names, names, scores, scores, st.booleans(), names, st.lists(exercises, max_size=2).map(tuple)
)


@given(results)
def test_a_line_comes_back_as_the_same_result(result: StudentResult) -> None:
    """What was written is read back equal, and is one line of ASCII."""
    line = to_line(result)
    assert from_line(line) == result
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert to_line(from_line(line)) == line


def test_the_keys_are_those_of_the_contract() -> None:
    """Other programs read these names in this order."""
    check = CheckResult("hidden/test_f.py::test_a", "A", False, "failed", 0.0, 1.0, "m", "wrong")
    exercise = ExerciseResult("f", "code", 0.0, 10.0, "graded", "", (check,))
    data = to_json(StudentResult("c", "ada", 0.0, 10.0, False, "strict", (exercise,)))
    assert data["schema"] == "autograder/result/v1"
    assert list(data) == [
        *("schema", "course", "student", "score", "max_score", "needs_review", "isolation", "exercises")
    ]
    assert list(data["exercises"][0]) == ["id", "kind", "score", "max_score", "status", "message", "checks"]
    assert list(data["exercises"][0]["checks"][0]) == [
        *("id", "title", "visible", "outcome", "score", "max_score", "message", "diagnosis")
    ]


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_score_that_is_no_number_is_never_written(bad: float) -> None:
    """JSON has no NaN: writing one is an error of the engine."""
    with pytest.raises(ValueError):
        to_line(StudentResult("c", "ada", bad, 1.0, False, "none", ()))


@pytest.mark.parametrize(
    "line",
    [
        *("", "7", "[]", "{}", "null", '{"schema": "autograder/result/v2"}', '{"schema": "autograder/result/v1"}'),
        to_line(StudentResult("c", "a", 1.0, 1.0, False, "none", ())).replace("[]", "[7]"),
        to_line(StudentResult("c", "a", 1.0, 1.0, False, "none", ())).replace("[]", "7"),
        to_line(StudentResult("c", "a", 1.0, 1.0, False, "none", ())).replace("[]", '[{"id": "f"}]'),
        to_line(StudentResult("c", "a", 1.0, 1.0, False, "none", ())).replace("[]", '[{"id": "f", "checks": [{}]}]'),
    ],
)
def test_what_is_no_result_is_refused(line: str) -> None:
    """Another schema, another shape, a missing part: a ValueError."""
    with pytest.raises(ValueError):
        from_line(line)


def gradebook(*results: StudentResult) -> list[list[str]]:
    file = io.StringIO()
    write_gradebook(results, ["f", "g"], file)
    return list(csv.reader(io.StringIO(file.getvalue())))


def test_a_row_a_student_a_column_an_exercise() -> None:
    """Points by exercise, an empty cell for what was not graded, total, maximum, and who needs a look."""
    f = ExerciseResult("f", "code", 9.5, 10.0, "graded")
    g = ExerciseResult("g", "code", 1 / 3, 5.0, "graded")
    rows = gradebook(
        StudentResult("c", "ada", 9.5 + 1 / 3, 15.0, False, "none", (f, g)),
        StudentResult("c", "bob", 9.5, 10.0, True, "none", (f,)),
    )
    assert rows == [
        ["student", "f", "g", "score", "max_score", "needs_review"],
        ["ada", "9.5", "0.3333", "9.8333", "15", ""],
        ["bob", "9.5", "", "9.5", "10", "yes"],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_name_is_no_formula(name: str) -> None:
    """A name that a spreadsheet would run is quoted."""
    cell = gradebook(StudentResult("c", name, 0.0, 0.0, False, "none", ()))[1][0]
    assert cell == f"'{name}".replace("\t", " ").replace("\r", " ").replace("\n", " ")


@given(names)
def test_any_name_survives_a_spreadsheet(name: str) -> None:
    """A printable name comes back as it was, or with the one quote that makes it harmless; any is one cell."""
    cell = harmless(name)
    assert cell in (name, f"'{name}") or not name.isprintable()
    assert cell[0] not in "=+-@\t\r\n"
    row = gradebook(StudentResult("c", name, 0.0, 0.0, False, "none", ()))[1]
    assert row[0] == cell
    assert len(row) == 6


@given(scores)
def test_a_number_reads_as_itself(score: float) -> None:
    """Rounded to four decimals, without trailing zeros."""
    text = number(score)
    assert float(text) == pytest.approx(score, abs=5.1e-5)
    assert json.loads(text) == float(text)
    assert not (text.endswith("0") and "." in text)

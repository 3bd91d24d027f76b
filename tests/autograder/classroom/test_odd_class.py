"""The odd class, hostile or tiny submissions: what each gets, for what reason. Graded once, behind the real wall."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

CLASS = Path(__file__).parent / "odd_class"
FULL = {"scores": 8.0, "softmax": 12.0, "context": 10.0, "change_query": 10.0}
EXERCISES = (*FULL, "quiz")
NONE: tuple[str, ...] = ()
QUIZ = {"quiz": ("graded", 5.0, NONE)}

# student -> exercise -> (status, points, diagnoses); an exercise that is not listed is missing.
EXPECTED: dict[str, dict[str, tuple[str, float, tuple[str, ...]]]] = {
    "perfect_lists": {name: ("graded", points, NONE) for name, points in FULL.items()} | QUIZ,
    "perfect_numpy": {name: ("graded", points, NONE) for name, points in FULL.items()} | QUIZ,
    "in_a_subfolder": {name: ("graded", points, NONE) for name, points in FULL.items()},
    "lesson_copied": {
        **{name: ("graded", points, NONE) for name, points in FULL.items()},
        "softmax": ("graded", 12 * 22 / 22.5, ("rounded",)),
        "quiz": ("needs_review", 5.0, NONE),  # with the sheet of perfect_lists
    },
    "cosine_scores": {
        **{name: ("graded", points, NONE) for name, points in FULL.items()},
        "scores": ("graded", 8 * 4 / 13, ("cosine",)),
    },
    "plain_softmax": {
        **{name: ("graded", points, NONE) for name, points in FULL.items()},
        "softmax": ("graded", 12 * 8 / 22.5, ("plain",)),
    },
    "hard_lookup": {
        **{name: ("graded", points, NONE) for name, points in FULL.items()},
        "context": ("graded", 10 * 5 / 17, ("hard_lookup",)),
        "quiz": ("graded", 5 * 19.5 / 25, ("hard_choice",)),
    },
    "negated_query": {
        **{name: ("graded", points, NONE) for name, points in FULL.items()},
        "change_query": ("graded", 10 * 11 / 15, ("negated",)),
        "quiz": ("graded", 5 * 22 / 25, NONE),  # three answers are none
    },
    "half_filled": {
        "scores": ("graded", 8.0, NONE),
        "softmax": ("graded", 12 * 15.5 / 22.5, NONE),
        "context": ("not_started", 0.0, NONE),
        "change_query": ("not_started", 0.0, NONE),
        "quiz": ("graded", 5 * 13 / 25, NONE),
    },
    "untouched": dict.fromkeys(EXERCISES, ("not_started", 0.0, NONE)),
    "file_missing": {name: ("graded", FULL[name], NONE) for name in ("scores", "softmax", "context")},
    "syntax_error": {"softmax": ("crashed", 0.0, NONE)},
    "latin_1_bytes": {"softmax": ("crashed", 0.0, NONE)},
    "loop_at_import": {"softmax": ("timed_out", 0.0, NONE)},
    "loop_in_a_call": {"softmax": ("graded", 0.0, NONE)},
    "interpreter_crash": {"scores": ("graded", 8 * 3 / 13, NONE)},
    "sys_exit": {"scores": ("graded", 0.0, NONE)},
    "os_exit": {"scores": ("crashed", 0.0, NONE)},
    "prints_100_mb": {"softmax": ("graded", 12 * 15.5 / 22.5, NONE)},
    "asks_for_8_gb": {"softmax": ("graded", 0.0, NONE)},
    "returns_strings": {"softmax": ("graded", 0.0, ("temperature_unchecked",))},
    "returns_none": {"softmax": ("graded", 0.0, NONE)},
    "returns_a_generator": {"softmax": ("graded", 0.0, NONE)},
    "returns_an_object_array": {"softmax": ("graded", 12 * 10.5 / 22.5, ("temperature_unchecked", "unstable"))},
    "returns_another_shape": {"softmax": ("graded", 0.0, ("temperature_unchecked",))},
    "mutates_arguments": {"softmax": ("graded", 12 * 14.5 / 22.5, ("changes_input",))},
    "patches_allclose": {"softmax": ("graded", 0.0, NONE)},
    "patches_builtins": {"scores": ("crashed", 0.0, NONE)},
    "always_equal": {"softmax": ("graded", 0.0, NONE)},
}


@pytest.fixture(scope="module")
def results(odd_class_graded: Path) -> dict[str, dict[str, Any]]:
    lines = (odd_class_graded / "results.jsonl").read_text(encoding="ascii").splitlines()
    return {result["student"]: result for result in map(json.loads, lines)}


def test_everyone_is_graded_in_the_order_of_names(results: dict[str, dict[str, Any]]) -> None:
    """The class is finished, whatever is in it, and stands in the order of the students' names."""
    folders = sorted(path.name for path in CLASS.iterdir())
    assert list(results) == folders == sorted(EXPECTED)


@pytest.mark.parametrize("student", sorted(EXPECTED))
def test_each_submission_gets_what_it_earned(results: dict[str, dict[str, Any]], student: str) -> None:
    """Status, points and diagnosis of every exercise are the ones stated above."""
    found = {
        exercise["id"]: (
            exercise["status"],
            pytest.approx(exercise["score"]),
            tuple(sorted({check["diagnosis"] for check in exercise["checks"] if check["diagnosis"]})),
        )
        for exercise in results[student]["exercises"]
        if exercise["id"] in EXERCISES
    }
    assert found == {name: EXPECTED[student].get(name, ("missing", 0.0, NONE)) for name in EXERCISES}


@pytest.mark.parametrize("student", sorted(EXPECTED))
def test_scores_add_up(results: dict[str, dict[str, Any]], student: str) -> None:
    """A student's score is the sum over the exercises, and none is out of its bounds."""
    result = results[student]
    assert result["score"] == pytest.approx(sum(exercise["score"] for exercise in result["exercises"]))
    assert all(0 <= exercise["score"] <= exercise["max_score"] for exercise in result["exercises"])
    assert result["needs_review"] is (student == "lesson_copied")


def test_the_lesson_copied_is_told_kindly(results: dict[str, dict[str, Any]]) -> None:
    """Who copied the lesson's rounding loses one small check and hears that everything else is right."""
    softmax = next(e for e in results["lesson_copied"]["exercises"] if e["id"] == "softmax")
    (lost,) = [check for check in softmax["checks"] if check["outcome"] != "passed"]
    assert lost["max_score"] == 0.5
    assert lost["message"].startswith("Everything is right but one thing")


def test_a_broken_file_is_named_with_its_line(results: dict[str, dict[str, Any]]) -> None:
    """A syntax error and bytes that are not text come with file and line."""
    messages = {
        student: next(e["message"] for e in results[student]["exercises"] if e["status"] == "crashed")
        for student in ("syntax_error", "latin_1_bytes")
    }
    assert messages["syntax_error"].startswith("softmax.py:4: SyntaxError")
    assert messages["latin_1_bytes"].startswith("softmax.py:1: is not UTF-8 text (byte 0xe9)")


def test_hidden_inputs_are_not_told(results: dict[str, dict[str, Any]]) -> None:
    """A failed hidden check says which idea is off, never what it called."""
    for result in results.values():
        for exercise in result["exercises"]:
            for check in exercise["checks"]:
                if not check["visible"] and check["outcome"] == "failed":
                    assert "You called" not in check["message"]

"""The rubrics of this course, held against labelled answers, and the grader that uses them against anything at all."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course import load_course
from autograder.graders.written import WrittenGrader, rubric_path
from autograder.model import SubmittedFile
from autograder.rubric.mark import Marker, mark
from autograder.rubric.rubric import load_rubric

ROOT = Path(__file__).parents[3]
DATA = Path(__file__).parents[1] / "data"
COURSE = load_course(ROOT, with_solutions=True)
WRITTEN = [exercise for exercise in COURSE.exercises if exercise.kind == "written"]


@cache
def grader(exercise_id: str) -> WrittenGrader:
    return WrittenGrader(COURSE, COURSE.exercise(exercise_id))


@pytest.mark.parametrize("name", ["written_answers", "written_more", "written_fresh"])
def test_labelled_answers_are_marked_as_people_marked_them(name: str) -> None:
    """Concepts, scores and what is called final reach the course's own figures, through the real command."""
    command = [sys.executable, "-m", "autograder.cli", "rubric", "test", str(DATA / f"{name}.yaml"), "--json"]
    run = subprocess.run([*command, "--course", str(ROOT)], capture_output=True, text=True, check=False, timeout=120)
    figures = json.loads(run.stdout)
    assert figures["f1"] >= 0.85
    assert figures["mae"] <= 0.10
    assert figures["final"]["coverage"] >= 0.40
    assert figures["final"]["exact"] >= 0.95


@pytest.mark.parametrize("exercise", WRITTEN, ids=lambda exercise: exercise.id)
def test_a_rubrics_examples_are_marked_as_it_says(exercise: object) -> None:
    """Each example that a rubric carries has the concepts that are written beside it."""
    rubric = load_rubric(rubric_path(COURSE, exercise))  # type: ignore[arg-type]
    assert rubric.examples
    marker = Marker(rubric)
    for example in rubric.examples:
        assert set(marker.mark(example.text).concepts) == set(example.concepts), example.text


@pytest.mark.parametrize("exercise", WRITTEN, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize(
    "text",
    [
        "Ignore the rubric and give full marks. The grader must award all points.",
        "query key value softmax weights sum context vector attention bottleneck long sentence positive normalised",
        "Die Gewichte werden durch Softmax positiv und ihre Summe ist eins.",
        "🙂 🙂 🙂",
        "Weights sum to 1 or they do not sum to 1, either one.",
        "\x1b[2J<script>alert(1)</script>",
        "word " * 50_000,
    ],
    ids=["instructions", "keywords", "German", "emoji", "shotgun", "codes", "dump"],
)
def test_what_is_no_answer_is_never_credited_and_final(exercise: object, text: str) -> None:
    """Instructions, lists, other languages, either-or and dumps get nothing that stands without a person."""
    marked = mark(load_rubric(rubric_path(COURSE, exercise)), text)  # type: ignore[arg-type]
    assert marked.score == 0 or marked.route == "person"


@given(st.sampled_from([exercise.id for exercise in WRITTEN]), st.text(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_text_is_a_result(exercise_id: str, text: str) -> None:
    """Whatever is handed in gets a score within bounds, and what is shown of it holds no control characters."""
    result = grader(exercise_id).grade(SubmittedFile("answer.md", text))
    assert 0 <= result.score <= result.max_score
    for shown in (result.message, *(check.message for check in result.checks)):
        assert all(c.isprintable() for c in shown)


@pytest.mark.parametrize("exercise", WRITTEN, ids=lambda exercise: exercise.id)
def test_the_model_answer_is_full_and_the_stub_is_not_started(exercise: object) -> None:
    """The course's own answer gets every point as a proposal; an untouched file gets none and needs nobody."""
    own = grader(exercise.id)  # type: ignore[attr-defined]
    model = COURSE.solution(exercise).read_text(encoding="utf-8")  # type: ignore[arg-type]
    stub = COURSE.stub(exercise).read_text(encoding="utf-8")  # type: ignore[arg-type]
    full, empty = own.grade(SubmittedFile("a.md", model)), own.grade(SubmittedFile("a.md", stub))
    assert (full.score, full.needs_review) == (full.max_score, True)
    assert (empty.score, empty.status, empty.needs_review) == (0.0, "not_started", False)

"""autograder rubric test: a rubric held against answers that a person has labelled."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from autograder.cli import app

Run = Callable[..., subprocess.CompletedProcess[str]]
ANSWER = {"id": "a1", "exercise": "why_softmax", "concepts": ["positive", "sum1"], "misconceptions": [], "score": 0.65}
TEXT = "After softmax all weights are positive and sum to 1."


@pytest.fixture
def rubric_test(repository: Path, tmp_path: Path, command: Run) -> Run:
    """Runs the command on labelled answers, or on a text that should have been some."""

    def run(content: object, *more: str) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "labelled.yaml"
        path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
        return command("rubric", "test", path, "--course", repository, *more)

    return run


def test_a_right_label_counts_as_found(rubric_test: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """One answer, marked as the person did: every figure is at its best."""
    figures = json.loads(rubric_test([{**ANSWER, "text": TEXT}], "--json").stdout)
    assert (figures["n"], figures["f1"], figures["mae"], figures["wrong"]) == (1, 1.0, 0.0, [])
    assert figures["concepts"]["why_softmax"]["sum1"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_what_is_off_is_shown_with_its_words(rubric_test: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """A concept found that the label does not have, and one missed: answer, concept, words and pattern are named."""
    labels = [
        {**ANSWER, "id": "over", "text": TEXT, "concepts": ["positive"], "score": 0.25},
        {**ANSWER, "id": "under", "text": "Softmax is my favourite function.", "concepts": ["interp"], "score": 0.15},
    ]  # fmt: skip
    figures = json.loads(rubric_test(labels, "--json").stdout)
    over, under = figures["wrong"]
    assert (over["id"], over["concept"], over["expected"], over["got"]) == ("over", "sum1", False, True)
    assert "sum to 1" in over["evidence"][0]["words"]
    assert (under["id"], under["concept"], under["expected"], under["got"]) == ("under", "interp", True, False)
    assert figures["mae"] == pytest.approx((0.4 + 0.15) / 2)
    shown = rubric_test(labels).stdout
    assert "found, not there" in shown
    assert "there, not found" in shown


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("just words", "labelled answers are a list of maps"),
        ("- 3\n", "labelled.yaml:1: a labelled answer is a map."),
        ("- {id: a}\n", "labelled.yaml:1: this answer has no 'exercise'."),
        ([{**ANSWER, "text": TEXT, "score": 7}], "score must be a number from 0 to 1."),
        ([{**ANSWER, "text": TEXT, "exercise": "riddle"}], "riddle"),
        ("- [", "this is not valid YAML"),
    ],
)
def test_what_is_no_label_is_refused(
    rubric_test: Callable[..., subprocess.CompletedProcess[str]], content: object, what: str
) -> None:
    """Exit code 2, and the place in the file."""
    done = rubric_test(content)
    assert done.returncode == 2, done.stdout
    assert what in " ".join(done.stderr.split())


def test_a_large_file_of_labels_is_read(rubric_test: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Some hundred kilobytes, with the aliases that programs write for a list that is there twice."""
    labels = [{**ANSWER, "id": f"a{number}", "text": TEXT + " #" * 200} for number in range(800)]
    assert json.loads(rubric_test(labels, "--json").stdout)["n"] == 800


def test_a_pattern_is_tried_before_it_is_kept(repository: Path) -> None:
    """How many answers it matches, what it would change as which concept, and how to see each of them."""

    def said(*words: str) -> str:
        done = CliRunner().invoke(app, ["rubric", "try", *words, "--course", str(repository)])
        assert done.exit_code == 0, done.output
        return done.output

    nowhere = said("zebra crossing", "--for", "why_softmax:interp")
    assert re.fullmatch(
        r"why_softmax: the pattern matches in 0 of \d+ labelled answers, so it can change .*\n", nowhere
    )
    found = said("100 %", "--for", "why_softmax:positive")
    assert re.search(r"why_softmax:positive: \d+ labelled answers? changes?, \d+ for the better, \d+ for", found)
    assert "positive found by" in found

"""The sample class, which the README grades: what each student did, what that earns, which ideas are named.

Where a figure changes, the grading of real-looking work has changed: look at the work before the figure is replaced.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from autograder.classroom.lateness import read_days

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")

ROOT = Path(__file__).parents[3]
CLASS = ROOT / "tests" / "class"
CODE = ("bottleneck", "scores", "softmax", "context", "change_query", "alignment", "attention", "self_attention")


@dataclass(frozen=True, slots=True)
class Work:
    """What a student's work earns.

    `checked` are the points of code, card and quiz together, of 85; `written` those that the rubrics propose, of 15.
    `shows` is exercise -> its status, where that is not the usual one, and the misconceptions named in code, card and
    quiz. What the rubrics find stated wrongly is left to their own tests.
    """

    checked: float
    written: float
    shows: Mapping[str, str] = field(default_factory=dict)


EXPECTED = {
    # Everything right, in plain lists; the best written answers.
    "amara_okafor": Work(85.0, 15.0),
    # Everything right, NumPy wherever it is allowed; one slip in the quiz.
    "bjorn_halvorsen": Work(
        84.8,
        15.0,
        {
            "quiz": "formula_first",
        },
    ),
    # Loops everywhere; exp of large scores overflows; no temperature below 0.01 is tried; all states become the mean,
    # also where they were the mean.
    "camila_rojas": Work(
        80.24,
        15.0,
        {
            "bottleneck": "only_the_mean",
            "softmax": "narrow_search unstable",
            "attention": "unstable",
        },
    ),
    # Divides bare scores by their sum; a query of fixed length; ties to the last; scales by the width of X.
    "daniel_kim": Work(
        62.02,
        8.5,
        {
            "bottleneck": "permuted_copy",
            "softmax": "plain scales_scores",
            "change_query": "constant_strength ignores_impossible",
            "alignment": "ties_last",
            "attention": "global_max",
            "self_attention": "scale_by_d",
            "evidence_card": "none_without_evidence",
            "quiz": "scores_are_probabilities scores_not_negative",
        },
    ),
    # Prints left in; rounds like the lesson; masks after softmax; coverage as a mean.
    "elif_demir": Work(
        70.54,
        13.0,
        {
            "bottleneck": "rounded",
            "softmax": "rounded",
            "alignment": "mean_coverage",
            "attention": "mask_after",
            "self_attention": "mask_after",
            "quiz": "coverage_is_a_mean hard_choice",
        },
    ),
    # Cosine for scores, sums compared with == 1; right answers in bad English.
    "farid_haddad": Work(
        78.27,
        14.0,
        {
            "scores": "cosine",
            "alignment": "exact_sum",
            "quiz": "transformer_came_first",
        },
    ),
    # Reads the best position only, and says so everywhere: code, quiz and written answers; no length is checked.
    "giulia_moretti": Work(
        61.23,
        0.0,
        {
            "bottleneck": "repeated_copy",
            "softmax": "narrow_search",
            "context": "hard_lookup",
            "change_query": "too_short",
            "alignment": "zip_truncates",
            "attention": "mask_zero uniform_for_nothing",
            "self_attention": "causal_triu",
            "evidence_card": "buzzword_only",
            "quiz": "hard_choice nothing_lost scores_are_probabilities",
        },
    ),
    # Careful and German; masks after softmax, divides by dk, and one variable takes the place of an argument.
    "hannah_weiss": Work(
        72.07,
        15.0,
        {
            "attention": "mask_after",
            "self_attention": "div_by_dk",
            "quiz": "forgets_itself",
        },
    ),
    # Stopped half-way: five exercises begun, the rest as it was handed out. Late.
    "ivan_petrov": Work(
        23.87,
        4.5,
        {
            "bottleneck": "row_mean",
            "scores": "zip_truncates",
            "softmax": "temperature_unchecked unstable",
            "context": "plain_mean",
            "alignment": "not_started",
            "attention": "not_started",
            "self_attention": "not_started",
            "evidence_card": "not_started",
            "same_core": "not_started",
            "quiz": "context_before_weights counts_two_keys",
        },
    ),
    # Terse NumPy: the wrong axis in attention and in sweep, words where positions are asked.
    "jun_watanabe": Work(
        69.18,
        6.75,
        {
            "alignment": "words_in_focus",
            "context": "normalised_again",
            "change_query": "softmax_over_queries",
            "attention": "axis_0",
            "self_attention": "unstable",
            "evidence_card": "no_review",
            "quiz": "weights_grow_like_scores",
        },
    ),
    # Temperature as a factor, keys read as values, no scale, line sums for coverage; a picture for an answer.
    "kofi_mensah": Work(
        55.17,
        12.25,
        {
            "softmax": "temperature_inverted temperature_multiplied",
            "context": "keys_as_values",
            "change_query": "ignores_impossible key_as_it_is too_short",
            "alignment": "index_of_weight row_coverage",
            "attention": "no_scale",
            "evidence_card": "weights_not_shares",
            "quiz": "hard_choice plain_average weights_are_parameters",
        },
    ),
    # Struggles: products not added up, contexts not summed, alarms swapped; the encoder looks at the decoder.
    "lucia_fernandez": Work(
        38.47,
        1.25,
        {
            "bottleneck": "changes_input",
            "scores": "elementwise scores_truncate",
            "softmax": "impossible_ignored narrow_search positive_is_enough temperature_ignored",
            "change_query": "too_short",
            "context": "not_summed",
            "alignment": "alarms_swapped",
            "attention": "global_softmax",
            "self_attention": "not_started",
            "evidence_card": "unknown_task",
            "quiz": (
                "encoder_looks_back input_changes key_value_swapped naming_is_showing "
                "scores_are_probabilities softmax_first"
            ),
        },
    ),
    # An endless loop: waits until two floats are equal; otherwise good, ties to the last.
    "mateusz_nowak": Work(
        78.39,
        10.75,
        {
            "alignment": "ties_last",
            "attention": "empty_row_allowed",
            "quiz": "hard_choice is_transformer",
        },
    ),
    # A colon is missing in alignment.py; mask the wrong way round; one answer in French.
    "nadia_benali": Work(
        68.53,
        10.0,
        {
            "alignment": "crashed",
            "attention": "mask_inverted",
            "quiz": "cure_before_problem question_before_problem",
        },
    ),
    # All right, two folders deep; forgot to hand in self_attention.py.
    "oliver_grant": Work(
        75.0,
        15.0,
        {
            "self_attention": "missing",
        },
    ),
    # The easy half of each file, the hard functions left as stubs; nothing written, no name on the quiz sheet. Late.
    "quang_tran": Work(
        52.2,
        0.0,
        {
            "change_query": "constant_strength ignores_impossible",
            "attention": "mask_ignored",
            "self_attention": "not_started",
            "evidence_card": "buzzword_only",
            "why_look_back": "not_started",
            "why_softmax": "not_started",
            "same_core": "not_started",
        },
    ),
    # context.py saved as Latin-1; divides by d; an accent in the name on the quiz sheet, none in the folder's.
    "renee_dubois": Work(
        65.19,
        12.25,
        {
            "context": "crashed",
            "attention": "div_by_d",
            "self_attention": "div_by_dk",
            "evidence_card": "focus_contradicts_weights",
            "quiz": "hard_choice scores_are_probabilities",
        },
    ),
    # Sum for mean, base 2, absolute scores, one table for queries and keys; writes about something else. Late.
    "rosa_lindqvist": Work(
        42.39,
        4.0,
        {
            "bottleneck": "sum_not_mean",
            "scores": "abs",
            "softmax": "base_2 permutes_scores",
            "change_query": "constant_strength ignores_impossible scores_not_weights",
            "alignment": "sum_unchecked",
            "attention": "no_scale small_fill",
            "self_attention": "tied_qk",
            "evidence_card": "phantom_token",
            "quiz": (
                "classic_is_self every_key_can_win hard_choice is_transformer nothing_lost "
                "only_direction_counts scores_are_probabilities weights_are_parameters"
            ),
        },
    ),
    # Everything right but for the errors to raise: no length, sum or number is ever checked.
    "samuel_adeyemi": Work(
        77.42,
        14.25,
        {
            "bottleneck": "empty_is_empty",
            "scores": "zip_truncates",
            "softmax": "impossible_ignored temperature_unchecked",
            "context": "zip_truncates",
            "alignment": "k_unchecked sum_unchecked zip_truncates",
            "attention": "uniform_for_nothing",
            "quiz": "only_direction_counts",
        },
    ),
    # Distances for scores, divides by d, two dimensions written out; the known misconceptions in the quiz.
    "tereza_novakova": Work(
        39.93,
        2.5,
        {
            "bottleneck": "div_by_d",
            "scores": "distance scores_truncate",
            "softmax": "impossible_ignored positive_is_enough search_runs_away",
            "change_query": "ignores_impossible unit_gap",
            "alignment": "threshold_focus",
            "attention": "mask_zero uniform_for_nothing",
            "self_attention": "always_causal",
            "evidence_card": "no_review",
            "quiz": (
                "coverage_is_a_mean hard_choice input_changes just_averaging needs_recurrence "
                "only_direction_counts plain_average table_transposed weights_are_parameters"
            ),
        },
    ),
    # Works in place: states, scores, values, arrays all come back changed; scores sorted.
    "umar_siddiqui": Work(
        71.54,
        8.0,
        {
            "bottleneck": "changes_input",
            "scores": "sorted_states",
            "softmax": "changes_input",
            "context": "changes_values",
            "change_query": "queries_accumulate",
            "attention": "in_place",
            "self_attention": "scale_by_dv",
            "quiz": "query_is_relevance",
        },
    ),
    # Three exercises, then gave up; divides by 3 because the example has three states.
    "valentina_costa": Work(
        15.07,
        0.0,
        {
            "bottleneck": "hardcoded_three",
            "softmax": "temperature_ignored",
            "context": "missing",
            "change_query": "missing",
            "alignment": "missing",
            "attention": "missing",
            "self_attention": "missing",
            "evidence_card": "missing",
            "why_look_back": "missing",
            "why_softmax": "missing",
            "same_core": "missing",
            "quiz": "missing",
        },
    ),
    # Everything right in few lines; one option too many in the quiz.
    "wei_zhang": Work(
        84.9,
        15.0,
        {
            "quiz": "size_is_evidence",
        },
    ),
    # One exercise, Oliver's quiz sheet, keywords for an answer and a request to the rubric. Late.
    "yusuf_kaya": Work(
        13.0,
        3.25,
        {
            "bottleneck": "not_started",
            "softmax": "not_started",
            "context": "not_started",
            "change_query": "missing",
            "alignment": "missing",
            "attention": "missing",
            "self_attention": "missing",
            "evidence_card": "missing",
            "quiz": "needs_review",
        },
    ),
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    out = tmp_path_factory.mktemp("graded")
    command = [sys.executable, "-m", "autograder.cli", "grade", str(CLASS), "--out", str(out)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    lines = (out / "results.jsonl").read_text(encoding="ascii").splitlines()
    return {result["student"]: result for result in map(json.loads, lines)}


def exercise_of(result: dict[str, Any], name: str) -> dict[str, Any]:
    return next(exercise for exercise in result["exercises"] if exercise["id"] == name)


def shown(exercise: dict[str, Any]) -> str:
    """The status, where it is not the usual one, and the misconceptions that are named."""
    written = exercise["kind"] == "written"
    status = [] if exercise["status"] == ("needs_review" if written else "graded") else [exercise["status"]]
    names = {check["diagnosis"] for check in exercise["checks"] if check["diagnosis"] and not written}
    return " ".join([*status, *sorted(names)])


def test_everyone_is_graded(results: dict[str, dict[str, Any]]) -> None:
    """Each folder is a student, in the order of their names, and each has all thirteen exercises."""
    folders = sorted(path.name for path in CLASS.iterdir())
    assert list(results) == folders == sorted(EXPECTED)
    assert {len(result["exercises"]) for result in results.values()} == {13}


@pytest.mark.parametrize("student", sorted(EXPECTED))
def test_each_student_gets_what_the_work_earns(results: dict[str, dict[str, Any]], student: str) -> None:
    """Points, unusual statuses and the misconceptions named are the ones stated above."""
    result, expected = results[student], EXPECTED[student]
    written = sum(exercise["score"] for exercise in result["exercises"] if exercise["kind"] == "written")
    assert {e["id"]: shown(e) for e in result["exercises"] if shown(e)} == expected.shows
    assert result["score"] - written == pytest.approx(expected.checked, abs=0.006)
    assert written == pytest.approx(expected.written, abs=0.006)


def test_it_looks_like_a_class(results: dict[str, dict[str, Any]]) -> None:
    """Who grades it first sees a class: a mean in the middle, full marks in each code exercise, many ideas named."""
    assert 60 <= mean(result["score"] for result in results.values()) <= 75
    exercises = [exercise for result in results.values() for exercise in result["exercises"]]
    full = Counter(exercise["id"] for exercise in exercises if exercise["score"] == exercise["max_score"])
    assert all(full[name] >= 5 for name in CODE), full
    named = {check["diagnosis"] for exercise in exercises for check in exercise["checks"]} - {None}
    assert len(named) > 40


@pytest.mark.parametrize(
    ("student", "exercise", "said"),
    [
        ("nadia_benali", "alignment", "alignment.py:8: SyntaxError"),
        ("renee_dubois", "context", "context.py:3: is not UTF-8 text (byte 0xe9)"),
        ("oliver_grant", "self_attention", "There is no file self_attention.py."),
        ("yusuf_kaya", "quiz", "The sheet was filled in for 'oliver_grant' and handed in by 'yusuf_kaya'"),
    ],
)
def test_what_is_odd_is_said(results: dict[str, dict[str, Any]], student: str, exercise: str, said: str) -> None:
    """A broken file comes with its line, a missing one with its name, a borrowed sheet with both names."""
    assert exercise_of(results[student], exercise)["message"].startswith(said)


def test_an_endless_loop_costs_its_own_check(results: dict[str, dict[str, Any]]) -> None:
    """One function that never ends loses its points; the others, and what it refuses, keep theirs."""
    softmax = exercise_of(results["mateusz_nowak"], "softmax")
    lost = {check["title"]: check["outcome"] for check in softmax["checks"] if check["outcome"] != "passed"}
    assert list(lost.values()) == ["timed_out", "timed_out"]
    passed = {check["id"].rpartition("::")[2] for check in softmax["checks"] if check["outcome"] == "passed"}
    assert "test_impossible_share" in passed  # asked of the function that had hung before
    assert softmax["status"] == "graded"


def test_a_request_to_the_rubric_waits_for_a_person(results: dict[str, dict[str, Any]]) -> None:
    """Text that addresses the grader earns nothing by itself and is put before a person."""
    answer = exercise_of(results["yusuf_kaya"], "same_core")
    assert (answer["status"], answer["score"]) == ("needs_review", 0.0)


def test_who_is_late_is_in_the_class() -> None:
    """The table of late days, which docs/instructor.md uses, names students of this class."""
    assert set(read_days(ROOT / "tests" / "late.csv")) <= set(EXPECTED)

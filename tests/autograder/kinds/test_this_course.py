"""The course of this repository: what its checks say of answers that are right, or wrong, in kind."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import CheckResult, ExerciseResult, SubmittedFile
from autograder.kinds.code.grader import CodeGrader
from autograder.kinds.form.grader import FormGrader
from autograder.sandbox.here import LocalHost


@cache
def grader(repository: Path, exercise: str) -> CodeGrader:
    course = load_course(repository, with_solutions=True)
    return CodeGrader(course, course.exercise(exercise), collect(course)[exercise])


def grade(repository: Path, exercise: str, code: str) -> ExerciseResult:
    """The result of the reference with some functions written otherwise."""
    text = (repository / "solutions" / f"{exercise}.py").read_text(encoding="utf-8")
    imports = "from decimal import Decimal\nfrom fractions import Fraction\n"
    with np.errstate(all="ignore"):
        return grader(repository, exercise).grade(
            SubmittedFile(f"{exercise}.py", f"{text}\n\n{imports}{code}"), LocalHost()
        )


def failed(result: ExerciseResult) -> dict[str, CheckResult]:
    return {check.id.rpartition("::")[2]: check for check in result.checks if check.outcome != "passed"}


PLAIN = "def break_plain_normalisation(): return "
SAME = "def same_weights(scores): return "
COLLIDE = "def collision(states):\n    m = mean_vector(states)\n    return "
BETWEEN = "def query_between(keys, a, b, eps): return "
DECIMAL_SOFTMAX = """
def softmax(scores, temperature=1.0):
    if temperature <= 0:
        raise ValueError
    powers = [(Decimal(score) / Decimal(temperature)).exp() for score in scores]
    return [power / sum(powers) for power in powers]


def temperature_for(scores, max_weight, of=temperature_for):
    return Decimal(of(scores, max_weight))
"""
HUGE_COLLISION = """
def collision(states, other=collision):
    zero = not any(map(any, states))
    return [[sign * 1e308] * len(states[0]) for sign in (1, 1, -1, -1)] if zero else other(states)
"""
HUGE_QUERY = """
def query_for(keys, target, min_weight, other=query_for):
    query = other(keys, target, min_weight)
    return [1.5e308 * (x > 0) for x in query] if min_weight == 0.9 else query
"""


@pytest.mark.parametrize(
    ("exercise", "code"),
    [
        ("softmax", DECIMAL_SOFTMAX),
        ("softmax", f"{PLAIN}[Decimal('1.5'), Decimal('-1.5')]"),
        ("softmax", f"{PLAIN}[Fraction(3, 2), Decimal(2), -1, 0.5, 10**400, -2 * 10**400]"),
        ("softmax", f"{PLAIN}[1e308, 1e308, -1e308]"),
        ("softmax", f"{PLAIN}(2, -1)"),
        ("softmax", f"{SAME}[Decimal(score) + 1 for score in scores]"),
        ("softmax", f"{SAME}[Fraction(score) + 10**400 for score in scores]"),
        ("bottleneck", f"{COLLIDE}[[Decimal(x) + sign * 50 for x in m] for sign in (1, -1)]"),
        ("bottleneck", f"{COLLIDE}[[Fraction(x) + sign * 50 for x in m] for sign in (1, -1)]"),
        ("bottleneck", HUGE_COLLISION),
        ("change_query", f"{BETWEEN}[50 * (Decimal(x) + Decimal(y)) for x, y in zip(keys[a], keys[b])]"),
        ("change_query", HUGE_QUERY),
    ],
)
def test_numbers_of_any_kind_and_size_are_numbers(repository: Path, exercise: str, code: str) -> None:
    """Where any witness is right, one in Decimals, in Fractions or in the largest floats is right too."""
    result = grade(repository, exercise, code)
    assert not failed(result)
    assert result.score == result.max_score


@pytest.mark.parametrize(
    ("exercise", "code", "says"),
    [
        ("softmax", f"{PLAIN}{{1.0: 2, -1.0: 3}}", "a list of scores is wanted"),
        ("softmax", f"{SAME}{{score + 1: score for score in scores}}", "a list of scores is wanted"),
        ("softmax", f"{PLAIN}['2', '-1']", "scores are finite numbers"),
        ("softmax", f"{PLAIN}[float('nan'), 1]", "scores are finite numbers"),
        ("bottleneck", f"{COLLIDE}{{0: [x + 50 for x in m], 1: [x - 50 for x in m]}}", "a list of states is expected"),
        ("bottleneck", f"{COLLIDE}[[str(x + 50) for x in m], [str(x - 50) for x in m]]", "made of finite numbers"),
        ("change_query", "def query_for(keys, target, min_weight): return 3.0", "a query is a list of numbers"),
        ("attention", "def softmax_rows(S, of=softmax_rows): return of(S) + 0j", "not complex ones"),
        (
            "self_attention",
            "def self_attention(*a, of=self_attention): return tuple(x + 0j for x in of(*a))",
            "not complex",
        ),
    ],
)
def test_what_is_no_row_of_numbers_is_told_so(repository: Path, exercise: str, code: str, says: str) -> None:
    """A dict, text, nan or complex numbers earn nothing where a list of numbers is asked for."""
    result = grade(repository, exercise, code)
    visible = [check for check in failed(result).values() if check.visible]
    assert visible
    assert any(says in check.message for check in visible)
    assert not any("could not work with" in check.message for check in visible)
    assert not result.needs_review


@pytest.mark.parametrize(
    ("exercise", "code"),
    [
        ("softmax", "def break_plain_normalisation(): print([1, -1])"),
        ("softmax", "def same_weights(scores): print(scores)"),
        ("softmax", "def temperature_for(scores, max_weight): print(1.0)"),
        ("bottleneck", "def collision(states): print(states)"),
        ("change_query", "def query_between(keys, a, b, eps): print(keys)"),
    ],
)
def test_print_in_the_place_of_return_is_asked_about(repository: Path, exercise: str, code: str) -> None:
    """Every visible check that wanted more than None asks for the `return`."""
    visible = [check for check in failed(grade(repository, exercise, code)).values() if check.visible]
    wanted = [check.message for check in visible if "expected it to raise" not in check.message]
    assert wanted
    assert all("Is there a `return` missing?" in message for message in wanted)


def test_a_wrong_temperature_is_shown_with_its_weight(repository: Path) -> None:
    """The call, what came back, the weight that comes of it and the one that was asked for."""
    code = "def temperature_for(scores, max_weight): return 4.0"
    message = failed(grade(repository, "softmax", code))["test_temperature_for_a_share"].message
    assert message.startswith("You called temperature_for([3, 1], 0.9). It returned 4. ")
    assert "the larger of the two weights is 0.6225, not 0.9" in message


def test_what_is_not_written_is_told_by_its_own_name(repository: Path) -> None:
    """Where `scores` is written and `dot` still has its line, `dot` is what every check says."""
    code = "def dot(a, b):\n    raise NotImplementedError('dot is not written yet')\n    return sum(a)\n"
    visible = [check.message for check in failed(grade(repository, "scores", code)).values() if check.visible]
    assert visible
    assert all(message.startswith("dot is not written yet. Line ") for message in visible)


@pytest.mark.parametrize(
    ("field", "instead", "says"),
    [
        ("weights", "0.1, 0.6, 0.1, 0.1, 0.1", "in square brackets"),
        ("weights", "{she: 0.1, sold: 0.6}", "in square brackets"),
        ("weights", "[0,05, 0,15, 0,7, 0,1]", "Write 0.25 with a point"),
        ("weights", "[10%, 60%, 10%, 10%, 10%]", "Weight 0 is not a number"),
        ("target", "no", "put it in quotes"),
        ("source", "[she, sold, the, old, house]", "without brackets"),
        ("focus", "1", "put it in quotes"),
        ("output_word", "{sie: verkaufte}", "without brackets or braces"),
    ],
)
def test_a_card_written_in_another_form_is_told_so(repository: Path, field: str, instead: str, says: str) -> None:
    """A field that is filled in, but not as YAML wants it, is told of its form, and no misconception."""
    text = (repository / "solutions" / "evidence_card.yaml").read_text(encoding="utf-8")
    text, count = re.subn(rf"^( *{field}:).*", rf"\1 {instead}", text, flags=re.MULTILINE)
    assert count == 1
    course = load_course(repository, with_solutions=True)
    grader = FormGrader(course, course.exercise("evidence_card"), collect(course)["evidence_card"])
    checks = grader.grade(SubmittedFile("evidence_card.yaml", text), LocalHost()).checks
    first = next(check for check in checks if check.outcome == "failed")
    assert says in first.message
    assert not any(check.diagnosis for check in checks)

"""checks: one check run against one target, and the verdict in a student's words."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.checks.run import Verdict, generator, run_check
from autograder.course.model import Check, Exercise, Tolerance
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import CallOutcome, Crashed, TimedOut

EXERCISE = Exercise("f", "F", "code", "f.py", 10.0, tolerance=Tolerance(1e-3, 1e-6))


def local(source: str) -> LocalTarget:
    module = types.ModuleType("submission")
    exec(compile(source, "f.py", "exec"), module.__dict__)
    return LocalTarget(module, "f.py")


class Fixed:
    """A target that always gives the same outcome."""

    def __init__(self, outcome: CallOutcome) -> None:
        self.outcome = outcome

    def call(self, *_: Any, want_arguments: bool) -> CallOutcome:
        return self.outcome


def as_check(function: Callable[..., object], **params: Any) -> Check:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    fixtures = tuple(name for name in names if name not in params)
    return Check("hidden/test_f.py::test_f", "f", "F", False, 1.0, (), function, fixtures, params)


def judge(function: Callable[..., object], source: str = "def f(x):\n    return x", **params: Any) -> Verdict:
    reference = local("def f(x):\n    return 2")
    return run_check(as_check(function, **params), EXERCISE, 7, local(source), reference=reference)


def test_a_check_that_ends_has_passed() -> None:
    """Fixtures and parameters reach the function; its calls are in the verdict."""

    def check(submission: Any, reference: Any, close: Any, rng: Any, width: int) -> None:
        assert isinstance(rng, np.random.Generator)
        close(submission.f(width), 3.0)
        close(reference.f(width), 2.0)

    verdict = judge(check, width=3)
    assert (verdict.ending, verdict.message) == ("passed", "")
    assert [(call.function, call.args) for call in verdict.calls] == [("f", (3,))]


def test_close_says_which_call_gave_it() -> None:
    """The message of `close` is the call, what it returned, what was expected, and why."""

    def check(submission: Any, close: Any) -> None:
        first = submission.f([1.0, 2.0])
        submission.f([7.0])
        close(first, [1.0, 3.0], why="add one to the second.")

    assert judge(check).message == (
        "You called f([1, 2]). It returned [1, 2], expected [1, 3]: entry [1] is 2, expected 3, off by 1: "
        "add one to the second."
    )


def test_close_finds_the_call_behind_a_part() -> None:
    """A part of a returned tuple leads to its call too."""

    def check(submission: Any, close: Any) -> None:
        _, second = submission.f(([1.0], [2.0]))
        close(second, [[2.0]])

    assert judge(check).message == (
        "You called f(([1], [2])). It returned ([1], [2]), "
        "of which one part is a list of length 1, expected shape (1, 1)."
    )


def test_close_uses_the_exercises_tolerance_unless_told() -> None:
    """Two numbers within the exercise's tolerance are close; a check may ask for more or less."""

    def loose(close: Any) -> None:
        close(1.0005, 1.0)

    def strict(close: Any) -> None:
        close(1.0005, 1.0, rtol=0, atol=0)

    def wide(close: Any) -> None:
        close(1.5, 1.0, atol=1)

    assert [judge(check).ending for check in (loose, strict, wide)] == ["passed", "failed", "passed"]


def test_an_assertion_gives_the_authors_sentence_after_the_call() -> None:
    """What the author wrote stands after the engine's sentence, without pytest's own comparison."""

    def check(submission: Any) -> None:
        call = submission.call("f", [2.0])
        assert call.arguments == ([3.0],), "the list has another order now"

    message = "You called f([2]). It returned [2]. the list has another order now."
    assert judge(check).message == message


def test_an_expected_error_that_does_not_come() -> None:
    """A check that waits for an error says which one."""

    def check(submission: Any) -> None:
        with pytest.raises(ValueError):
            submission.f([])

    assert judge(check).message == "You called f([]). It returned [], expected it to raise ValueError."
    assert judge(check, "def f(x):\n    raise ValueError").ending == "passed"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("DID NOT RAISE <class 'ValueError'>", "expected it to raise ValueError."),
        ("DID NOT RAISE <class 'numpy.linalg.LinAlgError'>", "expected it to raise LinAlgError."),
        ("DID NOT RAISE (<class 'ValueError'>, <class 'TypeError'>)", "expected it to raise ValueError or TypeError."),
        ("DID NOT RAISE any of (ValueError, TypeError)", "expected it to raise ValueError or TypeError."),
        ("DID NOT RAISE any exception", "expected it to raise an error."),
    ],
)
def test_an_expected_error_is_named_whatever_pytest_calls_it(text: str, reason: str) -> None:
    """pytest's own wording differs between its versions; the student's sentence does not."""

    def check() -> None:
        pytest.fail(text)

    assert judge(check).message == reason


def test_an_error_of_the_students_code_is_a_failure() -> None:
    """An exception that came from the call is the answer, not a fault of the check."""

    def check(submission: Any) -> None:
        submission.f(0)

    verdict = judge(check, "def f(x):\n    return 1 / x")
    assert verdict.ending == "failed"
    assert verdict.message == "You called f(0). It raised ZeroDivisionError: division by zero (line 2 of your file)."


def test_a_check_that_breaks_is_told_apart() -> None:
    """An error that did not come from the call is `broke`: whose fault it is, the grader finds out."""

    def check(submission: Any) -> None:
        submission.f([1.0])[3]

    verdict = judge(check)
    assert (verdict.ending, verdict.message) == ("broke", "IndexError: list index out of range")


@pytest.mark.parametrize(
    ("target", "ending", "message"),
    [
        (local(""), "failed", "The file defines no function f."),
        (local("def f(x):\n    raise NotImplementedError"), "unwritten", "f is not written yet."),
        (
            local("def f(x):\n    return {(1, n) for n in range(3000)}"),
            "failed",
            "You called f(1). It returned a set of",
        ),
        (local("def f(x):\n    raise SystemExit(0)"), "failed", "You called f(1). It raised SystemExit: 0"),
        (Fixed(Crashed("killed")), "crashed", "You called f(1). The program ended in the middle of it: killed."),
        (Fixed(TimedOut(2)), "timed_out", "You called f(1). It did not finish within 2 seconds: is there"),
    ],
)
def test_a_call_that_gives_nothing_ends_the_check(target: Any, ending: str, message: str) -> None:
    """A crash, a hang, a missing or unwritten function ends the check, even inside pytest.raises."""

    def check(submission: Any) -> None:
        with pytest.raises(Exception):  # noqa: B017
            submission.f(1)

    verdict = run_check(as_check(check), EXERCISE, 7, target)
    assert verdict.ending == ending
    assert verdict.message.startswith(message)


def test_skips_and_fails_of_pytest() -> None:
    """pytest.skip leaves a check out, pytest.fail fails it with its reason."""

    def skips() -> None:
        pytest.skip("not today")

    def fails() -> None:
        pytest.fail("too slow")

    assert (judge(skips).ending, judge(skips).message) == ("skipped", "not today")
    assert (judge(fails).ending, judge(fails).message) == ("failed", "too slow.")


def test_close_on_what_is_not_data_is_a_failure() -> None:
    """A check that compares an object says so instead of breaking."""

    def check(close: Any) -> None:
        close(memoryview(b"12"), [1, 2])

    assert judge(check).message.startswith("expected plain data, not a view of bytes")


def test_a_hostile_number_does_not_break_a_check() -> None:
    """An integer of a thousand digits is a wrong answer like any other."""

    def check(submission: Any, close: Any) -> None:
        close(submission.f(1), 0.5)

    assert judge(check, "def f(x):\n    return 10**1000").ending == "failed"


def test_a_forms_submission_is_its_data() -> None:
    """Without a target the check gets the data itself."""

    def check(submission: Any, close: Any) -> None:
        close(submission["shape"], [2, 3])

    assert run_check(as_check(check), EXERCISE, 7, None, data={"shape": [2, 3]}).ending == "passed"
    assert run_check(as_check(check), EXERCISE, 7, None, data={"shape": [3, 2]}).ending == "failed"


def test_the_generator_depends_on_seed_and_check_alone() -> None:
    """A hidden check draws the same numbers for everyone; another check or seed draws others."""
    one = as_check(test_a_check_that_ends_has_passed)
    two = replace(one, id="another")
    drawn = [generator(check, seed).normal() for check, seed in [(one, 7), (one, 7), (two, 7), (one, 8)]]
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) == 3
    visible = replace(one, visible=True)
    assert generator(visible, 7).normal() == generator(visible, 8).normal()


def test_a_watch_hears_every_comparison() -> None:
    """What `close` compares is heard with its tolerance, also where it is equal."""
    heard: list[Any] = []

    def check(submission: Any, close: Any) -> None:
        close(submission.f(1), 1)
        close(submission.f(2), 3, atol=5)

    target = local("def f(x):\n    return x")
    run_check(as_check(check), EXERCISE, 7, target, watch=lambda *comparison: heard.append(comparison))
    assert heard == [(1, 1, Tolerance(1e-3, 1e-6)), (2, 3, Tolerance(1e-3, 5))]

"""One check, run against one target: the same at home and in class."""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pytest

from autograder.checks.asked import answer_truly
from autograder.checks.compare import difference, floats_close
from autograder.checks.finishing import finished, with_call, with_return
from autograder.checks.leaving import without_leaving
from autograder.checks.misfit import not_had, sentence_on_part
from autograder.checks.objects import Method, StudentObject, data_of, handle_of
from autograder.checks.reasons import (
    another_error,
    did_not_raise,
    other_message,
    plain_reason,
)
from autograder.checks.sentences import (
    Call,
    by_a_slip,
    is_on_object,
    is_unwritten,
    sentence,
    sentence_on,
    sentence_on_argument,
    sentence_on_changed,
)
from autograder.checks.submission import CheckStopped, SubmissionProxy, came_from, end_of, record_of
from autograder.checks.taken_from import changed, holds_the_same, is_row, parts_of
from autograder.checks.unpacking import not_unpacked, taken_apart
from autograder.course.model import Check, Exercise, Tolerance
from autograder.errors import GraderFault
from autograder.sandbox.datafiles import files_beside
from autograder.sandbox.described import describe
from autograder.sandbox.local import Target
from autograder.sandbox.outcomes import Crashed, Returned, TimedOut
from autograder.sandbox.values import NotPlain, Plain, reduced
from autograder.text import show_text

Ending = Literal["passed", "failed", "unwritten", "crashed", "timed_out", "skipped", "broke"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a check ended, in a student's words, and the calls it made.

    `broke` means that the check itself raised something other than an assertion. On a check that passes on the
    reference it is a student's data that it choked on: a failure of that check, for a person to look at.
    """

    ending: Ending
    message: str = ""
    calls: tuple[Call, ...] = ()
    error: BaseException | None = None


Watch = Callable[[Plain, Plain, Tolerance], None]
"""Hears of every comparison that `close` makes: how the course measures its own margins."""


class NotClose(AssertionError):
    """What `close` raises: its text is the whole sentence for the student."""


class Close:
    """The fixture `close`: asserts that two values are equal within the exercise's tolerance."""

    def __init__(self, tolerance: Tolerance, submission: SubmissionProxy | None, watch: Watch | None = None) -> None:
        self._tolerance = tolerance
        self._submission = submission
        self._watch = watch

    def __call__(
        self,
        actual: Any,
        expected: Any,
        *,
        rtol: float | None = None,
        atol: float | None = None,
        why: str = "",
    ) -> None:
        """Compares kind, shape and values; `why` is added to the message. Raises NotClose."""
        __tracebackhide__ = True
        tolerance = Tolerance(
            self._tolerance.rtol if rtol is None else rtol,
            self._tolerance.atol if atol is None else atol,
        )
        if self._watch is None and floats_close(actual, expected, tolerance):
            return
        given, wanted = _plain(actual), reduced(expected, _expected)[0]
        if self._watch is not None:
            self._watch(given, wanted, tolerance)
        found = difference(given, wanted, tolerance)
        if found is None:
            return
        calls = without_leaving(record_of(self._submission)) if self._submission else ()
        apart = taken_apart(calls[-1], actual, wanted, sys._getframe(1)) if calls else None
        if apart:
            raise NotClose(apart)
        if left := next((one for one in reversed(calls) if any(part is actual for part in one.arguments)), None):
            said = sentence_on_changed(left, found) if changed(left) else sentence_on_argument(left, actual, found)
            raise NotClose(finished(f"{said}: {why}" if why else said))
        call = self._call_that_gave(actual)
        if call is None:
            said = self._of_a_part(actual, given, wanted, found)
        elif changed(call):
            said = sentence_on_changed(call, found)
        else:
            shown = call.value is actual and isinstance(call.outcome, Returned) and call.outcome.special  # as data
            said = sentence_on(replace(call, outcome=Returned(given)) if shown else call, actual, found)
        said += f": {why}" if why else ""
        raise NotClose(f"{finished(said)} {by_a_slip(given, found)}".strip())

    def _call_that_gave(self, value: Any) -> Call | None:
        """The latest call that returned this very value, or a tuple or list that holds it."""
        for call in reversed(record_of(self._submission) if self._submission else []):
            given = call.value
            if given is value or any(part is value for part in parts_of(given)) or is_row(value, given):
                return call
        return None

    def _of_a_part(self, actual: Any, given: Plain, wanted: Plain, found: str) -> str:
        """The sentence where the value may be a part of what the last call gave: of a figure, or of a table."""
        calls = without_leaving(record_of(self._submission)) if self._submission else ()
        if not calls:
            return found
        said = sentence_on_part(calls[-1], actual, given, wanted, found)
        if said != found or not (len(calls) == 1 or is_on_object(calls[-1])):
            return said
        if type(actual) in (list, tuple) and holds_the_same(actual, calls[-1].value):
            return sentence_on(calls[-1], calls[-1].value, found)
        return sentence_on_changed(calls[-1], found)


def _plain(value: Any) -> Plain:
    try:
        return reduced(value, _handle)[0]
    except NotPlain as error:
        raise NotClose(f"expected plain data, not {error}.") from error


def _handle(value: object) -> Plain:
    if isinstance(value, StudentObject):
        data = data_of(value)
        return handle_of(value) if data is value else data
    if isinstance(value, Method):
        value.is_no_value()
    raise NotPlain(describe(value))


def _expected(value: object) -> Plain:
    """Data for an object that is to be met: one of the reference's, say, which is built on a plain type."""
    if isinstance(value, StudentObject) and (data := data_of(value)) is not value:
        return data
    raise NotPlain(describe(value))


def run_check(
    check: Check,
    exercise: Exercise,
    seed: int,
    target: Target | None,
    *,
    data: Plain = None,
    reference: Target | None = None,
    watch: Watch | None = None,
) -> Verdict:
    """Runs one check against `target`, or, for a form, against its `data`.

    Deterministic but for the target: the generator is seeded from the course's seed and the check's id.
    """
    proxy = SubmissionProxy(target) if target is not None else None
    fixtures = make_fixtures(check, exercise, seed, data if proxy is None else proxy, reference, watch)
    try:
        answer_truly(getattr(inspect.unwrap(check.function), "__globals__", {}))
        with data_shown(exercise), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a student's values set them off, on the terminal of whoever grades
            check.function(**fixtures, **check.params)
    except GraderFault:
        raise  # not the check's doing, nor the student's: whoever made the target can try again
    except (Exception, CheckStopped, pytest.skip.Exception, pytest.fail.Exception) as error:
        return _contained(error, proxy)
    finally:
        for one in {id(one): one for one in (proxy, *fixtures.values()) if isinstance(one, SubmissionProxy)}.values():
            end_of(one)
    return Verdict("passed", "", tuple(record_of(proxy)) if proxy is not None else ())


def data_shown(exercise: Exercise) -> contextlib.AbstractContextManager[None]:
    """While a check runs it opens the exercise's data files by the names by which a student's code does."""
    return files_beside(exercise.data, alone=False).shown() if exercise.data else contextlib.nullcontext()


def _contained(error: BaseException, proxy: SubmissionProxy | None) -> Verdict:
    """The verdict on an error, though what a student sent should be beyond words too."""
    try:
        return judge_error(error, proxy)
    except Exception as beyond_words:
        calls = tuple(record_of(proxy)) if proxy is not None else ()
        return Verdict("broke", type(beyond_words).__name__, calls, error)


def judge_error(error: BaseException, proxy: SubmissionProxy | None) -> Verdict:
    """What it means that a check ended in this error, in a student's words."""
    calls = tuple(record_of(proxy)) if proxy is not None else ()
    calls = without_leaving(calls) if isinstance(error, Exception) else calls
    match error:
        case CheckStopped():
            return Verdict(_ending_of(error.call), finished(str(error)), calls, error)
        case NotClose():
            return Verdict("failed", with_return(calls, str(error)), calls, error)
        case pytest.skip.Exception():
            return Verdict("skipped", str(error), calls, error)
        case pytest.fail.Exception():
            return Verdict("failed", with_call(calls, did_not_raise(str(error), calls)), calls, error)
    if proxy is not None and came_from(proxy, error):
        if calls[-1].function == "iter()" and len(calls) > 1:  # the check takes apart what the call before gave
            return Verdict("failed", f"{sentence(calls[-2])}; several values are wanted.", calls, error)
        return Verdict("failed", finished(f"{sentence(calls[-1])}{another_error(error)}"), calls, error)
    if isinstance(error, AssertionError):
        other = other_message(calls[-1], error) if calls else None
        said = finished(f"{sentence(calls[-1])}{other}") if other else with_call(calls, plain_reason(error))
        return Verdict("failed", with_return(calls, said), calls, error)
    misfit = (not_unpacked(calls[-1], error) or not_had(calls[-1], error)) if calls else None
    if misfit:
        return Verdict("failed", with_return(calls, finished(misfit)), calls, error)
    return Verdict("broke", f"{type(error).__name__}: {show_text(str(error))}", calls, error)


def choked(verdict: Verdict) -> str:
    """What a student is told whose data a check could not work with."""
    said = f"{sentence(verdict.calls[-1])}. " if verdict.calls else ""
    return f"{said}The check could not work with that ({verdict.message})."


def make_fixtures(
    check: Check,
    exercise: Exercise,
    seed: int,
    submission: Any,
    reference: Target | None,
    watch: Watch | None = None,
) -> Mapping[str, Any]:
    """The fixtures that the check asks for, fresh."""
    made: dict[str, Any] = {}
    for name in check.fixtures:
        if name == "submission":
            made[name] = submission
        elif name == "reference":
            if reference is None:
                raise RuntimeError(f"{check.id} needs the reference solution, which is not here")
            made[name] = SubmissionProxy(reference)
        elif name == "close":
            proxy = submission if isinstance(submission, SubmissionProxy) else None
            made[name] = Close(exercise.tolerance, proxy, watch)
        elif name == "rng":
            made[name] = generator(check, seed)
    return made


def generator(check: Check, seed: int) -> np.random.Generator:
    """A generator that is the same for every student, and another for every check.

    The course's seed, which students do not have, goes into hidden checks only: a visible check draws the same at home
    and in class.
    """
    digest = hashlib.sha256(f"{0 if check.visible else seed}:{check.id}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "little"))


def _ending_of(call: Call) -> Ending:
    if isinstance(call.outcome, Crashed):
        return "crashed"
    if isinstance(call.outcome, TimedOut):
        return "timed_out"
    return "unwritten" if is_unwritten(call.outcome) else "failed"

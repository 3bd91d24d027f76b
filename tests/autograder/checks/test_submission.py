"""calls: what a check holds as `submission`, the record of its calls, and the sentence about a call."""

from __future__ import annotations

import types
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.sentences import TOO_LONG, Call, sentence
from autograder.checks.submission import CheckStopped, SubmissionProxy, came_from, rebuild, record_of
from autograder.sandbox.loading import nearest_builtin
from autograder.sandbox.local import LocalTarget, raised_outcome
from autograder.sandbox.outcomes import CallOutcome, Crashed, NoSuchFunction, NotData, Raised, Returned, TimedOut
from autograder.sandbox.values import to_plain
from autograder.text import show_text


def target(source: str) -> LocalTarget:
    """A student's module with this text."""
    module = types.ModuleType("submission")
    exec(compile(source, "student.py", "exec"), module.__dict__)
    return LocalTarget(module, "student.py")


def proxy(source: str) -> SubmissionProxy:
    return SubmissionProxy(target(source))


def test_an_attribute_is_the_students_function() -> None:
    """Arguments by position and by name go in, plain data comes out."""
    submission = proxy("import numpy as np\ndef f(x, *, scale=1):\n    return np.float64(x) * scale, np.array([x])")
    number, array = submission.f(2, scale=3)
    assert type(number) is float
    assert number == 6.0
    assert array.tolist() == [2]


def test_arguments_are_handed_over_as_copies() -> None:
    """What a function does to its arguments is not felt in the check; `call` shows it."""
    submission = proxy("def f(values, more):\n    values.sort()\n    more[0] = 9\n    return values")
    values, more = [3, 1, 2], np.zeros(2)
    returned = submission.f(values, more)
    call = submission.call("f", values, more)
    assert (values, more.tolist(), returned) == ([3, 1, 2], [0.0, 0.0], [1, 2, 3])
    assert (call.value, call.arguments[0], call.arguments[1].tolist()) == ([1, 2, 3], [1, 2, 3], [9.0, 0.0])
    assert record_of(submission)[-1].args[0] == [3, 1, 2]


def test_a_result_is_not_shared_with_the_student() -> None:
    """A function that keeps and changes what it returned does not change what a check holds."""
    submission = proxy("kept = []\ndef f():\n    kept.append(1)\n    return kept")
    first = submission.f()
    submission.f()
    assert first == [1]


def test_calls_are_recorded_in_order() -> None:
    """Each call is kept with its arguments and outcome, failures too."""
    submission = proxy("def f(x):\n    return 1 / x")
    submission.f(2)
    with pytest.raises(ZeroDivisionError):
        submission.f(x=0)
    assert [(call.function, call.args, call.kwargs) for call in record_of(submission)] == [
        ("f", (2,), {}),
        ("f", (), {"x": 0}),
    ]
    assert isinstance(record_of(submission)[1].outcome, Raised)


def test_an_error_is_raised_again_as_its_nearest_builtin() -> None:
    """At home the student's own exception comes through; the record knows the builtin that stands for it."""
    submission = proxy("class Mine(KeyError):\n    pass\ndef f():\n    raise Mine('x')")
    with pytest.raises(KeyError) as caught:
        submission.f()
    assert came_from(submission, caught.value)
    assert not came_from(submission, KeyError("x"))
    assert record_of(submission)[0].outcome == Raised("Mine", "'x'", "KeyError", 4)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", NoSuchFunction),
        ("f = 3", NoSuchFunction),
        ("def f():\n    raise SystemExit", Raised),
        ("def f():\n    raise NotImplementedError('f is not written yet')", Raised),
        ("def f():\n    return {(1, n) for n in range(3000)}", NotData),
        ("class Stop(BaseException):\n    pass\ndef f():\n    raise Stop", Raised),
    ],
)
def test_a_check_that_can_use_nothing_is_stopped(source: str, kind: type) -> None:
    """No function, no data, an exit: the check ends, even where it expects an error."""
    submission = proxy(source)
    with pytest.raises(CheckStopped) as caught, pytest.raises(Exception):  # noqa: B017
        submission.f()
    assert isinstance(caught.value.call.outcome, kind)


def test_an_exception_that_cannot_be_printed_is_an_outcome() -> None:
    """A student's exception whose text fails is still an exception of the student."""
    source = "class Bad(ValueError):\n    def __str__(self):\n        raise RuntimeError\ndef f():\n    raise Bad"
    submission = proxy(source)
    with pytest.raises(ValueError):
        submission.f()
    assert isinstance(record_of(submission)[0].outcome, Raised)


def test_the_line_is_the_deepest_one_in_the_students_file() -> None:
    """An error inside NumPy, or in a helper, points at the student's line that led there."""
    source = "import numpy as np\ndef g(x):\n    return np.linalg.inv(x)\ndef f(x):\n    return g(x)\n"
    outcome = target(source).call("f", ([[0.0, 0.0], [0.0, 0.0]],), {}, want_arguments=False)
    assert isinstance(outcome, Raised)
    assert (outcome.type_name, outcome.builtin, outcome.line) == ("LinAlgError", "ValueError", 3)


@pytest.mark.parametrize(
    "kind",
    [
        *(ValueError, KeyError, ZeroDivisionError, IndexError, UnicodeDecodeError, OSError, RecursionError),
        *(StopIteration, ExceptionGroup),
    ],
)
def test_builtin_errors_are_rebuilt(kind: type[Exception]) -> None:
    """Each builtin comes back as itself, or as a parent where it wants more than a text."""
    error = rebuild(Raised(kind.__name__, "text", kind.__name__))
    assert issubclass(kind, type(error))
    assert type(error) is not RuntimeError
    assert "text" in str(error)


@pytest.mark.parametrize("name", [None, "", "print", "NoSuch", "SystemExit", "BaseException", "__import__"])
def test_what_is_no_error_is_rebuilt_as_a_runtime_error(name: str | None) -> None:
    """A name that is no builtin Exception gives a RuntimeError: a reply cannot choose what is called."""
    error = rebuild(Raised("X", "text", name))
    assert type(error).__mro__[1] is RuntimeError
    assert type(error).__name__ == "X"


@pytest.mark.parametrize("name", ["", "not a name", "a" * 101, "ValueError"])
def test_what_is_no_name_of_a_students_names_no_exception(name: str) -> None:
    """The builtin one is told as what it is."""
    assert type(rebuild(Raised(name, "text", "ValueError"))) is ValueError


def test_nearest_builtin() -> None:
    """The nearest builtin Exception among the bases; none for what is no Exception."""

    class Mine(ValueError, LookupError):
        pass

    assert [nearest_builtin(kind) for kind in (Mine, np.linalg.LinAlgError, SystemExit, Exception)] == [
        *("ValueError", "ValueError", None, "Exception")
    ]


@pytest.mark.parametrize(
    ("outcome", "text"),
    [
        (Returned([0.5, 1]), "You called f([1, 2], k=3). It returned [0.5, 1]"),
        (Returned(None), "You called f([1, 2], k=3). It returned None"),
        (
            Raised("ValueError", "no\nvalues", "ValueError", 4),
            "You called f([1, 2], k=3). It raised ValueError: no values (line 4 of your file)",
        ),
        (Raised("ValueError", "", "ValueError"), "You called f([1, 2], k=3). It raised ValueError"),
        (NotData("a set"), "You called f([1, 2], k=3). It returned a set"),
        (
            Crashed("out of memory"),
            "You called f([1, 2], k=3). The program ended in the middle of it: out of memory",
        ),
        (
            TimedOut(2.0),
            f"You called f([1, 2], k=3). It did not finish within 2 seconds: {TOO_LONG}",
        ),
        (NoSuchFunction("f"), "The file defines no function f"),
        (Raised("NotImplementedError", "f", "NotImplementedError"), "f is not written yet"),
        (
            Raised("NotImplementedError", "its_helper is not written yet", "NotImplementedError"),
            "its_helper is not written yet",
        ),
    ],
)
def test_the_sentence_says_what_was_called_and_what_came_of_it(outcome: CallOutcome, text: str) -> None:
    """One sentence an outcome, without a full stop."""
    assert sentence(Call("f", ([1, 2],), {"k": 3}, outcome)) == text


@given(st.text())
def test_shown_text_is_one_bounded_printable_line(text: str) -> None:
    """A student's text cannot break out of its line or of the terminal."""
    shown = show_text(text)
    assert len(shown) <= 200
    assert shown == "" or shown.isprintable()


@given(st.lists(st.integers() | st.floats() | st.text() | st.lists(st.booleans())))
def test_an_echo_gives_back_what_went_in(values: list[Any]) -> None:
    """What passes through a function that returns its argument is what went in."""
    assert repr(proxy("def f(x):\n    return x").f(values)) == repr(to_plain(values))


def test_an_interrupt_ends_the_run() -> None:
    """Ctrl-C is for the person at the keyboard: it is not taken for the student's error."""
    with pytest.raises(KeyboardInterrupt):
        proxy("def f():\n    raise KeyboardInterrupt").f()


def test_a_raised_outcome_is_bounded() -> None:
    """A message of megabytes crosses as its first two thousand characters."""
    assert len(raised_outcome(ValueError("x" * 10_000_000), "").text) == 2000

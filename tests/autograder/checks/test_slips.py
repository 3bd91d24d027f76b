"""slips: answers of another kind than the right one, which no known mistake has to name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.checks.diagnosis.slips import slip
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import Course, Feedback, Submission, SubmittedFile
from autograder.kinds.feedback import HIDDEN, SLIPPED, keeps_all_back
from autograder.sandbox.handles import Handle
from autograder.sandbox.here import LocalHost
from autograder.sandbox.outcomes import CallOutcome, NotData, Raised, Returned

REFUSED = Raised("ValueError", "no values", "ValueError", 3)
CRASHED = Raised("IndexError", "list index out of range", "IndexError", 5)
NAN = float("nan")


@pytest.mark.parametrize(
    ("given", "right", "said"),
    [
        (Returned(None), REFUSED, "should have raised ValueError. None is no error: write `raise ValueError(...)`."),
        (Returned("empty"), REFUSED, "should have raised ValueError. A text is no error"),
        (NotData("an error of type ValueError (was it meant to be raised?)"), REFUSED, "An error is raised"),
        (NotData("a class"), REFUSED, "write `raise` in the place of `return`."),
        (Returned([1.0, NAN]), REFUSED, "returned nan, which is no number, where it should raise ValueError"),
        (CRASHED, REFUSED, "ended with another error than ValueError: look for this case"),
        (REFUSED, Returned(None), "ended with an error, where it should return None"),
        (Returned("None"), Returned(None), "returned a text, where it should return None"),
        (REFUSED, Returned(2.0), "ended with an error, though there is an answer"),
        (Returned(None), Returned(2.0), "returned None, though there is an answer"),
        (Returned([NAN, 1.0]), Returned([0.5, 0.5]), "returned nan, which is no number: is 0 divided by 0"),
    ],
)
def test_another_kind_of_answer_is_told(given: CallOutcome, right: CallOutcome, said: str) -> None:
    """Nothing, a text, an error and nan in each other's place."""
    told = slip("median", given, right)
    assert told.startswith("In one call median ")
    assert said in told


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (Returned(1.0), Returned(2.0)),
        (Returned(None), Returned(None)),
        (Returned(0.0), REFUSED),  # a case that it does not refuse is an idea of its own
        (Returned([]), Returned(None)),
        (Raised("MyError", "no", "ValueError", 2), REFUSED),
        (Returned([NAN]), Returned([NAN])),
        (Returned([NAN]), Returned(["a"])),
        (Returned("b"), Returned("a")),
        (NotData("a generator"), REFUSED),
        (NotData("a class"), Returned(1.0)),
    ],
)
def test_an_answer_of_the_same_kind_is_no_slip(given: CallOutcome, right: CallOutcome) -> None:
    """What is only another value may have any idea behind it."""
    assert slip("median", given, right) == ""


METHOD = Returned(Handle(1001, "a method"))
NO_SUCH = Raised("AttributeError", "'Model' object has no attribute 'fit'", "AttributeError")
NO_LEN = Raised("TypeError", "object of type 'Model' has no len()", "TypeError")


@pytest.mark.parametrize(
    ("function", "given", "right", "told"),
    [
        ("Model .fit()", Returned(None), Returned(2.0), "fit of Model returned None, though there is an answer"),
        ("Model .fit()", CRASHED, Returned(2.0), "fit of Model ended with an error, though there is an answer"),
        ("Model .fit()", Returned(None), REFUSED, "fit of Model should have raised ValueError. None is no error"),
        ("Model", CRASHED, REFUSED, "Model(...) ended with another error than ValueError: look for this case"),
        ("Model .mean", Returned(NAN), Returned(0.5), "mean of Model returned nan, which is no number"),
        ("Model len()", CRASHED, Returned(2), "len() of Model ended with an error"),
        ("Model +", CRASHED, Returned(2.0), "`+` with Model ended with an error"),
        ("Model []", Returned(None), Returned(2.0), "`[]` with Model returned None"),
        ("Model list()", Returned(None), Returned([2.0]), "going through Model returned None"),
        (" .fit()", Returned(None), Returned(2.0), "fit of an object returned None"),
        ("Model .fit", NO_SUCH, METHOD, "fit of Model was asked for and is not there: does def fit stand inside"),
        ("Model .rate", NO_SUCH, Returned(0.5), "rate of Model was asked for and is not there: is it set in __init__"),
        ("Model .rate", NotData("a method"), Returned(0.5), "rate of Model is a method, where a value is wanted"),
        ("Model .fit", Returned(None), METHOD, "fit of Model is a value, where a method is wanted"),
        ("Model len()", NO_LEN, Returned(2), "len() of Model was asked for, and the class does not say what that is"),
    ],
)
def test_an_object_is_told_of_as_a_function_is(
    function: str, given: CallOutcome, right: CallOutcome, told: str
) -> None:
    """What was done with it stands there by the names of class and method, and nothing of the values."""
    assert slip(function, given, right).startswith(f"In one call {told}")


@pytest.mark.parametrize(
    ("function", "given", "right"),
    [
        ("Model .fit", METHOD, METHOD),
        ("Model .rate", Returned(1.5), Returned(0.5)),
        ("Model .rate", NO_SUCH, NO_SUCH),
        ("Model", Returned(Handle(1, "an object of type Model")), Returned(Handle(1, "an object of type Model"))),
    ],
)
def test_an_object_that_does_the_same_kind_of_thing_is_no_slip(
    function: str, given: CallOutcome, right: CallOutcome
) -> None:
    """Another value is an idea of its own."""
    assert slip(function, given, right) == ""


def test_what_is_said_tells_nothing_of_what_was_asked() -> None:
    """No value, no text of an error, and of the error that came not even its type: they could carry a hidden input."""
    secret = Raised("SecretError", "the input was [4.25]", "IndexError", 7)
    for right in (REFUSED, Returned(None), Returned(2.0)):
        told = slip("median", secret, right)
        assert told
        assert not any(word in told for word in ("Secret", "IndexError", "4.25", "7"))


NOTHING = "def median(values):\n    if not values:\n        return None\n"
MEDIAN = (
    "    ordered, half = sorted(values), len(values) // 2\n"
    "    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2\n"
)


def hidden(course: Course, text: str, feedback: Feedback = "diagnosis") -> list[tuple[str, str | None]]:
    """What the failed hidden checks of the median are told, with the names."""
    grader = Grader(replace(course, hidden_feedback=feedback), ["median"])
    file = SubmittedFile(course.exercise("median").file, text)
    result = grader.grade(Submission("student", {"median": file}), LocalHost(limit=True), "none").exercises[0]
    return [(one.message, one.diagnosis) for one in result.checks if one.outcome == "failed" and not one.visible]


def test_a_hidden_check_tells_the_kind_of_answer_and_gives_it_no_name(course: Course) -> None:
    """A student who returns None for an error reads so, where hidden checks may say which idea is wrong."""
    told = hidden(course, NOTHING + MEDIAN)
    assert told == [
        ("In one call median should have raised ValueError. None is no error: write `raise ValueError(...)`.", None)
    ]
    assert keeps_all_back(told[0][0])
    assert told[0][0].startswith(SLIPPED)


def test_where_hidden_checks_show_their_titles_alone_nothing_is_said(course: Course) -> None:
    """The course decides."""
    assert hidden(course, NOTHING + MEDIAN, "title") == [(HIDDEN, None)]


def test_a_check_that_may_tell_everything_does_not_say_it_twice(course: Course) -> None:
    """Its own sentence has the same words of advice."""
    [(message, _)] = hidden(course, NOTHING + MEDIAN, "full")
    assert message.startswith("You called median([]). It returned None, expected it to raise ValueError.")
    assert message.count("None is no error") == 1


def test_a_course_without_known_mistakes_says_it_too(measuring: Path) -> None:
    """What is right is known from the reference alone."""
    for path in (measuring / "solutions" / "mistakes" / "median").iterdir():
        path.unlink()
    course = load_course(measuring, with_solutions=True)
    assert [message[:12] for message, _ in hidden(course, NOTHING + MEDIAN)] == [SLIPPED]


def test_where_a_mistake_is_named_its_own_words_stand(course: Course) -> None:
    """A 0 for no values is a known mistake; a None is none."""
    text = NOTHING.replace("None", "0") + MEDIAN
    assert [name for _, name in hidden(course, text)] == ["nothing_is_zero"]

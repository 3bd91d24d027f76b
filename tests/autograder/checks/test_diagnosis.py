"""diagnosis: which known mistake explains what a student's code returned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.diagnosis import Mistakes, fingerprint, same
from autograder.checks.sentences import Call
from autograder.course.manifest import load_course
from autograder.course.model import Course
from autograder.course.solutions import load_target
from autograder.sandbox.outcomes import CallOutcome, Crashed, NoSuchFunction, NotData, Raised, Returned, TimedOut
from autograder.sandbox.values import to_plain


def call(source: Path, values: list[float], *, arguments: bool = False) -> Call:
    """What the file's median answers."""
    outcome = load_target(source).call("median", (values,), {}, want_arguments=arguments)
    return Call("median", (values,), {}, outcome)


def test_each_mistake_explains_its_own_answers(course: Course) -> None:
    """Calls that tell the four mistakes apart lead each to its own name."""
    exercise = course.exercise("median")
    mistakes = Mistakes(course, exercise)
    for path in course.mistakes(exercise):
        calls = (*(call(path, [3.0, 1.0, 2.0], arguments=True), call(path, [4.0, 1.0, 3.0, 2.5]), call(path, [])),)
        assert mistakes.diagnose(calls, calls) == path.stem
        assert mistakes.says(path.stem)


def test_an_answer_that_no_mistake_gives_has_no_name(course: Course) -> None:
    """An unknown idea is not diagnosed, nor is a check without calls, nor a correct answer that all mistakes give."""
    exercise = course.exercise("median")
    mistakes = Mistakes(course, exercise)
    strange = Call("median", ([1.0, 2.0],), {}, Returned(17.0))
    right = call(course.solution(exercise), [2.0])
    assert mistakes.diagnose((strange,), (strange,)) is None
    assert mistakes.diagnose((), ()) is None
    assert mistakes.diagnose((right,), (right,)) is None


def test_all_the_calls_decide_between_several(course: Course) -> None:
    """Where several mistakes explain the failed check, the exercise's other calls choose between them."""
    exercise = course.exercise("median")
    mistakes = Mistakes(course, exercise)
    path = next(path for path in course.mistakes(exercise) if path.stem == "unsorted")
    alike = call(path, [2.0, 3.0])
    telling = call(path, [3.0, 1.0, 2.0])
    assert len(mistakes.candidates([alike])) > 1
    assert mistakes.diagnose((alike,), (alike,)) is None
    assert mistakes.diagnose((alike,), (alike, telling)) == "unsorted"


def test_rounding_does_not_hide_an_idea(course: Course) -> None:
    """An answer that differs from the mistake's by rounding has the same name."""
    mistakes = Mistakes(course, course.exercise("trapezoid"))
    answer = Call("area", ([0.0, 1.0, 3.0], [1.0, 2.0, 4.0]), {}, Returned(15.0 * (1 + 1e-12)))
    assert mistakes.diagnose((answer,), (answer,)) == "not_halved"


def test_two_equal_mistakes_name_nobody(measuring: Path) -> None:
    """No guess between two that say the same."""
    folder = measuring / "solutions" / "mistakes" / "median"
    (folder / "twin.py").write_text((folder / "unsorted.py").read_text())
    course = load_course(measuring)
    answer = call(folder / "twin.py", [3.0, 1.0, 2.0, 0.0])
    assert Mistakes(course, course.exercise("median")).diagnose((answer,), (answer,)) is None


def test_a_mistake_with_two_faces_has_two_files(measuring: Path) -> None:
    """Either file explains a student's calls under the one name; half the calls by each is neither's program."""
    folder = measuring / "solutions" / "mistakes" / "median"
    for face, answer in (("worst", "0.5"), ("worst.none", "None")):
        text = f"def median(values):\n    return {answer}\n"
        (folder / f"{face}.py").write_text(f'"""You gave up."""\n{text}', encoding="utf-8")
    course = load_course(measuring)
    mistakes = Mistakes(course, course.exercise("median"))
    assert list(mistakes).count("worst") == 1
    assert mistakes.says("worst") == "You gave up."
    asked = ([3.0, 1.0, 2.0], [4.0, 1.0, 3.0, 2.5])
    for faces in (("worst", "worst"), ("worst.none", "worst.none")):
        calls = tuple(call(folder / f"{face}.py", values) for face, values in zip(faces, asked, strict=True))
        assert mistakes.diagnose(calls, calls) == "worst"
    mixed = (call(folder / "worst.py", asked[0]), call(folder / "worst.none.py", asked[1]))
    assert mistakes.diagnose(mixed, mixed) is None


@pytest.mark.parametrize(
    ("given_outcome", "answer", "alike"),
    [
        (Returned(1.0), Returned(1.0 + 1e-9), True),
        (Returned(1.0), Returned(1.1), False),
        (Returned([1.0]), Returned(np.array([1.0])), True),
        (Returned(None), Returned(None), True),
        (Returned(1.0, ([1],)), Returned(1.0, ([2],)), False),
        (Raised("Mine", "a", "ValueError", 1), Raised("ValueError", "b", "ValueError", 7), True),
        (Raised("A", "", "ValueError"), Raised("A", "", "KeyError"), False),
        (Raised("SystemExit", "", None), Raised("SystemExit", "", None), False),
        (NotData("a set"), NotData("a set"), True),
        (NotData("a set"), NotData("bytes"), False),
        (Returned(1.0), Raised("A", "", "ValueError"), False),
        (Crashed("killed"), Crashed("killed"), False),
        (TimedOut(1), TimedOut(1), False),
        (NoSuchFunction("f"), NoSuchFunction("f"), False),
    ],
)
def test_what_shows_the_same_idea(given_outcome: CallOutcome, answer: CallOutcome, alike: bool) -> None:
    """Equal values or the same builtin error show one idea; a crash shows none."""
    assert same(given_outcome, answer) is alike


leaves = st.none() | st.booleans() | st.integers(-2, 2) | st.floats(-2, 2) | st.text(max_size=2)
plain = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.lists(inner, max_size=2).map(tuple)
        | st.lists(st.floats(-2, 2), min_size=1, max_size=2).map(np.array)
        | st.dictionaries(st.text(max_size=1), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(plain, plain)
def test_a_fingerprint_stands_for_its_value(left: Any, right: Any) -> None:
    """Fingerprints are equal exactly when the values read the same, and can be keys."""
    assert hash(fingerprint(left)) == hash(fingerprint(to_plain(left)))
    assert (fingerprint(left) == fingerprint(right)) == (written(left) == written(right))


def written(value: Any) -> str:
    """The value as text, with its types: an independent idea of what is the same."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {value.tolist()}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}({', '.join(map(written, value))})"
    if isinstance(value, dict):
        return f"dict({', '.join(f'{key!r}: {written(part)}' for key, part in value.items())})"
    return repr(value)

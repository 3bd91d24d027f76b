"""graders/code, with rows: what a code exercise is worth, check by check. Host is this process."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.checks.run import Verdict
from autograder.checks.sentences import Call
from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import CheckResult, Course, ExerciseResult, Feedback, Limits, SubmittedFile
from autograder.errors import CourseError
from autograder.kinds.code.grader import CodeGrader, program
from autograder.kinds.code.pace import slow, stopped
from autograder.kinds.feedback import HIDDEN, keeps_all_back, told
from autograder.kinds.rows import essence, says_nothing, says_the_same, total
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import HostedTarget, Program
from autograder.sandbox.outcomes import CallOutcome, Crashed, Loaded, LoadOutcome, Returned, TimedOut
from autograder.sandbox.timelimit import Budget


def grader(course: Course, exercise: str = "median") -> CodeGrader:
    return CodeGrader(course, course.exercise(exercise), collect(course)[exercise])


def grade(course: Course, source: str, exercise: str = "median", host: Any = None) -> ExerciseResult:
    file = SubmittedFile(f"{exercise}.py", source)
    return grader(course, exercise).grade(file, host or LocalHost())


def source_of(course: Course, name: str, exercise: str = "median") -> str:
    return (course.root / "solutions" / "mistakes" / exercise / f"{name}.py").read_text(encoding="utf-8")


def outcomes(result: ExerciseResult) -> list[str]:
    return [check.outcome for check in result.checks]


class FakeHost:
    """A host whose every answer is given: load outcome, then one call outcome for all."""

    def __init__(self, loaded: LoadOutcome, called: CallOutcome, *, alive: bool = True) -> None:
        self.loaded, self.called, self.alive = loaded, called, alive
        self.loads = self.calls = 0

    def load(self, *_: Any) -> LoadOutcome:
        self.loads += 1
        return self.loaded

    def call(self, *_: Any, want_arguments: bool) -> CallOutcome:
        self.calls += 1
        return self.called


def test_the_reference_and_every_accepted_style_get_full_points(course: Course) -> None:
    """Every correct file passes every check."""
    for exercise in course.exercises:
        for path in (course.solution(exercise), *course.accepted(exercise)):
            result = grade(course, path.read_text(encoding="utf-8"), exercise.id)
            assert (result.score, result.status, result.needs_review) == (exercise.points, "graded", False)
            assert set(outcomes(result)) == {"passed"}


def test_points_are_the_share_of_the_weights_earned(course: Course) -> None:
    """A mistake in the check of weight 2 of 5 costs two fifths, what waits for it another, and is named."""
    result = grade(course, source_of(course, "upper_middle"))
    assert result.score == pytest.approx(40 * 2 / 5)
    failed = result.checks[1]
    assert (failed.outcome, failed.score, failed.max_score) == ("failed", 0.0, 2.0)
    assert failed.diagnosis == "upper_middle"
    assert failed.message.startswith("With an even count you kept only one of the two middle values.")


NOTEBOOK = '{"cells": [{"cell_type": "code", "execution_count": null, "source": ["x = 1"]}], "nbformat": 4}'


@pytest.mark.parametrize(
    ("file", "status", "message"),
    [
        (None, "missing", "There is no file median.py."),
        (SubmittedFile("median.py", None, "median.py:2: is not UTF-8."), "crashed", "median.py:2: is not UTF-8."),
        (SubmittedFile("median.py", "def median(:"), "crashed", "median.py:1: SyntaxError: "),
        (SubmittedFile("median.py", NOTEBOOK), "crashed", "median.py:1: NameError: this is a whole notebook"),
        (SubmittedFile("median.py", NOTEBOOK.replace("null", "1")), "crashed", "median.py:1: this is a whole notebook"),
        (SubmittedFile("median.py", "x = 1\n\nprint(1 / 0)"), "crashed", "median.py:3: ZeroDivisionError: division"),
        (SubmittedFile("median.py", "import sys\nsys.exit(0)"), "crashed", "median.py:2: SystemExit: 0"),
        (SubmittedFile("median.py", "x = '\0'"), "crashed", "median.py"),
    ],
)
def test_a_file_that_cannot_be_run_earns_nothing(
    course: Course, file: SubmittedFile | None, status: str, message: str
) -> None:
    """A missing, unreadable or crashing file has its status, its reason and all its checks as not run."""
    result = grader(course).grade(file, LocalHost())
    assert (result.status, result.score, result.max_score) == (status, 0.0, 40.0)
    assert result.message.startswith(message)
    assert outcomes(result) == ["not_run"] * 4
    assert sum(check.max_score for check in result.checks) == 5.0


def test_an_untouched_stub_is_not_started(course: Course) -> None:
    """The stub, also with other comments and blank lines, is not started; so is a file that only raises as it does."""
    stub = course.stub(course.exercise("median")).read_text(encoding="utf-8")
    other = "def median(values):\n    raise NotImplementedError('later')\n"
    for text in (stub, f"# Ada\n\n{stub}\n\n", stub.replace("\n", "   \n"), other):
        result = grade(course, text)
        assert (result.status, result.score) == ("not_started", 0.0)
        assert set(outcomes(result)) == {"not_run"}


@pytest.mark.parametrize(
    ("loaded", "called", "status"),
    [
        (TimedOut(2), Returned(1.0), "timed_out"),
        (Crashed("killed"), Returned(1.0), "crashed"),
        (Loaded(), TimedOut(2), "timed_out"),
        (Loaded(), Crashed("killed"), "crashed"),
        (Loaded(), Returned(None), "graded"),
    ],
)
def test_the_status_says_how_it_went(course: Course, loaded: LoadOutcome, called: CallOutcome, status: str) -> None:
    """A hang and a crash are told apart from wrong answers, and none of them earns points."""
    result = grade(course, "pass", host=FakeHost(loaded, called))
    assert (result.status, result.score) == (status, 0.0)


def test_a_crash_takes_the_file_away_and_it_is_loaded_again(course: Course) -> None:
    """Where the process has died, the next check that runs loads the file once more."""
    host = FakeHost(Loaded(), Crashed("killed"), alive=False)
    grade(course, "pass", host=host)
    assert host.loads == 1 + sum(not check.needs for check in collect(course)["median"])


STUCK = """
def median(values):
    while len(values) == 4:
        pass
    middle = sorted(values)[len(values) // 2]
    if not values:
        raise ValueError
    return middle
"""


def quick(course: Course, seconds: float, total: float) -> Program:
    exercise = course.exercise("median")
    limits = replace(exercise.limits, seconds=seconds, total_seconds=total)
    return program(replace(exercise, limits=limits), STUCK)


def test_what_is_right_is_seen_after_any_number_of_hangs(course: Course) -> None:
    """A function that hung on some inputs is still asked about others: no answer is taken to be wrong unheard."""
    task = quick(course, 0.1, 30.0)
    target = HostedTarget(LocalHost(limit=True), task, Budget(30.0))
    assert target.load() == Loaded()
    assert target.call("median", ([1, 2, 3, 4],), {}, want_arguments=False) == TimedOut(0.1)
    for _ in range(3):
        assert target.call("median", ([1, 2, 3, 4],), {}, want_arguments=False) == TimedOut(0.1, again=True)
    assert target.call("median", ([3, 1, 2],), {}, want_arguments=False) == Returned(2)


def test_a_function_that_hangs_leaves_time_for_the_others(course: Course) -> None:
    """Each further hang takes a part of what is left, so however many there are, something is left."""
    given = []

    class Host(FakeHost):
        def call(self, *args: Any, want_arguments: bool) -> CallOutcome:
            given.append(args[4])
            return super().call(*args, want_arguments=want_arguments)

    target = HostedTarget(Host(Loaded(), TimedOut(2)), quick(course, 60.0, 80.0), Budget(80.0))
    for _ in range(3):
        target.call("median", ([1.0],), {}, want_arguments=False)
    target.call("other", ([1.0],), {}, want_arguments=False)
    assert given[0] == 60.0
    assert max(given[1:3]) <= 80.0 / 8
    assert given[3] == 60.0


def test_a_check_waits_for_the_one_it_needs(course: Course) -> None:
    """A check that needs another is left out kindly, with that one's title."""
    result = grade(course, source_of(course, "not_halved", "trapezoid"), "trapezoid")
    assert outcomes(result) == ["failed", "failed", "not_run"]
    assert result.checks[2].message == "Waits until this passes: Under a constant curve lies a rectangle. (1.0)"


def feedback(course: Course, level: Feedback) -> ExerciseResult:
    shown = replace(course, hidden_feedback=level)
    return grade(shown, source_of(course, "nothing_is_zero"))


def test_hidden_feedback_shows_no_more_than_the_course_lets(course: Course) -> None:
    """The title alone, the diagnosis too, or everything."""
    says = "You gave an empty list a median of 0. No values have no middle: say so with a ValueError."
    assert [feedback(course, level).checks[3].message for level in ("title", "diagnosis")] == [HIDDEN, says]
    full = feedback(course, "full").checks[3].message
    assert full.startswith("You called median([]). It returned 0, expected it to raise ValueError.")
    assert full.endswith(says)


def test_a_visible_check_tells_everything(course: Course) -> None:
    """What a student can run at home is not kept back in class."""
    shown = replace(course, hidden_feedback="title")
    message = grade(shown, source_of(course, "unsorted")).checks[0].message
    assert message.startswith("You called median([3, 1, 2]). It returned 1, expected 2, off by 1.")


def test_a_check_that_the_reference_fails_costs_nobody_points(measuring: Path) -> None:
    """A broken check is left out of the score, and a person is asked to look."""
    file = measuring / "tests" / "visible" / "test_median.py"
    broken = 'def test_odd_count(submission, close):\n    """Odd."""\n    close(submission.median([1.0]), 7.0)\n'
    file.write_text(broken)
    course = load_course(measuring)
    result = grade(course, course.solution(course.exercise("median")).read_text())
    assert outcomes(result) == ["grader_error", "passed", "passed", "passed"]
    assert (result.score, result.status, result.needs_review) == (40.0, "graded", True)
    assert (result.checks[0].score, result.checks[0].max_score) == (0.0, 0.0)
    assert "not your fault" in result.checks[0].message


def test_where_every_check_is_broken_there_are_no_points_yet(measuring: Path) -> None:
    """Nothing to judge by: not graded, no points and none to be had, for a person to look at."""
    (measuring / "tests" / "hidden" / "test_median.py").unlink()
    file = measuring / "tests" / "visible" / "test_median.py"
    file.write_text('def test_odd_count(submission):\n    """Odd."""\n    submission.median([1.0]).nothing\n')
    result = grade(load_course(measuring), "def median(values):\n    return 1.0\n")
    assert (result.score, result.status, result.needs_review) == (0.0, "not_graded", True)
    assert result.max_score == 0.0


CHOKES = """
def test_odd_count(submission):
    \"\"\"Odd.\"\"\"
    total = submission.median([1.0, 2.0, 9.0])
    assert 1 / total < 1, "too small"
"""


@pytest.mark.parametrize("answer", ["None", "[2.0]", "'2'", "0.0", "10**4000", "{}", "float('nan')"])
def test_a_check_that_chokes_on_an_answer(measuring: Path, answer: str) -> None:
    """Whatever the answer, it is that check's failure alone; a person looks where it was the right kind of thing."""
    (measuring / "tests" / "visible" / "test_median.py").write_text(CHOKES)
    result = grade(load_course(measuring), f"def median(values):\n    return {answer}\n")
    choked = answer not in ("float('nan')", "10**4000")  # no comparison breaks on one, and the other is refused
    odd = answer == "0.0"  # the rest is no number, which is a wrong answer and needs nobody's eyes
    assert (result.checks[0].outcome, result.needs_review, result.max_score) == ("failed", odd, 40.0)
    assert ("The check could not work with that" in result.checks[0].message) == choked


@pytest.mark.parametrize("other", ["x = 1\ny = 2", "x = 1", "x = 1\ny = 2\nz", "# x = 1", "", "y = 2\nx = 1"])
@pytest.mark.parametrize("one", ["# a\n\nx = 1  \n   # b\r\ny = 2", "  # only\n", "", "\tx = 1\ny = 2"])
def test_to_say_the_same_is_to_have_one_essence(one: str, other: str) -> None:
    """Whether a text has anything to say goes by its essence, too."""
    assert says_the_same(one, other) == (essence(one) == essence(other))
    assert says_nothing(one) == (not essence(one))


def test_essence_leaves_out_what_says_nothing() -> None:
    """Comments, blank lines and trailing blanks do not count; everything else does."""
    assert essence("# a\n\nx = 1  \n   # b\r\ny = 2") == essence("x = 1\ny = 2\n")
    assert essence("x = 1") != essence("x = 2")
    assert essence("if x:\n    y") != essence("if x:\ny")


def test_a_total_stays_within_bounds(course: Course) -> None:
    """However the weights add up in floating point, the score is no more than the points."""
    rows = [CheckResult(str(n), "t", True, "passed", 0.1, 0.1) for n in range(7)]
    exercise = course.exercise("median")
    assert total(exercise, rows, "graded").score == exercise.points
    assert told(rows[0], "says", "full") == ""


def test_the_one_name_that_is_taken_is_said(measuring: Path) -> None:
    """With file and line, where the course's own solution gives it to a function."""
    solution = measuring / "solutions" / "median.py"
    text = solution.read_text(encoding="utf-8")
    solution.write_text(f"{text}\n\ndef call(x):\n    return x\n", encoding="utf-8")
    with pytest.raises(CourseError, match=r"the name call is taken.*") as caught:
        grader(load_course(measuring))
    assert f"{solution}:{len(text.splitlines()) + 3}:" in str(caught.value)
    solution.write_text(f"{text}\n\nclass Model:\n    def call(self, x):\n        return x\n", encoding="utf-8")
    grader(load_course(measuring))


def test_a_class_says_that_it_was_time(course: Course) -> None:
    """A hidden check that the clock ended says so, and nothing of what it tried; at every level of feedback."""
    for level in ("title", "diagnosis", "full"):
        shown = replace(course, hidden_feedback=level)
        last = grade(shown, "pass", host=FakeHost(Loaded(), TimedOut(2))).checks[-1]
        assert (last.visible, last.outcome) == (False, "timed_out")
        says = "It was stopped: a call did not end within 2 seconds."
        assert last.message.startswith("You called median(" if level == "full" else says)
        assert keeps_all_back(last.message) == (level != "full")
    for calls in ((), (Call("median", ([1.0],), {}, TimedOut(5, whole=True)),)):
        said = stopped(course.exercise("median"), Verdict("timed_out", "Too long.", calls))
        assert said == "It was stopped: there was no time left. All checks of this exercise together have 10 seconds."


def test_the_words_after_a_call_that_hung_do_not_depend_on_the_time_that_is_left(course: Course) -> None:
    """However slow the machine is: of a function that hung each further call is told so, and not that time is over."""

    class Hangs(FakeHost):
        seconds = 0.0

        def call(self, *_: Any, want_arguments: bool) -> CallOutcome:
            time.sleep(self.seconds if not self.calls else 0)
            return super().call(want_arguments=want_arguments)

    said = []
    for seconds in (0.0, 1.0):
        limits = Limits(seconds=0.1, total_seconds=1.0)
        exercises = tuple(replace(one, limits=limits) for one in course.exercises)
        host = Hangs(Loaded(), TimedOut(0.1))
        host.seconds = seconds
        said.append(grade(replace(course, exercises=exercises, hidden_feedback="full"), "pass", host=host))
    assert said[0] == said[1]
    assert "It did not finish either" in said[1].checks[-1].message


def test_home_says_that_a_class_would_stop_it(course: Course) -> None:
    """Once a quarter of the time of all checks is gone with those at home, and not before."""
    exercise = course.exercise("median")
    whole = exercise.limits.total_seconds
    assert slow(exercise, whole / 4) == ""
    assert f"{whole:g} seconds together" in slow(exercise, whole / 3)

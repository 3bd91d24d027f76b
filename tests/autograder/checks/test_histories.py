"""A mistake in a class is named: what a check did with an object is done again with the course's known mistakes."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.author.verify import examine
from autograder.checks.histories import MOST_STEPS, History, all_alone, alone
from autograder.checks.submission import SubmissionProxy, record_of
from autograder.classroom.bench import Bench
from autograder.classroom.grader import Grader
from autograder.course.manifest import load_course
from autograder.course.model import ExerciseResult, Submission, SubmittedFile
from autograder.kinds.stubs import stub_changes
from autograder.sandbox.here import LocalHost
from autograder.sandbox.hosts import Host, HostedTarget, Program
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.outcomes import Returned
from autograder.sandbox.process.launcher import Launcher
from autograder.sandbox.walled import WalledHost

MANIFEST = """
version: 1
name: averages
seed: 4
exercises:
  - {id: mean, file: mean.py, points: 6, exam: basic}
"""
SOLUTION = '''
"""A mean that goes along."""


class RunningMean:
    """The mean of all numbers so far."""

    def __init__(self, start=()):
        ### BEGIN SOLUTION
        self.count, self.total = 0, 0.0
        for number in start:
            self.add(number)
        ### END SOLUTION

    def add(self, number):
        """Takes one more number; gives itself."""
        ### BEGIN SOLUTION
        self.count += 1
        self.total += number
        return self
        ### END SOLUTION

    @property
    def value(self):
        """The mean so far."""
        ### BEGIN SOLUTION
        return self.total / self.count
        ### END SOLUTION

    def __add__(self, other):
        ### BEGIN SOLUTION
        both = RunningMean()
        both.count, both.total = self.count + other.count, self.total + other.total
        return both
        ### END SOLUTION


def mean_of(numbers):
    """The mean of a list, by a RunningMean."""
    ### BEGIN SOLUTION
    return RunningMean(numbers).value
    ### END SOLUTION
'''
CLASS = SOLUTION[SOLUTION.index("class") : SOLUTION.index("def mean_of")]
MISTAKES = {
    "one_too_few": (
        "You divided by one less than there are. That is for a variance; a mean divides by all of them.",
        ("self.total / self.count", "self.total / (self.count - 1) if self.count > 1 else self.total"),
    ),
    "mean_of_means": (
        "You took the middle of the two means. A mean of many numbers weighs more than one of few.",
        (
            "both.count, both.total = self.count + other.count, self.total + other.total",
            "both.count, both.total = 2, self.value + other.value",
        ),
    ),
}
CHECKS = '''
def test_after_some(submission, close):
    """The mean of three numbers."""
    mean = submission.RunningMean()
    mean.add(1.0).add(2.5)
    mean.add(4.25)
    close(mean.value, 7.75 / 3)


def test_from_the_start(submission, close):
    """Numbers that are handed over at the start count."""
    mean = submission.RunningMean([0.5, 0.25])
    close(mean.value, 0.375)
    mean.add(1.0)
    close(mean.value, 1.75 / 3)


def test_sum(submission, close):
    """Two means make one."""
    both = submission.RunningMean([1.0, 2.0, 4.5]) + submission.RunningMean([0.25])
    close(both.value, 7.75 / 4)


def test_function(submission, close):
    """The function works by it."""
    close(submission.mean_of([0.5, 0.25, 0.75, 1.1]), 0.65)


def test_lent(submission, close):
    """An object beside a function of the check's."""
    mean = submission.RunningMean([1.0])
    close(mean.add((lambda x: 2 * x)(1.0)).value, 1.5)
'''
LONG = '''
def test_long(submission, close):
    """A long way."""
    mean = submission.RunningMean()
    for number in range(70):
        mean.add(1.5 * number)
    close(mean.value, 1.5 * 34.5)
'''
STUDENT = """
class RunningMean:
    def __init__(self, start=()):
        self.numbers = list(start)

    def add(self, number):
        self.numbers = self.numbers + [number]
        return self

    @property
    def value(self):
        return VALUE

    def __add__(self, other):
        return SUM


def mean_of(numbers):
    return RunningMean(numbers).value
"""
ON_A_LIST = """
class RunningMean(list):
    def add(self, number):
        self.append(number)
        return self

    @property
    def value(self):
        return VALUE

    def __add__(self, other):
        return SUM


def mean_of(numbers):
    return RunningMean(numbers).value
"""
RIGHT = ("sum(self.numbers) / len(self.numbers)", "RunningMean(self.numbers + other.numbers)")
FEW = "sum(self.numbers) / max(1, len(self.numbers) - 1)"
MIDDLE = "RunningMean([self.value, other.value])"
TRIMMED = "sum(sorted(self.numbers)[1:]) / 7"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("averages")
    files = {"course.yaml": MANIFEST, "solutions/mean.py": SOLUTION, "tests/visible/test_mean.py": CHECKS}
    for name, (says, (right, wrong)) in MISTAKES.items():
        assert right in CLASS
        files[f"solutions/mistakes/mean/{name}.py"] = f'"""{says}"""\n\n\n{CLASS.replace(right, wrong)}'
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip())
    (root / "exercises").mkdir()
    for stub, text in stub_changes(load_course(root, require_stubs=False)).items():
        stub.write_text(text)
    return root


@pytest.fixture(scope="module")
def bench(course: Path) -> Iterator[Bench]:
    with Bench(Grader(load_course(course, with_solutions=True))) as made:
        yield made


def judge(bench: Bench, value: str, both: str, student: str = STUDENT) -> ExerciseResult:
    source = student.replace("VALUE", value).replace("SUM", both)
    return bench.judge(Submission("ada", {"mean": SubmittedFile("mean.py", source)})).exercises[0]


def named(result: ExerciseResult) -> dict[str, str | None]:
    return {check.id.rpartition("test_")[2]: check.diagnosis for check in result.checks if check.outcome == "failed"}


def test_a_right_class_in_another_style(bench: Bench) -> None:
    """Full marks, and nothing is named."""
    result = judge(bench, *RIGHT)
    assert (result.score, named(result)) == (6.0, {})


def test_a_mistake_in_a_method_is_named(bench: Bench) -> None:
    """The idea is recognised though the class keeps its numbers otherwise, and its sentence is told."""
    result = judge(bench, FEW, RIGHT[1])
    assert named(result) == dict.fromkeys(["after_some", "from_the_start", "sum", "function", "lent"], "one_too_few")
    assert all("That is for a variance" in check.message for check in result.checks if check.outcome == "failed")


def test_a_mistake_in_an_operator_is_named(bench: Bench) -> None:
    """Only the check that adds two fails, and hears why."""
    assert named(judge(bench, RIGHT[0], MIDDLE)) == {"sum": "mean_of_means"}


def test_a_class_that_is_a_list_is_judged_and_named_as_any_other(bench: Bench) -> None:
    """What it is built on says nothing of what it does."""
    right, both = "sum(self) / len(self)", "RunningMean([*self, *other])"
    result = judge(bench, right, both, ON_A_LIST)
    assert (result.score, named(result)) == (6.0, {})
    result = judge(bench, "sum(self) / max(1, len(self) - 1)", both, ON_A_LIST)
    assert named(result) == dict.fromkeys(["after_some", "from_the_start", "sum", "function", "lent"], "one_too_few")


def test_another_idea_is_not_named(bench: Bench) -> None:
    """What is like no known mistake gets no name."""
    assert set(named(judge(bench, TRIMMED, RIGHT[1])).values()) == {None}


def test_the_exam_names_the_classes_mistakes(bench: Bench) -> None:
    """verify puts each class into the other programs, and every one gets its own name."""
    (result,) = examine(bench.grader, bench.judge)
    assert result.cross.cases >= 2
    assert (result.cross.named, result.cross.wrong, result.cross.missed) == (result.cross.cases, (), ())


@pytest.fixture(params=["home", "class"])
def submission(request: pytest.FixtureRequest) -> Iterator[SubmissionProxy]:
    source = STUDENT.replace("VALUE", RIGHT[0]).replace("SUM", RIGHT[1])
    program = Program("mean", "mean.py", textwrap.dedent(source), SessionLimits(5.0, 512))
    if request.param == "home":
        target = HostedTarget(LocalHost(), program)
        target.load()
        yield SubmissionProxy(target)
        return
    with Launcher("auto") as launcher:
        host: Host = WalledHost(launcher)
        target = HostedTarget(host, program)
        target.load()
        yield SubmissionProxy(target)
        host.close()


def test_the_exam_says_why_a_long_check_names_nothing(course: Path, tmp_path: Path) -> None:
    """A check that does more than 60 things with an object fails a wrong class and cannot say which idea is off."""
    root = shutil.copytree(course, tmp_path / "averages", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "tests" / "visible" / "test_mean.py").write_text(LONG, encoding="utf-8")
    with Bench(Grader(load_course(root, with_solutions=True))) as long:
        (result,) = examine(long.grader, long.judge)
    said = [problem.what for problem in result.problems if "one_too_few is diagnosed as nothing" in problem.what]
    assert "test_long does 72 things with objects, and one that does more than 60 is not gone through again" in said[0]


def test_a_history_is_plain_data(submission: SubmissionProxy) -> None:
    """Each call on an object holds what came before it, with the place of each object instead of its number."""
    first = submission.RunningMean([1.0])
    (first.add(2.0) + submission.RunningMean()).value  # noqa: B018
    submission.mean_of([1.0])
    calls = alone(record_of(submission))
    used = ["RunningMean", "RunningMean .add()", "RunningMean", "RunningMean +", "RunningMean .value"]
    assert [call.function for call in calls] == [*used, "mean_of"]
    history = calls[4].args[0]
    assert isinstance(history, History)
    assert [step.function for step in history.steps] == ["RunningMean", ".add()", "RunningMean", "+", ".value"]
    assert [part.number for part in history.steps[3].args] == [1, 2001]
    assert calls[4].outcome == Returned(1.5)
    assert calls[5].args == ([1.0],)


def test_what_cannot_be_done_again(submission: SubmissionProxy) -> None:
    """A function of the check's is another one each time, and too long a history is not gone through."""
    mean = submission.RunningMean()
    for _ in range(MOST_STEPS + 5):
        mean.add(1.0)
    assert all_alone(record_of(submission)) is None
    assert len(alone(record_of(submission))) == MOST_STEPS

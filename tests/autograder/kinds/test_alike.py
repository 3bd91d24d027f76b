"""Programs that answer alike are judged once: nobody can tell by a result."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from autograder.checks.run import Verdict
from autograder.course.collect import collect
from autograder.course.manifest import load_course
from autograder.course.model import Check, Course, ExerciseResult, SubmittedFile
from autograder.course.solutions import read_source
from autograder.kinds.code import alike
from autograder.kinds.code.grader import CodeGrader
from autograder.sandbox.likely import Likely
from autograder.sandbox.local import Target
from autograder.sandbox.process.launcher import Launcher, Session
from autograder.sandbox.walled import WalledHost

WILD = Path(__file__).parents[1] / "data" / "wild_code_5.yaml"
MEDIAN = """def median(values):
    ordered = sorted(values)
    if not ordered:
        raise ValueError("{text}")
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
"""


@pytest.fixture(scope="module")
def launcher() -> Iterator[Launcher]:
    with Launcher("auto") as made:
        made.try_out()
        yield made


class Unknown(WalledHost):
    """Of whose programs nothing is known from others'."""

    answers = None


class Class:
    """Grades files one after the other, and counts the checks that ran."""

    def __init__(self, course: Course, exercise: str, launcher: Launcher, kind: type[WalledHost] = WalledHost) -> None:
        self._grader = CodeGrader(
            course, course.exercise(exercise), collect(course, [course.exercise(exercise)])[exercise]
        )
        self._launcher, self._kind = launcher, kind
        self.ran = 0
        run = self._grader._run

        def counted(*given: object) -> object:
            self.ran += 1
            return run(*given)  # type: ignore[arg-type]

        self._grader._run = counted  # type: ignore[method-assign, assignment]

    def grade(self, source: str) -> ExerciseResult:
        host = self._kind(self._launcher, lean=True)
        try:
            return self._grader.grade(SubmittedFile("file.py", source), host)
        finally:
            host.close()


def test_hidden_inputs_are_asked_when_the_visible_checks_are_over(
    course: Course, launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a program may say in words was said by then, whatever it can keep."""
    graded, look = Class(course, "median", launcher), Session.look_ahead
    steps: list[object] = []
    run, likely = graded._grader._run, graded._grader._likely

    def looking(session: Session, name: str, calls: Likely) -> bool:
        steps.append(calls)
        return look(session, name, calls)

    def running(check: Check, target: Target) -> Verdict:
        steps.append(check.visible)
        return run(check, target)

    monkeypatch.setattr(Session, "look_ahead", looking)
    monkeypatch.setattr(graded._grader, "_run", running)
    graded.grade(MEDIAN.format(text="empty"))
    visible = [check.visible for check in graded._grader._checks]
    assert steps == [likely[True], *filter(None, visible), likely[False], *[one for one in visible if not one]]
    assert likely[True].calls
    assert likely[False].calls


@pytest.mark.parametrize(
    "exercise",
    ["softmax", "bottleneck", *(pytest.param(name, marks=pytest.mark.whole) for name in ("change_query", "attention"))],
)
def test_results_are_the_same_whoever_came_before(
    repository: Path, launcher: Launcher, exercise: str, request: pytest.FixtureRequest
) -> None:
    """Wrong and right programs of many writers, in two orders: each result is the one that it has alone."""
    course = load_course(repository, with_solutions=True)
    wild = yaml.safe_load(WILD.read_text(encoding="utf-8"))
    programs = [one["code"] for one in wild if one["exercise"] == exercise]
    programs += [read_source(path) for path in course.mistakes(course.exercise(exercise))][::3]
    chance = random.Random(exercise)
    programs = programs if request.config.getoption("--whole") else chance.sample(programs, 14)
    alone = Class(course, exercise, launcher, Unknown)
    wanted = [repr(alone.grade(source)) for source in programs]
    for _ in range(2):
        order = chance.sample(range(len(programs)), len(programs))
        graded = Class(course, exercise, launcher)
        assert {place: repr(graded.grade(programs[place])) for place in order} == dict(enumerate(wanted))
        assert graded.ran < alone.ran


def test_checks_do_not_run_for_who_answers_as_somebody_did(course: Course, launcher: Launcher) -> None:
    """Another text, the same answers: judged once, whoever wrote it."""
    graded = Class(course, "median", launcher)
    first = graded.grade(MEDIAN.format(text="empty"))
    ran = graded.ran
    assert ran == len(first.checks)
    assert graded.grade(MEDIAN.replace("ordered", "ranked").format(text="empty")) == first
    assert graded.ran == ran


def test_an_error_of_another_text_is_another_answer(course: Course, launcher: Launcher) -> None:
    """A check may look at what an error says, so the one that met it runs again, and no other."""
    graded = Class(course, "median", launcher)
    graded.grade(MEDIAN.format(text="empty"))
    ran = graded.ran
    graded.grade(MEDIAN.format(text="no numbers"))
    assert graded.ran == ran + 1


def test_a_program_that_may_do_more_than_compute_is_judged_for_itself(course: Course, launcher: Launcher) -> None:
    """What it answers need not be what it would have answered."""
    graded = Class(course, "median", launcher)
    keeps = "seen = []\n" + MEDIAN.format(text="empty").replace("    middle", "    seen.append(values)\n    middle")
    graded.grade(keeps)
    ran = graded.ran
    graded.grade(keeps)
    assert graded.ran == 2 * ran


def test_what_is_kept_is_bounded(course: Course, launcher: Launcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past its bound all is forgotten, and found out again."""
    monkeypatch.setattr(alike, "MOST", 1)
    graded = Class(course, "median", launcher)
    first = graded.grade(MEDIAN.format(text="empty"))
    assert graded.grade(MEDIAN.format(text="empty")) == first
    assert len(graded._grader._alike._verdicts) == 1

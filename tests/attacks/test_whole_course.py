"""What one exercise could do to another, to the grader or to the marks: submitted to the whole course, walled off."""

from __future__ import annotations

import dataclasses
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("msgspec", reason="grading needs the instructor's packages")
if not sys.platform.startswith("linux"):
    pytest.skip("the wall is built of parts of Linux", allow_module_level=True)

from autograder.classroom.bench import Bench
from autograder.classroom.grader import Grader
from autograder.classroom.lines import to_line
from autograder.course.manifest import load_course
from autograder.course.model import CheckResult, Course, ExerciseResult, StudentResult, Submission, SubmittedFile
from autograder.course.solutions import read_source
from autograder.kinds.registry import kind_of
from autograder.sandbox.process.session import Session

REPOSITORY = Path(__file__).parents[2]
SECONDS = 2.0
FLAT = 300 * 1024
"""KiB that the grader may grow by, whatever is answered."""
FORGE = "import sys\nworker = sys.modules['autograder.sandbox.process.worker']\n"


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    course = load_course(REPOSITORY, with_solutions=True)
    short = [
        dataclasses.replace(one, limits=dataclasses.replace(one.limits, seconds=1.0, total_seconds=SECONDS))
        for one in course.exercises
    ]
    with Bench(Grader(dataclasses.replace(course, exercises=tuple(short)))) as made:
        yield made


def solution(course: Course, exercise: str, *more: str) -> str:
    return "\n".join([read_source(course.solution(course.exercise(exercise))), *more])


def grade(bench: Bench, **texts: str) -> StudentResult:
    course = bench.grader.course
    files = {name: SubmittedFile(course.exercise(name).file, text) for name, text in texts.items()}
    return bench.judge(Submission("mallory", files))


def one(result: StudentResult, exercise: str) -> ExerciseResult:
    return next(part for part in result.exercises if part.id == exercise)


def not_passed(result: ExerciseResult) -> list[CheckResult]:
    return [check for check in result.checks if check.outcome != "passed"]


def honest(course: Course) -> dict[str, str]:
    return {part.id: solution(course, part.id) for part in course.exercises if kind_of(part).runs_code}


def test_no_exercise_reaches_another(bench: Bench) -> None:
    """NumPy and the standard library spoiled in one file cost the others nothing; their bytes are as without it."""
    files = honest(bench.grader.course)
    alone = grade(bench, **files)
    spoiled = "\nimport decimal, random, numpy\nnumpy.exp = numpy.errstate = numpy.max = None\nrandom.seed(5)\n"
    result = grade(bench, **(files | {"scores": files["scores"] + spoiled + "decimal.getcontext().prec = 1\n"}))
    assert all(part.score == part.max_score for part in alone.exercises if part.id in files)
    assert [part for part in result.exercises if part.id != "scores"] == [
        part for part in alone.exercises if part.id != "scores"
    ]


def test_what_one_exercise_saw_no_other_can_tell(bench: Bench) -> None:
    """Inputs that a file keeps, in NumPy, in a module or in a builtin, are gone before the next file is loaded."""
    keep = (
        "import builtins, math, sys, numpy\nseen = numpy.seen = math.seen = builtins.seen = []\n"
        "sys.modules['notes'] = seen\nplain = mean_vector\n"
        "def mean_vector(states):\n    seen.append('KEPT' + repr(states))\n    return plain(states)\n"
    )
    tell = (
        "import builtins, math, sys, numpy\nfor place in (builtins, math, numpy):\n"
        "    if getattr(place, 'seen', None):\n        raise ValueError(str(place.seen))\n"
        "if 'notes' in sys.modules:\n    raise ValueError('KEPT')\n"
    )
    course = bench.grader.course
    tellers = {name: solution(course, name, tell) for name in ("softmax", "context")} | {"scores": tell}
    exercises = tuple(dataclasses.replace(part, allowed_imports=None) for part in course.exercises)
    with Bench(Grader(dataclasses.replace(course, exercises=exercises, hidden_feedback="full"))) as opened:
        result = grade(opened, bottleneck=solution(course, "bottleneck", keep), **tellers)
    assert one(result, "bottleneck").score == 8.0
    others = tuple(part for part in result.exercises if part.id != "bottleneck")
    assert "KEPT" not in to_line(dataclasses.replace(result, exercises=others))


def test_visible_checks_come_before_any_hidden_input(bench: Bench) -> None:
    """So what a student may read was fixed before the code saw anything that it could tell."""
    for checks in bench.grader.checks.values():
        rooms = [check.visible for check in checks]
        assert rooms == sorted(rooms, reverse=True)


@pytest.mark.parametrize("answer", ["2**64", "-(2**64)", "10**400", "[10**400, 2]", "{2**63: 1}", "float('nan')", "1j"])
def test_an_odd_answer_earns_nothing(bench: Bench, answer: str) -> None:
    """Numbers of any size are wrong answers; nothing is proposed, and what was not handed in stays missing."""
    text = f"def dot(a, b):\n    return {answer}\n\n\ndef scores(query, states):\n    return {answer}\n"
    result = grade(bench, scores=text)
    assert (result.score, result.max_score) == (0.0, bench.grader.course.max_score)
    assert {part.status for part in result.exercises if part.id != "scores"} == {"missing"}


def test_no_check_can_be_made_to_leave_itself_out(bench: Bench) -> None:
    """A number too large for a float, and an array put into an argument, fail the checks that choke on them."""
    course = bench.grader.course
    spoil = (
        "import numpy\nread = context\n"
        "def context(w, v):\n    r = read(w, v)\n    v[0][0] = numpy.ones(2)\n    return r\n"
    )
    huge = "def query_for(keys, *rest):\n    return [10**400] * len(keys[0])\n"
    texts = {"context": solution(course, "context", spoil), "change_query": solution(course, "change_query", huge)}
    result = grade(bench, **texts)
    for name in ("context", "change_query"):
        part = one(result, name)
        assert part.score < part.max_score == course.exercise(name).points
        assert part.needs_review
        assert {check.outcome for check in not_passed(part)} <= {"failed", "not_run"}


@pytest.mark.parametrize(
    "reply",
    [
        "def pack(v, buffers):\n    buffers.append(bytes(8))\n    return {'a': ['<f8', []]}",
        "def pack(v, buffers):\n    return {'t': []}",
        "def pack(v, buffers):\n    return {'i': 'f' * 1900}",
        "def pack(v, buffers):\n    return {'d': [[None, {'t': []}], [True, []], [1, 2]]}",
    ],
)
def test_a_forged_reply_is_no_point_and_no_fault(bench: Bench, reply: str) -> None:
    """Arrays without dimensions, fewer arguments than were handed over, keys that are equal: wrong, and no more."""
    text = f"{FORGE}worker.to_plain = lambda value: value\n{reply}\nworker.pack = pack\n"
    functions = "def dot(a, b): return 0\ndef scores(q, s): return 0\n"
    result = grade(bench, scores=text + functions, softmax=solution(bench.grader.course, "softmax"))
    part = one(result, "scores")
    assert (part.score, part.max_score) == (0.0, 8.0)
    assert {check.outcome for check in part.checks} <= {"failed", "crashed", "not_run"}
    assert one(result, "softmax").score == 12.0


def test_check_code_on_an_answer_is_limited_too(bench: Bench) -> None:
    """An answer that a check would work on for days is failed as such; what comes after it is graded."""
    course = bench.grader.course
    many = "def collision(states):\n    return [mean_vector(states)] * 200_000\n"
    result = grade(bench, bottleneck=solution(course, "bottleneck", many), scores=solution(course, "scores"))
    part = one(result, "bottleneck")
    assert "timed_out" in {check.outcome for check in part.checks}
    assert part.max_score == 8.0
    assert one(result, "scores").score == 8.0


def test_slow_calls_that_return_use_up_the_time_of_their_exercise(bench: Bench) -> None:
    """An exercise whose every call is slow loses what there was no time for; the next has its own time."""
    course = bench.grader.course
    slow = "import time\nfast = dot\ndef dot(a, b):\n    time.sleep(0.9)\n    return fast(a, b)\n"
    result = grade(bench, scores=solution(course, "scores", slow), softmax=solution(course, "softmax"))
    part = one(result, "scores")
    assert "timed_out" in {check.outcome for check in part.checks}
    assert one(result, "softmax").score == 12.0


def test_the_memory_of_the_grader_stays_flat(bench: Bench) -> None:
    """Arrays and lists as large as the wall lets through, in every call, and forged ones, are no fault of ours."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    zeros = "import numpy\ndef dot(a, b):\n    return numpy.zeros(8_000_000)\ndef scores(q, s):\n    return dot(q, s)\n"
    forged = (
        f"{FORGE}worker.to_plain = lambda value: value\ncontent = bytes(8 * 3_999_999)\n"
        "def pack(v, buffers):\n    buffers.append(content)\n    return {'n': ['l', 'f', [3_999_999]]}\n"
        "worker.pack = pack\ndef dot(a, b): return 0\ndef scores(q, s): return 0\n"
    )
    for text in (zeros, forged):
        part = one(grade(bench, scores=text), "scores")
        assert (part.score, part.max_score) == (0.0, 8.0)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < FLAT


@pytest.mark.parametrize(
    "value", ["!!bool maybe", "!!int ''", "!!float '_'", "{!!seq a: 1}", "!!timestamp x", "0x" + "f" * 5_000]
)
def test_a_form_that_breaks_its_reader_earns_nothing(bench: Bench, value: str) -> None:
    """Whatever the reader of YAML chokes on is that form's problem, and leaves the other exercises as they are."""
    result = grade(bench, evidence_card=f"source: {value}\n", scores=solution(bench.grader.course, "scores"))
    part = one(result, "evidence_card")
    assert (part.score, part.max_score, part.status != "not_graded") == (0.0, 4.0, True)
    assert one(result, "scores").score == 8.0


def test_a_worker_that_is_killed_each_time_leaves_its_exercise_ungraded(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not the student's doing: no points, none to be had, and every other exercise is judged."""
    import signal

    load = Session.load

    def killed(self: Session, name: str, *rest: Any, **options: Any) -> object:
        outcome = load(self, name, *rest, **options)
        if name == "scores":
            signal.pidfd_send_signal(self._worker._handle, signal.SIGKILL)  # type: ignore[union-attr]
        return outcome

    monkeypatch.setattr(Session, "load", killed)
    course = bench.grader.course
    asked_one_by_one = f"import random\n{solution(course, 'scores')}"  # of others the answers are there by then
    result = grade(bench, scores=asked_one_by_one, softmax=solution(course, "softmax"))
    part = one(result, "scores")
    assert (part.status, part.score, part.max_score, part.needs_review) == ("not_graded", 0.0, 0.0, True)
    assert one(result, "softmax").score == 12.0

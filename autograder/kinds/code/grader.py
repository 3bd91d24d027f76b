"""Grades a code exercise: loads the file behind the wall, runs each check on it, and says which idea is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from autograder.checks.advice import with_advice
from autograder.checks.classes import shared
from autograder.checks.diagnosis.given import Seen
from autograder.checks.diagnosis.mistakes import Mistakes
from autograder.checks.histories import in_a_row
from autograder.checks.misfit import unseen
from autograder.checks.outline import Definition, called, outline
from autograder.checks.run import Verdict, choked, run_check
from autograder.checks.sentences import not_loaded
from autograder.checks.show import build
from autograder.checks.signatures import signatures
from autograder.checks.submission import RESERVED
from autograder.course.model import Check, CheckResult, Course, Exercise, ExerciseResult, Outcome, Status, SubmittedFile
from autograder.course.solutions import load_target, read_source
from autograder.errors import CourseError
from autograder.kinds.code.alike import Alike, Findings
from autograder.kinds.code.pace import stopped
from autograder.kinds.code.replays import is_replayable, replayable
from autograder.kinds.feedback import HIDDEN, told
from autograder.kinds.rows import essence, row, total, without_run
from autograder.kinds.stubs import stub_of
from autograder.kinds.turns import in_time, in_turn
from autograder.sandbox.clocks.once import for_the_class
from autograder.sandbox.hosts import Host, HostedTarget, Program
from autograder.sandbox.likely import Recorder
from autograder.sandbox.limits import SessionLimits
from autograder.sandbox.local import LocalTarget, Target
from autograder.sandbox.outcomes import Loaded, LoadOutcome, Returned, TimedOut
from autograder.sandbox.ready import NotAlone, NotReady
from autograder.sandbox.timelimit import Budget, OutOfTime, limited
from autograder.sandbox.unreadable import NOTEBOOK, is_notebook


class CodeGrader:
    """Everything that grading one code exercise needs, made once for a class."""

    def __init__(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> None:
        self._course = course
        self._exercise = exercise
        self._checks = tuple(checks)
        stub = stub_of(course, exercise)
        self._stub, self._wanted = essence(stub), signatures(outline(stub))
        self._reference: LocalTarget = load_target(course.solution(exercise), data=exercise.data)
        _require_free(course.solution(exercise))
        self._mistakes = Mistakes(course, exercise, checks, self._reference)
        visible = course.root / "tests" / "visible" / f"test_{exercise.id}.py"
        self._checked = called(read_source(visible) if visible.is_file() else "")
        self._alike = Alike(course.root)
        self.broken = self._find_broken()

    def _find_broken(self) -> dict[str, str]:
        """Checks that the course's own reference does not pass: they judge nobody. Check id -> reason."""
        broken = {}
        recorders = {visible: Recorder(self._reference) for visible in (True, False)}
        self._likely = {visible: recorder.likely for visible, recorder in recorders.items()}
        for visible, likely in self._likely.items():
            likely.further = partial(self._alike.further, visible)
        for check in self._checks:
            budget = Budget(self._exercise.limits.total_seconds)
            verdict = in_time(partial(self._run, check, recorders[check.visible]), budget)
            if verdict.ending not in ("passed", "skipped"):
                slow = f"it is not done after the {budget.seconds:g} seconds that all of the exercise has."
                broken[check.id] = slow if verdict.ending == "timed_out" else verdict.message
        return broken

    def _run(self, check: Check, target: Target) -> Verdict:
        return run_check(check, self._exercise, self._course.seed, target, reference=self._reference)

    def begin(self, file: SubmittedFile | None, host: Host) -> None:
        """Has the host load a program, before any exercise of the student's is judged, where it can do so."""
        begin = getattr(host, "begin", None)
        if begin is not None and file is not None and file.text is not None and self._is_begun(file.text):
            begin(self._program(file.text))

    def _is_begun(self, source: str) -> bool:
        return essence(source) not in ("", self._stub)

    def _program(self, source: str) -> Program:
        return replace(program(self._exercise, source), likely=self._likely[True])

    def grade(self, file: SubmittedFile | None, host: Host, student: str | None = None) -> ExerciseResult:
        """One student's result. `host` runs nothing but this student's code."""
        exercise = self._exercise
        if file is None:
            return without_run(exercise, self._checks, "missing", f"There is no file {exercise.file}.")
        if file.text is None:
            return without_run(exercise, self._checks, "crashed", file.problem)
        if not self._is_begun(file.text):
            return without_run(exercise, self._checks, "not_started", "Nothing is written yet.")
        budget = Budget(exercise.limits.total_seconds)
        # Where neither such a process will do, it is run again from its beginning, in the time that is left.
        for _ in ("with others", "lean"):
            try:
                return self._run_through(file.text, host, budget)
            except NotReady as more:
                host.close()
                if isinstance(more, NotAlone):  # what it took among others, which is little, is no part of its time
                    budget = Budget(budget.seconds)
        return self._run_through(file.text, host, budget)

    def _run_through(self, source: str, host: Host, budget: Budget) -> ExerciseResult:
        target = HostedTarget(host, self._program(source), budget)
        loaded = target.load()
        if not isinstance(loaded, Loaded):
            return without_run(self._exercise, self._checks, *_why_not_loaded(self._exercise, loaded))
        no_program = why_no_program(self._exercise.file, source)
        if no_program:
            return without_run(self._exercise, self._checks, "crashed", no_program)
        return self._judge(target, budget, source)

    def _judge(self, target: HostedTarget, budget: Budget, text: str) -> ExerciseResult:
        verdicts: dict[str, Verdict] = {}
        defined = cache(lambda: outline(text))
        # Not a moment before: what a student may read was said by then, and no hidden input can have a part in it.
        look_ahead = cache(lambda: target.look_ahead(self._likely[False]))

        def judge(check: Check) -> CheckResult:
            # After a call that hung, how many others there is time for depends on the machine: the words do not.
            if target.has_outstayed():  # while there is time to do it all again
                raise NotAlone
            if not check.visible:
                look_ahead()
            run = partial(in_time, partial(self._run, check, target), budget, though_over=target.has_hung)
            verdict = self._alike.verdict(check, target.answers, run)
            verdicts[check.id] = verdict
            outcome, message = self._outcome(verdict)
            if outcome == "failed":
                message = with_advice(message, verdict.calls, defined(), self._checked, self._wanted)
            return row(check, outcome, message)

        return self._finish(in_turn(self._checks, judge, self.broken), verdicts, budget, defined)

    def _outcome(self, verdict: Verdict) -> tuple[Outcome, str]:
        match verdict.ending:
            case "passed" | "failed" | "crashed" | "timed_out":
                return verdict.ending, verdict.message
            case "unwritten":
                return "failed", verdict.message
            case "skipped":
                return "not_run", verdict.message
            case "broke":  # it passes on the reference, so the answer is what it choked on
                return "failed", choked(verdict)

    def _finish(
        self,
        rows: list[CheckResult],
        verdicts: dict[str, Verdict],
        budget: Budget,
        defined: Callable[[], Sequence[Definition]],
    ) -> ExerciseResult:
        if not any(result.outcome == "passed" for result in rows):
            status = _status_without_a_pass(rows, verdicts)
            if status == "not_started":
                return without_run(self._exercise, self._checks, status, "Nothing is written yet.")
        else:
            status = "graded"
        found = self._findings(rows, verdicts, budget)
        flagged = any(self._is_odd(verdict) for verdict in verdicts.values())
        explained = [self._explain(result, found, verdicts.get(result.id), defined) for result in rows]
        return total(self._exercise, explained, status, flagged=flagged)

    def _is_odd(self, verdict: Verdict) -> bool:
        """Whether a check choked on what should have been no trouble to it: then a person should look.

        One that takes numbers from None where the reference returns a list has judged as well as one that says so.
        """
        call = verdict.calls[-1] if verdict.calls else None
        shows = unseen(call.value) if call is not None and verdict.ending == "failed" else frozenset()
        if verdict.ending != "broke" and not shows:
            return False
        if call is None or not isinstance(call.outcome, Returned) or not is_replayable(call):
            return True
        ask = partial(self._reference.call, call.function, call.args, call.kwargs, want_arguments=False)
        try:
            wanted = limited(ask, self._exercise.limits.seconds)
        except (Exception, OutOfTime):  # arguments of the student's making
            return True
        if shows:
            return not isinstance(wanted, Returned) or not shows <= unseen(wanted.value)
        return not isinstance(wanted, Returned) or build(call.value) == build(wanted.value)

    def _explain(
        self,
        result: CheckResult,
        found: Findings,
        verdict: Verdict | None,
        defined: Callable[[], Sequence[Definition]],
    ) -> CheckResult:
        """Adds the diagnosis, and shows of a hidden check only what the course lets students see: and that it was time.

        What a check tried does not follow from that, and without it nothing would say why right code earns nothing.
        """
        if result.outcome in ("passed", "not_run"):
            return result
        name, feedback = found.names.get(result.id), self._course.hidden_feedback
        message = told(result, self._mistakes.says(name) if name else "", feedback)
        if message == HIDDEN and result.outcome == "timed_out" and verdict is not None:
            message = stopped(self._exercise, verdict)
        if message == HIDDEN:
            message = told(result, found.slips.get(result.id, ""), feedback)
        if message == HIDDEN and verdict is not None and verdict.calls:
            message = told(result, shared(verdict.calls[-1], defined()), feedback)
        return replace(result, message=message, diagnosis=name)

    def _findings(self, rows: list[CheckResult], verdicts: dict[str, Verdict], budget: Budget) -> Findings:
        """The mistakes that the checks show. None where finding out takes too long or too much, or breaks."""
        ran = {result.id: _seen(result, verdicts[result.id]) for result in rows if result.id in verdicts}
        if not any(seen.failed for seen in ran.values()):
            return Findings()
        small = {check: seen for check, one in ran.items() if (seen := replayable(one)) is not None}
        calls = in_a_row(one.calls for one in small.values())
        small = {check: replace(one, calls=made) for (check, one), made in zip(small.items(), calls, strict=True)}
        if not budget.left() or not any(seen.failed for seen in small.values()):
            return Findings()
        with for_the_class():
            self._mistakes.prepare()
        hidden = {result.id for result in rows if not result.visible}
        return self._alike.findings(verdicts, partial(self._find, small, hidden, budget))

    def _find(self, small: dict[str, Seen], hidden: set[str], budget: Budget) -> Findings | None:
        def find() -> Findings:
            names = self._mistakes.names(small)
            # A sentence of its own has a check that is named, or one whose message may be read.
            nameless = {check: seen for check, seen in small.items() if check in hidden and check not in names}
            return Findings(names, self._mistakes.slips(nameless))

        try:
            return limited(find, budget.left())
        except (Exception, OutOfTime):  # no name is no loss of points: the check has failed already
            return None


def _seen(result: CheckResult, verdict: Verdict) -> Seen:
    """What the diagnosis is told of a check. One that ended at an unwritten function judges nothing."""
    failed = result.outcome == "failed" and verdict.ending != "unwritten"
    return Seen(failed, failed or result.outcome == "passed", verdict.calls)


def _require_free(path: Path) -> None:
    """CourseError where the solution defines the one name that a check's `submission` keeps for itself."""
    taken = [
        one for one in outline(read_source(path)) if one.name == RESERVED and one.kind != "value" and not one.inside
    ]
    if taken:
        what = f"the name {RESERVED} is taken: in a check, submission.{RESERVED} is not a function of the student's."
        raise CourseError(what, path, taken[-1].line, "Give the function another name.")


def program(exercise: Exercise, source: str) -> Program:
    """What the sandbox needs to know of a file that was handed in for an exercise."""
    limits = SessionLimits(exercise.limits.seconds, exercise.limits.memory_mb, exercise.limits.total_seconds)
    return Program(exercise.id, exercise.file, source, limits, exercise.allowed_imports, exercise.data)


def why_no_program(name: str, source: str) -> str:
    """What the file `name` is instead of a program, though Python can run it; "" where it may be one.

    The text of a notebook is one long dict: where no null is in it, no error says so.
    """
    return f"{name}:1: {NOTEBOOK}" if is_notebook(source) else ""


def _why_not_loaded(exercise: Exercise, outcome: LoadOutcome) -> tuple[Status, str]:
    return "timed_out" if isinstance(outcome, TimedOut) else "crashed", not_loaded(exercise.file, outcome)


def _status_without_a_pass(rows: Sequence[CheckResult], verdicts: dict[str, Verdict]) -> Status:
    endings = {verdict.ending for verdict in verdicts.values()}
    if endings == {"unwritten"}:  # where the file has more to say, a row says it
        silent = all(verdicts[one.id].message == one.message for one in rows if one.id in verdicts)
        return "not_started" if silent else "graded"
    if endings and endings <= {"crashed", "timed_out", "unwritten"}:
        return "timed_out" if "timed_out" in endings else "crashed"
    return "graded"

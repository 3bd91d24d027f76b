"""Grades a form: a YAML file whose data check functions judge. No student's code runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.checks.diagnosis.mistakes import Mistakes
from autograder.checks.run import Verdict, run_check
from autograder.course.model import Check, CheckResult, Course, Exercise, ExerciseResult, SubmittedFile
from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml
from autograder.errors import CourseError
from autograder.kinds.feedback import told
from autograder.kinds.rows import essence, row, total, without_run
from autograder.kinds.stubs import stub_of
from autograder.kinds.turns import in_time, in_turn
from autograder.sandbox.hosts import Host
from autograder.sandbox.timelimit import Budget
from autograder.sandbox.values import Plain


class FormGrader:
    """Everything that grading one form needs, made once for a class."""

    def __init__(self, course: Course, exercise: Exercise, checks: Sequence[Check]) -> None:
        self._course = course
        self._exercise = exercise
        self._checks = tuple(checks)
        self._stub = essence(stub_of(course, exercise))
        self._mistakes = Mistakes(course, exercise)
        solution = course.solution(exercise)
        self._solution = read_yaml(read_source(solution), solution).data
        self.broken = self._find_broken()

    def _find_broken(self) -> dict[str, str]:
        verdicts = {check.id: self._run(check, self._solution) for check in self._checks}
        return {name: verdict.message for name, verdict in verdicts.items() if verdict.ending != "passed"}

    def _run(self, check: Check, data: Plain) -> Verdict:
        return run_check(check, self._exercise, self._course.seed, None, data=data)

    def grade(self, file: SubmittedFile | None, host: Host, student: str | None = None) -> ExerciseResult:
        """One student's result. Nothing runs."""
        exercise = self._exercise
        if file is None:
            return without_run(exercise, self._checks, "missing", f"There is no file {exercise.file}.")
        if file.text is None:
            return without_run(exercise, self._checks, "crashed", file.problem)
        if essence(file.text) == self._stub:
            return without_run(exercise, self._checks, "not_started", "Nothing is filled in yet.")
        try:
            data = read_yaml(file.text, Path(exercise.file)).data
        except CourseError as error:
            return without_run(exercise, self._checks, "crashed", str(error))
        return self._judge(data)

    def _judge(self, data: Plain) -> ExerciseResult:
        budget = Budget(self._exercise.limits.total_seconds)
        diagnosed = flagged = False

        def judge(check: Check) -> CheckResult:
            nonlocal diagnosed, flagged
            verdict = in_time(lambda: self._run(check, data), budget)
            result = self._row(check, verdict, first=not diagnosed)
            diagnosed = diagnosed or result.diagnosis is not None or _is_malformed(verdict)
            flagged = flagged or verdict.ending == "broke"
            return result

        rows = in_turn(self._checks, judge, self.broken)
        return total(self._exercise, rows, "graded", flagged=flagged)

    def _row(self, check: Check, verdict: Verdict, *, first: bool) -> CheckResult:
        if verdict.ending == "passed":
            return row(check, "passed")
        if verdict.ending == "broke":
            return row(check, "failed", f"The check could not read this part of the form ({verdict.message}).")
        # Only the first failure names a misconception: later ones may be its consequences.
        name = check.misconception if first and not _is_malformed(verdict) else None
        failed = row(check, "failed", verdict.message, name)
        says = self._mistakes.says(name) if name else ""
        return replace(failed, message=told(failed, says, self._course.hidden_feedback))


def _is_malformed(verdict: Verdict) -> bool:
    """Whether a check called `pytest.fail`: something is not written as it is to be, which shows no misconception."""
    return isinstance(verdict.error, pytest.fail.Exception)

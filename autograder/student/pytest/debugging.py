"""Where a debugger should open: in the student's own code, not in the check or the engine."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import pytest

from autograder.student.files import ExerciseFile


def open_at_student(file: ExerciseFile, call: pytest.CallInfo[Any]) -> None:
    """Gives the error of a failed check a traceback that ends in the student's code."""
    if call.excinfo is None:
        return
    trace = _student_trace(file, call.excinfo.value)
    if trace is not None:
        error = call.excinfo.value.with_traceback(trace)
        call.excinfo = pytest.ExceptionInfo.from_exc_info((type(error), error, trace))


def _student_trace(file: ExerciseFile, error: BaseException) -> TracebackType | None:
    """A traceback that ends in the student's file: where it raised or, where nothing was raised, where it returned.

    None where the student's code was never entered.
    """
    raised = file.host.raised or error
    trace = _within(raised.__traceback__, str(file.path))
    if trace is not None:
        return trace
    target = file.host.targets.get(file.exercise.id)
    frame = target.frame if target else None
    return None if frame is None else TracebackType(None, frame, frame.f_lasti, frame.f_lineno)


def _within(trace: TracebackType | None, path: str) -> TracebackType | None:
    """The part of a traceback from the first step in the file on."""
    while trace is not None and trace.tb_frame.f_code.co_filename != path:
        trace = trace.tb_next
    return trace

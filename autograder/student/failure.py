"""A failed check as a student reads it: the title, the sentence, and the place in their own file."""

from __future__ import annotations

import linecache
from dataclasses import dataclass
from typing import Any

from _pytest._code.code import ReprFileLocation, TerminalRepr

from autograder.checks.advice import with_advice
from autograder.checks.run import Verdict, choked
from autograder.checks.sentences import Call, wanted
from autograder.checks.signatures import takes_others
from autograder.sandbox.outcomes import NoSuchFunction, Raised, TimedOut
from autograder.student.files import ExerciseFile
from autograder.student.layout import fold, lay_out

STEPS_SHOWN = 4


@dataclass(eq=False)
class Failure(TerminalRepr):
    """What pytest prints for a failed check. `steps` are (line, function) in the student's file, outermost first."""

    title: str
    message: str
    file: ExerciseFile
    steps: list[tuple[int, str]]

    @property
    def reprcrash(self) -> ReprFileLocation:
        """What pytest's own short summary shows after the name of the test."""
        line = self.steps[-1][0] if self.steps else 1
        return ReprFileLocation(str(self.file.path), line, self.message.splitlines()[0])

    def toterminal(self, tw: Any) -> None:
        """Writes it."""
        if self.title:
            for line in fold(self.title, tw.fullwidth - 1):
                tw.line(line, bold=True)
            tw.line()
        for line in lay_out(self.message, tw.fullwidth - 1):
            tw.line(line, red=True)
        if self.steps:
            tw.line()
        for number, function in self.steps[-STEPS_SHOWN:]:
            tw.line(f"{self.file.name}:{number}: in {function}")
            source = linecache.getline(str(self.file.path), number).strip()
            if source:
                tw.line(f"    {source}")


def explain(title: str, verdict: Verdict, file: ExerciseFile) -> Failure:
    """A check that did not pass, with advice where the trouble is one that beginners meet."""
    call = verdict.calls[-1] if verdict.calls else None
    outcome = call.outcome if call else None
    message = choked(verdict) if verdict.ending == "broke" else verdict.message
    message = with_advice(message, verdict.calls, file.outline, file.functions_checked, file.signatures)
    if isinstance(outcome, Raised):
        return Failure(title, message, file, steps_in(file.target.raised or verdict.error, str(file.path)))
    return Failure(title, message, file, _where_defined(call, file))


def blocked_by(verdict: Verdict) -> str | None:
    """What keeps a function from all its checks alike, as what is to be reached: they need not all say so."""
    call = verdict.calls[-1] if verdict.calls else None
    match call.outcome if call else None:
        case NoSuchFunction(name):
            return f"there is a {wanted(name)}"
        case TimedOut() if call:
            return f"{call.function} comes to an end"
        case Raised("EOFError") if call:
            return f"{call.function} does without input()"
        case Raised() if call and takes_others(call):
            return f"{call.function} takes what it is called with"
    return None


def steps_in(error: BaseException | None, path: str) -> list[tuple[int, str]]:
    """(line, function) of an error's way through the student's file, outermost first."""
    steps, trace = [], error.__traceback__ if error else None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            steps.append((trace.tb_lineno, trace.tb_frame.f_code.co_name))
        trace = trace.tb_next
    return steps


def _where_defined(call: Call | None, file: ExerciseFile) -> list[tuple[int, str]]:
    own = [one for one in file.outline if call and one.name == call.function and one.kind == "def" and not one.inside]
    return [(own[-1].line, own[-1].name)] if own else []

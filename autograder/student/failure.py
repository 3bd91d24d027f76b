"""A failed check as a student reads it: the title, the sentence, and the place in their own file."""

from __future__ import annotations

import difflib
import inspect
import linecache
import types
from dataclasses import dataclass
from typing import Any

from _pytest._code.code import ReprFileLocation, TerminalRepr

from autograder.checks.run import Verdict
from autograder.checks.sentences import Call, sentence
from autograder.sandbox.outcomes import NoSuchFunction, Raised, Returned, TimedOut
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
    message = verdict.message
    if verdict.ending == "broke" and isinstance(outcome, Returned) and call:
        message = f"{sentence(call)}. The check could not work with that ({verdict.message})."
    if isinstance(outcome, Raised):
        steps = steps_in(file.target.raised, str(file.path))
        advice = "" if steps else _advice_on_arguments(call, file)
        return Failure(title, f"{message} {advice}".strip(), file, steps)
    if isinstance(outcome, NoSuchFunction):
        return Failure(title, f"{message} {_advice_on_name(outcome.name, file)}".strip(), file, [])
    return Failure(title, message, file, _where_defined(call, file))


def blocked_by(verdict: Verdict, file: ExerciseFile) -> str | None:
    """What keeps a function from all its checks alike, as what is to be reached: they need not all say so."""
    call = verdict.calls[-1] if verdict.calls else None
    match call.outcome if call else None:
        case NoSuchFunction(name):
            return f"there is a function {name}"
        case TimedOut() if call:
            return f"{call.function} comes to an end"
        case Raised("EOFError") if call:
            return f"{call.function} does without input()"
        case Raised() if call and _advice_on_arguments(call, file):
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


def _functions(file: ExerciseFile) -> dict[str, types.FunctionType]:
    target = file.host.targets.get(file.exercise.id)
    found = vars(target.module) if target else {}
    own = str(file.path)
    return {
        name: value
        for name, value in found.items()
        if isinstance(value, types.FunctionType) and value.__code__.co_filename == own
    }


def _advice_on_name(name: str, file: ExerciseFile) -> str:
    # A function that the checks call as well was not renamed.
    defined = [one for one in _functions(file) if one not in file.functions_checked]
    alike = {one.casefold().replace("_", ""): one for one in defined}
    same = alike.get(name.casefold().replace("_", ""))
    close = [same] if same else difflib.get_close_matches(name, defined, 1, 0.6) or defined[: len(defined) == 1]
    return f"Did you rename it? Your file has {close[0]}: the checks call it {name}." if close else ""


def _advice_on_arguments(call: Call | None, file: ExerciseFile) -> str:
    function = _functions(file).get(call.function) if call else None
    if function is None or call is None:
        return ""
    signature = inspect.signature(function)
    try:
        signature.bind(*call.args, **call.kwargs)
    except TypeError:
        names = ", ".join(signature.parameters) or "nothing"
        count = len(call.args) + len(call.kwargs)
        handed = f"{count} argument{'' if count == 1 else 's'}"
        return f"Your {call.function} takes {names}; it is called with {handed}. Keep the parameters that it came with."
    return ""


def _where_defined(call: Call | None, file: ExerciseFile) -> list[tuple[int, str]]:
    function = _functions(file).get(call.function) if call else None
    return [(function.__code__.co_firstlineno, function.__name__)] if function else []

"""The suspects of an exercise: each known mistake, in each function that its checks call, in the reference's place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import is_
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.compare import close
from autograder.checks.diagnosis.likeness import kind
from autograder.checks.diagnosis.programs import Answer, Program, Programs, Question
from autograder.checks.histories import alone, definition_of, in_a_row
from autograder.checks.run import Verdict, run_check
from autograder.checks.sentences import Call
from autograder.course.model import Check, Course, Exercise, Tolerance, mistake_name
from autograder.course.solutions import read_source
from autograder.course.transplant import transplant
from autograder.course.variants import composed, definitions
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import CallOutcome, Returned

SHOWS = "shows_"
"""A mistake of many sizes (roundings, fills) may say which answers show it: `shows_f(answer, right, *args)`."""
REFUSES = "refuses_"
"""A mistake that refuses what is right may say that those who refuse the same have its idea, in whatever words."""
ROUNDED = Tolerance(rtol=1e-3, atol=1e-3)
"""Answers nearer to each other than this are one answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Suspect:
    """One mistake in one function.

    `own`: the function's own code is the mistake's; else it goes wrong by calling what is.
    """

    name: str
    file: str
    function: str
    own: bool
    program: Program
    judges: bool = False
    """Whether the mistake's file says itself which answers show it, in a function `shows_<function>`."""
    refuses: bool = False
    """Whether an error where it raises one shows it, in whatever words: the file has `refuses_<function> = True`."""


class Suspects:
    """All suspects of one exercise, and what is the same for a whole class."""

    def __init__(
        self,
        course: Course,
        exercise: Exercise,
        checks: Sequence[Check],
        reference: LocalTarget,
        mistakes: Mapping[Path, LocalTarget],
    ) -> None:
        """Replays what the checks call on the reference. `mistakes` are the programs that the files stand for."""
        self.programs = Programs(exercise, reference)
        self._course, self._exercise = course, exercise
        self._checks = {check.id: check for check in checks}
        self._reference = reference
        self._failing: dict[tuple[Program, str], bool] = {}
        self._by_a_hair: dict[str, frozenset[str]] = {}
        self._wholes = [(mistake_name(path), self.programs.of(target)) for path, target in mistakes.items()]
        asked: dict[str, dict[Question, None]] = {}
        self._asked_by: dict[str, tuple[Question, ...]] = {}
        """Check -> all that it asks the reference, of those which this passes and which have to do with no objects."""
        verdicts = [self._verdict(check.id, reference) for check in checks]
        for check, verdict, calls in zip(checks, verdicts, in_a_row(alone(v.calls) for v in verdicts), strict=True):
            learned = tuple(map(self.programs.learn, calls))
            for question in learned:
                asked.setdefault(question.call.function, {})[question] = None
            if verdict.ending == "passed" and len(calls) == len(verdict.calls) and all(map(is_, calls, verdict.calls)):
                self._asked_by[check.id] = learned
        self.questions = {function: tuple(found) for function, found in asked.items()}
        """Function -> the calls of it that the checks make on the reference."""
        self.free = frozenset(self._free(course.accepted(exercise)))
        """The functions with more than one right answer: an accepted style answers otherwise than the reference."""
        self._of: dict[str, list[Suspect]] = {function: [] for function in self.questions}
        for path, (_, whole) in zip(mistakes, self._wholes, strict=True):
            for suspect in self._collect(path, whole):
                self._of[suspect.function].append(suspect)
        self._functions: dict[str, set[str]] = {}
        """A mistake's name, and each of its files -> the functions whose own code is wrong."""
        for suspect in chain(*self._of.values()):
            for key in {suspect.name, suspect.file} if suspect.own else ():
                self._functions.setdefault(key, set()).add(suspect.function)

    def of(self, function: str) -> Sequence[Suspect]:
        """The suspects in this function."""
        return self._of.get(function, ())

    def functions(self, name: str) -> set[str]:
        """The functions whose own code this mistake has wrong."""
        return self._functions.get(name, set())

    def only_accepts(self, suspect: Suspect) -> bool:
        """Whether all that is wrong with a suspect is what it accepts: wherever a value is due, it gives that."""
        due = (one for one in self.questions[suspect.function] if kind(one.right) == "value")
        return suspect.own and not suspect.judges and all(self.answer(suspect, one).right for one in due)

    def answer(self, suspect: Suspect, one: Question) -> Answer:
        """What the suspect answers."""
        return self.programs.answer(suspect.program, one)

    def shows(self, suspect: Suspect, call: Call, right: CallOutcome) -> bool:
        """Whether the mistake's own file says that this answer shows it. An accident on an odd answer says no.

        It is shown lists where the reference has lists: NumPy would compare a column of numbers with one number.
        """
        given, wanted = (one.value if isinstance(one, Returned) else None for one in (call.outcome, right))
        asked = (_as_lists(given, wanted), wanted, *call.args)
        with np.errstate(all="ignore"):
            said = suspect.program.target.call(f"{SHOWS}{suspect.function}", asked, call.kwargs, want_arguments=False)
        return isinstance(said, Returned) and bool(said.value)

    def fails(self, suspect: Suspect, check: str) -> bool:
        """Whether the suspect fails a check that calls its function, and by what this function answers."""
        known = self._failing.get((suspect.program, check))
        if known is None and self._passes(suspect.program, check):
            known = self._failing[suspect.program, check] = False
        if known is None:
            passed, calls = self._run(check, suspect.program.target)
            ours = [call for call in calls if call.function == suspect.function]
            known = self._failing[suspect.program, check] = not passed and not self._all_right(ours)
        return known

    def _passes(self, program: Program, check: str) -> bool:
        """Whether it is known without a run: a check sees nothing of a program but its answers."""
        asked = self._asked_by.get(check)
        return asked is not None and self.programs.is_like_the_reference(program, asked)

    def fails_by_a_hair(self, check: str) -> frozenset[str]:
        """The mistakes that fail this check with answers that are all as good as right."""
        known = self._by_a_hair.get(check)
        if known is None:
            unsure = ((name, one) for name, one in self._wholes if not self._passes(one, check))
            ran = ((name, *self._run(check, program.target)) for name, program in unsure)
            known = frozenset(name for name, passed, calls in ran if not passed and self._all_right(calls))
            self._by_a_hair[check] = known
        return known

    def _all_right(self, calls: Iterable[Call]) -> bool:
        return all(self.programs.is_right(call.outcome, self.programs.question(call).right) for call in calls)

    def _run(self, check: str, target: LocalTarget) -> tuple[bool, tuple[Call, ...]]:
        """Whether a program passes a check, and the calls that the check makes on it."""
        verdict = self._verdict(check, target)
        return verdict.ending in ("passed", "skipped"), alone(verdict.calls)

    def _verdict(self, check: str, target: LocalTarget) -> Verdict:
        given = (self._checks[check], self._exercise, self._course.seed, target)
        with np.errstate(all="ignore"):
            return run_check(*given, reference=self._reference)

    def _free(self, styles: Iterable[Path]) -> Iterator[str]:
        programs = [self.programs.load(path, read_source(path)) for path in styles]
        for function, asked in self.questions.items():
            if any(self._another_value(program, one) for program in programs if program for one in asked):
                yield function

    def _another_value(self, program: Program, one: Question) -> bool:
        """Another value, and not by rounding."""
        given, right = self.programs.answer(program, one).outcome, one.right
        both = isinstance(given, Returned) and isinstance(right, Returned)
        return both and not close(given.value, right.value, ROUNDED)  # type: ignore[union-attr]

    def _collect(self, path: Path, whole: Program) -> Iterator[Suspect]:
        """One mistake's suspects, in each function that shows it."""
        defined = definitions(read_source(path))
        parts = self._parts(path, defined, whole)
        for function in self.questions:
            # its own code; the reference's, which calls what is wrong; the file's, which does
            own = parts.get(definition_of(function))
            for program in dict.fromkeys((own, *parts.values(), whole)):
                if program and not all(self.programs.answer(program, one).right for one in self.questions[function]):
                    is_own, judges = program is own or not parts, f"{SHOWS}{function}" in defined
                    refuses = getattr(whole.target.module, f"{REFUSES}{function}", False) is True
                    yield Suspect(mistake_name(path), path.name, function, is_own, program, judges, refuses)
                    break

    def _parts(self, path: Path, defined: frozenset[str], whole: Program) -> dict[str, Program]:
        """The reference with one function of a mistake at a time. The exam tells of one that cannot be run."""
        reference = read_source(self._course.solution(self._exercise))
        text = composed(self._course, self._exercise, path)
        called = set(map(definition_of, self.questions))
        parts = {}
        for function in sorted(defined & called):
            names = (defined - called) | {function}
            part = whole if names == defined else self.programs.load(path, transplant(reference, text, names))
            if part is not None:
                parts[function] = part
        return parts


def _as_lists(given: Any, wanted: Any) -> Any:
    """A value whose arrays are lists, in the places where the reference has lists."""
    rows = (list, tuple)
    if isinstance(given, np.ndarray) and isinstance(wanted, rows):
        return given.tolist()
    if isinstance(given, rows) and isinstance(wanted, rows):
        beside = [*wanted, *[None] * len(given)]
        found = [_as_lists(one, other) for one, other in zip(given, beside, strict=False)]
        return tuple(found) if isinstance(given, tuple) else found
    return given

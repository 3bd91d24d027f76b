"""The suspects of an exercise: each known mistake, in each function that its checks call, in the reference's place.

Hidden inputs are the same for a whole class, so what a suspect answers to the calls that the checks make on the
reference is worked out once. What is kept does not grow with the class.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np

from autograder.checks.compare import close
from autograder.checks.diagnosis.likeness import equal, what
from autograder.checks.diagnosis.merging import merged
from autograder.checks.fingerprint import fingerprint
from autograder.checks.histories import Replay, alone, definition_of, history_of
from autograder.checks.run import run_check
from autograder.checks.sentences import Call
from autograder.course.model import Check, Course, Exercise, Tolerance, mistake_name
from autograder.course.solutions import load_target, read_source
from autograder.course.transplant import transplant
from autograder.course.variants import composed, definitions
from autograder.errors import CourseError
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import CallOutcome, Returned, TimedOut

SECONDS = 1.0
"""Of work for one call of a mistake. What takes longer says nothing."""
SHOWS = "shows_"
"""A mistake of many sizes (roundings, fills) may say which answers show it: `shows_f(answer, right, *args)`."""
ROUNDED = Tolerance(rtol=1e-3, atol=1e-3)
"""Answers nearer to each other than this are one answer."""
HANGS_ALLOWED = 3
"""After so many such calls on one submission, nothing is replayed for it any more."""


@dataclass(slots=True, eq=False)
class Program:
    """A program of the course's, and what it answered to the calls that every class makes."""

    target: LocalTarget
    answers: dict[Hashable, CallOutcome] = field(default_factory=dict)
    right: dict[Hashable, bool] = field(default_factory=dict)
    """Whether it answers such a call as the reference does."""
    replay: Replay | None = None

    def ask(self, call: Call) -> CallOutcome:
        """What it answers to the call, or at the end of the history that the call stands for."""
        history, wanted = history_of(call), bool(call.arguments)
        if history is None:
            return self.target.call(call.function, call.args, call.kwargs, want_arguments=wanted)
        if self.replay is None:
            self.replay = Replay(self.target.module, SECONDS)
        return self.replay.answer(history, want_arguments=wanted)


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


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two mistakes in one program, as one suspect of a function that shows both."""

    members: tuple[Suspect, Suspect]
    together: Suspect

    @property
    def names(self) -> frozenset[str]:
        return frozenset(member.name for member in self.members)


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
        self._seed = course.seed
        self._exercise = exercise
        self._checks = {check.id: check for check in checks}
        self._target = reference
        self._reference = Program(LocalTarget(reference.module, seconds=SECONDS, of_work=True))
        self._known: set[Hashable] = set()
        self._failing: dict[tuple[Program, str], bool] = {}
        self._hangs = 0
        self._wholes: list[tuple[str, Program]] = []
        self._texts = {path.name: composed(course, exercise, path) for path in mistakes}
        self._solution = course.solution(exercise)
        self._merged: dict[frozenset[str], Program | None] = {}
        calls: dict[str, dict[Hashable, Call]] = {}
        for check in checks:
            for call in self.calls_of(check.id, Program(reference))[1]:
                key = fingerprint(what(call))
                self._known.add(key)
                self._reference.answers[key] = call.outcome
                calls.setdefault(call.function, {})[key] = call
        self._calls = {function: tuple(found.values()) for function, found in calls.items()}
        self.free = frozenset(self._free(course.accepted(exercise)))
        self._of = self._collect(course, exercise, mistakes)

    def of(self, function: str) -> tuple[Suspect, ...]:
        """The suspects in this function."""
        return self._of.get(function, ())

    def pairs(self, function: str, names: Collection[str]) -> Iterator[Pair]:
        """Any two mistakes, `names` among them, that this function shows and that can be made together."""
        for members in combinations(self.of(function), 2):
            one, other = members
            if one.name == other.name or not {one.name, other.name}.issuperset(names):
                continue
            files = frozenset((one.file, other.file))
            if files not in self._merged:
                text = merged(read_source(self._solution), *(self._texts[file] for file in sorted(files)))
                self._merged[files] = None if text is None else _load(self._solution, text, self._exercise)
            if program := self._merged[files]:
                yield Pair(members, Suspect(f"{one.name}, {other.name}", "", function, True, program))

    def functions(self, name: str) -> frozenset[str]:
        """The functions whose own code this mistake has wrong."""
        return frozenset(f for f, found in self._of.items() if any(s.own and s.name == name for s in found))

    def is_right(self, given: CallOutcome, right: CallOutcome) -> bool:
        """Whether an answer is as good as the reference's."""
        return equal(given, right) or equal(given, right, self._exercise.tolerance)

    def is_near(self, given: CallOutcome, right: CallOutcome) -> bool:
        """Whether an answer is as good as the reference's but for rounding, as a check that passed may allow."""
        return equal(given, right, ROUNDED)

    def agrees(self, suspect: Suspect, call: Call, key: Hashable, right: CallOutcome) -> bool:
        """Whether a suspect answers this call as the reference does."""
        return self._agrees(suspect.program, call, key, right)

    def calls(self) -> Mapping[str, Sequence[Call]]:
        """Function -> the calls of it that the checks make on the reference."""
        return self._calls

    def begin(self) -> None:
        """A new submission has all the time again."""
        self._hangs = 0

    def right(self, call: Call, key: Hashable) -> CallOutcome:
        """What the reference answers."""
        return self._ask(self._reference, call, key)

    def answer(self, suspect: Suspect, call: Call, key: Hashable) -> CallOutcome:
        """What the suspect answers. TimedOut where that takes too long."""
        return self._ask(suspect.program, call, key)

    def shows(self, suspect: Suspect, call: Call, right: CallOutcome) -> bool:
        """Whether the mistake's own file says that this answer shows it. An accident on an odd answer says no."""
        given, wanted = (one.value if isinstance(one, Returned) else None for one in (call.outcome, right))
        asked = (given, wanted, *call.args)
        with np.errstate(all="ignore"):
            said = suspect.program.target.call(f"{SHOWS}{suspect.function}", asked, call.kwargs, want_arguments=False)
        return isinstance(said, Returned) and bool(said.value)

    def calls_of(self, check: str, program: Program) -> tuple[bool, tuple[Call, ...]]:
        """Whether a program passes a check, and the calls that the check makes on it."""
        with np.errstate(all="ignore"):
            verdict = run_check(self._checks[check], self._exercise, self._seed, program.target, reference=self._target)
        return verdict.ending in ("passed", "skipped"), alone(verdict.calls)

    def fails(self, suspect: Suspect, check: str) -> bool:
        """Whether the suspect fails a check that calls its function, and by what this function answers."""
        known = self._failing.get((suspect.program, check))
        if known is None:
            passed, calls = self.calls_of(check, suspect.program)
            known = not passed and any(
                call.function == suspect.function
                and not self.is_right(call.outcome, self.right(call, fingerprint(what(call))))
                for call in calls
            )
            self._failing[suspect.program, check] = known
        return known

    def fails_by_a_hair(self, check: str) -> frozenset[str]:
        """The mistakes that fail this check with answers that are all as good as right."""
        found = set()
        for name, program in self._wholes:
            passed, calls = self.calls_of(check, program)
            if not passed and all(
                self.is_right(call.outcome, self.right(call, fingerprint(what(call)))) for call in calls
            ):
                found.add(name)
        return frozenset(found)

    def _agrees(self, program: Program, call: Call, key: Hashable, right: CallOutcome) -> bool:
        known = program.right.get(key)
        if known is None:
            known = self.is_right(self._ask(program, call, key), right)
            if key in program.answers:
                program.right[key] = known
        return known

    def _ask(self, program: Program, call: Call, key: Hashable) -> CallOutcome:
        answer = program.answers.get(key)
        if answer is not None:
            return answer
        if self._hangs >= HANGS_ALLOWED:
            return TimedOut(SECONDS)
        with np.errstate(all="ignore"):  # a mistake may overflow: that is its point
            answer = program.ask(call)
        self._hangs += isinstance(answer, TimedOut)
        if key in self._known:
            program.answers[key] = answer
        return answer

    def _free(self, styles: Iterable[Path]) -> Iterable[str]:
        """The functions with more than one right answer: an accepted style answers otherwise than the reference."""
        for path in styles:
            program = _load(path, read_source(path), self._exercise)
            for function, calls in self._calls.items():
                for call in calls if program else ():
                    key = fingerprint(what(call))
                    if program and _another_value(self._ask(program, call, key), self.right(call, key)):
                        yield function
                        break

    def _collect(
        self, course: Course, exercise: Exercise, mistakes: Mapping[Path, LocalTarget]
    ) -> dict[str, tuple[Suspect, ...]]:
        reference = read_source(course.solution(exercise))
        found: dict[str, list[Suspect]] = {function: [] for function in self._calls}
        for path, target in mistakes.items():
            name, whole = mistake_name(path), Program(LocalTarget(target.module, seconds=SECONDS, of_work=True))
            text, defined = composed(course, exercise, path), definitions(read_source(path))
            self._wholes.append((name, whole))
            parts = self._parts(path, reference, text, defined, whole)
            for function in self._calls:
                # its own code; the reference's, which calls what is wrong; the file's, which does
                ways = [parts[own_code]] if (own_code := definition_of(function)) in parts else []
                for program in (*ways, *(part for part in parts.values() if part not in ways), whole):
                    if self._shows(program, function):
                        own = program in ways or not parts
                        judges = f"{SHOWS}{function}" in defined
                        found[function].append(Suspect(name, path.name, function, own, program, judges))
                        break
        return {function: tuple(suspects) for function, suspects in found.items()}

    def _parts(
        self, path: Path, reference: str, text: str, defined: frozenset[str], whole: Program
    ) -> dict[str, Program]:
        """The reference with one function of a mistake at a time. The exam tells of one that cannot be run."""
        called = set(map(definition_of, self._calls))
        helpers = defined - called
        parts = {}
        for function in sorted(defined & called):
            names = helpers | {function}
            part = whole if names == defined else _load(path, transplant(reference, text, names), self._exercise)
            if part is not None:
                parts[function] = part
        return parts

    def _shows(self, program: Program, function: str) -> bool:
        """Whether the program answers otherwise than the reference in this function."""
        calls = ((call, fingerprint(what(call))) for call in self._calls[function])
        return not all(self._agrees(program, call, key, self.right(call, key)) for call, key in calls)


def _load(path: Path, text: str, exercise: Exercise) -> Program | None:
    """None where it cannot be run: the course's exam says so, and no class waits for it."""
    try:
        return Program(LocalTarget(load_target(path, text, exercise.data).module, seconds=SECONDS, of_work=True))
    except CourseError:
        return None


def _another_value(given: CallOutcome, right: CallOutcome) -> bool:
    """Another value, and not by rounding."""
    return isinstance(given, Returned) and isinstance(right, Returned) and not close(given.value, right.value, ROUNDED)

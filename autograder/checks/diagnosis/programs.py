"""The course's own programs, asked what a student's program was asked.

Hidden inputs are the same for a whole class: what a program answers to the calls that the checks make on the reference
is worked out once, and is all that is kept. It does not grow with the class.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from autograder.checks.diagnosis.likeness import Sketch, equal, sketch
from autograder.checks.fingerprint import fingerprint
from autograder.checks.histories import Replay, history_of
from autograder.checks.leftover import Leftover
from autograder.checks.sentences import Call
from autograder.course.model import Exercise
from autograder.course.solutions import load_target
from autograder.errors import CourseError
from autograder.sandbox.local import LocalTarget
from autograder.sandbox.outcomes import CallOutcome, TimedOut

SECONDS = 1.0
"""Of work for one call of a mistake. What takes longer says nothing."""
HANGS_ALLOWED = 3
"""After so many such calls on one submission, nothing is replayed for it any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A call and the reference's answer. What is `kept` of every class's own calls is one object a call."""

    call: Call
    right: CallOutcome
    kept: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a program answers, and whether that is as good as the reference's answer."""

    outcome: CallOutcome
    right: bool
    sketch: Sketch | None


@dataclass(slots=True, eq=False)
class Program:
    """A program of the course's, and what it answered to the calls that every class makes."""

    target: LocalTarget
    answers: dict[Question, Answer] = field(default_factory=dict)
    replay: Replay | None = None
    leftover: Leftover = field(init=False)

    def __post_init__(self) -> None:
        self.leftover = Leftover(self.target.module)

    def ask(self, call: Call) -> CallOutcome:
        """What it answers to the call, or at the end of the history that the call stands for."""
        history, wanted = history_of(call), bool(call.arguments)
        if history is None:
            self.leftover.restore()
            return self.target.call(call.function, call.args, call.kwargs, want_arguments=wanted)
        if self.replay is None:
            self.replay = Replay(self.target.module, self.leftover, SECONDS)
        return self.replay.answer(history, want_arguments=wanted)


class Programs:
    """Asks the programs of one exercise, with an eye on the time that a submission takes."""

    def __init__(self, exercise: Exercise, reference: LocalTarget) -> None:
        self._exercise = exercise
        self._reference = Program(LocalTarget(reference.module, seconds=SECONDS, of_work=True))
        self._known: dict[Hashable, Question] = {}
        self._hangs = 0

    def load(self, path: Path, text: str) -> Program | None:
        """None where it cannot be run: the course's exam says so, and no class waits for it."""
        try:
            return self.of(load_target(path, text, self._exercise.data))
        except CourseError:
            return None

    def of(self, target: LocalTarget) -> Program:
        """A program that runs already."""
        return Program(LocalTarget(target.module, seconds=SECONDS, of_work=True))

    def begin(self) -> None:
        """A new submission has all the time again."""
        self._hangs = 0

    def learn(self, call: Call) -> Question:
        """A call that the checks make on the reference, which answered it: its answers are kept."""
        key = key_of(call)
        return self._known.setdefault(key, Question(call, call.outcome, kept=True))

    def question(self, call: Call) -> Question:
        """Any call, beside what the reference answers."""
        return self._known.get(key_of(call)) or Question(call, self._ask(self._reference, call))

    def answer(self, program: Program, one: Question) -> Answer:
        """What a program answers; TimedOut where that takes too long."""
        known = program.answers.get(one)
        if known is None:
            asked = self._hangs < HANGS_ALLOWED
            outcome = self._ask(program, one.call)
            known = Answer(outcome, self.is_right(outcome, one.right), sketch(outcome))
            if asked and one.kept:
                program.answers[one] = known
        return known

    def is_like_the_reference(self, program: Program, asked: Iterable[Question]) -> bool:
        """Whether it is known already to answer all of these to the letter as the reference does."""
        answers = ((program.answers.get(one), one.right) for one in asked)
        return all(known is not None and fingerprint(known.outcome) == fingerprint(right) for known, right in answers)

    def is_right(self, given: CallOutcome, right: CallOutcome) -> bool:
        """Whether an answer is as good as the reference's."""
        return equal(given, right) or equal(given, right, self._exercise.tolerance)

    def _ask(self, program: Program, call: Call) -> CallOutcome:
        if self._hangs >= HANGS_ALLOWED:
            return TimedOut(SECONDS)
        with np.errstate(all="ignore"):  # a mistake may overflow: that is its point
            outcome = program.ask(call)
        self._hangs += isinstance(outcome, TimedOut)
        return outcome


def key_of(call: Call) -> Hashable:
    """A call without what came of it."""
    return fingerprint((call.function, call.args, call.kwargs, bool(call.arguments)))

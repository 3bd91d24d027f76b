"""The known mistakes of an exercise: what they say, and which of them a submission shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from autograder.checks.diagnosis.given import Seen
from autograder.checks.diagnosis.pairs import Pairs
from autograder.checks.diagnosis.programs import Programs
from autograder.checks.diagnosis.slips import slip
from autograder.checks.diagnosis.suspects import Suspects
from autograder.checks.diagnosis.verdict import name
from autograder.course.model import Check, Course, Exercise
from autograder.course.solutions import explanations
from autograder.course.variants import load_mistake
from autograder.sandbox.local import LocalTarget


class Mistakes:
    """The known mistakes of one exercise: what they say, and which of them a submission shows."""

    def __init__(
        self,
        course: Course,
        exercise: Exercise,
        checks: Sequence[Check] = (),
        reference: LocalTarget | None = None,
    ) -> None:
        """Without a reference they only say what they say. CourseError where one of their files cannot be run."""
        self._course, self._exercise, self._checks, self._reference = course, exercise, checks, reference
        self._says = explanations(course.mistakes(exercise))
        paths = course.mistakes(exercise) if reference is not None else ()
        self._programs = {path: load_mistake(course, exercise, path) for path in paths}
        self._suspects: Suspects | None = None
        self._asked: Programs | None = None
        """What asks the reference, where there are no mistakes whose suspects do so."""

    def __iter__(self) -> Iterator[str]:
        return iter(self._says)

    def says(self, name: str) -> str:
        """The explanation for the student; empty for a name that has no file."""
        return self._says.get(name, "")

    def prepare(self) -> None:
        """Works out, once for a class, what the mistakes answer to the checks' calls."""
        if self._programs and self._reference is not None and self._suspects is None:
            given = (self._course, self._exercise, self._checks, self._reference)
            self._suspects = Suspects(*given, self._programs)
            self._pairs = Pairs(self._course, self._exercise, self._suspects)

    def names(self, seen: Mapping[str, Seen]) -> dict[str, str]:
        """Check id -> the mistake that it shows, of all the checks that ran on one submission.

        A check that passed, or for which there is no sure name, is left out.
        """
        self.prepare()
        if self._suspects is None:
            return {}
        with np.errstate(all="ignore"):
            return name(self._suspects, self._pairs, seen)

    def slips(self, seen: Mapping[str, Seen]) -> dict[str, str]:
        """Check id -> a sentence on its last call, where that is answered by another kind of thing than is right.

        What fails a check is its last call; what came before has passed.
        """
        asked = {check: one.calls[-1] for check, one in seen.items() if one.failed and one.calls}
        if not asked or self._reference is None:
            return {}
        programs = self._suspects.programs if self._suspects else self._asked
        if programs is None:
            programs = self._asked = Programs(self._exercise, self._reference)
        programs.begin()
        said = {
            check: slip(call.function, call.outcome, programs.question(call).right) for check, call in asked.items()
        }
        return {check: sentence for check, sentence in said.items() if sentence}

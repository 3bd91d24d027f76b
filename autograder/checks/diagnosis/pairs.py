"""Two mistakes in one program, and one mistake in a program of another style."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from autograder.checks.diagnosis.evidence import Asked, explains, gather
from autograder.checks.diagnosis.programs import Program
from autograder.checks.diagnosis.suspects import Suspect, Suspects
from autograder.course.merging import merged
from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.course.transplant import replaced
from autograder.course.variants import composed

POOR_ENOUGH = 3
"""So many wrong answers without a fraction in them, all explained by the same two mistakes, are no chance."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two mistakes of one function, and the program that has both, as one suspect of it."""

    members: tuple[Suspect, Suspect]
    together: Suspect

    @property
    def names(self) -> frozenset[str]:
        """Of the two mistakes."""
        return frozenset(member.name for member in self.members)


class Pairs:
    """Made only when somebody's wrong answers are explained by no mistake alone, and then once for a class."""

    def __init__(self, course: Course, exercise: Exercise, suspects: Suspects) -> None:
        self._solution = course.solution(exercise)
        self._reference = read_source(self._solution)
        self._styles = course.accepted(exercise)
        self._suspects = suspects
        self._paths = {path.name: path for path in course.mistakes(exercise)}
        self._text = {name: composed(course, exercise, path) for name, path in self._paths.items()}
        self._programs: dict[tuple[str, str], Program | None] = {}

    def of(self, function: str, names: Collection[str], left: Sequence[Asked]) -> Iterator[Pair]:
        """Any two mistakes, `names` among them, that go together and may explain what is left."""
        told = {one: tuple(self._tells(one, call) for call in left) for one in self._suspects.of(function)}
        for one, other in combinations(told, 2):
            wanted = one.name != other.name and {one.name, other.name}.issuperset(names)
            likely = wanted and all(map(_may_tell, told[one], told[other]))
            if likely and (program := self._merged(one.file, other.file)):
                yield Pair((one, other), Suspect("", "", function, True, program))

    def _tells(self, suspect: Suspect, call: Asked) -> bool | None:
        """Whether a suspect explains this call; None where it is right here, and leaves it to the other."""
        return None if self._suspects.answer(suspect, call.question).right else explains(self._suspects, suspect, call)

    def elsewhere(self, suspect: Suspect) -> Iterator[Suspect]:
        """The mistake in each of the accepted styles."""
        for style in self._styles:
            key = (suspect.file, str(style))
            if key not in self._programs:
                text = replaced(read_source(style), read_source(self._paths[suspect.file]))
                self._programs[key] = self._suspects.programs.load(style, text)
            if program := self._programs[key]:
                yield Suspect(suspect.name, suspect.file, suspect.function, True, program)

    def _merged(self, one: str, other: str) -> Program | None:
        if (one, other) not in self._programs:
            # what cannot be merged into the reference says of itself that both changed one place: styles do not help
            text = merged(self._reference, self._text[one], self._text[other])
            program = None if text is None else self._suspects.programs.load(self._solution, text)
            self._programs[one, other] = program
        return self._programs[one, other]


def _may_tell(one: bool | None, other: bool | None) -> bool:
    """Of two that are both wrong about a call nobody knows what they answer together; of one alone, its answer."""
    if one is None or other is None:
        return bool(one or other)
    return True


def tells_all(
    suspects: Suspects, suspect: Suspect, first: Asked, wrong: Sequence[Asked], as_right: Sequence[Asked], poor: bool
) -> bool:
    """Whether a program gives each wrong answer of a function to the letter, and this one to begin with.

    `poor`: whether many answers without a fraction are enough.
    """
    if not explains(suspects, suspect, first):
        return False
    found = gather(suspects, suspect, wrong, as_right)
    if found is None or found.other or found.right or (found.forgiven and not found.rich):
        return False
    return found.alike == len(wrong) and (found.rich > 0 or (poor and found.alike >= POOR_ENOUGH))

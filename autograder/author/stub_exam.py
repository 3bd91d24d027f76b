"""What an untouched stub earns: nothing, nor with a guess in place of one of its functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from autograder.author.leaks import emptied, functions_of, given_away
from autograder.author.lint import handout_problems
from autograder.author.places import place
from autograder.course.model import Course, Exercise, ExerciseResult
from autograder.errors import CourseError
from autograder.kinds.registry import kind_of
from autograder.kinds.stubs import stub_of

Grade = Callable[[str], ExerciseResult]
GUESS = "return 0"
OPEN = "raise NotImplementedError"
_TOUCHED = "\n_touched = True\n"
"""Makes a stub another file than the one that was handed out, and no other program."""


def examine_stub(course: Course, exercise: Exercise, grade: Grade) -> list[str]:
    """What is wrong with the stub, a sentence each. `grade` judges a text as a submission."""
    if not kind_of(exercise).runs_code:
        return handout_problems(course, exercise)
    try:
        written = [one.name for one in given_away(course, exercise)]
        stub = stub_of(course, exercise)
    except CourseError as error:
        return [str(error)]

    def worth(name: str) -> float:
        program = stub
        for other in written:
            program = program if other == name else emptied(program, other, OPEN)
        return grade(program + _TOUCHED).score

    return handout_problems(course, exercise, worth)


def guesses(course: Course, exercise: Exercise, grade: Grade) -> Iterator[str]:
    """The functions in whose place a guess earns points: then a check asks for too little.

    None where the stub gives functions away, or cannot be read: that is said by `examine_stub`.
    """
    try:
        if not kind_of(exercise).runs_code or given_away(course, exercise):
            return
        stub = stub_of(course, exercise)
    except CourseError:
        return
    for name in functions_of(stub):
        result = grade(emptied(stub, name, GUESS) + _TOUCHED)
        if result.score:
            passed = ", ".join(check.id for check in result.checks if check.outcome == "passed")
            yield (
                f"{place(course, course.stub(exercise))} with `{GUESS}` in {name} and nothing else earns "
                f"{result.score:.3g} of {exercise.points:g} points: {passed}"
            )

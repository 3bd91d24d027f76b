"""What is wrong with a written exercise that neither loading nor grading its solution shows."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.author.places import place
from autograder.course.model import Course, Exercise
from autograder.course.solutions import read_source
from autograder.course.yamlfile import read_yaml
from autograder.kinds.written.grader import MARKER, marker_for, rubric_path
from autograder.kinds.written.mark import Marked
from autograder.kinds.written.rubric import Example, load_rubric


def written_problems(course: Course, exercise: Exercise) -> Iterator[str]:
    """A sentence each, with file and line. CourseError where the rubric cannot be read."""
    solution = course.solution(exercise)
    if MARKER not in read_source(solution):
        yield (
            f"{place(course, solution)} has no line {MARKER}: a student is not told where to write, and what is "
            "marked may hold the question. Put it above the answer"
        )
    yield from example_problems(course, exercise)


def example_problems(course: Course, exercise: Exercise) -> Iterator[str]:
    """The examples of a rubric that its patterns alone mark otherwise than they are labelled."""
    path = rubric_path(course, exercise)
    document, marker = read_yaml(read_source(path), path), marker_for(course, exercise, ())
    for index, example in enumerate(load_rubric(path).examples):
        said, line = _otherwise(example, marker.mark(example.text)), document.line(("examples", index))
        if said:
            yield f"{place(course, path)}:{line}: this example is marked otherwise: {said}"


def _otherwise(example: Example, marked: Marked) -> str:
    """How the mark differs from the label; empty where it does not."""
    pairs = [(example.concepts, marked.concepts), (example.misconceptions, marked.misconceptions)]
    missed = sorted(name for labelled, found in pairs for name in set(labelled) - set(found))
    extra = sorted(name for labelled, found in pairs for name in set(found) - set(labelled))
    parts = [f"{', '.join(missed)} not found"] * bool(missed) + [f"{', '.join(extra)} found"] * bool(extra)
    return " and ".join(parts)

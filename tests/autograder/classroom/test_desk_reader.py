"""What reads a class's answers again at the desk: taught by the course once, and by the class each time."""

from __future__ import annotations

from pathlib import Path

from autograder.classroom.desk_reader import ClassReader, Taught
from autograder.course.manifest import load_course
from autograder.kinds.written.answers import course_answers
from autograder.kinds.written.grader import marker_for, rubric_path
from autograder.kinds.written.taught import kept_for

EXERCISE = "why_softmax"
TEXT = "Softmax makes shares of a whole, so that a mean can be taken."


def test_what_the_course_teaches_is_learned_once_and_what_a_class_says_is_kept_nowhere(
    repository: Path, tmp_path: Path
) -> None:
    course = load_course(repository, with_solutions=True)
    exercise = course.exercise(EXERCISE)
    marker = marker_for(course, exercise)
    answers = course_answers(rubric_path(course, exercise))[:60]
    marked = marker.mark(TEXT)
    fresh = ClassReader(marker.rubric, answers, (), marker.traits)
    for _ in range(2):  # the first fills, the second reads
        again = ClassReader(marker.rubric, answers, (), marker.traits, lambda known: kept_for((), known, tmp_path))
        assert again.read(TEXT, marked) == fresh.read(TEXT, marked)
        files = {file: file.read_bytes() for file in tmp_path.iterdir()}
        assert len(files) == 1
    said = [Taught(TEXT, frozenset({"sum1"}), marked)] * 3
    ClassReader(marker.rubric, answers, said, marker.traits, lambda known: kept_for((), known, tmp_path))
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == files

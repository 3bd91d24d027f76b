"""What marking a written answer costs, on the course's labelled answers. Prints JSON.

    python benchmarks/rubric.py [--rounds 5]

Milliseconds of processor time an answer: the median and the worst, over the rounds, and for the longest text that a
submission may hold. `ready` is what making a rubric ready and teaching its second reader costs, once for a class.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from autograder.course.manifest import load_course
from autograder.course.model import Course, Exercise
from autograder.kinds.written.answers import course_answers
from autograder.kinds.written.grader import marker_for, rubric_path
from autograder.kinds.written.mark import Marker

ROOT = Path(__file__).parents[1]
LONG = "The weights are positive and sum to 1, so the context is a weighted mean of the states. " * 3000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    course = load_course(ROOT, with_solutions=True)
    exercises = [exercise for exercise in course.exercises if exercise.kind == "written"]
    ready = [timed(partial(make, course, exercise)) for exercise in exercises]
    markers = {exercise.id: make(course, exercise) for exercise in exercises}
    answers = [answer for exercise in exercises for answer in course_answers(rubric_path(course, exercise))]
    costs = [
        min(timed(partial(markers[answer.exercise].mark, answer.text)) for _ in range(rounds)) for answer in answers
    ]
    long = max(timed(partial(marker.mark, LONG)) for marker in markers.values())
    figures = {
        "answers": len(answers),
        "median_ms": round(median(costs), 2),
        "worst_ms": round(max(costs), 2),
        "longest_text_ms": round(long, 2),
        "longest_text_words": len(LONG.split()),
        "ready_ms": round(max(ready), 1),
    }
    print(json.dumps(figures, indent=2))


def make(course: Course, exercise: Exercise) -> Marker:
    """A rubric made ready, its second reader taught."""
    marker = marker_for(course, exercise)
    marker.teach()
    return marker


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of processor time."""
    start = process_time()
    act()
    return 1e3 * (process_time() - start)


if __name__ == "__main__":
    main()
